//! Published links: HL7's example decrypts to its bundle, and what others got wrong is told.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::fs;
use std::path::PathBuf;

use cleanbill_shlink::{
    ContentType, FileSource, Finding, HealthLink, Limits, LinkError, Manifest, Payload, Scheme,
    open_file,
};
use cleanbill_testkit::{corpora, skip};
use serde_json::Value;

fn folder(name: &str) -> Option<PathBuf> {
    let folder = corpora().map(|corpora| corpora.join(name));
    if folder.is_none() {
        skip(name);
    }
    folder
}

fn payload(text: &str) -> (Payload, Vec<Finding>) {
    let Value::Object(members) = serde_json::from_str(text).unwrap() else {
        panic!("not an object")
    };
    Payload::from_members(Scheme::Smart, &members).unwrap()
}

#[test]
fn the_example_of_hl7_decrypts_to_its_bundle() {
    let Some(folder) = folder("shl") else { return };
    let limits = Limits::default();
    let text = fs::read_to_string(folder.join("IPS_IG-bundle-01-shl.txt")).unwrap();
    let link = HealthLink::parse(text.trim(), &limits).unwrap();
    assert_eq!(link.findings(), []);
    assert_eq!(link.payload().flags.letters(), "LU");
    assert!(link.viewer().is_some() && link.target().is_ok());

    let details = fs::read(folder.join("IPS_IG-bundle-01-shl-details.json")).unwrap();
    let details: Value = serde_json::from_slice(&details).unwrap();
    let bare = HealthLink::parse(details["shlink"].as_str().unwrap(), &limits).unwrap();
    assert_eq!(bare.payload(), link.payload());
    assert_eq!(
        Value::Object(bare.payload().to_members()),
        details["shlinkJsonPayload"]
    );

    let file = fs::read(folder.join("IPS_IG-bundle-01-enc.txt")).unwrap();
    let opened = open_file(&file, &link.payload().key, &limits).unwrap();
    let bundle = fs::read(folder.join("IPS_IG-bundle-01.json")).unwrap();
    let read = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap();
    assert_eq!(read(&opened.bytes), read(&bundle));

    for at in [0, file.len() / 2, file.len() - 3] {
        let mut changed = file.clone();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        assert!(open_file(&changed, &link.payload().key, &limits).is_err());
    }
}

/// The specification's own examples: one has its expiry time in milliseconds, as a text, and a
/// label under another name.
#[test]
fn examples_of_payloads_are_read() {
    let Some(folder) = folder("shl") else { return };
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let (first, findings) = payload(&read("shl-payload-1.json"));
    assert_eq!(first.flags.letters(), "LP");
    assert_eq!(first.expires_at, Some(1_767_225_600));
    assert_eq!(
        findings,
        [
            Finding::ExpiryText,
            Finding::ExpiryMilliseconds,
            Finding::UnknownMember
        ]
    );
    let (second, findings) = payload(&read("shl-payload-2.json"));
    assert_eq!((second.flags.letters().as_str(), findings), ("LU", vec![]));

    let manifest = Manifest::parse(read("shl-manifest-1.json").as_bytes(), &Limits::default());
    let manifest = manifest.unwrap();
    let kinds: Vec<_> = manifest
        .files
        .iter()
        .map(|file| ContentType::from_name(&file.content_type))
        .collect();
    let card = Some(ContentType::SmartHealthCard);
    assert_eq!(kinds, [card, card, Some(ContentType::Fhir)]);
    assert!(matches!(manifest.files[1].source, FileSource::Embedded(_)));
}

/// Demonstration links of the public validator, over `http` of the own machine.
#[test]
fn demonstration_links_are_read() {
    let Some(folder) = folder("shc/negative") else {
        return;
    };
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let link = HealthLink::parse(
        read("shlink-link-with-viewer.txt").trim(),
        &Limits::default(),
    );
    let link = link.unwrap();
    assert_eq!(link.payload().flags.letters(), "P");
    assert!(!link.target().unwrap().is_secure());
    let (direct, findings) = payload(&read("shlink-payload-direct.txt"));
    assert_eq!((direct.flags.letters().as_str(), findings), ("U", vec![]));
    let file = format!(
        r#"{{"files":[{}]}}"#,
        read("shlink-manifest-file.txt").trim()
    );
    let manifest = Manifest::parse(file.as_bytes(), &Limits::default()).unwrap();
    assert!(matches!(&manifest.files[0].source, FileSource::Location(at) if !at.is_secure()));
}

/// No card, key or pass of the corpora is mistaken for a link.
#[test]
fn nothing_else_is_a_link() {
    let Some(folder) = folder("gdhcn/samples") else {
        return;
    };
    let mut read = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let Ok(text) = fs::read_to_string(entry.unwrap().path()) else {
            continue;
        };
        read += 1;
        if !HealthLink::is_like(text.trim()) {
            let parsed = HealthLink::parse(text.trim(), &Limits::default());
            assert!(matches!(
                parsed,
                Err(LinkError::NotLink | LinkError::TooLong { .. } | LinkError::Viewer)
            ));
        }
    }
    assert!(read > 0);
}
