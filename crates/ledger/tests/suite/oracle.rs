//! What `tlog_tiles` and `signed_note` compute and accept, this crate does.

use std::collections::HashMap;

use cleanbill_ledger::{
    Checkpoint, Grower, KeyUse, Note, TileId, TileKind, TileSet, VerifierKey, consistency_path,
    inclusion_path, leaf_hash, prove_consistency, prove_inclusion, root_of, tiles_between,
    verify_consistency, verify_inclusion,
};
use cleanbill_testkit::FixedEdKey;
use proptest::prelude::*;
use signed_note::{StandardVerifier, VerifierList};
use tlog_tiles::tlog;

use crate::support::{checkpoint, entry, leaves, log_vkey, signed};

/// Every hash of a tree, in their order.
struct Stored(Vec<tlog::Hash>);

impl tlog::HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog_tiles::Error> {
        Ok(indexes
            .iter()
            .map(|index| self.0[*index as usize])
            .collect())
    }
}

fn theirs(size: u64) -> Stored {
    let mut storage = Stored(Vec::new());
    for index in 0..size {
        let more = tlog::stored_hashes(index, &entry(index), &storage).unwrap();
        storage.0.extend(more);
    }
    storage
}

fn plain(hashes: &[tlog::Hash]) -> Vec<[u8; 32]> {
    hashes.iter().map(|hash| hash.0).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn trees_and_proofs_are_the_same(size in 1..900u64, a in any::<u64>(), b in any::<u64>()) {
        let storage = theirs(size);
        let (index, old) = (a % size, 1 + b % size);
        let ours = leaves(size);
        let root = tlog::tree_hash(size, &storage).unwrap();
        prop_assert_eq!(root_of(&ours), root.0);

        let included = tlog::prove_record(size, index, &storage).unwrap();
        let consistent = tlog::prove_tree(size, old, &storage).unwrap();
        let (included, consistent) = (plain(&included), plain(&consistent));
        prop_assert_eq!(inclusion_path(&ours, index as usize).unwrap(), included.clone());
        prop_assert_eq!(consistency_path(&ours, old as usize).unwrap(), consistent.clone());

        let mut set = TileSet::new();
        for (id, bytes) in Grower::empty().append((0..size).map(entry)).unwrap() {
            set.insert(id, bytes).unwrap();
        }
        prop_assert_eq!(prove_inclusion(index, size, &set).unwrap(), included.clone());
        prop_assert_eq!(prove_consistency(old, size, &set).unwrap(), consistent.clone());

        let old_root = root_of(&ours[..old as usize]);
        verify_inclusion(&leaf_hash(&entry(index)), index, size, &included, &root.0).unwrap();
        verify_consistency(old, &old_root, size, &root.0, &consistent).unwrap();
    }

    #[test]
    fn tiles_are_the_same(old in 0..70_000u64, grown in 0..70_000u64) {
        let new = old + grown;
        let mut named: Vec<String> = tlog_tiles::Tile::new_tiles(8, old, new)
            .iter()
            // Theirs names the height too: `tile/8/…`.
            .map(|tile| tile.path().replacen("tile/8/", "tile/", 1))
            .collect();
        let mut ours: Vec<String> = tiles_between(old, new)
            .iter()
            .filter(|id| id.kind != TileKind::Entries)
            .map(TileId::path)
            .collect();
        named.sort_unstable();
        ours.sort_unstable();
        prop_assert_eq!(ours, named);
    }

    #[test]
    fn what_tiles_hold_is_the_same(size in 1..1500u64) {
        let storage = theirs(size);
        let ours: HashMap<String, Vec<u8>> = Grower::empty()
            .append((0..size).map(entry))
            .unwrap()
            .into_iter()
            .map(|(id, bytes)| (id.path(), bytes))
            .collect();
        for tile in tlog_tiles::Tile::new_tiles(8, 0, size) {
            let path = tile.path().replacen("tile/8/", "tile/", 1);
            prop_assert_eq!(ours.get(&path), Some(&tile.read_data(&storage).unwrap()), "{}", path);
        }
    }

    /// Of a level above 63 and a width of 0 theirs panics; ours refuses them.
    #[test]
    fn paths_are_read_alike(
        path in "tile/(0|1|7|63|00|x)/(x?[0-9]{2,4}/){0,3}[0-9]{2,4}(\\.p/[1-9][0-9]?)?",
    ) {
        let prefixed = path.replacen("tile/", "tile/8/", 1);
        let theirs = tlog_tiles::Tile::from_path(&prefixed).ok();
        let ours = TileId::parse(&path).ok();
        prop_assert_eq!(
            ours.map(|id| (id.index, u32::from(id.width))),
            theirs.map(|tile| (tile.level_index(), tile.width())),
            "{}", path
        );
    }

    /// Ours takes no DEL or C1 control characters in a name; nothing else is stricter.
    #[test]
    fn notes_are_accepted_alike(
        lines in prop::collection::vec("[ -~é\u{2028}]{0,12}", 0..4),
        names in prop::collection::vec("[a-z/. +é\u{a0}]{0,6}", 0..4),
        blank in prop::sample::select(vec!["\n", "\n\n", ""]),
        end in prop::sample::select(vec!["\n", "", "\n\n", " \n", "\t\n"]),
    ) {
        let mut text = String::new();
        for line in &lines {
            text.push_str(line);
            text.push('\n');
        }
        text.push_str(blank);
        let line = |name| format!("— {name} AAAAAAAA");
        let signatures: Vec<String> = names.iter().map(line).collect();
        text.push_str(&signatures.join("\n"));
        text.push_str(end);
        let theirs = signed_note::Note::from_bytes(text.as_bytes());
        let ours = Note::parse(text.as_bytes());
        prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{:?}", text);
        if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
            prop_assert_eq!(ours.text.as_bytes(), theirs.text());
            prop_assert_eq!(ours.to_text().into_bytes(), theirs.to_bytes());
        }
    }

    #[test]
    fn a_changed_note_is_judged_alike(at in any::<prop::sample::Index>(), bit in 0..8u8) {
        let mut bytes = signed(5).to_text().into_bytes();
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << bit;
        let list = VerifierList::new(vec![Box::new(
            StandardVerifier::new(&log_vkey().to_string()).unwrap(),
        )]);
        let theirs = signed_note::Note::from_bytes(&bytes)
            .is_ok_and(|note| note.verify(&list).is_ok());
        let ours = cleanbill_ledger::SignedCheckpoint::parse(&bytes)
            .is_ok_and(|signed| signed.verify_log(&log_vkey()).is_ok());
        prop_assert!(!theirs && !ours);
    }

    #[test]
    fn keys_are_written_alike(name in "[a-z./é]{1,20}", number in any::<u32>()) {
        let bytes = FixedEdKey::new(number).public_bytes();
        let ours = VerifierKey::new(&name, KeyUse::Log, &bytes).unwrap();
        let theirs = StandardVerifier::new(&ours.to_string()).unwrap();
        prop_assert_eq!(signed_note::Verifier::name(&theirs), ours.name());
        prop_assert_eq!(signed_note::Verifier::key_id(&theirs).to_be_bytes(), ours.key_id());
        prop_assert_eq!(VerifierKey::parse(&ours.to_string()).unwrap(), ours);
    }
}

#[test]
fn a_checkpoint_of_ours_is_one_of_theirs() {
    let text = signed(70).to_text();
    let note = signed_note::Note::from_bytes(text.as_bytes()).unwrap();
    let verifier = StandardVerifier::new(&log_vkey().to_string()).unwrap();
    note.verify(&VerifierList::new(vec![Box::new(verifier)]))
        .unwrap();
    let theirs = tlog_tiles::Checkpoint::from_bytes(note.text()).unwrap();
    let ours = checkpoint(70);
    assert_eq!(theirs.origin(), ours.origin);
    assert_eq!((theirs.size(), theirs.hash().0), (ours.size, ours.root));
    assert_eq!(
        Checkpoint::parse(str::from_utf8(&theirs.to_bytes()).unwrap()),
        Ok(ours)
    );
}
