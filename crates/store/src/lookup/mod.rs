//! Look-ups in *sorted runs*: how a hash leads to a row among hundreds of millions.
//!
//! Hashes are random, so a B-tree of them is written all over: at national size each new row
//! rewrites a page that nothing else needs. Here a batch sorts its entries and writes them once, as
//! a run:
//!
//! ```text
//! run    entries, level, filter (12 bits an entry)
//! chunk  key: run, first hash, part     up to 512 entries of 24 bytes, sorted:
//!                                       hash 16 | target i64, big-endian
//! ```
//!
//! * Eight runs of a level become one of the next ([`plan_merge`], [`Merge`]), up to
//!   [`ENTRIES_MAX`].
//! * A look-up asks the filter of every run ([`Cache`]); of those that may hold the hash, it reads
//!   the chunk and searches it ([`search`]).
//!
//! Nothing here reads or writes: bytes in, bytes out. Bytes of a run come from a database that may
//! be damaged or tampered with, and are checked (ADR 0020).

mod cache;
mod error;
mod filter;
mod merge;
mod run;
#[cfg(test)]
mod tests;

pub use cache::Cache;
pub use error::RunError;
pub use filter::Filter;
pub use merge::{Merge, MergePlan, RunSize, Step, merge, plan_merge};
pub use run::{Chunk, Run, search};

/// Bytes of an entry: 16 of hash, 8 of target.
pub const ENTRY_BYTES: usize = 24;
/// The most entries of a chunk: 12,288 bytes.
pub const CHUNK_ENTRIES: usize = 512;
/// The most entries of a run.
pub const ENTRIES_MAX: usize = 1 << 20;

/// An entry as it is kept.
pub type Entry = [u8; ENTRY_BYTES];
