//! The VCI directory's snapshot, and issuers' own keys.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::indexing_slicing, missing_docs)]

use cleanbill_crypto::{PublicKey, Signer, ecdsa};
use cleanbill_shc::{jwk_json, key_id, kid};
use cleanbill_testkit::FixedKey;
use cleanbill_trust::list::vci::{is_snapshot, parse_issuer_keys, parse_snapshot};
use cleanbill_trust::list::{EntryError, Limits, ListError, ListSignature};
use cleanbill_trust::{Scope, ScopedStore};
use cleanbill_x509::{parse_certificate, parse_pem};
use serde_json::{Value, json};

const ISSUER: &str = "https://health.example.org/cards";

fn corpus(name: &str) -> Option<Vec<u8>> {
    let folder = cleanbill_testkit::corpora().map(|corpora| corpora.join("shc/vci"));
    if folder.is_none() {
        cleanbill_testkit::skip("the snapshot of the VCI directory");
    }
    Some(std::fs::read(folder?.join(name)).unwrap())
}

fn directory_key() -> Option<PublicKey> {
    let pem = parse_pem(&corpus("vci_snapshot.crt")?).unwrap();
    Some(
        parse_certificate(&pem[0].der)
            .unwrap()
            .public_key()
            .unwrap(),
    )
}

#[test]
fn the_snapshot_verifies_and_holds_every_key() {
    let Some(key) = directory_key() else { return };
    let bytes = corpus("vci_snapshot.json").unwrap();
    let signature = corpus("vci_snapshot.sig").unwrap();
    let signed = Some((signature.as_slice(), &key));
    assert!(is_snapshot(&bytes));
    let snapshot = parse_snapshot(&bytes, signed, &Limits::DEFAULT).unwrap();
    let list = &snapshot.list;
    assert_eq!(list.signature, ListSignature::Verified);
    assert_eq!(list.scoped.len(), 961, "{:?}", list.skipped);
    assert!(list.signers.is_empty());
    assert!(
        list.scoped
            .iter()
            .all(|signer| signer.scope() == Scope::SmartHealthCard)
    );
    assert_eq!(snapshot.time.as_deref(), Some("2026-08-22T04:43:50Z"));
    assert_eq!(snapshot.revocation_lists.len(), 6);
    let store: ScopedStore = list.scoped.iter().cloned().collect();
    let kid = key_id("7JvktUpf1_9NPwdM-70FJT3YdyTiSe2IvmVxxgDSRb0");
    let found = store.candidates(Scope::SmartHealthCard, &kid);
    assert_eq!(
        found[0].issuer(),
        Some("https://myvaccinerecord.cdph.ca.gov/creds")
    );
    for signer in store.signers() {
        signer.public_key().unwrap();
    }
}

#[test]
fn a_changed_byte_is_refused_and_no_key_is_not_checked() {
    let Some(key) = directory_key() else { return };
    let mut bytes = corpus("vci_snapshot.json").unwrap();
    let signature = corpus("vci_snapshot.sig").unwrap();
    let unchecked = parse_snapshot(&bytes, None, &Limits::DEFAULT).unwrap();
    assert_eq!(unchecked.list.signature, ListSignature::NotChecked);
    let last = bytes.iter().rposition(|byte| *byte == b'}').unwrap();
    bytes.insert(last, b' ');
    let signed = Some((signature.as_slice(), &key));
    let error = parse_snapshot(&bytes, signed, &Limits::DEFAULT).unwrap_err();
    assert!(matches!(error, ListError::Signature(_)), "{error:?}");
}

fn snapshot(keys: &[Value]) -> Vec<u8> {
    json!({"directory": "d", "time": "t", "issuerInfo": [
        {"issuer": {"iss": ISSUER, "name": "n"}, "keys": keys,
         "crls": [{"kid": "k", "method": "rid", "ctr": 1, "rids": []}]},
        {"issuer": {"iss": "http://plain.example.org", "name": "n"}, "keys": keys},
        {"issuer": {"name": "n"}, "keys": []},
    ]})
    .to_string()
    .into_bytes()
}

#[test]
fn a_snapshot_of_our_own_is_signed_by_whatever_curve() {
    let key = FixedKey::new(9);
    let bytes = snapshot(&[jwk_json(key.public_key(), None).unwrap()]);
    let signature = ecdsa::fixed_to_der(&key.sign(&bytes).unwrap()).unwrap();
    let signed = Some((signature.as_slice(), key.public_key()));
    let read = parse_snapshot(&bytes, signed, &Limits::DEFAULT).unwrap();
    assert_eq!(read.list.scoped.len(), 1);
    assert_eq!(read.revocation_lists.len(), 1);
    let errors: Vec<_> = read
        .list
        .skipped
        .iter()
        .map(|entry| entry.error.clone())
        .collect();
    assert_eq!(errors, [EntryError::Issuer, EntryError::Fields]);
    let other = Some((signature.as_slice(), FixedKey::new(8).public_key()))
        .map(|(signature, key)| (signature, key.clone()));
    let (signature, key) = other.unwrap();
    assert!(parse_snapshot(&bytes, Some((signature, &key)), &Limits::DEFAULT).is_err());
}

#[test]
fn sloppy_keys_count_and_wrong_ones_are_skipped_by_name() {
    let good = jwk_json(FixedKey::new(9).public_key(), None).unwrap();
    let with = |change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
        let mut key = good.clone();
        change(key.as_object_mut().unwrap());
        let set = json!({"keys": [key]}).to_string();
        let list = parse_issuer_keys(set.as_bytes(), ISSUER, &Limits::DEFAULT).unwrap();
        list.skipped.first().map(|entry| entry.error.code())
    };
    assert_eq!(with(&|_| {}), None);
    assert_eq!(with(&|key| drop(key.remove("use"))), None);
    assert_eq!(with(&|key| drop(key.remove("alg"))), None);
    assert_eq!(
        with(&|key| drop(key.remove("kid"))),
        Some("trust.entry.kid")
    );
    assert_eq!(
        with(&|key| drop(key.insert("use".into(), "enc".into()))),
        Some("trust.entry.use")
    );
    assert_eq!(
        with(&|key| drop(key.insert("alg".into(), "ES384".into()))),
        Some("trust.entry.use")
    );
    assert_eq!(
        with(&|key| drop(key.insert("d".into(), "AA".into()))),
        Some("jwk.private")
    );
    let set = json!({"keys": [good]}).to_string();
    let list = parse_issuer_keys(set.as_bytes(), ISSUER, &Limits::DEFAULT).unwrap();
    let kid = kid(FixedKey::new(9).public_key()).unwrap();
    assert_eq!(list.scoped[0].kid.as_bytes(), key_id(&kid));
    assert_eq!(list.scoped[0].issuer(), Some(ISSUER));
    assert_eq!(list.signature, ListSignature::Absent);
}

#[test]
fn lists_are_bounded() {
    let keys = vec![jwk_json(FixedKey::new(9).public_key(), None).unwrap(); 3];
    let tight = Limits {
        entries_max: 5,
        ..Limits::DEFAULT
    };
    let error = parse_snapshot(&snapshot(&keys), None, &tight).unwrap_err();
    assert_eq!(error, ListError::TooMany { max: 5 });
    let small = Limits {
        size_max_bytes: 10,
        ..Limits::DEFAULT
    };
    assert!(parse_snapshot(&snapshot(&keys), None, &small).is_err());
    assert!(!is_snapshot(b"{\"keys\":[]}") && !is_snapshot(b"[]"));
}
