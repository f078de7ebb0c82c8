//! Several passes of one person: whether they are, and what they come to together.
//!
//! ```text
//! Record, Record, … ─ propose ─► Proposal { answer, reasons } ─ a person confirms ─► Confirmed
//!                                                                                       │
//! policies, one dose at a time ◄─ Combined { person, events, sources } ◄─ combine ──────┘
//! ```
//!
//! Nothing is merged silently. What compares names proposes; only who knows the person, the holder
//! or somebody with their document in hand, confirms. Passes that contradict each other in a name
//! or a birth date cannot be confirmed at all: a typing error is corrected at its source (guarantee
//! G10), and not by a door.

mod combined;
mod person;

pub use combined::{Combined, CombinedEvent, Conflict};
pub use person::{MatchReason, PersonMatch, SamePerson, match_persons};

use std::fmt;

use crate::Record;

/// Most passes that are matched at one time.
pub const PASSES_MAX: usize = 32;

/// Why passes are not taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum MatchError {
    /// Fewer than two, or more than [`PASSES_MAX`].
    Count,
    /// They name different people.
    Different,
    /// They do not say enough to tell.
    Unknown,
}

impl MatchError {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Count => "matching.count",
            Self::Different => "matching.different",
            Self::Unknown => "matching.unknown",
        }
    }
}

impl fmt::Display for MatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Count => "two passes at least, and 32 at most, are taken together",
            Self::Different => "the passes name different people",
            Self::Unknown => "the passes do not say enough to tell whether they are of one person",
        })
    }
}

impl std::error::Error for MatchError {}

/// Passes that may be of one person, for somebody to confirm. Holds no name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The weakest answer of any two of them: one that fits none of the others fits not at all.
    pub answer: SamePerson,
    /// Why, each reason once.
    pub reasons: Vec<MatchReason>,
    passes: usize,
}

/// Compares every pass with every other.
///
/// # Errors
/// [`MatchError::Count`].
pub fn propose(records: &[&Record]) -> Result<Proposal, MatchError> {
    if !(2..=PASSES_MAX).contains(&records.len()) {
        return Err(MatchError::Count);
    }
    let mut answer = SamePerson::Same;
    let mut reasons: Vec<MatchReason> = Vec::new();
    for (index, one) in records.iter().enumerate() {
        for other in records.iter().skip(index + 1) {
            let found = match_persons(&one.person, &other.person);
            answer = answer.max(found.answer);
            for reason in found.reasons {
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
        }
    }
    let passes = records.len();
    Ok(Proposal {
        answer,
        reasons,
        passes,
    })
}

impl Proposal {
    /// Somebody who knows the person says that it is one.
    ///
    /// # Errors
    /// [`MatchError::Different`], [`MatchError::Unknown`]: what passes contradict, or do not say,
    /// nobody's word replaces.
    pub fn confirm(&self) -> Result<Confirmed, MatchError> {
        match self.answer {
            SamePerson::Same | SamePerson::Likely => Ok(Confirmed {
                passes: self.passes,
            }),
            SamePerson::Unknown => Err(MatchError::Unknown),
            SamePerson::Different => Err(MatchError::Different),
        }
    }
}

/// The witness that somebody confirmed a [`Proposal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmed {
    passes: usize,
}

/// Takes confirmed passes together. They are compared once more: a confirmation of some passes is
/// none of others.
///
/// # Errors
/// [`MatchError`].
pub fn combine(records: &[&Record], confirmed: Confirmed) -> Result<Combined, MatchError> {
    if confirmed.passes != records.len() {
        return Err(MatchError::Count);
    }
    propose(records)?.confirm()?;
    Ok(Combined::of(records))
}

#[cfg(test)]
mod tests;
