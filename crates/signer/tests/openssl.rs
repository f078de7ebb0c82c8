//! Keys that another program made, and signatures that it checks. Needs `openssl`; where it is
//! missing the tests say so and check nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::io::Write;
use std::process::{Command, Stdio};

use cleanbill_crypto::{Algorithm, KeyKind, Signer};
use cleanbill_signer::{KeyType, SignerError, SoftwareKey};

fn is_installed() -> bool {
    let found = Command::new("openssl").arg("version").output().is_ok();
    if !found {
        eprintln!("skipped: openssl is not installed");
    }
    found
}

/// Runs openssl with `input` on its standard input.
fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {complaint}");
    output.stdout
}

fn generate(algorithm: &str, option: &str) -> Vec<u8> {
    let mut arguments = vec!["genpkey", "-quiet", "-algorithm", algorithm];
    if !option.is_empty() {
        arguments.extend(["-pkeyopt", option]);
    }
    openssl(&arguments, b"")
}

#[test]
fn keys_of_openssl_are_read_and_sign() {
    if !is_installed() {
        return;
    }
    let made = [
        (
            "EC",
            "ec_paramgen_curve:P-256",
            Algorithm::Es256,
            KeyKind::P256,
        ),
        (
            "EC",
            "ec_paramgen_curve:P-384",
            Algorithm::Es384,
            KeyKind::P384,
        ),
        (
            "RSA",
            "rsa_keygen_bits:2048",
            Algorithm::Ps256,
            KeyKind::Rsa { bits: 2048 },
        ),
        ("ED25519", "", Algorithm::EdDsa, KeyKind::Ed25519),
    ];
    for (name, option, algorithm, kind) in made {
        let pem = generate(name, option);
        let key = SoftwareKey::from_pkcs8_pem(&pem).unwrap();
        assert_eq!(key.algorithm(), algorithm);
        assert_eq!(key.public_key().kind(), kind);
        let spki = openssl(&["pkey", "-pubout", "-outform", "DER"], &pem);
        assert_eq!(key.public_key().to_spki_der(), spki, "{name} {option}");

        let signature = key.sign(b"message").unwrap();
        assert_eq!(
            key.public_key().verify(algorithm, b"message", &signature),
            Ok(())
        );
    }
}

#[test]
fn openssl_reads_what_is_written() {
    if !is_installed() {
        return;
    }
    for key_type in [
        KeyType::P256,
        KeyType::P384,
        KeyType::Rsa2048,
        KeyType::Ed25519,
    ] {
        let key = SoftwareKey::generate(key_type).unwrap();
        let pem = key.to_pkcs8_pem().unwrap();
        let spki = openssl(&["pkey", "-pubout", "-outform", "DER"], pem.as_bytes());
        assert_eq!(key.public_key().to_spki_der(), spki, "{key_type:?}");
    }
}

#[test]
fn keys_that_are_not_signed_with_are_refused() {
    if !is_installed() {
        return;
    }
    for (name, option) in [
        ("EC", "ec_paramgen_curve:P-521"),
        ("EC", "ec_paramgen_curve:secp256k1"),
        ("RSA", "rsa_keygen_bits:1024"),
        ("X25519", ""),
    ] {
        let refused = SoftwareKey::from_pkcs8_pem(&generate(name, option)).unwrap_err();
        assert_eq!(refused, SignerError::Rejected, "{name} {option}");
    }
}

#[test]
fn keys_in_another_form_are_named() {
    if !is_installed() {
        return;
    }
    let pem = generate("EC", "ec_paramgen_curve:P-256");
    let traditional = openssl(&["ec"], &pem);
    let encrypted = openssl(&["pkcs8", "-topk8", "-passout", "pass:correct horse"], &pem);
    let refusal = |pem: &[u8]| SoftwareKey::from_pkcs8_pem(pem).unwrap_err();
    assert_eq!(refusal(&traditional), SignerError::PemLabel);
    assert_eq!(refusal(&encrypted), SignerError::Encrypted);
}
