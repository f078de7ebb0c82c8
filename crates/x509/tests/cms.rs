//! Signed messages as openssl makes them, attached and detached, with and without attributes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::path::Path;
use std::process::Command;

use cleanbill_x509::{CmsError, parse_signed_message};
use proptest::prelude::*;

/// What the messages are about.
const CONTENT: &[u8] = b"content";

/// Has openssl sign with a new key; `None`, said in one line, where there is no openssl.
fn message(name: &str, key: &[&str], options: &[&str]) -> Option<Vec<u8>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = |end: &str| {
        folder
            .join(format!("{name}.{end}"))
            .to_str()
            .unwrap()
            .to_owned()
    };
    let (secret, public, content, out) = (path("key"), path("pem"), path("txt"), path("der"));
    std::fs::write(&content, CONTENT).unwrap();
    let mut request = vec![
        "req",
        "-x509",
        "-nodes",
        "-subj",
        "/C=XA/CN=Upload",
        "-days",
        "9",
    ];
    request.extend(key);
    request.extend(["-keyout", &secret, "-out", &public]);
    let mut sign = vec![
        "cms", "-sign", "-binary", "-outform", "DER", "-in", &content,
    ];
    sign.extend(["-signer", &public, "-inkey", &secret, "-out", &out]);
    sign.extend(options);
    for arguments in [request, sign] {
        let Ok(output) = Command::new("openssl").args(&arguments).output() else {
            println!("skipped: openssl not found");
            return None;
        };
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Some(std::fs::read(out).unwrap())
}

const EC: &[&str] = &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
const RSA: &[&str] = &["-newkey", "rsa:2048"];

#[test]
fn messages_of_openssl_verify() {
    let cases: [(&str, &[&str], &[&str]); 6] = [
        ("detached", EC, &[]),
        ("attached", EC, &["-nodetach"]),
        ("in-pieces", EC, &["-nodetach", "-stream"]),
        ("bare", RSA, &["-noattr"]),
        ("by-key-id", RSA, &["-keyid"]),
        (
            "pss",
            RSA,
            &[
                "-keyopt",
                "rsa_padding_mode:pss",
                "-keyopt",
                "rsa_pss_saltlen:digest",
            ],
        ),
    ];
    for (name, key, options) in cases {
        let Some(der) = message(name, key, options) else {
            return;
        };
        let message = parse_signed_message(&der).unwrap_or_else(|error| panic!("{name}: {error}"));
        let signer = message
            .verify(CONTENT)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(signer.subject().common_name(), Some("Upload"));
        let refused = message.verify(b"another").unwrap_err();
        match name {
            "attached" | "in-pieces" => assert_eq!(refused, CmsError::ContentDiffers),
            "bare" => assert!(matches!(refused, CmsError::Signature(_))),
            _ => assert_eq!(refused, CmsError::Digest),
        }
    }
}

#[test]
fn what_cannot_be_verified_says_so() {
    let Some(der) = message("no-certificate", EC, &["-nocerts"]) else {
        return;
    };
    assert_eq!(parse_signed_message(&der), Err(CmsError::SignerMissing));
    let der = message("sha-512", EC, &["-md", "sha512"]).unwrap();
    let verified = parse_signed_message(&der)
        .unwrap()
        .verify(CONTENT)
        .map(drop);
    assert_eq!(verified, Err(CmsError::DigestAlgorithm));
}

#[test]
fn a_mutated_message_never_panics_and_is_never_believed_for_other_content() {
    let Some(der) = message("mutated", EC, &[]) else {
        return;
    };
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(index in any::<proptest::sample::Index>(), byte: u8)| {
        let mut der = der.clone();
        let position = index.index(der.len());
        der[position] = byte;
        if let Ok(message) = parse_signed_message(&der) {
            prop_assert!(message.verify(b"another").is_err());
            let _ = message.verify(CONTENT);
        }
    });
}
