use std::fs;

use cleanbill_cose::Limits;
use cleanbill_cose::cbor::{Value, encode_deterministic, parse_value};
use cleanbill_issuer::registry::LookupKind;
use cleanbill_seal::{FileKek, IdKind, KeyRing, SealError};
use proptest::prelude::*;

use crate::setting::{HOLDER, NOW, SHARD, Setting, randomness};

#[test]
fn a_ring_is_read_as_it_was_written() {
    let setting = Setting::new();
    let again = KeyRing::open(&setting.path(), &setting.kek).unwrap();
    let id = |ring: &KeyRing| ring.public_id(IdKind::Pass, SHARD, 9).unwrap();
    assert_eq!(id(&again), id(&setting.ring));
    let hash = |ring: &KeyRing| ring.lookup_hash(LookupKind::Document, &[b"P", b"XX", b"1"]);
    assert_eq!(hash(&again), hash(&setting.ring));
    assert_eq!(again.epochs().collect::<Vec<_>>(), [(1, NOW)]);
}

#[test]
fn another_key_encryption_key_is_named_as_such() {
    let setting = Setting::new();
    let other = FileKek::new(&[9; 32]).unwrap();
    let error = KeyRing::open(&setting.path(), &other).unwrap_err();
    assert_eq!(error, SealError::WrongKek);
    let mut ring = setting.ring;
    let error = ring
        .rotate_epoch(&other, NOW, &mut randomness(5))
        .unwrap_err();
    assert_eq!(error, SealError::WrongKek);
}

#[test]
fn a_second_ring_never_covers_the_first() {
    let setting = Setting::new();
    let error = KeyRing::create(&setting.path(), &setting.kek, NOW, &mut randomness(3));
    assert_eq!(error.unwrap_err(), SealError::RingExists);
    let kek = FileKek::create(&setting.folder.path().join("kek"), &mut randomness(3));
    assert_eq!(kek.unwrap_err().code(), "seal.kek-write");
    let missing = KeyRing::open(&setting.folder.path().join("none"), &setting.kek);
    assert_eq!(missing.unwrap_err(), SealError::RingMissing);
}

type Change<'c> = &'c dyn Fn(&mut Vec<Value<'_>>);

/// The entries of the file under `list`, 4 for epochs and 5 for the other keys, after `change`.
fn with_changed(setting: &Setting, list: usize, change: impl Fn(&mut Vec<Value<'_>>)) -> SealError {
    let bytes = fs::read(setting.path()).unwrap();
    let Value::Array(mut items) = parse_value(&bytes, &Limits::default()).unwrap() else {
        panic!("not an array");
    };
    let Value::Array(entries) = &mut items[list] else {
        panic!("not a list");
    };
    change(entries);
    fs::write(
        setting.path(),
        encode_deterministic(&Value::Array(items.clone())),
    )
    .unwrap();
    KeyRing::open(&setting.path(), &setting.kek).unwrap_err()
}

#[test]
fn entries_that_are_swapped_added_or_taken_out_are_refused() {
    let mut setting = Setting::new();
    setting
        .ring
        .rotate_epoch(&setting.kek, NOW + 1, &mut randomness(4))
        .unwrap();
    let original = fs::read(setting.path()).unwrap();
    let swap_wrapped = |entries: &mut Vec<Value<'_>>| {
        let (Value::Array(one), Value::Array(other)) = (entries[0].clone(), entries[1].clone())
        else {
            panic!("not entries");
        };
        let last = one.len() - 1;
        let mut swapped = [one.clone(), other.clone()];
        swapped[0][last] = other[last].clone();
        swapped[1][last] = one[last].clone();
        let [one, other] = swapped;
        entries[0] = Value::Array(one);
        entries[1] = Value::Array(other);
    };
    for list in [4, 5] {
        let changes: [Change<'_>; 4] = [
            &|entries| entries.swap(0, 1),
            &|entries| drop(entries.pop()),
            &|entries| entries.push(entries[0].clone()),
            &swap_wrapped,
        ];
        for change in changes {
            fs::write(setting.path(), &original).unwrap();
            let error = with_changed(&setting, list, change);
            assert_eq!(error, SealError::RingAltered);
        }
    }
}

#[test]
fn a_ring_of_another_version_says_so() {
    let setting = Setting::new();
    let bytes = fs::read(setting.path()).unwrap();
    let Value::Array(mut items) = parse_value(&bytes, &Limits::default()).unwrap() else {
        panic!("not an array");
    };
    items[1] = Value::Int(2);
    fs::write(setting.path(), encode_deterministic(&Value::Array(items))).unwrap();
    let error = KeyRing::open(&setting.path(), &setting.kek).unwrap_err();
    assert_eq!(error, SealError::RingVersion { version: 2 });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_cut_or_changed_ring_is_refused(at in 0_usize..2_000, flip in 1_u8.., cut: bool) {
        let setting = Setting::new();
        let mut bytes = fs::read(setting.path()).unwrap();
        let at = at % bytes.len();
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] ^= flip;
        }
        fs::write(setting.path(), bytes).unwrap();
        let error = KeyRing::open(&setting.path(), &setting.kek).unwrap_err();
        prop_assert!(
            matches!(
                error,
                SealError::RingMalformed
                    | SealError::RingAltered
                    | SealError::RingVersion { .. }
                    | SealError::WrongKek
            ),
            "{error:?}"
        );
    }
}

#[test]
fn a_data_key_moves_to_a_new_epoch_and_the_old_one_can_go() {
    let mut setting = Setting::new();
    let mut random = randomness(4);
    let (_, row) = setting
        .ring
        .generate_data_key(SHARD, HOLDER, &mut random)
        .unwrap();
    assert_eq!(setting.ring.rewrap(SHARD, &row, &mut random), Ok(None));
    let in_use = setting.ring.retire_epoch(1, &setting.kek, &mut random);
    assert_eq!(in_use, Err(SealError::EpochInUse { epoch: 1 }));
    let second = setting
        .ring
        .rotate_epoch(&setting.kek, NOW + 9, &mut random)
        .unwrap();
    let moved = setting.ring.rewrap(SHARD, &row, &mut random).unwrap();
    assert_eq!(moved.unwrap().epoch, second);

    setting
        .ring
        .retire_epoch(1, &setting.kek, &mut random)
        .unwrap();
    let mut again = KeyRing::open(&setting.path(), &setting.kek).unwrap();
    let gone = again.rewrap(SHARD, &row, &mut random);
    assert_eq!(gone, Err(SealError::UnknownEpoch { epoch: 1 }));
    // A number is not used twice, whatever was retired.
    let third = again.rotate_epoch(&setting.kek, NOW, &mut random).unwrap();
    assert_eq!(third, 3);
}

#[test]
fn a_ring_that_another_process_changed_is_not_covered() {
    let mut setting = Setting::new();
    let mut other = KeyRing::open(&setting.path(), &setting.kek).unwrap();
    other
        .rotate_epoch(&setting.kek, NOW, &mut randomness(8))
        .unwrap();
    let late = setting
        .ring
        .rotate_epoch(&setting.kek, NOW, &mut randomness(9));
    assert_eq!(late, Err(SealError::RingChanged));
    assert_eq!(setting.ring.newest_epoch(), 1);

    let lock = fs::File::open(setting.folder.path().join("ring.cbor.lock")).unwrap();
    lock.lock().unwrap();
    let locked = other.rotate_epoch(&setting.kek, NOW, &mut randomness(9));
    assert_eq!(locked, Err(SealError::RingInUse));
}

#[test]
fn the_key_encryption_key_can_be_changed() {
    let mut setting = Setting::new();
    let id = setting.ring.public_id(IdKind::Act, SHARD, 5).unwrap();
    let next = FileKek::new(&[8; 32]).unwrap();
    setting.ring.change_kek(&next, &mut randomness(6)).unwrap();
    let old = KeyRing::open(&setting.path(), &setting.kek);
    assert_eq!(old.unwrap_err(), SealError::WrongKek);
    let again = KeyRing::open(&setting.path(), &next).unwrap();
    assert_eq!(again.public_id(IdKind::Act, SHARD, 5).unwrap(), id);
}

#[test]
fn the_file_of_the_key_holds_a_key_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kek");
    FileKek::create(&path, &mut randomness(1)).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    for bad in [
        String::new(),
        text[..62].to_owned(),
        text.replace('\n', "00"),
        "g".repeat(64),
        "\u{e9}".repeat(32),
    ] {
        fs::write(&path, bad).unwrap();
        let error = FileKek::open(&path).unwrap_err();
        assert_eq!(error, SealError::KekMalformed);
    }
    fs::write(&path, [0xff; 64]).unwrap();
    assert_eq!(FileKek::open(&path).unwrap_err(), SealError::KekMalformed);
    fs::write(&path, text.to_uppercase()).unwrap();
    FileKek::open(&path).unwrap();
}

#[cfg(unix)]
#[test]
fn only_their_owner_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;

    let setting = Setting::new();
    for name in ["kek", "ring.cbor"] {
        let metadata = fs::metadata(setting.folder.path().join(name)).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, 0o600, "{name}");
    }
    let kek = setting.folder.path().join("kek");
    FileKek::open(&kek).unwrap();
    fs::set_permissions(&kek, fs::Permissions::from_mode(0o640)).unwrap();
    let error = FileKek::open(&kek).unwrap_err();
    assert_eq!(error, SealError::KekExposed { mode: 0o640 });
}

#[test]
fn debug_output_shows_no_key() {
    let setting = Setting::new();
    let kek = fs::read_to_string(setting.folder.path().join("kek")).unwrap();
    let shown = format!("{:?} {:?}", setting.kek, setting.ring);
    assert!(shown.len() < 200, "{shown}");
    assert!(!shown.contains(&kek[..8]));
    let (key, _) = setting
        .ring
        .generate_data_key(SHARD, HOLDER, &mut randomness(1))
        .unwrap();
    assert_eq!(format!("{key:?}"), "DataKey(..)");
}
