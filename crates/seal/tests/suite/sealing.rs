use cleanbill_issuer::registry::{EventId, HolderId, PassId, Shard};
use cleanbill_seal::{DataKey, PADDING_BYTES, Place, RECORD_MAX_BYTES, SealError, commitment};
use proptest::prelude::*;

use crate::setting::{HOLDER, PASS, SHARD, Setting, randomness};

fn data_key(setting: &Setting, seed: u64) -> DataKey {
    let made = setting
        .ring
        .generate_data_key(SHARD, HOLDER, &mut randomness(seed));
    made.unwrap().0
}

#[test]
fn sealed_bytes_depend_on_all_that_they_are_bound_to() {
    let setting = Setting::new();
    let key = data_key(&setting, 1);
    let places = [
        Place::person(SHARD, HOLDER, 1),
        Place::person(SHARD, HOLDER, 2),
        Place::person(SHARD, HolderId(1_002), 1),
        Place::person(Shard(4), HOLDER, 1),
        Place::event(SHARD, HOLDER, EventId(1)),
        Place::pass(SHARD, HOLDER, PassId(1)),
        Place::channel(SHARD, HOLDER),
    ];
    let mut tags: Vec<Vec<u8>> = places
        .iter()
        .map(|place| key.seal(*place, b"same", [7; 12]).unwrap())
        .collect();
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), places.len());
}

#[test]
fn too_long_a_record_is_refused_and_leaves_nothing_behind() {
    let setting = Setting::new();
    let key = data_key(&setting, 1);
    let place = Place::channel(SHARD, HOLDER);
    let mut out = vec![1, 2, 3];
    let error = key.seal_into(place, &[0; RECORD_MAX_BYTES + 1], [0; 12], &mut out);
    assert_eq!(error.unwrap_err().code(), "seal.too-long");
    assert_eq!(out, [1, 2, 3]);
    key.seal_into(place, &[0; RECORD_MAX_BYTES], [0; 12], &mut out)
        .unwrap();
    assert_eq!(out[..3], [1, 2, 3]);
}

proptest! {
    #[test]
    fn lengths_tell_only_steps_of_the_padding(
        record in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let setting = Setting::new();
        let key = data_key(&setting, 1);
        let sealed = key.seal(Place::channel(SHARD, HOLDER), &record, [0; 12]).unwrap();
        let body = sealed.len() - 28;
        prop_assert_eq!(body % PADDING_BYTES, 0);
        prop_assert!(body > record.len() && body <= record.len() + PADDING_BYTES);
        if record.len() >= 8 {
            prop_assert!(!sealed.windows(8).any(|part| part == &record[..8]));
        }
    }
}

#[test]
fn every_pass_has_a_commitment_secret_of_its_own() {
    let setting = Setting::new();
    let (key, other) = (data_key(&setting, 1), data_key(&setting, 2));
    let secret = key.commitment_secret(PASS).unwrap();
    assert_eq!(secret, key.commitment_secret(PASS).unwrap());
    assert_ne!(secret, key.commitment_secret(PassId(32)).unwrap());
    assert_ne!(secret, other.commitment_secret(PASS).unwrap());
    assert_ne!(commitment(&secret, b"one"), commitment(&secret, b"two"));
}

/// Computed with Python's hashlib, so that an auditor's other program finds the same leaf.
#[test]
fn a_commitment_is_what_its_definition_says() {
    let expected = "65aab6c208f52374625b295d48da9d8297ca388648c5c3d6c8ed94af0fa0e3f4";
    let hex: String = commitment(&[7; 32], b"cose")
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(hex, expected);
}

#[test]
fn the_errors_say_no_more_than_what_went_wrong() {
    assert_eq!(
        SealError::NotAuthentic.to_string(),
        "the sealed bytes do not belong to this row, or were changed"
    );
    assert!(!SealError::NotAuthentic.remedy().is_empty());
}
