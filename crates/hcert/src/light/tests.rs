use cleanbill_cose::cbor::{Key, Value, encode_deterministic};
use cleanbill_cose::{Claims, HCERT_CLAIM, parse_claims};
use proptest::prelude::*;

use super::*;
use crate::dcc::Fault;

fn limits() -> cleanbill_cose::Limits {
    cleanbill_cose::Limits::default()
}

fn pass() -> LightPass {
    LightPass {
        name: PersonName {
            surname: Some("Beispiel".into()),
            surname_standardised: Some("BEISPIEL".into()),
            ..PersonName::default()
        },
        birth_date: Some("1964-08-12".into()),
        handle: Some("URN:UVCI:01:XX:AAAAAAAAAAAAAAAAAAAAAAAAAA#Q".into()),
        policy: Some(PolicyMark {
            id: "xx.places".into(),
            version: 1,
            digest: [7; 16],
        }),
    }
}

type Member = (Key<'static>, Value<'static>);

/// The light pass as members, to be tampered with.
fn members() -> Vec<Member> {
    let bytes = encode_deterministic(&pass().to_value());
    let Value::Map(members) = cleanbill_cose::cbor::parse_value(&bytes, &limits()).unwrap() else {
        panic!("a map");
    };
    let owned = members.into_iter().map(|(key, value)| {
        let Key::Text(name) = key else { panic!("text") };
        (Key::Text(name.into_owned().into()), own(value))
    });
    owned.collect()
}

fn own(value: Value<'_>) -> Value<'static> {
    match value {
        Value::Text(text) => Value::Text(text.into_owned().into()),
        Value::Bytes(bytes) => Value::Bytes(bytes.into_owned().into()),
        Value::Int(int) => Value::Int(int),
        Value::Map(members) => {
            let members = members.into_iter().map(|(key, value)| {
                let Key::Text(name) = key else { panic!("text") };
                (Key::Text(name.into_owned().into()), own(value))
            });
            Value::Map(members.collect())
        }
        _ => panic!("nothing else is in a light pass"),
    }
}

fn frame(hcert: Vec<Member>) -> Vec<Member> {
    vec![
        (Key::Int(1), Value::from("XX")),
        (Key::Int(4), Value::Int(1_700_086_399)),
        (Key::Int(5), Value::Int(1_700_000_000)),
        (Key::Int(HCERT_CLAIM), Value::Map(hcert)),
    ]
}

fn read_claims(claims: Vec<Member>) -> Result<Option<LightReading>, HcertError> {
    let bytes = encode_deterministic(&Value::Map(claims));
    let claims: Claims<'_> = parse_claims(&bytes, &limits()).unwrap();
    read_light(&claims)
}

fn faults(light: Vec<Member>) -> Vec<(String, Fault)> {
    let hcert = vec![(Key::Int(LIGHT_KEY), Value::Map(light))];
    faults_in(frame(hcert))
}

fn faults_in(claims: Vec<Member>) -> Vec<(String, Fault)> {
    let findings = read_claims(claims).unwrap().unwrap().findings;
    let faults = findings.iter();
    faults
        .map(|finding| (finding.path.to_string(), finding.fault))
        .collect()
}

#[test]
fn what_is_written_is_read_and_has_no_findings() {
    let hcert = vec![(Key::Int(LIGHT_KEY), Value::Map(members()))];
    let reading = read_claims(frame(hcert)).unwrap().unwrap();
    assert_eq!(reading.findings, []);
    assert!(reading.light == pass());
}

#[test]
fn g04_light_a_smuggled_ground_is_found_wherever_it_is_hidden() {
    let unknown = |path: &str| vec![(path.to_owned(), Fault::Unknown)];
    let extra = |name: &'static str| (Key::from(name), Value::from("x"));
    for name in ["v", "t", "r", "xm", "ver", "iat", "x"] {
        let mut light = members();
        light.push((Key::from(name), Value::Array(vec![Value::Map(Vec::new())])));
        assert_eq!(faults(light), unknown("the payload"), "{name}");
    }
    let mut light = members();
    light.push((Key::Int(1), Value::Map(Vec::new())));
    assert_eq!(faults(light), unknown("the payload"));
    for group in ["nam", "p"] {
        let mut light = members();
        let (_, inner) = light
            .iter_mut()
            .find(|(key, _)| *key == Key::from(group))
            .unwrap();
        let Value::Map(inner) = inner else {
            panic!("a map")
        };
        inner.push(extra("t"));
        assert_eq!(faults(light), unknown(group));
    }
    // A DCC beside it, another payload, another claim, and the time of issuing.
    for beside in [1, 2, -6] {
        let hcert = vec![
            (Key::Int(LIGHT_KEY), Value::Map(members())),
            (Key::Int(beside), Value::Map(Vec::new())),
        ];
        assert_eq!(faults_in(frame(hcert)), unknown("claims"));
    }
    let whole = || frame(vec![(Key::Int(LIGHT_KEY), Value::Map(members()))]);
    for (key, path) in [
        (Key::Int(7), "claims"),
        (Key::from("v"), "claims"),
        (Key::Int(6), "iat"),
    ] {
        let mut claims = whole();
        claims.push((key, Value::Int(1_700_000_000)));
        assert_eq!(faults_in(claims), unknown(path));
    }
}

#[test]
fn what_is_missing_or_odd_is_found() {
    let without = |name: &str| {
        let mut light = members();
        light.retain(|(key, _)| *key != Key::from(name.to_owned().as_str()));
        faults(light)
    };
    let one = |path: &str, fault| vec![(path.to_owned(), fault)];
    assert_eq!(without("lv"), one("lv", Fault::Missing));
    assert_eq!(without("nam"), one("nam", Fault::NoName));
    assert_eq!(without("dob"), one("dob", Fault::NoBirthDate));
    assert_eq!(without("ci"), one("ci", Fault::Missing));
    assert_eq!(without("p"), one("p", Fault::Missing));
    let with = |name: &'static str, value: Value<'static>| {
        let mut light = members();
        light.retain(|(key, _)| *key != Key::from(name));
        light.push((Key::from(name), value));
        faults(light)
    };
    assert_eq!(with("lv", Value::Int(2)), one("lv", Fault::Pattern));
    assert_eq!(
        with("dob", Value::from("12.08.64")),
        one("dob", Fault::Pattern)
    );
    assert_eq!(
        with("dob", Value::from(" 1964")),
        one("dob", Fault::Pattern)
    );
    let long = Value::Text("A".repeat(81).into());
    assert_eq!(with("ci", long), one("ci", Fault::TooLong));
    let short = Value::Map(vec![
        (Key::from("id"), Value::from("xx")),
        (Key::from("v"), Value::Int(1)),
        (Key::from("d"), Value::Bytes(vec![7; 15].into())),
    ]);
    assert_eq!(with("p", short), one("p", Fault::Type));
    for gone in [1, 4, 5] {
        let mut claims = frame(vec![(Key::Int(LIGHT_KEY), Value::Map(members()))]);
        claims.retain(|(key, _)| *key != Key::Int(gone));
        let [(_, Fault::Missing)] = faults_in(claims)[..] else {
            panic!("claim {gone}");
        };
    }
}

#[test]
fn no_map_is_no_light_pass_and_none_is_none() {
    let hcert = vec![(Key::Int(LIGHT_KEY), Value::Int(1))];
    let error = read_claims(frame(hcert)).unwrap_err();
    assert_eq!(error.code(), "hcert.malformed-light");
    let hcert = vec![(Key::Int(1), Value::Map(Vec::new()))];
    assert_eq!(read_claims(frame(hcert)), Ok(None));
}

#[test]
fn debug_tells_nothing_of_a_person() {
    let shown = format!("{:?}", pass());
    assert!(
        !shown.contains("Beispiel") && !shown.contains("1964"),
        "{shown}"
    );
}

/// Of these claims, and half a signature.
const MESSAGE_BYTES: usize = 194;

proptest! {
    #[test]
    fn g04_light_the_length_of_a_code_tells_nothing_of_what_is_random(
        handle in "[A-Z2-7]{26}",
        digest in any::<[u8; 16]>(),
        begins in 1_000_000_000_i64..4_000_000_000,
        signature in any::<[u8; 32]>(),
    ) {
        let light = LightPass {
            handle: Some(format!("URN:UVCI:01:XX:{handle}#A")),
            policy: Some(PolicyMark { id: "xx.places".into(), version: 1, digest }),
            ..pass()
        };
        let claims = Value::Map(vec![
            (Key::Int(1), Value::from("XX")),
            (Key::Int(4), Value::Int(begins + 86_399)),
            (Key::Int(5), Value::Int(begins)),
            (Key::Int(HCERT_CLAIM), Value::Map(vec![(Key::Int(LIGHT_KEY), light.to_value())])),
        ]);
        let mut message = encode_deterministic(&claims);
        message.extend(signature);
        let text = encode_light(&message).unwrap();
        let other = encode_light(&vec![0; message.len()]).unwrap();
        prop_assert_eq!(text.len(), other.len());
        prop_assert_eq!(message.len(), MESSAGE_BYTES);
    }

    #[test]
    fn reading_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(claims) = parse_claims(&bytes, &limits()) {
            let _ = read_light(&claims);
        }
    }
}
