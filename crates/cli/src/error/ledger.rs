//! What goes wrong with the public ledger.

use std::path::PathBuf;

use cleanbill_trust::ledger::LedgerError;
use cleanbill_verifier::BundleError;
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
    #[error("this authority's bundles are in a ledger, and none is here to be told of a new one")]
    NoneHere,
}

impl LedgerFault {
    pub(crate) const fn hint(&self) -> &'static str {
        match self {
            Self::Refused { error, .. } => hint_of(error),
            Self::OtherPinned => {
                "a list of witnesses changes only by a bundle that proves it was told 30 days \
                 before; to begin anew, remove DATA/trust/ledger by hand"
            }
            Self::NoCheckpoint => "install a bundle that is in a public ledger",
            Self::NoneHere => "publish where the ledger is written",
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
