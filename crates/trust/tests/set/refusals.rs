//! Each refusal by its name.

use cleanbill_cose::cbor::{Key, Value, encode_deterministic};
use cleanbill_cose::sign1;
use cleanbill_trust::set::{
    CLOCK_SKEW_MAX_SECS, Fault, Floor, Limits, Part, SetError, SignedSet, Target, TargetType,
    build_set,
};

use crate::support::*;

fn at(set: &[u8], now: i64) -> Result<(), SetError> {
    SignedSet::open(set, &pins(&first_root()), Floor::default(), now).map(|_| ())
}

#[test]
fn other_files_are_no_sets() {
    for other in [
        &b"{\"certificates\":[]}"[..],
        b"HC1:6BF",
        b"\x00",
        &[0xd9; 40],
    ] {
        assert_eq!(code(other), "set.not-a-set");
    }
    assert_eq!(code(b""), "set.truncated");
}

#[test]
fn too_large_is_told_before_anything_is_read() {
    let size_max_bytes = Limits::DEFAULT.size_max_bytes;
    let zeros = vec![0; size_max_bytes + 1];
    let size_bytes = zeros.len();
    let expected = SetError::TooLarge {
        size_bytes,
        size_max_bytes,
    };
    assert_eq!(open(&zeros), Err(expected));
    let message = first_root();
    let targets = [Target {
        kind: TargetType::new("large.v1").unwrap(),
        critical: false,
        content: zeros,
    }];
    let publisher = TestSigner::new(PUBLISHER);
    let refused = build_set(&content(&[&message], &targets), &publisher).unwrap_err();
    assert_eq!(refused.code(), "set.too-large");
}

#[test]
fn newer_formats_are_told_from_damage() {
    let mut set = good_set();
    assert_eq!(set[18], 1);
    set[18] = 2;
    let format = |part, found| Err(SetError::UnsupportedFormat { part, found });
    assert_eq!(open(&set).map(|_| ()), format(Part::File, 2));
    let mut pieces = Pieces::good();
    pieces.edit_manifest(|fields| set_field(fields, 1, Value::Int(3)));
    assert_eq!(pieces.open(), format(Part::Manifest, 3));
    let mut pieces = Pieces::good();
    pieces.edit_root(|fields| set_field(fields, 1, Value::Int(4)));
    assert_eq!(pieces.open(), format(Part::Root, 4));
}

#[test]
fn bytes_after_the_set_are_refused() {
    let mut set = good_set();
    set.push(0);
    assert_eq!(code(&set), "set.malformed");
}

#[test]
fn a_manifest_by_another_key_is_wrongly_signed() {
    let part = Part::Manifest;
    let wrong = SetError::WrongSignature {
        part,
        valid: 0,
        required: 1,
    };
    let mut pieces = Pieces::good();
    let document = cleanbill_cose::parse_sign1(&pieces.manifest, &Default::default())
        .unwrap()
        .payload()
        .to_vec();
    let (publisher, thief) = (TestSigner::new(PUBLISHER), TestSigner::new(66));
    pieces.manifest = sign1(&publisher.id(), &document, &thief).unwrap();
    assert_eq!(pieces.open(), Err(wrong));
    pieces.manifest = sign1(&thief.id(), &document, &thief).unwrap();
    let found = thief.id().into();
    assert_eq!(
        pieces.open(),
        Err(SetError::UnknownPublicationKey { found })
    );
    // A root key is no publication key.
    let root_key = TestSigner::new(1);
    pieces.manifest = sign1(&root_key.id(), &document, &root_key).unwrap();
    assert_eq!(
        pieces.open().unwrap_err().code(),
        "set.unknown-publication-key"
    );
}

#[test]
fn a_clock_that_is_behind_is_called_that() {
    let set = good_set();
    assert_eq!(at(&set, NOW - CLOCK_SKEW_MAX_SECS), Ok(()));
    let now = NOW - CLOCK_SKEW_MAX_SECS - 1;
    let refused = at(&set, now).unwrap_err();
    let part = Part::Manifest;
    let issued_at = NOW;
    assert_eq!(
        refused,
        SetError::FromTheFuture {
            part,
            issued_at,
            now
        }
    );
    assert!(refused.to_string().ends_with("check the clock"));
    for now in [0, i64::MIN] {
        assert_eq!(at(&set, now).unwrap_err().code(), "set.from-the-future");
    }
}

#[test]
fn the_last_second_counts_and_the_next_does_not() {
    let set = good_set();
    let expires_at = NOW + 30 * DAY;
    assert_eq!(at(&set, expires_at), Ok(()));
    let now = expires_at + 1;
    let part = Part::Manifest;
    let expired = SetError::Expired {
        part,
        expires_at,
        now,
    };
    assert_eq!(at(&set, now), Err(expired));
    assert_eq!(at(&set, i64::MAX).unwrap_err().code(), "set.expired");
}

#[test]
fn an_expired_root_is_named_before_the_manifest() {
    let now = NOW + 700 * DAY + 1;
    let expected = SetError::Expired {
        part: Part::Root,
        expires_at: now - 1,
        now,
    };
    assert_eq!(at(&good_set(), now), Err(expected));
}

#[test]
fn versions_never_go_back() {
    let set = good_set();
    let pins = pins(&first_root());
    let open = |root_version, manifest_version| {
        let floor = Floor {
            root_version,
            manifest_version,
        };
        SignedSet::open(&set, &pins, floor, NOW).map_or_else(|error| error.code(), |_| "opened")
    };
    assert_eq!(open(1, 7), "opened");
    assert_eq!(open(0, 99), "opened");
    assert_eq!(open(1, 8), "set.version-rollback");
    assert_eq!(open(2, 0), "set.version-rollback");
}

#[test]
fn critical_targets_must_be_understood() {
    let mut pieces = Pieces::good();
    pieces.targets.push(b"rules".to_vec());
    pieces.edit_manifest(|fields| lines(fields).push(line("rules.v9", true, b"rules")));
    let kind = TargetType::new("rules.v9").unwrap();
    let refused = pieces.open().unwrap_err();
    assert_eq!(refused, SetError::UnknownCriticalTarget { kind });
    assert!(refused.to_string().contains("rules.v9"));
}

fn lines(fields: &mut Fields) -> &mut Vec<Value<'static>> {
    let found = fields.iter_mut().find(|(key, _)| *key == Key::Int(6));
    let Some((_, Value::Array(lines))) = found else {
        panic!("the targets");
    };
    lines
}

#[test]
fn forged_targets_are_found() {
    let kind = TargetType::DCC_SIGNERS;
    let forged = SetError::DigestMismatch {
        part: Part::Target(kind),
    };
    let mut pieces = Pieces::good();
    let last = pieces.targets[0].len() - 1;
    pieces.targets[0][last] ^= 1;
    assert_eq!(pieces.open(), Err(forged.clone()));
    pieces.targets[0] = cleanbill_trust::set::encode_signers(&store(3));
    assert_eq!(pieces.open(), Err(forged.clone()));
    // The right bytes under a wrong size.
    let mut pieces = Pieces::good();
    pieces.edit_manifest(|fields| {
        let Value::Array(line) = &mut lines(fields)[0] else {
            panic!("a line");
        };
        line[3] = Value::Int(1);
    });
    assert_eq!(pieces.open(), Err(forged));
}

#[test]
fn every_target_is_listed_once_and_there() {
    let kind = TargetType::DCC_SIGNERS;
    let mut missing = Pieces::good();
    missing.targets.clear();
    assert_eq!(
        missing.open(),
        Err(SetError::MissingTarget { kind: kind.clone() })
    );
    let mut unlisted = Pieces::good();
    unlisted.targets.push(b"more".to_vec());
    assert_eq!(unlisted.open(), Err(SetError::UnlistedTarget { count: 1 }));
    let mut twice = Pieces::good();
    twice.targets.push(twice.targets[0].clone());
    twice.edit_manifest(|fields| {
        let again = lines(fields)[0].clone();
        lines(fields).push(again);
    });
    assert_eq!(twice.open(), Err(SetError::TargetOrder { kind }));
    let message = first_root();
    let targets = [
        Target::dcc_signers(&store(1)),
        Target::dcc_signers(&store(2)),
    ];
    let publisher = TestSigner::new(PUBLISHER);
    let refused = build_set(&content(&[&message], &targets), &publisher).unwrap_err();
    assert_eq!(refused.code(), "set.target-order");
}

#[test]
fn targets_stand_in_the_order_of_their_types() {
    let (a, b) = (b"a".to_vec(), b"b".to_vec());
    let pair = |first: (&str, &[u8]), second: (&str, &[u8])| {
        let mut pieces = Pieces::good();
        let line = |(kind, content): (&str, &[u8])| line(kind, false, content);
        pieces.edit_manifest(|fields| *lines(fields) = vec![line(first), line(second)]);
        pieces.targets = vec![a.clone(), b.clone()];
        pieces.open().map_err(|error| error.code())
    };
    assert_eq!(pair(("a.v1", &a), ("b.v1", &b)), Ok(()));
    assert_eq!(pair(("b.v1", &a), ("a.v1", &b)), Err("set.target-order"));
    // Listed rightly, and swapped in the file.
    assert_eq!(pair(("a.v1", &b), ("b.v1", &a)), Err("set.digest-mismatch"));
}

#[test]
fn too_many_parts_are_refused() {
    let mut pieces = Pieces::good();
    pieces.targets = vec![Vec::new(); 65];
    assert_eq!(pieces.open().unwrap_err().code(), "set.malformed");
    pieces.targets = vec![Vec::new(); 1_000];
    assert_eq!(pieces.open().unwrap_err().code(), "set.malformed");
    let mut pieces = Pieces::good();
    pieces.roots = vec![pieces.roots[0].clone(); 65];
    assert_eq!(pieces.open().unwrap_err().code(), "set.malformed");
    pieces.roots.clear();
    let (part, fault) = (Part::File, Fault::NoRoot);
    let expected = SetError::Malformed { part, fault };
    assert_eq!(open(&pieces.together()).map(|_| ()), Err(expected));
}

#[test]
fn a_manifest_lives_within_its_publication_key() {
    let message = first_root();
    let build = |issued_at, expires_at| {
        let roots = [&message[..]];
        let mut content = content(&roots, &[]);
        (content.issued_at, content.expires_at) = (issued_at, expires_at);
        build_set(&content, &TestSigner::new(PUBLISHER)).map_or_else(|error| error.code(), |_| "ok")
    };
    let (not_before, not_after) = (NOW - 100 * DAY, NOW + 400 * DAY);
    let outside = "set.publication-key-outside-validity";
    assert_eq!(build(NOW, not_after), "ok");
    assert_eq!(build(NOW, not_after + 1), outside);
    assert_eq!(build(not_before - 1, NOW), outside);
    // Within the key, but before the root that names it was made.
    assert_eq!(build(not_before, NOW), "set.from-the-future");
}

#[test]
fn g02_no_manifest_lives_shorter_than_eight_days() {
    let mut pieces = Pieces::good();
    pieces.edit_manifest(|fields| set_field(fields, 4, Value::Int(NOW + 8 * DAY - 1)));
    let expected = SetError::LifetimeTooShort {
        part: Part::Manifest,
        lifetime_secs: 8 * DAY - 1,
    };
    assert_eq!(pieces.open(), Err(expected));
}

#[test]
fn fields_of_the_manifest_are_understood_or_marked() {
    let opened_with = |label, value: Value<'static>| {
        let mut pieces = Pieces::good();
        pieces.edit_manifest(|fields| set_field(fields, label, value));
        pieces.open()
    };
    let bytes = || Value::Bytes(b"x".to_vec().into());
    let malformed = |label| {
        let part = Part::Manifest;
        let fault = Fault::Field { label };
        Err(SetError::Malformed { part, fault })
    };
    let part = Part::Manifest;
    let unknown = SetError::UnknownField { part, label: 9 };
    assert_eq!(opened_with(9, Value::Null), Err(unknown));
    assert_eq!(opened_with(-9, Value::Null), Ok(()));
    // Checkpoint and proof come together.
    assert_eq!(opened_with(7, bytes()), malformed(7));
    assert_eq!(opened_with(8, bytes()), malformed(7));
    for (label, value) in [
        (2, Value::Int(0)),
        (3, Value::Float(1.0)),
        (4, Value::Null),
        (5, bytes()),
        (6, Value::Null),
        (6, Value::Array(vec![Value::Null])),
        (6, Value::Array(vec![line("Upper", false, b"")])),
    ] {
        assert_eq!(opened_with(label, value), malformed(label), "{label}");
    }
    let mut pieces = Pieces::good();
    pieces.edit_manifest(|fields| fields.push((Key::from("x"), Value::Null)));
    assert_eq!(pieces.open().unwrap_err().code(), "set.malformed");
}

/// Nothing can be smuggled in beside what is signed.
#[test]
fn messages_have_one_form() {
    let malformed = |manifest: Vec<u8>| {
        let mut pieces = Pieces::good();
        pieces.manifest = manifest;
        match pieces.open().unwrap_err() {
            SetError::Malformed {
                part: Part::Manifest,
                fault,
            } => fault,
            other => panic!("{other:?}"),
        }
    };
    let good = Pieces::good().manifest;
    assert_eq!(malformed(good[1..].to_vec()), Fault::Header, "untagged");
    let cwt = [&b"\xd8\x3d"[..], &good].concat();
    assert_eq!(malformed(cwt), Fault::Header, "a CWT tag");
    let parsed = cleanbill_cose::cbor::parse_value(&good, &Default::default()).unwrap();
    let Value::Array(parts) = parsed.untagged().clone() else {
        panic!("an array");
    };
    let with = |index: usize, value: Value<'static>| {
        let mut parts = parts.clone();
        parts[index] = value;
        encode_deterministic(&Value::Tag(18, Box::new(Value::Array(parts))))
    };
    let unprotected = Value::Map(vec![(Key::Int(99), Value::Null)]);
    assert_eq!(malformed(with(1, unprotected)), Fault::Header);
    let extra = Value::Map(vec![
        (Key::Int(1), Value::Int(-7)),
        (Key::Int(3), Value::Int(0)),
        (Key::Int(4), Value::Bytes(vec![0; 32].into())),
    ]);
    let extra = Value::Bytes(encode_deterministic(&extra).into());
    assert_eq!(malformed(with(0, extra)), Fault::Header);
    // The same message with a head that is longer than it need be.
    let mut long = good.clone();
    assert_eq!(long[..4], [0xd2, 0x84, 0x58, 0x26]);
    long.splice(2..4, [0x59, 0x00, 0x26]);
    assert_eq!(malformed(long), Fault::NotDeterministic);
}

#[test]
fn the_file_has_one_encoding() {
    let set = good_set();
    // The array of one root, 0x81, with its length in a byte of its own.
    let mut long = set.clone();
    assert_eq!(long[19], 0x81);
    long.splice(19..20, [0x98, 0x01]);
    let part = Part::File;
    let fault = Fault::NotDeterministic;
    assert_eq!(open(&long), Err(SetError::Malformed { part, fault }));
    let mut indefinite = set;
    indefinite[19] = 0x9f;
    assert_eq!(code(&indefinite), "set.malformed");
}
