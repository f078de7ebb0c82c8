//! Why a text is not an encrypted content that could be decrypted.

use thiserror::Error;

use crate::json::JsonError;

/// Algorithms that exist and are refused (RFC 7518, section 4.1), and all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RefusedAlgorithm {
    /// `PBES2-…`: a password, and a count of rounds that the sender chooses (section 4.8).
    Pbes2,
    /// `RSA1_5`: its padding can be asked about (section 4.2).
    Rsa15,
    /// `RSA-OAEP` and `RSA-OAEP-256` (section 4.3).
    RsaOaep,
    /// `ECDH-ES`, alone or with a key wrapped (section 4.6).
    EcdhEs,
    /// `A…KW` and `A…GCMKW`: a key wrapped by another (sections 4.4 and 4.7).
    KeyWrap,
    /// None of the algorithms of RFC 7518.
    Unknown,
}

impl RefusedAlgorithm {
    pub(super) fn from_name(name: &str) -> Self {
        match name {
            "RSA1_5" => Self::Rsa15,
            "RSA-OAEP" | "RSA-OAEP-256" => Self::RsaOaep,
            "A128KW" | "A192KW" | "A256KW" | "A128GCMKW" | "A192GCMKW" | "A256GCMKW" => {
                Self::KeyWrap
            }
            "ECDH-ES" | "ECDH-ES+A128KW" | "ECDH-ES+A192KW" | "ECDH-ES+A256KW" => Self::EcdhEs,
            name if name.starts_with("PBES2-") => Self::Pbes2,
            _ => Self::Unknown,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Pbes2 => "PBES2",
            Self::Rsa15 => "RSA1_5",
            Self::RsaOaep => "RSA-OAEP",
            Self::EcdhEs => "ECDH-ES",
            Self::KeyWrap => "key wrapping",
            Self::Unknown => "an unknown algorithm",
        }
    }
}

/// Why a text is not a compact JWE that could be decrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JweError {
    /// Longer than [`Limits::jwe_bytes_max`](crate::Limits::jwe_bytes_max).
    #[error("JWE of {actual} bytes, at most {max} are read")]
    TooLarge {
        /// The most that is read, in bytes.
        max: usize,
        /// The length found, in bytes.
        actual: usize,
    },
    /// Not five parts between four dots (RFC 7516, section 7.1).
    #[error("a compact JWE has five parts")]
    Parts,
    /// A part is not base64url without padding in its canonical form (RFC 7515, section 2).
    #[error("a part of the JWE is not base64url")]
    Base64,
    /// The header is not JSON (RFC 7516, section 4).
    #[error("header of the JWE: {0}")]
    Header(#[from] JsonError),
    /// The header is JSON but no object (RFC 7516, section 4).
    #[error("the header of the JWE is not an object")]
    HeaderNotObject,
    /// There is a `crit` member, and no extension is known here (RFC 7516, section 4.1.13).
    #[error("the JWE has critical extensions")]
    Critical,
    /// `alg` is missing or not a text (RFC 7516, section 4.1.1).
    #[error("the JWE does not name how its key comes about")]
    NoAlgorithm,
    /// `alg` is not `dir`; nothing of it was computed.
    #[error("the key of the JWE comes about by {}, which is refused", refused.name())]
    Algorithm {
        /// What it is.
        refused: RefusedAlgorithm,
    },
    /// `enc` is missing or not a text (RFC 7516, section 4.1.2).
    #[error("the JWE does not name its encryption")]
    NoEncryption,
    /// `enc` is not `A256GCM`.
    #[error("the JWE is not encrypted with A256GCM")]
    Encryption,
    /// `zip` is there and is not `DEF` (RFC 7516, section 4.1.3).
    #[error("unknown compression of the JWE")]
    Compression,
    /// There is an encrypted key, and `dir` has none (RFC 7518, section 4.5).
    #[error("the JWE has an encrypted key beside the one that both sides have")]
    EncryptedKey,
    /// The nonce has not 96 bits (RFC 7518, section 5.3).
    #[error("the nonce of the JWE is not 12 bytes")]
    Nonce,
    /// The tag has not 128 bits (RFC 7518, section 5.3).
    #[error("the tag of the JWE is not 16 bytes")]
    Tag,
    /// Another key, or changed bytes (RFC 7516, section 5.2, step 16).
    #[error("the JWE is encrypted with another key, or changed since")]
    NotAuthentic,
    /// What was decrypted is not one whole DEFLATE stream (RFC 1951).
    #[error("the compressed content of the JWE is broken")]
    Deflate,
    /// The content is longer than [`Limits::content_bytes_max`](crate::Limits::content_bytes_max).
    #[error("the content of the JWE is longer than {max} bytes")]
    ContentTooLarge {
        /// The most that is read, in bytes.
        max: usize,
    },
    /// The content to encrypt is too long for the mode.
    #[error("the content cannot be encrypted")]
    Failed,
}

impl JweError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "jwe.too-large",
            Self::Parts => "jwe.parts",
            Self::Base64 => "jwe.base64",
            Self::Header(_) => "jwe.header",
            Self::HeaderNotObject => "jwe.header-not-object",
            Self::Critical => "jwe.critical",
            Self::NoAlgorithm => "jwe.no-algorithm",
            Self::Algorithm { .. } => "jwe.algorithm",
            Self::NoEncryption => "jwe.no-encryption",
            Self::Encryption => "jwe.encryption",
            Self::Compression => "jwe.compression",
            Self::EncryptedKey => "jwe.encrypted-key",
            Self::Nonce => "jwe.nonce",
            Self::Tag => "jwe.tag",
            Self::NotAuthentic => "jwe.not-authentic",
            Self::Deflate => "jwe.deflate",
            Self::ContentTooLarge { .. } => "jwe.content-too-large",
            Self::Failed => "jwe.failed",
        }
    }
}
