//! What goes wrong with SMART Health Cards.

use std::path::PathBuf;

use cleanbill_health::CardError;
use cleanbill_qr::ReadError;
use cleanbill_revocation::rid::RidError;
use cleanbill_shc::WriteError;
use thiserror::Error;

/// Why a card was not examined, issued or revoked. Holds codes and paths, never a card.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum CardFault {
    #[error("{error} [{code}]", code = error.code())]
    Write { error: WriteError },
    #[error("{error} [{code}]", code = error.code())]
    Content { error: CardError },
    #[error("{path}: {error} [{code}]", path = path.display(), code = error.code())]
    List { path: PathBuf, error: RidError },
    #[error("{path}: {error} [{code}]", path = path.display(), code = error.code())]
    Picture { path: PathBuf, error: ReadError },
    #[error("{path} is the list of another key", path = path.display())]
    OtherKey { path: PathBuf },
    #[error("{path} is no set of keys", path = path.display())]
    Keys { path: PathBuf },
    #[error("{path} has nothing of a health card", path = path.display())]
    Unknown { path: PathBuf },
    #[error("{rid:?} is no revocation identifier")]
    Rid { rid: String },
    #[error("this tool of one desk issues no health cards")]
    AtOneDesk,
    #[error("there is no key of health cards that is not withdrawn")]
    NoCardKey,
    #[error("the keys of health cards are of several addresses")]
    Addresses,
    #[error("the key cannot be made")]
    NoKey,
}

impl CardFault {
    /// What to do, where something can be done.
    pub(crate) const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Write {
                error: WriteError::TooLarge { .. },
            } => Some("issue several cards, each with a part of the events"),
            Self::Write {
                error: WriteError::Issuer,
            } => Some("give --iss as https://host/path"),
            Self::AtOneDesk => {
                Some("`cleanbill card issue` does, without a record; an authority does by --bulk")
            }
            Self::NoCardKey => Some("`cleanbill keys rotate --as shc --address URL` makes one"),
            Self::Addresses => Some("publish those of the older address by `cleanbill card keys`"),
            Self::OtherKey { .. } => Some("each key has a list of its own; name another file"),
            Self::Unknown { .. } => Some("say what it is with --kind"),
            Self::Rid { .. } => {
                Some("at most 24 letters, digits, - and _, then .SECONDS if you like")
            }
            _ => None,
        }
    }
}
