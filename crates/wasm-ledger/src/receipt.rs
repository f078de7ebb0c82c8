use cleanbill_ledger::receipt::Receipt;
use cleanbill_ledger::{Checkpoint, Hash, LedgerPolicy, TlogProof, leaf_hash};
use serde::Serialize;

use crate::tree::Tree;
use crate::watched::Watched;
use crate::{Fault, Finding, Outcome};

/// A receipt that is looked for: what it promises.
pub(crate) struct Promised {
    checkpoint: Checkpoint,
    index: u64,
    leaf: Hash,
    kind: &'static str,
}

/// What came of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptAnswer {
    /// Whether the published tree holds what it promises.
    pub outcome: Outcome,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<Fault>,
    /// Where the entry lies, from 0, as the receipt says.
    pub index: Option<u64>,
    /// What the entry is.
    pub kind: Option<&'static str>,
}

/// Reads a receipt, under the policy; what is wrong with it, if it proves nothing.
pub(crate) fn read_receipt(text: &str, policy: &LedgerPolicy) -> Result<Promised, Finding> {
    let nothing = |cause| Finding::ProvesNothing { cause };
    let proof = TlogProof::parse(text.as_bytes()).map_err(|error| nothing(error.code()))?;
    let receipt = Receipt::of(&proof).map_err(|error| nothing(error.code()))?;
    let received = Receipt::check(&proof, None, policy).map_err(|error| nothing(error.code()))?;
    Ok(Promised {
        checkpoint: received.cosigned.checkpoint,
        index: received.index,
        leaf: leaf_hash(&receipt.leaf),
        kind: received.leaf.leaf_type().name(),
    })
}

/// What a tree says of a receipt.
pub(crate) fn check_receipt(
    receipt: &Result<Promised, Finding>,
    tree: Option<&Tree>,
) -> ReceiptAnswer {
    let found = receipt.as_ref().map_err(Clone::clone).and_then(|promised| {
        let tree = tree.ok_or(Finding::NotProven)?;
        tree.check_leaf(promised.index, &promised.leaf)?;
        tree.check_begins_with(&promised.checkpoint)
    });
    let promised = receipt.as_ref().ok();
    ReceiptAnswer {
        outcome: found
            .as_ref()
            .err()
            .map_or(Outcome::Passed, Finding::outcome),
        finding: found.err().map(|finding| finding.fault()),
        index: promised.map(|promised| promised.index),
        kind: promised.map(|promised| promised.kind),
    }
}

impl Promised {
    pub(crate) fn watch(&self, watched: &mut Watched) {
        watched.watch_root(self.checkpoint.size);
        watched.watch_leaf(self.index);
    }
}
