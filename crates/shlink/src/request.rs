//! Asking for a manifest (section "SMART Health Link Manifest Request").

use core::fmt;

use serde_json::{Value, json};

use crate::error::ManifestError;
use crate::limits::Limits;
use crate::manifest::object;

/// The longest `recipient` and `passcode`, in characters: a name for people, and what they type.
const TEXT_CHARACTERS_MAX: usize = 256;

/// What is posted to the address of a link to get its manifest. `Debug` does not show the passcode.
#[derive(Clone, PartialEq, Eq)]
pub struct ManifestRequest {
    /// `recipient`: who asks, for whoever shares.
    pub recipient: String,
    /// `passcode`, if the link has the flag P.
    pub passcode: Option<String>,
    /// `embeddedLengthMax`: the longest file to embed, in characters.
    pub embedded_length_max: Option<u64>,
}

impl ManifestRequest {
    /// Reads a request. Members that are not known are ignored, as the specification asks.
    ///
    /// # Errors
    /// [`ManifestError`].
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, ManifestError> {
        let members = object(bytes, limits.request_bytes_max, limits.depth_max)?;
        let recipient = members.get("recipient").and_then(Value::as_str);
        let recipient = recipient
            .filter(|name| is_recipient(name))
            .ok_or(ManifestError::NoRecipient)?;
        let passcode = match members.get("passcode") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) if text.chars().count() <= TEXT_CHARACTERS_MAX => {
                Some(text.clone())
            }
            Some(_) => return Err(ManifestError::Passcode),
        };
        let embedded_length_max = match members.get("embeddedLengthMax") {
            None | Some(Value::Null) => None,
            Some(number) => Some(number.as_u64().ok_or(ManifestError::EmbeddedLengthMax)?),
        };
        Ok(Self {
            recipient: recipient.to_owned(),
            passcode,
            embedded_length_max,
        })
    }

    /// As JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut request = json!({ "recipient": self.recipient });
        if let Value::Object(members) = &mut request {
            if let Some(passcode) = &self.passcode {
                members.insert("passcode".to_owned(), passcode.as_str().into());
            }
            if let Some(max) = self.embedded_length_max {
                members.insert("embeddedLengthMax".to_owned(), max.into());
            }
        }
        request.to_string()
    }
}

impl fmt::Debug for ManifestRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ManifestRequest")
            .field("embedded_length_max", &self.embedded_length_max)
            .finish_non_exhaustive()
    }
}

/// Whether a text names a recipient, for people.
fn is_recipient(name: &str) -> bool {
    !name.trim().is_empty() && name.chars().count() <= TEXT_CHARACTERS_MAX
}

/// Reads the answer to a wrong passcode: how many attempts remain before the link is disabled.
/// `None` if it does not say so.
#[must_use]
pub fn parse_remaining_attempts(bytes: &[u8], limits: &Limits) -> Option<u64> {
    let members = object(bytes, limits.request_bytes_max, limits.depth_max).ok()?;
    members.get("remainingAttempts")?.as_u64()
}

/// The answer to a wrong passcode.
#[must_use]
pub fn render_remaining_attempts(remaining: u64) -> String {
    json!({ "remainingAttempts": remaining }).to_string()
}
