use serde::Serialize;

use crate::{Fault, Finding, Outcome, ReceiptAnswer};

/// One question about a ledger, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Which.
    pub name: &'static str,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, where it was not proven.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<Fault>,
}

impl Check {
    pub(crate) fn new(name: &'static str, found: Result<(), Finding>) -> Self {
        Self {
            name,
            outcome: found
                .as_ref()
                .err()
                .map_or(Outcome::Passed, Finding::outcome),
            finding: found.err().map(|finding| finding.fault()),
        }
    }
}

/// The tree that was verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TreeAnswer {
    /// How many entries it has.
    pub size: u64,
    /// Its root, in base64.
    pub root: String,
    /// When the quorum had signed, Unix seconds; nothing where nobody vouches for a time.
    pub cosigned_at: Option<i64>,
    /// Who cosigned, by the names of their keys.
    pub witnesses: Vec<String>,
    /// The checkpoint with its signatures: whatever came of it, this is the evidence.
    pub checkpoint: String,
}

/// How many entries of a kind there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The name of the type of leaf.
    pub kind: &'static str,
    /// How many.
    pub count: u64,
}

/// What came of it all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// `Failed` if anything was refuted; `Undetermined` if anything could not be checked; else
    /// `Passed`.
    pub verdict: Outcome,
    /// The name of the log.
    pub origin: String,
    /// How many witnesses are enough.
    pub quorum: usize,
    /// The tree.
    pub tree: Option<TreeAnswer>,
    /// Question by question.
    pub checks: Vec<Check>,
    /// In the order in which they were given.
    pub receipts: Vec<ReceiptAnswer>,
    /// What lies in the ledger, of what was read.
    pub counts: Vec<Count>,
    /// Whether the checkpoint is one to remember: of a tree that was proven, be it of long ago.
    pub remember: bool,
}

/// What all questions come to. A receipt that proves nothing says nothing of the ledger.
pub(crate) fn verdict(checks: &[Check], receipts: &[ReceiptAnswer]) -> Outcome {
    let mut checked = checks.iter().map(|check| check.outcome);
    let is_broken = receipts.iter().any(|one| one.outcome == Outcome::Failed);
    if is_broken || checked.clone().any(|outcome| outcome == Outcome::Failed) {
        return Outcome::Failed;
    }
    match checked.any(|outcome| outcome == Outcome::Undetermined) {
        true => Outcome::Undetermined,
        false => Outcome::Passed,
    }
}
