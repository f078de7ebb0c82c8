//! That a set is in the public ledger before it has effect (guarantee G06).
//!
//! ```text
//! pinned policy ──► the set's policy: log, witnesses, quorum  by changes, each under the old one
//! the set's policy ──► cosigned checkpoint (label 7) ──► leaf (label 8) ──► manifest's digest
//! pinned checkpoint ──► cosigned checkpoint                   the same, or larger
//! ```
//!
//! A set names its ledger in [`TargetType::LEDGER_POLICY`](crate::set::TargetType::LEDGER_POLICY),
//! a C2SP tlog-policy. The first set that does so is believed, or somebody gives the policy in
//! another way; from then on it is *pinned*, and a set without it, without proof under it, or out
//! of step with the checkpoint that was seen last, is refused by name. So no set can be shown to
//! one venue only: it would have to be in the ledger that everybody sees.
//!
//! All of it is pure: [`check_ledgered`] takes an opened set and what is [`Known`], and says what
//! to remember. The one question of time, [`Ledgered::check_time`], is asked when a set is
//! installed, never at a door.

mod changes;
mod check;
mod error;
mod known;

pub use changes::{WITNESS_NOTICE_SECS, WitnessChange, encode_changes, read_changes};
pub use check::{Continuity, Ledgered, check_ledgered, compare_checkpoints, ledger_policy};
pub use error::{ChangeFault, LedgerError};
pub use known::{Known, LedgerPin};

/// Fewest witnesses that a quorum may consist of, outside demonstrations.
pub const QUORUM_MIN: usize = 2;
