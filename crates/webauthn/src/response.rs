//! The JSON that `PublicKeyCredential.toJSON()` gives (Level 3, section 5.1.7).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_jose::json::{self, JsonError};
use serde_json::{Map, Value};
use thiserror::Error;

use crate::limits::{CREDENTIAL_ID_MAX_BYTES, RESPONSE_DEPTH_MAX, RESPONSE_MAX_BYTES};

/// Why JSON is not the answer of a browser to `navigator.credentials`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ResponseError {
    /// Not JSON, or loose JSON.
    #[error("{0}")]
    Json(#[from] JsonError),
    /// A member that the answer must have is missing or has another type (Level 3, section 5.1.7).
    #[error("the member {name} of the credential is missing or has another type")]
    Member {
        /// Its name.
        name: &'static str,
    },
    /// A member is not base64url without padding in its canonical form (Level 3, section 3).
    #[error("the member {name} of the credential is not base64url")]
    Base64 {
        /// Its name.
        name: &'static str,
    },
    /// A member is empty or longer than anything it stands for.
    #[error("the member {name} of the credential has {actual} bytes, 1 to {max} are read")]
    Length {
        /// Its name.
        name: &'static str,
        /// The length found, in bytes; 0 where there is nothing.
        actual: usize,
        /// The most that is read, in bytes.
        max: usize,
    },
    /// `type` is not `public-key` (section 5.8.2).
    #[error("the credential is not of the type public-key")]
    Type,
    /// `id` and `rawId` differ (section 5.1: one is the other in base64url).
    #[error("the credential has two ids")]
    IdsDiffer,
}

impl ResponseError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(error) => error.code(),
            Self::Member { .. } => "webauthn.response-member",
            Self::Base64 { .. } => "webauthn.response-base64",
            Self::Length { .. } => "webauthn.response-length",
            Self::Type => "webauthn.response-type",
            Self::IdsDiffer => "webauthn.response-ids-differ",
        }
    }
}

/// The outer object of an answer, read strictly.
pub(crate) struct Response(Map<String, Value>);

impl Response {
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, ResponseError> {
        match json::parse(bytes, RESPONSE_MAX_BYTES, RESPONSE_DEPTH_MAX)? {
            Value::Object(members) => Ok(Self(members)),
            _ => Err(ResponseError::Member { name: "id" }),
        }
    }

    /// The id, after the parts that every credential has were checked.
    pub(crate) fn credential_id(&self) -> Result<Vec<u8>, ResponseError> {
        let outer = Members(&self.0);
        if outer.text("type")? != "public-key" {
            return Err(ResponseError::Type);
        }
        let id = outer.bytes("id", CREDENTIAL_ID_MAX_BYTES)?;
        if outer.bytes("rawId", CREDENTIAL_ID_MAX_BYTES)? != id {
            return Err(ResponseError::IdsDiffer);
        }
        Ok(id)
    }

    /// The inner object `response`.
    pub(crate) fn inner(&self) -> Result<Members<'_>, ResponseError> {
        match self.0.get("response") {
            Some(Value::Object(members)) => Ok(Members(members)),
            _ => Err(ResponseError::Member { name: "response" }),
        }
    }
}

/// The members of an object of the answer.
#[derive(Clone, Copy)]
pub(crate) struct Members<'a>(&'a Map<String, Value>);

impl<'a> Members<'a> {
    pub(crate) fn value(self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    fn text(self, name: &'static str) -> Result<&'a str, ResponseError> {
        self.value(name)
            .and_then(Value::as_str)
            .ok_or(ResponseError::Member { name })
    }

    /// Bytes in base64url, at least one.
    pub(crate) fn bytes(self, name: &'static str, max: usize) -> Result<Vec<u8>, ResponseError> {
        let text = self.text(name)?;
        // Three bytes are four characters; said before anything is decoded.
        let actual = text.len() / 4 * 3 + (text.len() % 4).saturating_sub(1);
        if actual == 0 || actual > max {
            return Err(ResponseError::Length { name, actual, max });
        }
        from_base64url(text).ok_or(ResponseError::Base64 { name })
    }

    /// As [`bytes`](Self::bytes), where they may be absent, `null` or empty.
    pub(crate) fn optional_bytes(
        self,
        name: &'static str,
        max: usize,
    ) -> Result<Option<Vec<u8>>, ResponseError> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(_) => self.bytes(name, max).map(Some),
        }
    }
}

/// Decodes base64url without padding; no two texts give the same bytes.
pub(crate) fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Encodes base64url without padding.
pub(crate) fn to_base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
