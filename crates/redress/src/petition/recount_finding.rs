//! What a recount finds that should not be so.

use thiserror::Error;

use super::{PetitionError, PetitionId};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// To be known; nothing follows from it.
    Note,
    /// The published files are not those that the ledger names: what was counted is not all.
    Missing,
    /// The operator did what it may not: the count does not hold.
    Proof,
}

impl Weight {
    /// The name in JSON and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Missing => "missing",
            Self::Proof => "proof",
        }
    }
}

/// What a recount finds. `index` is the number of an entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RecountFinding {
    /// A petition that breaks the rules.
    #[error("entry {index} opens a petition that cannot be: {error}")]
    Rules {
        /// The entry.
        index: u64,
        /// What is wrong.
        error: PetitionError,
    },
    /// A petition that is in the ledger already.
    #[error("entry {index} opens a petition a second time")]
    Twice {
        /// The entry.
        index: u64,
    },
    /// Two petitions have one key: a voucher gives two signatures for either.
    #[error("petitions {petition} and {other} have the same key")]
    SharedKey {
        /// One.
        petition: PetitionId,
        /// The other.
        other: PetitionId,
    },
    /// Signatures under a petition that is not in the ledger before them.
    #[error("entry {index} has signatures of petition {petition}, which was never opened")]
    UnknownPetition {
        /// The entry.
        index: u64,
        /// The name.
        petition: PetitionId,
    },
    /// An answer to a petition that is not in the ledger before it.
    #[error("entry {index} answers petition {petition}, which was never opened")]
    UnknownAnswer {
        /// The entry.
        index: u64,
        /// The name.
        petition: PetitionId,
    },
    /// An answer that says to be older than what stands before it in the ledger.
    #[error("entry {index} is an answer of an earlier day than what stands before it")]
    AnswerBackDated {
        /// The entry.
        index: u64,
    },
    /// The text of an answer is not there, or is another: it does not count.
    #[error("the answer that entry {index} names is not published")]
    AnswerMissing {
        /// The entry.
        index: u64,
    },
    /// Signatures before the first day, or long after the last.
    #[error("entry {index} has signatures of a day on which the petition takes none")]
    OutsideDays {
        /// The entry.
        index: u64,
    },
    /// Counts of vouchers that shrink.
    #[error("entry {index} counts fewer vouchers of epoch {epoch} than were told before")]
    VouchersShrink {
        /// The entry.
        index: u64,
        /// The epoch.
        epoch: u32,
    },
    /// A batch is not there.
    #[error("the batch that entry {index} names is not published")]
    BatchMissing {
        /// The entry.
        index: u64,
    },
    /// A batch is not the one that the ledger names, or cannot be read.
    #[error("the batch that entry {index} names is another, or broken: {cause}")]
    BatchDiffers {
        /// The entry.
        index: u64,
        /// The code of what is wrong.
        cause: &'static str,
    },
    /// Signatures that do not verify: not counted.
    #[error("{count} signatures of entry {index} are not of the petition")]
    Invalid {
        /// The entry.
        index: u64,
        /// How many.
        count: u64,
    },
    /// Serials that come more than once: counted once.
    #[error("{count} signatures of petition {petition} come more than once")]
    Duplicates {
        /// The petition.
        petition: PetitionId,
        /// How many beyond the first of each.
        count: u64,
    },
    /// More signatures than vouchers were exchanged: the operator signed for itself.
    #[error(
        "petition {petition} has {counted} signatures, and at most {exchanged_max} vouchers were \
         exchanged"
    )]
    Stuffed {
        /// The petition.
        petition: PetitionId,
        /// Valid signatures, each once.
        counted: u64,
        /// The most vouchers that can have been exchanged.
        exchanged_max: u64,
    },
    /// Few people can sign: that one of them did says more.
    #[error("at most {issued_max} people can sign petition {petition}: that is a small group")]
    SmallGroup {
        /// The petition.
        petition: PetitionId,
        /// The most vouchers that there are.
        issued_max: u64,
    },
}

impl RecountFinding {
    /// The stable code of this finding.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Rules { .. } => "recount.rules",
            Self::Twice { .. } => "recount.twice",
            Self::SharedKey { .. } => "recount.shared-key",
            Self::UnknownPetition { .. } => "recount.unknown-petition",
            Self::UnknownAnswer { .. } => "recount.unknown-answer",
            Self::AnswerBackDated { .. } => "recount.answer-back-dated",
            Self::AnswerMissing { .. } => "recount.answer-missing",
            Self::OutsideDays { .. } => "recount.outside-days",
            Self::VouchersShrink { .. } => "recount.vouchers-shrink",
            Self::BatchMissing { .. } => "recount.batch-missing",
            Self::BatchDiffers { .. } => "recount.batch-differs",
            Self::Invalid { .. } => "recount.invalid",
            Self::Duplicates { .. } => "recount.duplicates",
            Self::Stuffed { .. } => "recount.stuffed",
            Self::SmallGroup { .. } => "recount.small-group",
        }
    }

    /// How grave it is.
    #[must_use]
    pub const fn weight(&self) -> Weight {
        match self {
            Self::SmallGroup { .. } | Self::Twice { .. } => Weight::Note,
            Self::BatchMissing { .. } | Self::BatchDiffers { .. } | Self::AnswerMissing { .. } => {
                Weight::Missing
            }
            Self::Rules { .. }
            | Self::SharedKey { .. }
            | Self::UnknownPetition { .. }
            | Self::UnknownAnswer { .. }
            | Self::AnswerBackDated { .. }
            | Self::OutsideDays { .. }
            | Self::VouchersShrink { .. }
            | Self::Invalid { .. }
            | Self::Duplicates { .. }
            | Self::Stuffed { .. } => Weight::Proof,
        }
    }

    /// What whoever finds it can do.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::SmallGroup { .. } => "sign where more people can, if it matters who you are",
            Self::Twice { .. } => "nothing: the second one changes nothing",
            Self::BatchMissing { .. } | Self::BatchDiffers { .. } | Self::AnswerMissing { .. } => {
                "fetch again, or from a mirror; if it stays so, show the entry: it was promised"
            }
            _ => "keep the files and the cosigned checkpoint: they are the proof",
        }
    }
}
