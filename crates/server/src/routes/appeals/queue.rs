//! The cases that fall to a reviewer.

use axum::Json;
use axum::extract::{Path, State};
use cleanbill_authority::{QueueEntry, ReviewView};
use cleanbill_redress::case::Subject;
use serde::Serialize;
use utoipa::ToSchema;

use super::read::{DecisionRead, TextRead, texts};
use super::told::OrderTold;
use crate::ServerError;
use crate::app::App;
use crate::problem::Problem;
use crate::routes::hex;
use crate::sign_in::Signed;

/// A case in a reviewer's queue.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseRead {
    /// Its number, which leads to nobody.
    appeal: String,
    /// `act`, `refusal`, `look` or `door`.
    kind: &'static str,
    /// Where it stands.
    state: &'static str,
    /// By when it is to be decided, Unix seconds.
    due_at: i64,
    /// Whether an act waits for the decision.
    contests: bool,
    /// Whether the answer is late.
    overdue: bool,
    /// The case that it is decided with.
    lead: Option<String>,
}

impl CaseRead {
    pub(super) fn of(entry: &QueueEntry) -> Self {
        Self {
            appeal: entry.number.to_string(),
            kind: entry.kind.name(),
            state: entry.state.name(),
            due_at: entry.due_at,
            contests: entry.contests,
            overdue: entry.is_overdue,
            lead: entry.lead.map(|lead| lead.to_string()),
        }
    }
}

/// The cases that fall to a reviewer.
#[derive(Serialize, ToSchema)]
pub(crate) struct Queue {
    /// In the order of their numbers, which says nothing of when they came.
    appeals: Vec<CaseRead>,
}

/// The open cases that fall to oneself, as a reviewer.
#[utoipa::path(
    get, path = "/api/v1/appeals", tag = "appeals",
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "At most 200", body = Queue),
        (status = 403, description = "Not in this role", body = Problem)
    )
)]
pub(crate) async fn queue(
    State(app): State<App>,
    signed: Signed,
) -> Result<Json<Queue>, ServerError> {
    let entries = app
        .authority
        .appeal_queue(&signed.caller, app.now())
        .await?;
    Ok(Json(Queue {
        appeals: entries.iter().map(CaseRead::of).collect(),
    }))
}

/// The act of a case.
#[derive(Serialize, ToSchema)]
pub(crate) struct AppealedActRead {
    /// What sort of act.
    kind: &'static str,
    /// Where it stands.
    state: &'static str,
    /// From when on it takes effect, Unix seconds.
    effective_at: Option<i64>,
    /// Why.
    reason: Option<&'static str>,
    /// On which ground of law.
    basis: Option<&'static str>,
    /// SHA-256 of the evidence on file, hexadecimal.
    evidence: Option<String>,
    /// When it was proposed, Unix seconds.
    at: i64,
    /// Who had a part in it: number and office.
    parties: Vec<(i64, String)>,
}

/// A case, as its reviewer reads it. Who appeals is not in it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReviewRead {
    /// As in the queue.
    case: CaseRead,
    /// When it was filed, Unix seconds.
    filed_at: i64,
    /// The act, without whom it is about.
    act: Option<AppealedActRead>,
    /// The office that refused.
    refused_by: Option<String>,
    /// The policy of a door, with its version.
    policy: Option<String>,
    /// The rule of a door.
    rule: Option<String>,
    /// The day of the refusal or the check, days since 1970-01-01.
    day: Option<i32>,
    /// What a court ordered, as the appellant told it.
    order: Option<OrderTold>,
    /// What was said, the oldest first.
    texts: Vec<TextRead>,
    /// The decision.
    decision: Option<DecisionRead>,
    /// Cases that are decided with it.
    joined: Vec<String>,
}

impl ReviewRead {
    pub(super) fn of(view: &ReviewView) -> Self {
        let act = view.act.as_ref().map(|act| AppealedActRead {
            kind: act.kind.name(),
            state: act.state.name(),
            effective_at: act.effective_at,
            reason: act.reason.map(|reason| reason.name()),
            basis: act.basis.map(|basis| basis.name()),
            evidence: act.evidence.map(|evidence| hex(&evidence)),
            at: act.at,
            parties: act.parties.clone(),
        });
        let mut read = Self {
            case: CaseRead::of(&view.entry),
            filed_at: view.filed_at,
            act,
            refused_by: None,
            policy: None,
            rule: None,
            day: None,
            order: view.order.as_ref().map(OrderTold::of),
            texts: texts(&view.texts),
            decision: view.decision.as_ref().map(DecisionRead::of),
            joined: view.joined.iter().map(ToString::to_string).collect(),
        };
        match &view.subject {
            Some(Subject::Refusal { office, day }) => {
                read.refused_by = Some(office.clone());
                read.day = Some(*day);
            }
            Some(Subject::Door(slip)) => {
                read.policy = Some(format!("{} v{}", slip.policy, slip.version));
                read.rule.clone_from(&slip.rule);
                read.day = Some(slip.day);
            }
            _ => {}
        }
        read
    }
}

/// Read a case, as its reviewer: the appellant sees that one looked.
#[utoipa::path(
    get, path = "/api/v1/appeals/{appeal}", tag = "appeals",
    params(("appeal" = String, Path, description = "Its number")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The case", body = ReviewRead),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "It does not fall to oneself", body = Problem)
    )
)]
pub(crate) async fn review(
    State(app): State<App>,
    signed: Signed,
    Path(appeal): Path<String>,
) -> Result<Json<ReviewRead>, ServerError> {
    let authority = &app.authority;
    let view = authority.review_appeal(&signed.caller, &appeal, app.now());
    Ok(Json(ReviewRead::of(&view.await?)))
}
