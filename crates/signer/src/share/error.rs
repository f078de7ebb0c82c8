use thiserror::Error;

/// Why a key is not shared among custodians, or not brought back by them. Says nothing about it.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ShareError {
    /// One custodian alone could bring the key back, or not even all could.
    #[error("at least 2 custodians have to be needed, and no more than there are; at most 64")]
    Threshold,
    /// The key is longer than any that is accepted.
    #[error("the private key is too long to be one")]
    TooLong,
    /// The file is no share, or was altered: its checksum is another.
    #[error("the file is no share of a key, or it is damaged")]
    Malformed,
    /// The file is no wrapped key, or was altered.
    #[error("the file is no wrapped key, or it is damaged")]
    WrapMalformed,
    /// A share of another wrapping: of another key, or of the same key shared again.
    #[error("share {number} is of another key, or of another sharing of it")]
    OtherKey {
        /// The number that it says.
        number: u8,
    },
    /// The same share twice.
    #[error("share {number} was given twice")]
    Twice {
        /// Its number.
        number: u8,
    },
    /// Fewer shares than are needed.
    #[error("{given} shares were given, and {needed} are needed")]
    TooFew {
        /// How many were given.
        given: usize,
        /// How many are needed.
        needed: u8,
    },
    /// The shares fit each other by what they say, and the key does not open.
    #[error("the shares do not open the key: one of them is false")]
    NotOpened,
    /// The library failed.
    #[error("the key could not be wrapped")]
    Failed,
}

impl ShareError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Threshold => "share.threshold",
            Self::TooLong => "share.too-long",
            Self::Malformed => "share.malformed",
            Self::WrapMalformed => "share.wrap-malformed",
            Self::OtherKey { .. } => "share.other-key",
            Self::Twice { .. } => "share.twice",
            Self::TooFew { .. } => "share.too-few",
            Self::NotOpened => "share.not-opened",
            Self::Failed => "share.failed",
        }
    }
}
