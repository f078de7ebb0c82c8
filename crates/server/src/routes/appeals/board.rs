//! The public board of appeals.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ServerError;
use crate::app::App;

/// Open appeals.
#[derive(Serialize, ToSchema)]
pub(crate) struct OpenRead {
    /// `act`, `refusal`, `look` or `door`.
    kind: &'static str,
    /// At least so many days old.
    age_days_min: u32,
    /// How many: ten or more.
    count: i64,
}

/// Appeals that ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct EndedRead {
    /// `act`, `refusal`, `look` or `door`.
    kind: &'static str,
    /// `upheld`, `partly`, `dismissed`, `inadmissible`, `withdrawn`, `lapsed` or `settled`.
    end: &'static str,
    /// How many: ten or more.
    count: i64,
}

/// Counts of appeals that lead to nobody.
#[derive(Serialize, ToSchema)]
pub(crate) struct Board {
    /// Open ones; what is below ten is left out.
    open: Vec<OpenRead>,
    /// Those that ended; what is below ten is left out.
    ended: Vec<EndedRead>,
    /// Open past their date; null where they are fewer than ten, and some.
    overdue: Option<i64>,
    /// Ended past their date, lapsed or decided late; null as above.
    late: Option<i64>,
}

/// How many appeals are open, how they ended, and how many answers are late.
#[utoipa::path(
    get, path = "/api/v1/appeals/counts", tag = "appeals",
    responses((status = 200, description = "The counts", body = Board))
)]
pub(crate) async fn counts(State(app): State<App>) -> Result<Json<Board>, ServerError> {
    let board = app.authority.appeal_board(app.now()).await?;
    let open = board.open.iter().map(|cell| OpenRead {
        kind: cell.kind.name(),
        age_days_min: u32::from(cell.age_band) * 15,
        count: cell.count,
    });
    let ended = board.ended.iter().map(|cell| EndedRead {
        kind: cell.kind.name(),
        end: cell
            .outcome
            .map_or(cell.state.name(), |outcome| outcome.name()),
        count: cell.count,
    });
    Ok(Json(Board {
        open: open.collect(),
        ended: ended.collect(),
        overdue: board.overdue,
        late: board.late,
    }))
}
