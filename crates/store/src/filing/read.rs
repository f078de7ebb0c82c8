//! What was filed, read again.

use std::collections::{BTreeMap, BTreeSet};

use cleanbill_issuer::registry::LeafId;

use super::FilingDoor;
use super::rows::{FilingCounts, FilingRow, FilingStepRow, Sealed, SealedAnswer};
use crate::StoreError;
use crate::link::{Arg, Record, args};

/// Most filings of a list.
const LIST_MAX: u32 = 200;

/// A filing with what was done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilingFile {
    /// What was filed.
    pub row: FilingRow,
    /// The steps, in the order of their numbers.
    pub steps: Vec<FilingStepRow>,
}

impl FilingDoor {
    /// The filing of this follow code, by its hash.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn by_follow(&self, follow: &[u8; 32]) -> Result<Option<FilingFile>, StoreError> {
        let sql = "SELECT id, follow, day, region, visibility, kind FROM filing
             WHERE shard = 0 AND follow = $1";
        self.file_of(sql, args![follow]).await
    }

    /// The filing of this entry of the ledger.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn by_entry(&self, entry: u64) -> Result<Option<FilingFile>, StoreError> {
        let entry = i64::try_from(entry).unwrap_or(-1);
        let sql = "SELECT filing.id, follow, day, region, visibility, kind
             FROM ledger_span JOIN filing ON filing.shard = 0 AND filing.id = ledger_span.last
             WHERE ledger_span.shard = 0 AND ledger_span.entry = $1";
        self.file_of(sql, args![entry]).await
    }

    async fn file_of(
        &self,
        sql: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Option<FilingFile>, StoreError> {
        let Some(row) = self.0.one::<FilingRow>(sql, args).await? else {
            return Ok(None);
        };
        let steps = self
            .0
            .all(
                "SELECT filing, step, kind, officer, day, due, reason FROM filing_step
                 WHERE shard = 0 AND filing = $1 ORDER BY step",
                args![row.id.0],
            )
            .await?;
        Ok(Some(FilingFile { row, steps }))
    }

    /// What was filed, sealed.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn content(&self, filing: LeafId) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT filing, sealed FROM filing_content WHERE shard = 0 AND filing = $1";
        let row = self.0.one::<Sealed>(sql, args![filing.0]).await?;
        Ok(row.map(|row| row.sealed))
    }

    /// The answer, sealed.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn answer(&self, filing: LeafId) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT filing, sealed FROM filing_answer WHERE shard = 0 AND filing = $1";
        let row = self.0.one::<SealedAnswer>(sql, args![filing.0]).await?;
        Ok(row.map(|row| row.sealed))
    }

    /// The entries of filings whose keys lie between these two, both counted.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn entries_of(
        &self,
        first: LeafId,
        last: LeafId,
    ) -> Result<BTreeMap<LeafId, u64>, StoreError> {
        let sql = "SELECT last, entry FROM ledger_span
             WHERE shard = 0 AND last >= $1 AND last <= $2 AND first = last";
        let rows = self.0.registry.rows(sql, args![first.0, last.0]).await?;
        rows.iter().map(|row| place(row, "ledger_span")).collect()
    }

    /// Filings of a region that wait for their answer and have their entry, those that are due
    /// first in front: the entry, and the last day. At most 200.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn waiting(&self, region: &str) -> Result<Vec<(u64, i32)>, StoreError> {
        let sql = "SELECT ledger_span.entry, due FROM filing_wait
             JOIN ledger_span ON ledger_span.shard = 0 AND last = filing
             WHERE filing_wait.shard = 0 AND region = $1 ORDER BY due, filing LIMIT $2";
        let rows = self.0.registry.rows(sql, args![region, LIST_MAX]).await?;
        let read = |row: &Record| Some((entry(row, 0)?, i32::try_from(row.long(1)?).ok()?));
        let unreadable = unreadable("filing_wait");
        rows.iter()
            .map(|row| read(row).ok_or_else(|| unreadable.clone()))
            .collect()
    }

    /// Entries that are to be shown (2) or are shown (3), the newest in front, before this one. At
    /// most 200.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn shown(&self, state: u8, before: u64) -> Result<Vec<u64>, StoreError> {
        let before = i64::try_from(before).unwrap_or(i64::MAX);
        let sql = "SELECT ledger_span.entry FROM filing_show
             JOIN ledger_span ON ledger_span.shard = 0 AND last = filing
             WHERE filing_show.shard = 0 AND state = $1 AND entry < $2
             ORDER BY entry DESC LIMIT $3";
        let args = args![state, before, LIST_MAX];
        let rows = self.0.registry.rows(sql, args).await?;
        let unreadable = unreadable("filing_show");
        rows.iter()
            .map(|row| entry(row, 0).ok_or_else(|| unreadable.clone()))
            .collect()
    }

    /// How filings stand by region, on this day.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn counts(&self, today: i32) -> Result<Vec<FilingCounts>, StoreError> {
        let sql = "SELECT region, filed, answered, late,
                 (SELECT COUNT(*) FROM filing_wait AS waits WHERE waits.shard = 0
                      AND waits.region = filing_count.region AND waits.due < $1)
             FROM filing_count WHERE shard = 0 ORDER BY region";
        let rows = self.0.registry.rows(sql, args![today]).await?;
        let read = |row: &Record| {
            Some(FilingCounts {
                region: row.text(0)?.to_owned(),
                filed: entry(row, 1)?,
                answered: entry(row, 2)?,
                late: entry(row, 3)?,
                overdue: entry(row, 4)?,
            })
        };
        let unreadable = unreadable("filing_count");
        rows.iter()
            .map(|row| read(row).ok_or_else(|| unreadable.clone()))
            .collect()
    }

    /// The regions that offices lie in.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn regions(&self) -> Result<BTreeSet<String>, StoreError> {
        let sql = "SELECT DISTINCT region FROM office WHERE shard = 0";
        let rows = self.0.registry.rows(sql, args![]).await?;
        let text = |row: &Record| row.text(0).map(str::to_owned);
        let unreadable = unreadable("office");
        rows.iter()
            .map(|row| text(row).ok_or_else(|| unreadable.clone()))
            .collect()
    }
}

fn place(row: &Record, table: &'static str) -> Result<(LeafId, u64), StoreError> {
    let found = row.long(0).map(LeafId).zip(entry(row, 1));
    found.ok_or_else(|| unreadable(table))
}

fn entry(row: &Record, column: usize) -> Option<u64> {
    u64::try_from(row.long(column)?).ok()
}

const fn unreadable(table: &'static str) -> StoreError {
    StoreError::Unreadable { table, column: 0 }
}
