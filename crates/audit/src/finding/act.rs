use thiserror::Error;

use super::Severity;

/// About acts of the authority, and who signed them.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ActFinding {
    /// An act that cannot be read, or is none that may be.
    #[error("the act in leaf {index} is not one [{cause}]")]
    Malformed {
        /// The leaf.
        index: u64,
        /// The code of what is wrong.
        cause: &'static str,
    },
    /// An act that was not signed as its kind asks.
    #[error("the act in leaf {index}, {kind}, is not signed as it must be [{cause}]")]
    Approval {
        /// The leaf.
        index: u64,
        /// The kind of act.
        kind: &'static str,
        /// The code of what is wrong.
        cause: &'static str,
    },
    /// An act about one person, or of a kind that is told in batches, stands open.
    #[error("the act in leaf {index}, {kind}, is of a kind that is not told openly")]
    Open {
        /// The leaf.
        index: u64,
        /// The kind of act.
        kind: &'static str,
    },
    /// A blinded act whose signers could not have signed it.
    #[error("the blinded act in leaf {index} names signers who could not sign it: {why}")]
    BlindedSigners {
        /// The leaf.
        index: u64,
        /// What is wrong.
        why: &'static str,
    },
    /// Acts without a founding act before them.
    #[error("leaf {index} is an act, and no act founded the authority before it")]
    NoFounding {
        /// The leaf.
        index: u64,
    },
    /// More withdrawals on a day than the cap.
    #[error("{count} withdrawals were proposed on day {day}, and {max} is the cap")]
    WithdrawalCap {
        /// Which day, since 1970-01-01.
        day: i32,
        /// How many.
        count: u64,
        /// The cap.
        max: u64,
    },
    /// More passes taken away than the nation's cap allows.
    #[error(
        "edition {edition} takes {added} passes away that the one before did not: {max} may be"
    )]
    NationCap {
        /// Version of the list.
        edition: u32,
        /// How many more.
        added: u64,
        /// How many there may be.
        max: u64,
    },
    /// Signatures were not verified, since the officers of the time before are not known.
    #[error("the signatures of {acts} acts were not checked: what came before was not read")]
    NotChecked {
        /// How many acts.
        acts: u64,
    },
    /// An act that needs no second office, without a signature.
    #[error("the act in leaf {index}, {kind}, bears no signature of who did it")]
    Unsigned {
        /// The leaf.
        index: u64,
        /// The kind of act.
        kind: &'static str,
    },
}

impl ActFinding {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "audit.act-malformed",
            Self::Approval { .. } => "audit.act-approval",
            Self::Open { .. } => "audit.act-open",
            Self::BlindedSigners { .. } => "audit.act-signers",
            Self::NoFounding { .. } => "audit.no-founding",
            Self::WithdrawalCap { .. } => "audit.withdrawal-cap",
            Self::NationCap { .. } => "audit.nation-cap",
            Self::NotChecked { .. } => "audit.acts-not-checked",
            Self::Unsigned { .. } => "audit.act-unsigned",
        }
    }

    /// How much it weighs.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            Self::NotChecked { .. } | Self::Unsigned { .. } => Severity::Note,
            Self::NationCap { .. } => Severity::Anomaly,
            _ => Severity::Proof,
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::NotChecked { .. } => "Audit the whole ledger once, and keep its --state FILE",
            Self::Unsigned { .. } => "Nothing follows from such an act but what others sign",
            Self::NationCap { .. } => {
                "Ask which withdrawal or list touched so many, and who signed"
            }
            _ => "Publish the leaf with its proof, and ask the two offices whether they signed",
        }
    }
}
