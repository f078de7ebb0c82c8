use core::fmt;

use cleanbill_crypto::{Algorithm, sha256};
use serde_json::{Value, json};
use thiserror::Error;

use crate::attestation::AttestationObject;
use crate::client_data::{Ceremony, verify_client_data};
use crate::limits::{
    ATTESTATION_OBJECT_MAX_BYTES, CLIENT_DATA_MAX_BYTES, TRANSPORT_MAX_BYTES, TRANSPORTS_MAX,
};
use crate::response::{Members, Response, to_base64url};
use crate::{
    Attestation, AttestationError, AuthenticatorData, AuthenticatorDataError, ClientDataError,
    CredentialKey, RelyingParty, ResponseError,
};

/// A browser's answer to `navigator.credentials.create` (section 5.2.1).
///
/// What is kept to verify it again are these bytes. What the answer says beside them (`publicKey`,
/// `authenticatorData`, outputs of extensions) is not used. `Debug` shows lengths only.
#[derive(Clone, PartialEq, Eq)]
pub struct Registration {
    /// The id of the credential, as the answer claims; verified against the attestation object.
    pub credential_id: Vec<u8>,
    /// `attestationObject`: CBOR.
    pub attestation_object: Vec<u8>,
    /// `clientDataJSON`: the bytes that were hashed.
    pub client_data_json: Vec<u8>,
    /// How the browser may reach the authenticator (`usb`, `internal`, …): a hint, unsigned, to be
    /// handed back in [`Descriptor`](crate::Descriptor).
    pub transports: Vec<String>,
}

/// A credential that [`verify_registration`] found sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Its id, 1 to 1,023 bytes. It must not be registered already, for anybody (7.1 step 22).
    pub id: Vec<u8>,
    /// Its public key; [`CredentialKey::to_spki_der`] is what to store.
    pub public_key: CredentialKey,
    /// The algorithm of its signatures, which follows from the key.
    pub algorithm: Algorithm,
    /// How often the authenticator had signed; 0 where it does not count.
    pub sign_count: u32,
    /// The model of the authenticator, as it claims; all zero where it keeps that to itself.
    pub aaguid: [u8; 16],
    /// The key may be copied to other devices of its owner (BE).
    pub backup_eligible: bool,
    /// It was (BS).
    pub backup_state: bool,
    /// The authenticator verified its user (UV).
    pub user_verified: bool,
    /// What the authenticator said of where it comes from.
    pub attestation: Attestation,
    /// As in [`Registration::transports`].
    pub transports: Vec<String>,
}

/// Why a registration is refused. Steps are those of section 7.1.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RegistrationError {
    /// The client data (steps 5 to 10).
    #[error(transparent)]
    ClientData(#[from] ClientDataError),
    /// The attestation (steps 12, 18 and 19).
    #[error(transparent)]
    Attestation(#[from] AttestationError),
    /// The authenticator data (steps 13 to 17).
    #[error(transparent)]
    AuthenticatorData(#[from] AuthenticatorDataError),
    /// The answer's id is not that of the credential inside (section 5.1, `rawId`).
    #[error("the registration names another credential than it holds")]
    OtherCredential,
}

impl RegistrationError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ClientData(error) => error.code(),
            Self::Attestation(error) => error.code(),
            Self::AuthenticatorData(error) => error.code(),
            Self::OtherCredential => "webauthn.registration-other-credential",
        }
    }
}

impl Registration {
    /// Reads `RegistrationResponseJSON` (Level 3, section 5.1.7), at most
    /// [`RESPONSE_MAX_BYTES`](crate::limits::RESPONSE_MAX_BYTES).
    ///
    /// # Errors
    /// [`ResponseError`].
    pub fn parse_json(bytes: &[u8]) -> Result<Self, ResponseError> {
        let response = Response::parse(bytes)?;
        let inner = response.inner()?;
        Ok(Self {
            credential_id: response.credential_id()?,
            attestation_object: inner.bytes("attestationObject", ATTESTATION_OBJECT_MAX_BYTES)?,
            client_data_json: inner.bytes("clientDataJSON", CLIENT_DATA_MAX_BYTES)?,
            transports: parse_transports(inner)?,
        })
    }

    /// Writes what [`parse_json`](Self::parse_json) reads.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let id = to_base64url(&self.credential_id);
        json!({
            "id": id,
            "rawId": id,
            "type": "public-key",
            "response": {
                "attestationObject": to_base64url(&self.attestation_object),
                "clientDataJSON": to_base64url(&self.client_data_json),
                "transports": self.transports,
            },
            "clientExtensionResults": {},
        })
    }
}

impl fmt::Debug for Registration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registration")
            .field("attestation_object_bytes", &self.attestation_object.len())
            .field("client_data_json_bytes", &self.client_data_json.len())
            .finish_non_exhaustive()
    }
}

/// Unknown names are kept: the list grows (section 5.8.4).
fn parse_transports(inner: Members<'_>) -> Result<Vec<String>, ResponseError> {
    let name = "transports";
    let Some(value) = inner.value(name) else {
        return Ok(Vec::new());
    };
    let items = value.as_array().ok_or(ResponseError::Member { name })?;
    let too_long = |max: usize, actual: usize| ResponseError::Length { name, actual, max };
    if items.len() > TRANSPORTS_MAX {
        return Err(too_long(TRANSPORTS_MAX, items.len()));
    }
    let text = |item: &Value| {
        let text = item.as_str().ok_or(ResponseError::Member { name })?;
        if text.len() > TRANSPORT_MAX_BYTES {
            return Err(too_long(TRANSPORT_MAX_BYTES, text.len()));
        }
        Ok(text.to_owned())
    };
    items.iter().map(text).collect()
}

/// Verifies a registration (section 7.1) for the challenge that was sent with
/// [`CreationOptions`](crate::CreationOptions).
///
/// The caller still has to refuse an id that is registered already (step 22).
///
/// # Errors
/// [`RegistrationError`], the first in the order of the steps.
pub fn verify_registration(
    registration: &Registration,
    rp: &RelyingParty,
    challenge: &[u8; 32],
    require_user_verification: bool,
) -> Result<Credential, RegistrationError> {
    // Steps 1 to 4 are the page's: options, the call, its answer.
    // Steps 5 to 10: the client data.
    let client_data_json = &registration.client_data_json;
    verify_client_data(client_data_json, Ceremony::Create, rp, challenge)?;
    // Step 11: its hash.
    let client_data_hash = sha256(client_data_json);
    // Step 12: the attestation object.
    let object = AttestationObject::parse(&registration.attestation_object)?;
    let data = AuthenticatorData::parse(&object.authenticator_data)?;
    // Steps 13 to 15: the relying party, UP, UV.
    data.verify(rp, require_user_verification)?;
    // Step 16: the algorithm is one that was asked for; no other becomes a `CredentialKey`.
    let attested = data.attested.ok_or(AuthenticatorDataError::NoCredential)?;
    // Section 5.1: `rawId` is the id of the credential. Not a step of its own; without it, an
    // answer could make the page and us speak of different credentials.
    if attested.id != registration.credential_id {
        return Err(RegistrationError::OtherCredential);
    }
    // Step 17: no extension was asked for, and unsolicited ones are ignored, as it allows.
    // Steps 18 and 19: the attestation statement.
    let attestation = object.verify(&attested.key, &client_data_hash)?;
    // Steps 20 and 21: trust anchors. There are none: no attestation is asked for or believed.
    // Steps 22 to 24 are the caller's: is the id new, and whose is it.
    Ok(Credential {
        id: attested.id.to_vec(),
        algorithm: attested.key.algorithm(),
        public_key: attested.key,
        sign_count: data.sign_count,
        aaguid: attested.aaguid,
        backup_eligible: data.flags.backup_eligible(),
        backup_state: data.flags.backup_state(),
        user_verified: data.flags.user_verified(),
        attestation,
        transports: registration.transports.clone(),
    })
}
