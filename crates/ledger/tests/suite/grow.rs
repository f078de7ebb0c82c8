//! A log grows, is resumed, and proves what it has.

use std::collections::BTreeMap;

use cleanbill_ledger::{
    EMPTY_ROOT, Grower, TileId, TileSet, leaf_hash, prove_consistency, prove_inclusion, root_from,
    root_of, tiles_between, tiles_for_consistency, tiles_for_inclusion, tiles_for_root, tiles_of,
    verify_consistency, verify_inclusion,
};
use proptest::prelude::*;

fn entry(index: u64) -> Vec<u8> {
    format!("entry {index}").into_bytes()
}

fn entries(from: u64, to: u64) -> Vec<Vec<u8>> {
    (from..to).map(entry).collect()
}

/// What stands in a folder after writing these tiles.
fn write(set: &mut BTreeMap<TileId, Vec<u8>>, tiles: Vec<(TileId, Vec<u8>)>) {
    for (id, bytes) in tiles {
        assert!(set.insert(id, bytes).is_none(), "{id} is written twice");
    }
}

fn set_of(tiles: &BTreeMap<TileId, Vec<u8>>, ids: &[TileId]) -> TileSet {
    let mut set = TileSet::new();
    for id in ids {
        let bytes = tiles
            .get(id)
            .unwrap_or_else(|| panic!("{id} was not written"));
        set.insert(*id, bytes.clone()).unwrap();
    }
    set
}

#[test]
fn an_empty_log_has_the_empty_root() {
    let mut log = Grower::empty();
    assert_eq!(log.root(), EMPTY_ROOT);
    assert_eq!(log.append(Vec::<Vec<u8>>::new()).unwrap(), []);
    assert_eq!(root_from(0, &TileSet::new()), Ok(EMPTY_ROOT));
    assert_eq!(tiles_of(0).count(), 0);
    let resumed = Grower::resume(0, &TileSet::new(), Vec::new()).unwrap();
    assert_eq!((resumed.size(), resumed.root()), (0, EMPTY_ROOT));
}

#[test]
fn an_entry_that_is_too_long_changes_nothing() {
    let mut log = Grower::empty();
    log.append(entries(0, 300)).unwrap();
    let before = (log.size(), log.root());
    let error = log.append([entry(300), vec![0; 65_536]]).unwrap_err();
    assert_eq!(error.code(), "ledger-tile.entry-too-long");
    assert_eq!((log.size(), log.root()), before);
    log.append([vec![0; 65_535]]).unwrap();
}

#[test]
fn a_log_is_not_resumed_with_other_entries_or_tiles() {
    let mut log = Grower::empty();
    let mut tiles = BTreeMap::new();
    write(&mut tiles, log.append(entries(0, 700)).unwrap());
    let edge = set_of(&tiles, &tiles_for_root(700));
    let resumed = Grower::resume(700, &edge, entries(512, 700)).unwrap();
    assert_eq!(resumed.root(), log.root());
    for wrong in [
        entries(512, 699),
        entries(513, 700),
        entries(0, 188),
        Vec::new(),
    ] {
        let error = Grower::resume(700, &edge, wrong).unwrap_err();
        assert_eq!(error.code(), "ledger-tile.entries");
    }
    let error = Grower::resume(700, &TileSet::new(), entries(512, 700)).unwrap_err();
    assert_eq!(error.code(), "ledger-tile.missing");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn steps_do_not_matter(steps in prop::collection::vec(0..700u64, 1..8)) {
        let total: u64 = steps.iter().sum();
        let mut at_once = BTreeMap::new();
        let mut log = Grower::empty();
        write(&mut at_once, log.append(entries(0, total)).unwrap());
        let expected: Vec<TileId> = tiles_of(total).collect();
        prop_assert_eq!(at_once.len(), expected.len());
        prop_assert!(expected.iter().all(|id| at_once.contains_key(id)));

        let leaves: Vec<_> = (0..total).map(|index| leaf_hash(&entry(index))).collect();
        prop_assert_eq!(log.root(), root_of(&leaves));

        let mut stepwise = BTreeMap::new();
        let mut log = Grower::empty();
        for step in steps {
            let old = log.size();
            let new = old + step;
            let tiles = log.append(entries(old, new)).unwrap();
            let mut written: Vec<TileId> = tiles.iter().map(|(id, _)| *id).collect();
            let mut named = tiles_between(old, new);
            written.sort_unstable();
            named.sort_unstable();
            prop_assert_eq!(written, named);
            write(&mut stepwise, tiles);
            let size = log.size();
            let edge = set_of(&stepwise, &tiles_for_root(size));
            prop_assert_eq!(root_from(size, &edge).unwrap(), log.root());
            let last = entries(size - size % 256, size);
            log = Grower::resume(size, &edge, last).unwrap();
            prop_assert_eq!((log.size(), log.root()), (size, root_of(&leaves[..size as usize])));
        }
        for (id, bytes) in &at_once {
            prop_assert_eq!(stepwise.get(id), Some(bytes), "{}", id);
        }
    }

    #[test]
    fn what_is_named_suffices_for_proofs(size in 1..2000u64, a in any::<u64>(), b in any::<u64>()) {
        let mut tiles = BTreeMap::new();
        let mut log = Grower::empty();
        write(&mut tiles, log.append(entries(0, size)).unwrap());
        let index = a % size;
        let set = set_of(&tiles, &tiles_for_inclusion(index, size));
        let proof = prove_inclusion(index, size, &set).unwrap();
        let leaf = leaf_hash(&entry(index));
        verify_inclusion(&leaf, index, size, &proof, &log.root()).unwrap();

        let old = b % (size + 1);
        let set = set_of(&tiles, &tiles_for_consistency(old, size));
        let proof = prove_consistency(old, size, &set).unwrap();
        let leaves: Vec<_> = (0..old).map(|index| leaf_hash(&entry(index))).collect();
        verify_consistency(old, &root_of(&leaves), size, &log.root(), &proof).unwrap();
    }
}
