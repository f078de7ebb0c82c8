use std::path::PathBuf;

use cleanbill_precheck::{IdentityError, MessageError, SchemeError, TokenError};
use thiserror::Error;

/// Why a pass was not checked for a booking, or there is no service to check one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum PrecheckFault {
    #[error("{path} is there already", path = path.display())]
    Exists { path: PathBuf },
    #[error("nobody may ask: the settings name no provider")]
    NoProvider,
    #[error("{error} [{code}]", code = error.code())]
    Identity { error: IdentityError },
    #[error("{error} [{code}]", code = error.code())]
    Message { error: MessageError },
    #[error("{error} [{code}]", code = error.code())]
    Token { error: TokenError },
    #[error("{error} [{code}]", code = error.code())]
    Sealed { error: SchemeError },
    #[error("the address cannot be asked")]
    Address,
    #[error("the service does not answer")]
    Unreachable,
    #[error("the service answers {status}: {code}")]
    Refused { status: u16, code: String },
}

impl PrecheckFault {
    /// What to do about it.
    pub(crate) const fn hint(&self) -> &'static str {
        match self {
            Self::Exists { .. } => "keys are never overwritten; choose another folder",
            Self::NoProvider => "add [[provider]] with the file of its identity document",
            Self::Identity { .. } => "ask the provider for its identity document as it is now",
            Self::Message { .. } => "scan the airline's code again; it is JSON",
            Self::Token { .. } => "ask the airline for a new code; no pass was sent",
            Self::Sealed { .. } => "try again; no pass was sent",
            Self::Address => "services are asked over HTTPS, or on this machine",
            Self::Unreachable => "try again in a moment",
            Self::Refused { .. } => "ask the airline for a new code",
        }
    }
}

macro_rules! from {
    ($($error:ident => $variant:ident),*) => {$(
        impl From<$error> for PrecheckFault {
            fn from(error: $error) -> Self {
                Self::$variant { error }
            }
        }
    )*};
}

from!(
    IdentityError => Identity,
    MessageError => Message,
    TokenError => Token,
    SchemeError => Sealed
);
