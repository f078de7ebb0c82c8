use std::fmt;

use cleanbill_issuer::publisher::PublishError;
use cleanbill_issuer::staff::{RejectedRow, StaffError};

use crate::staff::to_hex;

/// Something in the registry that is not published, or not as it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// An act that publishes nothing, or not what its rows say; by its hash.
    Act {
        /// The hash, as the row says it.
        hash: [u8; 32],
        /// Why.
        why: PublishError,
    },
    /// An act that waits for the public ledger.
    NotTold {
        /// The hash, as the row says it.
        hash: [u8; 32],
    },
    /// An act of an earlier run that is not there as it was; what it took away stays taken away.
    Lost {
        /// The hash that was signed.
        hash: [u8; 32],
        /// What happened to it.
        why: PublishError,
    },
    /// A row of an office, officer, key or appointment, or an act about them, that makes nobody an
    /// officer.
    Staff {
        /// What sort of row.
        what: &'static str,
        /// Why.
        why: StaffError,
    },
    /// Rows of acts, steps or approvals that cannot be read.
    Unreadable {
        /// How many.
        rows: usize,
    },
    /// Passes that were issued when the universe before was made, and are gone from the registry.
    /// They stay in the universe.
    PassesVanished {
        /// How many.
        passes: u64,
    },
    /// Passes of a time that was closed when the universe before was made: until now the filter
    /// answered at random about them.
    PassesLate {
        /// How many.
        passes: u64,
    },
    /// Passes of an epoch that no key of this machine's register has. They are in no filter.
    UnknownEpoch,
}

impl Finding {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Act { why, .. } | Self::Lost { why, .. } => why.code(),
            Self::Staff { why, .. } => why.code(),
            Self::NotTold { .. } => "publisher.not-told",
            Self::Unreadable { .. } => "publisher.unreadable",
            Self::PassesVanished { .. } => "publisher.passes-vanished",
            Self::PassesLate { .. } => "publisher.passes-late",
            Self::UnknownEpoch => "publisher.unknown-epoch",
        }
    }

    /// Whether somebody has to look at it; the others are acts that wait, or were undone.
    #[must_use]
    pub const fn is_alarm(&self) -> bool {
        match self {
            Self::Act { why, .. } => why.is_alarm(),
            Self::NotTold { .. } => false,
            _ => true,
        }
    }

    pub(super) const fn row_name(row: RejectedRow) -> &'static str {
        match row {
            RejectedRow::Act(_) => "an act about staff",
            RejectedRow::Office(_) => "an office",
            RejectedRow::Officer(_) => "an officer",
            RejectedRow::Key(_) => "an officer's key",
            RejectedRow::Appointment(_) => "an appointment",
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Act { hash, why } => write!(f, "act {}: {why}", to_hex(hash)),
            Self::Lost { hash, why } => {
                write!(f, "act {}: {why}; what it took away stays so", to_hex(hash))
            }
            Self::Staff { what, why } => write!(f, "{what} is not believed: {why}"),
            Self::NotTold { hash } => write!(
                f,
                "act {}: it is not under a cosigned checkpoint yet",
                to_hex(hash)
            ),
            Self::Unreadable { rows } => write!(f, "{rows} rows of acts cannot be read"),
            Self::PassesVanished { passes } => {
                write!(f, "{passes} issued passes are gone from the registry")
            }
            Self::PassesLate { passes } => {
                write!(
                    f,
                    "{passes} passes of a time that was closed were not there before"
                )
            }
            Self::UnknownEpoch => f.write_str("there are passes of a key epoch that is not ours"),
        }
    }
}
