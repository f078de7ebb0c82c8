//! What anybody filed, and its answers: written many at a time, each with its leaf.
//!
//! None of these rows leads to a person: who files gives no name. What was filed is sealed, for it
//! may tell of somebody.

mod file;
mod read;
mod rows;
mod step;

pub use read::FilingFile;
pub use rows::{FilingCounts, FilingRow, FilingStepRow, NewFiling};
pub use step::FilingChange;

use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::{LeafId, LeafRow};

use crate::Store;

/// Bytes that a filing takes beside its content, in rows, leaf and indexes.
pub const FILING_ROWS_BYTES: u64 = 1_024;

/// What the service of filings may do.
#[derive(Debug, Clone)]
pub struct FilingDoor(Store);

impl Store {
    /// The door of filings.
    #[must_use]
    pub fn filings(&self) -> FilingDoor {
        FilingDoor(self.clone())
    }
}

/// A leaf that no act of an officer stands behind.
fn leaf_row(id: LeafId, body: &[u8]) -> LeafRow {
    LeafRow {
        id,
        kind: LeafKind::Ledger,
        act: None,
        body: body.to_vec(),
    }
}
