use cleanbill_redress::petition::PetitionError;
use cleanbill_store::StoreError;
use thiserror::Error;

/// Why a petition, a voucher or a signature was not taken.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PetitionsError {
    /// What was given is none, or breaks the rules.
    #[error(transparent)]
    Petition(#[from] PetitionError),
    /// There is no such voucher, or another one stands in its place.
    #[error("there is no such voucher")]
    VoucherUnknown,
    /// The voucher was exchanged, on another device or for other messages.
    #[error("the voucher was exchanged already")]
    VoucherUsed,
    /// What was to be signed blindly is not one message for each petition of epoch and region.
    #[error("a voucher is exchanged for all petitions of its epoch and region at once")]
    ExchangeSet,
    /// No threshold is reached that was not answered.
    #[error("no answer is owed: no threshold is reached, or each was answered")]
    NothingOwed,
    /// There is no such petition.
    #[error("there is no such petition")]
    UnknownPetition,
    /// No petition of the epoch is for this region.
    #[error("no petition of this epoch is for this region")]
    UnknownRegion,
    /// Another signature has this serial.
    #[error("another signature has this serial")]
    SerialTaken,
    /// Vouchers of the epoch were exchanged already.
    #[error("vouchers of this epoch were exchanged already: take another epoch")]
    EpochBegun,
    /// The epoch has as many petitions as a voucher can be exchanged for.
    #[error("the epoch is full: take another epoch")]
    EpochFull,
    /// The petition opens on a day that is over, or its epoch is no number.
    #[error("a petition opens today or later, in an epoch from 0 on")]
    Past,
    /// So many vouchers are not made at once.
    #[error("vouchers are made 1 to 100,000 at a time")]
    VoucherCount,
    /// The petition's private key is not here.
    #[error("the petition's key is not here, or cannot be kept")]
    KeyMissing,
    /// A row is not what was written, or a thread broke off.
    #[error("a petition's record is damaged")]
    Broken,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PetitionsError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Petition(error) => error.code(),
            Self::VoucherUnknown => "petition.voucher-unknown",
            Self::VoucherUsed => "petition.voucher-used",
            Self::ExchangeSet => "petition.exchange-set",
            Self::NothingOwed => "petition.nothing-owed",
            Self::UnknownPetition => "petition.unknown",
            Self::UnknownRegion => "petition.unknown-region",
            Self::SerialTaken => "petition.serial-taken",
            Self::EpochBegun => "petition.epoch-begun",
            Self::EpochFull => "petition.epoch-full",
            Self::Past => "petition.past",
            Self::VoucherCount => "petition.voucher-count",
            Self::KeyMissing => "petition.key-missing",
            Self::Broken => "petition.broken",
            Self::Store(error) => error.code(),
        }
    }

    /// What whoever gets it can do.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Petition(_) => "read the sentence, and try again",
            Self::VoucherUnknown => "read the code again, or ask where you got it",
            Self::VoucherUsed => {
                "go on with the device that exchanged it; there is no second vote for a lost one"
            }
            Self::ExchangeSet => "fetch the list of petitions of your epoch and region again",
            Self::UnknownPetition | Self::UnknownRegion => "look at the list of petitions",
            Self::SerialTaken => "make sure that it is your own; it was counted once",
            Self::EpochBegun | Self::EpochFull => "open it in an epoch with vouchers of its own",
            Self::NothingOwed => "wait until a threshold is reached",
            Self::Past => "choose a later first day",
            Self::VoucherCount => "make them in several portions",
            Self::KeyMissing => "whoever runs the service has to bring the key back",
            Self::Broken => "whoever runs the service has to look: nothing was signed",
            Self::Store(_) => "try again later",
        }
    }
}
