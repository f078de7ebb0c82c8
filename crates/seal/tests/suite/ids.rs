use cleanbill_issuer::registry::{PassId, Shard};
use cleanbill_seal::{IdKind, KeyRing, SealError};
use proptest::prelude::*;

use crate::setting::{SHARD, Setting};

fn alphabet() -> impl Strategy<Value = String> {
    "[a-z2-7]{26}"
}

thread_local! {
    static SETTING: Setting = Setting::new();
}

fn with_ring<T>(run: impl FnOnce(&KeyRing) -> T) -> T {
    SETTING.with(|setting| run(&setting.ring))
}

proptest! {
    #[test]
    fn an_id_names_its_row_however_it_is_copied(
        kind in prop::sample::select(IdKind::ALL.to_vec()),
        shard: u16,
        key in 1_i64..,
        every in 2_usize..9,
    ) {
        with_ring(|ring| {
            let id = ring.public_id(kind, Shard(shard), key).unwrap();
            let expected = Ok((Shard(shard), key));
            prop_assert_eq!(id.as_str().len(), 26);
            prop_assert_eq!(ring.parse_public_id(kind, id.as_str()), expected.clone());
            let typed = id.as_str().to_uppercase().replace('O', "0").replace('B', "8");
            let parts: Vec<&str> = typed.as_bytes().chunks(every)
                .map(|part| str::from_utf8(part).unwrap())
                .collect();
            prop_assert_eq!(ring.parse_public_id(kind, &parts.join(" - ")), expected);
            Ok(())
        })?;
    }

    #[test]
    fn a_one_is_read_as_the_letter_that_it_was(key in 1_i64.., as_l: bool) {
        with_ring(|ring| {
            let id = ring.public_id(IdKind::Pass, SHARD, key).unwrap();
            let letter = if as_l { 'l' } else { 'i' };
            let typed = id.as_str().replace(letter, "1");
            let found = ring.parse_public_id(IdKind::Pass, &typed);
            // The last character has three bits, and is no L: a one there is an I.
            let unsure = &typed[..typed.len() - 1];
            if unsure.matches('1').count() <= 4 {
                prop_assert_eq!(found, Ok((SHARD, key)));
            } else {
                prop_assert_eq!(found, Err(SealError::UnknownId));
            }
            Ok(())
        })?;
    }

    #[test]
    fn kinds_do_not_mix(key in 1_i64..) {
        with_ring(|ring| {
            for kind in IdKind::ALL {
                let id = ring.public_id(kind, SHARD, key).unwrap();
                for other in IdKind::ALL {
                    let found = ring.parse_public_id(other, id.as_str());
                    prop_assert_eq!(found.is_ok(), kind == other);
                }
                let code = ring.parse_collection_code(id.as_str());
                prop_assert_eq!(code, Err(SealError::UnknownCode));
            }
            Ok(())
        })?;
    }

    #[test]
    fn guesses_find_nothing(text in alphabet(), other: String) {
        with_ring(|ring| {
            for text in [text, other] {
                let found = ring.parse_public_id(IdKind::Holder, &text);
                prop_assert_eq!(found, Err(SealError::UnknownId));
                let found = ring.parse_collection_code(&text);
                prop_assert_eq!(found, Err(SealError::UnknownCode));
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_changed_character_leads_nowhere(key in 1_i64.., at in 0_usize..26, with in 0_u8..32) {
        with_ring(|ring| {
            let id = ring.public_id(IdKind::Pass, SHARD, key).unwrap();
            let mut bytes = id.as_str().as_bytes().to_vec();
            bytes[at] = b"abcdefghijklmnopqrstuvwxyz234567"[usize::from(with)];
            let text = String::from_utf8(bytes).unwrap();
            let found = ring.parse_public_id(IdKind::Pass, &text);
            prop_assert_eq!(found.is_ok(), text == id.as_str());
            Ok(())
        })?;
    }

    #[test]
    fn a_code_names_its_pass_and_its_number(shard: u16, key in 1_i64.., version: u8) {
        with_ring(|ring| {
            let code = ring.collection_code(Shard(shard), PassId(key), version).unwrap();
            let expected = Ok((Shard(shard), PassId(key), version));
            prop_assert_eq!(ring.parse_collection_code(&code.grouped()), expected.clone());
            prop_assert_eq!(ring.parse_collection_code(code.as_str()), expected);
            let as_id = ring.parse_public_id(IdKind::Pass, code.as_str());
            prop_assert_eq!(as_id, Err(SealError::UnknownId));
            Ok(())
        })?;
    }
}

#[test]
fn neighbours_have_nothing_in_common() {
    with_ring(|ring| {
        let id = |shard, key| {
            let id = ring.public_id(IdKind::Pass, Shard(shard), key).unwrap();
            id.as_str().to_owned()
        };
        for (one, other) in [(id(1, 5), id(1, 6)), (id(1, 5), id(2, 5))] {
            let same = one.bytes().zip(other.bytes()).filter(|(a, b)| a == b);
            assert!(same.count() < 8, "{one} {other}");
        }
    });
}

#[test]
fn another_ring_reads_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let kek = cleanbill_seal::FileKek::new(&[3; 32]).unwrap();
    let path = folder.path().join("ring.cbor");
    let mut random = crate::setting::randomness(99);
    let other = KeyRing::create(&path, &kek, 0, &mut random).unwrap();
    with_ring(|ring| {
        let id = ring.public_id(IdKind::Pass, SHARD, 5).unwrap();
        let found = other.parse_public_id(IdKind::Pass, id.as_str());
        assert_eq!(found, Err(SealError::UnknownId));
    });
}

#[test]
fn a_key_that_is_none_has_no_id() {
    with_ring(|ring| {
        for key in [0, -1, i64::MIN] {
            let id = ring.public_id(IdKind::Pass, SHARD, key);
            assert_eq!(id, Err(SealError::InternalKey));
        }
    });
}
