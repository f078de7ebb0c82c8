//! A card of another format at a door that asks the EU's business rules.

use cleanbill_crypto::{Signer, sha256};
use cleanbill_policy::{Declared, Place, PolicySet, RuleBook};
use cleanbill_shc::{
    Coding, Content, Draft, Immunization, Patient, code_text, key_id, kid, write_card,
};
use cleanbill_testkit::FixedKey;
use cleanbill_trust::{Country, Kid, Scope, ScopedSigner, ScopedStore, SignerRecord};
use cleanbill_verifier::{Report, Verdict};
use cleanbill_x509::DccUsage;
use serde_json::{Value, json};

use super::world::{World, time};

const ISSUER: &str = "https://health.example.org/cards";
const TRAVEL: &str = include_str!("../../../../policies/examples/eu-travel-to-germany.toml");

/// A rule as Germany publishes them.
fn rule(number: &str, kind: &str, fields: &[&str], logic: &Value) -> Vec<u8> {
    json!({
        "Identifier": format!("{kind}-DE-{number}"), "Type": "Acceptance", "Country": "DE",
        "Version": "1.0.0", "SchemaVersion": "1.3.0", "Engine": "CERTLOGIC",
        "EngineVersion": "0.7.5",
        "CertificateType": if kind == "VR" { "Vaccination" } else { "General" },
        "Description": [{ "lang": "en", "desc": "a test" }],
        "ValidFrom": "2021-07-01T00:00:00Z", "ValidTo": "2030-01-01T00:00:00Z",
        "AffectedFields": fields, "Logic": logic,
    })
    .to_string()
    .into_bytes()
}

/// One entry, a product that counts, all doses, and fourteen days since the last.
fn rules() -> RuleBook {
    let dose = |then: Value| json!({ "if": [{ "var": "payload.v.0" }, then, true] });
    let products = json!({ "in": [{ "var": "payload.v.0.mp" }, ["EU/1/20/1528", "EU/1/20/1525"]] });
    let complete = json!({ ">=": [{ "var": "payload.v.0.dn" }, { "var": "payload.v.0.sd" }] });
    let waited = json!({ "not-before": [
        { "plusTime": [{ "var": "external.validationClock" }, 0, "day"] },
        { "plusTime": [{ "var": "payload.v.0.dt" }, 14, "day"] },
    ] });
    let documents = [
        rule("0001", "VR", &["v.0.mp"], &dose(products)),
        rule("0002", "VR", &["v.0.dn", "v.0.sd"], &dose(complete)),
        rule("0003", "VR", &["v.0.dt"], &dose(waited)),
    ];
    RuleBook::parse(documents.iter().map(Vec::as_slice), std::iter::empty()).unwrap()
}

fn world() -> World {
    let mut world = World::new(&[], "2021-11-30", "AT");
    world.rules = rules();
    world.policies = PolicySet::load([TRAVEL], &world.rules, &Declared, i64::MAX);
    assert_eq!(world.policies.refused(), []);
    world
}

fn networks() -> ScopedStore {
    let key = FixedKey::new(7);
    let spki = key.public_key().to_spki_der();
    let record = SignerRecord {
        kid: Kid::new(&key_id(&kid(key.public_key()).unwrap())).unwrap(),
        country: Country::new("US"),
        spki: spki.into(),
        usage: DccUsage::ANY,
        not_before: i64::MIN,
        not_after: i64::MAX,
        thumbprint: sha256(spki),
    };
    let signer = ScopedSigner::new(Scope::SmartHealthCard, Some(ISSUER), record);
    signer.into_iter().collect()
}

/// A card with a dose of these vaccines (CVX) on each of these days.
fn card(doses: &[(&str, &str)]) -> String {
    let dose = |(cvx, day): &(&str, &str)| Immunization {
        status: Some("completed".into()),
        vaccine: vec![Coding {
            system: "http://hl7.org/fhir/sid/cvx".into(),
            code: (*cvx).into(),
        }],
        occurrence: Some((*day).into()),
        ..Immunization::default()
    };
    let content = Content {
        patients: vec![Patient {
            family: Some("Beispiel".into()),
            given: vec!["Anna".into()],
            birth_date: Some("1964-08-12".into()),
            ..Patient::default()
        }],
        immunizations: doses.iter().map(dose).collect(),
        ..Content::default()
    };
    let draft = Draft {
        issuer: ISSUER,
        not_before: time("2021-07-01"),
        expires_at: None,
        rid: None,
        content: &content,
    };
    code_text(&write_card(&draft, &FixedKey::new(7)).unwrap()).unwrap()
}

fn check(world: &World, doses: &[(&str, &str)], at: &str) -> Report {
    let networks = networks();
    let verifier = world.verifier(Place::InternationalTravel);
    let report = verifier
        .with_networks(&networks)
        .verify(&card(doses), time(at));
    assert_eq!(
        report.signer.as_ref().unwrap().issuer.as_deref(),
        Some(ISSUER)
    );
    report
}

#[test]
fn a_smart_health_card_is_judged_by_the_destinations_own_rules() {
    let world = world();
    let both = [("208", "2021-05-01"), ("208", "2021-06-01")];
    let accepted = check(&world, &both, "2021-12-01");
    assert_eq!(
        accepted.verdict(),
        Verdict::Accepted,
        "{:?}",
        accepted.stages
    );
    for (doses, what) in [
        (&both[..1], "one dose of two"),
        (
            &[("207", "2021-05-01"), ("207", "2021-06-01")],
            "a product that is not listed",
        ),
        (
            &[("208", "2021-05-01"), ("208", "2021-11-25")],
            "six days ago",
        ),
        (&[("37", "2021-05-01")], "yellow fever"),
    ] {
        let report = check(&world, doses, "2021-12-01");
        assert_ne!(report.verdict(), Verdict::Accepted, "{what}");
    }
    // One dose is the series of that product, which the card does not say.
    let single = check(&world, &[("212", "2021-06-01")], "2021-12-01");
    assert_eq!(single.verdict(), Verdict::Accepted, "{:?}", single.stages);
}

#[test]
fn the_day_decides_as_for_every_pass() {
    let world = world();
    let doses = [("208", "2021-05-01"), ("208", "2021-11-20")];
    let at = |at: &str| check(&world, &doses, at).verdict();
    assert_eq!(at("2021-12-03T23:59:59Z"), Verdict::Refused);
    assert_eq!(at("2021-12-04T00:00:00Z"), Verdict::Accepted);
}
