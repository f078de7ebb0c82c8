use std::io::ErrorKind;

use thiserror::Error;

/// Why a site is not served. Names are those of `release.json`.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SiteError {
    /// A file cannot be read.
    #[error("{name} cannot be read: {kind:?}")]
    Unreadable {
        /// Which.
        name: String,
        /// What the system says.
        kind: ErrorKind,
    },
    /// A file is too large.
    #[error("{name} is larger than {max} bytes")]
    TooLarge {
        /// Which.
        name: String,
        /// The most that is read, bytes.
        max: u64,
    },
    /// The list of files cannot be read.
    #[error("release.json is no list of files and their SHA-256")]
    Release,
    /// A name that no build of ours gives.
    #[error("file {number} of release.json has no name that is served")]
    Name {
        /// From 1, in order of names.
        number: usize,
    },
    /// A file is not the one that was released.
    #[error("{name} is not the file that release.json names")]
    Altered {
        /// Which.
        name: String,
    },
}

impl SiteError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "site.unreadable",
            Self::TooLarge { .. } => "site.too-large",
            Self::Release => "site.release",
            Self::Name { .. } => "site.name",
            Self::Altered { .. } => "site.altered",
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "put the whole folder of the release there, readable",
            Self::Altered { .. } => {
                "take the pages from their release again, and find out who changed them"
            }
            Self::TooLarge { .. } | Self::Release | Self::Name { .. } => {
                "give a folder that web/build/build.mjs made, with door/ and home/ in it"
            }
        }
    }
}
