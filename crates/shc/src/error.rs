use cleanbill_jose::json::JsonError;
use thiserror::Error;

use crate::chunks::ChunkError;
use crate::inflate::InflateError;
use crate::numeric::NumericError;

/// Why a text is not a SMART Health Card whose signature could be verified.
///
/// One variant a link of the chain: digits, JWS, DEFLATE, claims. Sections are those of HL7 SMART
/// Health Cards and Links 1.0.0.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ShcError {
    /// Longer than [`Limits::jws_bytes_max`](crate::Limits::jws_bytes_max).
    #[error("a card of {actual} characters, at most {max} are read")]
    TooLarge {
        /// The most that is read.
        max: usize,
        /// The length found.
        actual: usize,
    },
    /// Not the digits of a code ("Encoding Chunks as QR Codes").
    #[error(transparent)]
    Numeric(#[from] NumericError),
    /// The codes of a card in several do not go together.
    #[error(transparent)]
    Chunks(#[from] ChunkError),
    /// One code of a card in several, or some of them.
    #[error("one of {count} codes of a card: all of them are needed")]
    Incomplete {
        /// How many codes the card has.
        count: u32,
    },
    /// Not three parts between two dots (RFC 7515, section 7.1).
    #[error("the card is not a compact JWS")]
    Parts,
    /// A part is not base64url without padding (RFC 7515, section 2).
    #[error("a part of the card is not base64url")]
    Base64,
    /// The header is not a JSON object (RFC 7515, section 4).
    #[error("header of the card: {0}")]
    Header(JsonError),
    /// `alg` is missing or not `ES256` ("Health Cards are Encoded as Compact Serialization JWS").
    #[error("the card is not signed with ES256")]
    Algorithm,
    /// `kid` is missing or not a text.
    #[error("the card does not name its key")]
    Kid,
    /// `zip` is missing or not `DEF` ("Health Cards are Small").
    #[error("the card is not compressed")]
    Zip,
    /// There is a `crit` member, and no extension is known here (RFC 7515, section 4.1.11).
    #[error("the card has critical extensions")]
    Critical,
    /// The signature is a DER sequence, as in certificates; it has to be r‖s (RFC 7518, section
    /// 3.4).
    #[error("the signature of the card is in DER form")]
    DerSignature,
    /// The signature has not 64 bytes (RFC 7518, section 3.4).
    #[error("signature of {actual} bytes, 64 expected")]
    SignatureLength {
        /// The length found, in bytes.
        actual: usize,
    },
    /// The payload is not compressed as it has to be.
    #[error(transparent)]
    Inflate(#[from] InflateError),
    /// The payload is not a JSON object.
    #[error("payload of the card: {0}")]
    Payload(JsonError),
    /// `iss` is missing or not a text.
    #[error("the card does not name its issuer")]
    Issuer,
    /// `nbf` or `exp` is there and not a number of seconds.
    #[error("a time of the card is not a number of seconds")]
    Time,
    /// `vc.credentialSubject.fhirBundle` is missing or has no list `entry`.
    #[error("the card has no FHIR bundle")]
    NoBundle,
}

impl ShcError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "shc.too-large",
            Self::Numeric(error) => error.code(),
            Self::Chunks(error) => error.code(),
            Self::Incomplete { .. } => "shc.incomplete",
            Self::Parts => "shc.parts",
            Self::Base64 => "shc.base64",
            Self::Header(_) => "shc.header",
            Self::Algorithm => "shc.algorithm",
            Self::Kid => "shc.kid",
            Self::Zip => "shc.zip",
            Self::Critical => "shc.critical",
            Self::DerSignature => "shc.der-signature",
            Self::SignatureLength { .. } => "shc.signature-length",
            Self::Inflate(error) => error.code(),
            Self::Payload(_) => "shc.payload",
            Self::Issuer => "shc.issuer",
            Self::Time => "shc.time",
            Self::NoBundle => "shc.no-bundle",
        }
    }
}
