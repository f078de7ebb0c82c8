//! The universe file: all passes of the closed key epochs, by hash, and which are revoked.
//!
//! ```text
//! universe = "cbuniver" %x01
//!            issuer_size:u8 issuer:issuer_size            ; 1–255 bytes of UTF-8, CWT claim `iss`
//!            epochs:u16 epochs × epoch                    ; ascending by kid, each once
//! epoch    = kid_size:u8 kid:kid_size                     ; 1–64 bytes
//!            from:time until:time                         ; first and last issue time
//!            issued:u64 revoked:u64 issued × record
//! record   = key:16 status:u8                             ; ascending by key, each once;
//!                                                         ; status 0 in force, 1 revoked
//! time     = u64                                          ; Unix seconds to the end of 9999
//! ```
//!
//! Integers are little-endian; nothing may follow. A key is the SHA-256 of the UVCI, first 16
//! bytes: of 128 random bits, so that it tells nothing and nobody can go from it to the pass. A key
//! may stand in two epochs only with the same status.

mod hashing;
mod reader;
mod spool;
mod writer;

use cleanbill_revocation::KeyHash;

pub use reader::UniverseReader;
pub use spool::{ClosedEpoch, Found, Sorted, Spool, write_universe};
pub use writer::UniverseWriter;

/// The first bytes of a universe file, and its format.
const START: &[u8; 9] = b"cbuniver\x01";
/// Most bytes of a key identifier.
const KID_SIZE_MAX_BYTES: usize = 64;
/// The last second of 9999.
const TIME_MAX: i64 = 253_402_300_799;

/// What stands before the records of an epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpochHeader {
    /// The key identifier on the passes: 1 to 64 bytes.
    pub kid: Box<[u8]>,
    /// First issue time, Unix seconds. No pass of this key was issued before.
    pub from: i64,
    /// Last issue time, Unix seconds. Later passes of this key, if any, are not in the universe.
    pub until: i64,
    /// How many passes there are.
    pub issued: u64,
    /// How many of them are revoked.
    pub revoked: u64,
}

/// One pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its look-up key: SHA-256 of the UVCI, first 16 bytes.
    pub key: KeyHash,
    /// Whether it is revoked.
    pub revoked: bool,
}

/// What a whole universe file comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// SHA-256 of the file.
    pub digest: [u8; 32],
    /// How many passes there are.
    pub issued: u64,
    /// How many of them are revoked.
    pub revoked: u64,
}

impl EpochHeader {
    /// The name of the field that the format excludes, if there is one.
    fn odd_field(&self) -> Option<&'static str> {
        if !(1..=KID_SIZE_MAX_BYTES).contains(&self.kid.len()) {
            Some("kid")
        } else if !(0..=TIME_MAX).contains(&self.from) {
            Some("from")
        } else if !(self.from..=TIME_MAX).contains(&self.until) {
            Some("until")
        } else if self.revoked > self.issued {
            Some("revoked")
        } else {
            None
        }
    }
}

/// Holds records to their order and to the numbers that their header announced.
#[derive(Debug, Default)]
struct Tally {
    issued: u64,
    revoked: u64,
    last: Option<KeyHash>,
}

impl Tally {
    /// Counts a record; `false` if its key is not greater than the last one.
    fn add(&mut self, record: Record) -> bool {
        let ascends = self.last.is_none_or(|last| last < record.key);
        self.issued += 1;
        self.revoked += u64::from(record.revoked);
        self.last = Some(record.key);
        ascends
    }

    const fn is(&self, header: &EpochHeader) -> bool {
        self.issued == header.issued && self.revoked == header.revoked
    }
}
