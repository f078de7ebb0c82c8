//! Why nothing can be rehearsed.

use std::fmt;

use thiserror::Error;

use crate::{LoadError, RuleBookError};

/// Which of the two states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The one in force.
    Old,
    /// The one that is to be.
    New,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Old => "the old state",
            Self::New => "the new state",
        })
    }
}

/// Why documents make no state of the rules.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StateError {
    /// There is neither a policy nor a rule.
    #[error("there is no policy and no rule")]
    Empty,
    /// A policy is not sound, or its rules are not there. Nothing is passed over: the rehearsal is
    /// of all that was given.
    #[error("policy number {number}: {error}")]
    Policy {
        /// From 1.
        number: usize,
        /// Why.
        error: LoadError,
    },
    /// The business rules make no book.
    #[error(transparent)]
    Rules(#[from] RuleBookError),
    /// There are several policies, and nobody said for which place and region.
    #[error("of several policies one counts by place and region, and these are not given")]
    NoSituation,
    /// The business rules are of several countries, so that it is open whose count.
    #[error("the rules are of several countries, {first} and {second}")]
    ManyCountries {
        /// The first.
        first: String,
        /// Another one.
        second: String,
    },
}

impl StateError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "rehearsal.empty-state",
            Self::Policy { error, .. } => error.code(),
            Self::Rules(error) => error.code(),
            Self::NoSituation => "rehearsal.no-situation",
            Self::ManyCountries { .. } => "rehearsal.many-countries",
        }
    }
}

/// Why nothing can be rehearsed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{side}: {error}")]
pub struct RehearsalError {
    /// The state at fault.
    pub side: Side,
    /// Why.
    pub error: StateError,
}

impl RehearsalError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.error.code()
    }
}
