//! Leaves a second of a growing log, against the bare cost of its hashes in the same run.
//!
//! `cargo run --release -p cleanbill-ledger --example grow_speed [MILLIONS]`
#![allow(clippy::disallowed_methods, reason = "what is measured is time")]

use std::hint::black_box;
use std::time::Instant;

use cleanbill_ledger::{Grower, leaf_hash, node_hash};

const PORTION: u64 = 100_000;

fn main() {
    let millions: u64 = std::env::args()
        .nth(1)
        .and_then(|count| count.parse().ok())
        .unwrap_or(10);
    let total = millions * 1_000_000;
    let entry = |index: u64| {
        let mut entry = [7u8; 40];
        entry[..8].copy_from_slice(&index.to_be_bytes());
        entry
    };

    let start = Instant::now();
    let mut log = Grower::empty();
    let (mut tiles, mut bytes) = (0u64, 0u64);
    while log.size() < total {
        let from = log.size();
        let portion = from..(from + PORTION).min(total);
        let Ok(written) = log.append(portion.map(entry)) else {
            eprintln!("an entry was refused");
            std::process::exit(1);
        };
        tiles += written.len() as u64;
        bytes += written
            .iter()
            .map(|(_, tile)| tile.len() as u64)
            .sum::<u64>();
    }
    let root = black_box(log.root());
    let grown = start.elapsed().as_secs_f64();

    // A tree of n leaves has n hashes of leaves and n - 1 of nodes.
    let start = Instant::now();
    let mut last = [0; 32];
    for index in 0..total {
        let leaf = leaf_hash(&entry(index));
        last = node_hash(&last, &leaf);
    }
    black_box(last);
    let bare = start.elapsed().as_secs_f64();

    let rate = |seconds: f64| total as f64 / seconds;
    println!("{total} entries of 40 bytes, {PORTION} at a time: {tiles} tiles, {bytes} bytes");
    println!("grown: {grown:.2} s, {:.0} leaves/s", rate(grown));
    println!("hashes alone: {bare:.2} s, {:.0} leaves/s", rate(bare));
    println!("root {:02x?}", &root[..4]);
}
