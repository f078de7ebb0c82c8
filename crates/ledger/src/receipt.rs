//! Receipts: that an act, or a pass, was promised to be in the ledger; checked offline.
//!
//! A receipt is a C2SP tlog-proof of a leaf, whose extra data is
//!
//! ```text
//! extra = [1, leaf, slot, secret]       canonical CBOR
//! slot  = null | [position, [hash, …]]  where in the leaf's batch, and the path to its root
//! secret = null | 32 bytes              what opens the commitment: whoever has it has to keep it
//! ```

use cleanbill_cose::Limits;
use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{
    Fields, WireError, bytes, encode_record, int, list, optional_bytes, parse_record_within,
};
use thiserror::Error;

use crate::error::ProofError;
use crate::hash::{Hash, leaf_hash};
use crate::leaf::{LEAF_MAX_BYTES, Leaf};
use crate::merkle::verify_inclusion;
use crate::policy::{Cosigned, LedgerPolicy};
use crate::proof::TlogProof;

const LAYOUT: i64 = 1;
/// A leaf of 64 KiB, and what is around it.
const LIMITS: Limits = Limits {
    size_max_bytes: 68 << 10,
    depth_max: 6,
    items_max: 64,
};
/// Most hashes of a path in a batch.
const PATH_MAX: usize = 16;

/// What a receipt says beside the proof.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The leaf, as it is in the log.
    pub leaf: Vec<u8>,
    /// Where in its batch, for what is blinded.
    pub slot: Option<SlotProof>,
    /// What opens the commitment.
    pub secret: Option<[u8; 32]>,
}

/// Where in a batch something is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotProof {
    /// The slot's number, from 0.
    pub position: u32,
    /// The path from it to the batch's root.
    pub path: Vec<Hash>,
}

/// Why a receipt proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReceiptError {
    /// The proof carries no extra data, so it does not say of what it is.
    #[error("the proof carries no leaf")]
    NoLeaf,
    /// The extra data, or the leaf in it, is not what it should be.
    #[error("what the receipt carries cannot be read: {0}")]
    Unreadable(#[from] WireError),
    /// The proof itself.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// It is about something in a batch, and its leaf is no batch; or it does not say where.
    #[error("the receipt does not say where in a batch it is")]
    NoSlot,
    /// The commitment is not where the receipt says.
    #[error("what was shown is not in the batch that the receipt names")]
    NotInBatch,
    /// The receipt is of something else that was filed.
    #[error("what was shown is not what was filed")]
    NotFiled,
}

impl ReceiptError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoLeaf => "receipt.no-leaf",
            Self::Unreadable(_) => "receipt.unreadable",
            Self::Proof(error) => error.code(),
            Self::NoSlot => "receipt.no-slot",
            Self::NotInBatch => "receipt.not-in-batch",
            Self::NotFiled => "receipt.not-filed",
        }
    }
}

/// What a receipt was found to prove.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The leaf.
    pub leaf: Leaf,
    /// Its number in the log, from 0.
    pub index: u64,
    /// The checkpoint that it is under, and since when.
    pub cosigned: Cosigned,
}

impl Receipt {
    /// The extra data of the proof.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let slot = self.slot.as_ref().map_or(Value::Null, |slot| {
            let path = list(&slot.path, |hash| bytes(hash));
            Value::Array(vec![int(slot.position), path])
        });
        encode_record(vec![
            int(LAYOUT),
            bytes(&self.leaf),
            slot,
            optional_bytes(self.secret.as_ref()),
        ])
    }

    /// What the proof carries.
    ///
    /// # Errors
    /// [`ReceiptError::NoLeaf`], [`ReceiptError::Unreadable`].
    pub fn of(proof: &TlogProof) -> Result<Self, ReceiptError> {
        let extra = proof.extra.as_deref().ok_or(ReceiptError::NoLeaf)?;
        Ok(parse_record_within(
            extra,
            &LIMITS,
            Self::read,
            Self::encode,
        )?)
    }

    fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        if fields.int()? != LAYOUT {
            return Err(fields.wrong());
        }
        let leaf = fields.bytes_up_to(LEAF_MAX_BYTES)?;
        let slot = fields.optional_inner(|slot| {
            Ok(SlotProof {
                position: slot.number()?,
                path: slot.list(PATH_MAX, Fields::bytes)?,
            })
        })?;
        Ok(Self {
            leaf,
            slot,
            secret: fields.optional_bytes()?,
        })
    }

    /// That the leaf holds a commitment: in its batch, or as what was filed.
    ///
    /// # Errors
    /// [`ReceiptError::NotFiled`], [`ReceiptError::NoSlot`], [`ReceiptError::NotInBatch`].
    pub fn check_commitment(&self, commitment: &[u8; 32], leaf: &Leaf) -> Result<(), ReceiptError> {
        if let Leaf::Filing(filing) = leaf {
            return match filing.commitment == *commitment {
                true => Ok(()),
                false => Err(ReceiptError::NotFiled),
            };
        }
        let (Leaf::Batch(batch), Some(slot)) = (leaf, &self.slot) else {
            return Err(ReceiptError::NoSlot);
        };
        verify_inclusion(
            &leaf_hash(commitment),
            u64::from(slot.position),
            u64::from(batch.slots),
            &slot.path,
            &batch.root,
        )
        .map_err(|_| ReceiptError::NotInBatch)
    }

    /// Checks the receipt under `policy`, and that `commitment`, if one is given, is in the batch
    /// that it names, or is what was filed.
    ///
    /// # Errors
    /// [`ReceiptError`].
    pub fn check(
        proof: &TlogProof,
        commitment: Option<&[u8; 32]>,
        policy: &LedgerPolicy,
    ) -> Result<Received, ReceiptError> {
        let receipt = Self::of(proof)?;
        let cosigned = proof.verify(&receipt.leaf, policy)?;
        let leaf = Leaf::parse(&receipt.leaf)?;
        if let Some(commitment) = commitment {
            receipt.check_commitment(commitment, &leaf)?;
        }
        Ok(Received {
            leaf,
            index: proof.index,
            cosigned,
        })
    }
}

/// Without the secret.
impl std::fmt::Debug for Receipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Receipt").finish_non_exhaustive()
    }
}
