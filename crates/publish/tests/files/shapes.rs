//! What other software finds.

use cleanbill_publish::files::{Certificates, Destination, NoApprovalNeeded, PublishedSet};
use cleanbill_publish::publish_and_wait;
use cleanbill_revocation::signer_removed::RemovedSigner;
use cleanbill_trust::list::{Limits, gateway, jwks};
use cleanbill_trust::set::{Digest, Target, TargetType};
use cleanbill_trust::{Country, Kid, SignerRecord, TrustStore, TrustedSigner};
use cleanbill_verifier::bundle::{documents_target, national_parts, removed_signers_target};
use cleanbill_x509::{DccUsage, parse_certificate, parse_pem};
use serde_json::Value;

use crate::support::*;

fn json(place: &std::path::Path, name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(place.join(name)).unwrap()).unwrap()
}

#[test]
fn keys_are_read_back_as_they_were() {
    let mut records = vec![signer(1), signer(2), signer(3)];
    records[0].usage = DccUsage::TEST;
    records[1].usage = DccUsage::VACCINATION.union(DccUsage::RECOVERY);
    let rsa = parse_pem(include_bytes!("data/rsa.pem"))
        .unwrap()
        .remove(0)
        .der;
    let p384 = parse_pem(include_bytes!("data/p384.pem"))
        .unwrap()
        .remove(0)
        .der;
    for (number, spki) in [(4, rsa), (5, p384)] {
        let mut record = signer(number);
        record.spki = spki.into();
        records.push(record);
    }
    let signers: Vec<_> = records.iter().cloned().map(TrustedSigner::new).collect();
    let place = tempfile::tempdir().unwrap();
    let target = Target::dcc_signers(&TrustStore::new(signers));
    publish(bundle(1, &[target]), place.path()).unwrap();
    let bytes = std::fs::read(place.path().join("dsc/jwks.json")).unwrap();
    let list = jwks::parse_list(&bytes, Country::new("XA"), &Limits::DEFAULT).unwrap();
    assert_eq!(list.skipped.len(), 0, "{:?}", list.skipped);
    let facts = |record: &SignerRecord| (record.kid.clone(), record.spki.clone(), record.usage);
    let found: Vec<_> = list.signers.iter().map(|signer| facts(signer)).collect();
    assert_eq!(found, records.iter().map(facts).collect::<Vec<_>>());
    for signer in &list.signers {
        signer.public_key().unwrap();
    }
}

#[test]
fn certificates_that_are_at_hand_are_in_the_gateways_list() {
    let pem = include_bytes!("../../../trust/tests/data/signer.pem");
    let der = parse_pem(pem).unwrap().remove(0).der;
    let certificate = parse_certificate(&der).unwrap();
    let kid = Kid::new(&certificate.thumbprint()[..8]).unwrap();
    let record = SignerRecord::from_certificate(kid, Country::new("XA"), &certificate);
    let store = TrustStore::new(vec![
        TrustedSigner::new(record.clone()),
        TrustedSigner::new(signer(1)),
    ]);
    let mut certificates = Certificates::default();
    assert_eq!(certificates.gather(pem), 1);
    let signed = bundle(1, &[Target::dcc_signers(&store)]);
    let set = PublishedSet::new(signed, &pins(), NOW, &certificates, &NoApprovalNeeded).unwrap();
    let place = tempfile::tempdir().unwrap();
    publish_and_wait(&set, &Destination::folder(place.path()).unwrap()).unwrap();
    let bytes = std::fs::read(place.path().join("dsc/gateway.json")).unwrap();
    let list = gateway::parse_list(&bytes, &[], NOW, &Limits::DEFAULT)
        .unwrap()
        .list;
    let found: Vec<&SignerRecord> = list.signers.iter().map(|signer| &**signer).collect();
    assert_eq!(found, [&record], "only whose certificate is known");
    let keys = json(place.path(), "dsc/jwks.json");
    assert_eq!(keys["keys"].as_array().unwrap().len(), 2);
}

#[test]
fn removed_signers_are_in_no_list() {
    let removed = |country: Option<&str>, thumbprint| RemovedSigner {
        kid: vec![1; 8],
        country: country.map(str::to_owned),
        thumbprint,
        from: NOW,
    };
    let left = |removed: RemovedSigner| {
        let place = tempfile::tempdir().unwrap();
        let targets = [signers(1..3), removed_signers_target(&[removed])];
        publish(bundle(1, &targets), place.path()).unwrap();
        json(place.path(), "dsc/jwks.json")["keys"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(left(removed(Some("XA"), None)), 1);
    assert_eq!(left(removed(None, None)), 1);
    assert_eq!(
        left(removed(Some("XA"), Some([9; 32]))),
        1,
        "the key could come back"
    );
    assert_eq!(
        left(removed(Some("XB"), None)),
        2,
        "kids collide across countries"
    );
}

#[test]
fn documents_lie_under_their_digest_and_the_index_names_all() {
    let place = tempfile::tempdir().unwrap();
    publish(nth(3), place.path()).unwrap();
    let sets = json(place.path(), "valuesets/index.json");
    assert_eq!(sets[0]["id"], "set-3");
    let path = format!("valuesets/{}.json", sets[0]["hash"].as_str().unwrap());
    assert_eq!(json(place.path(), &path)["valueSetId"], "set-3");
    let (filter, deltas) = national_parts(&national(2).content).unwrap();
    let read = |name: &str| std::fs::read(place.path().join("revocation").join(name)).unwrap();
    assert_eq!(read("national.filter"), filter);
    assert_eq!(read("national.deltas"), deltas);
    let index = json(place.path(), "index.json");
    assert_eq!(index["version"], "1.3");
    let set = std::fs::read(place.path().join(index["set"]["path"].as_str().unwrap())).unwrap();
    assert_eq!(set, nth(3));
    let files = index["files"].as_array().unwrap();
    assert!(files.len() > 6);
    for file in files {
        let bytes = std::fs::read(place.path().join(file["path"].as_str().unwrap())).unwrap();
        assert_eq!(file["sha256"], Digest::of(&bytes).to_string());
        assert_eq!(file["size"], bytes.len());
    }
}

#[test]
fn what_a_set_has_no_more_is_removed() {
    let place = tempfile::tempdir().unwrap();
    publish(nth(2), place.path()).unwrap();
    assert!(place.path().join("revocation/national.filter").is_file());
    let value_sets = documents_target(TargetType::VALUE_SETS, []);
    publish(bundle(3, &[signers(0..1), value_sets]), place.path()).unwrap();
    assert!(!place.path().join("revocation/national.filter").exists());
    assert_eq!(
        json(place.path(), "valuesets/index.json"),
        Value::Array(Vec::new())
    );
}
