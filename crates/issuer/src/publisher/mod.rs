//! What may be published: every revocation verified anew, from its bytes, against officers whom
//! the founding act's chain made. Rows that nobody signed publish nothing (G07).
//!
//! ```text
//! acts, steps, approvals ─ Selector::push ─ hash, officers, signatures, course ─┐
//! Memory of the runs before ── first seen, published, undone ── Selector::finish ─ Selection
//! signed settings ─ signed_caps ─ caps by signed day and by day of publishing ──┘
//! ```

mod choice;
mod counters;
mod error;
mod memory;
mod select;
mod selection;
mod settings;

pub use error::PublishError;
pub use memory::{Fate, Memory, MemoryError, Remembered};
pub use select::{Selector, select_revocations};
pub use selection::{Lost, RejectedAct, Selection, ShardedAct, Taken, Wanted};
pub use settings::{SignedSetting, signed_caps, signed_settings};

/// How far ahead of the publisher's clock a signed time may lie, in seconds.
const CLOCK_SKEW_MAX_SECS: i64 = 300;

/// How long after the time that it bears a row may come into the registry, in seconds: a ceremony
/// with a passkey, a transaction that is tried again, two clocks.
const WRITTEN_WITHIN_SECS: i64 = crate::act::machine::PROPOSE_WITHIN_SECS + CLOCK_SKEW_MAX_SECS;
