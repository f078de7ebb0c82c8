//! Keys of our own: made, written, read back, and signing what verifies.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use cleanbill_crypto::{Algorithm, KeyKind, PublicKey, Signer, VerifyError};
use cleanbill_signer::{KeyType, SignerError, SoftwareKey};

const MESSAGE: &[u8] = b"a clean bill of health";

const KINDS: [(KeyType, Algorithm, KeyKind); 5] = [
    (KeyType::P256, Algorithm::Es256, KeyKind::P256),
    (KeyType::P384, Algorithm::Es384, KeyKind::P384),
    (
        KeyType::Rsa2048,
        Algorithm::Ps256,
        KeyKind::Rsa { bits: 2048 },
    ),
    (
        KeyType::Rsa3072,
        Algorithm::Ps256,
        KeyKind::Rsa { bits: 3072 },
    ),
    (KeyType::Ed25519, Algorithm::EdDsa, KeyKind::Ed25519),
];

fn check_signs(key: &SoftwareKey, public: &PublicKey) {
    let signature = key.sign(MESSAGE).unwrap();
    assert_eq!(public.verify(key.algorithm(), MESSAGE, &signature), Ok(()));
    assert_eq!(
        public.verify(key.algorithm(), b"another bill", &signature),
        Err(VerifyError::Invalid)
    );
}

#[test]
fn every_kind_signs_and_survives_its_files() {
    for (key_type, algorithm, kind) in KINDS {
        let key = SoftwareKey::generate(key_type).unwrap();
        assert_eq!(key.algorithm(), algorithm);
        assert_eq!(key.public_key().kind(), kind);
        check_signs(&key, key.public_key());

        let from_pem = SoftwareKey::from_pkcs8_pem(key.to_pkcs8_pem().unwrap().as_bytes()).unwrap();
        let from_der = SoftwareKey::from_pkcs8_der(&key.to_pkcs8_der().unwrap()).unwrap();
        for again in [from_pem, from_der] {
            assert_eq!(again.algorithm(), algorithm);
            assert_eq!(again.public_key(), key.public_key());
            check_signs(&again, key.public_key());
        }
    }
}

#[test]
fn two_keys_differ() {
    let one = SoftwareKey::generate(KeyType::P256).unwrap();
    let other = SoftwareKey::generate(KeyType::P256).unwrap();
    assert_ne!(one.public_key(), other.public_key());
    let signature = one.sign(MESSAGE).unwrap();
    assert_eq!(
        other
            .public_key()
            .verify(Algorithm::Es256, MESSAGE, &signature),
        Err(VerifyError::Invalid)
    );
}

#[test]
fn debug_shows_the_algorithm_only() {
    let key = SoftwareKey::generate(KeyType::P256).unwrap();
    assert_eq!(format!("{key:?}"), "SoftwareKey { algorithm: Es256, .. }");
}

#[test]
fn windows_lines_and_text_before_the_block_are_read() {
    let key = SoftwareKey::generate(KeyType::P256).unwrap();
    let pem = key.to_pkcs8_pem().unwrap();
    let noted = format!("Demonstration key\n{}", pem.as_str());
    let windows = pem.replace('\n', "\r\n");
    for text in [noted, windows] {
        let again = SoftwareKey::from_pkcs8_pem(text.as_bytes()).unwrap();
        assert_eq!(again.public_key(), key.public_key());
    }
}

fn refusal(pem: &[u8]) -> SignerError {
    SoftwareKey::from_pkcs8_pem(pem).unwrap_err()
}

#[test]
fn other_files_are_refused_by_name() {
    let key = SoftwareKey::generate(KeyType::P256).unwrap();
    let pem = key.to_pkcs8_pem().unwrap();
    let labelled = |label: &str| pem.replace("PRIVATE KEY", label);

    assert_eq!(refusal(b""), SignerError::Pem);
    assert_eq!(refusal(&key.to_pkcs8_der().unwrap()), SignerError::Pem);
    assert_eq!(
        refusal(labelled("EC PRIVATE KEY").as_bytes()),
        SignerError::PemLabel
    );
    assert_eq!(
        refusal(labelled("CERTIFICATE").as_bytes()),
        SignerError::PemLabel
    );
    assert_eq!(
        refusal(labelled("ENCRYPTED PRIVATE KEY").as_bytes()),
        SignerError::Encrypted
    );
    assert_eq!(
        refusal(&pem.as_bytes()[..pem.len() / 2]),
        SignerError::Pem,
        "a file that is cut off"
    );
    assert_eq!(refusal(&[b'a'; 20_000]).code(), "signer.too-long");
}

#[test]
fn a_damaged_key_is_refused() {
    let key = SoftwareKey::generate(KeyType::P256).unwrap();
    let der = key.to_pkcs8_der().unwrap();
    let refused = |der: &[u8]| SoftwareKey::from_pkcs8_der(der).unwrap_err();

    assert_eq!(refused(&[]), SignerError::Rejected);
    assert_eq!(refused(&der[..der.len() - 1]), SignerError::Rejected);
    assert_eq!(refused(&[&der[..], &[0]].concat()), SignerError::Rejected);
    let mut other_point = der.to_vec();
    *other_point.last_mut().unwrap() ^= 1;
    assert_eq!(refused(&other_point), SignerError::Rejected);
}
