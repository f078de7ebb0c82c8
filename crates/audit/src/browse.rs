//! Single entries of a published tree: what is in one, and the proof that it is there.

use cleanbill_ledger::{
    BUNDLE_SIZE_MAX_BYTES, Hash, TileError, TileId, TileKind, TileSet, parse_bundle,
    prove_inclusion, tiles_for_inclusion,
};
use thiserror::Error;

use crate::log::{fetch_tile, hashes_of};
use crate::source::{Source, SourceError};

/// A tree of this many entries, as it is published.
#[derive(Clone, Copy)]
pub struct Browse<'a> {
    /// Where the authority publishes.
    pub source: &'a dyn Source,
    /// How many entries the tree has.
    pub size: u64,
}

/// Why an entry cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BrowseError {
    /// A file cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A tile is not there, or not what its name says; or the tree has no such entry.
    #[error(transparent)]
    Tile(#[from] TileError),
}

impl BrowseError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Source(error) => error.code(),
            Self::Tile(error) => error.code(),
        }
    }
}

impl Browse<'_> {
    /// The entries of a bundle, in their order, as many as the tree has.
    ///
    /// # Errors
    /// [`BrowseError`].
    pub fn bundle(&self, number: u64) -> Result<Vec<Vec<u8>>, BrowseError> {
        let (index, size) = (number.saturating_mul(256), self.size);
        let id = TileId::of_entry(index, size).ok_or(TileError::Index { index, size })?;
        let found = fetch_tile(self.source, id, BUNDLE_SIZE_MAX_BYTES)?;
        let (found, bytes) = found.ok_or(TileError::Missing { id })?;
        let entries = parse_bundle(&bytes, found.width)?.into_iter();
        let entries = entries.take(usize::from(id.width));
        Ok(entries.map(<[u8]>::to_vec).collect())
    }

    /// One entry.
    ///
    /// # Errors
    /// [`BrowseError`].
    pub fn entry(&self, index: u64) -> Result<Vec<u8>, BrowseError> {
        let size = self.size;
        let missing = TileError::Index { index, size };
        if index >= size {
            return Err(missing.into());
        }
        let place = usize::try_from(index % 256).unwrap_or_default();
        let mut entries = self.bundle(index / 256)?.into_iter();
        Ok(entries.nth(place).ok_or(missing)?)
    }

    /// The hash of an entry, as the tile of hashes says.
    ///
    /// # Errors
    /// [`BrowseError`].
    pub fn leaf_hash(&self, index: u64) -> Result<Hash, BrowseError> {
        let size = self.size;
        let missing = TileError::Index { index, size };
        let id = TileId::of_entry(index, size).ok_or_else(|| missing.clone())?;
        let id = TileId {
            kind: TileKind::Hashes { level: 0 },
            ..id
        };
        let place = usize::try_from(index % 256).unwrap_or_default();
        let hashes = hashes_of(self.source, id)??;
        Ok(hashes.get(place).copied().ok_or(missing)?)
    }

    /// The path from an entry to the root.
    ///
    /// # Errors
    /// [`BrowseError`].
    pub fn proof(&self, index: u64) -> Result<Vec<Hash>, BrowseError> {
        let mut tiles = TileSet::new();
        for id in tiles_for_inclusion(index, self.size) {
            tiles.insert(id, hashes_of(self.source, id)??.concat())?;
        }
        Ok(prove_inclusion(index, self.size, &tiles)?)
    }
}
