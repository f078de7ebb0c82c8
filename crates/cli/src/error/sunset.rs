use std::path::PathBuf;

use cleanbill_signer::share::ShareError;
use thiserror::Error;

/// Why a scheme is not ended.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum SunsetFault {
    #[error("{error} [{code}]", code = error.code())]
    Share { error: ShareError },
    #[error("{path}: {error} [{code}]", path = path.display(), code = error.code())]
    ShareFile { path: PathBuf, error: ShareError },
    #[error("key epoch {number} is shared among custodians already")]
    SharedAlready { number: u32 },
    #[error("key epoch {number} is in a token, which lets no key out")]
    InToken { number: u32 },
    #[error("what the custodians opened is not the key of the certificate")]
    OtherKey,
    #[error("{path} names no signer: it is no evidence of what a list has", path = path.display())]
    EmptyList { path: PathBuf },
    #[error("the copy is the registry itself")]
    NoCopy,
    #[error("the copy is of another authority")]
    OtherCopy,
    #[error("{count} data keys, look-ups, addresses, mandates or sessions are left")]
    Left { count: u64 },
    #[error("the domain or origin of officers' passkeys is none")]
    RelyingParty,
}

impl SunsetFault {
    /// What to do about it.
    pub(crate) const fn hint(&self) -> &'static str {
        match self {
            Self::Share {
                error: ShareError::Threshold,
            } => "say --threshold of no more than --custodians, and at least 2",
            Self::Share { .. } | Self::ShareFile { .. } => {
                "nothing was published; give a --share of as many custodians as are needed, each \
                 from the same sharing"
            }
            Self::SharedAlready { .. } => {
                "the shares that were handed out count; to share the key anew, destroy them and \
                 the .wrapped file in DATA/sunset"
            }
            Self::InToken { .. } => {
                "it can be destroyed at the end, and what it signed can never be denied"
            }
            Self::OtherKey => "restore DATA/sunset and certificates from the same backup",
            Self::EmptyList { .. } => "fetch the list again, whole",
            Self::NoCopy | Self::OtherCopy => {
                "make a copy with `cleanbill backup`, and `cleanbill --data FOLDER restore`"
            }
            Self::Left { .. } => "stop the service, and run it again",
            Self::RelyingParty => "set rp_id and origins in serve.toml, as the service has them",
        }
    }
}

impl From<ShareError> for SunsetFault {
    fn from(error: ShareError) -> Self {
        Self::Share { error }
    }
}
