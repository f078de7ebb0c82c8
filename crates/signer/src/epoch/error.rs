use std::io::ErrorKind;

use thiserror::Error;

/// Why an epoch gives no signature. Says nothing of what was to be signed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EpochError {
    /// The epoch has not begun.
    #[error("key epoch {number} signs only from {not_before} on (Unix seconds)")]
    NotYet {
        /// Which epoch.
        number: u32,
        /// Its first second, Unix seconds.
        not_before: i64,
    },
    /// The epoch has ended: rotate to the next key.
    #[error("key epoch {number} signed until {not_after} (Unix seconds): rotate to a new key")]
    Over {
        /// Which epoch.
        number: u32,
        /// Its last second, Unix seconds.
        not_after: i64,
    },
    /// The epoch has given all its signatures: rotate to the next key.
    #[error("key epoch {number} has given its {signatures_max} signatures: rotate to a new key")]
    CapReached {
        /// Which epoch.
        number: u32,
        /// How many it gives.
        signatures_max: u64,
    },
    /// Another process signs with this counter, or another part of this one.
    #[error("the signature counter is in use by another process")]
    CounterInUse,
    /// There is no counter. It is not begun again by itself: it was deleted, or never made.
    #[error("there is no signature counter")]
    CounterMissing,
    /// There is a counter already, and it is not begun again.
    #[error("there is a signature counter already")]
    CounterExists,
    /// Not a counter of ours, or a damaged one.
    #[error("the signature counter cannot be understood")]
    CounterMalformed,
    /// The counter of another key.
    #[error("the signature counter belongs to another key")]
    CounterForeign,
    /// The counter says less than is known to have been signed: an older file was put in its place.
    #[error("the signature counter says {found}, and {floor} signatures are known")]
    CounterRolledBack {
        /// What the file says.
        found: u64,
        /// What it must say at least.
        floor: u64,
    },
    /// Somebody else wrote to the counter while it was in use here.
    #[error("the signature counter was changed by somebody else")]
    CounterChanged,
    /// The counter could not be read.
    #[error("the signature counter cannot be read: {kind}")]
    CounterRead {
        /// Why, in the words of the operating system.
        kind: ErrorKind,
    },
    /// The counter could not be written; nothing is signed that was not counted.
    #[error("the signature counter cannot be written: {kind}")]
    CounterWrite {
        /// Why, in the words of the operating system.
        kind: ErrorKind,
    },
}

impl EpochError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotYet { .. } => "epoch.not-yet",
            Self::Over { .. } => "epoch.over",
            Self::CapReached { .. } => "epoch.cap-reached",
            Self::CounterInUse => "epoch.counter-in-use",
            Self::CounterMissing => "epoch.counter-missing",
            Self::CounterExists => "epoch.counter-exists",
            Self::CounterMalformed => "epoch.counter-malformed",
            Self::CounterForeign => "epoch.counter-foreign",
            Self::CounterRolledBack { .. } => "epoch.counter-rolled-back",
            Self::CounterChanged => "epoch.counter-changed",
            Self::CounterRead { .. } => "epoch.counter-read",
            Self::CounterWrite { .. } => "epoch.counter-write",
        }
    }

    /// Whether a new key epoch is what helps.
    #[must_use]
    pub const fn asks_for_rotation(&self) -> bool {
        matches!(self, Self::Over { .. } | Self::CapReached { .. })
    }
}
