//! Manifests, requests for them, and the files they lead to.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::collections::BTreeSet;

use cleanbill_jose::json::JsonError;
use cleanbill_jose::jwe::JweError;
use cleanbill_shlink::{
    AddressFault, ContentType, FileError, FileSource, FileStatus, Limits, LinkKey, Manifest,
    ManifestError, ManifestRequest, open_file, parse_remaining_attempts, render_remaining_attempts,
    seal_file,
};
use proptest::prelude::*;

fn manifest(files: &str) -> Result<Manifest, ManifestError> {
    Manifest::parse(
        format!(r#"{{"files":[{files}]}}"#).as_bytes(),
        &Limits::default(),
    )
}

#[test]
fn a_manifest_is_read_and_written() {
    let text = concat!(
        r#"{"files":[{"contentType":"application/fhir+json","fhirVersion":"4.0.1","#,
        r#""lastUpdated":"2026-01-02T03:04:05Z","location":"https://files.example.org/1?t=x","#,
        r#""status":"finalized"},{"contentType":"application/smart-health-card","#,
        r#""embedded":"a.b.c.d.e"}],"status":"can-change"}"#
    );
    let manifest = Manifest::parse(text.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(manifest.status, Some(FileStatus::CanChange));
    let [bundle, card] = &manifest.files[..] else {
        panic!("two files")
    };
    assert_eq!(
        ContentType::from_name(&bundle.content_type),
        Some(ContentType::Fhir)
    );
    assert_eq!(bundle.status, Some(FileStatus::Finalized));
    assert_eq!(bundle.fhir_version.as_deref(), Some("4.0.1"));
    assert!(card.source == FileSource::Embedded("a.b.c.d.e".to_owned()));
    assert_eq!(manifest.to_json(), text);
    assert_eq!(
        format!("{manifest:?}"),
        "Manifest { status: Some(CanChange), files: 2, .. }"
    );
}

#[test]
fn what_a_receiver_does_not_know_it_ignores() {
    let file = r#"{"contentType":"text/x","embedded":"a","status":"new","x":1}"#;
    let read = manifest(file).unwrap();
    assert_eq!(read.files[0].status, None);
    assert_eq!(ContentType::from_name(&read.files[0].content_type), None);
    let text = r#"{"list":{"resourceType":"List","entry":[]},"files":[],"z":0}"#;
    let read = Manifest::parse(text.as_bytes(), &Limits::default()).unwrap();
    assert!(read.has_list && read.files.is_empty());
}

/// `embedded` is the file itself; a location beside it is not asked for.
#[test]
fn an_embedded_file_needs_no_request() {
    let file = r#"{"contentType":"a","embedded":"b","location":"https://files.example.org"}"#;
    assert!(manifest(file).unwrap().files[0].source == FileSource::Embedded("b".to_owned()));
}

#[test]
fn manifests_that_are_refused() {
    for (files, error) in [
        ("1", ManifestError::NotFile { index: 0 }),
        ("{}", ManifestError::NoContentType { index: 0 }),
        (
            r#"{"contentType":"a","embedded":"b"},{"contentType":"a"}"#,
            ManifestError::NoSource { index: 1 },
        ),
        (
            r#"{"contentType":"a","location":"http://files.example.org"}"#,
            ManifestError::Location {
                index: 0,
                fault: AddressFault::NotHttps,
            },
        ),
        (
            r#"{"contentType":"a","location":"file:///etc/shadow"}"#,
            ManifestError::Location {
                index: 0,
                fault: AddressFault::NotHttps,
            },
        ),
        (
            r#"{"contentType":"a","contentType":"b"}"#,
            ManifestError::Json(JsonError::DuplicateMember),
        ),
    ] {
        assert_eq!(manifest(files).unwrap_err(), error, "{files}");
    }
    let parse = |text: &str| Manifest::parse(text.as_bytes(), &Limits::default()).unwrap_err();
    assert_eq!(parse("{}"), ManifestError::NoFiles);
    assert_eq!(parse(r#"{"files":{}}"#), ManifestError::NoFiles);
    assert_eq!(parse("[]"), ManifestError::NotObject);
    let limits = Limits {
        files_max: 1,
        ..Limits::default()
    };
    let two = r#"{"files":[1,1]}"#;
    assert_eq!(
        Manifest::parse(two.as_bytes(), &limits).unwrap_err(),
        ManifestError::TooManyFiles { max: 1, actual: 2 }
    );
    let limits = Limits {
        manifest_bytes_max: two.len() - 1,
        ..Limits::default()
    };
    let error = Manifest::parse(two.as_bytes(), &limits).unwrap_err();
    assert_eq!(error.code(), "shlink-manifest.json");
}

#[test]
fn requests_are_read_and_written() {
    let text = r#"{"embeddedLengthMax":1000,"passcode":"1234","recipient":"Clinic"}"#;
    let request = ManifestRequest::parse(text.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(request.to_json(), text);
    assert!(!format!("{request:?}").contains("1234"));
    let parse = |text: &str| ManifestRequest::parse(text.as_bytes(), &Limits::default());
    assert!(parse(r#"{"recipient":"Clinic","passcode":null,"more":1}"#).is_ok());
    for (text, error) in [
        ("{}", ManifestError::NoRecipient),
        (r#"{"recipient":" "}"#, ManifestError::NoRecipient),
        (r#"{"recipient":1}"#, ManifestError::NoRecipient),
        (
            r#"{"recipient":"a","passcode":1234}"#,
            ManifestError::Passcode,
        ),
        (
            r#"{"recipient":"a","embeddedLengthMax":-1}"#,
            ManifestError::EmbeddedLengthMax,
        ),
        (
            r#"{"recipient":"a","embeddedLengthMax":"9"}"#,
            ManifestError::EmbeddedLengthMax,
        ),
    ] {
        assert_eq!(parse(text).unwrap_err(), error, "{text}");
    }
}

#[test]
fn remaining_attempts_are_read_and_written() {
    let limits = Limits::default();
    let text = render_remaining_attempts(4);
    assert_eq!(text, r#"{"remainingAttempts":4}"#);
    assert_eq!(parse_remaining_attempts(text.as_bytes(), &limits), Some(4));
    for other in ["", "4", "{}", r#"{"remainingAttempts":"4"}"#] {
        assert_eq!(parse_remaining_attempts(other.as_bytes(), &limits), None);
    }
}

#[test]
fn a_file_opens_with_its_key_alone() {
    let key = LinkKey::new([1; 32]);
    let sealed = seal_file(b"{}", ContentType::Fhir, &key, &[2; 12]).unwrap();
    let opened = open_file(format!("{sealed}\n").as_bytes(), &key, &Limits::default()).unwrap();
    assert_eq!(opened.bytes, b"{}");
    assert_eq!(opened.content_type, Some(ContentType::Fhir));
    let refused = |bytes: &[u8], key: &LinkKey, limits| open_file(bytes, key, limits).err();
    let limits = Limits::default();
    assert_eq!(
        refused(sealed.as_bytes(), &LinkKey::new([3; 32]), &limits),
        Some(FileError::Jwe(JweError::NotAuthentic))
    );
    assert_eq!(refused(b"\xff", &key, &limits), Some(FileError::NotText));
    let tight = Limits {
        content_bytes_max: 1,
        ..Limits::default()
    };
    assert_eq!(
        refused(sealed.as_bytes(), &key, &tight),
        Some(FileError::Jwe(JweError::ContentTooLarge { max: 1 }))
    );
}

#[test]
fn codes_are_unique() {
    let index = 0;
    let fault = AddressFault::Host;
    let manifest = [
        ManifestError::Json(JsonError::Malformed),
        ManifestError::NotObject,
        ManifestError::NoFiles,
        ManifestError::TooManyFiles { max: 1, actual: 2 },
        ManifestError::NotFile { index },
        ManifestError::NoContentType { index },
        ManifestError::NoSource { index },
        ManifestError::Location { index, fault },
        ManifestError::NoRecipient,
        ManifestError::Passcode,
        ManifestError::EmbeddedLengthMax,
    ]
    .map(|error| error.code());
    let addresses = [
        AddressFault::NotHttps,
        AddressFault::Credentials,
        AddressFault::Fragment,
        AddressFault::Character,
        AddressFault::Escape,
        AddressFault::Host,
        AddressFault::Port,
        AddressFault::Path,
    ]
    .map(AddressFault::code);
    let codes: Vec<_> = manifest.into_iter().chain(addresses).collect();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes: Vec<u8>) {
        let limits = Limits::default();
        let _ = Manifest::parse(&bytes, &limits);
        let _ = ManifestRequest::parse(&bytes, &limits);
        let _ = parse_remaining_attempts(&bytes, &limits);
        let _ = open_file(&bytes, &LinkKey::new([0; 32]), &limits);
    }

    #[test]
    fn files_round_trip(bytes: Vec<u8>, key: [u8; 32], nonce: [u8; 12]) {
        let key = LinkKey::new(key);
        let sealed = seal_file(&bytes, ContentType::SmartHealthCard, &key, &nonce).unwrap();
        let opened = open_file(sealed.as_bytes(), &key, &Limits::default()).unwrap();
        prop_assert_eq!(opened.bytes, bytes);
    }
}
