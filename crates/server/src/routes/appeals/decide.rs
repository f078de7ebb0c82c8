//! What a reviewer does: takes longer, joins, decides.

use axum::Json;
use axum::extract::{Path, State};
use cleanbill_authority::DecisionTold;
use cleanbill_issuer::role::Permission;
use cleanbill_redress::case::{Ending, ExtensionReason, Finding, Outcome};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::queue::{CaseRead, ReviewRead};
use super::told::OrderTold;
use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::problem::Problem;
use crate::routes::beginning::officer_signature;
use crate::routes::hex;
use crate::sign_in::Signed;

/// Most findings of one decision: the whole list.
const FINDINGS_MAX: usize = 32;

/// Why a case takes longer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Extending {
    /// `evidence`, `expert`, `appellant-asked`, `hearing`, `court` or `translation`.
    reason: String,
    /// How many days, 1 to 30.
    days: i64,
}

/// Take longer over a case, once.
#[utoipa::path(
    post, path = "/api/v1/appeals/{appeal}/extend", tag = "appeals", request_body = Extending,
    params(("appeal" = String, Path, description = "Its number")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The case", body = CaseRead),
        (status = 404, description = "It does not fall to oneself", body = Problem),
        (status = 422, description = "Not once more, or an act waits", body = Problem)
    )
)]
pub(crate) async fn extend(
    State(app): State<App>,
    signed: Signed,
    Path(appeal): Path<String>,
    Strict { value, .. }: Strict<Extending>,
) -> Result<Json<CaseRead>, ServerError> {
    signed.caller.may(Permission::Review)?;
    let reason = ExtensionReason::from_name(&value.reason);
    let reason = reason.ok_or(ServerError::Field { field: "reason" })?;
    let (authority, told) = (&app.authority, (reason, value.days));
    let entry = authority.extend_appeal(&signed.caller, &appeal, told, app.now());
    Ok(Json(CaseRead::of(&entry.await?)))
}

/// The lead.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Joining {
    /// The number of the case that it is decided with.
    lead: String,
}

/// Decide a case together with another one like it.
#[utoipa::path(
    post, path = "/api/v1/appeals/{appeal}/join", tag = "appeals", request_body = Joining,
    params(("appeal" = String, Path, description = "Its number")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The case", body = CaseRead),
        (status = 404, description = "One of them does not fall to oneself", body = Problem),
        (status = 422, description = "Not alike", body = Problem)
    )
)]
pub(crate) async fn join(
    State(app): State<App>,
    signed: Signed,
    Path(appeal): Path<String>,
    Strict { value, .. }: Strict<Joining>,
) -> Result<Json<CaseRead>, ServerError> {
    let authority = &app.authority;
    let entry = authority.join_appeal(&signed.caller, &appeal, &value.lead, app.now());
    Ok(Json(CaseRead::of(&entry.await?)))
}

/// What a reviewer decides.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecidedTold {
    /// `upheld`, `partly`, `dismissed` or `inadmissible`.
    outcome: String,
    /// Why there is nothing to decide: `not-ours`, `not-own`, `decided-before`, `unreadable` or
    /// `nothing-asked`.
    ending: Option<String>,
    /// What was found: at least one that carries the outcome (docs/APPEALS.md).
    #[serde(default)]
    findings: Vec<String>,
    /// The court's order that it carries out.
    order: Option<OrderTold>,
    /// Why, in writing, for the appellant.
    reasons: String,
}

impl DecidedTold {
    pub(super) fn told(&self) -> Result<DecisionTold<'_>, ServerError> {
        let field = |field| ServerError::Field { field };
        if self.findings.len() > FINDINGS_MAX {
            return Err(field("findings"));
        }
        let findings = self.findings.iter().map(|name| {
            let finding = Finding::from_name(name);
            finding.ok_or_else(|| field("findings"))
        });
        let mut findings = findings.collect::<Result<Vec<_>, _>>()?;
        findings.sort_unstable();
        let ending = self.ending.as_deref().map(Ending::from_name);
        let ending = ending.map(|ending| ending.ok_or_else(|| field("ending")));
        Ok(DecisionTold {
            outcome: Outcome::from_name(&self.outcome).ok_or_else(|| field("outcome"))?,
            ending: ending.transpose()?,
            findings,
            order: self.order.as_ref().map(OrderTold::order).transpose()?,
            reasons: &self.reasons,
        })
    }
}

/// What is signed to decide.
#[derive(Serialize, ToSchema)]
pub(crate) struct DecisionPrepared {
    /// Its time: say it again with the decision, within ten minutes.
    at: i64,
    /// What is signed, hexadecimal.
    hash: String,
    /// How many cases it decides.
    cases: usize,
    /// For `PublicKeyCredential.parseRequestOptionsFromJSON`.
    #[schema(value_type = Object)]
    options: serde_json::Value,
}

/// Prepare a decision: see what is to be signed. Nothing is written.
#[utoipa::path(
    post, path = "/api/v1/appeals/{appeal}/prepare", tag = "appeals", request_body = DecidedTold,
    params(("appeal" = String, Path, description = "Its number")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "What is to be signed", body = DecisionPrepared),
        (status = 404, description = "It does not fall to oneself", body = Problem),
        (status = 422, description = "Not a decision", body = Problem)
    )
)]
pub(crate) async fn prepare(
    State(app): State<App>,
    signed: Signed,
    Path(appeal): Path<String>,
    Strict { value, .. }: Strict<DecidedTold>,
) -> Result<Json<DecisionPrepared>, ServerError> {
    let (caller, now, authority) = (&signed.caller, app.now(), &app.authority);
    caller.may(Permission::Review)?;
    let told = value.told()?;
    let prepared = authority.prepare_decision(caller, &appeal, &told, now);
    let prepared = prepared.await?;
    Ok(Json(DecisionPrepared {
        at: now,
        hash: hex(&prepared.hash),
        cases: prepared.cases,
        options: authority
            .signing_options(caller, &prepared.hash, now)
            .await?,
    }))
}

/// A decision, signed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecidedSigned {
    /// As it was prepared.
    decision: DecidedTold,
    /// The time of the preparation, Unix seconds.
    at: i64,
    /// `PublicKeyCredential.toJSON()` over the hash; or `signature`.
    #[schema(value_type = Option<Object>)]
    credential: Option<serde_json::Value>,
    /// A token's signature over the hash, in place of a passkey's; base64.
    signature: Option<String>,
}

/// Decide a case, and those that are joined to it. The act that waits takes effect or lapses with
/// it, and one in force is undone if the appellant is right.
#[utoipa::path(
    post, path = "/api/v1/appeals/{appeal}/decide", tag = "appeals", request_body = DecidedSigned,
    params(("appeal" = String, Path, description = "Its number")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The case", body = ReviewRead),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "It does not fall to oneself", body = Problem),
        (status = 422, description = "Not a decision, or not signed", body = Problem)
    )
)]
pub(crate) async fn decide(
    State(app): State<App>,
    signed: Signed,
    Path(appeal): Path<String>,
    Strict { value, .. }: Strict<DecidedSigned>,
) -> Result<Json<ReviewRead>, ServerError> {
    let (caller, now) = (&signed.caller, app.now());
    caller.may(Permission::Review)?;
    let signature = officer_signature(value.credential.as_ref(), value.signature.as_deref())?;
    let (told, at) = (value.decision.told()?, value.at);
    let authority = &app.authority;
    let decided = authority.decide_appeal(caller, &appeal, &told, (at, &signature), now);
    Ok(Json(ReviewRead::of(&decided.await?)))
}
