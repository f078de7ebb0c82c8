//! Keeping look-ups quick: recent hashes become runs, and runs become larger ones.

use cleanbill_issuer::registry::{Lookup, LookupKind, Shard};

use super::{ChunkRow, NewRun, Place, UNREADABLE_RUN, hold_runs, recent, runs};
use crate::database::Tries;
use crate::link::{Link, args};
use crate::lookup::{Merge, Run, Step, plan_merge};
use crate::table::Stored;
use crate::{Store, StoreError};

/// So many recent hashes of a kind are moved into a run.
const RECENT_MAX: u32 = 8_192;

impl Store {
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
