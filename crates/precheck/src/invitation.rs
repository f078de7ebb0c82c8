//! What a service provider's QR code says: come and have your pass checked.

use core::fmt;

use cleanbill_jose::json;
use serde_json::Value;

use crate::text::{Members, Odd, object};
use crate::{Limits, MessageError};

/// The one protocol.
const PROTOCOL: &str = "DCCVALIDATION";
/// Its major version: what another one changes is not known.
const MAJOR: &str = "1";

/// The beginning of a check, as the provider shows it to the wallet.
///
/// ```text
/// {"protocol":"DCCVALIDATION", "protocolVersion":"1.0.0", "serviceIdentity":"https://…/identity",
///  "privacyUrl":"https://…", "token":"eyJ…", "consent":"…", "subject":"…",
///  "serviceProvider":"…"}
/// ```
///
/// No address in it is opened before the holder said so. Token and subject are the holder's:
/// `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// `protocolVersion`.
    pub version: String,
    /// `serviceIdentity`: the address of the provider's identity document.
    pub service_identity: String,
    /// `privacyUrl`: where the provider says what it does with what it learns.
    pub privacy_url: Option<String>,
    /// `token`: opens the provider's token service, once.
    pub token: String,
    /// `consent`: what the holder is asked to agree to.
    pub consent: String,
    /// `subject`: the transaction.
    pub subject: String,
    /// `serviceProvider`: the provider's name.
    pub service_provider: String,
}

impl From<Odd> for MessageError {
    fn from(Odd(member): Odd) -> Self {
        Self::Member { member }
    }
}

impl Invitation {
    /// Reads the text of a code.
    ///
    /// # Errors
    /// [`MessageError`].
    pub fn parse(text: &str, limits: &Limits) -> Result<Self, MessageError> {
        let value = json::parse(text.as_bytes(), limits.message_bytes_max, limits.depth_max)?;
        let invitation = value.as_object().ok_or(MessageError::Protocol)?;
        let members = Members::new(invitation, limits);
        let version = members.maybe("protocolVersion")?.unwrap_or_default();
        let is_ours = members.maybe("protocol")?.as_deref() == Some(PROTOCOL)
            && version.split('.').next() == Some(MAJOR);
        if !is_ours {
            return Err(MessageError::Protocol);
        }
        let service_identity = members.text("serviceIdentity")?;
        check_address(&service_identity, "serviceIdentity")?;
        Ok(Self {
            version,
            service_identity,
            privacy_url: members.maybe("privacyUrl")?,
            token: members.long("token", limits.token_bytes_max)?,
            consent: members.long("consent", limits.consent_bytes_max)?,
            subject: members.text("subject")?,
            service_provider: members.maybe("serviceProvider")?.unwrap_or_default(),
        })
    }

    /// The text for the code.
    #[must_use]
    pub fn to_text(&self) -> String {
        let members = object([
            ("protocol", PROTOCOL.into()),
            ("protocolVersion", self.version.as_str().into()),
            ("serviceIdentity", self.service_identity.as_str().into()),
            ("privacyUrl", self.privacy_url.as_deref().into()),
            ("token", self.token.as_str().into()),
            ("consent", self.consent.as_str().into()),
            ("subject", self.subject.as_str().into()),
            ("serviceProvider", self.service_provider.as_str().into()),
        ]);
        Value::Object(members).to_string()
    }
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invitation").finish_non_exhaustive()
    }
}

/// HTTPS, or this machine, where nobody listens in between.
pub(crate) fn check_address(address: &str, member: &'static str) -> Result<(), MessageError> {
    let odd = MessageError::Address { member };
    let (scheme, rest) = address.split_once("://").ok_or(odd.clone())?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // `https://known.example@elsewhere` is elsewhere.
    if authority.is_empty() || authority.contains(['@', '\\']) {
        return Err(odd);
    }
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    let is_local = matches!(host, "localhost" | "127.0.0.1" | "::1");
    match scheme.to_ascii_lowercase().as_str() {
        "https" => Ok(()),
        "http" if is_local => Ok(()),
        _ => Err(odd),
    }
}
