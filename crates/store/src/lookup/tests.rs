use std::collections::{BTreeMap, BTreeSet};

use cleanbill_issuer::registry::{Lookup, LookupKind, Shard};
use proptest::prelude::*;

use super::*;

type Model = BTreeMap<[u8; 16], BTreeSet<i64>>;

/// Few distinct hashes, so that many entries share one.
fn lookups(hashes: u8, count_max: usize) -> impl Strategy<Value = Vec<Lookup>> {
    let lookup = (0..hashes, 1_i64..5_000).prop_map(|(hash, target)| Lookup {
        hash: spread(hash.into()),
        target,
    });
    prop::collection::vec(lookup, 1..count_max)
}

/// A hash for a number, as random as a real one (`SplitMix64`).
fn spread(number: u64) -> [u8; 16] {
    let mix = |mut z: u64| {
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let first = mix(number.wrapping_add(0x9e37_79b9_7f4a_7c15));
    let mut hash = [0; 16];
    hash[..8].copy_from_slice(&first.to_be_bytes());
    hash[8..].copy_from_slice(&mix(first ^ 0x5555).to_be_bytes());
    hash
}

fn model(lookups: &[Lookup]) -> Model {
    let mut model = Model::new();
    for lookup in lookups {
        model.entry(lookup.hash).or_default().insert(lookup.target);
    }
    model
}

/// Looks up as a store does: finds the chunks by their first hash, then searches each.
fn find(run: &Run, hash: &[u8; 16]) -> BTreeSet<i64> {
    let below = run.chunks.iter().map(|chunk| chunk.first);
    let from = below.filter(|first| first < hash).max().unwrap_or(*hash);
    run.chunks
        .iter()
        .filter(|chunk| chunk.first >= from && chunk.first <= *hash)
        .flat_map(|chunk| search(&chunk.entries, hash).unwrap())
        .collect()
}

fn check(run: &Run, model: &Model) {
    let entries: usize = model.values().map(BTreeSet::len).sum();
    assert_eq!(run.entries, entries as u64);
    let chunks = run.chunks.iter().map(|chunk| chunk.entries.len());
    assert_eq!(chunks.sum::<usize>(), entries * ENTRY_BYTES);
    for (chunk, part) in run.chunks.iter().zip(0..) {
        assert_eq!(chunk.first, chunk.entries[..16]);
        assert_eq!(chunk.part, part);
        assert!(chunk.entries.len() <= CHUNK_ENTRIES * ENTRY_BYTES);
    }
    for (hash, targets) in model {
        assert!(run.filter.may_hold(hash));
        assert_eq!(&find(run, hash), targets);
    }
    for absent in 1_000..1_100 {
        assert_eq!(find(run, &spread(absent)), BTreeSet::new());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_run_holds_what_a_map_holds(lookups in lookups(40, 3_000)) {
        check(&Run::build(&lookups, false).unwrap(), &model(&lookups));
    }

    /// Thousands of people without a known birth date fill several chunks with one hash.
    #[test]
    fn entries_of_one_hash_cross_chunks(lookups in lookups(2, 3_000)) {
        check(&Run::build(&lookups, false).unwrap(), &model(&lookups));
    }

    #[test]
    fn merged_runs_hold_what_they_held_apart(
        parts in prop::collection::vec(lookups(60, 900), 1..9),
    ) {
        let runs: Vec<Run> = parts.iter()
            .map(|part| Run::build(part, false).unwrap())
            .collect();
        let merged = merge(&runs).unwrap();
        check(&merged, &model(&parts.concat()));
        let rebuilt = Run::build(&parts.concat(), false).unwrap();
        prop_assert_eq!(&merged.chunks, &rebuilt.chunks);
        prop_assert!(merged.filter == rebuilt.filter);
    }

    #[test]
    fn hostile_chunks_are_refused_or_searched_within_their_bounds(
        bytes in prop::collection::vec(any::<u8>(), 0..20_000),
        hash: [u8; 16],
    ) {
        let whole = bytes.len() % ENTRY_BYTES == 0
            && (1..=CHUNK_ENTRIES).contains(&(bytes.len() / ENTRY_BYTES));
        match search(&bytes, &hash) {
            Ok(found) => {
                prop_assert!(whole);
                prop_assert_eq!(found.count(), 0);
            }
            Err(error) => {
                prop_assert!(!whole);
                prop_assert_eq!(error, RunError::ChunkLength { len_bytes: bytes.len() });
            }
        }
    }

    #[test]
    fn hostile_filters_are_refused_by_their_length(
        entries: u64,
        bytes in prop::collection::vec(any::<u8>(), 0..64),
    ) {
        for entries in [entries, entries % 64] {
            if let Ok(filter) = Filter::parse(entries, &bytes) {
                prop_assert_eq!(bytes.len() as u64, (entries * 12).div_ceil(64) * 8);
                prop_assert_eq!(filter.to_bytes(), bytes.clone());
            }
        }
    }

    #[test]
    fn merging_always_ends_with_few_runs(sizes in prop::collection::vec(1_u64..400_000, 1..200)) {
        let mut runs: Vec<RunSize> = Vec::new();
        let mut next = 0;
        for entries in &sizes {
            next += 1;
            runs.push(RunSize { run: next, level: 0, entries: *entries });
            while let Some(plan) = plan_merge(&runs) {
                let sum: u64 = plan.runs.iter().map(|run| run.entries).sum();
                prop_assert!((2..=8).contains(&plan.runs.len()));
                prop_assert!(sum <= ENTRIES_MAX as u64);
                prop_assert!(plan.runs.iter().all(|run| run.level + 1 == plan.level));
                runs.retain(|run| !plan.runs.contains(run));
                next += 1;
                runs.push(RunSize { run: next, level: plan.level, entries: sum });
            }
        }
        let total: u64 = sizes.iter().sum();
        let levels = runs.iter().map(|run| run.level).max().unwrap_or(0);
        let full = total / (ENTRIES_MAX as u64 / 2);
        prop_assert_eq!(runs.iter().map(|run| run.entries).sum::<u64>(), total);
        prop_assert!(runs.len() as u64 <= full + 7 * (u64::from(levels.unsigned_abs()) + 1));
    }
}

#[test]
fn a_filter_survives_being_kept() {
    let lookups: Vec<Lookup> = (0..10_000)
        .map(|number| Lookup {
            hash: spread(number),
            target: 1,
        })
        .collect();
    let run = Run::build(&lookups, true).unwrap();
    let kept = Filter::parse(run.entries, &run.filter.to_bytes()).unwrap();
    assert!(kept == run.filter);
    assert_eq!(kept.size_bytes(), 15_000);
    let wrong = (10_000..110_000).filter(|number| kept.may_hold(&spread(*number)));
    // 3 in 1,000 are expected (0.487^8); 5 would be a broken filter.
    let wrong = wrong.count();
    assert!((100..500).contains(&wrong), "{wrong} of 100,000");
    let half = Filter::parse(run.entries / 2, &run.filter.to_bytes());
    assert_eq!(half.err().unwrap().code(), "lookup.filter-length");
}

#[test]
fn what_is_no_run_is_refused() {
    assert_eq!(Run::build(&[], true).err(), Some(RunError::Empty));
    assert_eq!(merge(&[]).err(), Some(RunError::Empty));
    assert_eq!(Filter::parse(0, &[]).err(), Some(RunError::Empty));
    let (hash, other) = ([7; 16], [8; 16]);
    let lookup = |hash, target| Lookup { hash, target };
    let twice = [lookup(hash, 1), lookup(other, 1), lookup(hash, 2)];
    assert_eq!(Run::build(&twice, true).err(), Some(RunError::Duplicate));
    Run::build(&twice, false).unwrap();
    // The very same entry again is no conflict.
    let again = [lookup(hash, 1), lookup(hash, 1)];
    assert_eq!(Run::build(&again, true).unwrap().entries, 1);
    let many = Merge::new(&[ENTRIES_MAX as u64, 1]).err();
    assert_eq!(many.unwrap().code(), "lookup.too-many");
    assert_eq!(
        Merge::new(&[u64::MAX, u64::MAX]).err().unwrap().code(),
        "lookup.too-many"
    );
}

#[test]
fn a_merge_notices_chunks_out_of_order() {
    let lookups = |from: u64| -> Vec<Lookup> {
        let numbers = from..from + 1_000;
        let hash = |number| Lookup {
            hash: spread(number),
            target: 1,
        };
        numbers.map(hash).collect()
    };
    let good = Run::build(&lookups(0), true).unwrap();
    let mut swapped = good.clone();
    swapped.chunks.swap(0, 1);
    assert_eq!(merge(&[swapped]).err(), Some(RunError::Unordered));
    let mut inside = good.clone();
    inside.chunks[0].entries.rotate_left(ENTRY_BYTES);
    let other = Run::build(&lookups(5_000), true).unwrap();
    assert_eq!(merge(&[other, inside]).err(), Some(RunError::Unordered));
    let mut cut = good;
    cut.chunks[1].entries.pop();
    assert_eq!(merge(&[cut]).err().unwrap().code(), "lookup.chunk-length");
}

#[test]
fn the_cache_knows_which_runs_there_are() {
    let run = |numbers: std::ops::Range<u64>| {
        let lookups: Vec<Lookup> = numbers
            .map(|number| Lookup {
                hash: spread(number),
                target: 1,
            })
            .collect();
        Run::build(&lookups, true).unwrap()
    };
    let (cache, shard, kind) = (Cache::default(), Shard(1), LookupKind::Document);
    assert_eq!(cache.missing(shard, kind, &[4, 9]), [4, 9]);
    cache.keep(shard, kind, 4, run(0..50).filter);
    assert_eq!(cache.missing(shard, kind, &[4, 9]), [9]);
    cache.keep(shard, kind, 9, run(50..100).filter);
    assert_eq!(cache.missing(shard, kind, &[4, 9]), [0_i64; 0]);
    for number in 0..100 {
        let candidates = cache.candidates(shard, kind, &[4, 9], &spread(number));
        assert!(candidates.contains(if number < 50 { &4 } else { &9 }));
        assert!(
            !cache
                .candidates(shard, kind, &[4], &spread(200 + number))
                .contains(&9)
        );
    }
    // Another kind and another shard are apart.
    assert_eq!(cache.missing(shard, LookupKind::Record, &[4]), [4]);
    // Another process merged 4 and 9 into 12, of which nothing is known yet: it may hold all.
    assert_eq!(cache.missing(shard, kind, &[12]), [12]);
    assert_eq!(cache.candidates(shard, kind, &[12], &spread(1)), [12]);
    assert_eq!(cache.size_bytes(), 0);
}

/// A thread with an old list of runs must not make another overlook a row.
#[test]
fn a_forgotten_filter_hides_nothing() {
    let lookup = Lookup {
        hash: spread(1),
        target: 1,
    };
    let run = Run::build(&[lookup], true).unwrap();
    let (cache, shard, kind) = (Cache::default(), Shard(1), LookupKind::Document);
    cache.keep(shard, kind, 12, run.filter);
    assert_eq!(cache.candidates(shard, kind, &[12], &spread(1)), [12]);
    assert_eq!(cache.candidates(shard, kind, &[12], &spread(2)), [0_i64; 0]);
    assert_eq!(cache.missing(shard, kind, &[4, 9]), [4, 9]);
    assert_eq!(cache.candidates(shard, kind, &[12], &spread(1)), [12]);
}
