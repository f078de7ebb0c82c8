//! The HL7 examples and the broken cards of the public validator, each with what it says of them.

#![allow(
    clippy::unwrap_used,
    reason = "a case that cannot be set up has failed"
)]

mod expected;

use std::path::{Path, PathBuf};

use cleanbill_jose::{Jwk, Limits as JwkLimits};
use cleanbill_shc::{
    Document, Examination, Finding, IssuerKey, Limits, Profile, Question, Severity, examine,
    examine_keys,
};
use expected::Case;

/// 2024-06-01: after the examples were issued.
const AT: i64 = 1_717_200_000;
/// The two keys of the specification's example issuer.
const EXAMPLE_KEYS: [(&str, &str, &str); 2] = [
    (
        "3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s",
        "11XvRWy1I2S0EyJlyf_bWfw_TQ5CJJNLw78bHXNxcgw",
        "eZXwxvO1hvCY0KucrPfKo7yAyMT6Ajc3N7OkAB6VYy8",
    ),
    (
        "EBKOr72QQDcTBUuVzAzkfBTGew0ZA16GuWty64nS-sw",
        "PQHApUWm94mflvswQgAnfHlETMwJFqjUVSs7WU6LQy4",
        "7mj8IO-8V5VZjDbRVsJINC_Rq5ai5CDhFX18ceRsLWQ",
    ),
];
const EXAMPLE_ISSUER: &str = "https://spec.smarthealth.cards/examples/issuer";

/// Files of which we say one thing more, and why.
const MORE: &[(&str, &str)] = &[(
    // `location` is a text where R4 has a Reference: the validator's schema lets it pass.
    "test-example-00-a-fhirBundle-profile-usa.json",
    "FHIR_SCHEMA_ERROR",
)];

fn folder() -> Option<PathBuf> {
    let folder = cleanbill_testkit::corpora().map(|corpora| corpora.join("shc"));
    if folder.is_none() {
        cleanbill_testkit::skip("the cards of the SMART Health Cards corpus");
    }
    folder
}

fn keys() -> Vec<IssuerKey> {
    let key = |(kid, x, y): (&str, &str, &str)| {
        let jwk = format!(r#"{{"kty":"EC","kid":"{kid}","crv":"P-256","x":"{x}","y":"{y}"}}"#);
        let jwk = Jwk::parse(jwk.as_bytes(), &JwkLimits::default()).unwrap();
        IssuerKey {
            issuer: None,
            kid: kid.to_owned(),
            key: jwk.public_key().unwrap().clone(),
        }
    };
    EXAMPLE_KEYS.into_iter().map(key).collect()
}

fn text(folder: &Path, name: &str) -> Option<String> {
    let places = ["negative", "examples"].map(|place| folder.join(place).join(name));
    places
        .iter()
        .find_map(|path| std::fs::read_to_string(path).ok())
}

fn codes(findings: &[Finding], severity: Severity) -> Vec<&'static str> {
    let of = findings
        .iter()
        .filter(|finding| finding.severity() == severity);
    let mut codes: Vec<_> = of.map(|finding| finding.kind.public_code()).collect();
    codes.sort_unstable();
    codes
}

fn examine_case(folder: &Path, case: &Case) -> Option<Examination> {
    let texts: Option<Vec<String>> = case.files.iter().map(|name| text(folder, name)).collect();
    let texts = texts?;
    let (keys, vci) = (keys(), ["https://example.org".to_owned()]);
    let own = [EXAMPLE_ISSUER.to_owned()];
    let is_usa = case.files.iter().any(|name| name.contains("profile-usa"));
    let question = Question {
        at: Some(AT),
        profile: is_usa.then_some(Profile::UsaCovid19Immunization),
        keys: &keys,
        issuers: match case.directory.as_deref() {
            Some("VCI") => Some(&vci),
            Some(_) => Some(&own),
            None => None,
        },
        limits: Limits::DEFAULT,
    };
    let one = texts.first()?.as_str();
    let all: Vec<&str> = texts.iter().map(String::as_str).collect();
    let document = match case.kind.as_str() {
        "fhirbundle" => Document::FhirBundle(one),
        "jwspayload" => Document::Payload(one),
        "jws" => Document::Jws(one),
        "healthcard" => Document::File(one),
        "fhirhealthcard" => Document::FhirParameters(one),
        "qrnumeric" => Document::Codes(&all),
        _ => return None,
    };
    Some(examine(document, &question))
}

/// Runs every listed case of a kind.
fn run(kind: &str, least: usize) {
    let Some(folder) = folder() else { return };
    let listed = std::fs::read_to_string(folder.join("negative/EXPECTED.txt")).unwrap();
    let mut count = 0;
    let mut failures = Vec::new();
    for case in expected::cards(&listed).filter(|case| case.kind == kind) {
        let Some(found) = examine_case(&folder, &case) else {
            failures.push(format!("{}: no file", case.name));
            continue;
        };
        count += 1;
        let more = MORE
            .iter()
            .filter(|(file, _)| case.files.iter().any(|name| name == file));
        let mut errors = case.errors.clone();
        errors.add(more.map(|(_, code)| *code));
        for (severity, expected) in [
            (Severity::Error, &errors),
            (Severity::Warning, &case.warnings),
        ] {
            let codes = codes(&found.findings, severity);
            if !expected.are(&codes) {
                failures.push(format!(
                    "{}: {expected:?}, not {:?}",
                    case.name, found.findings
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(count >= least, "{count} cases of {kind}");
}

#[test]
fn fhir_bundles() {
    run("fhirbundle", 7);
}

#[test]
fn payloads() {
    run("jwspayload", 11);
}

#[test]
fn jws() {
    run("jws", 10);
}

#[test]
fn files() {
    run("healthcard", 6);
}

#[test]
fn answers_of_fhir_servers() {
    run("fhirhealthcard", 1);
}

#[test]
fn codes_in_digits() {
    run("qrnumeric", 5);
}

#[test]
fn keys_of_issuers() {
    let Some(folder) = folder() else { return };
    let listed = std::fs::read_to_string(folder.join("negative/EXPECTED.txt")).unwrap();
    let mut count = 0;
    for (file, expected) in expected::keys(&listed) {
        // The private key is not shared; see the test of it in the crate.
        let Some(text) = text(&folder, &file) else {
            continue;
        };
        let found = examine_keys(&text, Some(EXAMPLE_ISSUER), Some(AT), &Limits::DEFAULT);
        let codes: Vec<_> = found
            .iter()
            .map(|finding| finding.kind.public_code())
            .collect();
        match expected {
            Some(code) => assert!(codes.contains(&code.as_str()), "{file}: {found:?}"),
            None => assert_eq!(codes, [""; 0], "{file}: {found:?}"),
        }
        count += 1;
    }
    assert!(count >= 6, "{count} sets of keys");
}

#[test]
fn every_example_is_read_and_verifies() {
    let Some(folder) = folder() else { return };
    let keys = keys();
    let mut decoder = cleanbill_shc::Decoder::default();
    for name in ["example-00", "example-01"] {
        for file in ["d-jws.txt", "f-qr-code-numeric-value-0.txt"] {
            let text = text(&folder, &format!("{name}-{file}")).unwrap();
            let card = decoder.decode(text.trim()).unwrap();
            let key = keys.iter().find(|key| key.kid == card.kid()).unwrap();
            assert_eq!(card.verify(&key.key), Ok(()));
            assert_eq!(card.issuer(), EXAMPLE_ISSUER);
            assert_eq!(card.content().immunizations.len(), 3);
        }
    }
}

#[test]
fn what_is_not_listed_is_named_too() {
    let Some(folder) = folder() else { return };
    for (file, kind, errors, warnings) in [
        (
            "test-example-00-d-jws-no_deflate.txt",
            "jws",
            &["INFLATION_ERROR", "JWS_HEADER_ERROR"][..],
            &["JWS_TOO_LONG"][..],
        ),
        (
            "test-example-00-f-qr-code-numeric-value-0-index-out-of-range.txt",
            "qrnumeric",
            &["INVALID_NUMERIC_QR_HEADER"],
            &[],
        ),
    ] {
        let case = Case::new(file, kind);
        let found = examine_case(&folder, &case).unwrap();
        assert_eq!(codes(&found.findings, Severity::Error), errors, "{file}");
        assert_eq!(
            codes(&found.findings, Severity::Warning),
            warnings,
            "{file}"
        );
    }
}
