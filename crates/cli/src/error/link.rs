//! What goes wrong with health links.

use std::path::PathBuf;

use cleanbill_shlink::{FileError, LinkError, ManifestError};
use thiserror::Error;

use crate::error::RelayFault;

/// Why a health link was not read, followed or made. Holds codes and hosts, never a link.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum LinkFault {
    #[error("{error} [{code}]", code = error.code())]
    Link { error: LinkError },
    #[error("{error} [{code}]", code = error.code())]
    Manifest { error: ManifestError },
    #[error("{error} [{code}]", code = error.code())]
    File { error: FileError },
    #[error("{host} was not asked: nobody said yes")]
    NotAgreed { host: String },
    #[error("a recipient is a name of at most 256 characters")]
    Recipient,
    #[error("the link asks for a passcode")]
    NoPasscode,
    #[error("the passcode is wrong; {}", attempts_left(*remaining))]
    WrongPasscode { remaining: Option<u64> },
    #[error("there is nothing behind the link any more")]
    Gone,
    #[error("asked too often{}", later(*retry_after_secs))]
    TooOften { retry_after_secs: Option<u64> },
    #[error("{host} answers with {status}")]
    Status { host: String, status: u16 },
    #[error("{host} cannot be reached")]
    Unreachable { host: String },
    #[error("the answer of {host} is too slow, too long or broken off")]
    Broken { host: String },
    #[error("the link leads to more than {max} bytes in all")]
    TooMuch { max: usize },
    #[error("{path} is there already", path = path.display())]
    FolderExists { path: PathBuf },
    #[error("{path} is neither a SMART Health Card file nor FHIR JSON", path = path.display())]
    UnknownFile { path: PathBuf },
    #[error(transparent)]
    Client(RelayFault),
}

fn attempts_left(attempts: Option<u64>) -> String {
    match attempts {
        Some(0) => "the link is disabled now".to_owned(),
        Some(1) => "one attempt remains, then the link is disabled".to_owned(),
        Some(attempts) => format!("{attempts} attempts remain, then the link is disabled"),
        None => "how many attempts remain was not said".to_owned(),
    }
}

fn later(retry_after_secs: Option<u64>) -> String {
    retry_after_secs.map_or_else(String::new, |secs| format!("; again in {secs} seconds"))
}

impl LinkFault {
    /// What to do about it.
    pub(crate) const fn hint(&self) -> &'static str {
        match self {
            Self::Link {
                error: LinkError::Departs { .. },
            } => "nothing was written; shorten or correct what is named",
            Self::Link {
                error: LinkError::Blocked { .. },
            } => "ask whoever gave it for another; `cleanbill link show` tells what is in it",
            Self::Link { .. } => "a link starts with shlink:/ or vhlink:/ and needs quotes",
            Self::Manifest { .. } | Self::File { .. } => {
                "nothing was written; ask whoever gave the link to make it anew"
            }
            Self::NotAgreed { .. } => "at a terminal say y, elsewhere name the host with --open",
            Self::Recipient => "--recipient takes the name of whoever asks",
            Self::NoPasscode => "--passcode-file FILE, or set CLEANBILL_PASSCODE",
            Self::WrongPasscode { .. } => "ask whoever gave the link before another attempt",
            Self::Gone => "ask whoever gave the link for another",
            Self::TooOften { .. } => "wait, then try again",
            Self::Status { .. } | Self::Unreachable { .. } | Self::Broken { .. } => {
                "try again later; nothing was written"
            }
            Self::TooMuch { .. } => "nothing was written; ask for fewer files",
            Self::FolderExists { .. } => "name a new folder with --out",
            Self::UnknownFile { .. } => {
                "a card file has `verifiableCredential`, a FHIR resource `resourceType`"
            }
            Self::Client(_) => "--ca takes certificates in PEM",
        }
    }
}

impl From<LinkError> for LinkFault {
    fn from(error: LinkError) -> Self {
        Self::Link { error }
    }
}

impl From<ManifestError> for LinkFault {
    fn from(error: ManifestError) -> Self {
        Self::Manifest { error }
    }
}

impl From<FileError> for LinkFault {
    fn from(error: FileError) -> Self {
        Self::File { error }
    }
}
