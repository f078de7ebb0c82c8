use cleanbill_cose::cbor::Value;
use cleanbill_ledger::leaf::Leaf;
use cleanbill_trust::set::{
    CLOCK_SKEW_MAX_SECS, Floor, LIFETIME_MIN_SECS, LedgerEvidence, SetDraft, SetError, SignedSet,
    Target, TargetType, build_set, root_fingerprint,
};

use crate::support::*;

fn target(kind: &str, critical: bool, content: &[u8]) -> Target {
    Target {
        kind: TargetType::new(kind).unwrap(),
        critical,
        content: content.to_vec(),
    }
}

#[test]
fn what_is_built_opens_to_the_same() {
    let message = first_root();
    let store = store(5);
    let targets = [Target::dcc_signers(&store)];
    let set = build_set(&content(&[&message], &targets), &TestSigner::new(PUBLISHER)).unwrap();
    let opened = open(&set).unwrap();
    assert_eq!(opened.trust().unwrap().signers(), store.signers());
    assert_eq!(
        opened.root_fingerprint(),
        root_fingerprint(&message).unwrap()
    );
    assert_eq!((opened.root().version, opened.root().threshold), (1, 2));
    let manifest = opened.manifest();
    assert_eq!(
        (manifest.version, manifest.issued_at, manifest.expires_at),
        (7, NOW, NOW + 30 * DAY)
    );
    assert_eq!(manifest.ledger, None);
    let floor = opened.floor();
    assert_eq!((floor.root_version, floor.manifest_version), (1, 7));
    assert_eq!(floor.to_string(), "1.7");
}

#[test]
fn the_first_bytes_are_those_of_the_specification() {
    assert!(good_set().starts_with(b"\xd9\xd9\xf7\x85\x6dcleanbill-set\x01\x81"));
}

#[test]
fn the_same_content_gives_the_same_bytes_in_whatever_order() {
    let message = first_root();
    let publisher = TestSigner::new(PUBLISHER);
    let mut targets = [
        target("zz.v1", false, b"z"),
        Target::dcc_signers(&store(3)),
        target("aa.v1", false, b""),
    ];
    let one = build_set(&content(&[&message], &targets), &publisher).unwrap();
    targets.reverse();
    let other = build_set(&content(&[&message], &targets), &publisher).unwrap();
    assert_eq!(one, other);
    assert_eq!(one.len(), open(&one).map(|_| other.len()).unwrap());
}

#[test]
fn unknown_targets_that_are_not_critical_are_left_alone() {
    let message = first_root();
    let targets = [
        target("rules.v9", false, b"later"),
        target("a.v1", false, b""),
    ];
    let publisher = TestSigner::new(PUBLISHER);
    let set = build_set(&content(&[&message], &targets), &publisher).unwrap();
    let opened = open(&set).unwrap();
    let rules = TargetType::new("rules.v9").unwrap();
    assert_eq!(opened.target(&rules).unwrap(), b"later");
    let kind = TargetType::DCC_SIGNERS;
    assert_eq!(opened.trust().unwrap_err(), SetError::NoSuchTarget { kind });
}

#[test]
fn a_set_may_hold_nothing() {
    let message = first_root();
    let set = build_set(&content(&[&message], &[]), &TestSigner::new(PUBLISHER)).unwrap();
    assert_eq!(open(&set).unwrap().manifest().targets, []);
}

#[test]
fn evidence_of_the_ledger_is_carried() {
    let message = first_root();
    let ledger = Some(LedgerEvidence {
        checkpoint: b"checkpoint".to_vec(),
        inclusion_proof: b"proof".to_vec(),
    });
    let roots = [&message[..]];
    let mut content = content(&roots, &[]);
    content.ledger.clone_from(&ledger);
    let set = build_set(&content, &TestSigner::new(PUBLISHER)).unwrap();
    assert_eq!(open(&set).unwrap().manifest().ledger, ledger);
}

/// What the ledger is told of a set is fixed before the evidence is known, and leaves out nothing
/// else: what this version ignores might mean something to another one.
#[test]
fn g06_the_leaf_of_a_set_covers_all_but_its_evidence() {
    let message = first_root();
    let roots = [&message[..]];
    let draft = SetDraft::new(content(&roots, &[])).unwrap();
    let (leaf, digest) = (draft.leaf(), draft.digest());
    let evidence = |proof: &[u8]| LedgerEvidence {
        checkpoint: b"checkpoint".to_vec(),
        inclusion_proof: proof.to_vec(),
    };
    for ledger in [None, Some(evidence(b"proof")), Some(evidence(b"other"))] {
        let set = draft.clone().finish(ledger, &TestSigner::new(PUBLISHER));
        assert_eq!(open(&set.unwrap()).unwrap().leaf(), leaf);
    }
    let Leaf::Publication(told) = leaf.clone() else {
        panic!("{leaf:?}");
    };
    assert_eq!((told.root_version, told.manifest_version), (1, 7));
    assert_eq!((told.issued_at, &told.manifest), (NOW, digest.as_bytes()));
    let waiting = draft
        .clone()
        .finish(None, &TestSigner::new(PUBLISHER))
        .unwrap();
    assert!(draft.is_of(&open(&waiting).unwrap()));
    let found = SignedSet::with_evidence(&waiting, evidence(b"proof"), &TestSigner::new(PUBLISHER));
    let once = draft
        .clone()
        .finish(Some(evidence(b"proof")), &TestSigner::new(PUBLISHER));
    assert_eq!(found.unwrap(), once.unwrap());
    let stranger = SignedSet::with_evidence(&waiting, evidence(b"proof"), &TestSigner::new(1));
    assert_eq!(stranger.unwrap_err().code(), "set.unknown-publication-key");
    // What this version does not know would be lost.
    let mut pieces = Pieces::of(&waiting);
    pieces.edit_manifest(|fields| set_field(fields, -1, Value::Int(1)));
    let newer = pieces.together();
    let lost = SignedSet::with_evidence(&newer, evidence(b"proof"), &TestSigner::new(PUBLISHER));
    assert_eq!(lost.unwrap_err().code(), "set.digest-mismatch");
    let edits: [(i64, Value<'static>); 3] = [
        (-1, Value::Int(1)),
        (2, Value::Int(8)),
        (4, Value::Int(NOW + 31 * DAY)),
    ];
    for (label, value) in edits {
        let mut pieces = Pieces::of(
            &draft
                .clone()
                .finish(None, &TestSigner::new(PUBLISHER))
                .unwrap(),
        );
        pieces.edit_manifest(|fields| set_field(fields, label, value));
        assert_ne!(
            open(&pieces.together()).unwrap().leaf(),
            leaf,
            "label {label}"
        );
    }
}

#[test]
fn age_is_told_and_never_below_nothing() {
    let set = good_set();
    let opened = open(&set).unwrap();
    assert_eq!(opened.age_secs(NOW + 3 * DAY), 3 * DAY);
    assert_eq!(opened.age_secs(NOW - 1), 0);
    assert_eq!(opened.age_secs(i64::MIN), 0);
}

/// Guarantee G02: seven days without the authority, and more, change nothing.
#[test]
fn g02_the_shortest_set_outlives_a_week_of_silence() {
    let message = first_root();
    let targets = [Target::dcc_signers(&store(2))];
    let roots = [&message[..]];
    let mut shortest = content(&roots, &targets);
    shortest.expires_at = NOW + LIFETIME_MIN_SECS;
    let publisher = TestSigner::new(PUBLISHER);
    let set = build_set(&shortest, &publisher).unwrap();
    let at = |now| SignedSet::open(&set, &pins(&message), Floor::default(), now);
    let fresh = at(NOW).unwrap();
    for now in [NOW - CLOCK_SKEW_MAX_SECS, NOW + 7 * DAY, NOW + 8 * DAY] {
        assert_eq!(at(now).unwrap(), fresh);
    }
    for lifetime_secs in [LIFETIME_MIN_SECS - 1, 0, -1] {
        shortest.expires_at = NOW + lifetime_secs;
        let refused = build_set(&shortest, &publisher).unwrap_err();
        assert_eq!(refused.code(), "set.lifetime-too-short", "{lifetime_secs}");
    }
}

#[test]
fn a_head_is_the_set_without_its_targets_and_joins_to_it_again() {
    let message = first_root();
    let targets = [
        Target::dcc_signers(&store(3)),
        target("zz.v1", false, b"z"),
        target("aa.v1", false, b""),
    ];
    let publisher = TestSigner::new(PUBLISHER);
    let set = build_set(&content(&[&message], &targets), &publisher).unwrap();
    let head = SignedSet::head(&set).unwrap();
    assert_eq!(SignedSet::head(&head).as_ref(), Ok(&head));
    let pins = pins(&message);
    let opened = SignedSet::open_head(&head, &pins, Floor::default()).unwrap();
    let whole = open(&set).unwrap();
    assert_eq!(opened.manifest(), whole.manifest());
    assert_eq!(opened.floor(), whole.floor());
    assert_eq!(opened.root_fingerprint(), whole.root_fingerprint());
    let kinds = whole.manifest().targets.iter().map(|entry| &entry.kind);
    let contents: Vec<&[u8]> = kinds.map(|kind| whole.target(kind).unwrap()).collect();
    assert_eq!(SignedSet::join(&head, &contents).as_ref(), Ok(&set));
    assert_eq!(SignedSet::root_fingerprints(&head), Ok(pins));
}

#[test]
fn neither_a_head_nor_a_set_is_taken_for_the_other() {
    let message = first_root();
    let (set, pins) = (good_set(), pins(&message));
    let head = SignedSet::head(&set).unwrap();
    assert_eq!(code(&head), "set.missing-target");
    let opened = SignedSet::open_head(&set, &pins, Floor::default());
    assert_eq!(opened, Err(SetError::UnlistedTarget { count: 1 }));
    let mut floor = open(&set).unwrap().floor();
    floor.manifest_version += 1;
    let opened = SignedSet::open_head(&head, &pins, floor);
    assert_eq!(opened.unwrap_err().code(), "set.version-rollback");
    let large = vec![0; 17 << 20];
    let joined = SignedSet::join(&head, &[&large]);
    assert_eq!(joined.unwrap_err().code(), "set.too-large");
    for cut in 0..head.len() {
        assert!(SignedSet::open_head(&head[..cut], &pins, Floor::default()).is_err());
    }
}
