//! A demonstration authority whose signatures are deterministic (RFC 6979), and how its passes are
//! read back.

use cleanbill_crypto::{Algorithm, KeyKind, PublicKey, SignError, Signer};
use cleanbill_hcert::{Decoder, Reading, find_dcc, read_dcc};
use cleanbill_issuer::{Authority, IssuedPass, KeyEpoch, ValidityPolicy};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};

/// 2021-09-01T12:00:00Z.
pub(crate) const NOW: i64 = 1_630_497_600;
pub(crate) const DAY: i64 = 86_400;
pub(crate) const KID: [u8; 8] = *b"epoch--1";
pub(crate) const ENTROPY: [u8; 16] = *b"sixteen of chaos";

pub(crate) struct TestKey {
    secret: SigningKey,
    public: PublicKey,
}

impl TestKey {
    pub(crate) fn new() -> Self {
        Self::numbered(0x4242_4242)
    }

    /// Another key for every number.
    pub(crate) fn numbered(number: u32) -> Self {
        let mut scalar = [0x42; 32];
        scalar[..4].copy_from_slice(&number.to_be_bytes());
        let secret = SigningKey::from_slice(&scalar).unwrap();
        let point = secret.verifying_key().to_sec1_point(false);
        let public = PublicKey::from_ec_point(KeyKind::P256, point.as_bytes()).unwrap();
        Self { secret, public }
    }
}

impl Signer for TestKey {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Es256
    }

    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let signature: Signature = self.secret.sign(message);
        Ok(signature.to_bytes().to_vec())
    }
}

pub(crate) fn authority_with(validity: ValidityPolicy) -> Authority {
    let epoch = KeyEpoch {
        kid: KID,
        not_before: NOW - 100 * DAY,
        not_after: NOW + 700 * DAY,
    };
    Authority::new("XX", "Ministry of Health", epoch, validity).unwrap()
}

pub(crate) fn authority() -> Authority {
    authority_with(ValidityPolicy::default())
}

/// What a verifier finds in the pass, its signature checked.
pub(crate) fn read_back(pass: &IssuedPass, key: &TestKey) -> Reading {
    let mut decoder = Decoder::default();
    let envelope = decoder.decode(&pass.text).unwrap();
    assert_eq!(envelope.cose.kid(), Some(&pass.kid[..]));
    let algorithm = envelope.cose.algorithm().unwrap();
    assert_eq!(envelope.cose.verify(algorithm, key.public_key()), Ok(()));
    let claims = &envelope.claims;
    assert_eq!(claims.issuer.as_deref(), Some("XX"));
    assert_eq!(claims.issued_at.unwrap().secs(), Some(pass.issued_at));
    assert_eq!(claims.expires_at.unwrap().secs(), Some(pass.expires_at));
    let hcert = claims.hcert.as_ref().unwrap();
    read_dcc(find_dcc(hcert).unwrap()).unwrap()
}
