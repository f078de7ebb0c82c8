use std::io::ErrorKind;

use cleanbill_issuer::publisher::MemoryError;
use cleanbill_issuer::staff::StaffError;
use cleanbill_publish::{FolderError, PublishError};
use cleanbill_revocation::exact::ExactError;
use cleanbill_store::StoreError;
use thiserror::Error;

/// Why nothing is published from a registry.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PublishingError {
    /// The hash of the founding act is not in its file, so nobody is an officer.
    #[error("the founding act is not pinned")]
    NotPinned,
    /// The founding act that is pinned is not in the registry, or is none.
    #[error(transparent)]
    Staff(#[from] StaffError),
    /// The registry cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What the publisher remembers cannot be used.
    #[error(transparent)]
    Memory(#[from] MemoryError),
    /// A universe file is there, and what the publisher remembers is not.
    #[error("what the publisher remembers is gone")]
    MemoryLost,
    /// The passes that a published act touches are not remembered any more.
    #[error("the passes that a published act touches are gone from the publisher's folder")]
    TouchedLost,
    /// Another publisher is at work.
    #[error("another publisher is at work")]
    Busy,
    /// The folder of what is remembered cannot be read or written.
    #[error("the publisher's folder cannot be read or written: {kind}")]
    Folder {
        /// What the system says.
        kind: ErrorKind,
    },
    /// A file could not be put there.
    #[error(transparent)]
    Write(#[from] FolderError),
    /// No filter could be built.
    #[error(transparent)]
    Universe(#[from] PublishError),
    /// No exact list could be made.
    #[error(transparent)]
    Exact(#[from] ExactError),
    /// An act touches more passes than are looked for.
    #[error("an act touches more than {passes_max} passes")]
    TooManyTouched {
        /// What is allowed.
        passes_max: u32,
    },
    /// Versions of filters are used up.
    #[error("the filter has no next version")]
    Version,
}

impl PublishingError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotPinned => "publisher.not-pinned",
            Self::Staff(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Memory(error) => error.code(),
            Self::MemoryLost => "publisher.memory-lost",
            Self::TouchedLost => "publisher.touched-lost",
            Self::Busy => "publisher.busy",
            Self::Folder { .. } => "publisher.folder",
            Self::Write(error) => error.code(),
            Self::Universe(error) => error.code(),
            Self::Exact(error) => error.code(),
            Self::TooManyTouched { .. } => "publisher.too-many-touched",
            Self::Version => "publisher.version",
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::NotPinned => {
                "restore the file `founding` of the data folder; without it nobody knows who \
                 founded this authority"
            }
            Self::Staff(_) => {
                "the registry is not that of the founding act which is pinned: find out who \
                 replaced it, and restore it from a backup"
            }
            Self::Store(StoreError::Migration { .. }) => {
                "start the service once: it brings the schema to this version"
            }
            Self::Store(_) => "see that the database runs, and lets this user in; nothing changed",
            Self::Memory(MemoryError::Clock) => "set the clock of this machine",
            Self::Memory(MemoryError::OtherAuthority) => {
                "find out who replaced `founding` or DATA/publisher; each authority has its own"
            }
            Self::Memory(_) | Self::MemoryLost | Self::TouchedLost => {
                "restore DATA/publisher from its backup: without it deleted and back-dated rows \
                 are not found"
            }
            Self::Busy => "wait for the other publisher, or stop it",
            Self::Folder { .. } | Self::Write(_) => {
                "check space and permissions of DATA/publisher; what was published stays"
            }
            Self::Universe(_) | Self::Exact(_) | Self::Version => {
                "nothing was published; the code says more: docs/ERROR_CODES.md"
            }
            Self::TooManyTouched { .. } => {
                "withdraw lots one by one, or the product through policies and rules"
            }
        }
    }
}
