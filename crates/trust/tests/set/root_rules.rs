//! What a root document may not say.

use cleanbill_cose::cbor::{Value, encode_deterministic, parse_value};
use cleanbill_trust::set::{Fault, LIFETIME_MIN_SECS, Part, Root, SetError, verify_root};

use crate::support::*;

fn refusal(change: impl FnOnce(&mut Root)) -> SetError {
    let mut root = root(1, 1, &[1, 2]);
    change(&mut root);
    verify_root(&signed(&root, &[1, 2]), None).unwrap_err()
}

fn malformed(fault: Fault) -> SetError {
    let part = Part::Root;
    SetError::Malformed { part, fault }
}

#[test]
fn the_threshold_is_one_to_all() {
    for threshold in [0, 3, u8::MAX] {
        let refused = refusal(|root| root.threshold = threshold);
        assert_eq!(refused, malformed(Fault::Field { label: 5 }));
    }
    let mut pieces = Pieces::good();
    pieces.edit_root(|fields| set_field(fields, 5, Value::Int(256)));
    assert_eq!(pieces.open(), Err(malformed(Fault::Field { label: 5 })));
}

#[test]
fn a_key_has_one_place_and_one_purpose() {
    let repeated = malformed(Fault::KeyRepeated);
    assert_eq!(refusal(|root| root.keys.push(public(1))), repeated);
    let twice = publication_key(PUBLISHER);
    assert_eq!(refusal(|root| root.publication_keys.push(twice)), repeated);
    let doubling = publication_key(1);
    assert_eq!(
        refusal(|root| root.publication_keys.push(doubling)),
        repeated
    );
}

#[test]
fn keys_stand_in_one_order() {
    let mut pieces = Pieces::good();
    pieces.edit_root(|fields| {
        let (_, Value::Array(keys)) = &mut fields[5] else {
            panic!("the keys");
        };
        keys.reverse();
    });
    assert_eq!(pieces.open(), Err(malformed(Fault::KeyRepeated)));
}

#[test]
fn a_key_has_one_encoding() {
    let mut compressed = public(1).to_spki_der().to_vec();
    compressed.truncate(26 + 33);
    compressed[1] -= 32;
    compressed[24] -= 32;
    compressed[26] = 2 + (public(1).to_spki_der()[90] & 1);
    let mut pieces = Pieces::good();
    pieces.edit_root(|fields| {
        let keys = vec![Value::Bytes(compressed.into())];
        set_field(fields, 5, Value::Int(1));
        set_field(fields, 6, Value::Array(keys));
    });
    assert_eq!(pieces.open(), Err(malformed(Fault::NotDeterministic)));
}

#[test]
fn unusable_keys_are_refused() {
    let mut pieces = Pieces::good();
    pieces.edit_root(|fields| {
        let keys = vec![Value::Bytes(b"no key".to_vec().into())];
        set_field(fields, 6, Value::Array(keys));
    });
    let refused = pieces.open().unwrap_err();
    let SetError::Malformed { fault, .. } = refused else {
        panic!("{refused:?}");
    };
    assert!(matches!(fault, Fault::Key(_)));
}

#[test]
fn publication_keys_live_within_the_root() {
    let later = |root: &mut Root| root.publication_keys[0].not_after = root.expires_at + 1;
    assert_eq!(refusal(later), malformed(Fault::KeyTimes));
    let inverted = |root: &mut Root| root.publication_keys[0].not_after = NOW - 101 * DAY;
    assert_eq!(refusal(inverted), malformed(Fault::KeyTimes));
    let ancient = |root: &mut Root| root.publication_keys[0].not_before = -1;
    assert_eq!(refusal(ancient), malformed(Fault::KeyTimes));
    let none = |root: &mut Root| root.publication_keys.clear();
    assert_eq!(refusal(none), malformed(Fault::Field { label: 7 }));
}

#[test]
fn g02_a_root_lives_at_least_eight_days() {
    let refused = refusal(|root| root.expires_at = root.issued_at + LIFETIME_MIN_SECS - 1);
    assert_eq!(
        refused,
        SetError::LifetimeTooShort {
            part: Part::Root,
            lifetime_secs: LIFETIME_MIN_SECS - 1
        }
    );
}

#[test]
fn times_and_versions_are_in_range() {
    for (label, value) in [(2, 0), (2, -1), (2, 1 << 32), (3, -1), (4, 253_402_300_800)] {
        let mut pieces = Pieces::good();
        pieces.edit_root(|fields| set_field(fields, label, Value::Int(value)));
        assert_eq!(
            pieces.open(),
            Err(malformed(Fault::Field { label })),
            "{value}"
        );
    }
}

#[test]
fn more_keys_than_anybody_has_are_refused() {
    let seeds: Vec<u8> = (1..=33).collect();
    let refused = verify_root(&signed(&root(1, 1, &seeds), &[1]), None).unwrap_err();
    let max = 32;
    let what = "root keys";
    assert_eq!(refused, malformed(Fault::TooMany { what, max }));
    let what = "signatures";
    let refused = verify_root(&signed(&root(1, 1, &[1]), &[1; 33]), None).unwrap_err();
    assert_eq!(refused, malformed(Fault::TooMany { what, max }));
    let most = root(1, 32, &seeds[..32]);
    assert!(verify_root(&signed(&most, &seeds[..32]), None).is_ok());
}

#[test]
fn fields_that_must_be_understood_refuse_the_root() {
    let opened_with = |label| {
        let mut pieces = Pieces::good();
        pieces.edit_root(|fields| set_field(fields, label, Value::Null));
        pieces.open()
    };
    let part = Part::Root;
    assert_eq!(
        opened_with(8),
        Err(SetError::UnknownField { part, label: 8 })
    );
    assert_eq!(opened_with(0).unwrap_err().code(), "set.unknown-field");
    assert_eq!(opened_with(-1), Ok(()));
}

/// Nothing can be smuggled in beside what is signed.
#[test]
fn messages_have_one_form() {
    let good = first_root();
    let parsed = parse_value(&good, &Default::default()).unwrap();
    let with = |index: usize, value: Value<'static>| {
        let Value::Array(mut parts) = parsed.untagged().clone() else {
            panic!("an array");
        };
        parts[index] = value;
        let message = encode_deterministic(&Value::Tag(98, Box::new(Value::Array(parts))));
        verify_root(&message, None).unwrap_err()
    };
    let header = malformed(Fault::Header);
    let fields = || Value::Map(vec![(cleanbill_cose::cbor::Key::Int(99), Value::Null)]);
    let protected = encode_deterministic(&fields());
    assert_eq!(with(1, fields()), header);
    assert_eq!(with(0, Value::Bytes(protected.clone().into())), header);
    let signature = |headers: [Value<'static>; 2]| {
        let signature = headers
            .into_iter()
            .chain([Value::Bytes(vec![1; 64].into())]);
        Value::Array(vec![Value::Array(signature.collect())])
    };
    let none = || Value::Map(vec![]);
    let bytes = |bytes: Vec<u8>| Value::Bytes(bytes.into());
    assert_eq!(with(3, signature([bytes(vec![]), fields()])), header);
    let short_kid = vec![0xa2, 0x01, 0x26, 0x04, 0x41, 0x00];
    assert_eq!(with(3, signature([bytes(short_kid), none()])), header);
    assert_eq!(
        with(3, signature([bytes(vec![]), none()])).code(),
        "set.malformed"
    );
}
