//! The public counts.

use axum::extract::State;
use axum::response::Response;
use cleanbill_forum::filings::CountsView;
use cleanbill_pages::{AppealCounts, Board, Count, EndedCount, FilingCount, OpenCount, Place};

use super::answer::answer;
use super::language::Asked;
use super::petitions::{all, names, shown};
use crate::ServerError;
use crate::app::App;

/// The counts of all that is filed, and of petitions.
pub(super) async fn show(State(app): State<App>, asked: Asked) -> Response {
    let frame = asked.frame(Place::Board);
    let page = async {
        let counts = match &app.filings {
            Some(filings) => filings.counts(app.now()).await?,
            None => Vec::new(),
        };
        let filings: Vec<_> = counts.iter().map(row).collect();
        let appeals = Appeals::of(&app).await?;
        let views = all(&app).await?;
        let names = names(&views);
        let petitions = views.iter().zip(&names);
        let petitions = petitions.map(|(view, name)| shown(view, name));
        Ok::<_, ServerError>(frame.board(&Board {
            appeals: appeals.shown(),
            filings: &filings,
            petitions: &petitions.collect::<Vec<_>>(),
        }))
    };
    answer(&frame, page.await)
}

/// The counts of appeals.
pub(crate) struct Appeals {
    overdue: Count,
    late: Count,
    open: Vec<OpenCount>,
    ended: Vec<EndedCount>,
}

impl Appeals {
    /// As they are now.
    pub(crate) async fn of(app: &App) -> Result<Self, ServerError> {
        let board = app.authority.appeal_board(app.now()).await?;
        let open = board.open.iter().map(|cell| OpenCount {
            kind: cell.kind,
            age_band: cell.age_band,
            count: count(Some(cell.count)),
        });
        let ended = board.ended.iter().map(|cell| EndedCount {
            kind: cell.kind,
            state: cell.state,
            outcome: cell.outcome,
            count: count(Some(cell.count)),
        });
        Ok(Self {
            overdue: count(board.overdue),
            late: count(board.late),
            open: open.collect(),
            ended: ended.collect(),
        })
    }

    pub(crate) fn shown(&self) -> AppealCounts<'_> {
        AppealCounts {
            overdue: self.overdue,
            late: self.late,
            open: &self.open,
            ended: &self.ended,
        }
    }
}

/// A count of appeals; `None` for one that is not told.
fn count(count: Option<i64>) -> Count {
    let count = count.and_then(|count| u64::try_from(count).ok());
    count.map_or(Count::Below, Count::of)
}

fn row(view: &CountsView) -> FilingCount<'_> {
    let count = |count: Option<u64>| count.map_or(Count::Below, Count::of);
    FilingCount {
        region: view.region.as_deref(),
        filed: count(view.filed),
        overdue: count(view.overdue),
        answered: count(view.answered),
        late: count(view.late),
    }
}
