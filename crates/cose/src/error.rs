use thiserror::Error;

use crate::cbor::CborError;

/// Why bytes are not the COSE message or CWT that they should be.
///
/// Carries positions and numbers, never content.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CoseError {
    /// The bytes are not well-formed CBOR within the limits (RFC 8949 §5.3.1).
    #[error(transparent)]
    Cbor(#[from] CborError),
    /// Not an array of four: protected, unprotected, payload, signature (RFC 9052 §4.2).
    #[error("not a COSE_Sign1 message")]
    NotSign1,
    /// Not an array of four ending in signatures (RFC 9052 §4.1).
    #[error("not a COSE_Sign message")]
    NotSign,
    /// A tag that no health pass carries stands before the message (RFC 9052 §2).
    #[error("unexpected CBOR tag {tag} before the COSE message")]
    UnexpectedTag {
        /// The tag's number.
        tag: u64,
    },
    /// A header is not a map, or the protected one is not wrapped in bytes (RFC 9052 §3).
    #[error("a COSE header is malformed")]
    MalformedHeader,
    /// A header names labels that must be understood (`crit`, RFC 9052 §3.1); none is.
    #[error("a COSE header is marked critical and not understood")]
    CriticalHeader,
    /// The payload is detached (`nil`) or not bytes (RFC 9052 §4.1).
    #[error("the COSE payload is missing")]
    MissingPayload,
    /// The signature is empty or not bytes.
    #[error("the COSE signature is missing")]
    MissingSignature,
    /// Neither header names an algorithm (RFC 9052 §3.1).
    #[error("no signature algorithm is named")]
    MissingAlgorithm,
    /// The named algorithm is none of ES256, ES384, PS256, EdDSA (EU DCC specification §3.2 asks
    /// for ES256 and PS256).
    #[error("signature algorithm {id} is not supported")]
    UnsupportedAlgorithm {
        /// The COSE algorithm number.
        id: i64,
    },
    /// The payload is not a map of claims (RFC 8392 §3).
    #[error("the payload is not a map of CWT claims")]
    NotClaims,
    /// A claim has another type than RFC 8392 §3.1 gives it.
    #[error("CWT claim {label} has the wrong type")]
    ClaimType {
        /// The claim's label.
        label: i64,
    },
    /// The signing port failed.
    #[error(transparent)]
    Sign(#[from] cleanbill_crypto::SignError),
}

impl CoseError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Cbor(error) => error.code(),
            Self::NotSign1 => "cose.not-sign1",
            Self::NotSign => "cose.not-sign",
            Self::UnexpectedTag { .. } => "cose.unexpected-tag",
            Self::MalformedHeader => "cose.malformed-header",
            Self::CriticalHeader => "cose.critical-header",
            Self::MissingPayload => "cose.missing-payload",
            Self::MissingSignature => "cose.missing-signature",
            Self::MissingAlgorithm => "cose.missing-algorithm",
            Self::UnsupportedAlgorithm { .. } => "cose.unsupported-algorithm",
            Self::NotClaims => "cwt.not-claims",
            Self::ClaimType { .. } => "cwt.claim-type",
            Self::Sign(error) => error.code(),
        }
    }
}
