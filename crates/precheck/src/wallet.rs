//! The holder's side: what a wallet checks before it sends a pass anywhere, and what it sends.
//!
//! ```text
//! Invitation::parse ─ the holder agrees ─ provider's document ─ Provider::read
//!   ─ TokenRequest ─ Ticket::read ─ the holder sees the conditions, chooses a pass
//!   ─ validation service's document ─ encryption_keys ─ seal_pass ─ Ticket::answer
//! ```

use core::fmt;

use cleanbill_crypto::PublicKey;

use crate::claims::Expected;
use crate::invitation::check_address;
use crate::{
    AccessToken, IdentityDocument, IdentityError, Invitation, KeyRole, Limits, MessageError, Nonce,
    ResultToken, ServiceEntry, SignedToken, TokenError,
};

/// How long an access token may last: the reference provider's last an hour.
pub const TOKEN_LIFETIME_MAX_SECS: i64 = 24 * 3_600;

/// What a provider's identity document says that the way to a check leads over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Address of the token service.
    pub token_service: String,
    /// The validation services that the provider works with, in its order.
    pub validation_services: Vec<ServiceEntry>,
    /// The keys that sign its access tokens.
    pub sign_keys: Vec<(String, PublicKey)>,
}

impl Provider {
    /// Reads it out of the document.
    ///
    /// # Errors
    /// [`IdentityError::Missing`] and others; [`IdentityError::Member`] where an address is none.
    pub fn read(document: &IdentityDocument) -> Result<Self, IdentityError> {
        // The older reference provider has the second name.
        let mut tokens = ["AccessTokenService", "AccessCredentialService"]
            .into_iter()
            .flat_map(|kind| document.services_of(kind));
        let what = "AccessTokenService";
        let token_service = tokens.next().ok_or(IdentityError::Missing { what })?;
        let services: Vec<ServiceEntry> =
            document.services_of("ValidationService").cloned().collect();
        if services.is_empty() {
            let what = "ValidationService";
            return Err(IdentityError::Missing { what });
        }
        for service in services.iter().chain([token_service]) {
            let member = "serviceEndpoint";
            check_address(&service.endpoint, member)
                .map_err(|_| IdentityError::Member { member })?;
        }
        Ok(Self {
            token_service: token_service.endpoint.clone(),
            validation_services: services,
            sign_keys: document.keys(KeyRole::AccessTokenSign)?,
        })
    }
}

/// An access token, believed: what is checked, and where the pass goes.
pub struct Ticket {
    token: AccessToken,
    text: String,
    nonce: Nonce,
    address: String,
}

impl Ticket {
    /// Reads the answer of the provider's token service, with the nonce beside it.
    ///
    /// Believed is what the provider signed, for the subject of the invitation, and what sends the
    /// pass to the service that the holder chose: an access token that names another address would
    /// carry the pass away.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn read(
        text: &str,
        nonce: Nonce,
        provider: &Provider,
        (invitation, service): (&Invitation, &ServiceEntry),
        now: i64,
        limits: &Limits,
    ) -> Result<Self, TokenError> {
        let keys = provider.sign_keys.iter();
        let keys = keys.map(|(kid, key)| (kid.as_str(), key));
        let token = SignedToken::parse(text, limits)?.access(keys)?;
        let [address] = token.audiences.as_slice() else {
            return Err(TokenError::Audience);
        };
        if !is_below(address, &service.endpoint) {
            return Err(TokenError::Audience);
        }
        let address = address.clone();
        token.check_for(&Expected {
            audience: &address,
            subject: &invitation.subject,
            now,
            lifetime_max_secs: TOKEN_LIFETIME_MAX_SECS,
        })?;
        Ok(Self {
            token,
            text: text.to_owned(),
            nonce,
            address,
        })
    }

    /// What is asked, for the holder to see before a pass is chosen.
    #[must_use]
    pub const fn token(&self) -> &AccessToken {
        &self.token
    }

    /// The token as it is sent along.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The nonce of the subject.
    #[must_use]
    pub const fn nonce(&self) -> &Nonce {
        &self.nonce
    }

    /// Where the sealed pass is sent to.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Reads the answer of the validation service, whose document names `keys`.
    ///
    /// # Errors
    /// [`TokenError`]; [`TokenError::Subject`] for an answer to somebody else's question.
    pub fn answer(
        &self,
        text: &str,
        keys: &[(String, PublicKey)],
        limits: &Limits,
    ) -> Result<ResultToken, TokenError> {
        let keys = keys.iter().map(|(kid, key)| (kid.as_str(), key));
        let result = ResultToken::verify(text, keys, limits)?;
        match result.subject == self.token.subject {
            true => Ok(result),
            false => Err(TokenError::Subject),
        }
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ticket").finish_non_exhaustive()
    }
}

/// Reads the nonce that the provider sends beside an access token.
///
/// # Errors
/// [`MessageError::Member`] if it is not 16 bytes in Base64.
pub fn parse_nonce(text: &str) -> Result<Nonce, MessageError> {
    use base64::Engine;
    let member = crate::NONCE_HEADER;
    let bytes = base64::engine::general_purpose::STANDARD.decode(text.trim());
    let nonce = bytes.ok().and_then(|bytes| bytes.try_into().ok());
    nonce.ok_or(MessageError::Member { member })
}

/// Whether an address lies below another: the same scheme, host and port, and path.
#[must_use]
pub fn is_below(address: &str, base: &str) -> bool {
    let base = base.strip_suffix('/').unwrap_or(base);
    // The host of a base ends where the rest begins, so that `https://a.example` is not below
    // `https://a.ex`; no part of the rest may lead up again.
    match address.strip_prefix(base) {
        Some("") => true,
        Some(rest) => rest.starts_with('/') && !rest.contains("..") && !rest.contains('\\'),
        None => false,
    }
}
