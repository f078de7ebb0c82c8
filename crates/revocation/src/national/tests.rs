use proptest::prelude::*;

use super::*;
use crate::{Answer, Mechanism, Subject};

const LIMITS: Limits = Limits::DEFAULT;

fn coverage() -> Coverage {
    let epoch = |kid: &[u8], from, until| Epoch {
        kid: kid.into(),
        from,
        until,
        issued: 500,
    };
    let epochs = vec![
        epoch(b"a", 0, TIME_MAX),
        epoch(b"aaaaaaaa", 1_000, 1_999),
        epoch(b"aaaaaaaab", 2_000, 2_000),
        epoch(b"bbbbbbbb", 3_000, 3_999),
    ];
    Coverage::new("UT", epochs).unwrap()
}

/// A filter of arbitrary ribbons: what it answers is not what these tests are about.
fn parts() -> FilterParts {
    FilterParts {
        version: 5,
        issued_at: 5_000,
        universe: [7; 32],
        revoked: 20,
        coverage: coverage(),
        columns: 2,
        attempt: 1,
        approximate: vec![0; 2 * 5],
        exact: (1..=6)
            .map(|word: u64| word.wrapping_mul(0x9e37_79b9_7f4a_7c15))
            .collect(),
    }
}

fn filter() -> NationalFilter {
    NationalFilter::parse(&parts().encode().unwrap(), &LIMITS).unwrap()
}

fn subject(identifier: &str) -> Subject<'_> {
    Subject {
        kid: b"aaaaaaaa",
        issuer: Some("UT"),
        identifier: Some(identifier),
        issued_at: Some(1_500),
        ..Subject::default()
    }
}

fn key(identifier: &str) -> ShortKey {
    short_key(&subject(identifier).identifier_hash().unwrap())
}

/// Identifiers that the filter has as revoked and as not revoked.
fn identifiers(filter: &NationalFilter) -> (String, String) {
    let pass = |revoked| {
        (0..)
            .map(|number| format!("pass {number}"))
            .find(|name| filter.holds(&subject(name).identifier_hash().unwrap()) == revoked)
            .unwrap()
    };
    (pass(true), pass(false))
}

fn delta(base: Tip, revoke: &[&str], restore: &[&str]) -> Delta {
    let keys = |names: &[&str]| {
        let mut keys: Vec<_> = names.iter().map(|name| key(name)).collect();
        keys.sort_unstable();
        keys
    };
    Delta {
        base_version: base.version,
        base_digest: base.digest,
        version: base.version + 1,
        issued_at: base.issued_at + 10,
        revoke: keys(revoke),
        restore: keys(restore),
    }
}

#[test]
fn what_is_written_is_read() {
    let filter = filter();
    assert_eq!(*filter.parts(), parts());
    assert_eq!((filter.tip().version, filter.issued_at()), (5, 5_000));
    let delta = delta(filter.tip(), &["a", "b"], &["c"]);
    let bytes = delta.encode().unwrap();
    assert_eq!(bytes.len(), 65 + 3 * 12);
    assert_eq!(Delta::parse(&bytes, &LIMITS), Ok(delta.clone()));
    assert_eq!(
        delta.tip().unwrap().digest,
        cleanbill_crypto::sha256(&bytes)
    );
    let twice = [bytes.as_slice(), &bytes].concat();
    assert_eq!(
        Delta::parse_all(&twice, &LIMITS).unwrap(),
        [delta.clone(), delta]
    );
    assert_eq!(Delta::parse_all(&[], &LIMITS).unwrap(), []);
    assert_eq!(
        Delta::parse(&twice, &LIMITS),
        Err(NationalError::TrailingBytes { count: 101 })
    );
}

#[test]
fn an_empty_filter_revokes_nobody() {
    let parts = FilterParts {
        revoked: 0,
        columns: 0,
        attempt: 0,
        approximate: vec![],
        exact: vec![],
        ..parts()
    };
    let filter = NationalFilter::parse(&parts.encode().unwrap(), &LIMITS).unwrap();
    assert_eq!(filter.look_up(&subject("x"), 0), Answer::NotRevoked);
}

#[test]
fn only_what_is_covered_is_answered() {
    let filter = filter();
    let (revoked, _) = identifiers(&filter);
    let covered = subject(&revoked);
    assert_eq!(filter.look_up(&covered, 0), Answer::Revoked);
    for at in [1_000, 1_999] {
        let edge = Subject {
            issued_at: Some(at),
            ..covered.clone()
        };
        assert_eq!(filter.look_up(&edge, 0), Answer::Revoked, "{at}");
    }
    let uncovered = [
        (
            "issued before",
            Subject {
                issued_at: Some(999),
                ..covered.clone()
            },
        ),
        (
            "issued later",
            Subject {
                issued_at: Some(2_000),
                ..covered.clone()
            },
        ),
        (
            "no issue time",
            Subject {
                issued_at: None,
                ..covered.clone()
            },
        ),
        (
            "another key's time",
            Subject {
                kid: b"bbbbbbbb",
                ..covered.clone()
            },
        ),
        (
            "unknown key",
            Subject {
                kid: b"aaaaaaac",
                ..covered.clone()
            },
        ),
        (
            "longer kid",
            Subject {
                kid: b"aaaaaaaabc",
                ..covered.clone()
            },
        ),
        (
            "no kid",
            Subject {
                kid: b"",
                ..covered.clone()
            },
        ),
        (
            "zero-filled kid",
            Subject {
                kid: b"a\0",
                ..covered.clone()
            },
        ),
        (
            "foreign, under our kid",
            Subject {
                issuer: Some("XX"),
                ..covered.clone()
            },
        ),
        (
            "no issuer",
            Subject {
                issuer: None,
                ..covered.clone()
            },
        ),
    ];
    for (why, subject) in &uncovered {
        assert_eq!(filter.look_up(subject, 0), Answer::NotCovered, "{why}");
        // Nor does a delta that names it change that.
        let mut chain = Chain::new(filter.clone(), &LIMITS);
        chain.apply(&delta(filter.tip(), &[&revoked], &[])).unwrap();
        assert_eq!(chain.look_up(subject, 0), Answer::NotCovered, "{why}");
    }
    let nameless = Subject {
        identifier: None,
        kid: b"aaaaaaaa",
        issuer: Some("UT"),
        issued_at: Some(1_500),
        ..Subject::default()
    };
    assert_eq!(filter.look_up(&nameless, 0), Answer::NotCovered);
    assert_eq!(filter.coverage().issued(), Some(2_000));
    for epoch in coverage().epochs() {
        assert_eq!(coverage().epoch(&epoch.kid), Some(epoch));
    }
}

#[test]
fn deltas_revoke_and_restore_and_the_later_one_is_heard() {
    let filter = filter();
    let (revoked, valid) = identifiers(&filter);
    let mut chain = Chain::new(filter.clone(), &LIMITS);
    let answers = |chain: &Chain| [&revoked, &valid].map(|name| chain.look_up(&subject(name), 0));
    assert_eq!(answers(&chain), [Answer::Revoked, Answer::NotRevoked]);
    let first = delta(filter.tip(), &[&valid], &[&revoked]);
    chain.apply(&first).unwrap();
    assert_eq!(answers(&chain), [Answer::NotRevoked, Answer::Revoked]);
    let second = delta(chain.tip(), &["other"], &[&valid]);
    chain.apply(&second).unwrap();
    assert_eq!(answers(&chain), [Answer::NotRevoked, Answer::NotRevoked]);
    assert_eq!(chain.look_up(&subject("other"), 0), Answer::Revoked);
    let third = delta(chain.tip(), &[&revoked], &["other"]);
    chain.apply(&third).unwrap();
    assert_eq!(answers(&chain), [Answer::Revoked, Answer::NotRevoked]);
    assert_eq!((chain.tip().version, chain.issued_at()), (8, 5_030));

    let deltas = [first, second, third]
        .map(|delta| delta.encode().unwrap())
        .concat();
    let bytes = parts().encode().unwrap();
    assert_eq!(Chain::open(&bytes, &deltas, 8, &LIMITS), Ok(chain));
    let older = Chain::open(&bytes, &deltas[..deltas.len() - 65 - 24], 8, &LIMITS);
    let error = ChainError::BelowFloor {
        floor: 8,
        offered: 7,
    };
    assert_eq!(older, Err(error));
}

#[test]
fn a_chain_never_goes_back_nor_skips() {
    let filter = filter();
    let mut chain = Chain::new(filter.clone(), &LIMITS);
    let first = delta(filter.tip(), &["a"], &[]);
    let second = delta(first.tip().unwrap(), &["b"], &[]);
    assert_eq!(
        chain.apply(&second),
        Err(ChainError::Gap {
            current: 5,
            base: 6
        })
    );
    chain.apply(&first).unwrap();
    let before = chain.clone();
    let rollback = |offered| {
        Err(ChainError::Rollback {
            current: 6,
            offered,
        })
    };
    assert_eq!(chain.apply(&first), rollback(6));
    assert_eq!(chain.replace(filter.clone()), rollback(5));
    let mut wrong = second.clone();
    wrong.base_digest[0] ^= 1;
    assert_eq!(
        chain.apply(&wrong),
        Err(ChainError::WrongBase { current: 6 })
    );
    // From the filter past the first delta: what that one said would be lost.
    let past = Delta {
        version: 7,
        ..first.clone()
    };
    assert_eq!(
        chain.apply(&past),
        Err(ChainError::WrongBase { current: 6 })
    );
    let early = Delta {
        issued_at: 5_009,
        ..second.clone()
    };
    assert_eq!(
        chain.apply(&early),
        Err(ChainError::TimeGoesBack { current: 6 })
    );
    assert_eq!(chain, before);
    chain.apply(&second).unwrap();

    let next = |version, issued_at| {
        let parts = FilterParts {
            version,
            issued_at,
            ..parts()
        };
        NationalFilter::parse(&parts.encode().unwrap(), &LIMITS).unwrap()
    };
    let early = Err(ChainError::TimeGoesBack { current: 7 });
    assert_eq!(chain.replace(next(8, 5_019)), early);
    chain.replace(next(8, 5_020)).unwrap();
    assert_eq!(chain, Chain::new(next(8, 5_020), &LIMITS));
    let mut small = LIMITS;
    small.overlay_entries_max = 1;
    let mut chain = Chain::new(filter, &small);
    chain.apply(&first).unwrap();
    let long = Err(ChainError::OverlayTooLong { count_max: 1 });
    assert_eq!(chain.apply(&second), long);
}

#[test]
fn deltas_that_say_two_things_are_refused() {
    let plain = delta(filter().tip(), &["a", "b"], &["c"]);
    let refused = |delta: Delta| {
        let error = delta.encode().unwrap_err();
        assert_eq!(delta.tip(), Err(error.clone()));
        error
    };
    let mut twice = plain.clone();
    twice.revoke[1] = twice.revoke[0];
    let what = "revoked keys";
    assert_eq!(refused(twice), NationalError::Order { what, at: 1 });
    let both = Delta {
        restore: vec![plain.revoke[1]],
        ..plain.clone()
    };
    assert_eq!(refused(both), NationalError::Contradiction);
    let version = NationalError::Field { field: "version" };
    assert_eq!(
        refused(Delta {
            version: 5,
            ..plain.clone()
        }),
        version
    );
    assert_eq!(
        refused(Delta {
            base_version: 0,
            ..plain.clone()
        }),
        version
    );
    // The same in bytes: the restored key overwritten with a revoked one.
    let mut bytes = plain.encode().unwrap();
    let (at, key) = (bytes.len() - 12, plain.revoke[0]);
    bytes[at..].copy_from_slice(&key);
    assert_eq!(
        Delta::parse(&bytes, &LIMITS),
        Err(NationalError::Contradiction)
    );
}

#[test]
fn what_the_format_excludes_is_refused_by_name() {
    let field = |field| NationalError::Field { field };
    let epoch = |kid: &[u8], from, until| Epoch {
        kid: kid.into(),
        from,
        until,
        issued: 1,
    };
    let refused = |epochs| Coverage::new("UT", epochs).unwrap_err();
    assert_eq!(refused(vec![epoch(b"", 0, 1)]), field("kid"));
    assert_eq!(refused(vec![epoch(&[1; 65], 0, 1)]), field("kid"));
    assert_eq!(refused(vec![epoch(b"a", -1, 1)]), field("from"));
    assert_eq!(refused(vec![epoch(b"a", 2, 1)]), field("until"));
    let what = "epochs";
    let twice = vec![epoch(b"a", 0, 1), epoch(b"a", 2, 3)];
    assert_eq!(refused(twice), NationalError::Order { what, at: 1 });
    assert_eq!(Coverage::new("", vec![]), Err(field("issuer")));
    for (name, odd) in [
        (
            "version",
            FilterParts {
                version: 0,
                ..parts()
            },
        ),
        (
            "issued_at",
            FilterParts {
                issued_at: -1,
                ..parts()
            },
        ),
        (
            "revoked",
            FilterParts {
                revoked: 2_001,
                ..parts()
            },
        ),
        (
            "revoked",
            FilterParts {
                revoked: 0,
                ..parts()
            },
        ),
        (
            "revoked",
            FilterParts {
                exact: vec![],
                ..parts()
            },
        ),
        (
            "columns",
            FilterParts {
                columns: 33,
                approximate: vec![0; 33 * 4],
                ..parts()
            },
        ),
        (
            "columns",
            FilterParts {
                columns: 0,
                ..parts()
            },
        ),
        (
            "columns",
            FilterParts {
                approximate: vec![],
                ..parts()
            },
        ),
        (
            "approximate_rows",
            FilterParts {
                approximate: vec![0; 2 * 3],
                ..parts()
            },
        ),
        (
            "exact_rows",
            FilterParts {
                exact: vec![0; 3],
                ..parts()
            },
        ),
    ] {
        let error = odd.encode().unwrap_err();
        assert_eq!(error, field(name));
    }
}

/// Offsets: magic 0, format 8, version 9, issued_at 13, universe 21, revoked 53, columns 61,
/// attempt 62, approximate_rows 63, exact_rows 67, issuer 71, epochs 74.
#[test]
fn claimed_sizes_are_held_against_the_bytes() {
    let bytes = parts().encode().unwrap();
    let parse = |at: usize, with: &[u8]| {
        let mut bytes = bytes.clone();
        bytes[at..at + with.len()].copy_from_slice(with);
        NationalFilter::parse(&bytes, &LIMITS).unwrap_err()
    };
    let at = bytes.len();
    assert_eq!(parse(0, b"CB"), NationalError::Magic);
    assert_eq!(parse(8, &[2]), NationalError::Format { found: 2 });
    // Half a gigabyte of ribbon, sixteen of them.
    for place in [63, 67] {
        let rows = (u32::MAX - 63).to_le_bytes();
        assert_eq!(parse(place, &rows), NationalError::Truncated { at });
    }
    assert_eq!(parse(61, &[32]), NationalError::Truncated { at });
    let what = "epochs";
    let many = NationalError::TooMany {
        what,
        count: 65_535,
        count_max: 1_024,
    };
    assert_eq!(parse(74, &[0xff; 2]), many);
    let rows = 256_u32.to_le_bytes();
    assert_eq!(parse(67, &rows), NationalError::TrailingBytes { count: 16 });
    assert_eq!(
        parse(67, &65_u32.to_le_bytes()),
        NationalError::Field {
            field: "exact_rows"
        }
    );
    for size in 0..bytes.len() {
        let error = NationalFilter::parse(&bytes[..size], &LIMITS).unwrap_err();
        assert_eq!(error, NationalError::Truncated { at: size });
    }
    let mut small = LIMITS;
    small.filter_size_max_bytes = at - 1;
    let error = NationalFilter::parse(&bytes, &small).unwrap_err();
    assert_eq!(error.code(), "national.too-long");

    let delta = delta(filter().tip(), &["a"], &[]).encode().unwrap();
    for place in [57, 61] {
        let mut delta = delta.clone();
        delta[place..place + 4].copy_from_slice(&[0xff; 4]);
        let error = Delta::parse(&delta, &LIMITS).unwrap_err();
        assert_eq!(error.code(), "national.too-many");
        delta[place..place + 4].copy_from_slice(&100_000_u32.to_le_bytes());
        small.delta_entries_max = 200_000;
        let error = Delta::parse(&delta, &small).unwrap_err();
        assert_eq!(error.code(), "national.truncated");
    }
    small.deltas_max = 1;
    let error = Delta::parse_all(&delta.repeat(2), &small).unwrap_err();
    assert_eq!(error.code(), "national.too-many");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn hostile_bytes_are_read_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        size in any::<prop::sample::Index>(),
        identifier in ".{0,8}",
    ) {
        let delta = delta(filter().tip(), &["a", "b"], &["c"]).encode().unwrap();
        for (bytes, is_filter) in [(parts().encode().unwrap(), true), (delta, false)] {
            let mut hostile = bytes.clone();
            for (at, value) in &changes {
                hostile[at.index(bytes.len())] = *value;
            }
            for hostile in [&hostile[..], &hostile[..size.index(bytes.len())]] {
                if is_filter {
                    let Ok(filter) = NationalFilter::parse(hostile, &LIMITS) else { continue };
                    let words = filter.parts().approximate.len() + filter.parts().exact.len();
                    prop_assert!(8 * words < hostile.len());
                    prop_assert_eq!(filter.parts().encode(), Ok(hostile.to_vec()));
                    filter.look_up(&subject(&identifier), 0);
                    let _ = filter.holds(&subject(&identifier).identifier_hash().unwrap());
                } else if let Ok(delta) = Delta::parse(hostile, &LIMITS) {
                    prop_assert_eq!(delta.encode(), Ok(hostile.to_vec()));
                    let mut chain = Chain::new(filter(), &LIMITS);
                    let applied = chain.apply(&delta).is_ok();
                    prop_assert_eq!(applied, chain.tip().version > 5);
                }
            }
        }
    }

    #[test]
    fn any_bytes_at_all(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(NationalFilter::parse(&bytes, &LIMITS).is_err());
        prop_assert!(Delta::parse(&bytes, &LIMITS).is_err());
    }
}
