//! What a verifier knows of a ledger before it looks at a set.

use cleanbill_ledger::{Checkpoint, LedgerPolicy};

/// The ledger that an authority's sets have to be in.
#[derive(Clone, Debug)]
pub struct LedgerPin {
    /// The log's key, the witnesses, and how many of them are needed.
    pub policy: LedgerPolicy,
    /// The newest checkpoint that was seen under it; `None` if there was none yet.
    pub checkpoint: Option<Checkpoint>,
}

/// What a verifier knows.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// `None`: no set of this authority named a ledger yet. Then one without a ledger is taken as
    /// it was before there were ledgers, and one with a ledger pins it.
    pub pin: Option<LedgerPin>,
    /// Whether this is a demonstration, in which fewer than [`QUORUM_MIN`](super::QUORUM_MIN)
    /// witnesses are enough. Whoever looks is told so.
    pub demonstration: bool,
}

impl Known {
    /// Nothing; for whoever publishes, and looks at a set as at the first one.
    #[must_use]
    pub const fn nothing(demonstration: bool) -> Self {
        Self {
            pin: None,
            demonstration,
        }
    }
}
