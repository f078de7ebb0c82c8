//! Merkle trees (RFC 6962, section 2.1; RFC 9162, section 2.1): roots, proofs, and how these are
//! verified.

mod frontier;
mod memory;
mod range;
mod verify;

pub use frontier::Frontier;
pub(crate) use frontier::fold;
pub use memory::{consistency_path, inclusion_path, root_of};
pub(crate) use range::{Range, Subtree, consistency_ranges, inclusion_ranges, subtrees};
pub use verify::{verify_consistency, verify_inclusion};

/// The largest tree: 2⁶³ − 1 leaves, as others keep sizes in a signed integer of 64 bits.
pub const TREE_SIZE_MAX: u64 = i64::MAX as u64;

/// The most hashes of a proof (C2SP tlog-witness, add-checkpoint); a tree of [`TREE_SIZE_MAX`]
/// needs no more for inclusion.
pub const PROOF_HASHES_MAX: usize = 63;
