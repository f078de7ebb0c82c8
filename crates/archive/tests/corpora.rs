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
    assert_eq!(seal.check_country(), Ok(()));
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

/// The key of the government of India, which it published for verifiers of its certificates.
#[cfg(feature = "divoc")]
const INDIA: &str = "-----BEGIN PUBLIC KEY-----\n\
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0i7R4XsyG3m6KD36qKEV\n\
    xE+odCh68W2O4vLqh6SnsgItzvLYvJKPai+jEkf22FlPn0QnGo+Znyi6dw1lhvg9\n\
    FGXqodv33yrqKhGLkQPeURaMnJidxktK/3QLXuv9HiKq9fSDLJyPBJEFCCCiZNTG\n\
    gWM0dqq43/XRi+7IX3gWU68U6v/7EyOW3U4ZgYUVlfwbUh6eKRan68/TObQua39o\n\
    eUfDMhJa0NHnMXb1lq/vQIjEgGkOK5LLyz+X8ETUEhn8Qdx2SIORmftCPW4XO0UZ\n\
    mMHuGw9t+UUgniy5BL8kmvtjpVRWFUliJFGBTvBZCO6gcoX5eXi8LytCg+mJ6EDO\n\
    +QIDAQAB\n-----END PUBLIC KEY-----\n";

#[test]
#[cfg(feature = "divoc")]
fn the_published_certificate_of_divoc_is_signed_by_india() {
    use cleanbill_archive::divoc::{Divoc, Evidence};

    let Some(folder) = folder("gdhcn/samples", "DIVOC samples") else {
        return;
    };
    let pem = cleanbill_x509::parse_pem(INDIA.as_bytes()).unwrap();
    let key = PublicKey::from_spki_der(&pem.first().unwrap().der).unwrap();
    let text = text(folder.join("DIVOCQR1Contents.txt"));
    let certificate = Divoc::parse(&text, &Limits::default()).unwrap();
    assert_eq!(certificate.verify(&key), Ok(()));
    assert_eq!(certificate.verification_method(), "did:india");
    let [evidence @ Evidence::Vaccination(dose)] = certificate.evidence() else {
        panic!("one dose");
    };
    assert_eq!(dose.vaccine.as_deref(), Some("COVISHIELD"));
    assert_eq!(evidence.day(), Some("2021-03-03T04:28:43.134Z"));
    // Dose 1 of 2, or 2 of 1: the signature says neither.
    assert_eq!(evidence.doses(), None);
    let with = |dose: u32, total: u32| {
        let mut json = certificate.payload().clone();
        json["evidence"][0]["dose"] = dose.into();
        json["evidence"][0]["totalDoses"] = total.into();
        Divoc::parse(&json.to_string(), &Limits::default()).unwrap()
    };
    assert_eq!(with(1, 2).verify(&key), Ok(()));
    assert_eq!(
        with(2, 1).verify(&key),
        Ok(()),
        "which is why doses() says nothing"
    );
    assert_eq!(with(2, 2).verify(&key), Err(VerifyError::Invalid));
    assert_eq!(with(3, 2).verify(&key), Err(VerifyError::Invalid));
}
