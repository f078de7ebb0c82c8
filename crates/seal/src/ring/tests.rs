use cleanbill_issuer::registry::Shard;

use super::*;
use crate::{CasePlace, CaseTagUse, FileKek, FilingPart, IdKind, WorkKey};

/// Different bytes at every call.
fn counted() -> impl FnMut(&mut [u8]) {
    let mut count = 0_u8;
    move |bytes: &mut [u8]| {
        count = count.wrapping_add(1);
        bytes.fill(count);
    }
}

/// A ring as a program wrote it that knew nothing of appeals.
fn old_ring(path: &Path, kek: &FileKek) {
    let ring = KeyRing::create(path, kek, 5, &mut counted()).unwrap();
    let mut contents = ring.contents.clone();
    contents.keys.retain(|purpose, _| *purpose <= 20);
    assert_eq!(contents.keys.len(), 7);
    let bytes = form::encode(&contents, kek, &mut counted()).unwrap();
    file::write(path, &bytes).unwrap();
}

#[test]
fn an_old_ring_opens_and_is_completed_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ring");
    let kek = FileKek::new(&[7; 32]).unwrap();
    old_ring(&path, &kek);
    let mut ring = KeyRing::open(&path, &kek).unwrap();
    let shard = Shard(2);
    let pass = ring.public_id(IdKind::Pass, shard, 9).unwrap();
    let tag = |ring: &KeyRing| ring.case_tag(CaseTagUse::Subject, &[b"act"]);
    assert_eq!(tag(&ring), Err(SealError::NoPurposeKey));
    let made = ring.generate_case_key(shard, 1, &mut counted());
    assert_eq!(made.err(), Some(SealError::NoPurposeKey));
    let other = FileKek::new(&[8; 32]).unwrap();
    let refused = ring.complete(&other, &mut counted());
    assert_eq!(refused, Err(SealError::WrongKek));
    assert_eq!(ring.complete(&kek, &mut counted()), Ok(true));
    assert_eq!(ring.complete(&kek, &mut counted()), Ok(false));
    // What it named before it names the same.
    let again = KeyRing::open(&path, &kek).unwrap();
    assert_eq!(again.public_id(IdKind::Pass, shard, 9), Ok(pass));
    assert_eq!(tag(&again), tag(&ring));
    assert!(tag(&again).is_ok());
}

#[test]
fn a_ring_with_a_purpose_that_nobody_knows_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ring");
    let kek = FileKek::new(&[7; 32]).unwrap();
    let ring = KeyRing::create(&path, &kek, 5, &mut counted()).unwrap();
    for (lost, added) in [(1, None), (20, None), (32, Some(99))] {
        let mut contents = ring.contents.clone();
        contents.keys.remove(&lost);
        if let Some(added) = added {
            contents.keys.insert(added, draw_secret(&mut counted()));
        }
        let bytes = form::encode(&contents, &kek, &mut counted()).unwrap();
        file::write(&path, &bytes).unwrap();
        let refused = KeyRing::open(&path, &kek).err();
        assert_eq!(refused, Some(SealError::RingMalformed), "{lost}");
    }
}

#[test]
fn what_a_case_sealed_opens_in_its_place_alone() {
    let folder = tempfile::tempdir().unwrap();
    let kek = FileKek::new(&[7; 32]).unwrap();
    let path = folder.path().join("ring");
    let ring = KeyRing::create(&path, &kek, 5, &mut counted()).unwrap();
    let place = CasePlace {
        shard: Shard(2),
        case: 4,
        row: 0,
    };
    let (key, row) = ring
        .generate_case_key(place.shard, 4, &mut counted())
        .unwrap();
    let sealed = key.seal(place, b"I was not there", [3; 12]).unwrap();
    let again = ring.unwrap_case_key(place.shard, &row).unwrap();
    assert_eq!(
        again.open(place, &sealed).unwrap().as_slice(),
        b"I was not there"
    );
    assert_eq!(again.blinding().unwrap(), key.blinding().unwrap());
    let elsewhere = [
        CasePlace { row: 1, ..place },
        CasePlace { case: 5, ..place },
        CasePlace {
            shard: Shard(0),
            ..place
        },
    ];
    for place in elsewhere {
        assert_eq!(
            again.open(place, &sealed).err(),
            Some(SealError::NotAuthentic)
        );
    }
    let mut altered = sealed.clone();
    altered[20] ^= 1;
    assert!(again.open(place, &altered).is_err());
    // The row is of this case, and of this shard.
    for (shard, appeal) in [(Shard(3), 4), (Shard(2), 5)] {
        let moved = crate::CaseKeyRow {
            appeal,
            ..row.clone()
        };
        let refused = ring.unwrap_case_key(shard, &moved);
        assert_eq!(refused.err(), Some(SealError::NotAuthentic));
    }
    // A short text and a longer one are of one length.
    let longer = key.seal(place, &[b'a'; 400], [3; 12]).unwrap();
    assert_eq!(longer.len(), sealed.len());
    let tag = |tag_use| ring.case_tag(tag_use, &[b"x"]).unwrap();
    assert_ne!(tag(CaseTagUse::Subject), tag(CaseTagUse::Owner));
}

#[test]
fn what_was_filed_opens_as_that_part_of_that_filing_alone() {
    let folder = tempfile::tempdir().unwrap();
    let kek = FileKek::new(&[7; 32]).unwrap();
    let path = folder.path().join("ring");
    old_ring(&path, &kek);
    let mut ring = KeyRing::open(&path, &kek).unwrap();
    assert_eq!(ring.filing_key().err(), Some(SealError::NoPurposeKey));
    ring.complete(&kek, &mut counted()).unwrap();
    let key = ring.filing_key().unwrap();
    let (follow, part) = ([1; 32], FilingPart::Content);
    let sealed = key.seal(part, &follow, b"a letter", [3; 12]).unwrap();
    assert_eq!(*key.open(part, &follow, &sealed).unwrap(), b"a letter");
    let mut altered = sealed.clone();
    altered[20] ^= 1;
    for (part, follow, sealed) in [
        (FilingPart::Answer, follow, &sealed),
        (part, [2; 32], &sealed),
        (part, follow, &altered),
        (part, follow, &Vec::new()),
    ] {
        let refused = key.open(part, &follow, sealed);
        assert_eq!(refused.err(), Some(SealError::NotAuthentic));
    }
    let shown = format!("{key:?}{:?}", WorkKey::new(&[1; 32]));
    assert_eq!(shown, "FilingKey { .. }WorkKey { .. }");
    let tag = |key: u8, bytes: &[u8]| WorkKey::new(&[key; 32]).tag(bytes);
    assert_ne!(tag(1, b"a"), tag(2, b"a"));
    assert_ne!(tag(1, b"a"), tag(1, b"b"));
}
