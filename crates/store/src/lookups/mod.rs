//! Look-up hashes: what leads where. The newest lie in `lookup_recent`, all others in sorted runs
//! ([`crate::lookup`]).
//!
//! On Postgres whoever adds single hashes holds a shared lock until they commit, and whoever
//! writes, flushes or merges runs an exclusive one: under either, the list of runs stands still. On
//! SQLite one transaction writes at a time.

mod claim;
mod find;
mod tend;

use cleanbill_issuer::registry::{LookupKind, Shard};

use crate::field::{Columns, Field, Sink};
use crate::insert::insert;
use crate::link::{Link, args};
use crate::lookup::{Chunk, Filter, Run, RunSize, search};
use crate::table::{Stored, stored};
use crate::{Store, StoreError};

/// So many hashes of a kind become a run of their own; fewer are written one by one.
const RUN_MIN: usize = 256;

struct RecentRow {
    kind: LookupKind,
    hash: [u8; 16],
    target: i64,
}

stored!(RecentRow, "lookup_recent", true; kind, hash, target);

struct RunRow {
    kind: LookupKind,
    run: i64,
    level: i16,
    entries: i64,
    filter: Vec<u8>,
}

stored!(RunRow, "lookup_run", true; kind, run, level, entries, filter);

struct ChunkRow {
    kind: LookupKind,
    run: i64,
    first: [u8; 16],
    part: i32,
    entries: Vec<u8>,
}

stored!(ChunkRow, "lookup_chunk", true; kind, run, first, part, entries);

/// Waits until nobody merges or writes runs; with `exclusive`, until nobody claims hashes either.
async fn hold_runs(link: &mut Link, shard: Shard, exclusive: bool) -> Result<(), StoreError> {
    if !link.is_postgres() {
        return Ok(());
    }
    let sql = if exclusive {
        "SELECT 1 FROM (SELECT pg_advisory_xact_lock(7094241, CAST($1 AS INTEGER))) AS held"
    } else {
        "SELECT 1 FROM (SELECT pg_advisory_xact_lock_shared(7094241, CAST($1 AS INTEGER))) AS held"
    };
    link.rows(sql, args![shard.0]).await.map(drop)
}

/// The runs that there are.
async fn runs(link: &mut Link, shard: Shard, kind: LookupKind) -> Result<Vec<RunSize>, StoreError> {
    let rows = link
        .rows(
            "SELECT run, level, entries FROM lookup_run WHERE shard = $1 AND kind = $2
             ORDER BY run",
            args![shard.0, kind.number()],
        )
        .await?;
    let size = |row: &crate::link::Record| {
        Some(RunSize {
            run: row.long(0)?,
            level: row.long(1)?.try_into().ok()?,
            entries: row.long(2)?.try_into().ok()?,
        })
    };
    rows.iter()
        .map(|row| size(row).ok_or(UNREADABLE_RUN))
        .collect()
}

const UNREADABLE_RUN: StoreError = StoreError::Unreadable {
    table: "lookup_run",
    column: 0,
};

/// What a run's pieces are keyed by.
#[derive(Clone, Copy)]
struct Place {
    shard: Shard,
    kind: LookupKind,
}

impl Place {
    /// Where a hash leads, by one run.
    async fn search(
        self,
        link: &mut Link,
        run: i64,
        hash: &[u8; 16],
        found: &mut Vec<i64>,
    ) -> Result<(), StoreError> {
        let chunks = link
            .rows(
                "SELECT entries FROM lookup_chunk
                 WHERE shard = $1 AND kind = $2 AND run = $3 AND first <= $4
                     AND first >= COALESCE((
                         SELECT first FROM lookup_chunk
                         WHERE shard = $1 AND kind = $2 AND run = $3 AND first < $4
                         ORDER BY first DESC LIMIT 1
                     ), $4)",
                args![self.shard.0, self.kind.number(), run, hash],
            )
            .await?;
        for chunk in &chunks {
            let entries = chunk.bytes(0).unwrap_or_default();
            found.extend(search(entries, hash)?);
        }
        Ok(())
    }

    /// Writes a run under the next number. Numbers are never used again: runs go only when they
    /// are merged, into one with a higher number.
    async fn write(self, link: &mut Link, level: i16, run: NewRun) -> Result<(), StoreError> {
        let last = link
            .row(
                "SELECT COALESCE(MAX(run), 0) FROM lookup_run WHERE shard = $1 AND kind = $2",
                args![self.shard.0, self.kind.number()],
            )
            .await?;
        let number = last.and_then(|row| row.long(0)).unwrap_or(0) + 1;
        let row = RunRow {
            kind: self.kind,
            run: number,
            level,
            entries: i64::try_from(run.entries).unwrap_or(i64::MAX),
            filter: run.filter.to_bytes(),
        };
        insert(link, self.shard, &[row]).await?;
        let chunks: Vec<_> = run
            .chunks
            .into_iter()
            .map(|chunk| ChunkRow {
                kind: self.kind,
                run: number,
                first: chunk.first,
                part: chunk.part,
                entries: chunk.entries,
            })
            .collect();
        insert(link, self.shard, &chunks).await
    }
}

/// A run that is to be written.
struct NewRun {
    entries: u64,
    filter: Filter,
    chunks: Vec<Chunk>,
}

impl From<Run> for NewRun {
    fn from(run: Run) -> Self {
        Self {
            entries: run.entries,
            filter: run.filter,
            chunks: run.chunks,
        }
    }
}

impl Store {
    /// The numbers of the runs that there are, with their filters read.
    async fn known_runs(&self, link: &mut Link, place: Place) -> Result<Vec<i64>, StoreError> {
        let runs = runs(link, place.shard, place.kind).await?;
        let numbers: Vec<i64> = runs.iter().map(|run| run.run).collect();
        for run in self.filters.missing(place.shard, place.kind, &numbers) {
            let row = link
                .row(
                    "SELECT entries, filter FROM lookup_run
                     WHERE shard = $1 AND kind = $2 AND run = $3",
                    args![place.shard.0, place.kind.number(), run],
                )
                .await?;
            // Merged meanwhile: whoever asks sees that when they look at the list again.
            let Some(row) = row else { continue };
            let entries = row.long(0).and_then(|entries| entries.try_into().ok());
            let filter = row.bytes(1).zip(entries).ok_or(UNREADABLE_RUN)?;
            let filter = Filter::parse(filter.1, filter.0)?;
            self.filters.keep(place.shard, place.kind, run, filter);
        }
        Ok(numbers)
    }
}

/// All recent hashes of a kind: some thousands, as long as look-ups are tended.
async fn recent(link: &mut Link, place: Place) -> Result<Vec<RecentRow>, StoreError> {
    let rows = link
        .rows(
            "SELECT kind, hash, target FROM lookup_recent WHERE shard = $1 AND kind = $2",
            args![place.shard.0, place.kind.number()],
        )
        .await?;
    rows.iter().map(RecentRow::take).collect()
}
