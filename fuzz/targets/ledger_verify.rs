//! A ledger verified from files that a hostile host hands in: no byte that is another may be a yes.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use cleanbill_ledger::leaf::{Leaf, Release};
use cleanbill_ledger::{Grower, SignedCheckpoint, leaf_hash};
use cleanbill_wasm_ledger::{Begin, Outcome, Remembered, Verification};

/// Of a log with 300 releases, and three witnesses of which two are enough; keys of tests.
const POLICY: &str = include_str!("ledger_verify/policy");
const NOTE: &str = include_str!("ledger_verify/checkpoint");
/// A minute after the witnesses signed.
const NOW: i64 = 1_780_000_000;

static FILES: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let leaf = |number: usize| {
        let release = Release {
            version: format!("1.{number}"),
            target: "check".to_owned(),
            file: leaf_hash(&number.to_be_bytes()),
        };
        Leaf::Release(release).encode()
    };
    let tiles = Grower::empty().append((0..300).map(leaf)).expect("tiles");
    let tiles = tiles.into_iter().map(|(tile, bytes)| (tile.path(), bytes));
    let heads = ["cosigned", "checkpoint"].map(|path| (path.to_owned(), NOTE.into()));
    tiles.chain(heads).collect()
});

libfuzzer_sys::fuzz_target!(|input: (u8, u8, u16, u8, &[u8], &str)| {
    let (which, way, at, with, bytes, text) = input;
    let files = &*FILES;
    let path = files
        .keys()
        .nth(usize::from(which) % files.len())
        .expect("a file");
    let honest = files.get(path).expect("a file");
    let mut file = honest.clone();
    let place = usize::from(at) % file.len();
    match way % 5 {
        0 => file[place] ^= with,
        1 => file.truncate(place),
        2 => drop(file.splice(place.., bytes.iter().copied())),
        3 => file = bytes.to_vec(),
        _ => {}
    }
    let is_there = way % 7 > 0;
    let begin = Begin {
        policy: POLICY.to_owned(),
        demonstration: with & 1 == 0,
        clock: NOW,
        remembered: (way & 64 > 0).then(|| Remembered {
            checkpoint: text.to_owned(),
            policy: (way & 32 > 0).then(|| text.to_owned()),
        }),
        receipts: vec![text.to_owned()],
    };
    let Ok(mut verification) = Verification::begin(&begin) else {
        return;
    };
    while let Some(wanted) = verification.wanted().first() {
        let found = match wanted.path == *path {
            true => is_there.then_some(&file),
            false => files.get(&wanted.path),
        };
        let found = found.map(Vec::as_slice);
        verification
            .take(&wanted.path, found)
            .expect("what is wanted");
    }
    let report = verification.report();
    let is_same = is_there && file == *honest;
    // Nobody signs the names of witnesses, nor how many lines there are: of the same tree it is.
    let root = report.tree.as_ref().map(|tree| tree.root.as_str());
    let signed = SignedCheckpoint::parse(NOTE.as_bytes()).expect("a checkpoint");
    let is_of_tree = signed.note.text.lines().nth(2) == root;
    let is_head = !path.starts_with("tile/");
    let is_yes = report.verdict == Outcome::Passed;
    assert!(!is_yes || is_same || (is_head && is_of_tree), "{path}");
    assert!(is_yes || !is_same || begin.remembered.is_some(), "{path}");
});
