//! Why a batch or a page of the list is refused.

use cleanbill_jose::json::JsonError;
use cleanbill_x509::CmsError;

/// Why a batch or a page of the list is refused.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// Not JSON.
    #[error("{0}")]
    Json(#[from] JsonError),
    /// The signed message is broken, or its signature is.
    #[error("{0}")]
    Message(#[from] CmsError),
    /// Neither CMS nor Base64 of it.
    #[error("the batch is not Base64")]
    Base64,
    /// The signed message has no content of its own.
    #[error("the signed message has no batch inside")]
    NoContent,
    /// A member is missing or of another type.
    #[error("not the members of a revocation batch")]
    Members,
    /// The country is not two letters.
    #[error("not a country")]
    Country,
    /// The kid is neither `UNKNOWN_KID` nor Base64.
    #[error("not a key identifier")]
    Kid,
    /// A hash type other than the three.
    #[error("a hash type that is not known")]
    HashType,
    /// An instant is not ISO 8601 with a zone.
    #[error("not an instant")]
    Instant,
    /// A hash is not Base64 of 16 bytes.
    #[error("entry {index} is not a hash of 16 bytes")]
    Hash {
        /// The entry's place, from 0.
        index: usize,
    },
    /// A batch without entries.
    #[error("a revocation batch without entries")]
    Empty,
    /// More than [`Limits::batch_entries_max`](crate::Limits::batch_entries_max) or
    /// [`Limits::batches_max`](crate::Limits::batches_max).
    #[error("{actual} entries, more than {max}")]
    TooMany {
        /// How many there are.
        actual: usize,
        /// The most allowed.
        max: usize,
    },
}

impl GatewayError {
    /// Stable code of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(error) => error.code(),
            Self::Message(error) => error.code(),
            Self::Base64 => "revocation.gateway.base64",
            Self::NoContent => "revocation.gateway.no-content",
            Self::Members => "revocation.gateway.members",
            Self::Country => "revocation.gateway.country",
            Self::Kid => "revocation.gateway.kid",
            Self::HashType => "revocation.gateway.hash-type",
            Self::Instant => "revocation.gateway.instant",
            Self::Hash { .. } => "revocation.gateway.hash",
            Self::Empty => "revocation.gateway.empty",
            Self::TooMany { .. } => "revocation.gateway.too-many",
        }
    }
}
