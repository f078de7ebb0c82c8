//! Rows of the tables of filings.

use cleanbill_issuer::registry::{LeafId, OfficerId};

use crate::StoreError;
use crate::field::{Columns, Field, Sink};
use crate::table::{Stored, stored};

/// Something to be filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFiling {
    /// Its key, and that of its leaf.
    pub id: LeafId,
    /// SHA-256 of the follow code.
    pub follow: [u8; 32],
    /// The day.
    pub day: i32,
    /// The last day on which an answer is in time.
    pub due: i32,
    /// The region; empty for the authority.
    pub region: String,
    /// Number of the visibility.
    pub visibility: u8,
    /// Number of the kind.
    pub kind: u8,
    /// The leaf of the ledger.
    pub leaf: Vec<u8>,
    /// What was filed, sealed.
    pub sealed: Vec<u8>,
    /// How much of the room it may fill, bytes: it is not filed where it would fill more.
    pub room_bytes: u64,
    /// Whether the public is to see it.
    pub is_asked: bool,
}

/// What was filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilingRow {
    /// Its key, and that of its leaf.
    pub id: LeafId,
    /// SHA-256 of the follow code.
    pub follow: [u8; 32],
    /// The day.
    pub day: i32,
    /// The region; empty for the authority.
    pub region: String,
    /// Number of the visibility.
    pub visibility: u8,
    /// Number of the kind.
    pub kind: u8,
}

/// What an officer did about a filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilingStepRow {
    /// The filing.
    pub filing: LeafId,
    /// Its number, from 1.
    pub step: i16,
    /// Number of what was done.
    pub kind: u8,
    /// Who did it.
    pub officer: OfficerId,
    /// The day.
    pub day: i32,
    /// The last day on which an answer is in time, where it was put off.
    pub due: Option<i32>,
    /// Number of the reason, where there is one.
    pub reason: Option<u8>,
}

/// How filings of a region stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FilingCounts {
    /// The region; empty for the authority.
    pub region: String,
    /// How many were filed.
    pub filed: u64,
    /// How many were answered.
    pub answered: u64,
    /// How many of them after their day.
    pub late: u64,
    /// How many wait beyond their day.
    pub overdue: u64,
}

/// A sealed content or answer.
pub(super) struct Sealed {
    pub(super) filing: LeafId,
    pub(super) sealed: Vec<u8>,
}

/// A sealed answer.
pub(super) struct SealedAnswer {
    pub(super) filing: LeafId,
    pub(super) sealed: Vec<u8>,
}

/// A filing that waits.
pub(super) struct Wait {
    pub(super) region: String,
    pub(super) due: i32,
    pub(super) filing: LeafId,
}

/// A filing that the public is to see.
pub(super) struct Show {
    pub(super) state: u8,
    pub(super) filing: LeafId,
}

/// More of a region's filings.
pub(super) struct More {
    pub(super) region: String,
    pub(super) filed: i64,
    pub(super) answered: i64,
    pub(super) late: i64,
}

stored!(FilingRow, "filing", false; id, follow, day, region, visibility, kind);
stored!(FilingStepRow, "filing_step", false; filing, step, kind, officer, day, due, reason);
stored!(Sealed, "filing_content", false; filing, sealed);
stored!(SealedAnswer, "filing_answer", false; filing, sealed);
stored!(Wait, "filing_wait", false; region, due, filing);
stored!(Show, "filing_show", false; state, filing);
stored!(More, "filing_count", false; region, filed, answered, late);
