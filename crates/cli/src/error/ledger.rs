//! What goes wrong with the public ledger.

use std::path::PathBuf;

use cleanbill_ledger::receipt::ReceiptError;
use cleanbill_ledger::{NoteError, PolicyTextError};
use cleanbill_policy::PolicyError;
use cleanbill_sequencer::SequencerError;
use cleanbill_trust::ledger::LedgerError;
use cleanbill_verifier::BundleError;
use cleanbill_witness::AskError;
use thiserror::Error;

/// Why a command that has to do with the ledger could not be done.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum LedgerFault {
    #[error("{path}: {error} [{code}]", path = path.display(), code = error.code())]
    Refused { path: PathBuf, error: LedgerError },
    #[error("another ledger, or another list of witnesses, is pinned on this machine")]
    OtherPinned,
    #[error("no checkpoint of a ledger was seen on this machine")]
    NoCheckpoint,
    #[error("{path}: {error} [{code}]", path = path.display(), code = error.code())]
    Policy {
        path: PathBuf,
        error: PolicyTextError,
    },
    #[error("{path}: {error} [{code}]", path = path.display(), code = error.code())]
    Receipt { path: PathBuf, error: ReceiptError },
    #[error("{path}: {error} [{code}]", path = path.display(), code = error.code())]
    Announced { path: PathBuf, error: PolicyError },
    #[error("{error} [{code}]", code = error.code())]
    Key { error: NoteError },
    #[error("{error} [{code}]", code = error.code())]
    Ask { error: AskError },
    #[error("{error} [{code}]", code = error.code())]
    Sequencer { error: SequencerError },
    #[error("this authority has no ledger")]
    NotBegun,
    #[error("this authority has a ledger already")]
    Begun,
    #[error("{quorum} witnesses have to cosign, which protects nobody")]
    FewWitnesses { quorum: usize },
    #[error("{rows} rows of the registry are no leaves")]
    Rejected { rows: usize },
    #[error("the ledger is kept going by another process")]
    Busy,
    #[error("the witnesses have not cosigned")]
    NoQuorum,
    #[error("the ledger has not given the leaf its place")]
    NotPlaced,
    #[error("that policy is of another log")]
    OtherLog,
    #[error("another list of witnesses is told 30 days before it holds")]
    ShortNotice,
    #[error("the receipt does not say what opens it")]
    NoSecret,
    #[error("what was shown is no pass")]
    NoPass,
    #[error("a hash is 64 hexadecimal digits")]
    NoHash,
    #[error("this authority's bundles are in a ledger, and none is here to be told of a new one")]
    NoneHere,
}

impl LedgerFault {
    pub(crate) const fn hint(&self) -> &'static str {
        match self {
            Self::Refused { error, .. } => hint_of(error),
            Self::OtherPinned => {
                "a list of witnesses changes only by a bundle that proves it was told 30 days \
                 before; to begin anew, remove DATA/trust by hand"
            }
            Self::NoCheckpoint => "install a bundle that is in a public ledger",
            Self::NoneHere => "publish where the ledger is written",
            _ => self.hint_of_own(),
        }
    }
}

impl LedgerFault {
    /// What to do about the authority's own ledger, or a receipt.
    const fn hint_of_own(&self) -> &'static str {
        match self {
            Self::Policy { .. } => "write it as C2SP tlog-policy says",
            Self::Receipt { .. } => "ask whoever gave it for another; keep this one",
            Self::Announced { .. } => "see what is wrong with `cleanbill policy check`",
            Self::Key { .. } => "give a verifier key as its holder publishes it: NAME+HASH+KEY",
            Self::NotBegun => "begin it with `cleanbill ledger init`",
            Self::Begun => "keys are never overwritten; choose another folder with --data",
            Self::FewWitnesses { .. } => {
                "name at least two witnesses with --witness VKEY URL, or say --demo"
            }
            Self::Rejected { .. } => {
                "somebody writes rows who is not this program: look who; what is right goes on"
            }
            Self::Busy => "`cleanbill serve` runs, and does it",
            Self::NoQuorum => {
                "what was told is kept, and is cosigned once the witnesses answer: see `cleanbill \
                 ledger show`, then do it again"
            }
            Self::NotPlaced => "see in the log of the service why the ledger does not go on",
            Self::OtherLog => "a list of witnesses changes, a log and its key never do",
            Self::ShortNotice => "give a later time with --from",
            Self::NoSecret => "ask for a receipt of your own: a public one opens nothing",
            Self::NoPass => "give its text (HC1:…), or a file with it",
            Self::NoHash => "copy it anew",
            Self::Sequencer { error } => match error {
                SequencerError::Behind { .. } => {
                    "restore a newer backup: nothing is signed over a ledger that is shorter than \
                     what is published"
                }
                SequencerError::TwoTrees { .. } | SequencerError::OtherLog(_) => {
                    "two registries publish into one place; find out which is right before \
                     anything else"
                }
                SequencerError::Gone { .. } | SequencerError::Damaged { .. } => {
                    "put the published files back from a mirror"
                }
                _ => "see that database and destination can be reached",
            },
            _ => "try again",
        }
    }
}

/// What to do about a bundle whose content cannot be taken.
pub(super) const fn content_hint(error: &BundleError) -> &'static str {
    match error {
        BundleError::Ledger(error) => hint_of(error),
        _ => "get the bundle again from where it is published",
    }
}

/// What is forged here is forged for somebody: the witnesses should be told.
const fn hint_of(error: &LedgerError) -> &'static str {
    match error {
        LedgerError::SplitView { .. }
        | LedgerError::Inconsistent { .. }
        | LedgerError::Rollback { .. } => {
            "keep this bundle and what `cleanbill trust export-checkpoint FILE` writes, and give \
             both to the witnesses and to `cleanbill audit --compare`"
        }
        LedgerError::NotLedgered | LedgerError::NoEvidence | LedgerError::NotIncluded(_) => {
            "do not use it: it may have been made for you alone; tell the authority and the \
             ledger's witnesses"
        }
        LedgerError::NoIndependentWitnesses { .. } => {
            "for a demonstration, which protects nobody, install it with --demo"
        }
        LedgerError::FromTheFuture { .. } => "the clock of this machine is behind: set it",
        _ => "get the bundle again from where it is published",
    }
}
