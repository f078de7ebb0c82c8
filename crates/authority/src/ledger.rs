//! What waits for the public ledger (G06): a pass is handed over once its leaf is under a
//! checkpoint, and an act is in force once its leaf is under one that the witnesses cosigned.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use cleanbill_issuer::act::{ActContent, Reason};
use cleanbill_issuer::leaf::{HolderAct, LeafKind, blinded};
use cleanbill_issuer::registry::{ActId, LeafId, LeafRow, Shard};
use cleanbill_store::LedgerHead;

use crate::acts::leaf_secret;
use crate::{Authority, AuthorityError, Caller};

/// Rounds of the ledger that somebody who issues waits for.
const ROUNDS_MAX: usize = 8;
/// Rounds that somebody who signs the last signature waits for: witnesses are other people's.
const COSIGN_ROUNDS_MAX: usize = 4;

/// What a gate gives back later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The public ledger, as an authority waits for it. Without one nothing waits.
pub trait LedgerGate: Send + Sync + fmt::Debug {
    /// The end of the next round of the sequencer, or soon after where there is none.
    fn next_round(&self) -> Later<'_, ()>;

    /// A round that does not wait for its time: something waits for it.
    fn hurry(&self);

    /// The same, with the witnesses asked at once.
    fn hurry_witnesses(&self);

    /// The receipt of an entry (C2SP tlog-proof), of what lies in a batch with its slot and what
    /// opens it. `None` while it is not published.
    fn receipt<'a>(
        &'a self,
        index: u64,
        entry: &'a [u8],
        slot: Option<&'a [u8; 32]>,
        secret: Option<[u8; 32]>,
    ) -> Later<'a, Result<Option<String>, AuthorityError>>;
}

impl Authority {
    /// Waits until the leaf of the act that issued a pass is under a published checkpoint.
    pub(crate) async fn release(&self, shard: Shard, act: ActId) -> Result<(), AuthorityError> {
        if self.inner.options.ledger.is_none() {
            return Ok(());
        }
        let leaf = self.leaf_of(shard, act).await?;
        self.release_leaves(shard, &[leaf.id]).await
    }

    /// Waits until these leaves are under a published checkpoint.
    pub(crate) async fn release_leaves(
        &self,
        shard: Shard,
        leaves: &[LeafId],
    ) -> Result<(), AuthorityError> {
        let Some(gate) = &self.inner.options.ledger else {
            return Ok(());
        };
        let mut left = leaves;
        for round in 0..=ROUNDS_MAX {
            while let Some((first, rest)) = left.split_first() {
                if !self.is_under(shard, *first, |head| head.published).await? {
                    break;
                }
                left = rest;
            }
            if left.is_empty() {
                return Ok(());
            }
            if round < ROUNDS_MAX {
                gate.hurry();
                gate.next_round().await;
            }
        }
        Err(AuthorityError::NotReleased)
    }

    /// Whether an act may take effect as far as the ledger is concerned. A compromised key waits
    /// for nobody: the audit fails if its leaf is not there within a day.
    pub(crate) async fn is_told(
        &self,
        shard: Shard,
        act: ActId,
        content: &ActContent,
    ) -> Result<bool, AuthorityError> {
        if self.inner.options.ledger.is_none() || content.reason == Some(Reason::KeyCompromised) {
            return Ok(true);
        }
        let leaf = self.leaf_of(shard, act).await?;
        self.is_under(shard, leaf.id, |head| head.cosigned).await
    }

    /// Waits a little for [`is_told`](Self::is_told): the witnesses mostly answer at once.
    pub(crate) async fn is_soon_told(
        &self,
        shard: Shard,
        act: ActId,
        content: &ActContent,
    ) -> Result<bool, AuthorityError> {
        let Some(gate) = &self.inner.options.ledger else {
            return Ok(true);
        };
        for _ in 0..COSIGN_ROUNDS_MAX {
            if self.is_told(shard, act, content).await? {
                return Ok(true);
            }
            gate.hurry_witnesses();
            gate.next_round().await;
        }
        self.is_told(shard, act, content).await
    }

    /// Whether a leaf is under a checkpoint of so many entries.
    async fn is_under(
        &self,
        shard: Shard,
        leaf: LeafId,
        size: impl Fn(&LedgerHead) -> u64,
    ) -> Result<bool, AuthorityError> {
        let store = &self.inner.store;
        // More than one where batches were filled at the same time: it is in one of them.
        let last = store.entries_of_leaf(shard, leaf).await?.into_iter().max();
        let Some(last) = last else { return Ok(false) };
        Ok(size(&store.ledger_head().await?) > last)
    }

    async fn leaf_of(&self, shard: Shard, act: ActId) -> Result<LeafRow, AuthorityError> {
        let leaf = self.inner.store.leaf_of_act(shard, act).await?;
        leaf.ok_or(AuthorityError::Damaged)
    }

    /// The receipt of an act that the caller may see: a C2SP tlog-proof, with what opens the
    /// commitment of one about a person. `None` while its leaf is not published.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`]; [`AuthorityError::NoLedger`].
    pub async fn act_receipt(
        &self,
        caller: &Caller,
        act: &str,
    ) -> Result<Option<String>, AuthorityError> {
        // Whoever may not read the act has no receipt of it.
        self.act(caller, act).await?;
        let (shard, file) = self.act_file(act).await?;
        let Some(leaf) = self.inner.store.leaf_of_act(shard, file.act.id).await? else {
            return Ok(None);
        };
        let hash = file.act.hash;
        let secret = leaf_secret(&self.inner.ring, &hash);
        match leaf.kind {
            LeafKind::HolderAct => {
                let told = HolderAct::parse(&leaf.body).map_err(|_| AuthorityError::Damaged)?;
                if told.blinded != blinded(&secret, &hash) {
                    return Err(AuthorityError::Damaged);
                }
                let slot = Some((told.blinded, secret));
                self.receipt_of(shard, leaf.id, slot).await
            }
            LeafKind::Commitment | LeafKind::Case => Err(AuthorityError::NotFound),
            LeafKind::AuthorityAct | LeafKind::Ledger => {
                self.receipt_of(shard, leaf.id, None).await
            }
        }
    }

    /// The receipt of a pass, from the act that issued it and the secret that opens its commitment.
    pub(crate) async fn pass_receipt(
        &self,
        shard: Shard,
        act: ActId,
        secret: [u8; 32],
    ) -> Result<Option<String>, AuthorityError> {
        if self.inner.options.ledger.is_none() {
            return Ok(None);
        }
        let leaf = self.leaf_of(shard, act).await?;
        let slot = <[u8; 32]>::try_from(leaf.body.as_slice());
        let slot = slot.map_err(|_| AuthorityError::Damaged)?;
        self.receipt_of(shard, leaf.id, Some((slot, secret))).await
    }

    pub(crate) async fn receipt_of(
        &self,
        shard: Shard,
        leaf: LeafId,
        slot: Option<([u8; 32], [u8; 32])>,
    ) -> Result<Option<String>, AuthorityError> {
        let gate = self.inner.options.ledger.as_ref();
        let gate = gate.ok_or(AuthorityError::NoLedger)?;
        let store = &self.inner.store;
        for index in store.entries_of_leaf(shard, leaf).await? {
            let entry = store.ledger_entry(index).await?;
            let entry = entry.ok_or(AuthorityError::Damaged)?;
            let (commitment, secret) = slot.unzip();
            let receipt = gate
                .receipt(index, &entry, commitment.as_ref(), secret)
                .await?;
            if receipt.is_some() {
                return Ok(receipt);
            }
        }
        Ok(None)
    }
}
