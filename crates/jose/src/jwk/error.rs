//! What can be wrong with a key or a set of keys.

use cleanbill_crypto::KeyError;
use thiserror::Error;

use crate::json::JsonError;

/// Why a JWK gives no key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JwkError {
    /// Not JSON.
    #[error("JWK: {0}")]
    Json(#[from] JsonError),
    /// JSON, but not an object (RFC 7517, section 4).
    #[error("a JWK is an object")]
    NotObject,
    /// A member that the key needs is missing.
    #[error("the JWK has no {member:?}")]
    MissingMember {
        /// The name of the member.
        member: &'static str,
    },
    /// A member has another type than its specification says.
    #[error("{member:?} of the JWK has the wrong type")]
    WrongType {
        /// The name of the member.
        member: &'static str,
    },
    /// A member is not in its Base64 alphabet and canonical.
    #[error("{member:?} of the JWK is not encoded as it has to be")]
    Base64 {
        /// The name of the member.
        member: &'static str,
    },
    /// `kty` is not EC, RSA or OKP.
    #[error("unknown type of JWK")]
    UnknownKeyType,
    /// `crv` is not P-256, P-384 or, for OKP, Ed25519.
    #[error("unknown curve of the JWK")]
    UnknownCurve,
    /// A coordinate does not have the length that the curve asks for (RFC 7518, section 6.2.1.2).
    #[error("{member:?} of the JWK has {actual} bytes, {expected} expected")]
    CoordinateLength {
        /// The name of the member.
        member: &'static str,
        /// The length of a coordinate, in bytes.
        expected: usize,
        /// The length found, in bytes.
        actual: usize,
    },
    /// The private key is published with the public one (RFC 7517, section 9.2), or it is a
    /// symmetric key.
    #[error("the JWK is a private key")]
    Private,
    /// More certificates than [`Limits::certificates_max`](crate::Limits::certificates_max).
    #[error("{actual} certificates in the JWK, at most {max} are read")]
    TooManyCertificates {
        /// The most that are read.
        max: usize,
        /// How many there are.
        actual: usize,
    },
    /// The members are well-formed and the key is not safe to use.
    #[error("JWK: {0}")]
    Key(#[from] KeyError),
}

impl JwkError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(_) => "jwk.json",
            Self::NotObject => "jwk.not-object",
            Self::MissingMember { .. } => "jwk.missing-member",
            Self::WrongType { .. } => "jwk.wrong-type",
            Self::Base64 { .. } => "jwk.base64",
            Self::UnknownKeyType => "jwk.unknown-key-type",
            Self::UnknownCurve => "jwk.unknown-curve",
            Self::CoordinateLength { .. } => "jwk.coordinate-length",
            Self::Private => "jwk.private",
            Self::TooManyCertificates { .. } => "jwk.too-many-certificates",
            Self::Key(_) => "jwk.key",
        }
    }
}

/// Why a JWK Set was not read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SetError {
    /// Not JSON, too large, or `keys` is there twice.
    #[error("JWK Set: {0}")]
    Json(#[from] JsonError),
    /// Not an object with an array `keys` (RFC 7517, section 5).
    #[error("a JWK Set is an object with an array of keys")]
    NotSet,
    /// More keys than [`Limits::keys_max`](crate::Limits::keys_max).
    #[error("more than {max} keys in the JWK Set")]
    TooManyKeys {
        /// The most that are read.
        max: usize,
    },
}

impl SetError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(_) => "jwk-set.json",
            Self::NotSet => "jwk-set.not-set",
            Self::TooManyKeys { .. } => "jwk-set.too-many-keys",
        }
    }
}
