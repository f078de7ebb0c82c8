use cleanbill_crypto::Signer;
use cleanbill_trust::set::{
    Digest, Floor, Root, RootPins, SetError, SignedSet, Target, build_root, build_set,
    join_root_signatures, root_fingerprint, sign_root, verify_root,
};

use crate::support::*;

/// 1: two of 1, 2, 3. 2: two of 2, 3, 4, a new publisher too. 3: one of 5, only the new publisher.
fn roots() -> [Root; 3] {
    let first = root(1, 2, &[1, 2, 3]);
    let mut second = root(2, 2, &[2, 3, 4]);
    second.publication_keys.push(publication_key(101));
    let mut third = root(3, 1, &[5]);
    third.publication_keys = vec![publication_key(101)];
    [first, second, third]
}

fn chain() -> [Vec<u8>; 3] {
    let [first, second, third] = roots();
    let keys: Vec<_> = (0..=5)
        .map(|n| TestSigner::new(n + u8::from(n == 0)))
        .collect();
    let by = |seeds: &[usize]| -> Vec<&dyn Signer> {
        seeds.iter().map(|n| &keys[*n] as &dyn Signer).collect()
    };
    [
        build_root(&first, None, &by(&[1, 2])).unwrap(),
        build_root(&second, Some(&first), &by(&[2, 3])).unwrap(),
        build_root(&third, Some(&second), &by(&[3, 4, 5])).unwrap(),
    ]
}

fn set_of(chain: &[Vec<u8>], publisher: u8) -> Vec<u8> {
    let roots: Vec<&[u8]> = chain.iter().map(Vec::as_slice).collect();
    let targets = [Target::dcc_signers(&store(1))];
    build_set(&content(&roots, &targets), &TestSigner::new(publisher)).unwrap()
}

fn open_pinned<'s>(
    set: &'s [u8],
    message: &[u8],
    floor: Floor,
) -> Result<cleanbill_trust::set::OpenedSet<'s>, SetError> {
    SignedSet::open(set, &pins(message), floor, NOW)
}

fn wrong_signature(valid: usize, required: usize) -> SetError {
    let part = cleanbill_trust::set::Part::Root;
    SetError::WrongSignature {
        part,
        valid,
        required,
    }
}

#[test]
fn a_verifier_that_pins_the_first_root_walks_to_the_third() {
    let chain = chain();
    let set = set_of(&chain, 101);
    for pinned in &chain {
        let opened = open_pinned(&set, pinned, Floor::default()).unwrap();
        assert_eq!(opened.root().version, 3);
        assert_eq!(
            opened.root_fingerprint(),
            root_fingerprint(&chain[2]).unwrap()
        );
    }
    let both: RootPins = chain[..2]
        .iter()
        .map(|m| root_fingerprint(m).unwrap())
        .collect();
    assert!(SignedSet::open(&set, &both, Floor::default(), NOW).is_ok());
    assert_eq!(both.iter().count(), 2);
}

#[test]
fn an_unknown_root_is_told_with_its_fingerprint() {
    let chain = chain();
    let set = set_of(&chain, 101);
    let found = root_fingerprint(&chain[2]).unwrap();
    let unknown = Err(SetError::UnknownRoot { found });
    let other = RootPins::from(Digest::of(b"another authority"));
    for pins in [other, RootPins::default()] {
        let opened = SignedSet::open(&set, &pins, Floor::default(), NOW);
        assert_eq!(opened.map(|_| ()), unknown);
    }
    // A set that no longer carries the pinned root.
    let later = set_of(&chain[2..], 101);
    let opened = open_pinned(&later, &chain[0], Floor::default());
    assert_eq!(opened.map(|_| ()), unknown);
}

#[test]
fn a_publication_key_that_the_new_root_dropped_signs_nothing() {
    let chain = chain();
    set_of(&chain[..2], PUBLISHER);
    let roots: Vec<&[u8]> = chain.iter().map(Vec::as_slice).collect();
    let thief = TestSigner::new(PUBLISHER);
    let refused = build_set(&content(&roots, &[]), &thief).unwrap_err();
    assert_eq!(refused.code(), "set.unknown-publication-key");
    // The thief leaves the new root out: a set of the old root, which the floor refuses.
    let old = set_of(&chain[..2], PUBLISHER);
    let floor = open_pinned(&set_of(&chain, 101), &chain[0], Floor::default())
        .unwrap()
        .floor();
    let refused = open_pinned(&old, &chain[0], floor).unwrap_err();
    assert_eq!(refused.code(), "set.version-rollback");
}

#[test]
fn a_new_root_needs_the_old_keys_and_its_own() {
    let [first, second, _] = roots();
    let check = |seeds: &[u8]| verify_root(&signed(&second, seeds), Some(&first)).map(|_| ());
    assert_eq!(check(&[2, 3]), Ok(()));
    assert_eq!(check(&[1, 2, 4]), Ok(()));
    assert_eq!(check(&[1, 2]), Err(wrong_signature(1, 2)), "own");
    assert_eq!(check(&[3, 4]), Err(wrong_signature(1, 2)), "old");
    assert_eq!(check(&[1, 4]), Err(wrong_signature(1, 2)), "either");
    assert_eq!(check(&[9, 10]), Err(wrong_signature(0, 2)), "neither");
    let lone = TestSigner::new(4);
    let refused = build_root(&second, Some(&first), &[&lone]).unwrap_err();
    assert_eq!(refused.code(), "set.wrong-signature");
}

/// The walk refuses what [`verify_root`] refuses, wherever in the chain.
#[test]
fn a_wrong_link_breaks_the_walk() {
    let [first, second, third] = chain();
    for (broken, expected) in [
        (
            [first.clone(), signed(&roots()[1], &[4]), third.clone()],
            wrong_signature(0, 2),
        ),
        (
            [first.clone(), second.clone(), signed(&roots()[2], &[5])],
            wrong_signature(0, 2),
        ),
        ([first.clone(), third.clone(), second.clone()], gap(2, 3)),
        (
            [first.clone(), first.clone(), second.clone()],
            SetError::UnknownRoot {
                found: root_fingerprint(&second).unwrap(),
            },
        ),
    ] {
        let mut pieces = Pieces::of(&set_of(&[first.clone(), second.clone()], PUBLISHER));
        pieces.roots = broken.to_vec();
        pieces.bind_roots();
        let pins = match expected {
            SetError::UnknownRoot { .. } => RootPins::from(Digest::of(b"elsewhere")),
            _ => pins(&first),
        };
        let opened = SignedSet::open(&pieces.together(), &pins, Floor::default(), NOW).map(|_| ());
        assert_eq!(opened, Err(expected));
    }
}

fn gap(expected: u32, found: u32) -> SetError {
    SetError::RootGap { expected, found }
}

#[test]
fn versions_of_roots_go_up_one_by_one() {
    let seeds = &[1, 2, 3];
    let numbered = |version| root(version, 2, seeds);
    let check = |from, to| {
        let message = signed(&numbered(to), seeds);
        verify_root(&message, Some(&numbered(from))).map(|_| ())
    };
    assert_eq!(check(1, 2), Ok(()));
    assert_eq!(check(1, 3), Err(gap(2, 3)));
    assert_eq!(check(2, 2), Err(gap(3, 2)));
    assert_eq!(check(2, 1), Err(gap(3, 1)));
    assert_eq!(check(u32::MAX, u32::MAX), Err(gap(u32::MAX, u32::MAX)));
    let (one, two) = (TestSigner::new(1), TestSigner::new(2));
    let refused = build_root(&numbered(2), None, &[&one, &two]).unwrap_err();
    assert_eq!(refused.code(), "set.root-gap");
}

#[test]
fn k_of_n_counts_keys_whose_signature_is_right() {
    let root = root(1, 2, &[1, 2, 3]);
    let check = |message: &[u8]| verify_root(message, None).map(|_| ());
    assert_eq!(check(&signed(&root, &[1, 2])), Ok(()));
    assert_eq!(check(&signed(&root, &[1])), Err(wrong_signature(1, 2)));
    // Key 2 twice is one key; key 9 is none of the root's.
    assert_eq!(check(&signed(&root, &[2, 2])), Err(wrong_signature(1, 2)));
    assert_eq!(check(&signed(&root, &[2, 9])), Err(wrong_signature(1, 2)));
    // One bad signature neither counts nor spoils the others.
    let spoil_last = |seeds: &[u8]| {
        let mut message = signed(&root, seeds);
        *message.last_mut().unwrap() ^= 1;
        message
    };
    assert_eq!(check(&spoil_last(&[1, 2, 3])), Ok(()));
    assert_eq!(check(&spoil_last(&[1, 2])), Err(wrong_signature(1, 2)));
    // A bad one first, then a good one, by the same key.
    let mut twice = signed(&root, &[1, 1, 2]);
    let at = signed(&root, &[1]).len() - 1;
    twice[at] ^= 1;
    assert_eq!(check(&twice), Ok(()));
}

/// The pin is of the document, so the pinned root's own signatures have to be right all the same.
#[test]
fn the_pinned_root_must_be_signed_too() {
    let root = root(1, 2, &[1, 2, 3]);
    let mut pieces = Pieces::good();
    pieces.roots = vec![signed(&root, &[1])];
    pieces.bind_roots();
    assert_eq!(pieces.open(), Err(wrong_signature(1, 2)));
}

#[test]
fn only_the_newest_root_has_to_be_in_force() {
    let ended = |mut root: Root| {
        root.issued_at = NOW - 500 * DAY;
        root.expires_at = NOW - 1;
        for named in &mut root.publication_keys {
            named.not_after = NOW - 1;
        }
        root
    };
    let first = ended(root(1, 1, &[1]));
    let one = TestSigner::new(1);
    let first_message = build_root(&first, None, &[&one]).unwrap();
    let second = build_root(&root(2, 1, &[1]), Some(&first), &[&one]).unwrap();
    let set = set_of(&[first_message.clone(), second], PUBLISHER);
    assert!(open_pinned(&set, &first_message, Floor::default()).is_ok());
}

#[test]
fn a_new_root_lets_manifests_be_numbered_anew() {
    let chain = chain();
    let under_root = |count: usize, version: u32| {
        let roots: Vec<&[u8]> = chain[..count].iter().map(Vec::as_slice).collect();
        let publisher = if count == 3 { 101 } else { PUBLISHER };
        let mut content = content(&roots, &[]);
        content.version = version;
        build_set(&content, &TestSigner::new(publisher)).unwrap()
    };
    // Whoever stole the key has published under the highest number there is.
    let stolen = under_root(1, u32::MAX);
    let floor = open_pinned(&stolen, &chain[0], Floor::default())
        .unwrap()
        .floor();
    let lost = under_root(1, 8);
    assert_eq!(
        open_pinned(&lost, &chain[0], floor)
            .unwrap_err()
            .to_string(),
        "the set has version 1.8, older than 1.4294967295 which was seen before"
    );
    assert!(open_pinned(&under_root(2, 1), &chain[0], floor).is_ok());
    assert!(
        open_pinned(&stolen, &chain[0], floor).is_ok(),
        "the same again"
    );
}

/// A manifest made under the old root cannot be put under the new one, nor the other way round.
#[test]
fn a_manifest_belongs_to_its_roots() {
    let chain = chain();
    let old = Pieces::of(&set_of(&chain[..1], PUBLISHER));
    let new = Pieces::of(&set_of(&chain[..2], PUBLISHER));
    for (pieces, roots) in [(&old, &new.roots), (&new, &old.roots)] {
        let mut mixed = pieces.clone();
        mixed.roots.clone_from(roots);
        let opened = open_pinned(&mixed.together(), &chain[0], Floor::default()).map(|_| ());
        let part = cleanbill_trust::set::Part::Root;
        assert_eq!(opened, Err(SetError::DigestMismatch { part }));
    }
}

#[test]
fn signatures_made_apart_are_joined() {
    let root = root(1, 2, &[1, 2, 3]);
    let (one, three) = (TestSigner::new(1), TestSigner::new(3));
    let parts = [&one, &three].map(|signer| sign_root(&root, signer).unwrap());
    let joined = join_root_signatures(&[&parts[1], &parts[0], &parts[1]]).unwrap();
    assert_eq!(joined, build_root(&root, None, &[&one, &three]).unwrap());
    assert_eq!(join_root_signatures(&[&joined, &parts[0]]), Ok(joined));
    let mut other = root.clone();
    other.threshold = 1;
    let other = sign_root(&other, &one).unwrap();
    let refused = join_root_signatures(&[&parts[0], &other]).unwrap_err();
    assert!(refused.to_string().contains("different roots"), "{refused}");
    assert!(join_root_signatures(&[]).is_err());
}
