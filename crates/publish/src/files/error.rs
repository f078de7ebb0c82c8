//! Why a set is not published.

use std::error::Error as StdError;
use std::io::ErrorKind;

use cleanbill_trust::set::{Floor, SetError};
use cleanbill_verifier::BundleError;
use thiserror::Error;

/// Why a set was not, or not wholly, published. Verifiers have the old set then, or the new one.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FilesError {
    /// The set itself is not right.
    #[error(transparent)]
    Set(#[from] SetError),
    /// No verifier would load it.
    #[error(transparent)]
    Content(#[from] BundleError),
    /// The gatekeeper does not let it leave.
    #[error("the set may not leave: {code}")]
    Refused {
        /// The code of the cause.
        code: &'static str,
    },
    /// A target that a verifier would load is not of the form that its type has.
    #[error("a document of the set has no form for other software")]
    Shape,
    /// The bucket, prefix or endpoint is no such thing.
    #[error("not a destination: {what}")]
    Destination {
        /// Which part.
        what: &'static str,
    },
    /// The endpoint is not on this machine and would be spoken to without encryption.
    #[error("the endpoint is neither https nor on this machine")]
    PlainHttp,
    /// The destination cannot be read or written.
    #[error("{path} at the destination: {fault}")]
    Store {
        /// Which file.
        path: String,
        /// What went wrong.
        fault: StoreFault,
    },
    /// What is published there already is no set, or not one of this authority.
    #[error("what is published there cannot be gone on from: {0}")]
    Published(SetError),
    /// A newer set is published, or another one under this version.
    #[error("version {published} is published, and {offered} is not after it")]
    NotNewer {
        /// The version that is there.
        published: Floor,
        /// The version that was to be published.
        offered: Floor,
    },
    /// Another set was once written under this version, and perhaps never published.
    #[error("version {version} was used for another set")]
    VersionUsed {
        /// The version.
        version: Floor,
    },
    /// Another file lies where one was to be written that never changes.
    #[error("another file lies at {path}, which never changes")]
    Other {
        /// Which file.
        path: String,
    },
    /// Somebody else published meanwhile.
    #[error("somebody else published meanwhile")]
    Crossed,
    /// Somebody else is publishing into this folder.
    #[error("somebody else is publishing into this folder")]
    Busy,
    /// The store does not write on conditions, so two publishers could cross.
    #[error("the store ignores conditions on writing, so two publishers could cross")]
    NoConditions,
    /// The system gives no thread of work to wait with.
    #[error("the system lets nothing be started: {kind}")]
    Runtime {
        /// What it says.
        kind: ErrorKind,
    },
}

impl FilesError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Set(error) => error.code(),
            Self::Content(error) => error.code(),
            Self::Refused { .. } => "publish.refused",
            Self::Shape => "publish.shape",
            Self::Destination { .. } => "publish.destination",
            Self::PlainHttp => "publish.plain-http",
            Self::Store { .. } => "publish.store",
            Self::Published(_) => "publish.published-unreadable",
            Self::NotNewer { .. } => "publish.not-newer",
            Self::VersionUsed { .. } => "publish.version-used",
            Self::Other { .. } => "publish.other-file",
            Self::Crossed => "publish.crossed",
            Self::Busy => "publish.busy",
            Self::NoConditions => "publish.no-conditions",
            Self::Runtime { .. } => "publish.runtime",
        }
    }
}

/// What a store says, without its own words: those may hold addresses and keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StoreFault {
    /// There is no such file, bucket or folder.
    #[error("not found")]
    NotFound,
    /// The credentials do not allow it, or there are none.
    #[error("not allowed with these credentials")]
    NotAllowed,
    /// It cannot be reached, or answers with an error.
    #[error("the store cannot be reached, or answers with an error")]
    Unavailable,
    /// The file is larger than any that is published.
    #[error("too large for a published file")]
    TooLarge,
    /// What was to be copied is not what its name says: it changed meanwhile.
    #[error("it changed while it was copied")]
    Changed,
    /// The file system says no.
    #[error("{0}")]
    Io(ErrorKind),
}

impl StoreFault {
    pub(super) fn of(error: &object_store::Error) -> Self {
        use object_store::Error;
        match error {
            Error::NotFound { .. } => Self::NotFound,
            Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => Self::NotAllowed,
            error => io_kind(error).map_or(Self::Unavailable, Self::Io),
        }
    }
}

/// The kind of the first error of the file system among the causes.
fn io_kind(error: &(dyn StdError + 'static)) -> Option<ErrorKind> {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(io) = error.downcast_ref::<std::io::Error>() {
            return Some(io.kind());
        }
        cause = error.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_say_nothing_of_the_store() {
        let version = Floor::default();
        let kind = ErrorKind::StorageFull;
        #[rustfmt::skip]
        let errors = [
            FilesError::Refused { code: "x" },
            FilesError::Shape,
            FilesError::Destination { what: "bucket" },
            FilesError::PlainHttp,
            FilesError::Store { path: "a".into(), fault: StoreFault::Io(kind) },
            FilesError::Published(SetError::NotASet),
            FilesError::NotNewer { published: version, offered: version },
            FilesError::VersionUsed { version },
            FilesError::Other { path: String::new() },
            FilesError::Crossed,
            FilesError::Busy,
            FilesError::NoConditions,
            FilesError::Runtime { kind },
        ];
        let mut codes: Vec<_> = errors.iter().map(FilesError::code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), errors.len());
        assert!(codes.iter().all(|code| code.starts_with("publish.")));
    }

    #[test]
    fn a_full_disk_is_told_from_an_outage() {
        let full = object_store::Error::Generic {
            store: "S3",
            source: Box::new(std::io::Error::from(ErrorKind::StorageFull)),
        };
        assert_eq!(
            StoreFault::of(&full),
            StoreFault::Io(ErrorKind::StorageFull)
        );
        let outage = object_store::Error::Generic {
            store: "S3",
            source: "https://key:secret@store/".into(),
        };
        let fault = StoreFault::of(&outage);
        assert_eq!(fault, StoreFault::Unavailable);
        assert!(!fault.to_string().contains("secret"));
    }
}
