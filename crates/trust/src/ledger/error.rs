//! Why a set is not believed to be in the ledger.

use cleanbill_ledger::{NoteError, PolicyError, PolicyTextError, ProofError};
use thiserror::Error;

use super::{QUORUM_MIN, WITNESS_NOTICE_SECS};
use crate::set::CLOCK_SKEW_MAX_SECS;

/// Why a set is refused for what the ledger says of it, or does not say. None is about a pass.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// A ledger is pinned, and the set names none.
    #[error("the set is in no ledger, and this authority's sets have to be")]
    NotLedgered,
    /// The set names a ledger, and does not prove that it is in it.
    #[error("the set does not prove that it is in its ledger")]
    NoEvidence,
    /// The ledger's policy cannot be read.
    #[error("the ledger's policy cannot be read: {0}")]
    Policy(PolicyTextError),
    /// The ledger's policy is no UTF-8.
    #[error("the ledger's policy is not UTF-8 text")]
    PolicyNotText,
    /// The policy is satisfied by fewer witnesses than two, and this is no demonstration.
    #[error("{quorum} of the ledger's witnesses are enough, and {QUORUM_MIN} is the least")]
    NoIndependentWitnesses {
        /// How many satisfy it.
        quorum: usize,
    },
    /// The policy is not the pinned one, and nothing proves the change.
    #[error("the set's list of witnesses is not the pinned one: {0}")]
    PolicyChanged(ChangeFault),
    /// The checkpoint or the proof of inclusion is not what it should be.
    #[error("the evidence that the set is in its ledger cannot be read")]
    UnreadableEvidence,
    /// The checkpoint is no signed note.
    #[error("the ledger's checkpoint cannot be read: {0}")]
    UnreadableCheckpoint(NoteError),
    /// The log's signature or the quorum of witnesses is not there, or not right.
    #[error("the ledger's checkpoint does not count: {0}")]
    Checkpoint(PolicyError),
    /// The proof of inclusion does not lead from this set's leaf to the checkpoint's root: it is of
    /// another set, or made up.
    #[error("the set is not where it says in its ledger: {0}")]
    NotIncluded(ProofError),
    /// Another log than the pinned one.
    #[error("the set is in another ledger than the pinned one")]
    OtherLog,
    /// The checkpoint is smaller than one that was seen before.
    #[error("the ledger had {known} leaves when it was last seen, and has {found} now")]
    Rollback {
        /// Leaves when it was last seen.
        known: u64,
        /// Leaves now.
        found: u64,
    },
    /// Two trees of one size: the log shows different ones to different people.
    #[error("the ledger shows two different trees of {size} leaves")]
    SplitView {
        /// Leaves in both.
        size: u64,
    },
    /// The larger tree does not begin with the smaller one: the log shows different ones.
    #[error("the ledger's tree of {found} leaves does not begin with the one of {known}: {error}")]
    Inconsistent {
        /// Leaves of the one that was seen.
        known: u64,
        /// Leaves of the new one.
        found: u64,
        /// What is wrong about the proof.
        error: ProofError,
    },
    /// Cosigned more than [`CLOCK_SKEW_MAX_SECS`] after `now`.
    #[error(
        "the ledger's checkpoint is newer than your clock, by more than {CLOCK_SKEW_MAX_SECS} s: \
         check the clock"
    )]
    FromTheFuture {
        /// When the quorum had signed, Unix seconds.
        cosigned_at: i64,
        /// What the clock says, Unix seconds.
        now: i64,
    },
}

/// What is wrong with a change of witnesses.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ChangeFault {
    /// The set proves no change at all.
    #[error("no change was proven")]
    NotProven,
    /// [`TargetType::LEDGER_CHANGES`](crate::set::TargetType::LEDGER_CHANGES) cannot be read.
    #[error("the changes cannot be read")]
    Unreadable,
    /// The changes do not lead from the pinned policy to the set's.
    #[error("the changes do not lead from the pinned list to this one")]
    Gap,
    /// A proof is not of a change of witnesses, or of another one.
    #[error("a proof is of something else")]
    OtherLeaf,
    /// A proof does not hold under the quorum before the change.
    #[error("a change is not in the ledger under the old quorum: {0}")]
    OldQuorum(ProofError),
    /// It was told too late.
    #[error("a change was told {notice_secs} s before, and {WITNESS_NOTICE_SECS} is the least")]
    ShortNotice {
        /// From the cosignatures to the change, in seconds.
        notice_secs: i64,
    },
    /// It is not in force when the set is made.
    #[error("a change is in force only from {from} on")]
    NotYet {
        /// From when on, Unix seconds.
        from: i64,
    },
}

impl LedgerError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotLedgered => "set-ledger.none",
            Self::NoEvidence => "set-ledger.no-evidence",
            Self::Policy(error) => error.code(),
            Self::PolicyNotText => "set-ledger.policy-not-text",
            Self::NoIndependentWitnesses { .. } => "set-ledger.no-independent-witnesses",
            Self::PolicyChanged(fault) => fault.code(),
            Self::UnreadableEvidence => "set-ledger.evidence",
            Self::UnreadableCheckpoint(error) => error.code(),
            Self::Checkpoint(error) => error.code(),
            Self::NotIncluded(_) => "set-ledger.not-included",
            Self::OtherLog => "set-ledger.other-log",
            Self::Rollback { .. } => "set-ledger.rollback",
            Self::SplitView { .. } => "set-ledger.split-view",
            Self::Inconsistent { .. } => "set-ledger.inconsistent",
            Self::FromTheFuture { .. } => "set-ledger.from-the-future",
        }
    }
}

impl ChangeFault {
    /// The stable code of this fault.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotProven => "witness-change.not-proven",
            Self::Unreadable => "witness-change.unreadable",
            Self::Gap => "witness-change.gap",
            Self::OtherLeaf => "witness-change.other-leaf",
            Self::OldQuorum(_) => "witness-change.old-quorum",
            Self::ShortNotice { .. } => "witness-change.short-notice",
            Self::NotYet { .. } => "witness-change.not-yet",
        }
    }
}
