//! Rows of the ledger's tables.

use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::{LeafId, Shard};

use crate::StoreError;
use crate::field::{Columns, Field, Sink};
use crate::link::Record;
use crate::table::{Stored, stored};

/// How far the ledger is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LedgerHead {
    /// Entries that have their place.
    pub size: u64,
    /// Entries under the newest checkpoint that is published.
    pub published: u64,
    /// Entries under the newest checkpoint that the quorum of witnesses signed.
    pub cosigned: u64,
    /// The last day whose tables are in the ledger; 0 before the first.
    pub told: i32,
    /// The first day of the last week that was opened; 0 before the first.
    pub opened: i32,
}

/// A leaf that waits for its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its shard.
    pub shard: Shard,
    /// Its key.
    pub id: LeafId,
    /// What it is.
    pub kind: LeafKind,
    /// What it says.
    pub body: Vec<u8>,
}

/// Which leaves an entry holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerSpan {
    /// Their shard.
    pub shard: Shard,
    /// The highest key.
    pub last: LeafId,
    /// The lowest key.
    pub first: LeafId,
    /// The entry.
    pub entry: u64,
}

/// What a file of the ledger is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// The slots of a batch, named by their Merkle root.
    Batch,
    /// Anything else, named by its SHA-256.
    Object,
}

/// A file of the ledger that is not published yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerFile {
    /// What it is.
    pub kind: FileKind,
    /// What it is named by.
    pub digest: [u8; 32],
    /// The file.
    pub body: Vec<u8>,
}

/// Acts about one person that came into the ledger on a day and are in no table yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActCount {
    /// The day.
    pub day: i32,
    /// Number of the kind of act.
    pub kind: u8,
    /// Region of the act.
    pub region: String,
    /// Number of the reason; 0 for none.
    pub reason: u8,
    /// Number of the legal basis; 0 for none.
    pub basis: u8,
    /// Region of another office that signed; empty where it is the same.
    pub other: String,
    /// How many.
    pub count: i64,
}

/// What published tables and batches hide of a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    /// Number of `cleanbill_ledger::leaf::Subject`.
    pub subject: u8,
    /// First day of the week.
    pub week: i32,
    /// Ground, kind or purpose; 0 for batches.
    pub what: u8,
    /// The region; empty for batches.
    pub region: String,
    /// How many.
    pub count: i64,
    /// The sum of the blindings.
    pub blinding: [u8; 32],
}

/// What the sequencer makes of what waited: written all at once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sequenced {
    /// The next entries of the log.
    pub entries: Vec<Vec<u8>>,
    /// Which leaves they hold.
    pub spans: Vec<LedgerSpan>,
    /// What they name.
    pub files: Vec<LedgerFile>,
    /// Acts to be counted.
    pub counts: Vec<ActCount>,
    /// Hidden counts as they are from now on.
    pub rests: Vec<Rest>,
    /// Hidden counts that an entry opens: they go. Only what names them counts.
    pub closed: Vec<Rest>,
    /// The last day whose tables are among the entries: its counts go.
    pub told: Option<i32>,
    /// The first day of the week that is opened by an entry.
    pub opened: Option<i32>,
}

stored!(ActCount, "ledger_count", false; day, kind, region, reason, basis, other, count);

pub(super) const HEAD: &str = "SELECT size, published, cosigned, told, opened FROM ledger_head
     WHERE shard = 0 AND id = 1";

pub(super) fn head(row: Option<&Record>) -> Result<LedgerHead, StoreError> {
    let row = row.ok_or(StoreError::Unreadable {
        table: "ledger_head",
        column: 0,
    })?;
    let day = |column| {
        let day = row.long(column).and_then(|day| i32::try_from(day).ok());
        day.ok_or(StoreError::Unreadable {
            table: "ledger_head",
            column,
        })
    };
    Ok(LedgerHead {
        size: count(row, 0, "ledger_head")?,
        published: count(row, 1, "ledger_head")?,
        cosigned: count(row, 2, "ledger_head")?,
        told: day(3)?,
        opened: day(4)?,
    })
}

/// A number of entries.
pub(super) fn count(row: &Record, column: usize, table: &'static str) -> Result<u64, StoreError> {
    let count = row.long(column).and_then(|count| u64::try_from(count).ok());
    count.ok_or(StoreError::Unreadable { table, column })
}

/// A number of entries as the database holds it.
pub(super) fn long(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// An entry with its place.
pub(super) struct Entry {
    pub(super) id: i64,
    pub(super) body: Vec<u8>,
}

stored!(Entry, "ledger_entry", false; id, body);

/// A span in the order of its columns.
pub(super) struct Span {
    pub(super) last: LeafId,
    pub(super) first: LeafId,
    pub(super) entry: i64,
}

stored!(Span, "ledger_span", true; last, first, entry);

impl Field for FileKind {
    fn put(value: Option<&Self>, to: &mut impl Sink) {
        to.short(value.map(|kind| match kind {
            Self::Batch => 1,
            Self::Object => 2,
        }));
    }
    fn take(from: &Record, column: usize) -> Option<Self> {
        match from.long(column)? {
            1 => Some(Self::Batch),
            2 => Some(Self::Object),
            _ => None,
        }
    }
}

stored!(LedgerFile, "ledger_file", false; kind, digest, body);
stored!(Rest, "ledger_rest", false; subject, week, what, region, count, blinding);
