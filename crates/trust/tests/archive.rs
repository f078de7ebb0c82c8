//! Keys of schemes that ended: from a DID document, and one by one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use cleanbill_crypto::{Signer, sha256};
use cleanbill_testkit::FixedKey;
use cleanbill_trust::Scope;
use cleanbill_trust::list::{EntryError, Limits, ListError, archive, gdhcn, nzcp};
use serde_json::{Value, json};

const ID: &str = "did:web:issuer.example";

/// The document of the specification's shape, with the key of a published example.
fn document() -> Value {
    let key = |name: &str| {
        json!({
            "id": format!("{ID}#{name}"), "controller": ID, "type": "JsonWebKey2020",
            "publicKeyJwk": {
                "kty": "EC", "crv": "P-256",
                "x": "zRR-XGsCp12Vvbgui4DD6O6cqmhfPuXMhi1OxPl8760",
                "y": "Iv5SU6FuW-TRYh5_GOrJlcV_gpF_GpFQhCOD8LSk3T0"
            }
        })
    };
    json!({
        "@context": "https://w3.org/ns/did/v1", "id": ID,
        "verificationMethod": [key("key-1"), key("key-2")],
        "assertionMethod": [format!("{ID}#key-1")]
    })
}

fn read(document: &Value) -> Result<cleanbill_trust::list::ImportedList, ListError> {
    nzcp::parse_document(document.to_string().as_bytes(), &Limits::DEFAULT)
}

#[test]
fn only_keys_that_may_assert_sign_passes() {
    let list = read(&document()).unwrap();
    assert!(list.signers.is_empty());
    let [signer] = list.scoped.as_slice() else {
        panic!("one signer");
    };
    assert_eq!(signer.scope(), Scope::Nzcp);
    assert_eq!(signer.issuer(), Some(ID));
    assert_eq!(signer.kid.as_bytes(), b"key-1");
    let errors: Vec<_> = list
        .skipped
        .iter()
        .map(|entry| entry.error.clone())
        .collect();
    assert_eq!(errors, [EntryError::Use]);
}

#[test]
fn a_key_of_another_document_or_kind_is_skipped() {
    let skipped = |pointer: &str, value: Value| {
        let mut document = document();
        *document.pointer_mut(pointer).unwrap() = value;
        let list = read(&document).unwrap();
        assert!(list.scoped.is_empty(), "{pointer}");
        list.skipped[0].error.clone()
    };
    let method = "/verificationMethod/0";
    let other = json!("did:web:other.example#key-1");
    assert_eq!(
        skipped(&format!("{method}/id"), other),
        EntryError::Identity
    );
    let controller = skipped(
        &format!("{method}/controller"),
        json!("did:web:other.example"),
    );
    assert_eq!(controller, EntryError::Fields);
    let kind = skipped(
        &format!("{method}/type"),
        json!("Ed25519VerificationKey2018"),
    );
    assert_eq!(kind, EntryError::Fields);
    assert_eq!(
        skipped(&format!("{method}/publicKeyJwk"), json!([])),
        EntryError::Fields
    );
    let off = skipped(&format!("{method}/publicKeyJwk/x"), json!("AAAA"));
    assert!(matches!(off, EntryError::Jwk(_)), "{off:?}");
    assert_eq!(skipped("/assertionMethod", json!([])), EntryError::Use);
}

#[test]
fn a_document_is_told_from_a_signed_list() {
    let bytes = document().to_string();
    assert!(nzcp::is_document(bytes.as_bytes(), &Limits::DEFAULT));
    let mut signed = document();
    signed["proof"] = json!({"type": "JsonWebSignature2020"});
    let signed = signed.to_string();
    assert!(!nzcp::is_document(signed.as_bytes(), &Limits::DEFAULT));
    assert!(!gdhcn::is_document(bytes.as_bytes(), &Limits::DEFAULT));
    for other in ["", "{}", "[]", r#"{"keys":[]}"#] {
        assert!(
            !nzcp::is_document(other.as_bytes(), &Limits::DEFAULT),
            "{other}"
        );
        let read = nzcp::parse_document(other.as_bytes(), &Limits::DEFAULT);
        assert!(matches!(read, Err(ListError::NotDocument)), "{other}");
    }
}

#[test]
fn a_long_verification_method_is_named_by_its_digest() {
    let key = FixedKey::new(1);
    let short = archive::divoc_signer("did:india", key.public_key()).unwrap();
    assert_eq!(
        (short.scope(), short.kid.as_bytes()),
        (Scope::Divoc, &b"did:india"[..])
    );
    let long = archive::divoc_signer(&"d".repeat(65), key.public_key()).unwrap();
    assert_eq!(long.kid.as_bytes().len(), 32);
    assert!(archive::divoc_signer("", key.public_key()).is_none());
}

#[test]
fn an_authority_is_known_by_its_key() {
    let pem = include_bytes!("data/csca.pem");
    let blocks = cleanbill_x509::parse_pem(pem).unwrap();
    let certificate = cleanbill_x509::parse_certificate(&blocks[0].der).unwrap();
    let authority = archive::vds_nc_authority(&certificate).unwrap();
    assert_eq!(authority.scope(), Scope::VdsNc);
    assert_eq!(
        authority.public_key().unwrap(),
        &certificate.public_key().unwrap()
    );
    assert_eq!(authority.kid.as_bytes().len(), 8);
}

#[test]
fn an_authority_may_write_out_its_curve() {
    let read = |pem: &[u8]| {
        let der = cleanbill_x509::parse_pem(pem).unwrap().remove(0).der;
        cleanbill_x509::parse_certificate(&der).unwrap()
    };
    let pem = include_bytes!("../../archive/tests/data/explicit-p256-csca.pem");
    let certificate = read(pem);
    let authority = archive::vds_nc_authority(&certificate).unwrap();
    let key = certificate.travel_document_key().unwrap();
    // Kept as a key that names its curve: whatever loads it later needs to know nothing of this.
    assert_eq!(authority.public_key().unwrap(), &key);
    assert_eq!(authority.spki.as_ref(), key.to_spki_der());
    assert_eq!(authority.kid.as_bytes(), &sha256(key.to_spki_der())[..8]);

    let mut der = certificate.der().to_vec();
    let generator = [0x04, 0x41, 0x04, 0x6b, 0x17, 0xd1];
    let at = der.windows(6).position(|found| found == generator).unwrap();
    der[at + 3] ^= 1;
    let changed = cleanbill_x509::parse_certificate(&der).unwrap();
    let error = archive::vds_nc_authority(&changed).unwrap_err();
    assert_eq!(error.code(), "key.curve-parameters");
}
