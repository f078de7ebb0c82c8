//! What those read who watch: alarms, held lots, counts. None of it leads to a holder.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use cleanbill_authority::{AuthorityError, Caller};
use cleanbill_issuer::registry::{OfficeId, RowId, Shard};
use cleanbill_issuer::role::Permission;
use cleanbill_seal::IdKind;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::problem::Problem;
use crate::sign_in::Signed;
use crate::{ServerError, health};

const PAGE: u32 = 100;
/// A cell with fewer events leads to people.
const CELL_MIN: i64 = 10;
/// The longest span of counts that is given at once, days.
const SPAN_MAX_DAYS: i32 = 366;
/// The most rows of the database that counts are made of.
const ROWS_MAX: u32 = 200_000;

fn office_id(app: &App, office: OfficeId) -> Result<String, ServerError> {
    let ring = app.authority.ring();
    let id = ring.public_id(IdKind::Office, Shard::default(), office.0);
    Ok(id.map_err(AuthorityError::from)?.to_string())
}

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AlarmPage {
    /// `next` of the page before.
    after: Option<String>,
}

/// Something that looks wrong.
#[derive(Serialize, ToSchema)]
pub(crate) struct Alarm {
    /// Its id.
    alarm: String,
    /// What.
    kind: &'static str,
    /// At which office, by id.
    office: String,
    /// Product code.
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<String>,
    /// Lot.
    #[serde(skip_serializing_if = "Option::is_none")]
    lot: Option<String>,
    /// When, Unix seconds.
    at: i64,
}

/// Alarms.
#[derive(Serialize, ToSchema)]
pub(crate) struct Alarms {
    /// The newest first.
    alarms: Vec<Alarm>,
    /// For the next page, if there may be one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Alarms, the newest first.
#[utoipa::path(
    get, path = "/api/v1/alarms", tag = "watching", params(AlarmPage),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "A page", body = Alarms),
        (status = 403, description = "Not in this role", body = Problem)
    )
)]
pub(crate) async fn alarms(
    State(app): State<App>,
    signed: Signed,
    page: Result<Query<AlarmPage>, QueryRejection>,
) -> Result<Json<Alarms>, ServerError> {
    signed.caller.may(Permission::ReadAlarms)?;
    let page = page.map_err(|_| ServerError::Parameter)?.0;
    let ring = app.authority.ring();
    let before = match page.after {
        None => None,
        Some(text) => {
            let found = ring.parse_public_id(IdKind::Alarm, &text);
            let (_, id) = found.map_err(|_| AuthorityError::NotFound)?;
            Some(RowId(id))
        }
    };
    let rows = app.authority.store().alarms(before, PAGE).await;
    let mut alarms = Vec::new();
    for row in rows.map_err(AuthorityError::from)? {
        let id = ring.public_id(IdKind::Alarm, Shard::default(), row.id.0);
        alarms.push(Alarm {
            alarm: id.map_err(AuthorityError::from)?.to_string(),
            kind: row.kind.name(),
            office: office_id(&app, row.office)?,
            product: row.product,
            lot: row.lot,
            at: row.at,
        });
    }
    let is_full = alarms.len() >= PAGE as usize;
    let next = alarms
        .last()
        .filter(|_| is_full)
        .map(|alarm| alarm.alarm.clone());
    Ok(Json(Alarms { alarms, next }))
}

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct HoldPage {
    /// How many come before.
    offset: Option<u32>,
}

/// A lot whose entry is held at a clinic.
#[derive(Serialize, ToSchema)]
pub(crate) struct Hold {
    /// At which office, by id.
    office: String,
    /// Product code.
    product: String,
    /// Lot.
    lot: String,
    /// Since when, Unix seconds.
    since: Option<i64>,
}

/// Held lots.
#[derive(Serialize, ToSchema)]
pub(crate) struct Holds {
    /// By office, product and lot.
    holds: Vec<Hold>,
}

/// Lots whose entry is held.
#[utoipa::path(
    get, path = "/api/v1/holds", tag = "watching", params(HoldPage),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "A page", body = Holds),
        (status = 403, description = "Not in this role", body = Problem)
    )
)]
pub(crate) async fn holds(
    State(app): State<App>,
    signed: Signed,
    page: Result<Query<HoldPage>, QueryRejection>,
) -> Result<Json<Holds>, ServerError> {
    signed.caller.may(Permission::ReadAlarms)?;
    let page = page.map_err(|_| ServerError::Parameter)?.0;
    let rows = app
        .authority
        .store()
        .holds(page.offset.unwrap_or(0), PAGE)
        .await;
    let mut holds = Vec::new();
    for row in rows.map_err(AuthorityError::from)? {
        holds.push(Hold {
            office: office_id(&app, row.office)?,
            product: row.product,
            lot: row.lot,
            since: row.since,
        });
    }
    Ok(Json(Holds { holds }))
}

/// Of which days.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TallyAsked {
    /// The first day, days since 1970-01-01.
    from_day: i32,
    /// The last day, at most 366 later.
    to_day: i32,
}

/// A count of at least ten.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Cell {
    /// The ground; `other` where several were merged.
    ground: &'static str,
    /// The product; `other` where several were merged, empty where there is none.
    product: String,
    /// Events that passes were issued for.
    issued: i64,
}

/// Counts.
#[derive(Serialize, ToSchema)]
pub(crate) struct Tallies {
    /// By ground and product; no cell is below ten.
    cells: Vec<Cell>,
}

/// How many events passes were issued for, by ground and product, over a span of days. Cells below
/// ten are merged; what is then still below ten is not given.
#[utoipa::path(
    get, path = "/api/v1/tallies", tag = "watching", params(TallyAsked),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The counts", body = Tallies),
        (status = 403, description = "Not in this role", body = Problem)
    )
)]
pub(crate) async fn tallies(
    State(app): State<App>,
    signed: Signed,
    asked: Result<Query<TallyAsked>, QueryRejection>,
) -> Result<Json<Tallies>, ServerError> {
    signed.caller.may(Permission::ReadCounts)?;
    let asked = asked.map_err(|_| ServerError::Parameter)?.0;
    let span = asked.to_day.checked_sub(asked.from_day);
    if !span.is_some_and(|span| (0..SPAN_MAX_DAYS).contains(&span)) {
        return Err(ServerError::Parameter);
    }
    let mut counts: BTreeMap<(&'static str, String), i64> = BTreeMap::new();
    let store = app.authority.store();
    let mut offset = 0;
    while offset < ROWS_MAX {
        let rows = store
            .tallies(asked.from_day, asked.to_day, offset, 1_000)
            .await;
        let rows = rows.map_err(AuthorityError::from)?;
        let Ok(count) = u32::try_from(rows.len()) else {
            break;
        };
        if count == 0 {
            break;
        }
        offset += count;
        for row in rows {
            let key = (row.key.ground.name(), row.key.product);
            *counts.entry(key).or_default() += row.count.issued;
        }
    }
    Ok(Json(Tallies {
        cells: merged(counts),
    }))
}

/// Small cells of a ground become one; what stays small, one of all grounds; and if that is small,
/// it takes the smallest of the others in, so that it cannot be told from a total.
fn merged(counts: BTreeMap<(&'static str, String), i64>) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut by_ground: BTreeMap<&'static str, i64> = BTreeMap::new();
    for ((ground, product), issued) in counts {
        if issued >= CELL_MIN {
            cells.push(Cell {
                ground,
                product,
                issued,
            });
        } else {
            *by_ground.entry(ground).or_default() += issued;
        }
    }
    let mut rest = 0;
    for (ground, issued) in by_ground {
        if issued >= CELL_MIN {
            let product = "other".to_owned();
            cells.push(Cell {
                ground,
                product,
                issued,
            });
        } else {
            rest += issued;
        }
    }
    if (1..CELL_MIN).contains(&rest) {
        let smallest = cells.iter().enumerate().min_by_key(|(_, cell)| cell.issued);
        match smallest.map(|(index, _)| index) {
            Some(index) => rest += cells.swap_remove(index).issued,
            None => rest = 0,
        }
    }
    if rest > 0 {
        cells.push(Cell {
            ground: "other",
            product: "other".to_owned(),
            issued: rest,
        });
    }
    cells
}

/// Counts of the service itself, as Prometheus reads them.
#[utoipa::path(
    get, path = "/metrics", tag = "watching", security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The counts", body = String, content_type = "text/plain"),
        (status = 403, description = "Not in this role", body = Problem)
    )
)]
pub(crate) async fn metrics(
    State(app): State<App>,
    signed: Signed,
) -> Result<Response, ServerError> {
    let caller: &Caller = &signed.caller;
    caller.may(Permission::ReadCounts)?;
    Ok(health::rendered(&app).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merge(counts: &[(&'static str, &str, i64)]) -> Vec<(&'static str, String, i64)> {
        let counts = counts
            .iter()
            .map(|(ground, product, issued)| ((*ground, (*product).to_owned()), *issued));
        let cells = merged(counts.collect()).into_iter();
        cells
            .map(|cell| (cell.ground, cell.product, cell.issued))
            .collect()
    }

    #[test]
    fn no_cell_is_below_ten_and_none_can_be_worked_out() {
        assert_eq!(merge(&[("test", "", 9)]), []);
        let other = |issued| ("other", "other".to_owned(), issued);
        assert_eq!(merge(&[("test", "", 9), ("recovery", "", 1)]), [other(10)]);
        assert_eq!(
            merge(&[
                ("vaccination", "a", 5),
                ("vaccination", "b", 6),
                ("vaccination", "c", 70)
            ]),
            [
                ("vaccination", "c".to_owned(), 70),
                ("vaccination", "other".to_owned(), 11)
            ]
        );
        // One small cell beside others is no remainder: it goes into the smallest.
        assert_eq!(
            merge(&[
                ("test", "", 3),
                ("vaccination", "a", 20),
                ("vaccination", "b", 90)
            ]),
            [("vaccination", "b".to_owned(), 90), other(23)]
        );
    }
}
