//! When the records of an authority may be purged.

use super::Unmet;

/// The setting by which two offices decide the purge: from when on, Unix seconds; 0 takes it back.
pub const PURGE_FROM: &str = "sunset.purge-from";
/// How long the decision is in the public ledger before anything is purged, seconds: 30 days in
/// which people fetch what they want to keep.
pub const NOTICE_SECS: i64 = 30 * 86_400;
/// How long after its end a policy can be continued by another, seconds: 14 days, as policies are
/// counted (guarantee G13).
pub const CONTINUED_SECS: i64 = 14 * 86_400;
/// How long a rehearsal counts, seconds: 30 days.
pub const REHEARSAL_MAX_SECS: i64 = 30 * 86_400;

/// The newest act of two offices in force that sets [`PURGE_FROM`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// The hash of the act.
    pub act: [u8; 32],
    /// When it was proposed, Unix seconds.
    pub at: i64,
    /// From when on, Unix seconds; 0 where it takes an earlier one back.
    pub from: i64,
}

impl Decision {
    /// From when on the records may be purged, Unix seconds; `None` where it was taken back.
    #[must_use]
    pub fn earliest(&self) -> Option<i64> {
        (self.from > 0).then(|| self.from.max(self.at.saturating_add(NOTICE_SECS)))
    }
}

/// What came of trying the purge on a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rehearsal {
    /// The founding act of the copy.
    pub founding: [u8; 32],
    /// When, Unix seconds.
    pub at: i64,
    /// Whether nothing was left that opens.
    pub is_clean: bool,
}

/// What is known of a registry and of what its authority published. Times are Unix seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurgeFacts {
    /// The founding act.
    pub founding: [u8; 32],
    /// The decision of two offices.
    pub decision: Option<Decision>,
    /// Whether a signed set is installed, so that policies are known.
    pub has_set: bool,
    /// The latest end of a policy of that set.
    pub policies_end: Option<i64>,
    /// The rehearsal.
    pub rehearsal: Option<Rehearsal>,
}

/// What stands in the way of purging the records at `now`; empty where nothing does.
#[must_use]
pub fn unmet_to_purge(facts: &PurgeFacts, now: i64) -> Vec<Unmet> {
    let mut unmet = Vec::new();
    match facts.decision.and_then(|decision| decision.earliest()) {
        None => unmet.push(Unmet::NotDecided),
        Some(from) if from > now => unmet.push(Unmet::NotYet { from }),
        Some(_) => {}
    }
    if !facts.has_set {
        unmet.push(Unmet::NoSet);
    }
    if let Some(until) = facts.policies_end {
        let continued = until.saturating_add(CONTINUED_SECS);
        if until > now {
            unmet.push(Unmet::PolicyInForce { until });
        } else if continued > now {
            unmet.push(Unmet::PolicyContinues { until: continued });
        }
    }
    match facts.rehearsal {
        None => unmet.push(Unmet::NotRehearsed),
        Some(rehearsal) => {
            if rehearsal.founding != facts.founding {
                unmet.push(Unmet::RehearsedElsewhere);
            }
            let age = now.saturating_sub(rehearsal.at);
            if !(0..=REHEARSAL_MAX_SECS).contains(&age) {
                unmet.push(Unmet::RehearsalOld);
            }
            if !rehearsal.is_clean {
                unmet.push(Unmet::RehearsalFailed);
            }
        }
    }
    unmet
}
