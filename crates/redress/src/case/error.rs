use cleanbill_issuer::approval::ApprovalError;
use thiserror::Error;

use super::CaseState;

/// Why a case does not go on so. Holds nothing of anybody's.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CaseError {
    /// The case does not stand where this could follow.
    #[error("a case that is {} cannot become {}", name(*from), to.name())]
    State {
        /// Where it stands; `None` before it was filed.
        from: Option<CaseState>,
        /// What was asked for.
        to: CaseState,
    },
    /// The steps of the case are not ones that a case takes.
    #[error("step {step} of the case cannot have been taken")]
    History {
        /// Its number, from 1.
        step: usize,
    },
    /// The clock is behind the last step.
    #[error("the clock is behind the last step of the case")]
    ClockBehind,
    /// Time does not end the case yet.
    #[error("the case is not due before {at}")]
    NotYet {
        /// When it is, Unix seconds.
        at: i64,
    },
    /// Its time ran out: the contested act lapses, and nobody decides any more (G09).
    #[error("the time to decide has run out")]
    Overdue,
    /// A case is extended once, by 1 to 30 days, and never past the clock of the act that waits.
    #[error("a case is extended once, by at most 30 days, and not past the clock of its act")]
    Extension,
    /// Only cases of one kind that are open are decided together.
    #[error("cases that are decided together are alike, open, and not joined already")]
    NotAlike,
    /// The decision names no finding, findings that do not carry its outcome, or cases twice.
    #[error("findings and outcome do not go together")]
    Findings,
    /// The court's order is about another case, or says something else than the decision.
    #[error("the court's order does not carry this decision")]
    Order,
    /// Somebody who has a part in what is decided would decide.
    #[error("the reviewer or their office has a part in what is decided")]
    NotIndependent,
    /// The signature under the decision.
    #[error(transparent)]
    Signature(#[from] ApprovalError),
    /// The slip cannot be read: it names no policy, or no day.
    #[error("the slip names no policy with its version")]
    Slip,
    /// A text is empty, too long, or holds what does not print.
    #[error("a text is empty, too long, or holds what does not print")]
    Text,
    /// A mandate for a case ends within two years, after it begins.
    #[error("a mandate for one case ends after it begins, within two years")]
    Mandate,
}

impl CaseError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::State { .. } => "case.state",
            Self::History { .. } => "case.history",
            Self::ClockBehind => "case.clock-behind",
            Self::NotYet { .. } => "case.not-yet",
            Self::Overdue => "case.overdue",
            Self::Extension => "case.extension",
            Self::NotAlike => "case.not-alike",
            Self::Findings => "case.findings",
            Self::Order => "case.order",
            Self::NotIndependent => "case.not-independent",
            Self::Signature(error) => error.code(),
            Self::Slip => "case.slip",
            Self::Text => "case.text",
            Self::Mandate => "case.mandate",
        }
    }
}

const fn name(state: Option<CaseState>) -> &'static str {
    match state {
        Some(state) => state.name(),
        None => "new",
    }
}
