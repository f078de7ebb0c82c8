//! The target `dcc-signers.v1`.

use cleanbill_cose::cbor::{Value, encode_deterministic, parse_value};
use cleanbill_crypto::PublicKey;
use cleanbill_trust::set::{Fault, SetError, Target, build_set, encode_signers, parse_signers};
use cleanbill_trust::{Kid, SignerRecord, TrustStore, TrustedSigner};
use cleanbill_x509::DccUsage;
use proptest::prelude::*;

use crate::support::*;

fn store_of(records: impl IntoIterator<Item = SignerRecord>) -> TrustStore {
    records.into_iter().map(TrustedSigner::new).collect()
}

fn fault(target: &[u8]) -> Fault {
    match parse_signers(target).unwrap_err() {
        SetError::Malformed { fault, .. } => fault,
        other => panic!("{other:?}"),
    }
}

/// Changes item `index` of the first signer.
fn with_item(index: usize, value: Value<'static>) -> Vec<u8> {
    let target = encode_signers(&store(1));
    let limits = cleanbill_cose::Limits::default();
    let Value::Array(mut signers) = parse_value(&target, &limits).unwrap() else {
        panic!("an array");
    };
    let Value::Array(items) = &mut signers[0] else {
        panic!("a signer");
    };
    items[index] = value;
    encode_deterministic(&Value::Array(signers))
}

#[test]
fn nobody_is_a_store_too() {
    let target = encode_signers(&TrustStore::default());
    assert_eq!(target, b"\x80");
    assert!(parse_signers(&target).unwrap().is_empty());
}

#[test]
fn odd_signers_are_kept_as_they_are() {
    let odd = |change: fn(&mut SignerRecord)| {
        let mut record = record(9);
        change(&mut record);
        record
    };
    let store = store_of([
        odd(|_| {}),
        odd(|record| record.country = None),
        odd(|record| record.usage = DccUsage::TEST),
        odd(|record| record.not_before = i64::MIN),
        odd(|record| record.not_after = i64::MAX),
        odd(|record| (record.not_before, record.not_after) = (i64::MIN + 1, -1)),
        odd(|record| record.kid = Kid::new(&[7; 64]).unwrap()),
        odd(|record| record.spki = Box::new([])),
        odd(|record| record.spki = b"no key at all".as_slice().into()),
        odd(|record| record.spki = vec![0; 2_048].into()),
    ]);
    assert_eq!(store.len(), 10);
    let read = parse_signers(&encode_signers(&store)).unwrap();
    assert_eq!(read.signers(), store.signers());
}

#[test]
fn keys_are_usable_after_the_journey() {
    let mut record = record(0);
    record.spki = public(50).to_spki_der().into();
    let read = parse_signers(&encode_signers(&store_of([record]))).unwrap();
    assert_eq!(read.signers()[0].public_key(), Ok(&public(50)));
}

/// What every sort of key shrinks to; the sizes are part of the format.
#[test]
fn keys_shed_what_they_have_in_common() {
    let ed25519: [u8; 32] = *b"\xd7\x5a\x98\x01\x82\xb1\x0a\xb7\xd5\x4b\xfe\xd3\xc9\x64\x07\x3a\
                               \x0e\xe1\x72\xf3\xda\xa6\x23\x25\xaf\x02\x1a\x68\xf7\x07\x51\x1a";
    let p384 = b"\x03\xaa\x87\xca\x22\xbe\x8b\x05\x37\x8e\xb1\xc7\x1e\xf3\x20\xad\x74\x6e\x1d\x3b\
                 \x62\x8b\xa7\x9b\x98\x59\xf7\x41\xe0\x82\x54\x2a\x38\x55\x02\xf2\x5d\xbf\x55\x29\
                 \x6c\x3a\x54\x5e\x38\x72\x76\x0a\xb7";
    let rsa = |len| PublicKey::from_rsa_components(&vec![0xff; len], &[1, 0, 1]).unwrap();
    let rsa_3 = PublicKey::from_rsa_components(&[0xff; 256], &[3]).unwrap();
    let p384 = PublicKey::from_ec_point(cleanbill_crypto::KeyKind::P384, p384).unwrap();
    for (key, form, len) in [
        (public(50), Value::Int(0), 64),
        (p384, Value::Int(1), 96),
        (rsa(256), Value::Int(2), 256),
        (rsa(384), Value::Int(3), 384),
        (rsa(512), Value::Int(4), 512),
        (
            PublicKey::from_ed25519(&ed25519).unwrap(),
            Value::Int(5),
            32,
        ),
        (rsa_3.clone(), Value::Null, rsa_3.to_spki_der().len()),
    ] {
        let mut record = record(0);
        record.spki = key.to_spki_der().into();
        let store = store_of([record]);
        let target = encode_signers(&store);
        let limits = cleanbill_cose::Limits::default();
        let tree = parse_value(&target, &limits).unwrap();
        let signer = tree.as_array().unwrap()[0].as_array().unwrap();
        assert_eq!(signer[6], form);
        assert_eq!(signer[7].as_bytes().unwrap().len(), len);
        let read = parse_signers(&target).unwrap();
        assert_eq!(read.signers(), store.signers());
    }
}

#[test]
fn items_out_of_range_are_refused() {
    let bytes = |len| Value::Bytes(vec![0; len].into());
    for (index, value) in [
        (0, bytes(0)),
        (0, bytes(65)),
        (1, Value::from("DEU")),
        (1, Value::Int(1)),
        (2, Value::Int(0)),
        (2, Value::Int(8)),
        (2, Value::Int(256 + 1)),
        (2, Value::Null),
        (3, Value::Float(1.5)),
        (4, Value::from("2027")),
        (5, bytes(31)),
        (6, Value::Int(6)),
        (6, Value::Int(-1)),
        (6, Value::Int(1)),
        (7, bytes(63)),
    ] {
        let refused = fault(&with_item(index, value));
        assert_eq!(refused, Fault::Signer { ordinal: 1 }, "item {index}");
    }
    assert!(matches!(fault(&with_item(7, Value::Null)), Fault::Cbor(_)));
}

#[test]
fn one_signer_has_one_encoding() {
    let whole = record(0).spki;
    for (index, value) in [
        (1, Value::from("de")),
        (3, Value::Int(i64::MIN)),
        (4, Value::Int(i64::MAX)),
    ] {
        assert_eq!(fault(&with_item(index, value)), Fault::NotDeterministic);
    }
    // A key in full that has a form.
    let target = with_item(7, Value::Bytes(whole.into_vec().into()));
    let limits = cleanbill_cose::Limits::default();
    let Value::Array(mut signers) = parse_value(&target, &limits).unwrap() else {
        panic!("an array");
    };
    let Value::Array(items) = &mut signers[0] else {
        panic!("a signer");
    };
    items[6] = Value::Null;
    let target = encode_deterministic(&Value::Array(signers));
    assert_eq!(fault(&target), Fault::NotDeterministic);
}

#[test]
fn signers_are_ascending_and_distinct() {
    let target = encode_signers(&store(3));
    let limits = cleanbill_cose::Limits::default();
    let Value::Array(signers) = parse_value(&target, &limits).unwrap() else {
        panic!("an array");
    };
    let rearranged = |order: &[usize]| {
        let signers = order.iter().map(|n| signers[*n].clone()).collect();
        fault(&encode_deterministic(&Value::Array(signers)))
    };
    assert_eq!(rearranged(&[1, 0, 2]), Fault::NotDeterministic);
    assert_eq!(rearranged(&[0, 0, 1]), Fault::NotDeterministic);
}

/// The size of the largest public list, 523 P-256 and 87 RSA keys, with all that is round it.
#[test]
fn the_largest_public_list_fits_a_hundred_kilobytes() {
    let rsa = PublicKey::from_rsa_components(&[0xff; 256], &[1, 0, 1]).unwrap();
    let with_rsa = (523..610).map(|n| {
        let mut record = record(n);
        record.spki = rsa.to_spki_der().into();
        record
    });
    let store = store_of((0..523).map(record).chain(with_rsa));
    assert_eq!(store.len(), 610);
    let message = first_root();
    let targets = [Target::dcc_signers(&store)];
    let publisher = TestSigner::new(PUBLISHER);
    let set = build_set(&content(&[&message], &targets), &publisher).unwrap();
    assert!(set.len() < 100_000, "{} bytes", set.len());
}

#[test]
fn more_signers_than_the_world_has_are_refused() {
    assert_eq!(
        parse_signers(&encode_signers(&store(10_000)))
            .unwrap()
            .len(),
        10_000
    );
    let (what, max) = ("signers", 10_000);
    let many = encode_signers(&store(10_001));
    assert_eq!(fault(&many), Fault::TooMany { what, max });
    let message = first_root();
    let targets = [Target::dcc_signers(&store(10_001))];
    let publisher = TestSigner::new(PUBLISHER);
    let refused = build_set(&content(&[&message], &targets), &publisher).unwrap_err();
    assert_eq!(refused.code(), "set.malformed");
}

#[test]
fn a_key_that_is_none_by_its_length_is_refused() {
    let mut record = record(0);
    record.spki = vec![0; 2_049].into();
    let target = encode_signers(&store_of([record]));
    assert_eq!(fault(&target), Fault::Signer { ordinal: 1 });
}

proptest! {
    #[test]
    fn any_store_comes_back(
        signers in proptest::collection::vec(
            (
                proptest::collection::vec(any::<u8>(), 1..64),
                proptest::option::of("[A-Z]{2}"),
                proptest::collection::vec(any::<u8>(), 0..120),
                1u8..8,
                any::<(i64, i64)>(),
                any::<[u8; 32]>(),
            ),
            0..20,
        )
    ) {
        let store = store_of(signers.into_iter().map(|(kid, country, spki, usage, times, print)| {
            SignerRecord {
                kid: Kid::new(&kid).unwrap(),
                country: country.map(|code| cleanbill_trust::Country::new(&code).unwrap()),
                spki: spki.into(),
                usage: DccUsage::from_bits(usage).unwrap(),
                not_before: times.0,
                not_after: times.1,
                thumbprint: print,
            }
        }));
        let read = parse_signers(&encode_signers(&store)).unwrap();
        prop_assert_eq!(read.signers(), store.signers());
    }
}
