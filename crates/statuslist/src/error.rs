//! Why a list, a token or a reference is refused.

use cleanbill_cose::CoseError;
use cleanbill_cose::cbor::CborError;
use cleanbill_jose::JwsError;
use cleanbill_jose::json::JsonError;

/// A claim of a status list token (section 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// `sub`: the list's own address.
    Subject,
    /// `iat`: when it was issued.
    IssuedAt,
    /// `exp`: when it ends.
    ExpiresAt,
    /// `ttl`: how long it may be kept, in seconds.
    TimeToLive,
    /// `status_list`: the list.
    StatusList,
}

impl Claim {
    /// The claim's name in a JWT.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Subject => "sub",
            Self::IssuedAt => "iat",
            Self::ExpiresAt => "exp",
            Self::TimeToLive => "ttl",
            Self::StatusList => "status_list",
        }
    }

    /// The claim's label in a CWT (section 5.2).
    #[must_use]
    pub const fn label(self) -> i64 {
        match self {
            Self::Subject => 2,
            Self::IssuedAt => 6,
            Self::ExpiresAt => 4,
            Self::TimeToLive => 65_534,
            Self::StatusList => 65_533,
        }
    }
}

/// Why a list, a token or a reference is refused. Sections are those of
/// draft-ietf-oauth-status-list-17.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatusListError {
    /// More bytes than [`Limits::token_size_max_bytes`](crate::Limits::token_size_max_bytes).
    #[error("{actual} bytes, at most {max} are read")]
    TooLarge {
        /// The length found, in bytes.
        actual: usize,
        /// The most that is read, in bytes.
        max: usize,
    },
    /// Not JSON, or loose JSON.
    #[error("{0}")]
    Json(#[from] JsonError),
    /// Not CBOR.
    #[error("{0}")]
    Cbor(#[from] CborError),
    /// Not a compact JWS.
    #[error("{0}")]
    Jws(#[from] JwsError),
    /// Not a COSE message.
    #[error("{0}")]
    Cose(#[from] CoseError),
    /// `typ` is not that of a status list token (sections 5.1 and 5.2).
    #[error("the token is not of the type of a status list")]
    Type,
    /// No object with `bits` and `lst` (sections 4.2 and 4.3).
    #[error("not a status list")]
    NotList,
    /// `bits` is not 1, 2, 4 or 8 (section 4.1).
    #[error("a status list of entries of {bits} bits")]
    Bits {
        /// What stands there.
        bits: i64,
    },
    /// `lst` is not base64url without padding (section 4.2).
    #[error("the status list is not base64url")]
    Base64,
    /// `lst` is not one whole zlib stream (section 4.1).
    #[error("the compressed status list is broken")]
    Compression,
    /// The list is longer than [`Limits::list_size_max_bytes`](crate::Limits::list_size_max_bytes).
    #[error("a status list of more than {max} bytes")]
    ListTooLarge {
        /// The most that is read, in bytes.
        max: usize,
    },
    /// A required claim is missing, or one is of another type (sections 5.1 and 5.2).
    #[error("the claim {} of the status list token is missing or malformed", claim.name())]
    Claim {
        /// The claim.
        claim: Claim,
    },
    /// The referenced token has no `status` claim with `status_list`, `idx` and `uri` (section 6).
    #[error("the token refers to no status list")]
    NoReference,
    /// The caller found the signature wanting (section 8.3, step 2).
    #[error("the status list token is not signed by its issuer")]
    Signature,
    /// `sub` of the list is not `uri` of the reference (section 8.3, step 3).
    #[error("the status list is another one than the token refers to")]
    OtherList,
    /// The list has expired (section 8.3, step 3).
    #[error("the status list ended at {expires_at}")]
    Expired {
        /// `exp`, in Unix seconds.
        expires_at: i64,
    },
    /// The list has no entry at that index (section 8.3, step 5).
    #[error("no entry in a status list of {entries}")]
    OutOfRange {
        /// How many entries it has.
        entries: u64,
    },
    /// A value does not fit the width of an entry.
    #[error("the value {value} does not fit the entries of the status list")]
    Value {
        /// The value.
        value: u8,
    },
}

impl StatusListError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "statuslist.too-large",
            Self::Json(error) => error.code(),
            Self::Cbor(error) => error.code(),
            Self::Jws(error) => error.code(),
            Self::Cose(error) => error.code(),
            Self::Type => "statuslist.type",
            Self::NotList => "statuslist.not-list",
            Self::Bits { .. } => "statuslist.bits",
            Self::Base64 => "statuslist.base64",
            Self::Compression => "statuslist.compression",
            Self::ListTooLarge { .. } => "statuslist.list-too-large",
            Self::Claim { .. } => "statuslist.claim",
            Self::NoReference => "statuslist.no-reference",
            Self::Signature => "statuslist.signature",
            Self::OtherList => "statuslist.other-list",
            Self::Expired { .. } => "statuslist.expired",
            Self::OutOfRange { .. } => "statuslist.out-of-range",
            Self::Value { .. } => "statuslist.value",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_unique() {
        let errors = [
            StatusListError::TooLarge { actual: 0, max: 0 },
            StatusListError::Json(JsonError::Malformed),
            StatusListError::Cbor(CborError::Malformed { position: 0 }),
            StatusListError::Jws(JwsError::Parts),
            StatusListError::Cose(CoseError::NotSign1),
            StatusListError::Type,
            StatusListError::NotList,
            StatusListError::Bits { bits: 3 },
            StatusListError::Base64,
            StatusListError::Compression,
            StatusListError::ListTooLarge { max: 0 },
            StatusListError::Claim {
                claim: Claim::Subject,
            },
            StatusListError::NoReference,
            StatusListError::Signature,
            StatusListError::OtherList,
            StatusListError::Expired { expires_at: 0 },
            StatusListError::OutOfRange { entries: 0 },
            StatusListError::Value { value: 0 },
        ];
        let codes: BTreeSet<_> = errors.iter().map(StatusListError::code).collect();
        assert_eq!(codes.len(), errors.len());
    }
}
