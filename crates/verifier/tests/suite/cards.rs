//! SMART Health Cards in a check: whose key counts, what decides, what is only said.

use cleanbill_crypto::{Signer, sha256};
use cleanbill_health::Ground;
use cleanbill_policy::Place;
use cleanbill_revocation::rid::{RidList, RidLists};
use cleanbill_revocation::{Limits, Revocation};
use cleanbill_shc::{
    Coding, Content, Draft, Immunization, Patient, code_text, file_json, key_id, kid, write_card,
};
use cleanbill_testkit::FixedKey;
use cleanbill_trust::{Kid, Scope, ScopedSigner, ScopedStore, SignerRecord, TrustStore};
use cleanbill_verifier::{Format, Outcome, Reason, Report, Verdict, Verifier};
use cleanbill_x509::DccUsage;

use super::world::{RU_2021, World, time};

const ISSUER: &str = "https://health.example.org/cards";
const RID: &str = "MKyCxh7p6uQ";

fn at() -> i64 {
    time("2021-12-01")
}

fn trusted(key: &FixedKey, scope: Scope, issuer: &str) -> ScopedSigner {
    let spki = key.public_key().to_spki_der();
    let kid = kid(key.public_key()).unwrap();
    let record = SignerRecord {
        kid: Kid::new(&key_id(&kid)).unwrap(),
        country: None,
        spki: spki.into(),
        usage: DccUsage::ANY,
        not_before: i64::MIN,
        not_after: i64::MAX,
        thumbprint: sha256(spki),
    };
    ScopedSigner::new(scope, Some(issuer), record).unwrap()
}

fn networks(scope: Scope, issuer: &str) -> ScopedStore {
    [trusted(&FixedKey::new(7), scope, issuer)]
        .into_iter()
        .collect()
}

fn content(cvx: &str) -> Content {
    let dose = |day: &str| Immunization {
        status: Some("completed".into()),
        vaccine: vec![Coding {
            system: "http://hl7.org/fhir/sid/cvx".into(),
            code: cvx.into(),
        }],
        occurrence: Some(day.into()),
        ..Immunization::default()
    };
    Content {
        patients: vec![Patient {
            family: Some("Beispiel".into()),
            given: vec!["Anna".into()],
            birth_date: Some("1964-08-12".into()),
            ..Patient::default()
        }],
        immunizations: vec![dose("2021-05-01"), dose("2021-06-01")],
        ..Content::default()
    }
}

fn jws(content: &Content, expires_at: Option<i64>) -> String {
    let draft = Draft {
        issuer: ISSUER,
        not_before: time("2021-07-01"),
        expires_at,
        rid: Some(RID),
        content,
    };
    write_card(&draft, &FixedKey::new(7)).unwrap()
}

fn code() -> String {
    code_text(&jws(&content("208"), None)).unwrap()
}

fn check(text: &str, networks: &ScopedStore) -> Report {
    let dcc = TrustStore::default();
    Verifier::new(&dcc)
        .with_networks(networks)
        .verify(text, at())
}

#[test]
fn a_card_of_a_trusted_issuer_is_authentic_in_every_form() {
    let networks = networks(Scope::SmartHealthCard, ISSUER);
    let jws = jws(&content("208"), None);
    for text in [code(), jws.clone(), file_json(&[jws])] {
        let report = check(&text, &networks);
        assert_eq!(report.format, Format::SmartHealthCard);
        assert_eq!(report.verdict(), Verdict::Authentic, "{:?}", report.stages);
        let pass = report.pass.unwrap();
        assert_eq!(pass.issuer.as_deref(), Some(ISSUER));
        let mapped = pass.content.mapped().unwrap();
        assert_eq!(mapped.findings(), []);
        assert_eq!(mapped.identifier.as_deref(), Some(RID));
        assert!(
            mapped
                .record
                .grounds()
                .all(|ground| ground == Ground::Vaccination)
        );
    }
}

#[test]
fn a_key_counts_for_its_issuer_and_for_cards_alone() {
    let other = networks(Scope::SmartHealthCard, "https://other.example.org");
    let report = check(&code(), &other);
    assert_ne!(report.verdict(), Verdict::Authentic);
    for scope in Scope::ALL {
        let report = check(&code(), &networks(scope, ISSUER));
        let is_theirs = scope == Scope::SmartHealthCard;
        assert_eq!(
            report.verdict() == Verdict::Authentic,
            is_theirs,
            "{scope:?}"
        );
    }
    let unknown = check(&code(), &networks(Scope::Icvp, ISSUER));
    assert_eq!(unknown.stages.key_usage, Outcome::Failed(Reason::KeyUsage));
    let nobody = check(&code(), &ScopedStore::default());
    assert_eq!(nobody.verdict(), Verdict::Undetermined);
}

#[test]
fn an_altered_card_is_refused_and_an_unsigned_one_proves_nothing() {
    let networks = networks(Scope::SmartHealthCard, ISSUER);
    let good = jws(&content("208"), None);
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let swapped = jws(&content("207"), None);
    let (others, _) = swapped.rsplit_once('.').unwrap();
    let forged = format!("{others}.{signature}");
    assert_eq!(check(&forged, &networks).verdict(), Verdict::Refused);
    assert_eq!(
        check(&format!("{signed}.AAAA"), &networks).verdict(),
        Verdict::Refused
    );
    let payload = cleanbill_shc::Card::parse(&good)
        .unwrap()
        .payload_json()
        .to_owned();
    let unsigned = check(&payload, &networks);
    assert_eq!(unsigned.reason(), Some(&Reason::Unsigned));
    assert_eq!(unsigned.verdict(), Verdict::Refused);
    assert!(unsigned.pass.is_some(), "the holder sees what it says");
}

#[test]
fn one_code_of_several_asks_for_the_others() {
    let report = check("shc:/2/3/567629", &networks(Scope::SmartHealthCard, ISSUER));
    assert_eq!(report.verdict(), Verdict::Undetermined);
    assert_eq!(report.reason().unwrap().code(), "shc.incomplete");
}

#[test]
fn a_card_ends_at_its_end() {
    let networks = networks(Scope::SmartHealthCard, ISSUER);
    let ends = |end| check(&jws(&content("208"), Some(end)), &networks).verdict();
    assert_eq!(ends(at() + 1), Verdict::Authentic);
    assert_eq!(ends(at()), Verdict::Refused);
}

#[test]
fn a_card_on_the_list_of_its_key_is_revoked() {
    let networks = networks(Scope::SmartHealthCard, ISSUER);
    let key = FixedKey::new(7);
    let verdict = |rids: &str| {
        let kid = kid(key.public_key()).unwrap();
        let list = format!(r#"{{"kid":"{kid}","method":"rid","ctr":1,"rids":[{rids}]}}"#);
        let mut lists = RidLists::new();
        lists
            .insert(RidList::parse(list.as_bytes(), &Limits::DEFAULT).unwrap())
            .unwrap();
        let mut revocation = Revocation::new();
        revocation.push(lists);
        let dcc = TrustStore::default();
        let mut verifier = Verifier::new(&dcc)
            .with_networks(&networks)
            .with_revocation(&revocation);
        verifier.verify(&code(), at()).verdict()
    };
    let issued = time("2021-07-01");
    assert_eq!(verdict(&format!("\"{RID}\"")), Verdict::Refused);
    assert_eq!(verdict("\"another\""), Verdict::Authentic);
    assert_eq!(
        verdict(&format!("\"{RID}.{}\"", issued + 1)),
        Verdict::Refused
    );
    assert_eq!(verdict(&format!("\"{RID}.{issued}\"")), Verdict::Authentic);
}

#[test]
fn a_door_asks_a_card_what_it_asks_every_pass() {
    let world = World::new(&RU_2021, "2021-11-30", "RU");
    let networks = networks(Scope::SmartHealthCard, ISSUER);
    let verdict = |cvx: &str| {
        let code = code_text(&jws(&content(cvx), None)).unwrap();
        let mut verifier = world.verifier(Place::Concert).with_networks(&networks);
        verifier.verify(&code, at()).verdict()
    };
    // Sputnik V, which the policies of that winter take; a vaccine against yellow fever.
    assert_eq!(verdict("505"), Verdict::Accepted);
    assert_eq!(verdict("37"), Verdict::Refused);
}
