use std::collections::HashSet;

use cleanbill_crypto::Algorithm;
use proptest::prelude::*;

use super::cbor::{CborError, Key, Value, encode_deterministic, parse_value};
use super::*;

fn limits() -> Limits {
    Limits::default()
}

fn message(
    protected: &[u8],
    unprotected: Value<'static>,
    payload: Value<'static>,
) -> Value<'static> {
    Value::Array(vec![
        Value::Bytes(protected.to_vec().into()),
        unprotected,
        payload,
        Value::Bytes(vec![7; 64].into()),
    ])
}

fn plain() -> Value<'static> {
    let header = b"\xa2\x01\x26\x04\x48kid-kid-";
    message(
        header,
        Value::Map(vec![]),
        Value::Bytes(b"\xa0".to_vec().into()),
    )
}

fn parsed_code(value: &Value<'_>) -> Result<TagForm, &'static str> {
    let bytes = encode_deterministic(value);
    parse_sign1(&bytes, &limits())
        .map(|sign1| sign1.tags())
        .map_err(|error| error.code())
}

fn tagged(tag: u64, inner: Value<'static>) -> Value<'static> {
    Value::Tag(tag, Box::new(inner))
}

#[test]
fn the_three_tag_forms_are_read_and_no_other() {
    assert_eq!(parsed_code(&plain()), Ok(TagForm::Untagged));
    assert_eq!(parsed_code(&tagged(18, plain())), Ok(TagForm::Sign1));
    assert_eq!(
        parsed_code(&tagged(61, tagged(18, plain()))),
        Ok(TagForm::CwtSign1)
    );
    for odd in [
        tagged(61, plain()),
        tagged(17, plain()),
        tagged(18, tagged(18, plain())),
        tagged(18, tagged(61, plain())),
        tagged(61, tagged(61, tagged(18, plain()))),
    ] {
        assert!(matches!(
            parsed_code(&odd),
            Err("cose.unexpected-tag" | "cose.not-sign1")
        ));
    }
}

#[test]
fn header_values_come_protected_first() {
    let both = message(
        b"\xa1\x04\x41p",
        Value::Map(vec![
            (Key::Int(4), Value::from(&b"u"[..])),
            (Key::Int(1), Value::Int(-37)),
        ]),
        Value::Bytes(b"\xa0".to_vec().into()),
    );
    let bytes = encode_deterministic(&both);
    let sign1 = parse_sign1(&bytes, &limits()).unwrap();
    assert_eq!(sign1.kid(), Some(&b"p"[..]));
    assert_eq!(sign1.header().kid_source(), Some(KidSource::Protected));
    assert_eq!(sign1.algorithm(), Ok(Algorithm::Ps256));
}

#[test]
fn an_empty_protected_header_is_read() {
    for empty in [&b""[..], b"\xa0"] {
        let unprotected = Value::Map(vec![(Key::Int(4), Value::from(&b"u"[..]))]);
        let value = message(empty, unprotected, Value::Bytes(b"\xa0".to_vec().into()));
        let bytes = encode_deterministic(&value);
        let sign1 = parse_sign1(&bytes, &limits()).unwrap();
        assert_eq!(sign1.header().kid_source(), Some(KidSource::Unprotected));
        assert_eq!(sign1.algorithm(), Err(CoseError::MissingAlgorithm));
    }
}

#[test]
fn malformed_messages_are_told_apart() {
    let payload = || Value::Bytes(b"\xa0".to_vec().into());
    let none = || Value::Map(vec![]);
    assert_eq!(parsed_code(&Value::Int(1)), Err("cose.not-sign1"));
    assert_eq!(parsed_code(&Value::Array(vec![])), Err("cose.not-sign1"));
    assert_eq!(
        parsed_code(&message(b"\x01", none(), payload())),
        Err("cose.malformed-header")
    );
    assert_eq!(
        parsed_code(&message(b"", Value::Array(vec![]), payload())),
        Err("cose.malformed-header")
    );
    assert_eq!(
        parsed_code(&message(b"\xa1\x02\x81\x01", none(), payload())),
        Err("cose.critical-header")
    );
    assert_eq!(
        parsed_code(&message(b"", none(), Value::Null)),
        Err("cose.missing-payload")
    );
    let mut unsigned = plain();
    if let Value::Array(items) = &mut unsigned {
        items[3] = Value::Bytes(vec![].into());
    }
    assert_eq!(parsed_code(&unsigned), Err("cose.missing-signature"));
    let unknown = message(b"\xa1\x01\x38\x18", none(), payload());
    let bytes = encode_deterministic(&unknown);
    let algorithm = parse_sign1(&bytes, &limits()).unwrap().algorithm();
    assert_eq!(algorithm, Err(CoseError::UnsupportedAlgorithm { id: -25 }));
}

/// RFC 9052 appendix C.2.1 (single signer): the bytes to be signed.
#[test]
fn the_signed_bytes_are_those_of_the_rfc() {
    let header = b"\xa1\x01\x26";
    let value = message(
        header,
        Value::Map(vec![(Key::Int(4), Value::from(&b"11"[..]))]),
        Value::Bytes(b"This is the content.".to_vec().into()),
    );
    let bytes = encode_deterministic(&value);
    let signed = parse_sign1(&bytes, &limits()).unwrap().to_be_signed();
    assert_eq!(
        signed,
        b"\x84\x6aSignature1\x43\xa1\x01\x26\x40\x54This is the content."
    );
}

fn claims_of(entries: Vec<(Key<'static>, Value<'static>)>) -> Result<Claims<'static>, CoseError> {
    let bytes = encode_deterministic(&Value::Map(entries)).leak();
    parse_claims(bytes, &limits())
}

#[test]
fn date_claims_are_tolerant_and_never_absurd() {
    let exp = |value: Value<'static>| {
        claims_of(vec![(Key::Int(4), value)]).map(|claims| claims.expires_at)
    };
    assert_eq!(
        exp(Value::Int(1_625_068_020)),
        Ok(Some(DateClaim::At(1_625_068_020)))
    );
    assert_eq!(
        exp(Value::Float(1_625_068_020.75)),
        Ok(Some(DateClaim::At(1_625_068_020)))
    );
    assert_eq!(exp(Value::Float(f64::NAN)), Ok(Some(DateClaim::NotANumber)));
    assert_eq!(
        exp(Value::Float(f64::INFINITY)),
        Ok(Some(DateClaim::NotANumber))
    );
    assert_eq!(exp(Value::Float(-1.0)), Ok(Some(DateClaim::Absurd)));
    assert_eq!(exp(Value::Float(1e300)), Ok(Some(DateClaim::Beyond)));
    assert_eq!(exp(Value::Int(-1)), Ok(Some(DateClaim::Absurd)));
    // Milliseconds instead of seconds.
    assert_eq!(
        exp(Value::Int(1_625_068_020_000)),
        Ok(Some(DateClaim::Beyond))
    );
    assert_eq!(exp(tagged(1, Value::Int(5))), Ok(Some(DateClaim::At(5))));
    assert_eq!(exp(Value::Null), Ok(None));
    assert_eq!(
        exp(Value::Bool(true)),
        Err(CoseError::ClaimType { label: 4 })
    );
}

#[test]
fn other_claims_are_ignored_and_non_claims_refused() {
    let claims = claims_of(vec![
        (Key::Int(2), Value::from("sub")),
        (Key::Int(7), Value::from(&b"cti"[..])),
        (Key::Text("x".into()), Value::Null),
        (Key::Int(1), Value::from("any text")),
    ]);
    assert_eq!(claims.unwrap().issuer.as_deref(), Some("any text"));
    assert_eq!(parse_claims(b"\x80", &limits()), Err(CoseError::NotClaims));
    assert_eq!(
        parse_claims(b"\xa0\x00", &limits()).unwrap_err().code(),
        "cbor.trailing-bytes"
    );
}

#[test]
fn hostile_cbor_is_refused_by_name() {
    let code = |bytes: &[u8]| {
        parse_value(bytes, &limits())
            .map(|_| "read")
            .map_err(|error| error.code())
    };
    assert_eq!(code(b""), Err("cbor.truncated"));
    assert_eq!(
        code(b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff"),
        Err("cbor.truncated")
    );
    assert_eq!(
        code(b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff"),
        Err("cbor.truncated")
    );
    assert_eq!(
        code(b"\x5b\x7f\xff\xff\xff\xff\xff\xff\xff"),
        Err("cbor.truncated")
    );
    assert_eq!(code(&[0x81; 40]), Err("cbor.too-deep"));
    assert_eq!(code(&[0xc0; 40]), Err("cbor.too-deep"));
    assert_eq!(code(&[0x9f; 40]), Err("cbor.too-deep"));
    assert_eq!(code(b"\xa2\x01\x02\x01\x03"), Err("cbor.duplicate-key"));
    assert_eq!(code(b"\xa1\x80\x01"), Err("cbor.key-type"));
    assert_eq!(code(b"\x01\x01"), Err("cbor.trailing-bytes"));
    assert_eq!(code(b"\x61\xff"), Err("cbor.malformed"));
    assert_eq!(code(b"\xff"), Err("cbor.malformed"));
    assert_eq!(code(b"\xf8\x20"), Err("cbor.malformed"));
    assert_eq!(
        code(b"\x1b\xff\xff\xff\xff\xff\xff\xff\xff"),
        Err("cbor.integer-range")
    );
    let many = [&b"\x99\x09\x00"[..], &[0; 0x900]].concat();
    assert_eq!(code(&many), Err("cbor.too-many-items"));
    assert_eq!(code(&vec![0; 40_000]), Err("cbor.too-long"));
    let mut wide = vec![0xb8, 40];
    (0..40).for_each(|key| wide.extend([0x18, 24 + key % 39, 0]));
    assert_eq!(code(&wide), Err("cbor.duplicate-key"));
}

#[test]
fn indefinite_lengths_are_read() {
    let bytes = b"\xbf\x61a\x9f\x01\x02\xff\x7f\x61b\x61c\xff\x5f\x41\x01\x41\x02\xff\xff";
    let value = parse_value(bytes, &limits()).unwrap();
    assert_eq!(
        value.member("a").and_then(Value::as_array).map(<[_]>::len),
        Some(2)
    );
    assert_eq!(
        value.member("bc").and_then(Value::as_bytes),
        Some(&[1, 2][..])
    );
}

/// RFC 8949 appendix A.
#[test]
fn deterministic_encoding_follows_the_rfc() {
    let hex = |value: &Value<'_>| {
        encode_deterministic(value)
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect::<String>()
    };
    assert_eq!(hex(&Value::Float(1.5)), "f93e00");
    assert_eq!(hex(&Value::Float(0.0)), "f90000");
    assert_eq!(hex(&Value::Float(65_504.0)), "f97bff");
    assert_eq!(hex(&Value::Float(100_000.0)), "fa47c35000");
    assert_eq!(hex(&Value::Float(1.1)), "fb3ff199999999999a");
    assert_eq!(hex(&Value::Float(f64::NAN)), "f97e00");
    assert_eq!(hex(&Value::Int(-500)), "3901f3");
    assert_eq!(hex(&tagged(32, Value::from("a"))), "d8206161");
    let unsorted = Value::Map(vec![
        (Key::from("z"), Value::Int(1)),
        (Key::from(-1), Value::Int(2)),
        (Key::from(10), Value::Int(3)),
    ]);
    assert_eq!(hex(&unsorted), "a30a032002617a01");
}

#[test]
fn codes_are_unique() {
    let codes = [
        CoseError::NotSign1.code(),
        CoseError::NotSign.code(),
        CoseError::UnexpectedTag { tag: 0 }.code(),
        CoseError::MalformedHeader.code(),
        CoseError::CriticalHeader.code(),
        CoseError::MissingPayload.code(),
        CoseError::MissingSignature.code(),
        CoseError::MissingAlgorithm.code(),
        CoseError::UnsupportedAlgorithm { id: 0 }.code(),
        CoseError::NotClaims.code(),
        CoseError::ClaimType { label: 0 }.code(),
        CborError::TooLong {
            size_bytes: 0,
            size_max_bytes: 0,
        }
        .code(),
        CborError::Truncated { position: 0 }.code(),
        CborError::Malformed { position: 0 }.code(),
        CborError::UnexpectedType { position: 0 }.code(),
        CborError::TooDeep { depth_max: 0 }.code(),
        CborError::TooManyItems { items_max: 0 }.code(),
        CborError::DuplicateKey { position: 0 }.code(),
        CborError::TrailingBytes { position: 0 }.code(),
        CborError::KeyType { position: 0 }.code(),
        CborError::IntegerRange { position: 0 }.code(),
    ];
    assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
}

fn any_value() -> impl Strategy<Value = Value<'static>> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(Value::Int),
        any::<Vec<u8>>().prop_map(|bytes| Value::Bytes(bytes.into())),
        any::<String>().prop_map(|text| Value::Text(text.into())),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
        Just(Value::Undefined),
        any::<f32>().prop_map(|float| Value::Float(f64::from(float))),
        any::<f64>().prop_map(Value::Float),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let key = prop_oneof![
            any::<i64>().prop_map(Key::Int),
            any::<String>().prop_map(|text| Key::Text(text.into())),
        ];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            proptest::collection::btree_map(key, inner.clone(), 0..6)
                .prop_map(|map| Value::Map(map.into_iter().collect())),
            (any::<u64>(), inner).prop_map(|(tag, value)| Value::Tag(tag, Box::new(value))),
        ]
    })
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        let _ = parse_value(&bytes, &limits());
        let _ = parse_sign1(&bytes, &limits());
        let _ = parse_sign(&bytes, &limits());
        let _ = parse_claims(&bytes, &limits());
    }

    #[test]
    fn deterministic_encoding_is_a_fixed_point(value in any_value()) {
        let bytes = encode_deterministic(&value);
        let wide = Limits { items_max: 10_000, ..limits() };
        let back = parse_value(&bytes, &wide).unwrap();
        prop_assert_eq!(encode_deterministic(&back), bytes);
    }
}

#[test]
fn not_before_is_read_and_what_else_is_claimed_is_counted() {
    let claims = claims_of(vec![
        (Key::Int(1), Value::from("XX")),
        (Key::Int(5), Value::Int(1_600_000_000)),
        (Key::Int(7), Value::from("x")),
        (Key::from("v"), Value::Null),
    ]);
    let claims = claims.unwrap();
    assert_eq!(claims.not_before, Some(DateClaim::At(1_600_000_000)));
    assert_eq!(claims.others, 2);
    let odd = claims_of(vec![(Key::Int(5), Value::from("soon"))]).unwrap();
    assert_eq!((odd.not_before, odd.others), (None, 0));
}
