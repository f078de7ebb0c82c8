//! A case, as its appellant reads it.

use cleanbill_authority::{AppealText, AppealView, DecisionView, FiledCase};
use cleanbill_redress::case::{Ending, ExtensionReason};
use serde::Serialize;
use utoipa::ToSchema;

use super::told::OrderTold;
use crate::routes::hex;

/// What who filed gets.
#[derive(Serialize, ToSchema)]
pub(crate) struct Filed {
    /// The number of the case.
    appeal: String,
    /// Follows it, and acts in it: keep it, it is shown once.
    code: String,
    /// By when it is to be decided, Unix seconds.
    due_at: i64,
    /// Whether an act waits for the decision.
    contests: bool,
}

impl Filed {
    pub(super) fn of(filed: &FiledCase) -> Self {
        Self {
            appeal: filed.number.to_string(),
            code: filed.code.to_text(),
            due_at: filed.due_at,
            contests: filed.contests,
        }
    }
}

/// Something that was said.
#[derive(Serialize, ToSchema)]
pub(crate) struct TextRead {
    /// `appellant` or `reviewer`.
    author: &'static str,
    /// On which day, days since 1970-01-01.
    day: i32,
    /// What.
    text: String,
}

/// A decision.
#[derive(Serialize, ToSchema)]
pub(crate) struct DecisionRead {
    /// `upheld`, `partly`, `dismissed` or `inadmissible`.
    outcome: &'static str,
    /// Why there was nothing to decide.
    ending: Option<&'static str>,
    /// What was found.
    findings: Vec<&'static str>,
    /// The court's order.
    order: Option<OrderTold>,
    /// The reviewer's number.
    officer: i64,
    /// Their office.
    office: String,
    /// When, Unix seconds.
    at: i64,
    /// How many cases were decided together.
    cases: usize,
    /// The hash of the decision, hexadecimal.
    hash: String,
}

impl DecisionRead {
    pub(super) fn of(decision: &DecisionView) -> Self {
        let findings = decision.findings.iter().map(|finding| finding.name());
        Self {
            outcome: decision.outcome.name(),
            ending: decision.ending.map(Ending::name),
            findings: findings.collect(),
            order: decision.order.as_ref().map(OrderTold::of),
            officer: decision.officer,
            office: decision.office.clone(),
            at: decision.at,
            cases: decision.cases,
            hash: hex(&decision.hash),
        }
    }
}

pub(super) fn texts(texts: &[AppealText]) -> Vec<TextRead> {
    let text = |text: &AppealText| TextRead {
        author: text.author.name(),
        day: text.day,
        text: text.text.clone(),
    };
    texts.iter().map(text).collect()
}

/// An officer looked at the case.
#[derive(Serialize, ToSchema)]
pub(crate) struct LookRead {
    /// Their number.
    officer: Option<i64>,
    /// Their office.
    office: Option<String>,
    /// On which day, days since 1970-01-01.
    day: i32,
}

/// A mandate for the case.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseMandateRead {
    /// Its number in the case.
    mandate: i64,
    /// Since when, Unix seconds.
    at: i64,
    /// Until when, Unix seconds.
    ends_at: i64,
}

/// A case, as its appellant sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct AppealRead {
    /// Its number.
    appeal: String,
    /// `act`, `refusal`, `look` or `door`.
    kind: &'static str,
    /// `filed`, `extended`, `joined`, `decided`, `withdrawn`, `lapsed` or `settled`.
    state: &'static str,
    /// `wallet`, `desk`, `representative` or `form`.
    filed_by: &'static str,
    /// When, Unix seconds.
    filed_at: i64,
    /// By when it is to be decided, Unix seconds.
    due_at: i64,
    /// Whether an act waits for the decision.
    contests: bool,
    /// Whether the answer is late.
    overdue: bool,
    /// Why it takes longer.
    extension: Option<&'static str>,
    /// The decision.
    decision: Option<DecisionRead>,
    /// What was said, the oldest first.
    texts: Vec<TextRead>,
    /// Who looked.
    looks: Vec<LookRead>,
    /// Who may act in it.
    mandates: Vec<CaseMandateRead>,
}

impl AppealRead {
    pub(super) fn of(view: &AppealView) -> Self {
        let looks = view.looks.iter().map(|look| LookRead {
            officer: look.officer,
            office: look.office.clone(),
            day: look.day,
        });
        let mandates = view.mandates.iter().map(|mandate| CaseMandateRead {
            mandate: mandate.number,
            at: mandate.at,
            ends_at: mandate.ends_at,
        });
        Self {
            appeal: view.number.to_string(),
            kind: view.kind.name(),
            state: view.state.name(),
            filed_by: view.filed_by.name(),
            filed_at: view.filed_at,
            due_at: view.due_at,
            contests: view.contests,
            overdue: view.is_overdue,
            extension: view.extension.map(ExtensionReason::name),
            decision: view.decision.as_ref().map(DecisionRead::of),
            texts: texts(&view.texts),
            looks: looks.collect(),
            mandates: mandates.collect(),
        }
    }
}
