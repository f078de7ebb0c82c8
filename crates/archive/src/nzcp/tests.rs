use cleanbill_cose::cbor::{Key, Value, encode_deterministic};
use cleanbill_crypto::Signer;
use cleanbill_testkit::FixedKey;
use proptest::prelude::*;

use super::*;

type Map = Vec<(Key<'static>, Value<'static>)>;

fn credential() -> Map {
    let texts = |texts: &[&'static str]| {
        Value::Array(texts.iter().map(|text| Value::from(*text)).collect())
    };
    let subject: Map = vec![
        (Key::from("givenName"), Value::from("Aroha")),
        (Key::from("familyName"), Value::from("Tester")),
        (Key::from("dob"), Value::from("1979-03-31")),
    ];
    let contexts = [
        "https://www.w3.org/2018/credentials/v1",
        "https://nzcp.covid19.health.nz/contexts/v1",
    ];
    vec![
        (Key::from("@context"), texts(&contexts)),
        (Key::from("version"), Value::from("1.0.0")),
        (
            Key::from("type"),
            texts(&["VerifiableCredential", "PublicCovidPass"]),
        ),
        (Key::from("credentialSubject"), Value::Map(subject)),
    ]
}

fn claims() -> Map {
    vec![
        (Key::from(1), Value::from("did:web:issuer.example")),
        (Key::from(5), Value::from(1_635_883_530)),
        (Key::from(4), Value::from(1_951_416_330)),
        (Key::from(7), Value::from(&[7; 16][..])),
        (Key::from("vc"), Value::Map(credential())),
    ]
}

/// RFC 4648 without padding.
fn base32(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    (0..bytes.len() * 8)
        .step_by(5)
        .map(|start| (0..5).fold(0, |value, offset| value << 1 | bit(start + offset)))
        .map(|value| cleanbill_base32::Alphabet::Rfc4648.character(value))
        .collect()
}

fn protected() -> Map {
    vec![
        (Key::from(1), Value::from(-7)),
        (Key::from(4), Value::from(&b"key-1"[..])),
    ]
}

fn code_of(tag: Option<u64>, protected: Map, claims: Map) -> String {
    let protected = encode_deterministic(&Value::Map(protected));
    let payload = encode_deterministic(&Value::Map(claims));
    let signed = Value::Array(vec![
        Value::from("Signature1"),
        Value::from(protected.as_slice()),
        Value::from(&[][..]),
        Value::from(payload.as_slice()),
    ]);
    let signature = FixedKey::new(1)
        .sign(&encode_deterministic(&signed))
        .unwrap();
    let message = Value::Array(vec![
        Value::from(protected.as_slice()),
        Value::Map(Vec::new()),
        Value::from(payload.as_slice()),
        Value::from(signature.as_slice()),
    ]);
    let message = match tag {
        Some(tag) => Value::Tag(tag, Box::new(message)),
        None => message,
    };
    format!("NZCP:/1/{}", base32(&encode_deterministic(&message)))
}

fn code(claims: Map) -> String {
    code_of(Some(18), protected(), claims)
}

fn read(text: &str) -> Result<Nzcp, NzcpError> {
    Nzcp::parse(text, &Limits::default())
}

fn without(map: Map, key: &Key<'_>) -> Map {
    map.into_iter().filter(|(found, _)| found != key).collect()
}

fn with(map: Map, key: Key<'static>, value: Value<'static>) -> Map {
    let mut map = without(map, &key);
    map.push((key, value));
    map
}

fn with_credential(credential: Map) -> Result<Nzcp, NzcpError> {
    read(&code(with(
        claims(),
        Key::from("vc"),
        Value::Map(credential),
    )))
}

#[test]
fn a_pass_of_the_specification_is_read_and_verified() {
    let pass = read(&code(claims())).unwrap();
    assert_eq!(pass.issuer(), "did:web:issuer.example");
    assert_eq!(pass.kid(), b"key-1");
    assert_eq!(
        (pass.not_before(), pass.expires_at()),
        (1_635_883_530, 1_951_416_330)
    );
    assert_eq!(pass.id(), "urn:uuid:07070707-0707-0707-0707-070707070707");
    assert_eq!(pass.subject().given_name, "Aroha");
    assert_eq!(pass.verify(FixedKey::new(1).public_key()), Ok(()));
    let other = pass.verify(FixedKey::new(2).public_key());
    assert_eq!(other, Err(VerifyError::Invalid));
    let shown = format!("{pass:?} {:?}", pass.subject());
    assert!(
        !shown.contains("Aroha") && !shown.contains("1979"),
        "{shown}"
    );
}

#[test]
fn every_claim_is_required() {
    for claim in [
        Claim::Issuer,
        Claim::NotBefore,
        Claim::ExpiresAt,
        Claim::Id,
        Claim::Credential,
    ] {
        let key = match claim {
            Claim::Issuer => Key::from(1),
            Claim::NotBefore => Key::from(5),
            Claim::ExpiresAt => Key::from(4),
            Claim::Id => Key::from(7),
            Claim::Credential => Key::from("vc"),
        };
        let error = read(&code(without(claims(), &key)));
        assert_eq!(error, Err(NzcpError::Claim { claim }), "{}", claim.name());
    }
    for issuer in ["issuer.example", "did:key:z6Mk", "did:web:"] {
        let odd = with(claims(), Key::from(1), Value::from(issuer));
        assert_eq!(read(&code(odd)), Err(NzcpError::Issuer), "{issuer}");
    }
    let short = with(claims(), Key::from(7), Value::from(&[7; 15][..]));
    let claim = Claim::Id;
    assert_eq!(read(&code(short)), Err(NzcpError::Claim { claim }));
}

#[test]
fn every_member_of_the_credential_is_required() {
    for member in [
        Member::Context,
        Member::Version,
        Member::Type,
        Member::Subject,
    ] {
        let key = Key::from(member.name());
        let error = with_credential(without(credential(), &key));
        assert_eq!(
            error,
            Err(NzcpError::Credential { member }),
            "{}",
            member.name()
        );
        let error = with_credential(with(credential(), key, Value::from("1.0.1")));
        assert_eq!(
            error,
            Err(NzcpError::Credential { member }),
            "{}",
            member.name()
        );
    }
    let only = Value::Array(vec![Value::from("VerifiableCredential")]);
    let error = with_credential(with(credential(), Key::from("type"), only));
    let member = Member::Type;
    assert_eq!(error, Err(NzcpError::Credential { member }));
}

#[test]
fn the_subject_has_a_given_name_and_a_date_of_birth() {
    let subject = |key: &'static str, value: Option<&'static str>| {
        let mut subject: Map = vec![
            (Key::from("givenName"), Value::from("Aroha")),
            (Key::from("dob"), Value::from("1979-03-31")),
        ];
        subject = without(subject, &Key::from(key));
        if let Some(value) = value {
            subject.push((Key::from(key), Value::from(value)));
        }
        let subject = Value::Map(subject);
        with_credential(with(credential(), Key::from("credentialSubject"), subject))
    };
    assert!(
        subject("familyName", None)
            .unwrap()
            .subject
            .family_name
            .is_none()
    );
    for (key, value) in [
        ("givenName", None),
        ("givenName", Some("")),
        ("dob", None),
        ("dob", Some("")),
        ("dob", Some("31-03-1979")),
        ("dob", Some("1979-03-3١")),
    ] {
        let member = match key {
            "dob" => Member::BirthDate,
            _ => Member::GivenName,
        };
        let error = Err(NzcpError::Credential { member });
        assert_eq!(subject(key, value), error, "{key} {value:?}");
    }
}

#[test]
fn the_envelope_is_that_of_the_specification() {
    let good = code(claims());
    assert_eq!(read(&good.to_lowercase()), Err(NzcpError::Prefix));
    assert_eq!(read(&good.replace("/1/", "/2/")), Err(NzcpError::Version));
    assert_eq!(read(&good.replace("/1/", "/1")), Err(NzcpError::Version));
    assert!(matches!(
        read(&format!("{good}=")),
        Err(NzcpError::Base32(_))
    ));
    assert!(matches!(read("NZCP:/1/"), Err(NzcpError::Cose(_))));
    for tag in [None, Some(61)] {
        let odd = read(&code_of(tag, protected(), claims()));
        assert!(
            matches!(odd, Err(NzcpError::Tag | NzcpError::Cose(_))),
            "{tag:?}"
        );
    }
    let other = with(protected(), Key::from(1), Value::from(-35));
    assert_eq!(
        read(&code_of(Some(18), other, claims())),
        Err(NzcpError::Algorithm)
    );
    let none = without(protected(), &Key::from(4));
    assert_eq!(
        read(&code_of(Some(18), none, claims())),
        Err(NzcpError::Kid)
    );
    let long = format!("NZCP:/1/{}", "A".repeat(10_000));
    assert!(matches!(read(&long), Err(NzcpError::TooLong { .. })));
}

proptest! {
    #[test]
    fn any_text_is_a_pass_or_an_error(text in "NZCP:/1/[A-Z2-7]{0,200}") {
        let _ = read(&text);
    }

    #[test]
    fn a_changed_character_is_never_verified(at in 8_usize..100, to in "[A-Z2-7]") {
        let good = code(claims());
        let mut changed = good.clone();
        changed.replace_range(at..=at, &to);
        if changed != good && let Ok(pass) = read(&changed) {
            let verdict = pass.verify(FixedKey::new(1).public_key());
            prop_assert_eq!(verdict, Err(VerifyError::Invalid));
        }
    }
}
