use thiserror::Error;

use super::list::{ActKind, ActState, LegalBasis, Reason};
use cleanbill_cose::record::WireError;

/// Why an act is not one, or cannot go on so.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ActError {
    /// The body cannot be read.
    #[error("the act's body cannot be read: {0}")]
    Body(#[from] WireError),
    /// The hash is not that of the content.
    #[error("the act's hash is not that of its content")]
    Hash,
    /// The row speaks of an officer, office or key that is not there.
    #[error("the act speaks of an officer, office or key that is not there")]
    Unknown,
    /// An act that takes passes away has a reason of those for its kind, and no other act has one
    /// (G07).
    #[error("{} cannot have this reason", .kind.name())]
    Reason {
        /// The kind of act.
        kind: ActKind,
        /// The reason given.
        reason: Option<Reason>,
    },
    /// The basis is missing, or not one for this kind of act (G07, G10, G11).
    #[error("{} cannot rest on this basis, or on none", .kind.name())]
    Basis {
        /// The kind of act.
        kind: ActKind,
        /// The basis given.
        basis: Option<LegalBasis>,
    },
    /// A forgery or a holder's wish without the hash of what proves it (G07).
    #[error("the reason {} needs evidence on file", .reason.name())]
    Evidence {
        /// The reason given.
        reason: Reason,
    },
    /// No passes or keys, too many, or not in order.
    #[error("the act names no pass or key, too many, or not in order")]
    Passes,
    /// A name or code is empty, too long, or has characters that it may not have.
    #[error("a name in the act is empty, too long, or has characters that no name has")]
    Name,
    /// A number or time lies outside its range.
    #[error("a number or time of the act lies outside its range")]
    Range,
    /// A holder would learn of it later than the law allows: after 90 days, or without a court's
    /// order (G11).
    #[error("what is handed over may stay unseen for 90 days at most, by a court's order")]
    DisclosureDelay,
    /// The office is in another region.
    #[error("the act's region is not that of its office")]
    Region,
    /// The act is proposed long before or after it was signed.
    #[error("the act was not signed at the time at which it is proposed")]
    Signed,
    /// Nothing of the kind can happen to an act of this kind in this state.
    #[error("an act that is {} cannot become {}", state_name(*.from), .to.name())]
    State {
        /// Where it stands; `None` before the first step.
        from: Option<ActState>,
        /// Where it was to go.
        to: ActState,
    },
    /// The steps of the act are not a course that acts take.
    #[error("step {step} is not one that can stand there")]
    History {
        /// From 1.
        step: usize,
    },
    /// The approvals are those of another act.
    #[error("the approvals are those of another act")]
    Approvals,
    /// The clock shows a time before the last step: nothing happens until it is right.
    #[error("the clock is behind the act's last step")]
    ClockBehind,
    /// Not before then.
    #[error("not before {at}")]
    NotYet {
        /// Unix seconds.
        at: i64,
    },
}

fn state_name(state: Option<ActState>) -> &'static str {
    state.map_or("not proposed", ActState::name)
}

impl ActError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Body(error) => error.code(),
            Self::Hash => "act.hash",
            Self::Unknown => "act.unknown",
            Self::Reason { .. } => "act.reason",
            Self::Basis { .. } => "act.basis",
            Self::Evidence { .. } => "act.evidence",
            Self::Passes => "act.passes",
            Self::Name => "act.name",
            Self::Range => "act.range",
            Self::DisclosureDelay => "act.disclosure-delay",
            Self::Region => "act.region",
            Self::Signed => "act.signed-at",
            Self::State { .. } => "act.state",
            Self::History { .. } => "act.history",
            Self::Approvals => "act.approvals",
            Self::ClockBehind => "act.clock-behind",
            Self::NotYet { .. } => "act.not-yet",
        }
    }
}
