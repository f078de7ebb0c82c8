//! The writing side: a log that grows.

use core::mem;

use super::bundle::push_entry;
use super::prove::right_edge;
use super::{TILE_SIZE_MAX_BYTES, TILE_WIDTH, TileId, TileKind, TileSet};
use crate::error::TileError;
use crate::hash::{EMPTY_ROOT, Hash, leaf_hash};
use crate::merkle::{Frontier, TREE_SIZE_MAX, fold, root_of};

/// A log that grows: its right edge, which is all that is needed to write the next tiles.
#[derive(Clone, Debug)]
pub struct Grower {
    size: u64,
    /// The partial tile of each level.
    levels: Vec<Vec<u8>>,
    /// The partial bundle of entries.
    bundle: Vec<u8>,
}

impl Grower {
    /// An empty log.
    #[must_use]
    pub const fn empty() -> Self {
        Self {
            size: 0,
            levels: Vec::new(),
            bundle: Vec::new(),
        }
    }

    /// A log of `size` leaves, from the tiles that [`tiles_for_root`](super::tiles_for_root) names
    /// and the entries of its last bundle, if that is partial. Compare [`root`](Self::root) with
    /// the checkpoint that the log signed before going on.
    ///
    /// # Errors
    /// [`TileError::Missing`]; [`TileError::Entries`], if these are not the entries whose hashes
    /// the tile of level 0 has.
    pub fn resume(
        size: u64,
        tiles: &TileSet,
        last_entries: Vec<Vec<u8>>,
    ) -> Result<Self, TileError> {
        let mut levels = right_edge(size, tiles)?;
        if levels.is_empty() {
            levels.push(Vec::new());
        }
        let mut bundle = Vec::new();
        let mut hashes = Vec::new();
        for entry in &last_entries {
            push_entry(&mut bundle, entry)?;
            hashes.extend_from_slice(&leaf_hash(entry));
        }
        if levels.first() != Some(&hashes) {
            return Err(TileError::Entries);
        }
        Ok(Self {
            size,
            levels,
            bundle,
        })
    }

    /// Adds entries. Gives every tile that is new: full ones as they fill, then the partial ones of
    /// the right edge ([`tiles_between`](super::tiles_between) names the same). On an error nothing
    /// was added. Who adds millions does so in portions: the tiles are all in memory.
    ///
    /// # Errors
    /// [`TileError::EntryTooLong`]; [`TileError::Sizes`] beyond [`TREE_SIZE_MAX`].
    pub fn append(
        &mut self,
        entries: impl IntoIterator<Item = impl AsRef<[u8]>>,
    ) -> Result<Vec<(TileId, Vec<u8>)>, TileError> {
        let mut next = self.clone();
        let mut tiles = Vec::new();
        for entry in entries {
            next.add(entry.as_ref(), &mut tiles)?;
        }
        next.write_edge(self.size, &mut tiles);
        *self = next;
        Ok(tiles)
    }

    /// How many leaves the log has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root of its tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut roots: Vec<Hash> = Vec::new();
        // The higher a level, the further left its partial tile stands.
        for level in self.levels.iter().rev() {
            let mut frontier = Frontier::new();
            for hash in level.as_chunks().0 {
                frontier.push(*hash);
            }
            roots.extend_from_slice(frontier.hashes());
        }
        fold(&roots).unwrap_or(EMPTY_ROOT)
    }

    fn add(&mut self, entry: &[u8], tiles: &mut Vec<(TileId, Vec<u8>)>) -> Result<(), TileError> {
        if self.size >= TREE_SIZE_MAX {
            return Err(TileError::Sizes {
                old: self.size,
                new: self.size.saturating_add(1),
            });
        }
        push_entry(&mut self.bundle, entry)?;
        self.size += 1;
        if self.size.is_multiple_of(u64::from(TILE_WIDTH)) {
            let id = TileId::in_tree(TileKind::Entries, (self.size >> 8) - 1, self.size);
            tiles.push((id, mem::take(&mut self.bundle)));
        }
        let mut hash = leaf_hash(entry);
        let mut count = self.size;
        for level in 0.. {
            if self.levels.len() <= usize::from(level) {
                self.levels.push(Vec::with_capacity(TILE_SIZE_MAX_BYTES));
            }
            let Some(tile) = self.levels.get_mut(usize::from(level)) else {
                break;
            };
            tile.extend_from_slice(&hash);
            if tile.len() < TILE_SIZE_MAX_BYTES {
                break;
            }
            let full = mem::replace(tile, Vec::with_capacity(TILE_SIZE_MAX_BYTES));
            hash = root_of(full.as_chunks().0);
            let id = TileId::in_tree(TileKind::Hashes { level }, (count >> 8) - 1, count);
            tiles.push((id, full));
            count >>= 8;
        }
        Ok(())
    }

    /// Gives the partial tiles that a log of `before` leaves had not.
    fn write_edge(&self, before: u64, tiles: &mut Vec<(TileId, Vec<u8>)>) {
        for (level, tile) in (0u8..).zip(&self.levels) {
            let shift = 8 * u32::from(level);
            let count = self.size >> shift;
            if !tile.is_empty() && before >> shift != count {
                let id = TileId::in_tree(TileKind::Hashes { level }, count >> 8, count);
                tiles.push((id, tile.clone()));
            }
        }
        if !self.bundle.is_empty() && before != self.size {
            let id = TileId::in_tree(TileKind::Entries, self.size >> 8, self.size);
            tiles.push((id, self.bundle.clone()));
        }
    }
}
