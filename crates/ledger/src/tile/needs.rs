//! Which tiles a tree has, and which of them something needs.

use cleanbill_order::Arrange;

use super::{TileId, TileKind};
use crate::merkle::{Subtree, TREE_SIZE_MAX, consistency_ranges, inclusion_ranges, subtrees};

/// Every tile of a tree of `size` leaves, level by level, the bundles of entries last. There are a
/// 128th as many as leaves: take what an untrusted size names one by one.
pub fn tiles_of(size: u64) -> impl Iterator<Item = TileId> {
    growth(0, size)
}

/// Every tile that is written when a tree grows from `old` to `new` leaves: those that became full,
/// and the partial ones of the new right edge that the old one had not. Both sizes are one's own.
#[must_use]
pub fn tiles_between(old: u64, new: u64) -> Vec<TileId> {
    growth(old, new).collect()
}

fn growth(old: u64, new: u64) -> impl Iterator<Item = TileId> {
    let levels = (0..8u8).map(|level| (TileKind::Hashes { level }, 8 * u32::from(level)));
    levels
        .chain([(TileKind::Entries, 0)])
        .flat_map(move |(kind, shift)| {
            let (old, new) = (old >> shift, new >> shift);
            let end = if new > old { new.div_ceil(256) } else { 0 };
            (old >> 8..end).map(move |index| TileId::in_tree(kind, index, new))
        })
}

/// The tiles of hashes that the proof needs that leaf `index` is in the tree of `size`; none if it
/// is not.
#[must_use]
pub fn tiles_for_inclusion(index: u64, size: u64) -> Vec<TileId> {
    let ranges = inclusion_ranges(index, size).unwrap_or_default();
    tiles_with(ranges.into_iter().flat_map(subtrees), size)
}

/// The tiles of hashes that the proof needs that a tree of `old` leaves became one of `new`; none
/// if it cannot have, or if the proof is empty.
#[must_use]
pub fn tiles_for_consistency(old: u64, new: u64) -> Vec<TileId> {
    let ranges = consistency_ranges(old, new).unwrap_or_default();
    tiles_with(ranges.into_iter().flat_map(subtrees), new)
}

/// The tiles of hashes that the root of a tree of `size` leaves needs: its right edge.
#[must_use]
pub fn tiles_for_root(size: u64) -> Vec<TileId> {
    if size > TREE_SIZE_MAX {
        return Vec::new();
    }
    let levels = (0..8u8).map(|level| (level, size >> (8 * u32::from(level))));
    levels
        .filter(|(_, count)| count & 0xff != 0)
        .map(|(level, count)| TileId::in_tree(TileKind::Hashes { level }, count >> 8, count))
        .collect()
}

fn tiles_with(subtrees: impl Iterator<Item = Subtree>, size: u64) -> Vec<TileId> {
    let mut tiles: Vec<TileId> = subtrees.map(|subtree| tile_with(subtree, size).0).collect();
    tiles.arrange();
    tiles.dedup();
    tiles
}

/// The tile, in a tree of `size`, whose hashes the root of a subtree is computed of, and which of
/// them: the first, and how many.
pub(super) fn tile_with(subtree: Subtree, size: u64) -> (TileId, usize, usize) {
    let (level, height) = (subtree.level / 8, subtree.level % 8);
    let first = subtree.index << height;
    let count = size >> (8 * u32::from(level));
    let id = TileId::in_tree(TileKind::Hashes { level }, first >> 8, count);
    (id, (first & 0xff) as usize, 1 << height)
}
