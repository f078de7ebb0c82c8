use std::collections::BTreeMap;

use cleanbill_ledger::Hash;

/// What the tree is made of: the entries themselves, or the hashes of them that the tiles say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Basis {
    Entries,
    Tiles,
}

/// A hash by the entries, and by the tiles.
#[derive(Clone, Copy, Debug, Default)]
struct Both {
    by_entries: Option<Hash>,
    by_tiles: Option<Hash>,
}

impl Both {
    const fn set(&mut self, basis: Basis, hash: Hash) {
        match basis {
            Basis::Entries => self.by_entries = Some(hash),
            Basis::Tiles => self.by_tiles = Some(hash),
        }
    }

    const fn of(self, basis: Basis) -> Option<Hash> {
        match basis {
            Basis::Entries => self.by_entries,
            Basis::Tiles => self.by_tiles,
        }
    }
}

/// Roots and leaves that are looked at on the way, because somebody was shown them before.
#[derive(Clone, Debug, Default)]
pub(crate) struct Watched {
    roots: BTreeMap<u64, Both>,
    leaves: BTreeMap<u64, Both>,
}

impl Watched {
    pub(crate) fn watch_root(&mut self, size: u64) {
        self.roots.entry(size).or_default();
    }

    pub(crate) fn watch_leaf(&mut self, index: u64) {
        self.leaves.entry(index).or_default();
    }

    /// The smallest size above `size` at which there is a root to look at.
    pub(crate) fn next_root(&self, size: u64) -> Option<u64> {
        let later = self.roots.range(size.saturating_add(1)..);
        later.map(|(size, _)| *size).next()
    }

    /// The tree has `size` leaves now.
    pub(crate) fn at(&mut self, basis: Basis, size: u64, root: impl FnOnce() -> Hash) {
        if let Some(both) = self.roots.get_mut(&size) {
            both.set(basis, root());
        }
    }

    pub(crate) fn leaf(&mut self, basis: Basis, index: u64, hash: impl FnOnce() -> Hash) {
        if let Some(both) = self.leaves.get_mut(&index) {
            both.set(basis, hash());
        }
    }

    pub(crate) fn root_at(&self, basis: Basis, size: u64) -> Option<Hash> {
        self.roots.get(&size).and_then(|both| both.of(basis))
    }

    pub(crate) fn leaf_at(&self, basis: Basis, index: u64) -> Option<Hash> {
        self.leaves.get(&index).and_then(|both| both.of(basis))
    }
}
