//! Deliveries of doses, and lots whose entry is held.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, Request, State};
use axum::http::HeaderMap;
use cleanbill_authority::{AuthorityError, DELIVERY_JOB};
use cleanbill_issuer::role::Permission;
use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;
use utoipa::ToSchema;

use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::problem::Problem;
use crate::routes::acts::ActRead;
use crate::routes::asked::{request_key, streamed};
use crate::routes::imports::{RowPage, RowsRefused, job_of_office, refused_rows};
use crate::sign_in::Signed;

/// How the import of a list ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListTaken {
    /// The job, by which rows that were not taken are asked for.
    job: String,
    /// Rows read.
    rows: i64,
    /// Rows that were taken.
    good: i64,
    /// Rows that were not.
    bad: i64,
    /// Whether it was taken before: then nothing was done now.
    was_done: bool,
}

/// Take over a list of delivered doses: CSV with the columns `product`, `lot`, `clinic` (its name)
/// and `doses`. From then on no clinic enters more doses of a lot than reached it. Each
/// list is taken once; nobody counts deliveries to their own office.
#[utoipa::path(
    post, path = "/api/v1/deliveries", tag = "deliveries",
    params(("Content-Digest" = String, Header, description = "`sha-256=:BASE64:` of the body")),
    request_body(content = String, content_type = "application/octet-stream"),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "Taken", body = ListTaken),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 409, description = "Somebody took it before", body = Problem),
        (status = 422, description = "Not such a list", body = Problem)
    )
)]
pub(crate) async fn import(
    State(app): State<App>,
    signed: Signed,
    request: Request,
) -> Result<Json<ListTaken>, ServerError> {
    signed.caller.may(Permission::Deliveries)?;
    let (authority, caller, now) = (app.authority.clone(), signed.caller, app.now());
    let runtime = Handle::current();
    let end = streamed(&app, request, move |input, digest| {
        runtime.block_on(authority.import_deliveries(&caller, input, digest, now))
    });
    let end = end.await?;
    Ok(Json(ListTaken {
        job: end.job.to_string(),
        rows: end.progress.rows,
        good: end.progress.good,
        bad: end.progress.bad,
        was_done: end.was_done,
    }))
}

/// Rows of a list that were not taken, in their order.
#[utoipa::path(
    get, path = "/api/v1/deliveries/{job}/errors", tag = "deliveries",
    params(("job" = String, Path, description = "Its id"), RowPage),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "A page", body = RowsRefused),
        (status = 404, description = "Not here, or not of this office", body = Problem)
    )
)]
pub(crate) async fn errors(
    State(app): State<App>,
    signed: Signed,
    Path(job): Path<String>,
    page: Result<Query<RowPage>, QueryRejection>,
) -> Result<Json<RowsRefused>, ServerError> {
    signed.caller.may(Permission::Deliveries)?;
    let row = job_of_office(&app, &signed, &job).await?;
    if row.kind != DELIVERY_JOB {
        return Err(AuthorityError::NotFound.into());
    }
    refused_rows(&app, &row, page).await
}

/// Entry of a lot at a clinic.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Holding {
    /// The clinic, by its name.
    office: String,
    /// Product code.
    product: String,
    /// Lot.
    lot: String,
    /// Whether entry is held from now on, or goes on.
    held: bool,
}

/// Hold entry of a lot at a clinic, or let it go on: the latter by an officer of another office.
#[utoipa::path(
    post, path = "/api/v1/deliveries/holds", tag = "deliveries", request_body = Holding,
    params(("Idempotency-Key" = String, Header, description = "1 to 128 printable characters")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The act", body = ActRead),
        (status = 403, description = "Not in this role, or one's own office", body = Problem),
        (status = 422, description = "No such office or lot", body = Problem)
    )
)]
pub(crate) async fn hold(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
    Strict { value, bytes }: Strict<Holding>,
) -> Result<Json<ActRead>, ServerError> {
    let caller = &signed.caller;
    caller.may(Permission::Deliveries)?;
    let request = request_key(&headers, &["holds"], &bytes)?;
    let lot = (value.product.as_str(), value.lot.as_str());
    let (authority, now) = (&app.authority, app.now());
    let held = authority.hold_entry(caller, &value.office, lot, value.held, Some(&request), now);
    Ok(Json(ActRead::of(&held.await?)))
}
