use cleanbill_authority::AuthorityError;
use cleanbill_seal::SealError;
use cleanbill_server::StartError;
use cleanbill_store::StoreError;
use thiserror::Error;

/// Why the service does not start, or broke off.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum ServeError {
    #[error("{error} [{code}]", code = error.code())]
    Seal { error: SealError },
    #[error("{error} [{code}]", code = error.code())]
    Store { error: StoreError },
    #[error("{error} [{code}]", code = error.code())]
    Authority { error: AuthorityError },
    #[error("{error} [{code}]", code = error.code())]
    Start { error: StartError },
    #[error("the database has records, and the key ring that sealed them is not there")]
    RingLost,
    #[error("utc_offset is none")]
    Offset,
    #[error("the service could not be given threads")]
    Threads,
}

impl ServeError {
    /// What to do about it.
    pub(crate) const fn hint(&self) -> &'static str {
        match self {
            Self::Seal { error } => error.remedy(),
            Self::Store { error } => match error {
                StoreError::Address => "--database sqlite:PATH or postgres://…",
                StoreError::NewerSchema { .. } => "use the newer program that wrote it",
                StoreError::Full => "make room on the disk",
                _ => "see that the database runs, and lets this user in",
            },
            Self::Authority { error } => match error {
                AuthorityError::NotPinned => {
                    "restore the file `founding` of the data folder: without it nobody knows who \
                     founded this authority"
                }
                _ => "the code says more: docs/ERROR_CODES.md",
            },
            Self::Start { error } => error.remedy(),
            Self::RingLost => "restore seal/ring of the data folder from its backup",
            Self::Offset => "write utc_offset = \"+03:00\"",
            Self::Threads => "look at the limits of this user",
        }
    }
}

impl From<SealError> for ServeError {
    fn from(error: SealError) -> Self {
        Self::Seal { error }
    }
}

impl From<StoreError> for ServeError {
    fn from(error: StoreError) -> Self {
        Self::Store { error }
    }
}

impl From<AuthorityError> for ServeError {
    fn from(error: AuthorityError) -> Self {
        Self::Authority { error }
    }
}

impl From<StartError> for ServeError {
    fn from(error: StartError) -> Self {
        Self::Start { error }
    }
}
