use core::fmt;

use cleanbill_crypto::{VerifyError, sha256};
use serde_json::{Value, json};
use thiserror::Error;

use crate::client_data::{Ceremony, verify_client_data};
use crate::limits::{
    AUTHENTICATOR_DATA_MAX_BYTES, CLIENT_DATA_MAX_BYTES, SIGNATURE_MAX_BYTES, USER_HANDLE_MAX_BYTES,
};
use crate::response::{Response, to_base64url};
use crate::{
    AuthenticatorData, AuthenticatorDataError, ClientDataError, CredentialKey, RelyingParty,
    ResponseError,
};

/// A browser's answer to `navigator.credentials.get` (section 5.2.2).
///
/// These bytes and the public key are all that it takes to verify it again. `Debug` shows lengths
/// only.
#[derive(Clone, PartialEq, Eq)]
pub struct Assertion {
    /// The id of the credential, by which the caller finds its public key and whose it is.
    pub credential_id: Vec<u8>,
    /// `authenticatorData`: the first part of what was signed.
    pub authenticator_data: Vec<u8>,
    /// `clientDataJSON`: its hash is the second part.
    pub client_data_json: Vec<u8>,
    /// The signature; for ES256 a DER sequence.
    pub signature: Vec<u8>,
    /// The user handle of the registration, where the authenticator kept it. Not signed.
    pub user_handle: Option<Vec<u8>>,
}

/// What a verified assertion says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How often the authenticator has signed; 0 where it does not count.
    pub sign_count: u32,
    /// Somebody touched the authenticator (UP); always, or it were not verified.
    pub user_present: bool,
    /// The authenticator verified its user (UV).
    pub user_verified: bool,
    /// The key may be copied to other devices of its owner (BE). It never changes in the life of a
    /// credential.
    pub backup_eligible: bool,
    /// It was (BS).
    pub backup_state: bool,
}

/// What a sign count says beside the one stored before (section 6.1.1; 7.2 step 21).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignCount {
    /// Both are 0: the authenticator does not count.
    Uncounted,
    /// Greater than before.
    Advanced,
    /// Not greater than before: the authenticator may have been cloned, or two assertions arrived
    /// out of order. What follows is the caller's to decide.
    NotAdvanced {
        /// The one stored before.
        stored: u32,
        /// The one in this assertion.
        seen: u32,
    },
}

impl Verified {
    /// Compares the sign count with the one stored before (7.2 step 21).
    #[must_use]
    pub const fn sign_count_since(&self, stored: u32) -> SignCount {
        let seen = self.sign_count;
        if seen == 0 && stored == 0 {
            SignCount::Uncounted
        } else if seen > stored {
            SignCount::Advanced
        } else {
            SignCount::NotAdvanced { stored, seen }
        }
    }
}

/// Why an assertion is refused. Steps are those of section 7.2.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AssertionError {
    /// The client data (steps 9 to 14).
    #[error(transparent)]
    ClientData(#[from] ClientDataError),
    /// The authenticator data (steps 15 to 18).
    #[error(transparent)]
    AuthenticatorData(#[from] AuthenticatorDataError),
    /// The signature is not one of this key over these bytes (step 20).
    #[error(transparent)]
    Signature(#[from] VerifyError),
}

impl AssertionError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ClientData(error) => error.code(),
            Self::AuthenticatorData(error) => error.code(),
            Self::Signature(error) => error.code(),
        }
    }
}

impl Assertion {
    /// Reads `AuthenticationResponseJSON` (Level 3, section 5.1.7), at most
    /// [`RESPONSE_MAX_BYTES`](crate::limits::RESPONSE_MAX_BYTES).
    ///
    /// # Errors
    /// [`ResponseError`].
    pub fn parse_json(bytes: &[u8]) -> Result<Self, ResponseError> {
        let response = Response::parse(bytes)?;
        let inner = response.inner()?;
        Ok(Self {
            credential_id: response.credential_id()?,
            authenticator_data: inner.bytes("authenticatorData", AUTHENTICATOR_DATA_MAX_BYTES)?,
            client_data_json: inner.bytes("clientDataJSON", CLIENT_DATA_MAX_BYTES)?,
            signature: inner.bytes("signature", SIGNATURE_MAX_BYTES)?,
            user_handle: inner.optional_bytes("userHandle", USER_HANDLE_MAX_BYTES)?,
        })
    }

    /// Writes what [`parse_json`](Self::parse_json) reads.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let id = to_base64url(&self.credential_id);
        let mut response = json!({
            "authenticatorData": to_base64url(&self.authenticator_data),
            "clientDataJSON": to_base64url(&self.client_data_json),
            "signature": to_base64url(&self.signature),
        });
        if let (Some(handle), Some(members)) = (&self.user_handle, response.as_object_mut()) {
            members.insert("userHandle".to_owned(), to_base64url(handle).into());
        }
        json!({
            "id": id,
            "rawId": id,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        })
    }
}

impl fmt::Debug for Assertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Assertion")
            .field("authenticator_data_bytes", &self.authenticator_data.len())
            .field("client_data_json_bytes", &self.client_data_json.len())
            .field("signature_bytes", &self.signature.len())
            .finish_non_exhaustive()
    }
}

/// Verifies an assertion (section 7.2) over the challenge that the caller expects, such as the hash
/// of an act, with the public key that the caller holds for [`Assertion::credential_id`].
///
/// # Errors
/// [`AssertionError`], the first in the order of the steps.
pub fn verify_assertion(
    assertion: &Assertion,
    public_key: &CredentialKey,
    rp: &RelyingParty,
    challenge: &[u8; 32],
    require_user_verification: bool,
) -> Result<Verified, AssertionError> {
    // Steps 1 to 4 are the page's: options, the call, its answer. Steps 5 to 7 are the caller's:
    // the credential is one that was allowed, it belongs to the officer, and this is its key.
    // Step 8: the three parts.
    let Assertion {
        authenticator_data,
        client_data_json,
        signature,
        ..
    } = assertion;
    // Steps 9 to 14: the client data.
    verify_client_data(client_data_json, Ceremony::Get, rp, challenge)?;
    // Steps 15 to 17: the relying party, UP, UV.
    let data = AuthenticatorData::parse(authenticator_data)?;
    data.verify(rp, require_user_verification)?;
    // Section 6.1: an assertion has no attested credential data.
    if data.attested.is_some() {
        return Err(AuthenticatorDataError::UnexpectedCredential.into());
    }
    // Step 18: no extension was asked for, and unsolicited ones are ignored, as it allows.
    // Step 19: the hash of the client data.
    let client_data_hash = sha256(client_data_json);
    // Step 20: the signature over both.
    let signed = [authenticator_data.as_slice(), &client_data_hash].concat();
    public_key.verify(&signed, signature)?;
    // Step 21, the sign count, needs the one stored before: `Verified::sign_count_since`.
    // Step 22: all is well.
    Ok(Verified {
        sign_count: data.sign_count,
        user_present: data.flags.user_present(),
        user_verified: data.flags.user_verified(),
        backup_eligible: data.flags.backup_eligible(),
        backup_state: data.flags.backup_state(),
    })
}
