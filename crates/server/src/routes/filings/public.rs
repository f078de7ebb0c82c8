//! What anybody asks, without an account.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_forum::filings::{CountsView, FilingsError, FollowView, ShownView};
use cleanbill_redress::filing::{Content, FollowCode, Visibility, WORK_WINDOW_SECS};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::told::{FilingTold, rule};
use super::{Long, entry_of, filings};
use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::problem::Problem;

/// What to work on before filing.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChallengeRead {
    /// Say it again with the work, base64.
    challenge: String,
    /// How many bits of zero `SHA-256("cleanbill work 1" ‖ challenge ‖ digest ‖ counter)` has to
    /// begin with; the counter has 8 bytes, big-endian. The digest is the SHA-256 of the canonical
    /// CBOR of `["cleanbill filing 1", region or null, visibility, kind, SHA-256 of the content]`;
    /// visibility is 1 open, 2 shown, 3 sealed; kind is 1 text, 2 document, 3 recording.
    bits: u8,
    /// How long it counts at least, seconds.
    counts_secs: i64,
}

/// Ask for something to work on. Nothing is kept of it.
#[utoipa::path(
    post, path = "/api/v1/filings/challenge", tag = "filings",
    responses(
        (status = 200, description = "The challenge", body = ChallengeRead),
        (status = 404, description = "Nothing is filed here", body = Problem)
    )
)]
pub(crate) async fn challenge(State(app): State<App>) -> Result<Json<ChallengeRead>, ServerError> {
    let challenge = filings(&app)?.challenge(app.now());
    Ok(Json(ChallengeRead {
        challenge: STANDARD.encode(challenge.to_bytes()),
        bits: challenge.difficulty,
        counts_secs: WORK_WINDOW_SECS,
    }))
}

/// Something was filed.
#[derive(Serialize, ToSchema)]
pub(crate) struct FiledRead {
    /// The code by which the answer is read. Nobody has it a second time.
    code: String,
    /// The number of the entry in the public ledger, if it has one by now.
    entry: Option<u64>,
    /// The receipt (C2SP tlog-proof), if the ledger was quick; else ask for it by the code.
    receipt: Option<String>,
}

/// File a text, a document or the hash of a recording. Nobody asks who you are.
#[utoipa::path(
    post, path = "/api/v1/filings", tag = "filings", request_body = FilingTold,
    responses(
        (status = 200, description = "It is filed, and nobody takes it back", body = FiledRead),
        (status = 404, description = "Nothing is filed here", body = Problem),
        (status = 422, description = "It cannot be filed so", body = Problem),
        (status = 429, description = "Too much without work: see Retry-After", body = Problem),
        (status = 503, description = "Too much, or no room: see Retry-After", body = Problem)
    )
)]
pub(crate) async fn file(
    State(app): State<App>,
    told: Long<FilingTold>,
) -> Result<Json<FiledRead>, ServerError> {
    let filings = filings(&app)?;
    let (request, proof) = told.value.read()?;
    let filed = filings.file(request, proof, app.now()).await?;
    Ok(Json(FiledRead {
        code: filed.code.to_string(),
        entry: filed.entry,
        receipt: filed.receipt,
    }))
}

/// A follow code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FollowTold {
    /// As it was given; capitals, spaces and hyphens do not matter.
    code: String,
}

/// How a filing stands. Days count from 1970-01-01.
#[derive(Serialize, ToSchema)]
pub(crate) struct FollowRead {
    /// The number of its entry in the public ledger.
    entry: Option<u64>,
    /// `text`, `document` or `recording`.
    kind: &'static str,
    /// The region; without one, the authority.
    region: Option<String>,
    /// `open`, `shown` or `sealed`.
    visibility: &'static str,
    /// The day on which it was filed.
    day: i32,
    /// The last day on which an answer is in time.
    due: i32,
    /// `filed`, `extended` or `answered`.
    state: &'static str,
    /// Whether nobody answered in time.
    is_overdue: bool,
    /// Why the answer was put off.
    extension: Option<&'static str>,
    /// `not-asked`, `asked`, `published` or `removed`.
    publication: &'static str,
    /// Why it was removed.
    removal: Option<&'static str>,
    /// The day of the answer.
    answered_on: Option<i32>,
    /// The answer.
    answer: Option<String>,
    /// The receipt (C2SP tlog-proof), once it is published.
    receipt: Option<String>,
}

impl FollowRead {
    fn of(view: FollowView) -> Self {
        Self {
            entry: view.entry,
            kind: view.kind.name(),
            region: view.region,
            visibility: match view.visibility {
                Visibility::Open => "open",
                Visibility::Shown => "shown",
                Visibility::Sealed => "sealed",
            },
            day: view.day,
            due: view.due,
            state: view.state.name(),
            is_overdue: view.is_overdue,
            extension: view.extension.map(|extension| extension.reason.name()),
            publication: view.publication.name(),
            removal: view.removal.map(|removal| removal.reason.name()),
            answered_on: view.answered_on,
            answer: view.answer,
            receipt: view.receipt,
        }
    }
}

/// Read what became of a filing, by its code.
#[utoipa::path(
    post, path = "/api/v1/filings/follow", tag = "filings", request_body = FollowTold,
    responses(
        (status = 200, description = "How it stands", body = FollowRead),
        (status = 404, description = "No such filing", body = Problem),
        (status = 422, description = "A mistyped code", body = Problem)
    )
)]
pub(crate) async fn follow(
    State(app): State<App>,
    Strict { value, .. }: Strict<FollowTold>,
) -> Result<Json<FollowRead>, ServerError> {
    let filings = filings(&app)?;
    let code = FollowCode::parse(&value.code).map_err(rule)?;
    let view = filings.follow(&code, app.now()).await?;
    Ok(Json(FollowRead::of(view)))
}

/// How filings of a region stand; what is below ten is not told.
#[derive(Serialize, ToSchema)]
pub(crate) struct FilingCountsRead {
    /// The region; without one, the authority.
    region: Option<String>,
    /// How many were filed.
    filed: Option<u64>,
    /// How many were answered.
    answered: Option<u64>,
    /// How many of them late.
    late: Option<u64>,
    /// How many wait beyond their day.
    overdue: Option<u64>,
}

impl FilingCountsRead {
    fn of(view: CountsView) -> Self {
        Self {
            region: view.region,
            filed: view.filed,
            answered: view.answered,
            late: view.late,
            overdue: view.overdue,
        }
    }
}

/// How filings stand, by region. Exact numbers are in the public ledger.
#[utoipa::path(
    get, path = "/api/v1/filings/counts", tag = "filings",
    responses(
        (status = 200, description = "A line for each region", body = Vec<FilingCountsRead>),
        (status = 404, description = "Nothing is filed here", body = Problem)
    )
)]
pub(crate) async fn counts(
    State(app): State<App>,
) -> Result<Json<Vec<FilingCountsRead>>, ServerError> {
    let counts = filings(&app)?.counts(app.now()).await?;
    Ok(Json(counts.into_iter().map(FilingCountsRead::of).collect()))
}

/// Which page of the board.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct BoardPage {
    /// Entries before this one.
    before: Option<u64>,
}

/// Filings that are shown.
#[derive(Serialize, ToSchema)]
pub(crate) struct BoardRead {
    /// Entries of the public ledger, the newest first; at most 200.
    entries: Vec<u64>,
}

/// Filings that are shown to the public.
#[utoipa::path(
    get, path = "/api/v1/filings", tag = "filings", params(BoardPage),
    responses(
        (status = 200, description = "A page", body = BoardRead),
        (status = 404, description = "Nothing is filed here", body = Problem)
    )
)]
pub(crate) async fn board(
    State(app): State<App>,
    page: Result<Query<BoardPage>, QueryRejection>,
) -> Result<Json<BoardRead>, ServerError> {
    let page = page.map_err(|_| ServerError::Parameter)?.0;
    let before = page.before.unwrap_or(u64::MAX);
    let entries = filings(&app)?.board(before).await?;
    Ok(Json(BoardRead { entries }))
}

/// What was filed, without what is in a document.
#[derive(Serialize, ToSchema)]
pub(crate) struct ContentRead {
    /// `text`, `document` or `recording`.
    kind: &'static str,
    /// The text.
    text: Option<String>,
    /// The media type of the document.
    media_type: Option<&'static str>,
    /// SHA-256 of the text, document or recording, hexadecimal.
    sha256: String,
}

impl ContentRead {
    pub(super) fn of(content: &Content) -> Self {
        Self {
            kind: content.kind().name(),
            text: match content {
                Content::Text(text) => Some(text.clone()),
                Content::Document(..) | Content::Recording { .. } => None,
            },
            media_type: match content {
                Content::Document(kind, _) => Some(kind.media_type()),
                Content::Text(_) | Content::Recording { .. } => None,
            },
            sha256: crate::routes::hex(&content.digest()),
        }
    }
}

/// A filing that is shown.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShownRead {
    /// The number of its entry in the public ledger.
    entry: u64,
    /// The region; without one, the authority.
    region: Option<String>,
    /// The day on which it was filed, since 1970-01-01.
    day: i32,
    /// The last day on which an answer is in time.
    due: i32,
    /// What was filed.
    content: ContentRead,
    /// The answer.
    answer: Option<String>,
}

impl ShownRead {
    fn of(view: &ShownView) -> Self {
        Self {
            entry: view.entry,
            region: view.region.clone(),
            day: view.day,
            due: view.due,
            content: ContentRead::of(&view.content),
            answer: view.answer.clone(),
        }
    }
}

/// A filing that is shown to the public, and its answer.
#[utoipa::path(
    get, path = "/api/v1/filings/{entry}", tag = "filings",
    params(("entry" = String, Path, description = "The number of its entry")),
    responses(
        (status = 200, description = "The filing", body = ShownRead),
        (status = 404, description = "It is not shown", body = Problem)
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    Path(entry): Path<String>,
) -> Result<Json<ShownRead>, ServerError> {
    let view = filings(&app)?.shown(entry_of(&entry)?).await?;
    Ok(Json(ShownRead::of(&view)))
}

/// The document of a filing that is shown. It comes as a file to be kept, never as a page.
#[utoipa::path(
    get, path = "/api/v1/filings/{entry}/document", tag = "filings",
    params(("entry" = String, Path, description = "The number of its entry")),
    responses(
        (status = 200, description = "The document", body = Vec<u8>,
            content_type = "application/octet-stream"),
        (status = 404, description = "It is not shown, or no document", body = Problem)
    )
)]
pub(crate) async fn document(
    State(app): State<App>,
    Path(entry): Path<String>,
) -> Result<Response, ServerError> {
    let view = filings(&app)?.shown(entry_of(&entry)?).await?;
    attached(view.content)
}

/// A document as a file of no name and no kind that a browser would open.
pub(super) fn attached(content: Content) -> Result<Response, ServerError> {
    let Content::Document(_, bytes) = content else {
        return Err(FilingsError::NotFound.into());
    };
    let kind = HeaderValue::from_static("application/octet-stream");
    let kept = HeaderValue::from_static("attachment");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, kept),
    ];
    Ok((headers, bytes).into_response())
}
