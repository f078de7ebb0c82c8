//! The national filter: which of all passes of an authority are revoked, at 9 bits a revocation.
//!
//! A [`NationalFilter`] is exact over the passes that it was built from, its *universe*: none of
//! them is wrongly called revoked and none is missed. For any other pass it would answer at random.
//! So its format begins with a [`Coverage`]: issuer, key epochs, and an interval of issue times for
//! each, all of which a pass carries under its signature (ADR 0008). What is not covered (issued
//! later, by others, under an unknown key, without time or identifier) is
//! [`NotCovered`](crate::Answer::NotCovered) and belongs to an exact list.
//!
//! Between two filters a [`Delta`] a day says what was revoked *and what was restored*; a
//! [`Chain`] is a filter with its deltas. All integers are little-endian, nothing may follow, and
//! there is one encoding for each content:
//!
//! ```text
//! filter   = "cbfilter" %x01
//!            version:u32 issued_at:time universe:32 revoked:u64
//!            columns:u8 attempt:u8 approximate_rows:u32 exact_rows:u32
//!            coverage
//!            approximate_rows/64 × columns × word         ; column 0 first
//!            exact_rows/64 × word                         ; row i is bit i%64 of word i/64
//! coverage = issuer_size:u8 issuer:issuer_size            ; 1–255 bytes of UTF-8
//!            epochs:u16 epochs × epoch                    ; ascending by kid, each once
//! epoch    = kid_size:u8 kid:kid_size from:time until:time issued:u64     ; kid: 1–64 bytes
//!
//! deltas   = *delta                                       ; oldest first
//! delta    = "cbdelta" LF %x01
//!            base_version:u32 base_digest:32 version:u32 issued_at:time
//!            revoke:u32 restore:u32 revoke × short restore × short
//! short    = 12 bytes                                     ; ascending, each once, in one list only
//! time     = u64                                          ; Unix seconds to the end of 9999
//! ```
//!
//! `universe` is the SHA-256 of the published universe file, from which anyone can build the filter
//! again byte for byte. Versions are 1 and up and never go back. Rows are none, or a multiple of 64
//! from 256 on; there are none of the exact ribbon exactly when nothing is revoked, and none of the
//! approximate one exactly when `columns` is 0. What the ribbons mean is in [`ribbon`], all of it
//! in one place in `docs/REVOCATION.md`.
//!
//! A hostile file can make the answers wrong, for which there are signatures, and nothing else: all
//! lengths are checked against the bytes that are there before anything is allocated, and a look-up
//! reads at most 1,320 bytes of the ribbons, wherever they point.

mod bytes;
mod chain;
mod coverage;
mod delta;
mod error;
mod filter;
mod limits;
pub mod ribbon;
#[cfg(test)]
mod tests;

pub use chain::Chain;
pub use coverage::{Coverage, Epoch};
pub use delta::{Delta, ShortKey, short_key};
pub use error::{ChainError, NationalError};
pub use filter::{COLUMNS_MAX, FilterParts, NationalFilter};
pub use limits::Limits;

/// The last second of 9999, the greatest time of the formats.
const TIME_MAX: i64 = 253_402_300_799;

/// What is in force after a filter or delta, and what the next delta goes on from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tip {
    /// The version.
    pub version: u32,
    /// SHA-256 of the bytes of the filter or delta.
    pub digest: [u8; 32],
    /// When it was made, Unix seconds.
    pub issued_at: i64,
}
