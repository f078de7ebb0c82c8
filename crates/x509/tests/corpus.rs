//! Every signer of the public corpora is read, and the signed messages beside them verified.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_crypto::KeyError;
use cleanbill_x509::{Certificate, Deviation, parse_certificate, parse_signed_message};
use serde_json::Value;

/// The entries of the German demonstration list.
fn list(corpora: &Path) -> Vec<Value> {
    let text = fs::read_to_string(corpora.join("dcc/trust/covpass-demo-dsc-list.json")).unwrap();
    let (_signature, json) = text.split_once('\n').unwrap();
    let mut list: Value = serde_json::from_str(json).unwrap();
    serde_json::from_value(list["certificates"].take()).unwrap()
}

fn bytes(entry: &Value, field: &str) -> Vec<u8> {
    STANDARD.decode(entry[field].as_str().unwrap()).unwrap()
}

/// The signer of every DCC test case that states one.
fn test_case_signers(corpora: &Path) -> Vec<(String, Vec<u8>)> {
    let mut signers = Vec::new();
    let mut folders = vec![corpora.join("dcc/testdata")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                let case: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
                if let Some(text) = case["TESTCTX"]["CERTIFICATE"].as_str() {
                    signers.push((path.display().to_string(), STANDARD.decode(text).unwrap()));
                }
            }
        }
    }
    signers
}

fn count(deviations: &mut BTreeMap<Deviation, usize>, certificate: &Certificate) {
    for deviation in certificate.deviations() {
        *deviations.entry(*deviation).or_default() += 1;
    }
}

/// Each field that both read is the same, where the strict reader reads the certificate at all.
fn agrees_with_strict_reader(der: &[u8], ours: &Certificate) -> bool {
    use x509_cert::der::{Decode, Encode};
    let Ok(theirs) = x509_cert::Certificate::from_der(der) else {
        return false;
    };
    let tbs = theirs.tbs_certificate();
    let seconds = |time: x509_cert::time::Time| time.to_unix_duration().as_secs() as i64;
    assert_eq!(ours.serial(), tbs.serial_number().as_bytes());
    assert_eq!(ours.issuer().raw(), tbs.issuer().to_der().unwrap());
    assert_eq!(ours.subject().raw(), tbs.subject().to_der().unwrap());
    assert_eq!(ours.not_before(), seconds(tbs.validity().not_before));
    assert_eq!(ours.not_after(), seconds(tbs.validity().not_after));
    assert_eq!(ours.spki(), tbs.subject_public_key_info().to_der().unwrap());
    assert_eq!(ours.signature(), theirs.signature().raw_bytes());
    true
}

#[test]
fn every_signer_of_the_list_is_read() {
    let Some(corpora) = support::corpora() else {
        return;
    };
    let (mut deviations, mut strictly_readable) = (BTreeMap::new(), 0);
    let mut unusable_keys = Vec::new();
    let entries = list(&corpora);
    assert_eq!(entries.len(), 610);
    for entry in &entries {
        let der = bytes(entry, "rawData");
        let certificate = parse_certificate(&der).unwrap();
        count(&mut deviations, &certificate);
        assert_eq!(certificate.der(), der);
        assert_eq!(certificate.kid().as_slice(), bytes(entry, "kid"));
        assert!(certificate.not_before() < certificate.not_after());
        unusable_keys.extend(certificate.public_key().err());
        strictly_readable += usize::from(agrees_with_strict_reader(&der, &certificate));
    }
    // The numbers are of a walk over the raw bytes, apart from this reader.
    let expected = [
        (Deviation::ExplicitDefault, 6),
        (Deviation::NegativeSerial, 4),
        (Deviation::EarlyGeneralizedTime, 1),
        (Deviation::MistakenUsageArc, 120),
    ];
    assert_eq!(deviations.into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(
        unusable_keys,
        [KeyError::RsaSize {
            bits: 1024,
            min: 2048,
            max: 4096
        }]
    );
    println!(
        "a strict reader reads {strictly_readable} of {}",
        entries.len()
    );
}

#[test]
fn every_signer_of_the_test_cases_is_read() {
    let Some(corpora) = support::corpora() else {
        return;
    };
    let mut deviations = BTreeMap::new();
    let signers = test_case_signers(&corpora);
    assert_eq!(signers.len(), 294);
    for (case, der) in &signers {
        let certificate = parse_certificate(der).unwrap_or_else(|error| panic!("{case}: {error}"));
        count(&mut deviations, &certificate);
        assert!(certificate.public_key().is_ok(), "{case}");
        agrees_with_strict_reader(der, &certificate);
    }
    let expected = [
        (Deviation::EmptyExtendedKeyUsage, 1),
        (Deviation::MistakenUsageArc, 194),
    ];
    assert_eq!(deviations.into_iter().collect::<Vec<_>>(), expected);
}

/// openssl verifies the same 609 and fails at the same one; it also has SHA-1 and SHA-512.
#[test]
fn the_uploads_of_the_list_verify() {
    let Some(corpora) = support::corpora() else {
        return;
    };
    let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in &list(&corpora) {
        let (message, content) = (bytes(entry, "signature"), bytes(entry, "rawData"));
        let outcome = match parse_signed_message(&message).and_then(|message| {
            assert!(message.verify(&content[1..]).is_err());
            message.verify(&content).map(drop)
        }) {
            Ok(()) => "verified",
            Err(error) => error.code(),
        };
        *outcomes.entry(outcome).or_default() += 1;
    }
    let expected = [
        ("cms.digest-algorithm", 4),
        ("cms.signer-missing", 1),
        ("verified", 605),
    ];
    assert_eq!(outcomes.into_iter().collect::<Vec<_>>(), expected);
}
