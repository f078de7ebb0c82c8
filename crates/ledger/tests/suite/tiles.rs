//! Names of tiles, sets of them, bundles of entries.

use cleanbill_ledger::{
    TileError, TileId, TileKind, TileSet, encode_bundle, leaf_hashes, parse_bundle,
    prove_consistency, prove_inclusion, root_from, tiles_for_consistency, tiles_for_inclusion,
    tiles_for_root, tiles_of,
};
use proptest::prelude::*;

const fn hashes(level: u8, index: u64, width: u16) -> TileId {
    TileId {
        kind: TileKind::Hashes { level },
        index,
        width,
    }
}

const fn bundle(index: u64, width: u16) -> TileId {
    TileId {
        kind: TileKind::Entries,
        index,
        width,
    }
}

#[test]
fn paths_are_those_of_the_specification() {
    for (id, path) in [
        (hashes(0, 1_234_067, 256), "tile/0/x001/x234/067"),
        (hashes(0, 0, 256), "tile/0/000"),
        (hashes(63, 999, 1), "tile/63/999.p/1"),
        (hashes(1, 1000, 255), "tile/1/x001/000.p/255"),
        (bundle(7, 256), "tile/entries/007"),
        (bundle(1_234_067, 17), "tile/entries/x001/x234/067.p/17"),
        (
            hashes(0, u64::MAX, 256),
            "tile/0/x018/x446/x744/x073/x709/x551/615",
        ),
    ] {
        assert_eq!(id.path(), path);
        assert_eq!(TileId::parse(path), Ok(id));
    }
}

#[test]
fn other_paths_are_refused() {
    for path in [
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "/tile/0/000",
        "tile/0/000/",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/x000",
        "tile/0/x000/001",
        "tile/0/001/000",
        "tile/0/X001/000",
        "tile/0/x001/x000",
        "tile/00/000",
        "tile/01/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/8/0/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000.p",
        "tile/0/000.p/1/",
        "tile/0/000.p/1.p/1",
        "tile/0/../000",
        "tile/0/x018/x446/x744/x073/x709/x551/616",
        "tile/0/x001/x018/x446/x744/x073/x709/x551/615",
        "tile/data/000",
        "tile/Entries/000",
        "tile/0/٠٠٠",
        "tile/0/000\n",
        " tile/0/000",
    ] {
        assert_eq!(TileId::parse(path), Err(TileError::Path), "{path:?}");
    }
}

#[test]
fn a_tree_of_70_000_has_the_tiles_of_the_specification() {
    let tiles: Vec<TileId> = tiles_of(70_000).collect();
    let count = |level, full| {
        let of_level = |id: &&TileId| id.kind == TileKind::Hashes { level } && id.is_full() == full;
        tiles.iter().filter(of_level).count()
    };
    assert_eq!(
        (count(0, true), count(1, true), count(2, true)),
        (273, 1, 0)
    );
    for partial in [hashes(0, 273, 112), hashes(1, 1, 17), hashes(2, 0, 1)] {
        assert!(tiles.contains(&partial), "{partial}");
    }
    assert_eq!(tiles.len(), 277 + 274);

    let tiles: Vec<TileId> = tiles_of(256).collect();
    assert_eq!(tiles, [hashes(0, 0, 256), hashes(1, 0, 1), bundle(0, 256)]);
}

#[test]
fn an_entry_lies_in_its_bundle() {
    assert_eq!(TileId::of_entry(0, 0), None);
    assert_eq!(TileId::of_entry(5, 5), None);
    assert_eq!(TileId::of_entry(4, 5), Some(bundle(0, 5)));
    assert_eq!(TileId::of_entry(256, 300), Some(bundle(1, 44)));
    assert_eq!(TileId::of_entry(255, 300), Some(bundle(0, 256)));
}

#[test]
fn a_bundle_is_what_its_name_says() {
    let entries: [&[u8]; 3] = [b"", b"a", &[7; 300]];
    let bytes = encode_bundle(entries).unwrap();
    assert_eq!(parse_bundle(&bytes, 3).unwrap(), entries);
    for width in [0, 1, 2, 4, 256, u16::MAX] {
        assert_eq!(parse_bundle(&bytes, width), Err(TileError::Bundle));
    }
    for cut in 0..bytes.len() {
        assert_eq!(parse_bundle(&bytes[..cut], 3), Err(TileError::Bundle));
    }
    let many = vec![b"".as_slice(); 257];
    assert_eq!(encode_bundle(many), Err(TileError::TooManyEntries));
    assert_eq!(
        encode_bundle([vec![0; 65_536].as_slice()]),
        Err(TileError::EntryTooLong {
            actual: 65_536,
            max: 65_535
        })
    );
}

#[test]
fn a_set_takes_what_is_as_long_as_its_name_says() {
    let mut set = TileSet::new();
    for actual in [0, 31, 32, 63, 65, 96, 8192] {
        assert_eq!(
            set.insert(hashes(0, 0, 2), vec![0; actual]),
            Err(TileError::Size {
                expected: 64,
                actual
            })
        );
    }
    for impossible in [
        hashes(64, 0, 1),
        hashes(0, 0, 0),
        hashes(0, 0, 257),
        bundle(0, 0),
    ] {
        let bytes = vec![0; usize::from(impossible.width) * 32];
        assert_eq!(set.insert(impossible, bytes), Err(TileError::Path));
    }
    assert_eq!(set.insert(bundle(0, 2), vec![0; 3]), Err(TileError::Bundle));
    assert!(set.is_empty());
    set.insert(hashes(0, 0, 2), vec![0; 64]).unwrap();
    assert_eq!(set.len(), 1);
}

#[test]
fn a_wider_tile_serves_for_a_narrower_one_and_no_other() {
    let mut set = TileSet::new();
    let full: Vec<u8> = (0..8192u32).map(|index| (index / 32) as u8).collect();
    set.insert(hashes(0, 3, 256), full).unwrap();
    assert!(set.contains(hashes(0, 3, 10)));
    assert!(!set.contains(hashes(0, 2, 10)));
    assert!(!set.contains(hashes(1, 3, 10)));
    assert!(!set.contains(bundle(3, 10)));
    let size = 3 * 256 + 10;
    let found = leaf_hashes(3, size, &set).unwrap();
    assert_eq!(found.len(), 10);
    assert_eq!(found[9], [9; 32]);

    let entries: Vec<Vec<u8>> = (0..20u8).map(|byte| vec![byte]).collect();
    let bytes = encode_bundle(entries.iter().map(Vec::as_slice)).unwrap();
    set.insert(bundle(0, 20), bytes).unwrap();
    assert_eq!(set.entries(bundle(0, 5)).unwrap(), entries[..5]);
    assert_eq!(
        set.entries(bundle(0, 21)),
        Err(TileError::Missing { id: bundle(0, 21) })
    );
}

#[test]
fn sizes_that_are_none_are_refused_at_once() {
    let set = TileSet::new();
    assert!(prove_inclusion(5, 5, &set).is_err());
    assert!(prove_consistency(6, 5, &set).is_err());
    assert!(tiles_for_inclusion(5, 5).is_empty());
    assert!(tiles_for_consistency(6, 5).is_empty());
    for size in [u64::MAX, 1 << 63] {
        assert!(prove_inclusion(0, size, &set).is_err());
        assert!(prove_consistency(1, size, &set).is_err());
        assert!(root_from(size, &set).is_err());
        assert!(leaf_hashes(0, size, &set).is_err());
        assert!(tiles_for_inclusion(0, size).is_empty());
        assert!(tiles_for_consistency(1, size).is_empty());
        assert!(tiles_for_root(size).is_empty());
    }
    assert!(leaf_hashes(1, 256, &set).is_err());
    let largest = (1 << 63) - 1;
    assert_eq!(tiles_for_root(largest).len(), 8);
    assert!(tiles_for_inclusion(largest - 1, largest).len() <= 16);
    assert!(tiles_for_consistency(largest - 1, largest).len() <= 16);
}

proptest! {
    #[test]
    fn a_path_leads_back(
        level in 0..64u8, index in any::<u64>(), width in 1..=256u16, entries: bool,
    ) {
        let kind = if entries { TileKind::Entries } else { TileKind::Hashes { level } };
        let id = TileId { kind, index, width };
        prop_assert_eq!(TileId::parse(&id.path()), Ok(id));
    }

    #[test]
    fn any_bytes_are_a_bundle_or_not(
        bytes in prop::collection::vec(any::<u8>(), 0..80), width in 0..6u16,
    ) {
        if let Ok(entries) = parse_bundle(&bytes, width) {
            prop_assert_eq!(encode_bundle(entries).unwrap(), bytes);
        }
    }

    #[test]
    fn any_text_is_a_path_or_not(path in "\\PC{0,40}") {
        if let Ok(id) = TileId::parse(&path) {
            prop_assert_eq!(id.path(), path);
        }
    }
}
