//! Proofs verified (RFC 9162, sections 2.1.3.2 and 2.1.4.2).

use crate::error::ProofError;
use crate::hash::{EMPTY_ROOT, Hash, node_hash};

/// Verifies that the entry with hash `leaf` is the one at `index` in the tree of `size` leaves with
/// this `root`.
///
/// # Errors
/// [`ProofError::Index`], [`ProofError::Length`] or [`ProofError::Root`].
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::Index { index, size });
    }
    let mut place = Place {
        node: index,
        last: size - 1,
    };
    let mut hash = *leaf;
    for sibling in proof {
        hash = match place.rise()? {
            Side::Left => node_hash(sibling, &hash),
            Side::Right => node_hash(&hash, sibling),
        };
    }
    place.check_top()?;
    check_root(&hash, root)
}

/// Verifies that the tree of `old_size` leaves became the one of `new_size`: that nothing in it was
/// changed, only leaves added. Between trees of one size, and from the empty one, the proof is
/// empty.
///
/// # Errors
/// [`ProofError::Sizes`], [`ProofError::Length`] or [`ProofError::Root`].
pub fn verify_consistency(
    old_size: u64,
    old_root: &Hash,
    new_size: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old_size > new_size {
        return Err(ProofError::Sizes {
            old: old_size,
            new: new_size,
        });
    }
    if old_size == 0 {
        check_root(old_root, &EMPTY_ROOT)?;
    }
    if old_size == new_size {
        check_root(old_root, new_root)?;
    }
    if old_size == 0 || old_size == new_size {
        return if proof.is_empty() {
            Ok(())
        } else {
            Err(ProofError::Length)
        };
    }
    // A perfect tree is a node of the new one, and the proof does not repeat its root.
    let (first, proof) = if old_size.is_power_of_two() {
        (old_root, proof)
    } else {
        proof.split_first().ok_or(ProofError::Length)?
    };
    let shift = (old_size - 1).trailing_ones();
    let mut place = Place {
        node: (old_size - 1).checked_shr(shift).unwrap_or(0),
        last: (new_size - 1).checked_shr(shift).unwrap_or(0),
    };
    let (mut old, mut new) = (*first, *first);
    for sibling in proof {
        match place.rise()? {
            Side::Left => {
                old = node_hash(sibling, &old);
                new = node_hash(sibling, &new);
            }
            Side::Right => new = node_hash(&new, sibling),
        }
    }
    place.check_top()?;
    check_root(&old, old_root)?;
    check_root(&new, new_root)
}

/// On which side of the node its next sibling stands.
enum Side {
    Left,
    Right,
}

/// A node and the last one of its level.
struct Place {
    node: u64,
    last: u64,
}

impl Place {
    /// Goes up to where the next sibling is joined. A last node without a sibling rises alone.
    fn rise(&mut self) -> Result<Side, ProofError> {
        if self.last == 0 {
            return Err(ProofError::Length);
        }
        let side = if self.node & 1 == 1 || self.node == self.last {
            let alone = self.node.trailing_zeros();
            self.node = self.node.checked_shr(alone).unwrap_or(0);
            self.last = self.last.checked_shr(alone).unwrap_or(0);
            Side::Left
        } else {
            Side::Right
        };
        self.node >>= 1;
        self.last >>= 1;
        Ok(side)
    }

    const fn check_top(&self) -> Result<(), ProofError> {
        if self.last == 0 {
            Ok(())
        } else {
            Err(ProofError::Length)
        }
    }
}

/// Hashes and roots are public: nothing is told by how long this takes.
fn check_root(computed: &Hash, root: &Hash) -> Result<(), ProofError> {
    if computed == root {
        Ok(())
    } else {
        Err(ProofError::Root)
    }
}
