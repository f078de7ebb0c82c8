//! What is published, read back: proofs, receipts, and what a signed set carries.

use std::sync::Arc;

use cleanbill_ledger::batch::{Batch, batch_path};
use cleanbill_ledger::object::{CHECKPOINT, COSIGNED};
use cleanbill_ledger::receipt::{Receipt, SlotProof};
use cleanbill_ledger::{
    Hash, SignedCheckpoint, TileId, TileSet, TlogProof, prove_consistency, prove_inclusion,
    tiles_for_consistency, tiles_for_inclusion,
};
use cleanbill_publish::files::Destination;

use crate::SequencerError;

/// A published ledger, to be read.
#[derive(Debug, Clone)]
pub struct LedgerFiles(Arc<Destination>);

/// That an entry is in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The checkpoint, as it was signed and cosigned.
    pub checkpoint: SignedCheckpoint,
    /// The entry's number.
    pub index: u64,
    /// The path to the checkpoint's root.
    pub hashes: Vec<Hash>,
}

impl LedgerFiles {
    /// The ledger at this destination.
    #[must_use]
    pub const fn new(from: Arc<Destination>) -> Self {
        Self(from)
    }

    /// The checkpoint at `path`; `None` if there is none.
    ///
    /// # Errors
    /// [`SequencerError::Files`], [`SequencerError::Note`].
    pub async fn checkpoint(&self, path: &str) -> Result<Option<SignedCheckpoint>, SequencerError> {
        match self.0.fetch(path).await? {
            Some(bytes) => Ok(Some(SignedCheckpoint::parse(&bytes)?)),
            None => Ok(None),
        }
    }

    /// These tiles, or full ones that have grown from them.
    ///
    /// # Errors
    /// [`SequencerError::Damaged`] if one is not there; [`SequencerError::Tile`].
    pub async fn tiles(
        &self,
        ids: impl IntoIterator<Item = TileId>,
    ) -> Result<TileSet, SequencerError> {
        let mut tiles = TileSet::default();
        for id in ids {
            let mut found = (id, self.0.fetch(&id.path()).await?);
            if found.1.is_none() && !id.is_full() {
                let full = TileId {
                    width: cleanbill_ledger::TILE_WIDTH,
                    ..id
                };
                found = (full, self.0.fetch(&full.path()).await?);
            }
            let (id, bytes) = found;
            let bytes = bytes.ok_or_else(|| SequencerError::Damaged { path: id.path() })?;
            tiles.insert(id, bytes)?;
        }
        Ok(tiles)
    }

    /// That the entry `index` is in the log under this checkpoint.
    ///
    /// # Errors
    /// [`SequencerError`].
    pub async fn prove(
        &self,
        index: u64,
        checkpoint: SignedCheckpoint,
    ) -> Result<Evidence, SequencerError> {
        let size = checkpoint.checkpoint.size;
        let tiles = self.tiles(tiles_for_inclusion(index, size)).await?;
        Ok(Evidence {
            hashes: prove_inclusion(index, size, &tiles)?,
            checkpoint,
            index,
        })
    }

    /// That the tree of `old` entries is the beginning of that of `new` ones.
    ///
    /// # Errors
    /// [`SequencerError`].
    pub async fn prove_growth(&self, old: u64, new: u64) -> Result<Vec<Hash>, SequencerError> {
        let tiles = self.tiles(tiles_for_consistency(old, new)).await?;
        Ok(prove_consistency(old, new, &tiles)?)
    }

    /// That the entry is under the newest checkpoint with a quorum; `None` while it is not.
    ///
    /// # Errors
    /// [`SequencerError`].
    pub async fn cosigned_evidence(&self, index: u64) -> Result<Option<Evidence>, SequencerError> {
        match self.checkpoint(COSIGNED).await? {
            Some(signed) if signed.checkpoint.size > index => {
                Ok(Some(self.prove(index, signed).await?))
            }
            _ => Ok(None),
        }
    }

    /// The newest checkpoint that the entry is under: with a quorum, if it is under one.
    async fn newest(&self, index: u64) -> Result<Option<SignedCheckpoint>, SequencerError> {
        for path in [COSIGNED, CHECKPOINT] {
            let signed = self.checkpoint(path).await?;
            if let Some(signed) = signed.filter(|signed| signed.checkpoint.size > index) {
                return Ok(Some(signed));
            }
        }
        Ok(None)
    }

    /// The slots of a batch.
    ///
    /// # Errors
    /// [`SequencerError::Damaged`] if it is not there, or is another one.
    pub async fn batch(&self, root: &Hash) -> Result<Batch, SequencerError> {
        let path = batch_path(root);
        let file = self.0.fetch(&path).await?;
        let batch = file.map(|file| Batch::parse(&file)).transpose()?;
        match batch.filter(|batch| batch.root() == *root) {
            Some(batch) => Ok(batch),
            None => Err(SequencerError::Damaged { path }),
        }
    }

    /// The receipt of an entry; of what lies in a batch, with its place there and `secret`, which
    /// opens it. `None` while no published checkpoint holds it, or if it is not in the batch.
    ///
    /// # Errors
    /// [`SequencerError`].
    pub async fn receipt(
        &self,
        index: u64,
        entry: &[u8],
        slot: Option<&[u8; 32]>,
        secret: Option<[u8; 32]>,
    ) -> Result<Option<TlogProof>, SequencerError> {
        let Some(signed) = self.newest(index).await? else {
            return Ok(None);
        };
        let mut found = None;
        if let Some(slot) = slot {
            let Ok(cleanbill_ledger::leaf::Leaf::Batch(leaf)) =
                cleanbill_ledger::leaf::Leaf::parse(entry)
            else {
                return Ok(None);
            };
            let batch = self.batch(&leaf.root).await?;
            let Some(position) = batch.position(slot) else {
                return Ok(None);
            };
            found = Some(SlotProof {
                position: u32::try_from(position).unwrap_or(u32::MAX),
                path: batch.path(position).unwrap_or_default(),
            });
        }
        let evidence = self.prove(index, signed).await?;
        let receipt = Receipt {
            leaf: entry.to_vec(),
            slot: found,
            secret,
        };
        Ok(Some(TlogProof {
            extra: Some(receipt.encode()),
            index,
            hashes: evidence.hashes,
            checkpoint: evidence.checkpoint.to_text(),
        }))
    }
}
