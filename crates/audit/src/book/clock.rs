//! When a leaf came into the ledger, as far as the leaves before it tell.

use cleanbill_issuer::act::ActContent;
use cleanbill_issuer::caps::day_of;
use cleanbill_ledger::leaf::Leaf;
use serde::{Deserialize, Serialize};

use super::DAY_SECS;
use crate::finding::LeafFinding;
use crate::findings::Findings;

/// How much older a leaf may say to be than what stands before it, in seconds: two machines'
/// clocks, a transaction that is tried again, a publication that waits for its leaf.
const GRACE_SECS: i64 = 60 * 60;
/// How long a proposed act may wait for its second signature, in days, with a day to spare.
const APPROVE_WITHIN_DAYS: i64 = cleanbill_issuer::act::machine::APPROVE_WITHIN_DAYS + 1;

/// The latest time that a leaf told so far: all that follow came into the ledger no earlier.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Clock {
    seen: i64,
}

/// What a leaf says of its own time, Unix seconds.
struct Said {
    /// It was written no earlier than this.
    from: i64,
    /// It should have been written no later than this.
    until: Option<i64>,
}

impl Clock {
    /// Everything that follows came later than this, Unix seconds.
    pub(crate) fn at_least(&mut self, at: i64) {
        self.seen = self.seen.max(at);
    }

    /// What follows came into the ledger no earlier than this, Unix seconds.
    pub(crate) const fn seen(&self) -> i64 {
        self.seen
    }

    /// The day of it, since 1970-01-01.
    pub(crate) fn day(&self) -> i32 {
        day_of(self.seen)
    }

    /// Holds a leaf's own time against what stands before it. `end` is when the tree was cosigned:
    /// what lies behind it is not believed.
    pub(crate) fn look(&mut self, index: u64, leaf: &Leaf, end: i64, findings: &mut Findings) {
        let Some(said) = said(leaf) else { return };
        if let Some(until) = said.until
            && until.saturating_add(GRACE_SECS) < self.seen
        {
            let hours = self.seen.saturating_sub(until) / 3_600;
            findings.push(LeafFinding::BackDated { index, hours });
        }
        if said.from <= end.saturating_add(GRACE_SECS) {
            self.at_least(said.from);
        }
    }
}

fn said(leaf: &Leaf) -> Option<Said> {
    let start = |day: i32| i64::from(day).saturating_mul(DAY_SECS);
    let exact = |at: i64| Said {
        from: at,
        until: Some(at),
    };
    let within = |day: i32| Said {
        from: start(day),
        until: Some(start(day).saturating_add(DAY_SECS)),
    };
    let after = |day: i32| Said {
        from: start(day),
        until: None,
    };
    Some(match leaf {
        Leaf::Batch(batch) => within(batch.day),
        Leaf::Filing(filing) => within(filing.day),
        Leaf::FilingAnswer(answer) => within(answer.day),
        Leaf::Removal(removal) => within(removal.day),
        Leaf::PetitionAnswer(answer) => within(answer.day),
        Leaf::Act(act) => {
            let signed = act.approvals.iter().map(|approval| approval.at).max();
            exact(signed.or_else(|| Some(ActContent::parse(&act.content).ok()?.at))?)
        }
        Leaf::BlindedAct(act) => Said {
            from: act.at,
            until: Some(act.at.saturating_add(APPROVE_WITHIN_DAYS * DAY_SECS)),
        },
        Leaf::Publication(publication) => exact(publication.issued_at),
        Leaf::Summary(summary) => after(summary.day.saturating_add(1)),
        Leaf::SignerCounter(counter) => after(counter.day),
        Leaf::Opening(opening) => after(opening.week.saturating_add(7)),
        _ => return None,
    })
}
