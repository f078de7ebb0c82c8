use cleanbill_redress::filing::FilingError;
use cleanbill_seal::SealError;
use cleanbill_store::StoreError;
use thiserror::Error;

/// Why something is not filed, shown or done. Says nothing of what was filed.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FilingsError {
    /// What is asked breaks a rule.
    #[error(transparent)]
    Rule(#[from] FilingError),
    /// More is filed than is borne.
    #[error("too much is filed just now")]
    Busy {
        /// When to come again, seconds.
        again_secs: u32,
    },
    /// All that is filed without work is used up for now.
    #[error("too much is filed without work just now")]
    Budget {
        /// When to come again, seconds.
        again_secs: u32,
    },
    /// There is no room for contents any more: file the hash.
    #[error("there is no room for contents any more; hashes of recordings are taken")]
    Full,
    /// There is no such filing, or not for whoever asks.
    #[error("there is no such filing")]
    NotFound,
    /// Somebody else did something about it at the same moment.
    #[error("somebody else did something about it just now")]
    Moved,
    /// What is stored is not what this program wrote.
    #[error("what is stored is not what this program wrote")]
    Damaged,
    /// The ledger gives no receipt.
    #[error("the ledger gives no receipt just now")]
    NoReceipt,
    /// The databases.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keys.
    #[error(transparent)]
    Seal(#[from] SealError),
}

impl FilingsError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Rule(error) => error.code(),
            Self::Busy { .. } => "filing.busy",
            Self::Budget { .. } => "filing.budget",
            Self::Full => "filing.full",
            Self::NotFound => "filing.not-found",
            Self::Moved => "filing.moved",
            Self::Damaged => "filing.damaged",
            Self::NoReceipt => "filing.no-receipt",
            Self::Store(error) => error.code(),
            Self::Seal(error) => error.code(),
        }
    }
}
