//! Batches: what concerns one person enters the ledger blinded, mixed and padded.
//!
//! A slot is a commitment of 32 bytes: to a pass, to an act about one person, or random padding;
//! nobody can tell which but whoever has the secret of one. The file of a batch is its slots, one
//! behind the other, and it is fetched as a whole, so that asking for a proof names nobody.
//!
//! ```text
//! batch/ROOT    slot 0 ‖ slot 1 ‖ … ‖ slot n-1          n a power of two, 16 to 65,536
//! ROOT          Merkle root over the slots (RFC 6962), in hexadecimal
//! ```
//!
//! So a batch of one pass looks like one of sixteen, and like one of none, which the sequencer
//! makes from time to time. The largest batch is a file of 2 MiB; 150 million passes are 2,289 of
//! them, 4.8 GB. The path of a slot to the root of the largest batch is 512 bytes.

use thiserror::Error;

use crate::hash::{Hash, leaf_hash};
use crate::merkle::{inclusion_path, root_of};

/// Fewest slots: above [`CELL_MIN`](crate::count::CELL_MIN).
pub const SLOTS_MIN: usize = 16;
/// Most slots: a file of 2 MiB.
pub const SLOTS_MAX: usize = 65_536;
/// Size of a slot in bytes.
pub const SLOT_BYTES: usize = 32;

/// The slots of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    slots: Vec<[u8; SLOT_BYTES]>,
}

/// Why bytes are not a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BatchError {
    /// The number of slots is not a power of two from 16 to 65,536, or the last one is cut short.
    #[error("a batch has a power of two of slots, 16 to 65,536, of 32 bytes each")]
    Size,
    /// A slot is there twice.
    #[error("a slot of the batch is there twice")]
    Twice,
}

impl BatchError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Size => "ledger.batch-size",
            Self::Twice => "ledger.batch-twice",
        }
    }
}

/// Whether a batch can have so many slots.
pub(crate) const fn is_size(slots: usize) -> bool {
    slots.is_power_of_two() && slots >= SLOTS_MIN && slots <= SLOTS_MAX
}

impl Batch {
    /// Mixes commitments, at most [`SLOTS_MAX`], with padding that `fill` draws: all in ascending
    /// order, so that nothing of the order in which they were made is left.
    ///
    /// # Errors
    /// [`BatchError::Size`] for more than that; [`BatchError::Twice`].
    pub fn new(
        commitments: impl IntoIterator<Item = [u8; SLOT_BYTES]>,
        fill: &mut dyn FnMut(&mut [u8]),
    ) -> Result<Self, BatchError> {
        let mut slots: Vec<_> = commitments.into_iter().take(SLOTS_MAX + 1).collect();
        if slots.len() > SLOTS_MAX {
            return Err(BatchError::Size);
        }
        let size = slots.len().next_power_of_two().max(SLOTS_MIN);
        while slots.len() < size {
            let mut padding = [0; SLOT_BYTES];
            fill(&mut padding);
            slots.push(padding);
        }
        slots.sort_unstable();
        Self::in_order(slots)
    }

    /// Reads the file of a batch.
    ///
    /// # Errors
    /// [`BatchError`].
    pub fn parse(file: &[u8]) -> Result<Self, BatchError> {
        let (slots, rest) = file.as_chunks::<SLOT_BYTES>();
        if !rest.is_empty() || !is_size(slots.len()) {
            return Err(BatchError::Size);
        }
        Self::in_order(slots.to_vec())
    }

    fn in_order(slots: Vec<[u8; SLOT_BYTES]>) -> Result<Self, BatchError> {
        let ascending = slots.windows(2).all(|pair| match pair {
            [a, b] => a < b,
            _ => true,
        });
        if ascending {
            Ok(Self { slots })
        } else {
            Err(BatchError::Twice)
        }
    }

    /// The slots, ascending.
    #[must_use]
    pub fn slots(&self) -> &[[u8; SLOT_BYTES]] {
        &self.slots
    }

    /// The file of the batch.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.slots.as_flattened().to_vec()
    }

    /// Its Merkle root.
    #[must_use]
    pub fn root(&self) -> Hash {
        root_of(&self.hashes())
    }

    /// Where a commitment is; `None` if it is not.
    #[must_use]
    pub fn position(&self, commitment: &[u8; SLOT_BYTES]) -> Option<usize> {
        self.slots.binary_search(commitment).ok()
    }

    /// The path from a slot to the root: at most 16 hashes.
    #[must_use]
    pub fn path(&self, position: usize) -> Option<Vec<Hash>> {
        inclusion_path(&self.hashes(), position)
    }

    fn hashes(&self) -> Vec<Hash> {
        self.slots.iter().map(|slot| leaf_hash(slot)).collect()
    }
}

/// Where the file of the batch with this root lies, under the ledger's prefix.
#[must_use]
pub fn batch_path(root: &Hash) -> String {
    crate::object::path_of("batch", root)
}

#[cfg(test)]
mod tests;
