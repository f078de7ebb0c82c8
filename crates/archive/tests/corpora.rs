//! Published cases of other hands, read where they lie (`CLEANBILL_CORPORA`).
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read its case has failed"
)]

use std::fs;
use std::path::PathBuf;

use cleanbill_archive::Limits;
use cleanbill_archive::nzcp::Nzcp;
use cleanbill_archive::vds_nc::{Proof, VdsNc};
use cleanbill_crypto::{PublicKey, VerifyError};
use cleanbill_jose::Jwk;

fn folder(name: &str, what: &str) -> Option<PathBuf> {
    let folder = cleanbill_testkit::corpora().map(|corpora| corpora.join(name));
    let found = folder.filter(|folder| folder.is_dir());
    if found.is_none() {
        cleanbill_testkit::skip(what);
    }
    found
}

fn text(path: PathBuf) -> String {
    fs::read_to_string(path).unwrap().trim().to_owned()
}

fn key(path: PathBuf) -> PublicKey {
    let jwk = Jwk::parse(text(path).as_bytes(), &cleanbill_jose::Limits::default()).unwrap();
    jwk.public_key().unwrap().clone()
}

#[test]
fn every_nzcp_is_read_and_only_the_issuers_are_signed() {
    let Some(folder) = folder("nzcp", "NZ COVID Passes of the specification") else {
        return;
    };
    let read = |name: &str| Nzcp::parse(&text(folder.join(name)), &Limits::default()).unwrap();
    let key = key(folder.join("valid/jwk.json"));
    let valid = read("valid/nzcp.txt");
    assert_eq!(valid.verify(&key), Ok(()));
    assert_eq!(valid.kid(), b"key-1");
    assert_eq!(valid.issuer(), "did:web:nzcp.covid19.health.nz");
    assert_eq!(valid.id(), "urn:uuid:60a4f54d-4e30-4332-be33-ad78b1eafa4b");
    for name in ["bad-public-key", "modified-sig", "modified-payload"] {
        let pass = read(&format!("invalid/nzcp-{name}.txt"));
        assert_eq!(pass.verify(&key), Err(VerifyError::Invalid), "{name}");
        assert_eq!(
            (pass.kid(), pass.issuer()),
            (valid.kid(), valid.issuer()),
            "{name}"
        );
    }
    // Named by another key of the document than the one that may assert.
    let other = read("invalid/nzcp-not-associated-public-key.txt");
    assert_ne!(other.kid(), valid.kid());
    // Signed well: whether they count is for the clock.
    let expired = read("invalid/nzcp-expired-payload.txt");
    assert_eq!(expired.verify(&key), Ok(()));
    assert!(expired.expires_at() < valid.not_before() + 86_400 * 30);
    let later = read("invalid/nzcp-notactive-payload.txt");
    assert_eq!(later.verify(&key), Ok(()));
    assert_eq!(later.not_before(), 1_793_649_931, "2026-11-02T20:05:31Z");
}

#[test]
fn the_published_seal_is_signed_by_its_certificate() {
    let Some(folder) = folder("gdhcn/samples", "VDS-NC samples") else {
        return;
    };
    let text = text(folder.join("ICAOAUQR1Contents.txt"));
    let seal = VdsNc::parse(&text, &Limits::default()).unwrap();
    assert_eq!(seal.verify(), Ok(()));
    assert_eq!(seal.issuer(), "AUS");
    assert!(seal.is_signer_of_issuer());
    assert_eq!(seal.findings(), []);
    let Proof::Vaccinations(vaccinations) = seal.proof() else {
        panic!("a proof of vaccination");
    };
    let vaccines: Vec<_> = vaccinations
        .iter()
        .map(|entry| entry.vaccine.as_deref())
        .collect();
    assert_eq!(vaccines, [Some("XM68M6")]);
    // One digit of the lot more or less, and the signature is of something else.
    let changed = VdsNc::parse(&text.replace("300157P", "300158P"), &Limits::default()).unwrap();
    assert!(changed.verify().is_err());
}
