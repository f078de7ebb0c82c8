//! Certification requests: ours as OpenSSL reads them, OpenSSL's as we do, and broken ones.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::io::Write;
use std::process::{Command, Stdio};

use cleanbill_crypto::{Algorithm, PublicKey, SignError, Signer};
use cleanbill_x509::{
    BuildError, CertificateRequestError, Subject, build_request, parse_pem, parse_request,
};

mod support;
use support::TestSigner;

const SUBJECT: Subject<'static> = Subject {
    country: "XA",
    organization: Some("Gesundheitsamt Ä"),
    common_name: "DSC XA 2",
};

#[test]
fn what_is_asked_is_read() {
    let key = TestSigner::new(Algorithm::Es256);
    let request = parse_request(&build_request(&SUBJECT, &key).unwrap()).unwrap();
    assert_eq!(request.subject.country(), Some("XA"));
    assert_eq!(request.subject.organization(), Some("Gesundheitsamt Ä"));
    assert_eq!(request.subject.common_name(), Some("DSC XA 2"));
    assert_eq!(&request.public_key, key.public_key());
}

/// Says that it has another key than it signs with.
struct Impostor(TestSigner, TestSigner);

impl Signer for Impostor {
    fn algorithm(&self) -> Algorithm {
        self.0.algorithm()
    }

    fn public_key(&self) -> &PublicKey {
        self.1.public_key()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.0.sign(message)
    }
}

#[test]
fn nobody_gets_a_key_certified_that_they_do_not_hold() {
    let der = build_request(
        &SUBJECT,
        &Impostor(
            TestSigner::new(Algorithm::Es256),
            TestSigner::new(Algorithm::Es256),
        ),
    )
    .unwrap();
    let refused = parse_request(&der).unwrap_err();
    assert_eq!(refused.code(), "x509.request.signature");
}

#[test]
fn no_changed_or_missing_byte_is_overlooked() {
    let der = build_request(&SUBJECT, &TestSigner::new(Algorithm::Es256)).unwrap();
    let whole = parse_request(&der).unwrap();
    for at in 0..der.len() {
        assert!(parse_request(&der[..at]).is_err(), "{at}");
        let mut changed = der.clone();
        changed[at] ^= 1;
        // In the encoding of the signature's algorithm nothing can be changed unseen either.
        assert_ne!(parse_request(&changed), Ok(whole.clone()), "{at}");
        assert!(parse_request(&changed).is_err(), "{at}");
    }
    let longer = [&der[..], &[0]].concat();
    assert!(matches!(
        parse_request(&longer),
        Err(CertificateRequestError::Der(_))
    ));
    let huge = vec![0x30; 1 << 20];
    let refused = parse_request(&huge).unwrap_err();
    assert_eq!(refused.code(), "x509.request.too-large");
}

#[test]
fn names_that_no_certificate_states_are_not_asked_for() {
    let key = TestSigner::new(Algorithm::Es256);
    let country = Subject {
        country: "xa",
        ..SUBJECT
    };
    assert_eq!(build_request(&country, &key), Err(BuildError::Country));
    let name = Subject {
        common_name: "",
        ..SUBJECT
    };
    assert_eq!(build_request(&name, &key), Err(BuildError::Name));
}

#[test]
fn openssl_and_we_agree() {
    let openssl = |arguments: &[&str], input: &[u8]| {
        let mut child = Command::new("openssl")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        child.wait_with_output().unwrap()
    };
    if Command::new("openssl").arg("version").output().is_err() {
        eprintln!("skipped: openssl is not installed");
        return;
    }
    let ours = build_request(&SUBJECT, &TestSigner::new(Algorithm::Es256)).unwrap();
    let checked = openssl(&["req", "-inform", "DER", "-verify", "-noout"], &ours);
    assert!(checked.status.success(), "{checked:?}");

    let theirs = openssl(
        &[
            "req",
            "-new",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout",
            "/dev/null",
            "-subj",
            "/C=XA/O=Amt/CN=DSC 9",
            "-addext",
            "basicConstraints=critical,CA:TRUE",
        ],
        b"",
    );
    assert!(theirs.status.success(), "{theirs:?}");
    let block = parse_pem(&theirs.stdout).unwrap().remove(0);
    assert_eq!(block.label, "CERTIFICATE REQUEST");
    let request = parse_request(&block.der).unwrap();
    assert_eq!(request.subject.common_name(), Some("DSC 9"));
}
