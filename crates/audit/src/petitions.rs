//! The recount of petitions from published files alone.
//!
//! The whole ledger is walked, so that every leaf is under the cosigned root; then each batch that
//! a leaf names is fetched and verified by whichever thread is free.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use cleanbill_ledger::LedgerPolicy;
use cleanbill_ledger::leaf::Leaf;
use cleanbill_ledger::object::{object_digest, object_path};
use cleanbill_redress::petition::{
    AnswerToCheck, Batch, BatchToVerify, Counted, PetitionId, Recount, RecountFinding,
    TEXT_MAX_BYTES, VerifiedBatch,
};

use crate::audit::policy;
use crate::finding::{Finding, Severity};
use crate::findings::Findings;
use crate::log::{Edge, Heads, PREFIX, Walk, Watched, read_heads, walk};
use crate::read::is_too_large;
use crate::source::{Source, SourceError};
use crate::{AuditError, LogFinding};

/// What is to be recounted, and by what.
pub struct CountRequest<'a> {
    /// Where the authority publishes.
    pub source: &'a dyn Source,
    /// Which log and witnesses are believed; the source's own word if `None`.
    pub policy: Option<LedgerPolicy>,
    /// One petition alone.
    pub only: Option<PetitionId>,
    /// This machine's time, Unix seconds.
    pub now: i64,
    /// Told how many signatures were verified, and how many there are.
    pub progress: &'a dyn Fn(u64, u64),
}

/// What came of a recount.
#[derive(Debug, Clone)]
pub struct PetitionCount {
    /// The name of the ledger.
    pub origin: String,
    /// How many leaves were read.
    pub size: u64,
    /// When the quorum had signed them, Unix seconds.
    pub cosigned_at: Option<i64>,
    /// Who cosigned.
    pub witnesses: Vec<String>,
    /// The petitions, in the order of their names.
    pub counted: Vec<Counted>,
    /// What is wrong with them, the gravest first.
    pub findings: Vec<RecountFinding>,
    /// What is wrong with the ledger, the gravest first.
    pub log: Vec<Finding>,
}

impl PetitionCount {
    /// Whether what was counted can be relied on: nothing is missing, and nothing is proven against
    /// the operator.
    #[must_use]
    pub fn holds(&self) -> bool {
        use cleanbill_redress::petition::Weight;
        let is_grave = |finding: &RecountFinding| finding.weight() > Weight::Note;
        let is_proof = |finding: &Finding| finding.severity() >= Severity::Omission;
        !self.findings.iter().any(is_grave) && !self.log.iter().any(is_proof)
    }
}

/// Recounts the petitions of a ledger.
///
/// # Errors
/// [`AuditError`], if it could not be done. Whatever is wrong with the petitions is in the result.
pub fn count_petitions(request: &CountRequest<'_>) -> Result<PetitionCount, AuditError> {
    let mut findings = Findings::default();
    let policy = policy(request.source, request.policy.as_ref(), &mut findings)?;
    let heads = read_heads(request.source, &policy, request.now, &mut findings)?;
    let Some(heads) = heads else {
        let path = "ledger/checkpoint";
        return Err(AuditError::NoLedger { path });
    };
    let mut recount = Recount::new(request.only);
    let batches = batches(request.source, &heads, &mut recount, &mut findings)?;
    verify(request, &batches, &mut recount)?;
    check_answers(request.source, &mut recount)?;
    let (counted, found) = recount.finish();
    Ok(PetitionCount {
        origin: policy.origin().to_owned(),
        size: heads.audited.checkpoint.size,
        cosigned_at: heads.cosigned_at,
        witnesses: heads.witnesses,
        counted,
        findings: found,
        log: findings.finish().0,
    })
}

/// Walks the ledger; gives the batches that are to be verified.
fn batches(
    source: &dyn Source,
    heads: &Heads,
    recount: &mut Recount,
    findings: &mut Findings,
) -> Result<Vec<BatchToVerify>, SourceError> {
    let tree = &heads.audited.checkpoint;
    let way = Walk {
        source,
        start: Edge::default(),
        size: tree.size,
        root: tree.root,
    };
    let mut watched = Watched::default();
    if let Some(newest) = &heads.newest {
        watched.root(newest, crate::Shown::Newest);
    }
    let mut batches = Vec::new();
    // Entries that are no leaves are the audit's matter.
    let read = |_: u64, entry: &[u8]| Ok(Leaf::parse(entry).ok());
    let walked = walk(&way, &mut watched, findings, &read, &mut |entry, _, _| {
        let leaf = entry.read.as_ref();
        batches.extend(leaf.and_then(|leaf| recount.leaf(entry.index, leaf)));
        Ok(())
    })?;
    if !walked.whole {
        findings.push(LogFinding::Root { size: tree.size });
    }
    Ok(batches)
}

/// Fetches and verifies batches, several at once.
fn verify(
    request: &CountRequest<'_>,
    batches: &[BatchToVerify],
    recount: &mut Recount,
) -> Result<(), SourceError> {
    let all = batches
        .iter()
        .map(|batch| u64::from(batch.leaf.count))
        .sum();
    let mut done = 0;
    (request.progress)(done, all);
    let next = AtomicUsize::new(0);
    let workers = request.source.concurrency().clamp(1, batches.len().max(1));
    let (sender, verified) = sync_channel(workers);
    thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next, source) = (sender.clone(), &next, request.source);
            scope.spawn(move || work(source, batches, next, &sender));
        }
        drop(sender);
        for (number, one) in verified {
            recount.take(one?);
            let count = batches.get(number).map_or(0, |batch| batch.leaf.count);
            done += u64::from(count);
            (request.progress)(done, all);
        }
        Ok(())
    })
}

/// Looks whether the texts of answers are there.
fn check_answers(source: &dyn Source, recount: &mut Recount) -> Result<(), SourceError> {
    let answers: Vec<AnswerToCheck> = recount.answers().collect();
    for answer in answers {
        let path = format!("{PREFIX}{}", object_path(&answer.digest));
        let is_there = match source.fetch(&path, TEXT_MAX_BYTES as u64) {
            Ok(text) => text.is_some_and(|text| object_digest(&text) == answer.digest),
            Err(error) if is_too_large(&error) => false,
            Err(error) => return Err(error),
        };
        if !is_there {
            recount.without(&answer);
        }
    }
    Ok(())
}

type Verified = (usize, Result<VerifiedBatch, SourceError>);

/// Takes one batch after another until there is none, or nobody listens.
fn work(
    source: &dyn Source,
    batches: &[BatchToVerify],
    next: &AtomicUsize,
    to: &SyncSender<Verified>,
) {
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let Some(batch) = batches.get(number) else {
            return;
        };
        let path = format!("{PREFIX}{}", object_path(&batch.leaf.batch));
        let verified = match source.fetch(&path, Batch::BYTES_MAX as u64) {
            Ok(object) => Ok(batch.verify(object.as_deref())),
            // Longer than any batch: it is not the one that is named.
            Err(error) if is_too_large(&error) => Ok(batch.verify(Some(&[]))),
            Err(error) => Err(error),
        };
        if to.send((number, verified)).is_err() {
            return;
        }
    }
}
