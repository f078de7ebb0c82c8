//! Why bytes are no filter.

/// Why bytes are no filter.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// More bytes than [`Limits::filter_size_max_bytes`](crate::Limits::filter_size_max_bytes).
    #[error("a filter of {actual} bytes, more than {max}")]
    TooLarge {
        /// Its length in bytes.
        actual: usize,
        /// The most allowed.
        max: usize,
    },
    /// The bytes end inside the header or an entry.
    #[error("the filter is cut")]
    Cut,
    /// A version of the format other than 1.
    #[error("version {version} of the filter's format")]
    Version {
        /// The version.
        version: i16,
    },
    /// The rate of false positives is not between 0 and 1.
    #[error("the filter's rate of false positives is none")]
    Rate,
    /// A count below zero.
    #[error("a negative count in the filter")]
    Negative,
    /// Entries of a size that no prefix of a 16-byte hash has.
    #[error("entries of {size} bytes in the filter")]
    EntrySize {
        /// The size in bytes.
        size: i8,
    },
    /// A hash other than SHA-256, or no hash function.
    #[error("the filter uses a hash that is not known")]
    HashFunction,
    /// As many bits as stated are not there, or more, or none.
    #[error("{stated} words stated and {found} bytes found in the filter")]
    Length {
        /// How many words of 4 bytes there should be.
        stated: u32,
        /// How many bytes there are.
        found: usize,
    },
}

impl FilterError {
    /// Stable code of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "revocation.filter.too-large",
            Self::Cut => "revocation.filter.cut",
            Self::Version { .. } => "revocation.filter.version",
            Self::Rate => "revocation.filter.rate",
            Self::Negative => "revocation.filter.negative",
            Self::EntrySize { .. } => "revocation.filter.entry-size",
            Self::HashFunction => "revocation.filter.hash-function",
            Self::Length { .. } => "revocation.filter.length",
        }
    }
}
