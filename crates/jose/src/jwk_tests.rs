//! Keys and sets: the examples of the RFCs, what is tolerated, what is refused.

use std::collections::BTreeSet;

use cleanbill_crypto::{Curve, KeyError, KeyKind};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::encoding::{base64url, to_base64url};
use crate::json::JsonError;

/// RFC 7638, section 3.1.
const RSA: &str = concat!(
    r#"{"kty":"RSA","e":"AQAB","alg":"RS256","kid":"2011-04-29","n":""#,
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_B",
    "JECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_F",
    "DW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4",
    "vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
    r#""}"#,
);
/// RFC 8037, appendix A.2.
const ED25519: &str =
    r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
/// RFC 7517, appendix A.1.
const P256: &str = concat!(
    r#"{"kty":"EC","crv":"P-256""#,
    r#","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4""#,
    r#","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM""#,
    r#","use":"enc","kid":"1"}"#,
);

/// 379 times the base point of P-256, the first multiple whose x begins with a zero byte.
const SHORT_X: &str = "AFVDiUrz0A7X10Cr29dclrBod7eH219w7qeLkKjXwAo";
const SHORT_Y: &str = "u0yFo9jqKe-q-iRAaRLdhNWxTcMr9lbvbGvVil2UP5I";

fn parse(text: &str) -> Result<Jwk, JwkError> {
    Jwk::parse(text.as_bytes(), &Limits::default())
}

/// [`P256`] with some members replaced; `null` removes one.
fn p256(changes: Value) -> Result<Jwk, JwkError> {
    let mut jwk: Value = serde_json::from_str(P256).unwrap();
    for (name, value) in changes.as_object().unwrap() {
        jwk[name] = value.clone();
    }
    parse(&jwk.to_string())
}

fn key_error(jwk: Result<Jwk, JwkError>) -> JwkError {
    jwk.unwrap().public_key().unwrap_err()
}

#[test]
fn the_examples_are_read() {
    let rsa = parse(RSA).unwrap();
    assert_eq!(
        rsa.public_key().unwrap().kind(),
        KeyKind::Rsa { bits: 2048 }
    );
    assert_eq!(
        (rsa.kid(), rsa.alg(), rsa.key_use()),
        (Some("2011-04-29"), Some("RS256"), None)
    );
    let ec = parse(P256).unwrap();
    assert_eq!(ec.public_key().unwrap().kind(), KeyKind::P256);
    assert_eq!(
        (ec.kid(), ec.alg(), ec.key_use()),
        (Some("1"), None, Some("enc"))
    );
    assert!(ec.certificates().is_empty() && ec.deviations().is_empty());
    let okp = parse(ED25519).unwrap();
    assert_eq!(okp.public_key().unwrap().kind(), KeyKind::Ed25519);
}

#[test]
fn thumbprints_of_the_examples() {
    for (jwk, expected) in [
        (RSA, "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"),
        (ED25519, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"),
    ] {
        assert_eq!(
            to_base64url(&parse(jwk).unwrap().thumbprint().unwrap()),
            expected
        );
    }
}

#[test]
fn permitted_algorithms() {
    let any = p256(json!({})).unwrap();
    assert!(
        Algorithm::ALL
            .into_iter()
            .all(|algorithm| any.permits(algorithm))
    );
    let es256 = p256(json!({"alg": "ES256"})).unwrap();
    assert!(es256.permits(Algorithm::Es256) && !es256.permits(Algorithm::Es384));
    assert!(!parse(RSA).unwrap().permits(Algorithm::Ps256), "RS256 only");
}

#[test]
fn null_is_absent_and_unknown_members_are_kept() {
    let jwk = p256(json!({"kid": null, "n": null, "d": null, "keyId": "a", "ctr": 1})).unwrap();
    assert_eq!(jwk.kid(), None);
    assert!(jwk.public_key().is_ok());
    assert_eq!(jwk.member("n"), None);
    assert_eq!(jwk.member("keyId"), Some(&json!("a")));
    assert_eq!(jwk.member("ctr"), Some(&json!(1)));
}

/// A coordinate of [`P256`] with other bytes before it.
fn prefixed(member: &str, prefix: &[u8]) -> Result<Jwk, JwkError> {
    let jwk: Value = serde_json::from_str(P256).unwrap();
    let number = base64url(jwk[member].as_str().unwrap()).unwrap();
    p256(json!({member: to_base64url(&[prefix, &number].concat())}))
}

#[test]
fn one_stray_zero_before_a_coordinate_is_tolerated() {
    let plain = p256(json!({})).unwrap();
    for member in ["x", "y"] {
        let jwk = prefixed(member, &[0]).unwrap();
        assert_eq!(jwk.public_key(), plain.public_key());
        assert_eq!(jwk.thumbprint(), plain.thumbprint());
        assert_eq!(jwk.deviations(), [Deviation::LeadingZero { member }]);
        let expected = 32;
        for (prefix, actual) in [(&[0, 0][..], 34), (&[1], 33), (&[0, 0, 0], 35)] {
            let refused = JwkError::CoordinateLength {
                member,
                expected,
                actual,
            };
            assert_eq!(key_error(prefixed(member, prefix)), refused);
        }
    }
}

#[test]
fn one_missing_zero_of_a_coordinate_is_tolerated() {
    let x = base64url(SHORT_X).unwrap();
    assert_eq!((x.len(), x[0]), (32, 0));
    let full = p256(json!({"x": SHORT_X, "y": SHORT_Y})).unwrap();
    assert!(full.public_key().is_ok() && full.deviations().is_empty());
    let short = p256(json!({"x": to_base64url(&x[1..]), "y": SHORT_Y})).unwrap();
    assert_eq!(short.public_key(), full.public_key());
    assert_eq!(short.thumbprint(), full.thumbprint());
    assert_eq!(short.deviations(), [Deviation::MissingZero { member: "x" }]);
    // One byte short and no zero: no point.
    assert_eq!(
        key_error(p256(
            json!({"x": to_base64url(&x[1..]), "y": to_base64url(&[7; 31])})
        )),
        JwkError::Key(KeyError::Point { curve: Curve::P256 })
    );
    for length in [0, 1, 30] {
        assert_eq!(
            key_error(p256(json!({"x": to_base64url(&vec![1; length])}))),
            JwkError::CoordinateLength {
                member: "x",
                expected: 32,
                actual: length
            }
        );
    }
}

#[test]
fn one_stray_zero_before_an_rsa_number_is_tolerated() {
    let jwk: Value = serde_json::from_str(RSA).unwrap();
    let n = base64url(jwk["n"].as_str().unwrap()).unwrap();
    let with = |n: &[u8]| {
        let mut jwk = jwk.clone();
        jwk["n"] = to_base64url(n).into();
        parse(&jwk.to_string()).unwrap()
    };
    let stray = with(&[&[0], &n[..]].concat());
    assert_eq!(stray.public_key(), parse(RSA).unwrap().public_key());
    assert_eq!(stray.thumbprint(), parse(RSA).unwrap().thumbprint());
    assert_eq!(stray.deviations(), [Deviation::LeadingZero { member: "n" }]);
    let two = with(&[&[0, 0], &n[..]].concat());
    assert_eq!(two.public_key(), Err(JwkError::Base64 { member: "n" }));
    let small = with(&n[..128]);
    assert!(matches!(
        small.public_key(),
        Err(JwkError::Key(KeyError::RsaSize { .. }))
    ));
}

#[test]
fn keys_that_are_refused_keep_what_is_said_about_them() {
    let cases = [
        (
            json!({"kty": null}),
            JwkError::MissingMember { member: "kty" },
        ),
        (json!({"kty": "ec"}), JwkError::UnknownKeyType),
        (json!({"kty": "oct"}), JwkError::UnknownKeyType),
        (
            json!({"crv": null}),
            JwkError::MissingMember { member: "crv" },
        ),
        (json!({"crv": 256}), JwkError::WrongType { member: "crv" }),
        (json!({"crv": "UNKNOWN CURVE"}), JwkError::UnknownCurve),
        (json!({"crv": "secp256k1"}), JwkError::UnknownCurve),
        (
            json!({"kty": "OKP", "crv": "X25519"}),
            JwkError::UnknownCurve,
        ),
        (json!({"y": null}), JwkError::MissingMember { member: "y" }),
        (json!({"y": ["a"]}), JwkError::WrongType { member: "y" }),
        (
            json!({"y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM="}),
            base64("y"),
        ),
        (
            json!({"y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyN"}),
            base64("y"),
        ),
        (
            json!({"y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IF/M"}),
            base64("y"),
        ),
        (
            json!({"y": SHORT_Y}),
            JwkError::Key(KeyError::Point { curve: Curve::P256 }),
        ),
        (
            json!({"crv": "P-384"}),
            JwkError::CoordinateLength {
                member: "x",
                expected: 48,
                actual: 32,
            },
        ),
        (
            json!({"kty": "RSA"}),
            JwkError::MissingMember { member: "n" },
        ),
    ];
    for (changes, error) in cases {
        let jwk = p256(changes).unwrap();
        assert_eq!(jwk.kid(), Some("1"));
        assert_eq!(jwk.public_key(), Err(error.clone()));
        assert_eq!(jwk.thumbprint(), Err(error));
        assert!(jwk.deviations().is_empty());
    }
    let short = ED25519.replace("Ro\"", "\"");
    assert!(matches!(
        key_error(parse(&short)),
        JwkError::Base64 { member: "x" }
    ));
    let short = ED25519.replace("11qY", "");
    let length = JwkError::CoordinateLength {
        member: "x",
        expected: 32,
        actual: 29,
    };
    assert_eq!(key_error(parse(&short)), length);
}

fn base64(member: &'static str) -> JwkError {
    JwkError::Base64 { member }
}

#[test]
fn what_is_no_public_key_at_all() {
    for name in PRIVATE {
        assert_eq!(
            p256(json!({name: "AQ"})).unwrap_err(),
            JwkError::Private,
            "{name}"
        );
    }
    for member in ["kid", "use", "alg", "kty"] {
        assert_eq!(
            p256(json!({member: 1})).unwrap_err(),
            JwkError::WrongType { member }
        );
    }
    for text in ["[]", "\"kty\"", "1", "null"] {
        assert_eq!(parse(text).unwrap_err(), JwkError::NotObject);
    }
    assert_eq!(
        parse("{").unwrap_err(),
        JwkError::Json(JsonError::Malformed)
    );
    let twice = P256.replacen("{", r#"{"x":"AQ","#, 1);
    assert_eq!(
        parse(&twice).unwrap_err(),
        JwkError::Json(JsonError::DuplicateMember)
    );
}

#[test]
fn certificates_are_decoded_and_bounded() {
    let jwk = p256(json!({"crv": "UNKNOWN CURVE", "x5c": ["MIIB", "/+8="]})).unwrap();
    assert_eq!(
        jwk.certificates(),
        [vec![0x30, 0x82, 0x01], vec![0xff, 0xef]]
    );
    assert_eq!(jwk.public_key(), Err(JwkError::UnknownCurve));
    let refused = |x5c: Value| p256(json!({"x5c": x5c})).unwrap_err();
    assert_eq!(
        refused(json!("MIIB")),
        JwkError::WrongType { member: "x5c" }
    );
    assert_eq!(refused(json!([1])), JwkError::WrongType { member: "x5c" });
    assert_eq!(refused(json!(["_-8="])), base64("x5c"));
    assert_eq!(refused(json!(["/+8"])), base64("x5c"));
    assert_eq!(
        refused(json!(vec!["MIIB"; 9])),
        JwkError::TooManyCertificates { max: 8, actual: 9 }
    );
}

#[test]
fn a_bad_key_does_not_spoil_the_set() {
    let twice = P256.replacen("{", r#"{"x":"AQ","#, 1);
    let keys = [
        P256,
        &twice,
        "5",
        r#"{"kty":"EC","d":"AQ"}"#,
        r#"{"kid":"1"}"#,
        RSA,
    ]
    .join(",");
    let text = format!(r#"{{"issuer":[1],"keys":[{keys}]}}"#);
    let set = JwkSet::parse(text.as_bytes(), &Limits::default()).unwrap();
    let errors: Vec<_> = set
        .entries()
        .iter()
        .map(|entry| entry.as_ref().err())
        .collect();
    assert_eq!(
        errors,
        [
            None,
            Some(&JwkError::Json(JsonError::DuplicateMember)),
            Some(&JwkError::NotObject),
            Some(&JwkError::Private),
            None,
            None,
        ]
    );
    assert_eq!(set.keys().count(), 3);
    let usable: Vec<_> = set
        .with_kid("1")
        .map(|jwk| jwk.public_key().is_ok())
        .collect();
    assert_eq!(
        usable,
        [true, false],
        "both, as identifiers need not be unique"
    );
    assert_eq!(set.with_kid("2").count(), 0);
}

#[test]
fn what_is_no_set() {
    let parse = |text: &str| JwkSet::parse(text.as_bytes(), &Limits::default()).map(|_| ());
    assert_eq!(parse(r#"{"keys":[]}"#), Ok(()));
    for text in [
        "{}",
        "[]",
        "5",
        r#"{"keys":{}}"#,
        r#"{"keys":null}"#,
        r#"{"Keys":[]}"#,
    ] {
        assert_eq!(parse(text), Err(SetError::NotSet), "{text}");
    }
    for text in [
        "",
        "{",
        r#"{"keys":[}"#,
        r#"{"keys":[]} 1"#,
        r#"{"keys":[{]}"#,
    ] {
        assert_eq!(
            parse(text),
            Err(SetError::Json(JsonError::Malformed)),
            "{text}"
        );
    }
    let twice = r#"{"keys":[],"keys":[]}"#;
    assert_eq!(
        parse(twice),
        Err(SetError::Json(JsonError::DuplicateMember))
    );
    let deep = format!(r#"{{"keys":[{}]}}"#, "[".repeat(100_000));
    assert_eq!(parse(&deep), Err(SetError::Json(JsonError::Malformed)));
}

#[test]
fn limits_of_sets_are_kept() {
    let text = format!(r#"{{"keys":[{P256},{P256}]}}"#);
    let parse = |limits: Limits| JwkSet::parse(text.as_bytes(), &limits);
    let default = Limits::default;
    assert!(
        parse(Limits {
            keys_max: 2,
            set_bytes_max: text.len(),
            ..default()
        })
        .is_ok()
    );
    let keys = parse(Limits {
        keys_max: 1,
        ..default()
    });
    assert_eq!(keys.unwrap_err(), SetError::TooManyKeys { max: 1 });
    let bytes = parse(Limits {
        set_bytes_max: 10,
        ..default()
    });
    let too_large = JsonError::TooLarge {
        max: 10,
        actual: text.len(),
    };
    assert_eq!(bytes.unwrap_err(), SetError::Json(too_large));
    let each = parse(Limits {
        key_bytes_max: 10,
        ..default()
    })
    .unwrap();
    let too_large = JwkError::Json(JsonError::TooLarge {
        max: 10,
        actual: P256.len(),
    });
    assert!(
        each.entries()
            .iter()
            .all(|entry| entry.as_ref().err() == Some(&too_large))
    );
}

#[test]
fn codes_are_unique() {
    let member = "x";
    let keys = [
        JwkError::Json(JsonError::Malformed),
        JwkError::NotObject,
        JwkError::MissingMember { member },
        JwkError::WrongType { member },
        JwkError::Base64 { member },
        JwkError::UnknownKeyType,
        JwkError::UnknownCurve,
        JwkError::CoordinateLength {
            member,
            expected: 1,
            actual: 2,
        },
        JwkError::Private,
        JwkError::TooManyCertificates { max: 1, actual: 2 },
        JwkError::Key(KeyError::RsaModulus),
    ]
    .map(|error| error.code());
    let sets = [
        SetError::Json(JsonError::Malformed),
        SetError::NotSet,
        SetError::TooManyKeys { max: 1 },
    ]
    .map(|error| error.code());
    let json = [
        JsonError::TooLarge { max: 1, actual: 2 },
        JsonError::Malformed,
        JsonError::TooDeep { max: 1 },
        JsonError::DuplicateMember,
    ]
    .map(|error| error.code());
    let all: BTreeSet<_> = keys.iter().chain(&sets).chain(&json).collect();
    assert_eq!(all.len(), keys.len() + sets.len() + json.len());
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes: Vec<u8>) {
        prop_assert!(Jwk::parse(&bytes, &Limits::default()).is_err());
        prop_assert!(JwkSet::parse(&bytes, &Limits::default()).is_err());
    }

    #[test]
    fn a_changed_character_never_panics(at in 0..P256.len(), to in "[ -~]") {
        let mut text = P256.to_owned();
        text.replace_range(at..=at, &to);
        if let Ok(jwk) = parse(&text) {
            let _ = (jwk.public_key(), jwk.thumbprint());
        }
        prop_assert!(JwkSet::parse(text.as_bytes(), &Limits::default()).is_err());
    }

    #[test]
    fn arbitrary_coordinates_never_panic(
        x in proptest::collection::vec(any::<u8>(), 0..40),
        y in proptest::collection::vec(any::<u8>(), 0..40),
    ) {
        let jwk = p256(json!({"x": to_base64url(&x), "y": to_base64url(&y)})).unwrap();
        prop_assert!(jwk.public_key().is_err());
    }
}
