use thiserror::Error;

use super::Severity;

/// About what was filed, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FilingFinding {
    /// An answer, or a later day for one, that no filing waits for.
    #[error("leaf {index} answers or puts off leaf {filing}: {why}")]
    Answer {
        /// The leaf.
        index: u64,
        /// The leaf that it is about.
        filing: u64,
        /// What is wrong.
        why: &'static str,
    },
    /// A removal of what was not to be seen.
    #[error("leaf {index} removes leaf {filing}: {why}")]
    Removal {
        /// The leaf.
        index: u64,
        /// The leaf that it is about.
        filing: u64,
        /// What is wrong.
        why: &'static str,
    },
}

impl FilingFinding {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Answer { .. } => "audit.filing-answer",
            Self::Removal { .. } => "audit.filing-removal",
        }
    }

    /// How much it weighs.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        Severity::Proof
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        "Publish both leaves with their proofs: they are signed, and cannot be taken back"
    }
}
