//! The published checkpoints, under the policy.

use cleanbill_ledger::{Checkpoint, Cosigned, LedgerPolicy, PolicyError, SignedCheckpoint};
use cleanbill_trust::ledger::QUORUM_MIN;

use crate::Finding;

/// How long a ledger may go without a cosigned checkpoint, in seconds.
const STALE_SECS: i64 = 24 * 60 * 60;
/// How far a cosignature may be ahead of the device's clock, in seconds.
const AHEAD_SECS: i64 = 10 * 60;

/// A file of a checkpoint, once it was asked for: nothing where it is not there.
pub(crate) type Head = Option<Result<SignedCheckpoint, Finding>>;

/// Reads a checkpoint that the log signed.
pub(crate) fn read_head(bytes: Option<&[u8]>, policy: &LedgerPolicy) -> Head {
    let signed = SignedCheckpoint::parse(bytes?).map_err(|error| error.code());
    let signed = signed.and_then(|signed| match policy.verify_log_only(&signed) {
        Ok(()) => Ok(signed),
        Err(error) => Err(error.code()),
    });
    Some(signed.map_err(|cause| Finding::Refused { cause }))
}

/// The checkpoints of a ledger.
pub(crate) struct Heads {
    /// The one that is verified: the newest with a quorum; without any, the newest.
    pub(crate) audited: Result<SignedCheckpoint, Finding>,
    /// Who cosigned it and since when, if the quorum did.
    cosigned: Result<Cosigned, Finding>,
    /// The newest one, if that is another.
    pub(crate) newest: Result<Option<Checkpoint>, Finding>,
}

impl Heads {
    pub(crate) fn new(cosigned: Head, newest: Head, policy: &LedgerPolicy) -> Self {
        let audited = cosigned.or_else(|| newest.clone());
        let audited = audited.unwrap_or(Err(Finding::NoCheckpoint));
        let known = audited.as_ref().ok().map(|signed| &signed.checkpoint);
        let newest = newest.transpose().map(|signed| {
            let newest = signed.map(|signed| signed.checkpoint);
            newest.filter(|newest| Some(newest) != known)
        });
        let cosigned = audited.clone().and_then(|signed| {
            policy.verify(&signed).map_err(|error| match error {
                PolicyError::Quorum { found, min } => Finding::Quorum { found, min },
                error => Finding::Refused {
                    cause: error.code(),
                },
            })
        });
        Self {
            audited,
            cosigned,
            newest,
        }
    }

    /// Who cosigned: the names of their keys, which are addresses as a rule.
    pub(crate) fn witnesses(&self, policy: &LedgerPolicy) -> Vec<String> {
        let cosigned = self.cosigned.as_ref();
        let names = cosigned.map_or(&[][..], |cosigned| &cosigned.witnesses);
        let known = policy.witnesses().iter();
        known
            .filter(|witness| names.contains(&witness.name))
            .map(|witness| witness.key.name().to_owned())
            .collect()
    }

    /// When the quorum had signed, Unix seconds; `None` where nobody vouches for a time.
    pub(crate) fn cosigned_at(&self) -> Option<i64> {
        let cosigned = self.cosigned.as_ref().ok();
        cosigned
            .map(|cosigned| cosigned.cosigned_at)
            .filter(|at| *at > 0)
    }

    /// That the log signed it.
    pub(crate) fn check_signature(&self) -> Result<(), Finding> {
        self.audited.as_ref().map(|_| ()).map_err(Clone::clone)
    }

    /// That the quorum cosigned it, and that somebody independent is needed for that.
    pub(crate) fn check_witnesses(
        &self,
        policy: &LedgerPolicy,
        demonstration: bool,
    ) -> Result<(), Finding> {
        self.cosigned.as_ref().map_err(Clone::clone)?;
        let quorum = policy.quorum_min();
        match (quorum < QUORUM_MIN, demonstration) {
            (false, _) => Ok(()),
            (true, true) => Err(Finding::Demonstration),
            (true, false) => Err(Finding::FewWitnesses { quorum }),
        }
    }

    /// That it was cosigned not long ago, by the device's clock in Unix seconds.
    pub(crate) fn check_time(&self, clock: i64) -> Result<(), Finding> {
        self.cosigned.as_ref().map_err(|_| Finding::NotProven)?;
        let at = self.cosigned_at().ok_or(Finding::Demonstration)?;
        if at > clock.saturating_add(AHEAD_SECS) {
            let secs = at.saturating_sub(clock);
            return Err(Finding::Future { secs });
        }
        if at < clock.saturating_sub(STALE_SECS) {
            let hours = clock.saturating_sub(at) / 3_600;
            return Err(Finding::Stale { hours });
        }
        Ok(())
    }
}
