use cleanbill_ledger::PolicyTextError;
use thiserror::Error;

use crate::source::SourceError;

/// Why there was no audit. It says nothing about the authority.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AuditError {
    /// A file could not be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// There is no ledger: neither a policy nor a checkpoint.
    #[error("there is no {path}: nothing to audit, or the wrong address")]
    NoLedger {
        /// What is missing.
        path: &'static str,
    },
    /// The published policy cannot be read.
    #[error("the published policy cannot be read: {0}")]
    Policy(#[from] PolicyTextError),
    /// The remembered checkpoint is not one of this log.
    #[error("the remembered checkpoint is not one of this log [{cause}]")]
    Since {
        /// The code of what is wrong.
        cause: &'static str,
    },
    /// The remembered state cannot be read, or is of another log.
    #[error("the remembered state is damaged, or of another log")]
    State,
}

impl AuditError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Source(error) => error.code(),
            Self::NoLedger { .. } => "audit-run.no-ledger",
            Self::Policy(error) => error.code(),
            Self::Since { .. } => "audit-run.since",
            Self::State => "audit-run.state",
        }
    }
}
