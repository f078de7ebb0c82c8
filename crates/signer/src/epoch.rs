//! Key epochs: the span in which one key signs, and how often it did (ADR 0015).
//!
//! A [`CountingSigner`] counts a signature on the disk before it asks the key for it. What the
//! counter says is therefore never less than what was signed, whenever the machine stops: whoever
//! compares it with the list of issued handles sees signatures that nobody issued (G06).

mod counter;
mod counting;
mod error;
mod file;

pub use counter::{Block, SignatureCounter, Tally};
pub use counting::CountingSigner;
pub use error::EpochError;

/// One signing key, its certificate, and the bounds within which it signs.
///
/// Its certificate lives longer than the key signs: the passes of its last day have to end before
/// it does (EU DCC specification, volume 5 §2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Epoch {
    /// 1 for the first; each later one is one higher.
    pub number: u32,
    /// The key identifier of the certificate: the first 8 bytes of its SHA-256.
    pub kid: [u8; 8],
    /// The certificate (DSC), DER.
    pub certificate: Vec<u8>,
    /// First second in which the key signs, Unix seconds.
    pub not_before: i64,
    /// Last second in which the key signs, Unix seconds.
    pub not_after: i64,
    /// The most signatures that the key gives; 1 or more.
    pub signatures_max: u64,
}

impl Epoch {
    /// Checks that this epoch signs at `now` (Unix seconds).
    ///
    /// # Errors
    /// [`EpochError::NotYet`], [`EpochError::Over`].
    pub const fn check_time(&self, now: i64) -> Result<(), EpochError> {
        let (number, not_before, not_after) = (self.number, self.not_before, self.not_after);
        if now < not_before {
            Err(EpochError::NotYet { number, not_before })
        } else if now > not_after {
            Err(EpochError::Over { number, not_after })
        } else {
            Ok(())
        }
    }
}
