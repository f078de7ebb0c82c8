use cleanbill_shlink::{FileError, ManifestError};
use cleanbill_store::StoreError;
use thiserror::Error;

/// Why a health link is not made, found or ended. Says nothing of what it leads to.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LinksError {
    /// No file, too many, or several of a link without a list.
    #[error("a link has 1 to 8 files, one without a list exactly one")]
    Files,
    /// The files are too long together.
    #[error("the files are longer than 4,000,000 bytes together")]
    TooLong,
    /// A file is not encrypted as it has to be.
    #[error("a file is not encrypted as links are: {0}")]
    File(#[from] FileError),
    /// It would end before it begins, or live too long.
    #[error("a link ends between now and 90 days from now")]
    Lifetime,
    /// A link without a list cannot ask for a passcode.
    #[error("a link without a list of files cannot ask for a passcode")]
    PasscodeOfFile,
    /// The passcode is too short or too long.
    #[error("a passcode has 4 to 64 characters")]
    PasscodeLength,
    /// There is no room for more links.
    #[error("there is no room for more links just now")]
    Full,
    /// There is no such link, or not any more.
    #[error("there is nothing behind this link, or not any more")]
    NotFound,
    /// Not the passcode.
    #[error("this is not the passcode; {remaining} attempts remain")]
    Passcode {
        /// How many wrong ones are still borne.
        remaining: i16,
    },
    /// What is asked is not a request for a manifest.
    #[error("not a request for a manifest: {0}")]
    Request(#[from] ManifestError),
    /// What is stored is not what this program wrote.
    #[error("what is stored is not what this program wrote")]
    Damaged,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl LinksError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Files => "links.files",
            Self::TooLong => "links.too-long",
            Self::File(error) => error.code(),
            Self::Lifetime => "links.lifetime",
            Self::PasscodeOfFile => "links.passcode-of-file",
            Self::PasscodeLength => "links.passcode-length",
            Self::Full => "links.full",
            Self::NotFound => "links.not-found",
            Self::Passcode { .. } => "links.passcode",
            Self::Request(error) => error.code(),
            Self::Damaged => "links.damaged",
            Self::Store(error) => error.code(),
        }
    }
}
