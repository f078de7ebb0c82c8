//! The header of a JWE (RFC 7516, section 4).

use core::fmt;

use serde_json::{Map, Value, json};

use super::error::{JweError, RefusedAlgorithm};
use crate::json;
use crate::limits::Limits;

/// How the key of the content comes about (RFC 7518, section 4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyManagement {
    /// `dir`: both sides have it (section 4.5).
    Direct,
}

impl KeyManagement {
    fn from_name(name: &str) -> Result<Self, JweError> {
        match name {
            "dir" => Ok(Self::Direct),
            name => Err(JweError::Algorithm {
                refused: RefusedAlgorithm::from_name(name),
            }),
        }
    }
}

/// How the content is encrypted (RFC 7518, section 5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContentEncryption {
    /// `A256GCM` (section 5.3).
    A256Gcm,
}

impl ContentEncryption {
    fn from_name(name: &str) -> Result<Self, JweError> {
        match name {
            "A256GCM" => Ok(Self::A256Gcm),
            _ => Err(JweError::Encryption),
        }
    }
}

/// The header of a JWE (RFC 7516, section 4). `Debug` shows what it is encrypted with.
#[derive(Clone, PartialEq, Eq)]
pub struct JweHeader {
    key_management: KeyManagement,
    encryption: ContentEncryption,
    compressed: bool,
    members: Map<String, Value>,
}

impl JweHeader {
    pub(super) fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, JweError> {
        let value = json::parse(bytes, limits.header_bytes_max, limits.depth_max)?;
        let Value::Object(members) = value else {
            return Err(JweError::HeaderNotObject);
        };
        if members.contains_key("crit") {
            return Err(JweError::Critical);
        }
        let name = |member| members.get(member).and_then(Value::as_str);
        let key_management = KeyManagement::from_name(name("alg").ok_or(JweError::NoAlgorithm)?)?;
        let encryption = ContentEncryption::from_name(name("enc").ok_or(JweError::NoEncryption)?)?;
        let compressed = match members.get("zip") {
            None => false,
            Some(Value::String(zip)) if zip == "DEF" => true,
            Some(_) => return Err(JweError::Compression),
        };
        Ok(Self {
            key_management,
            encryption,
            compressed,
            members,
        })
    }

    /// `alg` (section 4.1.1).
    #[must_use]
    pub fn key_management(&self) -> KeyManagement {
        self.key_management
    }

    /// `enc` (section 4.1.2).
    #[must_use]
    pub fn encryption(&self) -> ContentEncryption {
        self.encryption
    }

    /// Whether `zip` is `DEF` (section 4.1.3).
    #[must_use]
    pub fn is_compressed(&self) -> bool {
        self.compressed
    }

    /// `cty` (section 4.1.12): the media type of the content, if one is named.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.members.get("cty").and_then(Value::as_str)
    }

    /// Any member, such as `kid`.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Value> {
        self.members.get(name)
    }
}

impl fmt::Debug for JweHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JweHeader")
            .field("key_management", &self.key_management)
            .field("encryption", &self.encryption)
            .field("compressed", &self.compressed)
            .finish_non_exhaustive()
    }
}

/// The header that we write; always with its members in the same order.
pub(super) fn write(content_type: Option<&str>, compress: bool) -> String {
    let mut header = json!({ "alg": "dir", "enc": "A256GCM" });
    if let Value::Object(members) = &mut header {
        if let Some(content_type) = content_type {
            members.insert("cty".to_owned(), content_type.into());
        }
        if compress {
            members.insert("zip".to_owned(), "DEF".into());
        }
    }
    header.to_string()
}
