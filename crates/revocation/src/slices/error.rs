//! Why something of a distributor is refused.

use cleanbill_jose::json::JsonError;

/// Why an overview, a list of partitions or an archive is refused.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlicesError {
    /// Not JSON.
    #[error("{0}")]
    Json(#[from] JsonError),
    /// A member is missing or of another type.
    #[error("not the members of a revocation distributor's list")]
    Members,
    /// The kid is not Base64.
    #[error("not a key identifier")]
    Kid,
    /// A kid is there twice.
    #[error("a key identifier is listed twice")]
    DuplicateKid,
    /// The mode is none of `POINT`, `VECTOR`, `COORDINATE`.
    #[error("a mode of distribution that is not known")]
    Mode,
    /// A hash type other than the three.
    #[error("a hash type that is not known")]
    HashType,
    /// A kind of slice other than the two.
    #[error("a kind of slice that is not known")]
    SliceKind,
    /// An instant is not ISO 8601 with a zone.
    #[error("not an instant")]
    Instant,
    /// The name of a slice is not a SHA-256 in hex.
    #[error("a slice is not named by its hash")]
    Digest,
    /// A coordinate is not one hex digit, or there are others than the mode has.
    #[error("not the coordinates of a partition")]
    Coordinates,
    /// Partitions of a kid that the overview does not have.
    #[error("partitions of another key identifier")]
    UnknownKid,
    /// More than [`Limits::kids_max`](crate::Limits::kids_max) or
    /// [`Limits::slices_max`](crate::Limits::slices_max).
    #[error("{actual} entries, more than {max}")]
    TooMany {
        /// How many there are, at least.
        actual: usize,
        /// The most allowed.
        max: usize,
    },
    /// Not one whole gzip member (RFC 1952).
    #[error("the archive of slices is not gzip, or is broken")]
    Gzip,
    /// More than [`Limits::archive_size_max_bytes`](crate::Limits::archive_size_max_bytes).
    #[error("an archive of more than {max} bytes")]
    ArchiveTooLarge {
        /// The most allowed.
        max: usize,
    },
    /// Partitions of a kid, or a slice in force, are not there or cannot be read.
    #[error("the layout is not complete: a partition or slice is missing or broken")]
    Incomplete,
    /// Not a tar archive of plain files (POSIX ustar).
    #[error("the archive of slices is not tar, or is broken")]
    Tar,
}

impl SlicesError {
    /// Stable code of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(error) => error.code(),
            Self::Members => "revocation.slices.members",
            Self::Kid => "revocation.slices.kid",
            Self::DuplicateKid => "revocation.slices.duplicate-kid",
            Self::Mode => "revocation.slices.mode",
            Self::HashType => "revocation.slices.hash-type",
            Self::SliceKind => "revocation.slices.slice-kind",
            Self::Instant => "revocation.slices.instant",
            Self::Digest => "revocation.slices.digest",
            Self::Coordinates => "revocation.slices.coordinates",
            Self::UnknownKid => "revocation.slices.unknown-kid",
            Self::TooMany { .. } => "revocation.slices.too-many",
            Self::Gzip => "revocation.slices.gzip",
            Self::ArchiveTooLarge { .. } => "revocation.slices.archive-too-large",
            Self::Incomplete => "revocation.slices.incomplete",
            Self::Tar => "revocation.slices.tar",
        }
    }
}
