//! JSON Web Keys (RFC 7517), public ones.

mod error;
mod members;
mod set;

use cleanbill_crypto::{Algorithm, PublicKey, sha256};
use serde_json::{Map, Value};

use crate::encoding::base64;
use crate::json;
use crate::limits::Limits;
use members::{Material, text};

pub use error::{JwkError, SetError};
pub use members::Deviation;
pub use set::JwkSet;

/// Names of the parameters of private and symmetric keys (RFC 7518, sections 6.2.2, 6.3.2, 6.4).
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// A public key as JSON, with what is said about it.
///
/// Members that are `null` count as absent. `kid`, `use`, `alg` and `x5c` are kept as they are;
/// what `use` has to be is for the reader of a list to say, as some lists put their own words
/// there. Whether `x5c` holds the same key is for the reader too.
#[derive(Clone, Debug)]
pub struct Jwk {
    members: Map<String, Value>,
    certificates: Vec<Vec<u8>>,
    key: Result<(PublicKey, Material), JwkError>,
}

impl Jwk {
    /// Reads one JWK.
    ///
    /// Errors that concern the key itself come later, from [`public_key`](Self::public_key): such a
    /// JWK still has its identifier and perhaps a certificate.
    ///
    /// # Errors
    /// [`JwkError`], if this is not an object in strict JSON, if `kid`, `use`, `alg`, `kty` or
    /// `x5c` has the wrong type, or if the key is a private one.
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, JwkError> {
        match json::parse(bytes, limits.key_bytes_max, limits.depth_max)? {
            Value::Object(members) => Self::from_members(members, limits),
            _ => Err(JwkError::NotObject),
        }
    }

    /// Takes the members of a JWK that came inside another document. That no member was given twice
    /// is the caller's part: see [`json::parse`].
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn from_members(
        mut members: Map<String, Value>,
        limits: &Limits,
    ) -> Result<Self, JwkError> {
        members.retain(|_, value| !value.is_null());
        if PRIVATE.iter().any(|name| members.contains_key(*name)) {
            return Err(JwkError::Private);
        }
        for name in ["kid", "use", "alg", "kty"] {
            text(&members, name)?;
        }
        let certificates = certificates(&members, limits)?;
        let key = Material::read(&members)
            .and_then(|material| material.public_key().map(|key| (key, material)));
        Ok(Self {
            members,
            certificates,
            key,
        })
    }

    /// `kid` (RFC 7517, section 4.5), an opaque text.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.text("kid")
    }

    /// `use` (RFC 7517, section 4.2).
    #[must_use]
    pub fn key_use(&self) -> Option<&str> {
        self.text("use")
    }

    /// `alg` (RFC 7517, section 4.4).
    #[must_use]
    pub fn alg(&self) -> Option<&str> {
        self.text("alg")
    }

    /// Any member.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Value> {
        self.members.get(name)
    }

    /// The certificates of `x5c` in DER, that of the key first (RFC 7517, section 4.7).
    #[must_use]
    pub fn certificates(&self) -> &[Vec<u8>] {
        &self.certificates
    }

    /// The key.
    ///
    /// # Errors
    /// [`JwkError`], if its members do not make a key that is safe to use.
    pub fn public_key(&self) -> Result<&PublicKey, JwkError> {
        self.key.as_ref().map(|(key, _)| key).map_err(Clone::clone)
    }

    /// Whether the key may verify signatures of this algorithm by its own `alg`, if it has one.
    #[must_use]
    pub fn permits(&self, algorithm: Algorithm) -> bool {
        self.alg().is_none_or(|alg| alg == algorithm.jose_name())
    }

    /// Where the key members depart from RFC 7518 in a way that is tolerated.
    #[must_use]
    pub fn deviations(&self) -> &[Deviation] {
        self.key
            .as_ref()
            .map_or(&[], |(_, material)| material.deviations())
    }

    /// The SHA-256 thumbprint (RFC 7638), of the key members in their canonical form.
    ///
    /// # Errors
    /// [`JwkError`], as [`public_key`](Self::public_key).
    pub fn thumbprint(&self) -> Result<[u8; 32], JwkError> {
        let (_, material) = self.key.as_ref().map_err(Clone::clone)?;
        Ok(sha256(material.canonical_json().as_bytes()))
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.member(name).and_then(Value::as_str)
    }
}

/// `x5c`: Base64, not base64url (RFC 7517, section 4.7).
fn certificates(members: &Map<String, Value>, limits: &Limits) -> Result<Vec<Vec<u8>>, JwkError> {
    let certificates = match members.get("x5c") {
        None => return Ok(Vec::new()),
        Some(Value::Array(certificates)) => certificates,
        Some(_) => return Err(JwkError::WrongType { member: "x5c" }),
    };
    let (max, actual) = (limits.certificates_max, certificates.len());
    if actual > max {
        return Err(JwkError::TooManyCertificates { max, actual });
    }
    let decode = |certificate: &Value| {
        let text = certificate
            .as_str()
            .ok_or(JwkError::WrongType { member: "x5c" })?;
        base64(text).ok_or(JwkError::Base64 { member: "x5c" })
    };
    certificates.iter().map(decode).collect()
}

#[cfg(test)]
#[path = "jwk_tests.rs"]
mod tests;
