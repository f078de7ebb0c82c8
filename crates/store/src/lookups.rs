//! Look-up hashes: what leads where. The newest lie in `lookup_recent`, all others in sorted runs
//! ([`crate::lookup`]).
//!
//! On Postgres whoever adds single hashes holds a shared lock until they commit, and whoever writes,
//! flushes or merges runs an exclusive one: under either, the list of runs stands still. On SQLite
//! one transaction writes at a time.

use std::collections::{BTreeMap, BTreeSet};

use cleanbill_issuer::registry::{Lookup, LookupKind, Shard};

use crate::database::Tries;
use crate::field::{Columns, Field, Sink};
use crate::insert::insert;
use crate::link::{Link, args};
use crate::lookup::{Chunk, Filter, Merge, Run, RunError, RunSize, Step, plan_merge, search};
use crate::table::{Stored, stored};
use crate::{Store, StoreError};

/// So many hashes of a kind become a run of their own; fewer are written one by one.
const RUN_MIN: usize = 256;

/// So many recent hashes of a kind are moved into a run.
const RECENT_MAX: u32 = 8_192;

/// How often a look-up is tried again because runs were merged under it.
const FIND_TRIES: u32 = 8;

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
                         SELECT MAX(first) FROM lookup_chunk
                         WHERE shard = $1 AND kind = $2 AND run = $3 AND first < $4
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
    /// Claims the hashes of a changeset: those of a kind that leads to one row only must be new.
    pub(crate) async fn claim(
        &self,
        link: &mut Link,
        shard: Shard,
        lookups: &BTreeMap<LookupKind, Vec<Lookup>>,
    ) -> Result<(), StoreError> {
        let most = lookups.values().map(Vec::len).max().unwrap_or(0);
        if most == 0 {
            return Ok(());
        }
        hold_runs(link, shard, most >= RUN_MIN).await?;
        for (&kind, lookups) in lookups {
            let place = Place { shard, kind };
            if kind.is_unique() {
                self.check_new(link, place, lookups).await?;
            }
            if lookups.len() < RUN_MIN {
                claim_singly(link, place, lookups).await?;
            } else {
                let run = Run::build(lookups, kind.is_unique()).map_err(|error| match error {
                    RunError::Duplicate => StoreError::LookupTaken { kind },
                    error => error.into(),
                })?;
                place.write(link, 0, run.into()).await?;
            }
        }
        Ok(())
    }

    /// None of the hashes is in a run. Recent ones are looked at for many hashes; for few, the
    /// unique index does.
    async fn check_new(
        &self,
        link: &mut Link,
        place: Place,
        lookups: &[Lookup],
    ) -> Result<(), StoreError> {
        let taken = StoreError::LookupTaken { kind: place.kind };
        let runs = self.known_runs(link, place).await?;
        let mut found = Vec::new();
        for lookup in lookups {
            let candidates = self
                .filters
                .candidates(place.shard, place.kind, &runs, &lookup.hash);
            for run in candidates {
                place.search(link, run, &lookup.hash, &mut found).await?;
                if !found.is_empty() {
                    return Err(taken);
                }
            }
        }
        if lookups.len() >= RUN_MIN {
            let hashes: BTreeSet<_> = lookups.iter().map(|lookup| lookup.hash).collect();
            let recent = recent(link, place).await?;
            if recent.iter().any(|row| hashes.contains(&row.hash)) {
                return Err(taken);
            }
        }
        Ok(())
    }

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

    /// Where these hashes lead: an entry for each row that one of them leads to.
    ///
    /// # Errors
    ///
    /// [`StoreError::Lookup`] if a run is damaged, and those of the database.
    pub async fn find(
        &self,
        shard: Shard,
        kind: LookupKind,
        hashes: &[[u8; 16]],
    ) -> Result<Vec<Lookup>, StoreError> {
        let place = Place { shard, kind };
        let mut link = self.registry.reader().await?;
        for _ in 0..FIND_TRIES {
            // Recent ones first: what is moved into a run meanwhile is found twice, never missed.
            let mut found = BTreeSet::new();
            find_recent(&mut link, place, hashes, &mut found).await?;
            let runs = self.known_runs(&mut link, place).await?;
            for &hash in hashes {
                let mut targets = Vec::new();
                for run in self.filters.candidates(shard, kind, &runs, &hash) {
                    place.search(&mut link, run, &hash, &mut targets).await?;
                }
                found.extend(targets.into_iter().map(|target| Lookup { hash, target }));
            }
            // A run that was merged while it was searched may have lost its pieces.
            if self.known_runs(&mut link, place).await? == runs {
                return Ok(found.into_iter().collect());
            }
        }
        Err(StoreError::Busy {
            attempts: FIND_TRIES,
        })
    }

    /// Moves recent hashes into runs where there are many, and merges runs. To be called after
    /// each batch of a bulk issue, and now and then otherwise; cheap when there is nothing to do.
    ///
    /// # Errors
    ///
    /// [`StoreError::Lookup`] if a run is damaged, and those of the database.
    pub async fn tend_lookups(&self, shard: Shard) -> Result<(), StoreError> {
        for &kind in LookupKind::ALL {
            let place = Place { shard, kind };
            let many = self
                .number(
                    "SELECT 1 FROM lookup_recent WHERE shard = $1 AND kind = $2
                     LIMIT 1 OFFSET $3",
                    args![shard.0, kind.number(), RECENT_MAX - 1],
                )
                .await?;
            if many.is_some() {
                self.flush_lookups(shard, kind).await?;
            }
            while self.plan(place).await? && self.merge_once(place).await? {}
        }
        Ok(())
    }

    /// Moves all recent hashes of a kind into a run.
    ///
    /// # Errors
    ///
    /// [`StoreError::Lookup`] if there are too many for one, and those of the database.
    pub async fn flush_lookups(&self, shard: Shard, kind: LookupKind) -> Result<(), StoreError> {
        let mut tries = Tries::new("flush-lookups", self.attempts);
        loop {
            let outcome = self.try_flush(Place { shard, kind }).await;
            if let Some(outcome) = tries.judge(outcome).await {
                return outcome;
            }
        }
    }

    async fn try_flush(&self, place: Place) -> Result<(), StoreError> {
        let mut link = self.registry.begin().await?;
        hold_runs(&mut link, place.shard, true).await?;
        let rows = recent(&mut link, place).await?;
        let lookups: Vec<_> = rows
            .iter()
            .map(|row| Lookup {
                hash: row.hash,
                target: row.target,
            })
            .collect();
        if lookups.is_empty() {
            return link.commit().await;
        }
        let run = Run::build(&lookups, place.kind.is_unique())?;
        place.write(&mut link, 0, run.into()).await?;
        link.run(
            "DELETE FROM lookup_recent WHERE shard = $1 AND kind = $2",
            args![place.shard.0, place.kind.number()],
        )
        .await?;
        link.commit().await
    }

    async fn plan(&self, place: Place) -> Result<bool, StoreError> {
        let mut link = self.registry.reader().await?;
        let runs = runs(&mut link, place.shard, place.kind).await?;
        Ok(plan_merge(&runs).is_some())
    }

    /// Merges runs of one level; `false` if there is nothing to merge any more.
    async fn merge_once(&self, place: Place) -> Result<bool, StoreError> {
        let mut tries = Tries::new("merge-lookups", self.attempts);
        loop {
            let outcome = self.try_merge(place).await;
            if let Some(outcome) = tries.judge(outcome).await {
                return outcome;
            }
        }
    }

    async fn try_merge(&self, place: Place) -> Result<bool, StoreError> {
        let mut link = self.registry.begin().await?;
        hold_runs(&mut link, place.shard, true).await?;
        let all = runs(&mut link, place.shard, place.kind).await?;
        let Some(plan) = plan_merge(&all) else {
            return Ok(false);
        };
        let sizes: Vec<u64> = plan.runs.iter().map(|run| run.entries).collect();
        let mut merge = Merge::new(&sizes)?;
        let mut read = vec![([0; 16], -1); plan.runs.len()];
        let mut chunks = Vec::new();
        loop {
            match merge.step() {
                Step::Feed(input) => {
                    let run = plan.runs.get(input).map_or(0, |run| run.run);
                    let read = read.get_mut(input).ok_or(UNREADABLE_RUN)?;
                    let chunk = next_chunk(&mut link, place, run, *read).await?;
                    merge.feed(input, chunk.as_ref().map(|chunk| chunk.entries.as_slice()))?;
                    if let Some(chunk) = chunk {
                        *read = (chunk.first, chunk.part);
                    }
                }
                Step::Keep(chunk) => chunks.push(chunk),
                Step::Done => break,
            }
        }
        let (entries, filter) = merge.finish()?;
        let run = NewRun {
            entries,
            filter,
            chunks,
        };
        place.write(&mut link, plan.level, run).await?;
        for run in &plan.runs {
            let key = args![place.shard.0, place.kind.number(), run.run];
            link.run(
                "DELETE FROM lookup_chunk WHERE shard = $1 AND kind = $2 AND run = $3",
                key,
            )
            .await?;
            link.run(
                "DELETE FROM lookup_run WHERE shard = $1 AND kind = $2 AND run = $3",
                key,
            )
            .await?;
        }
        link.commit().await?;
        Ok(true)
    }
}

/// The chunk of a run that comes after the one with this first hash and number.
async fn next_chunk(
    link: &mut Link,
    place: Place,
    run: i64,
    (first, part): ([u8; 16], i32),
) -> Result<Option<ChunkRow>, StoreError> {
    let row = link
        .row(
            "SELECT kind, run, first, part, entries FROM lookup_chunk
             WHERE shard = $1 AND kind = $2 AND run = $3 AND (first, part) > ($4, $5)
             ORDER BY first, part LIMIT 1",
            args![place.shard.0, place.kind.number(), run, &first, part],
        )
        .await?;
    row.as_ref().map(ChunkRow::take).transpose()
}

async fn claim_singly(link: &mut Link, place: Place, lookups: &[Lookup]) -> Result<(), StoreError> {
    let rows: Vec<_> = lookups
        .iter()
        .map(|&Lookup { hash, target }| RecentRow {
            kind: place.kind,
            hash,
            target,
        })
        .collect();
    insert(link, place.shard, &rows)
        .await
        .map_err(|error| match error {
            StoreError::Conflict { .. } => StoreError::LookupTaken { kind: place.kind },
            error => error,
        })
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

/// Where hashes lead, by the recent ones: one by one for few, all of them for many.
async fn find_recent(
    link: &mut Link,
    place: Place,
    hashes: &[[u8; 16]],
    found: &mut BTreeSet<Lookup>,
) -> Result<(), StoreError> {
    if hashes.len() >= RUN_MIN {
        let wanted: BTreeSet<_> = hashes.iter().collect();
        let rows = recent(link, place).await?;
        let rows = rows.into_iter().filter(|row| wanted.contains(&row.hash));
        found.extend(rows.map(|row| Lookup {
            hash: row.hash,
            target: row.target,
        }));
        return Ok(());
    }
    for hash in hashes {
        let rows = link
            .rows(
                "SELECT kind, hash, target FROM lookup_recent
                 WHERE shard = $1 AND kind = $2 AND hash = $3",
                args![place.shard.0, place.kind.number(), hash],
            )
            .await?;
        for row in &rows {
            let row = RecentRow::take(row)?;
            found.insert(Lookup {
                hash: row.hash,
                target: row.target,
            });
        }
    }
    Ok(())
}
