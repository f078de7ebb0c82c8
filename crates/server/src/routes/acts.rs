//! Acts that two offices sign: proposed, approved, noticed, dropped, decided.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cleanbill_authority::{ActFilter, ActView, AuthorityError};
use cleanbill_issuer::act::{ActKind, ActState, NoticeChannel};
use cleanbill_issuer::role::Permission;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::layers::single;
use crate::problem::Problem;
use crate::routes::beginning::officer_signature;
use crate::routes::hex;
use crate::routes::proposals::ProposalTold;
use crate::sign_in::Signed;

const PAGE: u32 = 50;

/// A signature under an act.
#[derive(Serialize, ToSchema)]
pub(crate) struct ApprovalRead {
    /// The officer's number.
    officer: i64,
    /// Their office.
    office: String,
    /// When, Unix seconds.
    at: i64,
}

/// A step of an act.
#[derive(Serialize, ToSchema)]
pub(crate) struct StepRead {
    /// The state that it led to.
    state: &'static str,
    /// When, Unix seconds.
    at: i64,
    /// By whom.
    officer: Option<i64>,
    /// How the holder was told.
    channel: Option<&'static str>,
}

/// An act.
#[derive(Serialize, ToSchema)]
pub(crate) struct ActRead {
    /// Its id.
    act: String,
    /// What sort of act.
    kind: &'static str,
    /// `proposed`, `approved`, `noticed`, `effective`, `dropped`, `contested`, `lapsed`, `undone`.
    state: &'static str,
    /// When it takes, or took, effect, Unix seconds.
    effective_at: Option<i64>,
    /// Who proposed it.
    officer: i64,
    /// Their office.
    office: String,
    /// Its region.
    region: String,
    /// Why.
    reason: Option<&'static str>,
    /// On which ground of law.
    basis: Option<&'static str>,
    /// SHA-256 of the evidence on file, hexadecimal.
    evidence: Option<String>,
    /// When it was proposed, Unix seconds.
    at: i64,
    /// What is signed, hexadecimal.
    hash: String,
    /// About whom, by id.
    holder: Option<String>,
    /// About which pass, by id.
    pass: Option<String>,
    /// Who has signed.
    approvals: Vec<ApprovalRead>,
    /// Whether an independent reviewer has to sign too.
    needs_reviewer: bool,
    /// What became of it.
    steps: Vec<StepRead>,
}

impl ActRead {
    pub(crate) fn of(act: &ActView) -> Self {
        let approvals = act
            .approvals
            .iter()
            .map(|(officer, office, at)| ApprovalRead {
                officer: *officer,
                office: office.clone(),
                at: *at,
            });
        let steps = act.steps.iter().map(|step| StepRead {
            state: step.state.name(),
            at: step.at,
            officer: step.officer,
            channel: step.channel.map(|channel| channel.name()),
        });
        Self {
            act: act.id.to_string(),
            kind: act.kind.name(),
            state: act.state.name(),
            effective_at: act.effective_at,
            officer: act.officer,
            office: act.office.clone(),
            region: act.region.clone(),
            reason: act.reason.map(|reason| reason.name()),
            basis: act.basis.map(|basis| basis.name()),
            evidence: act.evidence.map(|evidence| hex(&evidence)),
            at: act.at,
            hash: hex(&act.hash),
            holder: act.holder.map(|id| id.to_string()),
            pass: act.pass.map(|id| id.to_string()),
            approvals: approvals.collect(),
            needs_reviewer: act.needs_reviewer,
            steps: steps.collect(),
        }
    }
}

/// Which acts.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ActPage {
    /// Of this kind.
    kind: Option<String>,
    /// In this state.
    state: Option<String>,
    /// Proposed by this office.
    office: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
}

/// Acts.
#[derive(Serialize, ToSchema)]
pub(crate) struct Acts {
    /// The newest first.
    acts: Vec<ActRead>,
    /// For the next page, if there may be one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Acts other than issues of passes, the newest first.
#[utoipa::path(
    get, path = "/api/v1/acts", tag = "acts", params(ActPage),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "A page, with an ETag", body = Acts),
        (status = 304, description = "As it was"),
        (status = 403, description = "Not in this role", body = Problem)
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
    page: Result<Query<ActPage>, QueryRejection>,
) -> Result<Response, ServerError> {
    signed.caller.may(Permission::ReadActs)?;
    let page = page.map_err(|_| ServerError::Parameter)?.0;
    let kind = page.kind.as_deref().map(ActKind::from_name);
    let state = page.state.as_deref().map(ActState::from_name);
    if kind == Some(None) || state == Some(None) {
        return Err(ServerError::Parameter);
    }
    let filter = ActFilter {
        kind: kind.flatten(),
        state: state.flatten(),
        office: page.office,
        before: page.after,
        limit: PAGE,
    };
    let acts = app.authority.acts(&signed.caller, &filter).await?;
    let is_full = acts.len() >= PAGE as usize;
    let next = acts
        .last()
        .filter(|_| is_full)
        .map(|act| act.id.to_string());
    let acts = Acts {
        acts: acts.iter().map(ActRead::of).collect(),
        next,
    };
    tagged(&headers, &acts)
}

/// One act.
#[utoipa::path(
    get, path = "/api/v1/acts/{act}", tag = "acts",
    params(("act" = String, Path, description = "Its id")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The act, with an ETag", body = ActRead),
        (status = 304, description = "As it was"),
        (status = 404, description = "No such act", body = Problem)
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
    Path(act): Path<String>,
) -> Result<Response, ServerError> {
    let act = app.authority.act(&signed.caller, &act).await?;
    tagged(&headers, &ActRead::of(&act))
}

/// That an act is in the public ledger: a C2SP tlog-proof, which anybody checks without asking
/// anybody. Of an act about one person it carries what opens the commitment.
#[utoipa::path(
    get, path = "/api/v1/acts/{act}/receipt", tag = "acts",
    params(("act" = String, Path, description = "Its id")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The receipt", body = String, content_type = "text/plain"),
        (status = 404, description = "No such act, or no ledger", body = Problem),
        (status = 503, description = "Not in the ledger yet", body = Problem)
    )
)]
pub(crate) async fn receipt(
    State(app): State<App>,
    signed: Signed,
    Path(act): Path<String>,
) -> Result<String, ServerError> {
    let receipt = app.authority.act_receipt(&signed.caller, &act).await?;
    Ok(receipt.ok_or(AuthorityError::NotReleased)?)
}

/// The answer with its ETag; nothing where the client has it.
fn tagged(headers: &HeaderMap, value: &impl Serialize) -> Result<Response, ServerError> {
    let body = serde_json::to_vec(value).map_err(|_| ServerError::Defect)?;
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &body);
    let tag = format!("\"{}\"", hex(digest.as_ref()));
    let known = single(headers, &header::IF_NONE_MATCH).unwrap_or_default();
    let mut response = if known.split(',').any(|known| known.trim() == tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let json = HeaderValue::from_static("application/json");
        ([(header::CONTENT_TYPE, json)], body).into_response()
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// What is signed to propose an act.
#[derive(Serialize, ToSchema)]
pub(crate) struct Prepared {
    /// Its time: say it again with the proposal, within ten minutes.
    at: i64,
    /// What is signed, hexadecimal.
    hash: String,
    /// For `PublicKeyCredential.parseRequestOptionsFromJSON`.
    #[schema(value_type = Object)]
    options: serde_json::Value,
}

/// Prepare a proposal: see what is to be signed. Nothing is written.
#[utoipa::path(
    post, path = "/api/v1/acts/prepare", tag = "acts", request_body = ProposalTold,
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "What is to be signed", body = Prepared),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 422, description = "It cannot be done", body = Problem)
    )
)]
pub(crate) async fn prepare(
    State(app): State<App>,
    signed: Signed,
    Strict { value, .. }: Strict<ProposalTold>,
) -> Result<Json<Prepared>, ServerError> {
    let (caller, now) = (&signed.caller, app.now());
    let proposal = value.proposal()?;
    let content = app.authority.prepare(caller, &proposal, now).await?;
    let hash = content.hash();
    Ok(Json(Prepared {
        at: now,
        hash: hex(&hash),
        options: app.authority.signing_options(caller, &hash, now).await?,
    }))
}

/// A proposal, signed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Proposed {
    /// As it was prepared.
    proposal: ProposalTold,
    /// The time of the preparation, Unix seconds.
    at: i64,
    /// `PublicKeyCredential.toJSON()` over the hash; or `signature`.
    #[schema(value_type = Option<Object>)]
    credential: Option<serde_json::Value>,
    /// A token's signature over the hash, in place of a passkey's: for a P-256 key r and s, 64
    /// bytes, as JOSE writes it; base64.
    signature: Option<String>,
}

/// Propose an act. The same act proposed again is the same act.
#[utoipa::path(
    post, path = "/api/v1/acts", tag = "acts", request_body = Proposed,
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The act", body = ActRead),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 422, description = "It cannot be done, or is not signed", body = Problem)
    )
)]
pub(crate) async fn propose(
    State(app): State<App>,
    signed: Signed,
    Strict { value, .. }: Strict<Proposed>,
) -> Result<Json<ActRead>, ServerError> {
    let signature = officer_signature(value.credential.as_ref(), value.signature.as_deref())?;
    let proposal = value.proposal.proposal()?;
    let act = app
        .authority
        .propose(&signed.caller, &proposal, value.at, &signature, app.now());
    Ok(Json(ActRead::of(&act.await?)))
}

/// What the browser asks the passkey for, to sign an act.
#[utoipa::path(
    post, path = "/api/v1/acts/{act}/challenge", tag = "acts",
    params(("act" = String, Path, description = "Its id")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "For `parseRequestOptionsFromJSON`", body = Object),
        (status = 404, description = "No such act", body = Problem)
    )
)]
pub(crate) async fn challenge(
    State(app): State<App>,
    signed: Signed,
    Path(act): Path<String>,
) -> Result<Json<serde_json::Value>, ServerError> {
    let act = app.authority.act(&signed.caller, &act).await?;
    let options = app
        .authority
        .signing_options(&signed.caller, &act.hash, app.now());
    Ok(Json(options.await?))
}

/// An officer's signature.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Approving {
    /// `PublicKeyCredential.toJSON()` over the act's hash; or `signature`.
    #[schema(value_type = Option<Object>)]
    credential: Option<serde_json::Value>,
    /// A token's signature over the act's hash, in place of a passkey's: for a P-256 key r and s,
    /// 64 bytes, as JOSE writes it; base64.
    signature: Option<String>,
}

/// Sign an act that another office proposed.
#[utoipa::path(
    post, path = "/api/v1/acts/{act}/approve", tag = "acts", request_body = Approving,
    params(("act" = String, Path, description = "Its id")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The act", body = ActRead),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 409, description = "A cap is reached", body = Problem),
        (status = 422, description = "Not a signature that counts", body = Problem)
    )
)]
pub(crate) async fn approve(
    State(app): State<App>,
    signed: Signed,
    Path(act): Path<String>,
    Strict { value, .. }: Strict<Approving>,
) -> Result<Json<ActRead>, ServerError> {
    let signature = officer_signature(value.credential.as_ref(), value.signature.as_deref())?;
    let authority = &app.authority;
    let act = authority.approve(&signed.caller, &act, &signature, app.now());
    Ok(Json(ActRead::of(&act.await?)))
}

/// How the holder was told.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Noticing {
    /// `delivery`, `record`, `in-person`, `letter` or `public`.
    channel: String,
}

/// Say that the holder was told of an approved act: the objection period runs from now on.
#[utoipa::path(
    post, path = "/api/v1/acts/{act}/notice", tag = "acts", request_body = Noticing,
    params(("act" = String, Path, description = "Its id")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The act", body = ActRead),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 422, description = "Not in this state", body = Problem)
    )
)]
pub(crate) async fn notice(
    State(app): State<App>,
    signed: Signed,
    Path(act): Path<String>,
    Strict { value, .. }: Strict<Noticing>,
) -> Result<Json<ActRead>, ServerError> {
    let channel = NoticeChannel::from_name(&value.channel);
    let channel = channel.ok_or(ServerError::Field { field: "channel" })?;
    let authority = &app.authority;
    let act = authority.give_notice(&signed.caller, &act, channel, app.now());
    Ok(Json(ActRead::of(&act.await?)))
}

/// Take an act back, or refuse to sign it.
#[utoipa::path(
    post, path = "/api/v1/acts/{act}/drop", tag = "acts",
    params(("act" = String, Path, description = "Its id")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The act", body = ActRead),
        (status = 403, description = "Not in this role", body = Problem)
    )
)]
pub(crate) async fn drop_act(
    State(app): State<App>,
    signed: Signed,
    Path(act): Path<String>,
) -> Result<Json<ActRead>, ServerError> {
    let act = app
        .authority
        .drop_act(&signed.caller, &act, app.now())
        .await?;
    Ok(Json(ActRead::of(&act)))
}
