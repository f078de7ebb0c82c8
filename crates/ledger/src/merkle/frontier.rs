//! The right edge of a tree, which is all that growing needs.

use super::TREE_SIZE_MAX;
use crate::hash::{EMPTY_ROOT, Hash, node_hash};

/// The roots of the perfect subtrees that a tree consists of, from the left: one for each bit that
/// is set in its size. Enough to add leaves and to know the root, in O(log n) space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    hashes: Vec<Hash>,
}

impl Frontier {
    /// That of the empty tree.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            size: 0,
            hashes: Vec::new(),
        }
    }

    /// That of a tree of `size` leaves, its [`hashes`](Self::hashes) from the left; `None` if they
    /// are not as many as a tree of that size has, or the tree is larger than [`TREE_SIZE_MAX`].
    #[must_use]
    pub fn from_parts(size: u64, hashes: Vec<Hash>) -> Option<Self> {
        let fits = size <= TREE_SIZE_MAX && hashes.len() == size.count_ones() as usize;
        fits.then_some(Self { size, hashes })
    }

    /// Adds the hash of one leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        // Each bit that is set at the end is a tree as high as the one that now gets complete.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.hashes.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.hashes.push(hash);
        self.size = self.size.saturating_add(1);
    }

    /// How many leaves the tree has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree; [`EMPTY_ROOT`] where it has no leaves.
    #[must_use]
    pub fn root(&self) -> Hash {
        fold(&self.hashes).unwrap_or(EMPTY_ROOT)
    }

    /// The roots of the perfect subtrees, from the left.
    #[must_use]
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }
}

/// The root above perfect subtrees of falling height, from the left.
pub(crate) fn fold(hashes: &[Hash]) -> Option<Hash> {
    let (last, rest) = hashes.split_last()?;
    Some(
        rest.iter()
            .rfold(*last, |right, left| node_hash(left, &right)),
    )
}
