//! Compact JSON Web Signatures (RFC 7515).

use core::fmt;

use cleanbill_crypto::{Algorithm, PublicKey, VerifyError};
use serde_json::{Map, Value};
use thiserror::Error;

use crate::encoding::base64url;
use crate::json::{self, JsonError};
use crate::limits::Limits;

/// A signature in the compact serialisation, taken apart and not verified yet.
///
/// ```text
/// BASE64URL(header JSON) "." BASE64URL(payload) "." BASE64URL(signature)
/// └───────────── what is signed ─────────────┘
/// ```
///
/// Its payload may be looked at to find the key, and comes out of [`verify`](Self::verify). It may
/// be about a person: `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Jws<'a> {
    header: Header,
    payload: Vec<u8>,
    signature: Vec<u8>,
    signed: &'a str,
}

impl<'a> Jws<'a> {
    /// Reads a compact JWS (RFC 7515, section 7.1).
    ///
    /// # Errors
    /// [`JwsError`]; also for everything that could not be verified anyway: an algorithm that is
    /// not ours (`none` above all), critical extensions, an unencoded payload.
    pub fn parse(text: &'a str, limits: &Limits) -> Result<Self, JwsError> {
        if text.len() > limits.jws_bytes_max {
            let (max, actual) = (limits.jws_bytes_max, text.len());
            return Err(JwsError::TooLarge { max, actual });
        }
        let (signed, signature) = text.rsplit_once('.').ok_or(JwsError::Parts)?;
        let (header, payload) = signed.split_once('.').ok_or(JwsError::Parts)?;
        if payload.contains('.') {
            return Err(JwsError::Parts);
        }
        let header = base64url(header).ok_or(JwsError::Base64)?;
        let header = Header::parse(&header, limits)?;
        let payload = base64url(payload).ok_or(JwsError::Base64)?;
        let signature = base64url(signature).ok_or(JwsError::Base64)?;
        Ok(Self {
            header,
            payload,
            signature,
            signed,
        })
    }

    /// The header.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The payload, on which nobody can rely yet.
    #[must_use]
    pub fn unverified_payload(&self) -> &[u8] {
        &self.payload
    }

    /// The signature; for ECDSA r‖s.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Verifies the signature (RFC 7515, section 5.2) and returns the payload.
    ///
    /// # Errors
    /// [`VerifyError`], if the key does not go with the algorithm of the header, or the signature
    /// is not valid.
    pub fn verify(&self, key: &PublicKey) -> Result<&[u8], VerifyError> {
        key.verify(
            self.header.algorithm,
            self.signed.as_bytes(),
            &self.signature,
        )?;
        Ok(&self.payload)
    }
}

impl fmt::Debug for Jws<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Jws")
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

/// The header of a JWS (RFC 7515, section 4). `Debug` shows the algorithm and the key identifier.
#[derive(Clone, PartialEq, Eq)]
pub struct Header {
    algorithm: Algorithm,
    kid: Option<String>,
    members: Map<String, Value>,
}

impl Header {
    fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, JwsError> {
        let value = json::parse(bytes, limits.header_bytes_max, limits.depth_max)?;
        let Value::Object(members) = value else {
            return Err(JwsError::HeaderNotObject);
        };
        if members.contains_key("crit") {
            return Err(JwsError::Critical);
        }
        if members
            .get("b64")
            .is_some_and(|b64| b64 != &Value::Bool(true))
        {
            return Err(JwsError::UnencodedPayload);
        }
        let algorithm = match members.get("alg") {
            Some(Value::String(name)) if name.eq_ignore_ascii_case("none") => {
                return Err(JwsError::Unsigned);
            }
            Some(Value::String(name)) => {
                Algorithm::from_jose_name(name).ok_or(JwsError::UnknownAlgorithm)?
            }
            _ => return Err(JwsError::NoAlgorithm),
        };
        let kid = match members.get("kid") {
            None => None,
            Some(Value::String(kid)) => Some(kid.clone()),
            Some(_) => return Err(JwsError::Kid),
        };
        Ok(Self {
            algorithm,
            kid,
            members,
        })
    }

    /// `alg` (section 4.1.1).
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// `kid` (section 4.1.4), an opaque text.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// Any member, such as `typ`, `zip` or `x5c`.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Value> {
        self.members.get(name)
    }
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Header")
            .field("algorithm", &self.algorithm)
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}

/// Why a text is not a compact JWS that could be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JwsError {
    /// Longer than [`Limits::jws_bytes_max`].
    #[error("JWS of {actual} bytes, at most {max} are read")]
    TooLarge {
        /// The most that is read, in bytes.
        max: usize,
        /// The length found, in bytes.
        actual: usize,
    },
    /// Not three parts between two dots (RFC 7515, section 7.1).
    #[error("a compact JWS has three parts")]
    Parts,
    /// A part is not base64url without padding in its canonical form (RFC 7515, section 2).
    #[error("a part of the JWS is not base64url")]
    Base64,
    /// The header is not JSON (RFC 7515, section 4).
    #[error("header of the JWS: {0}")]
    Header(#[from] JsonError),
    /// The header is JSON but no object (RFC 7515, section 4).
    #[error("the header of the JWS is not an object")]
    HeaderNotObject,
    /// `alg` is missing or not a text (RFC 7515, section 4.1.1).
    #[error("the JWS names no algorithm")]
    NoAlgorithm,
    /// `alg` is `none` (RFC 7518, section 3.6).
    #[error("the JWS is not signed")]
    Unsigned,
    /// `alg` is not one of ours.
    #[error("unknown algorithm of the JWS")]
    UnknownAlgorithm,
    /// `kid` is not a text (RFC 7515, section 4.1.4).
    #[error("the key identifier of the JWS is not a text")]
    Kid,
    /// There is a `crit` member, and no extension is known here (RFC 7515, section 4.1.11).
    #[error("the JWS has critical extensions")]
    Critical,
    /// `b64` is there and is not true (RFC 7797, section 3).
    #[error("the payload of the JWS is not encoded")]
    UnencodedPayload,
}

impl JwsError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "jws.too-large",
            Self::Parts => "jws.parts",
            Self::Base64 => "jws.base64",
            Self::Header(_) => "jws.header",
            Self::HeaderNotObject => "jws.header-not-object",
            Self::NoAlgorithm => "jws.no-algorithm",
            Self::Unsigned => "jws.unsigned",
            Self::UnknownAlgorithm => "jws.unknown-algorithm",
            Self::Kid => "jws.kid",
            Self::Critical => "jws.critical",
            Self::UnencodedPayload => "jws.unencoded-payload",
        }
    }
}

#[cfg(test)]
#[path = "jws_tests.rs"]
mod tests;
