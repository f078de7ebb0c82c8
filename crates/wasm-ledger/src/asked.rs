use cleanbill_ledger::{BUNDLE_SIZE_MAX_BYTES, TILE_SIZE_MAX_BYTES, TileId, TileKind};

/// A tile that is asked for. A host need not keep partial ones once the full one is there (C2SP
/// tlog-tiles, Partial Tiles), so the full one is asked for where the partial one is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The tile as the tree has it.
    pub(crate) tile: TileId,
    /// The one that is asked for now.
    pub(crate) file: TileId,
}

impl Asked {
    pub(crate) const fn new(tile: TileId) -> Self {
        Self { tile, file: tile }
    }

    /// Whether there is another file to ask for, now that this one is not there.
    pub(crate) fn widen(&mut self) -> bool {
        let is_partial = !self.file.is_full();
        self.file = self.file.full();
        is_partial
    }

    /// Longest file of this name that is read, in bytes.
    pub(crate) const fn size_max_bytes(file: TileId) -> usize {
        match file.kind {
            TileKind::Entries => BUNDLE_SIZE_MAX_BYTES,
            TileKind::Hashes { .. } => TILE_SIZE_MAX_BYTES,
        }
    }

    /// As many hashes as the tree has there; `None` if the file is not as long as its name says.
    pub(crate) fn hashes<'b>(&self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        let is_whole = bytes.len() == usize::from(self.file.width) * 32;
        bytes
            .get(..usize::from(self.tile.width) * 32)
            .filter(|_| is_whole)
    }
}
