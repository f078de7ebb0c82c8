//! Whether something was filed, and when: looked for in the published ledger by its hash.

use cleanbill_ledger::leaf::{Done, Filing, Leaf};
use cleanbill_ledger::{Hash, LedgerPolicy};

use crate::AuditError;
use crate::audit::policy;
use crate::finding::Finding;
use crate::findings::Findings;
use crate::log::{Edge, Walk, Watched, read_heads, walk};
use crate::source::Source;

/// A filing of what was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archived {
    /// The number of its entry.
    pub index: u64,
    /// What the ledger says of it.
    pub filing: Filing,
    /// The day of its answer.
    pub answered_on: Option<i32>,
}

/// What came of a search.
#[derive(Clone, Debug)]
pub struct Search {
    /// The log's origin.
    pub origin: String,
    /// How many entries the tree has that was read.
    pub size: u64,
    /// When its quorum had signed it, Unix seconds.
    pub cosigned_at: Option<i64>,
    /// By whom.
    pub witnesses: Vec<String>,
    /// Whether every entry was read, and all come to the signed root: only then is it known that
    /// what was not found is not there.
    pub is_whole: bool,
    /// The filings, in their order.
    pub found: Vec<Archived>,
    /// What is wrong with the ledger.
    pub findings: Vec<Finding>,
}

/// What is searched for, and where.
pub struct SearchRequest<'a> {
    /// Where the authority publishes.
    pub source: &'a dyn Source,
    /// Which log and witnesses are believed; the source's own word if `None`.
    pub policy: Option<LedgerPolicy>,
    /// SHA-256 of the content.
    pub digest: Hash,
    /// This machine's time, Unix seconds.
    pub now: i64,
    /// Told how many leaves were read, and how many there are.
    pub progress: &'a dyn Fn(u64, u64),
}

/// Reads the whole ledger, holds it against its signed root, and gives the open filings of this
/// content. What was filed sealed is found by nobody but who has its receipt.
///
/// # Errors
/// [`AuditError`], if it cannot be read, or is none.
pub fn search(request: &SearchRequest<'_>) -> Result<Search, AuditError> {
    let mut findings = Findings::default();
    let policy = policy(request.source, request.policy.as_ref(), &mut findings)?;
    let heads = read_heads(request.source, &policy, request.now, &mut findings)?;
    let path = "ledger/checkpoint";
    let heads = heads.ok_or(AuditError::NoLedger { path })?;
    let tree = &heads.audited.checkpoint;
    let way = Walk {
        source: request.source,
        start: Edge::default(),
        size: tree.size,
        root: tree.root,
    };
    let read = |_: u64, entry: &[u8]| Ok(Leaf::parse(entry).ok().filter(is_of_filing));
    let mut found: Vec<Archived> = Vec::new();
    let mut watched = Watched::default();
    let walked = walk(
        &way,
        &mut watched,
        &mut findings,
        &read,
        &mut |entry, _, _| {
            (request.progress)(entry.index + 1, tree.size);
            match entry.read {
                Some(Leaf::Filing(filing)) if filing.commitment == request.digest => {
                    found.push(Archived {
                        index: entry.index,
                        filing,
                        answered_on: None,
                    });
                }
                Some(Leaf::FilingAnswer(told)) if matches!(told.done, Done::Answered(_)) => {
                    let place = found.binary_search_by_key(&told.filing, |one| one.index);
                    if let Some(one) = place.ok().and_then(|place| found.get_mut(place)) {
                        one.answered_on.get_or_insert(told.day);
                    }
                }
                _ => {}
            }
            Ok(())
        },
    )?;
    Ok(Search {
        origin: policy.origin().to_owned(),
        size: tree.size,
        cosigned_at: heads.cosigned_at,
        witnesses: heads.witnesses.clone(),
        is_whole: walked.whole,
        found,
        findings: findings.finish().0,
    })
}

fn is_of_filing(leaf: &Leaf) -> bool {
    matches!(leaf, Leaf::Filing(_) | Leaf::FilingAnswer(_))
}
