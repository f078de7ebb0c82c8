//! A batch of signatures as it is published: an object of the ledger.
//!
//! ```text
//! batch = "cleanbill signatures 1\n" ‖ petition (32) ‖ count (4) ‖ signature (320) …
//! ```
//!
//! In ascending order of serials, which are random: the order tells nothing.

use cleanbill_ledger::leaf::SIGNATURES_MAX;

use super::{PetitionError, PetitionId, Signature};

/// Bytes of one signature in a batch.
pub const SIGNATURE_RECORD_BYTES: usize = Signature::BYTES;

const MAGIC: &[u8] = b"cleanbill signatures 1\n";
const HEAD_BYTES: usize = MAGIC.len() + 32 + 4;

/// Signatures of one petition, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    petition: PetitionId,
    signatures: Vec<Signature>,
}

impl Batch {
    /// Longest batch in bytes.
    pub const BYTES_MAX: usize = HEAD_BYTES + SIGNATURES_MAX as usize * SIGNATURE_RECORD_BYTES;

    /// Puts signatures in order, and leaves out all but one of those with the same serial.
    ///
    /// # Errors
    /// [`PetitionError::Batch`] for none, or more than [`SIGNATURES_MAX`].
    pub fn new(
        petition: PetitionId,
        mut signatures: Vec<Signature>,
    ) -> Result<Self, PetitionError> {
        signatures.sort_unstable();
        signatures.dedup_by_key(|signature| signature.serial);
        let is_one = (1..=SIGNATURES_MAX as usize).contains(&signatures.len());
        match is_one {
            true => Ok(Self {
                petition,
                signatures,
            }),
            false => Err(PetitionError::Batch { entry: 0 }),
        }
    }

    /// What was signed.
    #[must_use]
    pub const fn petition(&self) -> PetitionId {
        self.petition
    }

    /// The signatures, in ascending order of serials.
    #[must_use]
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// The object.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let size = HEAD_BYTES + self.signatures.len() * SIGNATURE_RECORD_BYTES;
        let mut object = Vec::with_capacity(size);
        object.extend_from_slice(MAGIC);
        object.extend_from_slice(&self.petition.0);
        let count = u32::try_from(self.signatures.len()).unwrap_or(u32::MAX);
        object.extend_from_slice(&count.to_be_bytes());
        for signature in &self.signatures {
            object.extend_from_slice(&signature.to_bytes());
        }
        object
    }

    /// Reads an object.
    ///
    /// # Errors
    /// [`PetitionError::Batch`]: another head, another length than it says, out of order, twice
    /// the same serial.
    pub fn parse(object: &[u8]) -> Result<Self, PetitionError> {
        let wrong = |entry| PetitionError::Batch { entry };
        let head = object.strip_prefix(MAGIC).ok_or(wrong(0))?;
        let (petition, rest) = head.split_first_chunk::<32>().ok_or(wrong(0))?;
        let (count, records) = rest.split_first_chunk::<4>().ok_or(wrong(0))?;
        let (records, []) = records.as_chunks::<SIGNATURE_RECORD_BYTES>() else {
            return Err(wrong(0));
        };
        let count = u32::from_be_bytes(*count);
        if count == 0 || count > SIGNATURES_MAX || records.len() != count as usize {
            return Err(wrong(0));
        }
        let mut signatures: Vec<Signature> = Vec::with_capacity(records.len());
        for (entry, record) in records.iter().enumerate() {
            let signature = Signature::parse(record).map_err(|_| wrong(entry))?;
            let before = signatures.last().map(|before| before.serial);
            if before.is_some_and(|before| before >= signature.serial) {
                return Err(wrong(entry));
            }
            signatures.push(signature);
        }
        Ok(Self {
            petition: PetitionId(*petition),
            signatures,
        })
    }
}
