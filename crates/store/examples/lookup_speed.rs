//! How long a look-up among sorted runs takes, without the database:
//! `cargo run --release -p cleanbill-store --example lookup_speed`.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "measures, and ships nowhere"
)]

use std::hint::black_box;
use std::time::Instant;

use cleanbill_issuer::registry::{Lookup, LookupKind, Shard};
use cleanbill_store::lookup::{Cache, Run, merge, search};

const RUNS: u64 = 20;
const ENTRIES: u64 = 1 << 20;
const LOOKUPS: u64 = 1_000_000;

/// `SplitMix64` twice: as random as a keyed hash.
fn hash(number: u64) -> [u8; 16] {
    let mix = |mut z: u64| {
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let first = mix(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let bytes = u128::from(first) << 64 | u128::from(mix(first ^ 0x5555));
    bytes.to_be_bytes()
}

fn lookups(from: u64, count: u64) -> Vec<Lookup> {
    let lookup = |number| Lookup {
        hash: hash(number),
        target: 1,
    };
    (from..from + count).map(lookup).collect()
}

fn main() {
    let (cache, shard, kind) = (Cache::default(), Shard(0), LookupKind::Document);
    let start = Instant::now();
    let mut chunks = Vec::new();
    for run in 0..RUNS {
        let built = Run::build(&lookups(run * ENTRIES, ENTRIES), true).unwrap();
        cache.keep(shard, kind, run.cast_signed(), built.filter);
        chunks = built.chunks;
    }
    let build = start.elapsed().as_nanos() / u128::from(RUNS * ENTRIES);
    println!("build {RUNS} runs of {ENTRIES}: {build} ns an entry");
    println!("filters: {} bytes", cache.size_bytes());

    let runs: Vec<i64> = (0..RUNS.cast_signed()).collect();
    let mut wrong = 0_usize;
    let start = Instant::now();
    for number in 0..LOOKUPS {
        let absent = hash(RUNS * ENTRIES + number);
        wrong += cache.candidates(shard, kind, &runs, &absent).len();
    }
    let negative = start.elapsed().as_nanos() / u128::from(LOOKUPS);
    println!("negative look-up over {RUNS} runs: {negative} ns");
    println!("chunks read for nothing: {wrong} in {LOOKUPS} look-ups");

    let chunk = chunks.first().unwrap();
    let start = Instant::now();
    for number in 0..LOOKUPS {
        let found = search(black_box(&chunk.entries), &hash(number)).unwrap();
        black_box(found.count());
    }
    let searched = start.elapsed().as_nanos() / u128::from(LOOKUPS);
    println!("search in a chunk: {searched} ns, one hash included");

    let parts: Vec<Run> = (0..8)
        .map(|part| Run::build(&lookups(part << 17, 1 << 17), true).unwrap())
        .collect();
    let start = Instant::now();
    let merged = merge(&parts).unwrap();
    let each = start.elapsed().as_nanos() / u128::from(merged.entries);
    println!("merge 8 runs into {}: {each} ns an entry", merged.entries);
}
