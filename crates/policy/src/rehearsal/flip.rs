//! What a change of rules means for one holder.

use crate::Outcome;

/// What a state of the rules says of a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Its holder is let in, or needs no pass.
    Accepted,
    /// Its holder is not.
    Refused,
    /// It cannot be said; no door may take that for a yes.
    Open,
}

impl From<&Outcome> for Answer {
    fn from(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Passed => Self::Accepted,
            Outcome::Failed(_) => Self::Refused,
            Outcome::Open(_) => Self::Open,
        }
    }
}

/// What the change means for one holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flip {
    /// Was let in, and is refused.
    Loses,
    /// Was let in, and nobody can say whether still.
    InDoubt,
    /// Was let in, and is.
    StaysIn,
    /// Was not let in, and is.
    Gains,
    /// Was not let in, and is not.
    StaysOut,
}

impl Flip {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 5] = [
        Self::Loses,
        Self::InDoubt,
        Self::StaysIn,
        Self::Gains,
        Self::StaysOut,
    ];

    /// From one answer to the other.
    #[must_use]
    pub const fn between(old: Answer, new: Answer) -> Self {
        match (old, new) {
            (Answer::Accepted, Answer::Refused) => Self::Loses,
            (Answer::Accepted, Answer::Open) => Self::InDoubt,
            (Answer::Accepted, Answer::Accepted) => Self::StaysIn,
            (_, Answer::Accepted) => Self::Gains,
            (_, Answer::Refused | Answer::Open) => Self::StaysOut,
        }
    }
}
