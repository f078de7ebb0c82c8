//! Asking the witnesses.

use std::future::Future;
use std::pin::Pin;

use cleanbill_ledger::object::{CHECKPOINT, COSIGNED};
use cleanbill_ledger::{
    AddCheckpoint, Hash, NoteSignature, PolicyWitness, SignedCheckpoint, verify_cosignature,
};

use crate::{Sequencer, SequencerError};

/// What a witness answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Its cosignatures.
    Cosigned(Vec<NoteSignature>),
    /// It has seen a tree of another size than the request says.
    Seen(u64),
    /// Nothing that helps; the code says why.
    Failed(&'static str),
}

/// The way to a witness.
pub trait AskWitness: Send + Sync {
    /// Asks a witness to cosign.
    fn ask<'a>(
        &'a self,
        witness: &'a PolicyWitness,
        request: &'a AddCheckpoint,
    ) -> Pin<Box<dyn Future<Output = Asked> + Send + 'a>>;
}

/// What is wrong between a witness and what is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Disagreement {
    /// It cosigned more than is published: a tree of ours that we do not know.
    Ahead,
    /// It knows another tree of this log.
    OtherTree,
}

impl Disagreement {
    const fn code(self) -> &'static str {
        match self {
            Self::Ahead => "sequencer.witness-ahead",
            Self::OtherTree => "sequencer.witness-disagrees",
        }
    }
}

/// How often a witness is asked again that has seen another size.
const TRIES_MAX: usize = 3;

impl Sequencer {
    /// Asks the witnesses to cosign the newest checkpoint, and publishes it as cosigned once there
    /// is a quorum. Without witnesses (a demonstration) the log's own signature is all there is.
    /// Gives the entries under the newest cosigned checkpoint, and the codes of the witnesses that
    /// did not answer.
    ///
    /// # Errors
    /// [`SequencerError`]. That a witness is down is none.
    pub async fn cosign(
        &mut self,
        witnesses: &dyn AskWitness,
    ) -> Result<(u64, Vec<(String, &'static str)>), SequencerError> {
        let mut failed = Vec::new();
        let Some(checkpoint) = self.checkpoint.clone() else {
            return Ok((0, failed));
        };
        if checkpoint.checkpoint.size <= self.cosigned_size() {
            return Ok((self.cosigned_size(), failed));
        }
        let policy = self.options.policy.clone();
        let mut signed = checkpoint.clone();
        for witness in policy.witnesses() {
            match self.ask(witness, &checkpoint, witnesses).await? {
                Ok(signatures) => {
                    for signature in signatures {
                        if verify_cosignature(&signed.note, &signature, &witness.key).is_ok() {
                            signed = signed.with_cosignature(signature)?;
                        }
                    }
                }
                Err(code) => failed.push((witness.name.clone(), code)),
            }
        }
        if policy.verify(&signed).is_err() {
            return Ok((self.cosigned_size(), failed));
        }
        let text = signed.to_text();
        let old = self.to.fetch(COSIGNED).await?;
        let (path, bytes) = (COSIGNED, text.as_bytes());
        self.to.replace(path, bytes, old.as_deref()).await?;
        let old = checkpoint.to_text();
        if old != text {
            let old = Some(old.as_bytes());
            self.to.replace(CHECKPOINT, bytes, old).await?;
        }
        self.door.set_cosigned(signed.checkpoint.size).await?;
        self.checkpoint = Some(signed.clone());
        self.cosigned = Some(signed);
        Ok((self.cosigned_size(), failed))
    }

    async fn ask(
        &mut self,
        witness: &PolicyWitness,
        checkpoint: &SignedCheckpoint,
        witnesses: &dyn AskWitness,
    ) -> Result<Result<Vec<NoteSignature>, &'static str>, SequencerError> {
        let size = checkpoint.checkpoint.size;
        for _ in 0..TRIES_MAX {
            let old = self.seen.get(&witness.name).copied().unwrap_or(0);
            if old > size {
                return Ok(Err(Disagreement::Ahead.code()));
            }
            let request = AddCheckpoint {
                old_size: old,
                proof: self.growth(old, size).await?,
                checkpoint: checkpoint.clone(),
            };
            match witnesses.ask(witness, &request).await {
                Asked::Cosigned(signatures) => {
                    self.seen.insert(witness.name.clone(), size);
                    return Ok(Ok(signatures));
                }
                Asked::Seen(seen) if seen != old => {
                    self.seen.insert(witness.name.clone(), seen);
                }
                Asked::Seen(_) => return Ok(Err(Disagreement::OtherTree.code())),
                Asked::Failed(code) => return Ok(Err(code)),
            }
        }
        Ok(Err(Disagreement::OtherTree.code()))
    }

    async fn growth(&self, old: u64, new: u64) -> Result<Vec<Hash>, SequencerError> {
        if old == 0 || old == new {
            return Ok(Vec::new());
        }
        self.files().prove_growth(old, new).await
    }
}
