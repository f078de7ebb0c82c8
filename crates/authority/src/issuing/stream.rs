//! A stream of events becomes passes, batch after batch; the next is made while one is written.

use std::collections::BTreeSet;
use std::sync::Arc;

use cleanbill_issuer::registry::{
    AccessId, AccessRow, HolderId, IdempotencyRow, JobId, LookupKind, Shard,
};
use cleanbill_issuer::staff::{Purpose, Source};
use cleanbill_seal::{PublicId, SealError};
use tokio::task::JoinHandle;

use super::batch::{
    BATCH_PASSES, Batch, Hashes, Item, Known, Progress, Refused, changeset, make_batch,
};
use super::line::{IDS_PER_PASS, Line, hash_after_erasure};
use crate::authority::Inner;
use crate::forms::InForm;
use crate::intake::{IntakeError, Told};
use crate::{Authority, AuthorityError, Caller};

/// Where an import reads its events from, row by row, from 1.
pub(crate) trait Events: Send + 'static {
    /// The next row; `None` at the end.
    fn next(&mut self) -> Result<Option<Result<Told, IntakeError>>, AuthorityError>;
    /// Passes over a row that was taken before; whether there was one.
    fn skip(&mut self) -> Result<bool, AuthorityError>;
}

/// How far an import is, for a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progressing {
    /// Rows read, those of earlier runs included.
    pub rows: i64,
    /// Rows that became passes in this run.
    pub good: i64,
    /// Rows that did not.
    pub bad: i64,
}

/// How an import ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobEnd {
    /// The job, by which its rows that were not taken are asked for.
    pub job: PublicId,
    /// What was done in this run.
    pub progress: Progressing,
    /// Whether all of it was done before this run.
    pub was_done: bool,
}

/// All that a batch is made with, owned, so that it can be handed from thread to thread.
#[derive(Clone)]
pub(crate) struct Setting {
    pub(crate) inner: Arc<Inner>,
    pub(crate) caller: Caller,
    pub(crate) source: Source,
    pub(crate) now: i64,
    /// In which form the events of a stream become passes.
    pub(crate) stream_form: InForm,
}

impl Setting {
    pub(crate) fn shard(&self) -> Shard {
        self.inner.shard
    }

    pub(crate) fn line(&self) -> Line<'_> {
        Line {
            ring: &self.inner.ring,
            signing: self.inner.signing(),
            caller: &self.caller,
            source: self.source,
            shard: self.inner.shard,
            now: self.now,
        }
    }
}

/// The first batch of a run; each next one is twice as large. An import shows early that it goes
/// on, and one that is stopped again and again gets to its end.
const FIRST_BATCH_PASSES: usize = 256;

/// Rows read but not yet looked up.
pub(crate) struct Chunk {
    pub(crate) items: Vec<Item>,
    pub(crate) refused: Vec<Refused>,
    /// Rows read so far, from the first.
    pub(crate) rows: i64,
}

/// Reads up to a batch of rows and checks them; rows that cannot be taken are refused here.
pub(crate) fn read_chunk<E: Events>(
    setting: &Setting,
    mut events: E,
    rows_before: i64,
    rows_max: usize,
) -> Result<(E, Chunk), AuthorityError> {
    let line = setting.line();
    let mut told = Vec::with_capacity(rows_max);
    let mut refused = Vec::new();
    let mut row = rows_before;
    while told.len() + refused.len() < rows_max {
        let Some(next) = events.next()? else { break };
        row += 1;
        match next {
            Ok(mut next) => {
                next.form.clone_from(&setting.stream_form);
                told.push((row, next));
            }
            Err(error) => refused.push(Refused::new(row, error.into())),
        }
    }
    let check = |(row, told): (i64, Told)| match told.check() {
        Ok(intake) => Ok(Item {
            row,
            hashes: Hashes::of(&line, &intake),
            intake,
        }),
        Err(error) => Err(Refused::new(row, error.into())),
    };
    let mut items = Vec::with_capacity(told.len());
    for checked in super::batch::on_all_cores(told, check) {
        match checked {
            Ok(item) => items.push(item),
            Err(error) => refused.push(error),
        }
    }
    let chunk = Chunk {
        items,
        refused,
        rows: row,
    };
    Ok((events, chunk))
}

/// A chunk that is being read.
struct Reading<E>(JoinHandle<Result<(E, Chunk), AuthorityError>>);

impl<E: Events> Reading<E> {
    fn begin(setting: &Setting, events: E, rows_before: i64, rows_max: usize) -> Self {
        let setting = setting.clone();
        let read = move || read_chunk(&setting, events, rows_before, rows_max);
        Self(tokio::task::spawn_blocking(read))
    }

    async fn end(self) -> Result<(E, Chunk), AuthorityError> {
        self.0.await.map_err(|_| AuthorityError::Damaged)?
    }
}

impl Authority {
    /// Issues a pass for every event, from row `rows_before` of the job on. While one batch is
    /// written the next one is made, and the one after it read.
    pub(crate) async fn issue_stream<E: Events>(
        &self,
        setting: Setting,
        job: JobId,
        events: E,
        rows_before: i64,
        report: impl FnMut(Progressing) + Send,
    ) -> Result<Progressing, AuthorityError> {
        let mut writing = None;
        let events = skip_rows(events, rows_before).await?;
        let rows = (job, rows_before);
        let streamed = self.stream(&setting, rows, events, report, &mut writing);
        let streamed = streamed.await;
        // Whatever ended the stream, what was made before is kept.
        finish(&mut writing).await?;
        streamed
    }

    async fn stream<E: Events>(
        &self,
        setting: &Setting,
        (job, rows_before): (JobId, i64),
        events: E,
        mut report: impl FnMut(Progressing) + Send,
        writing: &mut Option<Writing>,
    ) -> Result<Progressing, AuthorityError> {
        let mut done = Progressing {
            rows: rows_before,
            ..Progressing::default()
        };
        // Where doses are counted against deliveries, the count must be in before the next batch.
        let is_counted = self.inner.store.has_deliveries().await?;
        let mut rows_max = FIRST_BATCH_PASSES;
        let mut reading = Reading::begin(setting, events, rows_before, rows_max);
        loop {
            let before = done.rows;
            let (events, chunk) = reading.end().await?;
            if chunk.rows == before {
                return Ok(done);
            }
            done.rows = chunk.rows;
            rows_max = BATCH_PASSES.min(rows_max * 2);
            reading = Reading::begin(setting, events, done.rows, rows_max);
            let concerns = |writing: &Writing| is_counted || writing.concerns(&chunk.items);
            if writing.as_ref().is_some_and(concerns) {
                finish(writing).await?;
            }
            let hashes = written_hashes(&chunk.items);
            let batch = self.make_chunk(setting, chunk).await?;
            done.good += super::batch::count(batch.made.len());
            done.bad += super::batch::count(batch.refused.len());
            finish(writing).await?;
            let keeping = setting.clone();
            let progress = Progress {
                job,
                rows_before: before,
                rows_after: done.rows,
            };
            let handle = tokio::spawn(async move { keep(&keeping, batch, Some(progress)).await });
            *writing = Some(Writing { hashes, handle });
            report(done);
        }
    }

    /// Finds out who is known, and makes the passes.
    pub(crate) async fn make_chunk(
        &self,
        setting: &Setting,
        mut chunk: Chunk,
    ) -> Result<Batch, AuthorityError> {
        self.refuse_taken(setting, &mut chunk).await?;
        let doubts = self
            .weigh_doses(setting, &mut chunk.items, &mut chunk.refused)
            .await?;
        let known = self.known_holders(setting, &mut chunk.items).await?;
        let count = chunk.items.len() as i64 * IDS_PER_PASS;
        let ids = self.reserve(count).await?;
        let making = setting.clone();
        let made = tokio::task::spawn_blocking(move || {
            let entropy = making.inner.entropy.as_ref();
            let mut batch = make_batch(&making.line(), &chunk.items, &known, ids, entropy);
            batch.refused.append(&mut chunk.refused);
            batch.doubts = doubts;
            batch
        });
        made.await.map_err(|_| AuthorityError::Damaged)
    }

    /// The first of so many keys that nobody else has.
    pub(crate) async fn reserve(&self, count: i64) -> Result<i64, AuthorityError> {
        let count = u32::try_from(count).map_err(|_| AuthorityError::Damaged)?;
        let inner = &self.inner;
        let ids = inner.ids.take(&inner.store, inner.shard, count).await?;
        Ok(ids.start)
    }

    /// Moves the items whose record was taken before, in the registry or above in the batch, to the
    /// refused ones.
    async fn refuse_taken(
        &self,
        setting: &Setting,
        chunk: &mut Chunk,
    ) -> Result<(), AuthorityError> {
        let hashes: Vec<_> = chunk
            .items
            .iter()
            .filter_map(|item| item.hashes.record)
            .collect();
        let found = self.find(setting, LookupKind::Record, &hashes).await?;
        let mut taken: BTreeSet<_> = found.into_iter().map(|(hash, _)| hash).collect();
        let refused = &mut chunk.refused;
        chunk.items.retain(|item| {
            let is_fresh = item.hashes.record.is_none_or(|hash| taken.insert(hash));
            if !is_fresh {
                refused.push(Refused::new(item.row, AuthorityError::AlreadyTaken));
            }
            is_fresh
        });
        Ok(())
    }

    /// The holders that the documents of a batch lead to, with their data keys; that each record is
    /// added to is written down first. Who shows the document of somebody who was erased is
    /// somebody else: from then on another hash leads to them.
    async fn known_holders(
        &self,
        setting: &Setting,
        items: &mut [Item],
    ) -> Result<Known, AuthorityError> {
        let hashes = items.iter().filter_map(|item| item.hashes.document);
        let mut hashes: Vec<_> = hashes.collect();
        let mut known = Known::new();
        let inner = &setting.inner;
        while !hashes.is_empty() {
            let found = self.find(setting, LookupKind::Document, &hashes).await?;
            hashes.clear();
            if found.is_empty() {
                break;
            }
            let first = self.reserve(found.len() as i64).await?;
            let accesses: Vec<_> = found
                .iter()
                .zip(first..)
                .map(|((_, holder), id)| issue_access(setting, AccessId(id), HolderId(*holder)))
                .collect();
            let unsealer = &inner.unsealer;
            let keys = unsealer.keys_for_writing(&inner.ring, inner.shard, &accesses);
            for ((hash, holder), key) in found.iter().zip(keys.await?) {
                if key.as_ref().err() != Some(&SealError::Erased) {
                    known.insert(*hash, (HolderId(*holder), key));
                    continue;
                }
                let next = hash_after_erasure(&inner.ring, hash);
                let shown = items.iter_mut().map(|item| &mut item.hashes.document);
                for document in shown.filter(|document| **document == Some(*hash)) {
                    *document = Some(next);
                }
                hashes.push(next);
            }
        }
        Ok(known)
    }

    /// Which of these hashes lead somewhere, each once.
    pub(crate) async fn find(
        &self,
        setting: &Setting,
        kind: LookupKind,
        hashes: &[[u8; 16]],
    ) -> Result<Vec<([u8; 16], i64)>, AuthorityError> {
        if hashes.is_empty() {
            return Ok(Vec::new());
        }
        let found = self
            .inner
            .store
            .find(setting.inner.shard, kind, hashes)
            .await?;
        let mut seen = BTreeSet::new();
        Ok(found
            .into_iter()
            .map(|lookup| (lookup.hash, lookup.target))
            .filter(|(hash, _)| seen.insert(*hash))
            .collect())
    }
}

fn issue_access(setting: &Setting, id: AccessId, holder: HolderId) -> AccessRow {
    AccessRow {
        id,
        holder,
        officer: setting.caller.officer,
        office: setting.caller.office,
        role: setting.caller.role,
        purpose: Purpose::Issue,
        basis: None,
        act: None,
        at: setting.now,
        visible_at: setting.now,
    }
}

/// Passes over the rows that were taken before.
async fn skip_rows<E: Events>(mut events: E, rows: i64) -> Result<E, AuthorityError> {
    if rows == 0 {
        return Ok(events);
    }
    let skipped = tokio::task::spawn_blocking(move || {
        for _ in 0..rows {
            if !events.skip()? {
                return Err(AuthorityError::Damaged);
            }
        }
        Ok(events)
    });
    skipped.await.map_err(|_| AuthorityError::Damaged)?
}

/// A batch that is being written.
struct Writing {
    hashes: BTreeSet<[u8; 16]>,
    handle: JoinHandle<Result<(), AuthorityError>>,
}

impl Writing {
    /// Whether one of these items may depend on what is being written.
    fn concerns(&self, items: &[Item]) -> bool {
        let hashes = |item: &Item| [item.hashes.record, item.hashes.document];
        let mut all = items.iter().flat_map(hashes).flatten();
        all.any(|hash| self.hashes.contains(&hash))
    }
}

fn written_hashes(items: &[Item]) -> BTreeSet<[u8; 16]> {
    let hashes = |item: &Item| [item.hashes.record, item.hashes.document];
    items.iter().flat_map(hashes).flatten().collect()
}

async fn finish(writing: &mut Option<Writing>) -> Result<(), AuthorityError> {
    match writing.take() {
        None => Ok(()),
        Some(writing) => writing.handle.await.map_err(|_| AuthorityError::Damaged)?,
    }
}

/// Keeps a batch: the data keys first, then everything else in one transaction.
pub(crate) async fn keep(
    setting: &Setting,
    batch: Batch,
    progress: Option<Progress>,
) -> Result<(), AuthorityError> {
    keep_with(setting, batch, progress, None).await
}

/// As [`keep`], with the answer to a request.
pub(crate) async fn keep_with(
    setting: &Setting,
    batch: Batch,
    progress: Option<Progress>,
    idempotency: Option<IdempotencyRow>,
) -> Result<(), AuthorityError> {
    let (keys, mut set) = changeset(&setting.line(), batch, progress.as_ref());
    set.idempotency = idempotency;
    let inner = &setting.inner;
    if !keys.is_empty() {
        inner.unsealer.keep(inner.shard, &keys).await?;
    }
    inner.store.apply(&set).await?;
    inner.store.tend_lookups(inner.shard).await?;
    Ok(())
}
