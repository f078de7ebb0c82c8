//! What officers of the addressee ask and do.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use cleanbill_redress::filing::{Answer, ExtensionReason, RemovalReason};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::public::{ContentRead, attached};
use super::told::rule;
use super::{Long, entry_of, filings, officer_of};
use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::problem::Problem;
use crate::sign_in::Signed;

/// A filing that waits.
#[derive(Serialize, ToSchema)]
pub(crate) struct WaitingRead {
    /// The number of its entry in the public ledger.
    entry: u64,
    /// The last day on which an answer is in time, since 1970-01-01.
    due: i32,
    /// Whether that has passed.
    is_overdue: bool,
}

/// What waits for officers.
#[derive(Serialize, ToSchema)]
pub(crate) struct DeskRead {
    /// For an answer, what is due first in front.
    to_answer: Vec<WaitingRead>,
    /// To be shown, once somebody has looked at it.
    to_moderate: Vec<u64>,
}

/// What waits for the caller's office.
#[utoipa::path(
    get, path = "/api/v1/filings/waiting", tag = "filings",
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "What waits", body = DeskRead),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "Nothing is filed here", body = Problem)
    )
)]
pub(crate) async fn waiting(
    State(app): State<App>,
    signed: Signed,
) -> Result<Json<DeskRead>, ServerError> {
    let officer = officer_of(&app, &signed).await?;
    let filings = filings(&app)?;
    let waiting = filings.waiting(&officer, app.now()).await?;
    let read = |view: cleanbill_forum::filings::WaitingView| WaitingRead {
        entry: view.entry,
        due: view.due,
        is_overdue: view.is_overdue,
    };
    Ok(Json(DeskRead {
        to_answer: waiting.into_iter().map(read).collect(),
        to_moderate: filings.to_moderate(&officer).await?,
    }))
}

/// What was filed with the caller's office.
#[utoipa::path(
    get, path = "/api/v1/filings/{entry}/content", tag = "filings",
    params(("entry" = String, Path, description = "The number of its entry")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "What was filed", body = ContentRead),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "Not addressed to this office", body = Problem)
    )
)]
pub(crate) async fn content(
    State(app): State<App>,
    signed: Signed,
    Path(entry): Path<String>,
) -> Result<Json<ContentRead>, ServerError> {
    let officer = officer_of(&app, &signed).await?;
    let content = filings(&app)?.read(&officer, entry_of(&entry)?).await?;
    Ok(Json(ContentRead::of(&content)))
}

/// The document that was filed with the caller's office: a file to be kept, never a page.
#[utoipa::path(
    get, path = "/api/v1/filings/{entry}/attachment", tag = "filings",
    params(("entry" = String, Path, description = "The number of its entry")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The document", body = Vec<u8>,
            content_type = "application/octet-stream"),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "Not addressed to this office, or no document",
            body = Problem)
    )
)]
pub(crate) async fn attachment(
    State(app): State<App>,
    signed: Signed,
    Path(entry): Path<String>,
) -> Result<Response, ServerError> {
    let officer = officer_of(&app, &signed).await?;
    attached(filings(&app)?.read(&officer, entry_of(&entry)?).await?)
}

/// An answer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerTold {
    /// A text of up to 65,536 bytes.
    text: String,
}

/// Answer a filing. Its hash goes into the public ledger.
#[utoipa::path(
    post, path = "/api/v1/filings/{entry}/answer", tag = "filings", request_body = AnswerTold,
    params(("entry" = String, Path, description = "The number of its entry")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 204, description = "It is answered"),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "Not addressed to this office", body = Problem),
        (status = 409, description = "It was answered before", body = Problem)
    )
)]
pub(crate) async fn answer(
    State(app): State<App>,
    signed: Signed,
    Path(entry): Path<String>,
    told: Long<AnswerTold>,
) -> Result<StatusCode, ServerError> {
    let officer = officer_of(&app, &signed).await?;
    let filings = filings(&app)?;
    let answer = Answer::new(told.value.text).map_err(rule)?;
    filings
        .answer(&officer, entry_of(&entry)?, &answer, app.now())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A later day for an answer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FilingExtensionTold {
    /// By how many days, 1 to 30.
    days: i32,
    /// `expert`, `other-body`, `translation`, `volume` or `files`.
    reason: String,
}

/// Put an answer off, once, before it is due. The public ledger tells why.
#[utoipa::path(
    post, path = "/api/v1/filings/{entry}/extend", tag = "filings",
    request_body = FilingExtensionTold,
    params(("entry" = String, Path, description = "The number of its entry")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 204, description = "It is put off"),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "Not addressed to this office", body = Problem),
        (status = 409, description = "It was put off or answered before", body = Problem),
        (status = 422, description = "Too long, or too late", body = Problem)
    )
)]
pub(crate) async fn extend(
    State(app): State<App>,
    signed: Signed,
    Path(entry): Path<String>,
    Strict { value, .. }: Strict<FilingExtensionTold>,
) -> Result<StatusCode, ServerError> {
    let officer = officer_of(&app, &signed).await?;
    let reason = ExtensionReason::from_name(&value.reason);
    let reason = reason.ok_or(ServerError::Field { field: "reason" })?;
    filings(&app)?
        .extend(&officer, entry_of(&entry)?, value.days, reason, app.now())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Show a filing to the public, as whoever filed it asked.
#[utoipa::path(
    post, path = "/api/v1/filings/{entry}/publish", tag = "filings",
    params(("entry" = String, Path, description = "The number of its entry")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 204, description = "It is shown"),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "Not addressed to this office", body = Problem),
        (status = 409, description = "Nobody asked for that, or it was removed", body = Problem)
    )
)]
pub(crate) async fn publish(
    State(app): State<App>,
    signed: Signed,
    Path(entry): Path<String>,
) -> Result<StatusCode, ServerError> {
    let officer = officer_of(&app, &signed).await?;
    filings(&app)?
        .publish(&officer, entry_of(&entry)?, app.now())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A removal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemovalTold {
    /// `personal-data`, `threat`, `obscene`, `spam` or `court-order`.
    reason: String,
}

/// Do not show a filing, or no longer. The public ledger tells why.
#[utoipa::path(
    post, path = "/api/v1/filings/{entry}/remove", tag = "filings", request_body = RemovalTold,
    params(("entry" = String, Path, description = "The number of its entry")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 204, description = "It is not shown"),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "Not addressed to this office", body = Problem),
        (status = 409, description = "Nobody asked, or it was removed before", body = Problem)
    )
)]
pub(crate) async fn remove(
    State(app): State<App>,
    signed: Signed,
    Path(entry): Path<String>,
    Strict { value, .. }: Strict<RemovalTold>,
) -> Result<StatusCode, ServerError> {
    let officer = officer_of(&app, &signed).await?;
    let reason = RemovalReason::from_name(&value.reason);
    let reason = reason.ok_or(ServerError::Field { field: "reason" })?;
    filings(&app)?
        .remove(&officer, entry_of(&entry)?, reason, app.now())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
