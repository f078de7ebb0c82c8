//! The check itself.

use cleanbill_ledger::{
    Checkpoint, Hash, LedgerPolicy, SignedCheckpoint, leaf_hash, verify_consistency,
    verify_inclusion,
};

use super::changes::follow;
use super::{Known, LedgerError, QUORUM_MIN};
use crate::set::{CLOCK_SKEW_MAX_SECS, LedgerEvidence, OpenedSet, TargetType};

/// How a set's checkpoint stands to the one that was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Continuity {
    /// None was known.
    First,
    /// It is the known one.
    Same,
    /// It is larger, and the witnesses say that it begins with what they saw before. They are asked
    /// nothing more where there is no network; the known one is kept, for an audit to compare.
    ByWitnesses,
    /// It is larger, and whoever installs it saw the proof that it begins with the known one:
    /// [`Ledgered::check_consistency`].
    Proven,
}

/// That a set is in its ledger, and what to remember of it.
#[derive(Clone, Debug)]
pub struct Ledgered {
    /// The ledger's policy, to be pinned.
    pub policy: LedgerPolicy,
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// The checkpoint with its signatures, as the set carries it.
    pub note: Vec<u8>,
    /// When the quorum had signed it, Unix seconds.
    pub cosigned_at: i64,
    /// Whose cosignatures count.
    pub witnesses: Vec<String>,
    /// The number of the set's leaf.
    pub index: u64,
    /// Whether fewer than [`QUORUM_MIN`] witnesses are enough: a demonstration, no protection.
    pub demonstration: bool,
    /// How the checkpoint stands to the known one.
    pub continuity: Continuity,
}

impl Ledgered {
    /// Whether it was cosigned by `now` (Unix seconds). How old it may be is the set's own expiry,
    /// and nothing else (guarantee G02).
    ///
    /// # Errors
    /// [`LedgerError::FromTheFuture`].
    pub const fn check_time(&self, now: i64) -> Result<(), LedgerError> {
        if self.cosigned_at > now.saturating_add(CLOCK_SKEW_MAX_SECS) {
            return Err(LedgerError::FromTheFuture {
                cosigned_at: self.cosigned_at,
                now,
            });
        }
        Ok(())
    }

    /// Proves that the checkpoint begins with a `known` one (RFC 6962, section 2.1.2).
    ///
    /// # Errors
    /// [`LedgerError::Inconsistent`], and those of [`compare_checkpoints`].
    pub fn check_consistency(&self, known: &Checkpoint, proof: &[Hash]) -> Result<(), LedgerError> {
        let (old, new) = (known, &self.checkpoint);
        if compare_checkpoints(old, new)? == Continuity::Same {
            return Ok(());
        }
        verify_consistency(old.size, &old.root, new.size, &new.root, proof).map_err(|error| {
            LedgerError::Inconsistent {
                known: old.size,
                found: new.size,
                error,
            }
        })
    }
}

/// The policy of the ledger that a set names; `None` if it names none.
///
/// # Errors
/// [`LedgerError::Policy`], [`LedgerError::PolicyNotText`].
pub fn ledger_policy(set: &OpenedSet<'_>) -> Result<Option<LedgerPolicy>, LedgerError> {
    let Ok(text) = set.target(&TargetType::LEDGER_POLICY) else {
        return Ok(None);
    };
    let text = std::str::from_utf8(text).map_err(|_| LedgerError::PolicyNotText)?;
    LedgerPolicy::parse(text)
        .map(Some)
        .map_err(LedgerError::Policy)
}

/// Checks that a set is in its ledger, and that this is the ledger that is known, grown since.
/// `None`: the set names no ledger, and none is known.
///
/// # Errors
/// [`LedgerError`], in this order: policy, witnesses, evidence, checkpoint, inclusion, continuity.
pub fn check_ledgered(set: &OpenedSet<'_>, known: &Known) -> Result<Option<Ledgered>, LedgerError> {
    let pin = known.pin.as_ref();
    let Some(policy) = ledger_policy(set)? else {
        return match pin {
            Some(_) => Err(LedgerError::NotLedgered),
            None => Ok(None),
        };
    };
    let quorum = policy.quorum_min();
    if quorum < QUORUM_MIN && !known.demonstration {
        return Err(LedgerError::NoIndependentWitnesses { quorum });
    }
    if let Some(pin) = pin
        && pin.policy.digest() != policy.digest()
    {
        if pin.policy.origin() != policy.origin() {
            return Err(LedgerError::OtherLog);
        }
        let changes = set.target(&TargetType::LEDGER_CHANGES).ok();
        let issued_at = set.manifest().issued_at;
        follow(&pin.policy, &policy, changes, issued_at).map_err(LedgerError::PolicyChanged)?;
    }
    let evidence = set.manifest().ledger.as_ref();
    let evidence = evidence.ok_or(LedgerError::NoEvidence)?;
    let mut ledgered = prove(set, evidence, policy)?;
    if let Some(seen) = pin.and_then(|pin| pin.checkpoint.as_ref()) {
        ledgered.continuity = compare_checkpoints(seen, &ledgered.checkpoint)?;
    }
    Ok(Some(ledgered))
}

/// Checkpoint and inclusion, as if nothing were known.
fn prove(
    set: &OpenedSet<'_>,
    evidence: &LedgerEvidence,
    policy: LedgerPolicy,
) -> Result<Ledgered, LedgerError> {
    let signed =
        SignedCheckpoint::parse(&evidence.checkpoint).map_err(LedgerError::UnreadableCheckpoint)?;
    let cosigned = policy.verify(&signed).map_err(LedgerError::Checkpoint)?;
    let inclusion = evidence.inclusion();
    let inclusion = inclusion.ok_or(LedgerError::UnreadableEvidence)?;
    let checkpoint = cosigned.checkpoint;
    verify_inclusion(
        &leaf_hash(&set.leaf().encode()),
        inclusion.index,
        checkpoint.size,
        &inclusion.hashes,
        &checkpoint.root,
    )
    .map_err(LedgerError::NotIncluded)?;
    Ok(Ledgered {
        demonstration: policy.quorum_min() < QUORUM_MIN,
        policy,
        checkpoint,
        note: evidence.checkpoint.clone(),
        cosigned_at: cosigned.cosigned_at,
        witnesses: cosigned.witnesses,
        index: inclusion.index,
        continuity: Continuity::First,
    })
}

/// How a checkpoint stands to a `known` one of the same log.
///
/// # Errors
/// [`LedgerError::OtherLog`], [`LedgerError::Rollback`], [`LedgerError::SplitView`].
pub fn compare_checkpoints(
    known: &Checkpoint,
    found: &Checkpoint,
) -> Result<Continuity, LedgerError> {
    if known.origin != found.origin {
        return Err(LedgerError::OtherLog);
    }
    if found.size < known.size {
        return Err(LedgerError::Rollback {
            known: known.size,
            found: found.size,
        });
    }
    if found.size > known.size {
        return Ok(Continuity::ByWitnesses);
    }
    if found.root != known.root {
        return Err(LedgerError::SplitView { size: known.size });
    }
    Ok(Continuity::Same)
}
