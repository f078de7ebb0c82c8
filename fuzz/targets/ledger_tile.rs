//! Names of tiles, bundles of entries, and proofs out of tiles that anybody may have made.
#![no_main]

use cleanbill_ledger::{
    EMPTY_ROOT, Grower, TileId, TileKind, TileSet, encode_bundle, leaf_hashes, parse_bundle,
    prove_consistency, prove_inclusion, root_from, tiles_for_consistency, tiles_for_inclusion,
    tiles_for_root, tiles_of, verify_consistency, verify_inclusion,
};

libfuzzer_sys::fuzz_target!(|input: (u64, u64, u16, &[u8], &str)| {
    let (one, other, width, bytes, path) = input;
    if let Ok(id) = TileId::parse(path) {
        assert_eq!(id.path(), path);
    }
    if let Ok(entries) = parse_bundle(bytes, width) {
        assert_eq!(encode_bundle(entries).as_deref(), Ok(bytes));
    }
    // Each needed tile is made of what there is, so that proofs are computed of nonsense.
    let mut set = TileSet::new();
    let mut needed = tiles_for_root(one);
    needed.extend(tiles_for_inclusion(other, one));
    needed.extend(tiles_for_consistency(other, one));
    for id in needed {
        assert!(matches!(id.kind, TileKind::Hashes { .. }));
        let tile = bytes.iter().chain(&[7]).cycle();
        let tile = tile.take(usize::from(id.width) * 32).copied().collect();
        set.insert(id, tile).expect("a tile that is needed can be");
    }
    let root = root_from(one, &set);
    if let (Ok(root), Ok(proof)) = (root, prove_inclusion(other, one, &set)) {
        let _ = verify_inclusion(&[1; 32], other, one, &proof, &root);
    }
    if let Ok(proof) = prove_consistency(other, one, &set) {
        let _ = verify_consistency(other, &EMPTY_ROOT, one, &EMPTY_ROOT, &proof);
    }
    let _ = leaf_hashes(other, one, &set);
    let _ = Grower::resume(one, &set, vec![bytes.to_vec()]);
    assert!(tiles_of(one).take(1000).all(|id| id.width > 0));
});
