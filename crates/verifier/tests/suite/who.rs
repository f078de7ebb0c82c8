//! The WHO's payloads of the `HC1:` family: who may sign them, when they count, what is odd.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_cose::cbor::{Key, Value, encode_deterministic};
use cleanbill_cose::{HCERT_CLAIM, sign1};
use cleanbill_crypto::{Signer, sha256};
use cleanbill_hcert::dcc::parse_json;
use cleanbill_health::Ground;
use cleanbill_policy::Place;
use cleanbill_testkit::{FixedKey, corpora, skip};
use cleanbill_trust::{Kid, Scope, ScopedSigner, ScopedStore, SignerRecord, TrustStore};
use cleanbill_verifier::{Format, Outcome, Reason, Report, Verdict, Verifier};
use cleanbill_x509::DccUsage;

use crate::world::{KID, World, time, trusting};

const STAMARIL: &str = "YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0";
const BOPV: &str = "a3K3X000006Mii6UAC";
const YELLOW_FEVER: &str = include_str!("../../../../policies/examples/yellow-fever-arrival.toml");
const POLIO: &str = include_str!("../../../../policies/examples/polio-departure.toml");

fn payload(json: &str) -> Value<'static> {
    parse_json(json.as_bytes(), &cleanbill_cose::Limits::default()).unwrap()
}

fn icvp(product: &str, date: &str) -> Value<'static> {
    payload(&format!(
        r#"{{"n":"Anna Beispiel","dob":"1964-08-12","s":"female","nt":"XXX","v":"1",
            "vx":{{"vp":"{product}","dv":"{date}","bo":"B1","cn":"Doctor"}}}}"#
    ))
}

/// The claims: issuer, issue time, what stands under −260, and others.
fn claims(key: i64, content: Value<'static>, others: &[(i64, Value<'static>)]) -> Value<'static> {
    let mut claims = vec![
        (Key::Int(1), Value::from("XXX")),
        (
            Key::Int(HCERT_CLAIM),
            Value::Map(vec![(Key::Int(key), content)]),
        ),
    ];
    let others = others
        .iter()
        .map(|(label, value)| (Key::Int(*label), value.clone()));
    claims.extend(others);
    Value::Map(claims)
}

fn code(key: &FixedKey, claims: &Value<'_>) -> String {
    let message = sign1(&KID, &encode_deterministic(claims), key).unwrap();
    cleanbill_hcert::encode(&message).unwrap()
}

fn issued(at: &str) -> [(i64, Value<'static>); 1] {
    [(6, Value::Int(time(at)))]
}

fn network(key: &FixedKey, scope: Scope) -> ScopedStore {
    let spki = key.public_key().to_spki_der();
    let record = SignerRecord {
        kid: Kid::from(KID),
        country: None,
        spki: spki.into(),
        usage: DccUsage::ANY,
        not_before: 0,
        not_after: time("2030-01-01"),
        thumbprint: sha256(spki),
    };
    ScopedStore::new(vec![ScopedSigner::new(scope, Some("XXX"), record).unwrap()])
}

const NOW: &str = "2026-12-01T12:00:00Z";

fn verify(text: &str, trust: &TrustStore, networks: &ScopedStore) -> Report {
    Verifier::new(trust)
        .with_networks(networks)
        .verify(text, time(NOW))
}

fn codes(report: &Report) -> Vec<&'static str> {
    let content = &report.pass.as_ref().unwrap().content;
    content
        .findings()
        .iter()
        .map(|finding| finding.code)
        .collect()
}

#[test]
fn a_certificate_is_believed_by_a_key_of_its_own_scope_alone() {
    let key = FixedKey::new(1);
    let text = code(
        &key,
        &claims(-6, icvp(STAMARIL, "2026-11-01"), &issued("2026-11-02")),
    );
    let none = TrustStore::default();
    let report = verify(&text, &none, &network(&key, Scope::Icvp));
    assert_eq!(report.verdict(), Verdict::Authentic);
    assert_eq!(report.format, Format::Icvp);
    assert_eq!(codes(&report), [""; 0]);

    // The attack: somebody who may sign passes of the EU's form signs a certificate.
    let dcc_signer = verify(&text, &trusting(&key, KID), &ScopedStore::default());
    assert_eq!(dcc_signer.verdict(), Verdict::Refused);
    assert_eq!(
        dcc_signer.stages.key_usage,
        Outcome::Failed(Reason::KeyUsage)
    );
    for scope in Scope::ALL.into_iter().filter(|scope| *scope != Scope::Icvp) {
        let report = verify(&text, &none, &network(&key, scope));
        assert_eq!(report.verdict(), Verdict::Refused, "{scope:?}");
        assert_eq!(report.reason(), Some(&Reason::KeyUsage), "{scope:?}");
    }
    let stranger = verify(&text, &none, &network(&FixedKey::new(2), Scope::Icvp));
    assert_eq!(stranger.verdict(), Verdict::Refused);
    let unknown = verify(&text, &none, &ScopedStore::default());
    assert_eq!(unknown.verdict(), Verdict::Undetermined);
}

#[test]
fn a_signer_of_certificates_signs_no_pass_of_the_eu() {
    let key = FixedKey::new(1);
    let dcc = payload(
        r#"{"ver":"1.3.0","nam":{"fnt":"TEST"},"dob":"1980-01-02","v":[{"tg":"840539006",
        "vp":"1119349007","mp":"EU/1/20/1528","ma":"ORG-100030215","dn":2,"sd":2,
        "dt":"2021-11-01","co":"XX","is":"Issuer","ci":"URN:UVCI:01:XX:A#B"}]}"#,
    );
    let end = (4, Value::Int(time("2027-01-01")));
    let begin = (6, Value::Int(time("2026-11-02")));
    let text = code(&key, &claims(1, dcc, &[end, begin]));
    let report = verify(&text, &TrustStore::default(), &network(&key, Scope::Icvp));
    assert_ne!(report.verdict(), Verdict::Authentic);
}

#[test]
fn what_is_odd_is_named_and_what_says_nothing_is_refused() {
    let key = FixedKey::new(1);
    let networks = network(&key, Scope::Icvp);
    let check = |content: Value<'static>| {
        let text = code(&key, &claims(-6, content, &issued("2026-11-02")));
        verify(&text, &TrustStore::default(), &networks)
    };
    let unknown = check(icvp("a3K3X000000000000", "2026-11-01"));
    assert_eq!(unknown.verdict(), Verdict::Authentic);
    assert_eq!(codes(&unknown), ["schema.unknown-product"]);
    let listed = check(Value::Array(vec![icvp(STAMARIL, "2026-11-01")]));
    assert_eq!(codes(&listed), ["tolerated.list-of-one"]);
    let nobody = check(payload(
        r#"{"dob":"1964-08-12","vx":{"vp":"x","dv":"2026-11-01"}}"#,
    ));
    assert_eq!(nobody.verdict(), Verdict::Refused);
    assert_eq!(nobody.reason().unwrap().code(), "schema.no-name");
}

#[test]
fn a_certificate_needs_no_end_and_never_is_an_end_for_it_alone() {
    let key = FixedKey::new(1);
    let networks = network(&key, Scope::Icvp);
    let with_end = |end: Value<'static>| {
        let claims = claims(-6, icvp(STAMARIL, "2026-11-01"), &[(4, end)]);
        verify(&code(&key, &claims), &TrustStore::default(), &networks)
    };
    for never in [Value::Int(9_223_372_036_854_775), Value::Float(9.3e18)] {
        let report = with_end(never);
        assert_eq!(report.verdict(), Verdict::Authentic);
        assert_eq!(codes(&report), ["tolerated.no-end"]);
    }
    let ended = with_end(Value::Float(1_700_000_000.5));
    assert_eq!(ended.reason().unwrap().code(), "time.expired");
    for absurd in [Value::Int(-1), Value::Float(f64::NAN)] {
        assert_eq!(with_end(absurd).verdict(), Verdict::Refused);
    }
    let later = claims(
        -6,
        icvp(STAMARIL, "2026-11-30"),
        &[(5, Value::Int(time("2026-12-10")))],
    );
    let report = verify(&code(&key, &later), &TrustStore::default(), &networks);
    assert_eq!(report.reason().unwrap().code(), "time.not-yet-valid");
}

#[test]
fn the_days_of_an_older_layout_are_those_of_the_pass() {
    let key = FixedKey::new(1);
    let networks = network(&key, Scope::Icvp);
    let check = |from: &str, until: &str| {
        let content = payload(&format!(
            r#"{{"n":"Anna Beispiel","dob":"1964-08-12","s":"F","v":{{"dn":"Primary","tg":"1D47",
            "vp":"XM3418","dt":"2020-01-01","bo":"B1","cn":"Doctor","vls":"{from}",
            "vle":"{until}"}}}}"#
        ));
        let text = code(&key, &claims(-6, content, &issued("2026-11-02")));
        let report = verify(&text, &TrustStore::default(), &networks);
        report.stages.time.code()
    };
    assert_eq!(check("2020-01-11", "2026-12-01"), None);
    assert_eq!(check("2020-01-11", "2026-11-30"), Some("time.expired"));
    assert_eq!(
        check("2026-12-02", "2026-12-30"),
        Some("time.not-yet-valid")
    );
}

/// At a door with this policy.
fn at_door(policy: &str, region: &str, product: &str, date: &str, at: &str) -> Report {
    let world = World::new(&[policy], "2026-12-07", region);
    let text = code(
        &world.key,
        &claims(-6, icvp(product, date), &issued("2020-01-01")),
    );
    let networks = network(&world.key, Scope::Icvp);
    Verifier::new(&world.trust)
        .with_networks(&networks)
        .at_door(world.door(Place::InternationalTravel))
        .verify(&text, time(at))
}

#[test]
fn yellow_fever_opens_a_border_from_the_tenth_day_on_for_life() {
    let check = |date, at| at_door(YELLOW_FEVER, "XX", STAMARIL, date, at);
    let early = check("2026-12-01", "2026-12-10T23:58:59Z");
    assert_eq!(early.verdict(), Verdict::Refused);
    assert_eq!(early.reason().unwrap().code(), "rules.too-early");
    let first = check("2026-12-01", "2026-12-11T00:00:00Z");
    assert_eq!(first.verdict(), Verdict::Accepted);
    let life = check("1975-03-01", "2026-12-11T00:00:00Z");
    assert_eq!(life.verdict(), Verdict::Accepted);
    let polio = at_door(
        YELLOW_FEVER,
        "XX",
        BOPV,
        "2026-01-01",
        "2026-12-11T00:00:00Z",
    );
    assert_eq!(polio.reason().unwrap().code(), "rules.other-disease");
}

#[test]
fn polio_opens_a_border_between_four_weeks_and_twelve_months() {
    let check = |date, at| at_door(POLIO, "XZ", BOPV, date, at);
    let early = check("2026-11-10", "2026-12-07T23:58:59Z");
    assert_eq!(early.reason().unwrap().code(), "rules.too-early");
    let first = check("2026-11-10", "2026-12-08T00:00:00Z");
    assert_eq!(first.verdict(), Verdict::Accepted);
    let last = check("2025-12-08", "2026-12-08T23:59:59Z");
    assert_eq!(last.verdict(), Verdict::Accepted);
    let over = check("2025-12-08", "2026-12-09T00:00:00Z");
    assert_eq!(over.reason().unwrap().code(), "rules.term-over");
}

/// `61(18([h'A10126', {4: kid}, claims, signature]))` as base64: the form of one country.
fn plain(key: &FixedKey, claims: &Value<'_>) -> String {
    let protected = Value::from(&b"\xa1\x01\x26"[..]);
    let claims = encode_deterministic(claims);
    let to_be_signed = encode_deterministic(&Value::Array(vec![
        Value::from("Signature1"),
        protected.clone(),
        Value::from(&b""[..]),
        Value::from(&claims[..]),
    ]));
    let signature = key.sign(&to_be_signed).unwrap();
    let message = Value::Array(vec![
        protected,
        Value::Map(vec![(Key::Int(4), Value::from(&KID[..]))]),
        Value::from(&claims[..]),
        Value::from(&signature[..]),
    ]);
    let tagged = Value::Tag(61, Box::new(Value::Tag(18, Box::new(message))));
    STANDARD.encode(encode_deterministic(&tagged))
}

#[test]
fn a_pilgrims_link_in_plain_base64_is_checked_and_every_tolerance_named() {
    let key = FixedKey::new(1);
    let links = payload(r#"[{"u":"shlink://e30="}]"#);
    let never = (4, Value::Int(9_223_372_036_854_775));
    let text = plain(&key, &claims(5, links, &[never]));
    let networks = network(&key, Scope::HealthLink);
    let report = verify(&text, &TrustStore::default(), &networks);
    assert_eq!(report.verdict(), Verdict::Authentic);
    assert_eq!(report.format, Format::HealthLink);
    assert_eq!(
        codes(&report),
        [
            "tolerated.plain-base64",
            "note.unprotected-kid",
            "note.unusual-tags",
            "tolerated.no-end"
        ]
    );
    let content = &report.pass.as_ref().unwrap().content;
    assert_eq!(content.record().events.len(), 0);
    let facts = &content.mapped().unwrap().facts;
    assert_eq!(facts, &[("link", "shlink://e30=".to_owned())]);
    // The same as a pass of another kind is no code at all.
    let other = plain(&key, &claims(-6, icvp(STAMARIL, "2026-11-01"), &[]));
    let report = verify(&other, &TrustStore::default(), &network(&key, Scope::Icvp));
    assert_eq!(report.verdict(), Verdict::Refused);
    assert_eq!(report.reason().unwrap().code(), "decode.not-a-pass");
}

#[test]
fn signed_links_are_read_in_the_family_too() {
    let key = FixedKey::new(1);
    let links = payload(r#"[{"u":"vhlink:/e30"}]"#);
    let milliseconds = (6, Value::Int(1_782_481_969_732));
    let text = code(&key, &claims(5, links, &[milliseconds]));
    let networks = network(&key, Scope::HealthLink);
    let report = verify(&text, &TrustStore::default(), &networks);
    assert_eq!(report.verdict(), Verdict::Authentic);
    assert_eq!(codes(&report), ["tolerated.millisecond-time"]);
    // A door lets nobody in for a link: it says nothing of anybody.
    let world = World::new(&[YELLOW_FEVER], "2026-12-01", "XX");
    let report = Verifier::new(&world.trust)
        .with_networks(&networks)
        .at_door(world.door(Place::InternationalTravel))
        .verify(&text, time(NOW));
    assert_eq!(report.verdict(), Verdict::Undetermined);
}

#[test]
fn a_ddcc_ends_by_its_own_day() {
    let key = FixedKey::new(1);
    let networks = network(&key, Scope::Ddcc);
    let check = |until: &str| {
        let content = payload(&format!(
            r#"{{"name":"Anna Beispiel","birthDate":"1964-08-12","hcid":"XX1","lot":"B1",
            "vaccine":{{"code":"1119349007","system":"http://snomed.info/sct"}},
            "disease":{{"code":"840539006","system":"http://snomed.info/sct"}},
            "date":"2021-07-08","dose":2,"total_doses":2,"valid_from":"2021-07-08",
            "valid_until":"{until}"}}"#
        ));
        let text = code(&key, &claims(3, content, &[]));
        verify(&text, &TrustStore::default(), &networks)
    };
    let good = check("2026-12-01");
    assert_eq!(good.verdict(), Verdict::Authentic);
    assert_eq!(good.format, Format::Ddcc);
    let content = &good.pass.as_ref().unwrap().content;
    assert_eq!(content.identifier(), Some("XX1"));
    assert!(content.record().grounds().eq([Ground::Vaccination]));
    assert_eq!(check("2026-11-30").reason().unwrap().code(), "time.expired");
}

#[test]
fn the_samples_of_the_who_are_read() {
    let Some(folder) = corpora().map(|corpora| corpora.join("gdhcn/samples")) else {
        return skip("samples of the WHO");
    };
    let read = |name: &str| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let text = text.trim_end_matches(['\r', '\n']);
        verify(
            text,
            &TrustStore::default(),
            &network(&FixedKey::new(1), Scope::Icvp),
        )
    };
    for (name, format, findings) in [
        ("DVCTestQR.txt", Format::Icvp, &["schema.date-order"][..]),
        ("DVCTest3QR.txt", Format::Icvp, &["schema.no-issuer"]),
        (
            "WHOQR1Contents.txt",
            Format::Ddcc,
            &["tolerated.bare-data-set", "note.unprotected-kid"],
        ),
        (
            "WHOQR2Contents.txt",
            Format::Ddcc,
            &[
                "schema.missing",
                "tolerated.null-as-absent",
                "tolerated.bare-data-set",
                "note.unprotected-kid",
            ],
        ),
    ] {
        let report = read(name);
        assert_eq!(report.format, format, "{name}");
        assert_eq!(report.stages.decode, Outcome::Passed, "{name}");
        assert_eq!(report.stages.schema, Outcome::Passed, "{name}");
        assert_eq!(
            report.stages.signature,
            Outcome::Undetermined(Reason::UnknownKey),
            "{name}"
        );
        assert_eq!(codes(&report), findings, "{name}");
    }
}
