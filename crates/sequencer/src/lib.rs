//! Turns the leaves of a registry into the public ledger (G06).
//!
//! ```text
//! leaf, written with its act ─┐
//!                             ├─ place ─ entries, batches, tables   one transaction
//! counts of a day ────────────┘    │
//!                                publish ─ files, tiles, checkpoint  a folder or a bucket
//!                                  │
//!                                cosign ─ witnesses ─ cosigned      what acts wait for
//! ```
//!
//! [`Sequencer::round`] places what waits, and publishes what has its place. The database is what
//! counts: an entry that is there keeps its place for ever, and every file is made of entries and
//! of nothing else. Whoever is killed between any two steps goes on from there: the same entries
//! give the same tiles, and a checkpoint is signed only over entries that are in the database. If
//! the database is older than what is published (a backup was restored), nothing is signed.
//!
//! [`Sequencer::cosign`] asks the witnesses. [`LedgerFiles`] reads what is published: proofs,
//! receipts, and what a signed set carries.

mod batches;
mod calendar;
mod cosign;
mod error;
mod files;
mod openings;
mod place;
mod publish;
mod sequencer;
mod tables;

pub use calendar::week_of;
pub use cosign::{AskWitness, Asked};
pub use error::SequencerError;
pub use files::{Evidence, LedgerFiles};
pub use sequencer::{Options, Round, Sequencer};
