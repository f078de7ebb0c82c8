//! `CollectedClientData` (section 5.8.1): what the browser says about the page that asked.

use cleanbill_jose::json::{self, JsonError};
use serde_json::Value;
use thiserror::Error;

use crate::RelyingParty;
use crate::limits::{CLIENT_DATA_DEPTH_MAX, CLIENT_DATA_MAX_BYTES};
use crate::response::from_base64url;

/// Which ceremony a client data must be of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ceremony {
    Create,
    Get,
}

impl Ceremony {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Create => "webauthn.create",
            Self::Get => "webauthn.get",
        }
    }
}

/// Why client data is not that of the ceremony that was asked for. Steps are those of section 7.1,
/// then 7.2.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ClientDataError {
    /// Not JSON, or loose JSON; a byte order mark too, which no browser writes (steps 6, 10).
    #[error("{0}")]
    Json(#[from] JsonError),
    /// A member is missing or has another type (section 5.8.1).
    #[error("the member {name} of the client data is missing or has another type")]
    Member {
        /// Its name.
        name: &'static str,
    },
    /// `type` is that of another ceremony (steps 7, 11).
    #[error("the client data is of another ceremony")]
    Type,
    /// The challenge is another one: something else was signed (steps 8, 12).
    #[error("the client data has another challenge")]
    Challenge,
    /// The origin is none of the relying party's (steps 9, 13).
    #[error("the client data is of another origin")]
    Origin,
    /// The page was inside one of another origin (section 5.8.1, `crossOrigin`; Level 3
    /// `topOrigin`).
    #[error("the client data is of a page inside a page of another origin")]
    CrossOrigin,
    /// A token binding is claimed, and nothing here has one (steps 10, 14).
    #[error("the client data is bound to a TLS connection")]
    TokenBinding,
}

impl ClientDataError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(error) => error.code(),
            Self::Member { .. } => "webauthn.client-data-member",
            Self::Type => "webauthn.client-data-type",
            Self::Challenge => "webauthn.client-data-challenge",
            Self::Origin => "webauthn.client-data-origin",
            Self::CrossOrigin => "webauthn.client-data-cross-origin",
            Self::TokenBinding => "webauthn.client-data-token-binding",
        }
    }
}

/// Sections 7.1, steps 5 to 10, and 7.2, steps 9 to 14, which are the same but for the type.
pub(crate) fn verify_client_data(
    bytes: &[u8],
    ceremony: Ceremony,
    rp: &RelyingParty,
    challenge: &[u8; 32],
) -> Result<(), ClientDataError> {
    // 7.1 steps 5 and 6, 7.2 steps 9 and 10: UTF-8, then JSON. No member twice, at any depth.
    let client_data = json::parse(bytes, CLIENT_DATA_MAX_BYTES, CLIENT_DATA_DEPTH_MAX)?;
    let text = |name: &'static str| {
        client_data
            .get(name)
            .and_then(Value::as_str)
            .ok_or(ClientDataError::Member { name })
    };
    // 7.1 step 7, 7.2 step 11: the type of the ceremony.
    if text("type")? != ceremony.name() {
        return Err(ClientDataError::Type);
    }
    // 7.1 step 8, 7.2 step 12: the challenge.
    if from_base64url(text("challenge")?).as_deref() != Some(challenge.as_slice()) {
        return Err(ClientDataError::Challenge);
    }
    // 7.1 step 9, 7.2 step 13: the origin, character by character.
    let origin = text("origin")?;
    if !rp.origins().iter().any(|known| known == origin) {
        return Err(ClientDataError::Origin);
    }
    // Level 3, 7.1 steps 10 and 11, 7.2 steps 13 and 14: none of our pages is framed by others.
    match client_data.get("crossOrigin") {
        None | Some(Value::Bool(false)) => {}
        Some(Value::Bool(true)) => return Err(ClientDataError::CrossOrigin),
        Some(_) => {
            return Err(ClientDataError::Member {
                name: "crossOrigin",
            });
        }
    }
    if client_data.get("topOrigin").is_some() {
        return Err(ClientDataError::CrossOrigin);
    }
    // 7.1 step 10, 7.2 step 14: `supported` says that there is none.
    match client_data.get("tokenBinding") {
        None => Ok(()),
        Some(binding) => match binding.get("status").and_then(Value::as_str) {
            Some("supported") => Ok(()),
            Some(_) => Err(ClientDataError::TokenBinding),
            None => Err(ClientDataError::Member {
                name: "tokenBinding",
            }),
        },
    }
}
