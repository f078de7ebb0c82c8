//! Tiles in memory.

use std::collections::BTreeMap;

use super::bundle::parse_bundle;
use super::{TILE_WIDTH, TileId, TileKind};
use crate::error::TileError;
use crate::hash::Hash;

/// Tiles in memory, each of the size that its name says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TileSet(BTreeMap<TileId, Vec<u8>>);

impl TileSet {
    /// One that is empty.
    #[must_use]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Takes a tile in, in the place of one of the same name.
    ///
    /// # Errors
    /// [`TileError::Size`], if hashes are not as many as the name says; [`TileError::Bundle`], if
    /// entries are not; [`TileError::Path`] for a name that no tile has.
    pub fn insert(&mut self, id: TileId, bytes: Vec<u8>) -> Result<(), TileError> {
        if !id.is_possible() {
            return Err(TileError::Path);
        }
        match id.kind {
            TileKind::Entries => {
                parse_bundle(&bytes, id.width)?;
            }
            TileKind::Hashes { .. } => {
                let (expected, actual) = (usize::from(id.width) * 32, bytes.len());
                if expected != actual {
                    return Err(TileError::Size { expected, actual });
                }
            }
        }
        self.0.insert(id, bytes);
        Ok(())
    }

    /// The tile of this name, or the narrowest one in its place that holds as much and more.
    #[must_use]
    pub fn get(&self, id: TileId) -> Option<(TileId, &[u8])> {
        let widest = TileId {
            width: TILE_WIDTH.max(id.width),
            ..id
        };
        self.0
            .range(id..=widest)
            .next()
            .map(|(id, bytes)| (*id, bytes.as_slice()))
    }

    /// Whether what the tile of this name says is here.
    #[must_use]
    pub fn contains(&self, id: TileId) -> bool {
        self.get(id).is_some()
    }

    /// The tiles, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (TileId, &[u8])> {
        self.0.iter().map(|(id, bytes)| (*id, bytes.as_slice()))
    }

    /// How many tiles there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entries that the bundle of this name holds.
    ///
    /// # Errors
    /// [`TileError::Missing`]; [`TileError::Bundle`].
    pub fn entries(&self, id: TileId) -> Result<Vec<&[u8]>, TileError> {
        let (found, bytes) = self.get(id).ok_or(TileError::Missing { id })?;
        let mut entries = parse_bundle(bytes, found.width)?;
        entries.truncate(usize::from(id.width));
        Ok(entries)
    }

    /// The hashes that the tile of this name holds.
    pub(super) fn hashes(&self, id: TileId) -> Result<&[Hash], TileError> {
        let (_, bytes) = self.get(id).ok_or(TileError::Missing { id })?;
        let (hashes, _) = bytes.as_chunks::<32>();
        hashes
            .get(..usize::from(id.width))
            .ok_or(TileError::Missing { id })
    }
}
