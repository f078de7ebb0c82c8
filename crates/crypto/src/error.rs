//! What can go wrong, one enum a stage.

use thiserror::Error;

use crate::algorithm::{Curve, Scheme};
use crate::key::KeyKind;

/// Why a public key was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The bytes are not one DER `SubjectPublicKeyInfo` (RFC 5280, section 4.1.2.7).
    #[error("not a DER SubjectPublicKeyInfo")]
    Malformed,
    /// Bytes follow the `SubjectPublicKeyInfo`.
    #[error("{count} bytes after the SubjectPublicKeyInfo")]
    TrailingBytes {
        /// How many.
        count: usize,
    },
    /// The algorithm of the key is not EC, RSA, RSASSA-PSS or Ed25519.
    #[error("unknown key algorithm")]
    UnknownAlgorithm,
    /// The parameters of the key's algorithm are not those that its specification allows.
    #[error("unexpected parameters of the key algorithm")]
    Parameters,
    /// The elliptic curve is named, but not P-256, P-384 or P-521.
    #[error("unknown elliptic curve")]
    UnknownCurve,
    /// The elliptic curve is given by its parameters; only named curves are read (RFC 5480,
    /// section 2.1.1), but of those who sign travel documents.
    #[error("elliptic curve given by parameters")]
    ExplicitCurve,
    /// The elliptic curve is given by parameters that begin as those of a known one and are not
    /// all of them the same: a curve made up to fit somebody else's public key (CVE-2020-0601).
    #[error("parameters that only resemble those of {curve:?}")]
    CurveParameters {
        /// The curve over the same field.
        curve: Curve,
    },
    /// This backend cannot use keys on this curve.
    #[error("{curve:?} is not supported here")]
    UnsupportedCurve {
        /// The curve.
        curve: Curve,
    },
    /// The kind of key has no elliptic curve point.
    #[error("a key of this kind is not a point on a NIST curve")]
    NotElliptic,
    /// Not a point on the curve in SEC 1 form, compressed or uncompressed; also the point at
    /// infinity.
    #[error("not a point on {curve:?}")]
    Point {
        /// The curve.
        curve: Curve,
    },
    /// The RSA modulus is too small or too large.
    #[error("RSA modulus of {bits} bits, {min}..={max} are accepted")]
    RsaSize {
        /// Length of the modulus in bits.
        bits: usize,
        /// The smallest length accepted, in bits.
        min: u16,
        /// The largest length accepted, in bits.
        max: u16,
    },
    /// The RSA modulus is even.
    #[error("even RSA modulus")]
    RsaModulus,
    /// The RSA public exponent is even, below 3 or above 2³² − 1.
    #[error("RSA public exponent out of range")]
    RsaExponent,
    /// Not a canonical encoding of a point on edwards25519 (RFC 8032, section 5.1.3).
    #[error("not an Ed25519 public key")]
    Ed25519Encoding,
    /// The Ed25519 public key is a point of small order, under which signatures mean nothing.
    #[error("Ed25519 public key of small order")]
    Ed25519SmallOrder,
}

impl KeyError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "key.malformed",
            Self::TrailingBytes { .. } => "key.trailing-bytes",
            Self::UnknownAlgorithm => "key.unknown-algorithm",
            Self::Parameters => "key.parameters",
            Self::UnknownCurve => "key.unknown-curve",
            Self::ExplicitCurve => "key.explicit-curve",
            Self::CurveParameters { .. } => "key.curve-parameters",
            Self::UnsupportedCurve { .. } => "key.unsupported-curve",
            Self::NotElliptic => "key.not-elliptic",
            Self::Point { .. } => "key.point",
            Self::RsaSize { .. } => "key.rsa-size",
            Self::RsaModulus => "key.rsa-modulus",
            Self::RsaExponent => "key.rsa-exponent",
            Self::Ed25519Encoding => "key.ed25519-encoding",
            Self::Ed25519SmallOrder => "key.ed25519-small-order",
        }
    }
}

/// Why a signature was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The key is not one for this algorithm. The signature was not looked at.
    #[error("{scheme} does not go with a key of kind {key:?}")]
    AlgorithmMismatch {
        /// What was asked for.
        scheme: Scheme,
        /// What the key is.
        key: KeyKind,
    },
    /// The signature has a length that no signature of this algorithm and key has.
    #[error("signature of {actual} bytes, {expected} expected")]
    SignatureLength {
        /// The length of every signature of this algorithm and key, in bytes.
        expected: usize,
        /// The length found, in bytes.
        actual: usize,
    },
    /// The signature is not one of this message under this key.
    #[error("the signature is not valid")]
    Invalid,
    /// This backend cannot verify this algorithm with this key. The signature was not looked at.
    #[error("{scheme} with a key of kind {key:?} is not supported here")]
    Unsupported {
        /// What was asked for.
        scheme: Scheme,
        /// What the key is.
        key: KeyKind,
    },
}

impl VerifyError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AlgorithmMismatch { .. } => "signature.algorithm-mismatch",
            Self::SignatureLength { .. } => "signature.length",
            Self::Invalid => "signature.invalid",
            Self::Unsupported { .. } => "signature.unsupported",
        }
    }
}

/// Why an `AlgorithmIdentifier` of an X.509 signature was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AlgorithmError {
    /// The bytes are not one DER `AlgorithmIdentifier` (RFC 5280, section 4.1.1.2).
    #[error("not a DER AlgorithmIdentifier")]
    Malformed,
    /// A signature algorithm that is not read, SHA-1 and MD5 among them.
    #[error("unknown signature algorithm")]
    Unknown,
    /// The algorithm is known and has parameters that it must not have.
    #[error("unexpected parameters of the signature algorithm")]
    Parameters,
    /// RSASSA-PSS parameters other than SHA-2 with MGF1 over the same hash, a salt as long as the
    /// digest, and trailer field 1 (RFC 4055, section 3.1).
    #[error("unsupported RSASSA-PSS parameters")]
    PssParameters,
}

impl AlgorithmError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "signature-algorithm.malformed",
            Self::Unknown => "signature-algorithm.unknown",
            Self::Parameters => "signature-algorithm.parameters",
            Self::PssParameters => "signature-algorithm.pss-parameters",
        }
    }
}
