//! Passes of schemes that ended, through the whole verifier.

use std::fs;
use std::path::PathBuf;

use cleanbill_crypto::{PublicKey, sha256};
use cleanbill_jose::Jwk;
use cleanbill_trust::list;
use cleanbill_trust::{Kid, Scope, ScopedSigner, ScopedStore, SignerRecord, TrustStore};
use cleanbill_verifier::{DoorReason, DoorVerdict, Format, Report, Verdict, Verifier};
use cleanbill_x509::{DccUsage, parse_certificate, parse_pem};

/// 2026-11-02T20:05:31Z: when the pass of the specification that is not active yet begins.
const ACTIVE_AT: i64 = 1_793_649_931;
const NZ: &str = "did:web:nzcp.covid19.health.nz";

fn signer(scope: Scope, kid: &[u8], issuer: Option<&str>, key: &PublicKey) -> ScopedSigner {
    let spki = key.to_spki_der();
    let record = SignerRecord {
        kid: Kid::new(kid).unwrap(),
        country: None,
        spki: spki.into(),
        usage: DccUsage::ANY,
        not_before: i64::MIN,
        not_after: i64::MAX,
        thumbprint: sha256(spki),
    };
    ScopedSigner::new(scope, issuer, record).unwrap()
}

fn check(signers: Vec<ScopedSigner>, text: &str, at: i64) -> Report {
    let (trust, networks) = (TrustStore::default(), ScopedStore::new(signers));
    Verifier::new(&trust)
        .with_networks(&networks)
        .verify(text, at)
}

fn told(report: &Report) -> (Verdict, Option<&'static str>) {
    (
        report.verdict(),
        report.reason().map(|reason| reason.code()),
    )
}

fn folder(name: &str) -> Option<PathBuf> {
    let folder = cleanbill_testkit::corpora().map(|corpora| corpora.join(name));
    if folder.is_none() {
        cleanbill_testkit::skip(name);
    }
    folder
}

fn read(path: PathBuf) -> String {
    fs::read_to_string(path).unwrap().trim().to_owned()
}

#[test]
fn every_nzcp_of_the_specification_has_its_verdict() {
    let Some(folder) = folder("nzcp") else { return };
    let jwk = read(folder.join("valid/jwk.json"));
    let jwk = Jwk::parse(jwk.as_bytes(), &cleanbill_jose::Limits::default()).unwrap();
    let key = jwk.public_key().unwrap();
    let own = || vec![signer(Scope::Nzcp, b"key-1", Some(NZ), key)];
    let authentic = (Verdict::Authentic, None);
    let refused = |code| (Verdict::Refused, Some(code));
    let unknown = (Verdict::Undetermined, Some("trust.unknown-key"));
    for (name, at, expected) in [
        ("valid/nzcp", ACTIVE_AT, authentic),
        ("invalid/nzcp-notactive-payload", ACTIVE_AT, authentic),
        (
            "invalid/nzcp-notactive-payload",
            ACTIVE_AT - 100,
            refused("time.not-yet-valid"),
        ),
        (
            "invalid/nzcp-expired-payload",
            ACTIVE_AT,
            refused("time.expired"),
        ),
        (
            "invalid/nzcp-modified-sig",
            ACTIVE_AT,
            refused("signature.invalid"),
        ),
        (
            "invalid/nzcp-modified-payload",
            ACTIVE_AT,
            refused("signature.invalid"),
        ),
        (
            "invalid/nzcp-bad-public-key",
            ACTIVE_AT,
            refused("signature.invalid"),
        ),
        ("invalid/nzcp-not-associated-public-key", ACTIVE_AT, unknown),
    ] {
        let text = read(folder.join(format!("{name}.txt")));
        let report = check(own(), &text, at);
        assert_eq!(
            (told(&report), report.format),
            (expected, Format::Nzcp),
            "{name}"
        );
    }
    let valid = read(folder.join("valid/nzcp.txt"));
    let other_issuer = signer(Scope::Nzcp, b"key-1", Some("did:web:example.org"), key);
    assert_eq!(
        told(&check(vec![other_issuer], &valid, ACTIVE_AT)).0,
        Verdict::Refused
    );
    let other_scope = signer(Scope::Divoc, b"key-1", Some(NZ), key);
    let report = check(vec![other_scope], &valid, ACTIVE_AT);
    assert_eq!(told(&report), refused("key-usage.not-allowed"));
}

#[test]
fn a_seal_needs_its_authority() {
    let Some(folder) = folder("gdhcn/samples") else {
        return;
    };
    let seal = read(folder.join("ICAOAUQR1Contents.txt"));
    let nobody = check(Vec::new(), &seal, ACTIVE_AT);
    assert_eq!(
        told(&nobody),
        (Verdict::Undetermined, Some("trust.no-signers"))
    );
    let pem = read(folder.join("ICAOHealthMLSigner1.pem.crt"));
    let blocks = parse_pem(pem.as_bytes()).unwrap();
    assert!(blocks.len() > 1);
    let changed = seal.replace("2021-09-15", "2021-09-16");
    let key = cleanbill_testkit::FixedKey::new(1);
    let other = || {
        let public = cleanbill_crypto::Signer::public_key(&key);
        vec![signer(Scope::VdsNc, b"csca", None, public)]
    };
    let unknown = (Verdict::Undetermined, Some("trust.unknown-key"));
    assert_eq!(told(&check(other(), &seal, ACTIVE_AT)), unknown);
    let invalid = (Verdict::Refused, Some("signature.invalid"));
    assert_eq!(told(&check(other(), &changed, ACTIVE_AT)), invalid);
}

#[test]
fn a_seal_of_keys_that_write_out_their_curve_is_authentic_under_its_authority() {
    for (seal, authority) in [
        (
            include_str!("../../../archive/tests/data/explicit-p256.json"),
            &include_bytes!("../../../archive/tests/data/explicit-p256-csca.pem")[..],
        ),
        (
            include_str!("../../../archive/tests/data/explicit-p521.json"),
            include_bytes!("../../../archive/tests/data/explicit-p521-csca.pem"),
        ),
    ] {
        let der = parse_pem(authority).unwrap().remove(0).der;
        let authority = parse_certificate(&der).unwrap();
        let authority = || vec![list::archive::vds_nc_authority(&authority).unwrap()];
        let report = check(authority(), seal, ACTIVE_AT);
        assert_eq!(told(&report), (Verdict::Authentic, None));
        let changed = seal.replace("2021-06-01", "2021-06-02");
        let report = check(authority(), &changed, ACTIVE_AT);
        let invalid = (Verdict::Refused, Some("signature.invalid"));
        assert_eq!(told(&report), invalid);
    }
}

#[test]
fn codes_that_nobody_can_verify_are_named_and_say_why() {
    let two_d_doc = "DC04FR0000011EED1EECL101FRL0TESTER\u{1d}L1ANNA\u{1d}L231031979\u{1f}ABCD";
    for (text, verdict, code, door) in [
        (
            two_d_doc,
            Verdict::Undetermined,
            "recognised.2d-doc",
            DoorReason::NotCheckable,
        ),
        (
            "LT1:6BF",
            Verdict::Undetermined,
            "recognised.swiss-light",
            DoorReason::NotCheckable,
        ),
        (
            "NL2:6BF",
            Verdict::Undetermined,
            "recognised.coronacheck",
            DoorReason::NotCheckable,
        ),
        (
            r#"{"protocol":"DCCVALIDATION"}"#,
            Verdict::Refused,
            "recognised.eu-validation",
            DoorReason::NotAPass,
        ),
    ] {
        let report = check(Vec::new(), text, ACTIVE_AT);
        assert_eq!(told(&report), (verdict, Some(code)), "{text}");
        assert_eq!(DoorVerdict::new(&report, None).reason, door, "{text}");
        let shown = format!("{report:?}");
        assert!(!shown.contains("TESTER"), "{shown}");
    }
    let report = check(Vec::new(), two_d_doc, ACTIVE_AT);
    let name = report
        .pass
        .as_ref()
        .map(|pass| pass.content.name().clone())
        .unwrap();
    assert_eq!(name.surname.as_deref(), Some("TESTER"));
}
