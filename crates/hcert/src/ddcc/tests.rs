use cleanbill_cose::cbor::{Key, Value, encode_deterministic};

use super::*;
use crate::dcc::{Fault, parse_json};
use crate::{Decoder, HcertError, Limits, Payload, encode, read_payload};

fn limits() -> cleanbill_cose::Limits {
    cleanbill_cose::Limits::default()
}

fn payload(json: &str) -> Value<'static> {
    parse_json(json.as_bytes(), &limits()).unwrap()
}

const FLAT: &str = r#"{"name":"A Holder","birthDate":"1990-05-01","identifier":"7",
    "sex":{"code":"female","system":"http://hl7.org/fhir/administrative-gender"},
    "vaccine":{"code":"1119349007","system":"http://snomed.info/sct"},
    "brand":{"code":"TEST","system":"http://example.org"},"manufacturer":"Organization/973",
    "lot":"PT","date":"2021-07-08","vaccine_valid":"2021-07-22","dose":1,"total_doses":2,
    "disease":{"code":"840539006","system":"http://snomed.info/sct"},
    "hcid":"XX1","pha":"P","valid_from":"2021-07-08","valid_until":"2022-07-08"}"#;

const NESTED: &str = r#"{"name":"A Holder","birthDate":"1990-05-01",
    "identifier":{"value":"7"},
    "certificate":{"hcid":{"value":"XX1"},"issuer":{"reference":"P"},
        "period":{"start":"2021-07-08","end":"2022-07-08"}},
    "test":{"pathogen":{"code":"840539006","system":"http://snomed.info/sct"},
        "type":{"code":"LP6464-4","system":"http://loinc.org"},
        "date":"2021-07-08T10:00:00Z",
        "result":{"code":"260415000","system":"http://snomed.info/sct"},"centre":"C"}}"#;

#[test]
fn a_flat_vaccination_is_read() {
    let reading = read_ddcc(VACCINATION_KEY, &payload(FLAT)).unwrap();
    assert_eq!(reading.findings, []);
    assert_eq!(reading.tolerances, []);
    let ddcc = reading.ddcc;
    assert_eq!(ddcc.kind(), "vaccination");
    assert_eq!(ddcc.identifier_of_certificate.as_deref(), Some("XX1"));
    assert_eq!(ddcc.valid_until.as_deref(), Some("2022-07-08"));
    let DdccEvent::Vaccination(dose) = ddcc.event else {
        panic!("a vaccination");
    };
    assert_eq!((dose.dose, dose.doses), (Some(1), Some(2)));
    assert_eq!(dose.disease.unwrap().code, "840539006");
    assert_eq!(dose.manufacturer.unwrap().code, "Organization/973");
    assert_eq!(dose.counts_from.as_deref(), Some("2021-07-22"));
}

#[test]
fn a_nested_test_is_read() {
    let reading = read_ddcc(TEST_KEY, &payload(NESTED)).unwrap();
    assert_eq!(reading.findings, []);
    let ddcc = reading.ddcc;
    assert_eq!(ddcc.kind(), "test");
    assert_eq!(ddcc.identifier.as_deref(), Some("7"));
    assert_eq!(ddcc.identifier_of_certificate.as_deref(), Some("XX1"));
    assert_eq!(ddcc.authority.as_deref(), Some("P"));
    assert_eq!(ddcc.valid_from.as_deref(), Some("2021-07-08"));
    let DdccEvent::Test(test) = ddcc.event else {
        panic!("a test");
    };
    assert_eq!(test.result.unwrap().code, "260415000");
    assert_eq!(test.centre.as_deref(), Some("C"));
}

#[test]
fn faults_are_found_where_they_stand() {
    let faults = |key, json: &str| {
        let reading = read_ddcc(key, &payload(json)).unwrap();
        let findings = reading.findings.into_iter();
        let pairs = findings.map(|finding| (finding.path.to_string(), finding.fault));
        pairs.collect::<Vec<_>>()
    };
    let one = |path: &str, fault| vec![(path.to_owned(), fault)];
    let flat = |from: &str, to: &str| {
        assert!(FLAT.contains(from));
        faults(VACCINATION_KEY, &FLAT.replace(from, to))
    };
    assert_eq!(
        flat(r#""name":"A Holder","#, ""),
        one("name", Fault::NoName)
    );
    assert_eq!(
        flat(r#""dose":1"#, r#""dose":0"#),
        one("dose", Fault::BelowOne)
    );
    assert_eq!(
        flat("2021-07-08\",\"vacc", "yesterday\",\"vacc"),
        one("date", Fault::Pattern)
    );
    assert_eq!(flat(r#""lot":"PT","#, ""), one("lot", Fault::Missing));
    assert_eq!(
        faults(TEST_KEY, &NESTED.replace("\"result\"", "\"outcome\"")),
        one("test.result", Fault::Missing)
    );
    assert_eq!(
        read_ddcc(TEST_KEY, &payload("[]")),
        Err(HcertError::MalformedDdcc)
    );
}

/// A code that holds `content`, signed by nobody.
fn code(content: &Value<'_>) -> String {
    let content = encode_deterministic(content);
    let message = Value::Array(vec![
        Value::from(&b"\xa1\x01\x26"[..]),
        Value::Map(Vec::new()),
        Value::from(&content[..]),
        Value::from(&b"signature"[..]),
    ]);
    encode(&encode_deterministic(&message)).unwrap()
}

fn read(content: &Value<'_>) -> Result<Payload, HcertError> {
    let mut decoder = Decoder::default();
    let text = code(content);
    let envelope = decoder.decode(&text)?;
    read_payload(&envelope, &Limits::default())
}

#[test]
fn a_data_set_without_a_claim_is_read_and_named() {
    for (json, kind) in [(FLAT, "vaccination"), (NESTED, "test")] {
        let Ok(Payload::Ddcc(reading)) = read(&payload(json)) else {
            panic!("{kind}");
        };
        assert_eq!(reading.ddcc.kind(), kind);
        assert_eq!(reading.tolerances, [Tolerance::BareDataSet]);
    }
}

#[test]
fn what_only_resembles_one_is_not_read() {
    let without = |name: &str| payload(&FLAT.replace(&format!("\"{name}\""), "\"x\""));
    for name in ["name", "birthDate", "vaccine"] {
        assert_eq!(
            read(&without(name)),
            Err(HcertError::NoHcertClaim),
            "{name}"
        );
    }
}

#[test]
fn every_key_of_the_family_leads_to_its_payload() {
    let under = |key: i64, value: Value<'static>| {
        let family = Value::Map(vec![(Key::Int(key), value)]);
        read(&Value::Map(vec![(Key::Int(-260), family)]))
    };
    assert!(matches!(under(1, payload("{}")), Ok(Payload::Dcc(_))));
    assert!(matches!(under(3, payload(FLAT)), Ok(Payload::Ddcc(_))));
    assert!(matches!(under(4, payload(NESTED)), Ok(Payload::Ddcc(_))));
    let links = payload(r#"[{"u":"vhlink:/e30"}]"#);
    assert!(matches!(under(5, links), Ok(Payload::Links(_))));
    assert!(matches!(under(-6, payload("{}")), Ok(Payload::Icvp(_))));
    let both = vec![
        (Key::Int(-6), payload("{}")),
        (Key::Int(5), payload(r#"["vhlink:/e30"]"#)),
    ];
    let both = read(&Value::Map(vec![(Key::Int(-260), Value::Map(both))]));
    let Ok(Payload::Icvp(reading)) = both else {
        panic!("the certificate first");
    };
    let last = reading.findings.last().unwrap();
    assert_eq!(last.fault, Fault::OtherPayload);
    assert_eq!(
        under(2, payload("{}")),
        Err(HcertError::NotDcc { payload: 2 })
    );
}

#[test]
fn debug_shows_no_content() {
    let reading = read_ddcc(VACCINATION_KEY, &payload(FLAT)).unwrap();
    let shown = format!("{reading:?} {:?}", reading.ddcc.event);
    for secret in ["Holder", "1990", "XX1", "2021"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
