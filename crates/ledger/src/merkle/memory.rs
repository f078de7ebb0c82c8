//! Roots and proofs over hashes of leaves that lie in memory.

use super::frontier::Frontier;
use super::range::{Range, consistency_ranges, inclusion_ranges};
use crate::hash::Hash;

/// The root of the tree over these hashes of leaves (RFC 6962, section 2.1).
#[must_use]
pub fn root_of(leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::new();
    for leaf in leaves {
        frontier.push(*leaf);
    }
    frontier.root()
}

/// The inclusion proof of the leaf at `index`, the leaf's sibling first (RFC 6962, section 2.1.1);
/// `None` if there is no such leaf.
#[must_use]
pub fn inclusion_path(leaves: &[Hash], index: usize) -> Option<Vec<Hash>> {
    let (index, size) = (
        u64::try_from(index).ok()?,
        u64::try_from(leaves.len()).ok()?,
    );
    hashes_of(leaves, &inclusion_ranges(index, size)?)
}

/// The proof that the tree over the first `old` of these leaves became the one over all (RFC 6962,
/// section 2.1.2); empty for `old` 0 and for all of them, `None` for more.
#[must_use]
pub fn consistency_path(leaves: &[Hash], old: usize) -> Option<Vec<Hash>> {
    let (old, size) = (u64::try_from(old).ok()?, u64::try_from(leaves.len()).ok()?);
    hashes_of(leaves, &consistency_ranges(old, size)?)
}

fn hashes_of(leaves: &[Hash], ranges: &[Range]) -> Option<Vec<Hash>> {
    ranges
        .iter()
        .map(|range| {
            let start = usize::try_from(range.start).ok()?;
            let end = usize::try_from(range.end).ok()?;
            leaves.get(start..end).map(root_of)
        })
        .collect()
}
