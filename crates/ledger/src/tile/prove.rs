//! Roots and proofs out of tiles.

use super::needs::{tile_with, tiles_for_root};
use super::{TileId, TileKind, TileSet};
use crate::error::TileError;
use crate::hash::{EMPTY_ROOT, Hash};
use crate::merkle::{
    Range, Subtree, TREE_SIZE_MAX, consistency_ranges, fold, inclusion_ranges, root_of, subtrees,
};

/// The proof that leaf `index` is in the tree of `size`, from the tiles that
/// [`tiles_for_inclusion`](super::tiles_for_inclusion) names.
///
/// # Errors
/// [`TileError::Index`], [`TileError::Missing`].
pub fn prove_inclusion(index: u64, size: u64, tiles: &TileSet) -> Result<Vec<Hash>, TileError> {
    let ranges = inclusion_ranges(index, size).ok_or(TileError::Index { index, size })?;
    hashes_of(&ranges, size, tiles)
}

/// The proof that the tree of `old` leaves became the one of `new`, from the tiles that
/// [`tiles_for_consistency`](super::tiles_for_consistency) names; empty for equal sizes and from
/// the empty tree.
///
/// # Errors
/// [`TileError::Sizes`], [`TileError::Missing`].
pub fn prove_consistency(old: u64, new: u64, tiles: &TileSet) -> Result<Vec<Hash>, TileError> {
    let ranges = consistency_ranges(old, new).ok_or(TileError::Sizes { old, new })?;
    hashes_of(&ranges, new, tiles)
}

/// The root of the tree of `size` leaves, from the tiles that
/// [`tiles_for_root`](super::tiles_for_root) names.
///
/// # Errors
/// [`TileError::Sizes`] beyond [`TREE_SIZE_MAX`], [`TileError::Missing`].
pub fn root_from(size: u64, tiles: &TileSet) -> Result<Hash, TileError> {
    if size == 0 {
        return Ok(EMPTY_ROOT);
    }
    check_size(size)?;
    root_over(
        Range {
            start: 0,
            end: size,
        },
        size,
        tiles,
    )
}

/// The hashes of the leaves that the tile of level 0 at `index` holds in a tree of `size`: what the
/// entries of the bundle at `index` hash to.
///
/// # Errors
/// [`TileError::Index`] if the tree has no such tile, [`TileError::Missing`].
pub fn leaf_hashes(index: u64, size: u64, tiles: &TileSet) -> Result<&[Hash], TileError> {
    check_size(size)?;
    if index >= size.div_ceil(256) {
        return Err(TileError::Index { index, size });
    }
    tiles.hashes(TileId::in_tree(TileKind::Hashes { level: 0 }, index, size))
}

/// The partial tiles of the right edge, by level from 0; empty where a level has none.
pub(super) fn right_edge(size: u64, tiles: &TileSet) -> Result<Vec<Vec<u8>>, TileError> {
    check_size(size)?;
    let mut levels = Vec::new();
    for id in tiles_for_root(size) {
        if let TileKind::Hashes { level } = id.kind {
            levels.resize(usize::from(level), Vec::new());
            levels.push(tiles.hashes(id)?.as_flattened().to_vec());
        }
    }
    Ok(levels)
}

const fn check_size(size: u64) -> Result<(), TileError> {
    if size > TREE_SIZE_MAX {
        return Err(TileError::Sizes { old: 0, new: size });
    }
    Ok(())
}

fn hashes_of(ranges: &[Range], size: u64, tiles: &TileSet) -> Result<Vec<Hash>, TileError> {
    ranges
        .iter()
        .map(|range| root_over(*range, size, tiles))
        .collect()
}

fn root_over(range: Range, size: u64, tiles: &TileSet) -> Result<Hash, TileError> {
    let roots: Result<Vec<Hash>, TileError> = subtrees(range)
        .map(|subtree| root_under(subtree, size, tiles))
        .collect();
    Ok(fold(&roots?).unwrap_or(EMPTY_ROOT))
}

fn root_under(subtree: Subtree, size: u64, tiles: &TileSet) -> Result<Hash, TileError> {
    let (id, first, count) = tile_with(subtree, size);
    tiles
        .hashes(id)?
        .get(first..first + count)
        .map(root_of)
        .ok_or(TileError::Missing { id })
}
