//! What a page hands to `navigator.credentials`, as JSON for
//! `PublicKeyCredential.parseCreationOptionsFromJSON` and `parseRequestOptionsFromJSON`
//! (Level 3, sections 5.1.8 and 5.1.9).

use cleanbill_crypto::Algorithm;
use serde_json::{Value, json};

use crate::RelyingParty;
use crate::response::to_base64url;

/// A credential by its id, and how to reach it (section 5.8.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Descriptor {
    /// The credential's id.
    pub id: Vec<u8>,
    /// [`Credential::transports`](crate::Credential::transports), or nothing.
    pub transports: Vec<String>,
}

impl Descriptor {
    fn to_json(&self) -> Value {
        json!({
            "type": "public-key",
            "id": to_base64url(&self.id),
            "transports": self.transports,
        })
    }
}

/// Options for `navigator.credentials.create` (section 5.4).
///
/// Asked for: ES256 or EdDSA, a verified user, no attestation, no second credential on the same
/// authenticator.
#[derive(Clone, Debug)]
pub struct CreationOptions<'a> {
    /// Who asks.
    pub rp: &'a RelyingParty,
    /// What the authenticator may show as their name.
    pub rp_name: &'a str,
    /// The challenge; for a registration 32 random bytes, used once.
    pub challenge: &'a [u8; 32],
    /// The user handle: 32 random bytes, one a person, never their number or name (section 14.6.1).
    pub user_handle: &'a [u8; 32],
    /// What the authenticator may show to tell accounts apart, such as `officer 17`.
    pub user_name: &'a str,
    /// What it may show as the person's name; may equal `user_name`.
    pub user_display_name: &'a str,
    /// The credentials that the person has already.
    pub exclude: &'a [Descriptor],
    /// How long the browser waits, in milliseconds.
    pub timeout_millis: u32,
}

impl CreationOptions<'_> {
    /// `PublicKeyCredentialCreationOptionsJSON`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let parameters = [Algorithm::EdDsa, Algorithm::Es256]
            .map(|algorithm| json!({"type": "public-key", "alg": algorithm.cose_id()}));
        json!({
            "rp": {"id": self.rp.id(), "name": self.rp_name},
            "user": {
                "id": to_base64url(self.user_handle),
                "name": self.user_name,
                "displayName": self.user_display_name,
            },
            "challenge": to_base64url(self.challenge),
            "pubKeyCredParams": parameters,
            "timeout": self.timeout_millis,
            "excludeCredentials": self.exclude.iter().map(Descriptor::to_json).collect::<Vec<_>>(),
            "authenticatorSelection": {
                "residentKey": "preferred",
                "requireResidentKey": false,
                "userVerification": "required",
            },
            "attestation": "none",
        })
    }
}

/// Options for `navigator.credentials.get` (section 5.5), with a verified user.
#[derive(Clone, Debug)]
pub struct RequestOptions<'a> {
    /// Who asks.
    pub rp: &'a RelyingParty,
    /// The challenge: the hash of the act to be approved.
    pub challenge: &'a [u8; 32],
    /// The credentials that may answer; none means that the person chooses.
    pub allow: &'a [Descriptor],
    /// How long the browser waits, in milliseconds.
    pub timeout_millis: u32,
}

impl RequestOptions<'_> {
    /// `PublicKeyCredentialRequestOptionsJSON`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "challenge": to_base64url(self.challenge),
            "timeout": self.timeout_millis,
            "rpId": self.rp.id(),
            "allowCredentials": self.allow.iter().map(Descriptor::to_json).collect::<Vec<_>>(),
            "userVerification": "required",
        })
    }
}
