//! Issuing SMART Health Cards.
//!
//! ```text
//! shc:/ digits of  header . DEFLATE(payload) . signature
//! header  = {zip: DEF, alg: ES256, kid: thumbprint of the key}
//! payload = {iss, nbf, ? exp, vc: {type, credentialSubject, rid: base64url(handle)}}
//! ```
//!
//! What the authority would not put into another pass is not put into a card: a request goes the
//! way of every request. A card of a vaccination has no end; the others end when a pass of the EU's
//! form would.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_crypto::Signer;
use cleanbill_hcert::dcc::EntryKind;
use cleanbill_health::{CardError, Record, card_content};
use cleanbill_shc::{Draft, WriteError, write_card};
use thiserror::Error;

use crate::act::Handle;
use crate::error::IssueError;
use crate::form::NO_END;
use crate::issue::preview;
use crate::request::PassRequest;
use crate::{Authority, KeyEpoch};

/// A card, signed.
///
/// `Debug` shows the key and the times: the rest is somebody's.
#[derive(Clone, PartialEq, Eq)]
pub struct IssuedCard {
    /// The card, a compact JWS.
    pub jws: String,
    /// What it is revoked by: [`rid_of`] it stands in the card.
    pub handle: Handle,
    /// The key identifier of the epoch, of the key's certificate.
    pub kid: [u8; 8],
    /// `nbf`, Unix seconds.
    pub issued_at: i64,
    /// The last good second, Unix; [`NO_END`] where it has no end.
    pub expires_at: i64,
}

impl fmt::Debug for IssuedCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssuedCard")
            .field("kid", &self.kid)
            .field("issued_at", &self.issued_at)
            .finish_non_exhaustive()
    }
}

/// Why no card is made. Names fields, never their content.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HealthCardError {
    /// What no other pass would be made of either, or the key's time.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// A card cannot say it.
    #[error(transparent)]
    Content(#[from] CardError),
    /// The card could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl HealthCardError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Issue(error) => error.code(),
            Self::Content(error) => error.code(),
            Self::Write(error) => error.code(),
        }
    }
}

/// `rid` of the card with this handle: 22 characters.
#[must_use]
pub fn rid_of(handle: &Handle) -> String {
    URL_SAFE_NO_PAD.encode(handle)
}

/// Makes a card of a request. `address` is `iss`: where the keys are published, without a slash at
/// its end. `epoch` is that of a key for cards alone; `entropy` becomes the handle and has to come
/// fresh from a cryptographic generator for every card. `lot` is the vaccine's.
///
/// # Errors
/// [`HealthCardError`].
pub fn issue_card(
    request: &PassRequest,
    lot: Option<&str>,
    authority: &Authority,
    (address, epoch): (&str, &KeyEpoch),
    now: i64,
    entropy: Handle,
    signer: &dyn Signer,
) -> Result<IssuedCard, HealthCardError> {
    let (not_before, not_after) = (epoch.not_before, epoch.not_after);
    if !(not_before..=not_after).contains(&now) {
        return Err(IssueError::KeyWindow {
            not_before,
            not_after,
        }
        .into());
    }
    let shown = preview(request, authority, now)?;
    let mut content = card_content(&Record::from(&shown.dcc))?;
    for dose in &mut content.immunizations {
        dose.lot_number = lot.map(str::to_owned);
    }
    let expires_at = match shown.ground {
        EntryKind::Vaccination => NO_END,
        _ => shown.expires_at,
    };
    let rid = rid_of(&entropy);
    let draft = Draft {
        issuer: address,
        not_before: now,
        // A token ends *at* `exp` (RFC 7519, section 4.1.4).
        expires_at: (expires_at != NO_END).then_some(expires_at.saturating_add(1)),
        rid: Some(&rid),
        content: &content,
    };
    Ok(IssuedCard {
        jws: write_card(&draft, signer)?,
        handle: entropy,
        kid: epoch.kid,
        issued_at: now,
        expires_at,
    })
}
