use cleanbill_cose::record::WireError;
use thiserror::Error;

/// Why a voucher, a signature or a petition is none.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PetitionError {
    /// A voucher's code has too few or too many characters.
    #[error("a voucher has 28 letters and digits; this has {found}")]
    VoucherLength {
        /// How many were read; counting stops beyond 99.
        found: usize,
    },
    /// A voucher's code has a character that none has.
    #[error("character {position} of the voucher is no letter or digit of a voucher")]
    VoucherCharacter {
        /// From 1, hyphens and spaces not counted.
        position: usize,
    },
    /// The check characters of a voucher's code do not fit the others.
    #[error("the voucher was mistyped: its last two characters do not fit the others")]
    VoucherCheck,
    /// The key of a petition is none of the kind that petitions have.
    #[error("the petition's key is not an RSA key as petitions have")]
    Key,
    /// What was drawn is not random.
    #[error("the machine's randomness is none")]
    Randomness,
    /// What is to be signed blindly is no number below the modulus.
    #[error("the blinded message is not one for this petition's key")]
    BlindedMessage,
    /// What came back from the operator is no signature.
    #[error("the operator's answer is no signature for this petition")]
    BlindSignature,
    /// The signature is none of this petition.
    #[error("the signature is not one of this petition")]
    Signature,
    /// The petition's days, regions or thresholds contradict each other or the rules.
    #[error("the petition's {} cannot be so", .what.name())]
    Rules {
        /// What of it.
        what: Rule,
    },
    /// A batch of signatures cannot be read.
    #[error("the batch of signatures is broken at entry {entry}")]
    Batch {
        /// From 0; of the head 0.
        entry: usize,
    },
    /// A batch is not the one that the ledger names.
    #[error("the batch of signatures is not the one that the ledger names")]
    OtherBatch,
    /// A record cannot be read.
    #[error("the record cannot be read: {0}")]
    Record(#[from] WireError),
    /// The petition is not open on this day.
    #[error("the petition takes no signatures on this day")]
    NotOpen,
    /// The clock of answers went back, or a step of it is none.
    #[error("the day is before the last one that is known of this petition")]
    DayBehind,
}

cleanbill_cose::closed_list! {
    /// What of a petition is held against the rules.
    Rule {
        /// The days on which it opens and closes.
        Days = 1, "days";
        /// Its regions.
        Regions = 2, "regions";
        /// Its thresholds.
        Thresholds = 3, "thresholds";
        /// Its text.
        Text = 4, "text";
    }
}

impl PetitionError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::VoucherLength { .. } => "petition.voucher-length",
            Self::VoucherCharacter { .. } => "petition.voucher-character",
            Self::VoucherCheck => "petition.voucher-check",
            Self::Key => "petition.key",
            Self::Randomness => "petition.randomness",
            Self::BlindedMessage => "petition.blinded-message",
            Self::BlindSignature => "petition.blind-signature",
            Self::Signature => "petition.signature",
            Self::Rules { .. } => "petition.rules",
            Self::Batch { .. } => "petition.batch",
            Self::OtherBatch => "petition.other-batch",
            Self::Record(error) => error.code(),
            Self::NotOpen => "petition.not-open",
            Self::DayBehind => "petition.day-behind",
        }
    }
}
