//! A relying party, authenticators, and bytes to be bent.

use cleanbill_cose::cbor::{Key, Value, encode_deterministic};
use cleanbill_crypto::{Algorithm, PublicKey, SignError, Signer};
use cleanbill_testkit::FixedKey;
use cleanbill_webauthn::soft::SoftAuthenticator;
use cleanbill_webauthn::{Credential, RelyingParty, verify_registration};
use ed25519_dalek::Signer as _;

pub(crate) const RP_ID: &str = "pass.example";
pub(crate) const ORIGIN: &str = "https://desk.pass.example";
pub(crate) const CHALLENGE: [u8; 32] = [7; 32];
pub(crate) const CREDENTIAL_ID: [u8; 16] = [0xc1; 16];

pub(crate) fn rp() -> RelyingParty {
    RelyingParty::new(RP_ID.to_owned(), vec![ORIGIN.to_owned()]).unwrap()
}

pub(crate) fn authenticator(key: &dyn Signer) -> SoftAuthenticator<'_> {
    SoftAuthenticator::new(key, &CREDENTIAL_ID).unwrap()
}

pub(crate) fn credential(key: &FixedKey) -> Credential {
    let registration = authenticator(key).register(RP_ID, ORIGIN, &CHALLENGE);
    verify_registration(&registration, &rp(), &CHALLENGE, true).unwrap()
}

/// An Ed25519 key made from one byte.
pub(crate) struct EdKey(ed25519_dalek::SigningKey, PublicKey);

impl EdKey {
    pub(crate) fn new(seed: u8) -> Self {
        let key = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
        let public = PublicKey::from_ed25519(key.verifying_key().as_bytes()).unwrap();
        Self(key, public)
    }
}

impl Signer for EdKey {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDsa
    }

    fn public_key(&self) -> &PublicKey {
        &self.1
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        Ok(self.0.sign(message).to_bytes().to_vec())
    }
}

/// An attestation object of these parts.
pub(crate) fn object(format: &str, statement: &Value<'_>, data: &[u8]) -> Vec<u8> {
    encode_deterministic(&Value::Map(vec![
        ("fmt".into(), format.into()),
        ("attStmt".into(), statement.clone()),
        ("authData".into(), data.into()),
    ]))
}

/// Authenticator data with this COSE_Key, flags UP, UV and AT.
pub(crate) fn data_with_key(entries: Vec<(i64, Value<'_>)>) -> Vec<u8> {
    let entries = entries
        .into_iter()
        .map(|(label, value)| (Key::Int(label), value));
    let mut data = cleanbill_crypto::sha256(RP_ID.as_bytes()).to_vec();
    data.extend_from_slice(&[0x45, 0, 0, 0, 1]);
    data.extend_from_slice(&[0; 16]);
    data.extend_from_slice(&[0, 16]);
    data.extend_from_slice(&CREDENTIAL_ID);
    data.extend_from_slice(&encode_deterministic(&Value::Map(entries.collect())));
    data
}

/// The coordinates of a P-256 key.
pub(crate) fn coordinates(key: &FixedKey) -> ([u8; 32], [u8; 32]) {
    let spki = key.public_key().to_spki_der();
    let (x, y) = spki[spki.len() - 64..].split_at(32);
    (x.try_into().unwrap(), y.try_into().unwrap())
}
