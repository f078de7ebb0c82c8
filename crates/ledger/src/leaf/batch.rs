//! The leaf of a batch.

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{Fields, WireError, bytes, int};

use crate::batch::SLOTS_MAX;
use crate::count::CountCommitment;
use crate::hash::Hash;

/// A batch: see [`Batch`](crate::batch::Batch), whose file lies at `batch/ROOT`.
///
/// It says of nobody that they were there: how many of its slots are passes, acts or padding is
/// hidden, and its day is the finest time that it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchLeaf {
    /// The day on which it was closed.
    pub day: i32,
    /// The Merkle root (RFC 6962) over its slots.
    pub root: Hash,
    /// How many slots: a power of two, 16 to 65,536.
    pub slots: u32,
    /// How many of them are passes, hidden.
    pub count: CountCommitment,
}

impl BatchLeaf {
    pub(super) fn fields(&self) -> Vec<Value<'_>> {
        vec![
            int(self.day),
            bytes(&self.root),
            int(self.slots),
            bytes(self.count.as_bytes()),
        ]
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        let (day, root, slots) = (fields.number()?, fields.bytes()?, fields.number()?);
        if !crate::batch::is_size(slots as usize) || slots as usize > SLOTS_MAX {
            return Err(fields.wrong());
        }
        let count = fields.bytes()?;
        Ok(Self {
            day,
            root,
            slots,
            count: CountCommitment::from_bytes(count).ok_or_else(|| fields.wrong())?,
        })
    }
}
