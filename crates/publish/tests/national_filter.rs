//! The national filter over a small nation, from universe file to answers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::io::Cursor;

use cleanbill_publish::universe::{EpochHeader, Record, UniverseReader, UniverseWriter};
use cleanbill_publish::{Edition, PublishError, build_filter, diff, size_bound_bits};
use cleanbill_revocation::national::{Chain, Limits, NationalFilter};
use cleanbill_revocation::{Answer, KeyHash, Mechanism, Subject};
use proptest::prelude::*;

const EPOCHS: u64 = 3;
const EPOCH_SECS: i64 = 1_000_000;
const EDITION: Edition = Edition {
    version: 1,
    issued_at: 9_000_000,
};

fn identifier(number: u64) -> String {
    format!("URN:UVCI:01:UT:{number:026}")
}

fn kid(number: u64) -> [u8; 8] {
    (0x0102_0304_0506_0700 + number % EPOCHS).to_be_bytes()
}

fn issued_at(number: u64) -> i64 {
    (number % EPOCHS) as i64 * EPOCH_SECS + (number as i64 % EPOCH_SECS)
}

fn key(number: u64) -> KeyHash {
    let identifier = identifier(number);
    let subject = Subject {
        identifier: Some(&identifier),
        ..Subject::default()
    };
    subject.identifier_hash().unwrap()
}

fn ask(mechanism: &impl Mechanism, number: u64, issuer: &str, kid: [u8; 8], at: i64) -> Answer {
    let identifier = identifier(number);
    let subject = Subject {
        kid: &kid,
        issuer: Some(issuer),
        identifier: Some(&identifier),
        issued_at: Some(at),
        ..Subject::default()
    };
    mechanism.look_up(&subject, 0)
}

fn own(mechanism: &impl Mechanism, number: u64) -> Answer {
    ask(mechanism, number, "UT", kid(number), issued_at(number))
}

/// The universe file of passes 0 to `issued`.
fn universe(issued: u64, is_revoked: impl Fn(u64) -> bool) -> Cursor<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut writer = UniverseWriter::new(&mut bytes, "UT", EPOCHS as u16).unwrap();
    for epoch in 0..EPOCHS {
        let mut records: Vec<Record> = (0..issued)
            .filter(|number| number % EPOCHS == epoch)
            .map(|number| Record {
                key: key(number),
                revoked: is_revoked(number),
            })
            .collect();
        records.sort_by_key(|record| record.key);
        let header = EpochHeader {
            kid: kid(epoch).into(),
            from: epoch as i64 * EPOCH_SECS,
            until: (epoch as i64 + 1) * EPOCH_SECS - 1,
            issued: records.len() as u64,
            revoked: records.iter().filter(|record| record.revoked).count() as u64,
        };
        writer.begin(header).unwrap();
        for record in records {
            writer.push(record).unwrap();
        }
    }
    let written = writer.finish().unwrap();
    let read = UniverseReader::new(bytes.as_slice())
        .unwrap()
        .finish()
        .unwrap();
    assert_eq!(read, written);
    Cursor::new(bytes)
}

fn assert_exact(mechanism: &impl Mechanism, issued: u64, is_revoked: impl Fn(u64) -> bool) {
    for number in 0..issued {
        let wanted = match is_revoked(number) {
            true => Answer::Revoked,
            false => Answer::NotRevoked,
        };
        assert_eq!(own(mechanism, number), wanted, "{number}");
    }
}

#[test]
fn one_in_a_hundred_of_a_hundred_thousand() {
    let is_revoked = |number| number % 100 == 7;
    let built = build_filter(universe(100_000, is_revoked), EDITION).unwrap();
    assert_eq!(
        (built.universe.issued, built.universe.revoked),
        (100_000, 1_000)
    );
    let filter = &built.filter;
    assert_exact(filter, 100_000, is_revoked);
    for number in 100_000..110_000 {
        let (epoch, at) = (kid(number), issued_at(number));
        let ended = (number % EPOCHS + 1) as i64 * EPOCH_SECS;
        let outside = [
            ask(filter, number, "UT", epoch, ended),
            ask(filter, number, "UT", kid(0).map(|byte| byte + 1), at),
            ask(filter, number, "XX", epoch, at),
            ask(filter, number, "XX", [9; 8], at),
        ];
        assert_eq!(outside, [Answer::NotCovered; 4], "{number}");
    }
    // The same keys would be guessed at if nobody asked for the coverage.
    let guessed = (100_000..110_000)
        .filter(|number| filter.holds(&key(*number)))
        .count();
    assert!(guessed > 0);
    let bits = 8.0 * built.bytes.len() as f64;
    assert!(bits < 1.5 * size_bound_bits(100_000, 1_000), "{bits}");
}

#[test]
fn every_share_of_revoked_passes_is_exact() {
    for issued in [0_u64, 1, 2, 300, 5_000] {
        for step in [1, 2, 3, 50, 4_000, u64::MAX] {
            let is_revoked = |number: u64| number % step == step.min(issued) - 1;
            let is_revoked = |number| step < u64::MAX && issued > 0 && is_revoked(number);
            let built = build_filter(universe(issued, is_revoked), EDITION).unwrap();
            assert_exact(&built.filter, issued, is_revoked);
        }
    }
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    let build = |issued| build_filter(universe(issued, |n| n % 40 == 0), EDITION).unwrap();
    let built = build(4_000);
    assert_eq!(build(4_000).bytes, built.bytes);
    // Fixed for ever: whoever rebuilds a published filter has to come to these bytes.
    let digest: String = built
        .filter
        .tip()
        .digest
        .map(|byte| format!("{byte:02x}"))
        .concat();
    assert_eq!(
        digest,
        "57ee3e7d98f8ae17921d6f9d9d56a261fcd0b55652fb58f99ce57ac5477f448a"
    );
    assert_ne!(
        build(4_001).filter.parts().exact,
        built.filter.parts().exact
    );
}

#[test]
fn g08_what_is_restored_travels_in_the_delta() {
    let before = |number| number % 20 == 0;
    let after = |number| before(number) != (number % 7 == 0);
    let (old, new) = (universe(5_000, before), universe(5_000, after));
    let built = build_filter(old.clone(), EDITION).unwrap();
    let next = |version| Edition {
        version,
        issued_at: EDITION.issued_at + i64::from(version),
    };
    let there = diff(old.clone(), new.clone(), built.filter.tip(), next(2)).unwrap();
    assert_eq!((there.revoke.len(), there.restore.len()), (679, 36));
    let mut chain = Chain::new(built.filter, &Limits::DEFAULT);
    chain.apply(&there).unwrap();
    assert_exact(&chain, 5_000, after);
    let back = diff(new, old.clone(), chain.tip(), next(3)).unwrap();
    assert_eq!(
        (&back.revoke, &back.restore),
        (&there.restore, &there.revoke)
    );
    chain.apply(&back).unwrap();
    assert_exact(&chain, 5_000, before);
    assert_eq!(chain.apply(&there).unwrap_err().code(), "national.rollback");

    let none = diff(old.clone(), old.clone(), chain.tip(), next(4)).unwrap();
    assert!(none.revoke.is_empty() && none.restore.is_empty());
    let more = universe(5_001, before);
    let other = diff(old, more, chain.tip(), next(4));
    assert_eq!(other, Err(PublishError::OtherPasses));
}

#[test]
fn two_thousand_changes_are_less_than_thirty_kilobytes() {
    let (old, new) = (
        universe(20_000, |_| false),
        universe(20_000, |n| n % 10 == 0),
    );
    let base = build_filter(old.clone(), EDITION).unwrap().filter.tip();
    let delta = diff(
        old,
        new,
        base,
        Edition {
            version: 2,
            ..EDITION
        },
    )
    .unwrap();
    assert_eq!(delta.revoke.len(), 2_000);
    assert!(delta.encode().unwrap().len() < 30_000);
}

/// A universe of one epoch with the given keys.
fn of_keys(epochs: &[&[(KeyHash, bool)]]) -> Cursor<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut writer = UniverseWriter::new(&mut bytes, "UT", epochs.len() as u16).unwrap();
    for (kid, keys) in (1..).zip(epochs) {
        let header = EpochHeader {
            kid: [kid; 8].into(),
            from: 0,
            until: 9,
            issued: keys.len() as u64,
            revoked: keys.iter().filter(|(_, revoked)| *revoked).count() as u64,
        };
        writer.begin(header).unwrap();
        for (key, revoked) in *keys {
            writer
                .push(Record {
                    key: *key,
                    revoked: *revoked,
                })
                .unwrap();
        }
    }
    writer.finish().unwrap();
    Cursor::new(bytes)
}

#[test]
fn keys_that_a_delta_cannot_tell_apart_are_refused() {
    let key = |last| [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 0, 0, last];
    let of = |one, two| of_keys(&[&[(key(1), one)], &[(key(2), two)]]);
    let base = build_filter(of(false, false), EDITION)
        .unwrap()
        .filter
        .tip();
    let next = Edition {
        version: 2,
        ..EDITION
    };
    for new in [of(true, false), of(false, true), of(true, true)] {
        let error = diff(of(false, false), new, base, next).unwrap_err();
        assert_eq!(error, PublishError::ShortKeyCollision);
    }
}

#[test]
fn a_key_in_two_epochs_needs_one_status() {
    let of = |one, two| of_keys(&[&[([5; 16], one)], &[([5; 16], two)]]);
    for (one, two) in [(true, false), (false, true)] {
        let error = build_filter(of(one, two), EDITION).unwrap_err();
        assert_eq!(error, PublishError::Conflict);
    }
    for status in [true, false] {
        let built = build_filter(of(status, status), EDITION).unwrap();
        assert_eq!(built.filter.holds(&[5; 16]), status);
        assert_eq!(built.universe.issued, 2);
    }
}

#[test]
fn a_writer_holds_to_what_it_announced() {
    let header = EpochHeader {
        kid: [1; 8].into(),
        from: 0,
        until: 9,
        issued: 2,
        revoked: 1,
    };
    let record = |byte, revoked| Record {
        key: [byte; 16],
        revoked,
    };
    let start = |epochs| {
        let mut writer = UniverseWriter::new(Vec::new(), "UT", epochs).unwrap();
        writer.begin(header.clone()).unwrap();
        writer.push(record(1, true)).unwrap();
        writer
    };
    assert_eq!(start(1).finish(), Err(PublishError::Count));
    let mut writer = start(1);
    let order = PublishError::Order {
        what: "keys",
        at: 1,
    };
    assert_eq!(writer.push(record(1, false)), Err(order));
    let mut writer = start(1);
    writer.push(record(2, true)).unwrap();
    assert_eq!(writer.finish(), Err(PublishError::Count));
    let mut writer = start(2);
    writer.push(record(2, false)).unwrap();
    let order = PublishError::Order {
        what: "epochs",
        at: 1,
    };
    assert_eq!(writer.begin(header.clone()), Err(order));
    let mut writer = start(2);
    writer.push(record(2, false)).unwrap();
    assert_eq!(writer.finish(), Err(PublishError::Count));
    let odd = EpochHeader {
        until: -1,
        ..header
    };
    let mut writer = UniverseWriter::new(Vec::new(), "UT", 1).unwrap();
    assert_eq!(writer.push(record(1, true)), Err(PublishError::Count));
    assert_eq!(
        writer.begin(odd),
        Err(PublishError::Field { field: "until" })
    );
    assert!(UniverseWriter::new(Vec::new(), "", 1).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A published filter, damaged: it is refused, or answers within its bytes.
    #[test]
    fn damaged_filters_do_no_harm(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
        header in any::<bool>(),
        size in any::<prop::sample::Index>(),
    ) {
        let bytes = build_filter(universe(300, |n| n % 9 == 0), EDITION).unwrap().bytes;
        let mut hostile = bytes.clone();
        for (at, value) in changes {
            let reach = if header { 160 } else { bytes.len() };
            hostile[at.index(reach)] = value;
        }
        for hostile in [&hostile[..], &hostile[..size.index(bytes.len())]] {
            if let Ok(filter) = NationalFilter::parse(hostile, &Limits::DEFAULT) {
                let parts = filter.parts();
                let words = parts.approximate.capacity() + parts.exact.capacity();
                prop_assert!(8 * words < hostile.len());
                for number in 0..50 {
                    own(&filter, number);
                    let _ = filter.holds(&key(number));
                }
            }
        }
    }

    /// A universe file, damaged: it is refused, or it is another universe with a filter as exact.
    #[test]
    fn damaged_universes_do_no_harm(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..3),
        size in any::<prop::sample::Index>(),
    ) {
        let bytes = universe(60, |n| n % 5 == 0).into_inner();
        let mut hostile = bytes.clone();
        for (at, value) in changes {
            hostile[at.index(bytes.len())] = value;
        }
        let cut = hostile[..size.index(bytes.len())].to_vec();
        prop_assert!(build_filter(Cursor::new(cut), EDITION).is_err());
        if let Ok(built) = build_filter(Cursor::new(hostile.clone()), EDITION) {
            prop_assert_eq!(built.universe.issued, 60);
        }
        hostile.push(0);
        prop_assert!(build_filter(Cursor::new(hostile), EDITION).is_err());
    }
}
