//! An authenticator in software, for tests and demonstrations.
//!
//! It signs whatever it is asked, and says that its user was present and verified: never a
//! substitute for a token. It holds no key; that is behind [`Signer`].

use cleanbill_cose::cbor::{Key, Value, encode_deterministic};
use cleanbill_crypto::{Algorithm, SignError, Signer, ecdsa, sha256};
use thiserror::Error;

use crate::client_data::Ceremony;
use crate::limits::CREDENTIAL_ID_MAX_BYTES;
use crate::response::to_base64url;
use crate::{Assertion, CredentialKey, CredentialKeyError, Flags, Registration};

/// A pretended authenticator with one credential.
pub struct SoftAuthenticator<'s> {
    signer: &'s dyn Signer,
    key: CredentialKey,
    credential_id: Vec<u8>,
    /// What it says to have counted; each signature adds one, unless it is 0: then it never counts.
    pub sign_count: u32,
    /// Its flags but AT and ED, see section 6.1: at first UP and UV.
    pub flags: u8,
    /// Its model; at first all zero.
    pub aaguid: [u8; 16],
    /// The user handle that it gives with an assertion.
    pub user_handle: Option<Vec<u8>>,
}

/// Why there is no answer.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SoftError {
    /// The signer's key cannot be a credential's.
    #[error(transparent)]
    Key(#[from] CredentialKeyError),
    /// The id is empty or too long.
    #[error("a credential id of {actual} bytes")]
    CredentialId {
        /// The length found, in bytes.
        actual: usize,
    },
    /// The signer gave no signature.
    #[error(transparent)]
    Sign(#[from] SignError),
}

impl SoftError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Key(error) => error.code(),
            Self::CredentialId { .. } => "webauthn.soft-credential-id",
            Self::Sign(error) => error.code(),
        }
    }
}

impl<'s> SoftAuthenticator<'s> {
    /// An authenticator whose credential has the signer's key, ES256 or EdDSA, and this id of 1 to
    /// 1,023 bytes.
    ///
    /// # Errors
    /// [`SoftError::Key`], [`SoftError::CredentialId`].
    pub fn new(signer: &'s dyn Signer, credential_id: &[u8]) -> Result<Self, SoftError> {
        let actual = credential_id.len();
        if actual == 0 || actual > CREDENTIAL_ID_MAX_BYTES {
            return Err(SoftError::CredentialId { actual });
        }
        Ok(Self {
            signer,
            key: CredentialKey::new(signer.public_key().clone())?,
            credential_id: credential_id.to_vec(),
            sign_count: 1,
            flags: Flags::UP | Flags::UV,
            aaguid: [0; 16],
            user_handle: None,
        })
    }

    /// Answers `navigator.credentials.create` as a browser on `origin` does, with attestation
    /// `none`; [`Registration::to_json`] is what the page sends.
    pub fn register(&mut self, rp_id: &str, origin: &str, challenge: &[u8; 32]) -> Registration {
        let authenticator_data = self.authenticator_data(rp_id, true);
        Registration {
            credential_id: self.credential_id.clone(),
            attestation_object: attestation_object("none", Vec::new(), &authenticator_data),
            client_data_json: client_data_json(Ceremony::Create, origin, challenge),
            transports: vec!["internal".to_owned()],
        }
    }

    /// As [`register`](Self::register), with self attestation of the format `packed`.
    ///
    /// # Errors
    /// [`SoftError::Sign`].
    pub fn register_packed(
        &mut self,
        rp_id: &str,
        origin: &str,
        challenge: &[u8; 32],
    ) -> Result<Registration, SoftError> {
        let mut registration = self.register(rp_id, origin, challenge);
        let authenticator_data = self.authenticator_data(rp_id, true);
        let signature = self.sign(&authenticator_data, &registration.client_data_json)?;
        let statement = vec![
            ("alg".into(), self.key.algorithm().cose_id().into()),
            ("sig".into(), signature.as_slice().into()),
        ];
        registration.attestation_object =
            attestation_object("packed", statement, &authenticator_data);
        Ok(registration)
    }

    /// Answers `navigator.credentials.get` as a browser on `origin` does; [`Assertion::to_json`] is
    /// what the page sends.
    ///
    /// # Errors
    /// [`SoftError::Sign`].
    pub fn assert(
        &mut self,
        rp_id: &str,
        origin: &str,
        challenge: &[u8; 32],
    ) -> Result<Assertion, SoftError> {
        let client_data_json = client_data_json(Ceremony::Get, origin, challenge);
        let authenticator_data = self.authenticator_data(rp_id, false);
        let signature = self.sign(&authenticator_data, &client_data_json)?;
        Ok(Assertion {
            credential_id: self.credential_id.clone(),
            authenticator_data,
            client_data_json,
            signature,
            user_handle: self.user_handle.clone(),
        })
    }

    /// Signs as section 6.3.3, step 11, says: any authenticator data, any client data.
    ///
    /// # Errors
    /// [`SoftError::Sign`].
    pub fn sign(
        &self,
        authenticator_data: &[u8],
        client_data_json: &[u8],
    ) -> Result<Vec<u8>, SoftError> {
        let signed = [authenticator_data, &sha256(client_data_json)].concat();
        let signature = self.signer.sign(&signed)?;
        match self.key.algorithm() {
            Algorithm::Es256 => Ok(ecdsa::fixed_to_der(&signature).ok_or(SignError::Malformed)?),
            _ => Ok(signature),
        }
    }

    /// Authenticator data (section 6.1) with, or without, the credential.
    pub fn authenticator_data(&mut self, rp_id: &str, with_credential: bool) -> Vec<u8> {
        let mut data = sha256(rp_id.as_bytes()).to_vec();
        let attested = if with_credential { Flags::AT } else { 0 };
        data.push(self.flags | attested);
        data.extend_from_slice(&self.sign_count.to_be_bytes());
        if self.sign_count != 0 {
            self.sign_count = self.sign_count.wrapping_add(1);
        }
        if with_credential {
            data.extend_from_slice(&self.aaguid);
            // At most 1,023.
            let length = u16::try_from(self.credential_id.len()).unwrap_or(u16::MAX);
            data.extend_from_slice(&length.to_be_bytes());
            data.extend_from_slice(&self.credential_id);
            data.extend_from_slice(&encode_deterministic(&self.key.to_cose()));
        }
        data
    }
}

fn attestation_object(
    format: &str,
    statement: Vec<(Key<'_>, Value<'_>)>,
    authenticator_data: &[u8],
) -> Vec<u8> {
    encode_deterministic(&Value::Map(vec![
        ("fmt".into(), format.into()),
        ("attStmt".into(), Value::Map(statement)),
        ("authData".into(), authenticator_data.into()),
    ]))
}

/// Section 5.8.1.1, member by member as browsers write them.
fn client_data_json(ceremony: Ceremony, origin: &str, challenge: &[u8; 32]) -> Vec<u8> {
    let (kind, challenge) = (ceremony.name(), to_base64url(challenge));
    let origin = serde_json::Value::from(origin);
    format!(
        r#"{{"type":"{kind}","challenge":"{challenge}","origin":{origin},"crossOrigin":false}}"#
    )
    .into_bytes()
}
