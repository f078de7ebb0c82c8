//! Many events become passes: one transaction, made on all cores while the last one is written.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::thread;

use cleanbill_issuer::registry::{
    Changeset, DataKeyRow, HolderId, JobErrorRow, JobId, JobProgress, LookupKind,
};
use cleanbill_seal::DataKey;

use super::doses::Doubts;
use super::line::{IDS_PER_PASS, Line, Made, Whose, document_hash, record_hash};
use crate::AuthorityError;
use crate::entropy::{Drawn, Entropy};
use crate::intake::Intake;

/// Passes of one transaction: enough to pay for its fsync many times over, few enough that a crash
/// loses a tenth of a second's work.
pub(crate) const BATCH_PASSES: usize = 4_096;

/// An event of a batch, with what is known of it.
pub(crate) struct Item {
    /// The number of its row, from 1.
    pub(crate) row: i64,
    pub(crate) intake: Intake,
    pub(crate) hashes: Hashes,
}

/// The hashes of one event, by which it or its holder may be known already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Hashes {
    pub(crate) record: Option<[u8; 16]>,
    pub(crate) document: Option<[u8; 16]>,
}

impl Hashes {
    pub(crate) fn of(line: &Line<'_>, intake: &Intake) -> Self {
        Self {
            record: record_hash(line.ring, line.caller, intake),
            document: document_hash(line.ring, intake),
        }
    }
}

/// A row that did not become a pass, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) row: i64,
    pub(crate) error: AuthorityError,
}

impl Refused {
    pub(crate) const fn new(row: i64, error: AuthorityError) -> Self {
        Self { row, error }
    }

    /// The field at fault, as the template and the API call it.
    fn field(&self) -> &'static str {
        match &self.error {
            AuthorityError::Intake(error) => error.field(),
            _ => "",
        }
    }
}

/// What a batch became.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) made: Vec<(i64, Made)>,
    pub(crate) refused: Vec<Refused>,
    pub(crate) doubts: Doubts,
}

/// Holders that the registry knows, by the hash of a document, with their data keys.
pub(crate) type Known = BTreeMap<[u8; 16], (HolderId, Result<DataKey, cleanbill_seal::SealError>)>;

/// Makes all passes of a batch, on all cores. `ids` is the first of as many keys as the items need
/// ([`IDS_PER_PASS`] each).
///
/// Who occurs twice by the same document is one holder: their further events are made after the
/// first, under the same data key.
pub(crate) fn make_batch(
    line: &Line<'_>,
    items: &[Item],
    known: &Known,
    ids: i64,
    entropy: &dyn Entropy,
) -> Batch {
    let mut seen = BTreeSet::new();
    let is_first = |item: &Item| {
        item.hashes
            .document
            .is_none_or(|hash| known.contains_key(&hash) || seen.insert(hash))
    };
    let mut order: Vec<usize> = (0..items.len()).collect();
    let mut is_later: Vec<bool> = Vec::with_capacity(items.len());
    let mut is_first = is_first;
    is_later.extend(items.iter().map(|item| !is_first(item)));
    order.sort_by_key(|index| is_later.get(*index).copied());
    let firsts = is_later.iter().filter(|later| !**later).count();
    let (firsts, later) = order.split_at(firsts);
    let mut batch = Batch::default();
    make_all(line, items, firsts, known, ids, entropy, &mut batch);
    if !later.is_empty() {
        let fresh = fresh_keys(&mut batch);
        make_all(line, items, later, &fresh, ids, entropy, &mut batch);
    }
    batch
}

/// The data keys of the holders that a batch is the first to know.
fn fresh_keys(batch: &mut Batch) -> Known {
    let mut fresh = Known::new();
    for (_, made) in &mut batch.made {
        let document = made
            .lookups
            .iter()
            .find(|(kind, _)| *kind == LookupKind::Document);
        if let (Some((_, lookup)), Some(key)) = (document, made.data_key.take()) {
            fresh.insert(lookup.hash, (HolderId(lookup.target), Ok(key)));
        }
    }
    fresh
}

/// Makes the items of these indices, a share of them on each core, and keeps their order.
fn make_all(
    line: &Line<'_>,
    items: &[Item],
    indices: &[usize],
    known: &Known,
    ids: i64,
    entropy: &dyn Entropy,
    batch: &mut Batch,
) {
    let make_share = |indices: &[usize]| {
        let mut drawn = Drawn::new(entropy);
        let one = |index: &usize| {
            let item = items.get(*index)?;
            let first = ids + i64::try_from(*index).ok()? * IDS_PER_PASS;
            let made = make_one(line, item, known, first, &mut drawn);
            Some((item.row, made))
        };
        indices.iter().filter_map(one).collect::<Vec<_>>()
    };
    let shares: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = indices
            .chunks(share_of(indices.len()))
            .map(|share| scope.spawn(move || make_share(share)))
            .collect();
        let join = |thread: thread::ScopedJoinHandle<'_, _>| {
            thread.join().unwrap_or_else(|panic| resume_unwind(panic))
        };
        threads.into_iter().map(join).collect()
    });
    for (row, made) in shares.into_iter().flatten() {
        match made {
            Ok(made) => batch.made.push((row, made)),
            Err(error) => batch.refused.push(Refused::new(row, error)),
        }
    }
}

fn make_one(
    line: &Line<'_>,
    item: &Item,
    known: &Known,
    ids: i64,
    drawn: &mut Drawn<'_>,
) -> Result<Made, AuthorityError> {
    let whose = match item.hashes.document.and_then(|hash| known.get(&hash)) {
        None => Whose::New,
        Some((holder, Ok(key))) => Whose::Known(*holder, key),
        Some((_, Err(error))) => return Err(error.clone().into()),
    };
    line.make(&item.intake, item.hashes, whose, ids, drawn)
}

/// What a job's transaction says beside its passes.
pub(crate) struct Progress {
    pub(crate) job: JobId,
    pub(crate) rows_before: i64,
    pub(crate) rows_after: i64,
}

/// The one transaction of a batch; the data keys are kept before it.
pub(crate) fn changeset(
    line: &Line<'_>,
    batch: Batch,
    progress: Option<&Progress>,
) -> (Vec<DataKeyRow>, Changeset) {
    let mut keys = Vec::with_capacity(batch.made.len());
    let mut set = Changeset {
        name: "issue",
        shard: line.shard,
        job: progress.map(|progress| JobProgress {
            job: progress.job,
            rows_before: progress.rows_before,
            rows_after: progress.rows_after,
            good: count(batch.made.len()),
            bad: count(batch.refused.len()),
        }),
        ..Changeset::default()
    };
    set.alarms = batch.doubts.alarms;
    set.holds = batch.doubts.holds;
    let mut holders = BTreeSet::new();
    for (_, made) in batch.made {
        holders.insert(made.pass.holder);
        if let Some((person, key)) = made.person {
            set.persons.push(person);
            keys.push(key);
        }
        set.events.push(made.event);
        set.passes.push(made.pass);
        set.acts.push(made.act);
        set.accesses.push(made.access);
        set.leaves.push(made.leaf);
        for (kind, lookup) in made.lookups {
            set.lookups.entry(kind).or_default().push(lookup);
        }
        let tally = set.tallies.entry(made.tally).or_default();
        tally.issued += 1;
    }
    if !set.acts.is_empty() {
        let hour = i32::try_from(line.now.div_euclid(3_600)).unwrap_or(i32::MAX);
        let done = (count(set.acts.len()), count(holders.len()));
        set.activity.insert((line.caller.officer, hour), done);
    }
    if let Some(progress) = progress {
        set.job_errors = batch
            .refused
            .into_iter()
            .map(|refused| JobErrorRow {
                job: progress.job,
                row: refused.row,
                field: refused.field().to_owned(),
                code: refused.error.code().to_owned(),
            })
            .collect();
    }
    (keys, set)
}

pub(crate) fn count(len: usize) -> i64 {
    i64::try_from(len).unwrap_or(i64::MAX)
}

/// How many of `all` one core takes.
fn share_of(all: usize) -> usize {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    all.div_ceil(cores).max(1)
}

/// Turns each into another, a share on each core, in order.
pub(crate) fn on_all_cores<T: Send, U: Send>(
    mut all: Vec<T>,
    turn: impl Fn(T) -> U + Sync,
) -> Vec<U> {
    let share = share_of(all.len());
    let turn = &turn;
    thread::scope(|scope| {
        let mut threads = Vec::new();
        while !all.is_empty() {
            let rest = all.split_off(share.min(all.len()));
            let mine = std::mem::replace(&mut all, rest);
            threads.push(scope.spawn(move || mine.into_iter().map(turn).collect::<Vec<_>>()));
        }
        let join = |thread: thread::ScopedJoinHandle<'_, Vec<U>>| {
            thread.join().unwrap_or_else(|panic| resume_unwind(panic))
        };
        threads.into_iter().flat_map(join).collect()
    })
}
