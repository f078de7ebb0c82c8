//! What an audit remembers, so that the next one reads only what is new.

use cleanbill_ledger::{Checkpoint, SignedCheckpoint};
use serde::{Deserialize, Serialize};

use crate::AuditError;
use crate::book::Book;
use crate::log::Edge;

const FORMAT: u32 = 1;

/// What an audit remembers: the tree that it saw, and what its leaves came to. Whoever can write it
/// can hide what was before, so it belongs to the auditor alone.
#[derive(Clone, Debug)]
pub struct State {
    pub(crate) checkpoint: Checkpoint,
    pub(crate) note: String,
    pub(crate) edge: Edge,
    pub(crate) book: Book,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    format: u32,
    checkpoint: String,
    edge: Edge,
    book: Book,
}

impl State {
    /// Reads what [`to_json`](Self::to_json) wrote.
    ///
    /// # Errors
    /// [`AuditError::State`].
    pub fn from_json(json: &[u8]) -> Result<Self, AuditError> {
        let stored: Stored = serde_json::from_slice(json).map_err(|_| AuditError::State)?;
        let signed = SignedCheckpoint::parse(stored.checkpoint.as_bytes());
        let checkpoint = signed.map_err(|_| AuditError::State)?.checkpoint;
        let edge = stored.edge;
        let same = edge.is_sound()
            && edge.size() == checkpoint.size
            && edge.root() == checkpoint.root
            && stored.format == FORMAT;
        if !same {
            return Err(AuditError::State);
        }
        Ok(Self {
            checkpoint,
            note: stored.checkpoint,
            edge,
            book: stored.book,
        })
    }

    /// As JSON.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let stored = Stored {
            format: FORMAT,
            checkpoint: self.note.clone(),
            edge: self.edge.clone(),
            book: self.book.clone(),
        };
        // Of numbers, texts and lists alone; this does not fail.
        serde_json::to_vec(&stored).unwrap_or_default()
    }

    /// The checkpoint that was seen, with its signatures.
    #[must_use]
    pub fn checkpoint(&self) -> &str {
        &self.note
    }
}
