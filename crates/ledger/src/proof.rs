//! Proofs of logging, to be verified offline (C2SP tlog-proof).

use crate::checkpoint::SignedCheckpoint;
use crate::error::ProofError;
use crate::hash::{Hash, leaf_hash};
use crate::merkle::{PROOF_HASHES_MAX, verify_inclusion};
use crate::note::NOTE_SIZE_MAX_BYTES;
use crate::policy::{Cosigned, LedgerPolicy};
use crate::text::{parse_base64, parse_hash, parse_size, render_base64};

/// The first line of a proof.
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// The longest extra data, in bytes: twice an entry.
pub const EXTRA_SIZE_MAX_BYTES: usize = 131_072;

/// The longest proof that is read, in bytes: a note, the extra data in base64, 63 hashes.
pub const TLOG_PROOF_SIZE_MAX_BYTES: usize = NOTE_SIZE_MAX_BYTES + 200_000;

/// That an entry is in a log, as of a checkpoint that witnesses saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    /// What an application adds. Nothing vouches for it.
    pub extra: Option<Vec<u8>>,
    /// The place of the entry in the log, from 0.
    pub index: u64,
    /// The inclusion proof, the leaf's sibling first.
    pub hashes: Vec<Hash>,
    /// The checkpoint, as the log and its witnesses signed it.
    pub checkpoint: String,
}

impl TlogProof {
    /// Reads a proof, with a checkpoint that can be read, which is not yet verified.
    ///
    /// # Errors
    /// [`ProofError::TooLong`] beyond [`TLOG_PROOF_SIZE_MAX_BYTES`], [`ProofError::Text`],
    /// [`ProofError::Checkpoint`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ProofError> {
        if bytes.len() > TLOG_PROOF_SIZE_MAX_BYTES {
            return Err(ProofError::TooLong {
                actual: bytes.len(),
                max: TLOG_PROOF_SIZE_MAX_BYTES,
            });
        }
        let text = str::from_utf8(bytes).map_err(|_| ProofError::Text { line: 1 })?;
        let (head, checkpoint) = text
            .split_once("\n\n")
            .ok_or(ProofError::Text { line: 1 })?;
        let mut lines = (1..).zip(head.split('\n')).peekable();
        if lines.next().is_none_or(|(_, line)| line != HEADER) {
            return Err(ProofError::Text { line: 1 });
        }
        let mut extra = None;
        if let Some((line, encoded)) = lines
            .peek()
            .and_then(|(line, text)| Some((*line, text.strip_prefix("extra ")?)))
        {
            let bytes = parse_base64(encoded).filter(|bytes| bytes.len() <= EXTRA_SIZE_MAX_BYTES);
            extra = Some(bytes.ok_or(ProofError::Text { line })?);
            lines.next();
        }
        let index = lines
            .next()
            .and_then(|(_, line)| parse_size(line.strip_prefix("index ")?))
            .ok_or(ProofError::Text {
                line: if extra.is_some() { 3 } else { 2 },
            })?;
        let mut hashes = Vec::new();
        for (line, text) in lines {
            let hash = parse_hash(text).filter(|_| hashes.len() < PROOF_HASHES_MAX);
            hashes.push(hash.ok_or(ProofError::Text { line })?);
        }
        SignedCheckpoint::parse(checkpoint.as_bytes()).map_err(ProofError::Checkpoint)?;
        Ok(Self {
            extra,
            index,
            hashes,
            checkpoint: checkpoint.to_owned(),
        })
    }

    /// The proof as it is written.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        if let Some(extra) = &self.extra {
            text.push_str(&format!("extra {}\n", render_base64(extra)));
        }
        text.push_str(&format!("index {}\n", self.index));
        for hash in &self.hashes {
            text.push_str(&render_base64(hash));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        text
    }

    /// Verifies that `entry` lies at [`index`](Self::index) of the policy's log, under a checkpoint
    /// that the log signed and the policy's quorum cosigned.
    ///
    /// # Errors
    /// [`ProofError`]: the checkpoint's, the policy's, the inclusion proof's.
    pub fn verify(&self, entry: &[u8], policy: &LedgerPolicy) -> Result<Cosigned, ProofError> {
        let checkpoint =
            SignedCheckpoint::parse(self.checkpoint.as_bytes()).map_err(ProofError::Checkpoint)?;
        let cosigned = policy.verify(&checkpoint)?;
        let tree = &cosigned.checkpoint;
        verify_inclusion(
            &leaf_hash(entry),
            self.index,
            tree.size,
            &self.hashes,
            &tree.root,
        )?;
        Ok(cosigned)
    }
}
