use thiserror::Error;

/// Why nothing could be asked through a relay.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum RelayFault {
    #[error("the address is none, or not encrypted")]
    Address,
    #[error("the certificate authorities cannot be used")]
    Authority,
    #[error("the relay or service cannot be reached")]
    Unreachable,
    #[error("the answer of the relay or service is too slow, too long or broken off")]
    Broken,
    #[error("the relay answers with {status}")]
    Status { status: u16 },
    #[error("the authority refuses, with {status} [{code}]")]
    Refused { status: u16, code: String },
    #[error("the authority answers something else than was asked")]
    Answer,
}

impl RelayFault {
    /// What to do about it.
    pub(crate) const fn hint(&self) -> &'static str {
        match self {
            Self::Address => "--relay or --service https://…, or http on this machine",
            Self::Authority => "--ca takes certificates in PEM",
            Self::Unreachable | Self::Broken => "try again later, or take another relay",
            Self::Status { .. } => {
                "see that it is a relay for this authority; keys change every month"
            }
            Self::Refused { .. } => "the code says more: docs/ERROR_CODES.md",
            Self::Answer => "nothing was written; tell who runs the authority",
        }
    }
}
