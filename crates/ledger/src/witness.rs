//! What a witness decides, without its network and memory (C2SP tlog-witness).

use crate::checkpoint::SignedCheckpoint;
use crate::error::NoteError;
use crate::hash::{EMPTY_ROOT, Hash};
use crate::key::VerifierKey;
use crate::merkle::{PROOF_HASHES_MAX, verify_consistency};
use crate::note::NOTE_SIZE_MAX_BYTES;
use crate::text::{parse_hash, parse_size, render_base64};

/// The longest request that is read, in bytes: a note, and 63 hashes before it.
pub const ADD_CHECKPOINT_SIZE_MAX_BYTES: usize = NOTE_SIZE_MAX_BYTES + 4096;

/// The body of `add-checkpoint`: a checkpoint, and the proof that it continues the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size of the tree that the log believes the witness to know.
    pub old_size: u64,
    /// The consistency proof from there.
    pub proof: Vec<Hash>,
    /// The checkpoint.
    pub checkpoint: SignedCheckpoint,
}

impl AddCheckpoint {
    /// Reads the body of a request.
    ///
    /// # Errors
    /// [`NoteError`]; [`NoteError::Shape`] for what stands before the checkpoint. All of them are
    /// answered with 400.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > ADD_CHECKPOINT_SIZE_MAX_BYTES {
            return Err(NoteError::TooLong {
                actual: bytes.len(),
                max: ADD_CHECKPOINT_SIZE_MAX_BYTES,
            });
        }
        let text = str::from_utf8(bytes).map_err(|_| NoteError::Characters)?;
        let (head, checkpoint) = text.split_once("\n\n").ok_or(NoteError::Shape)?;
        let mut lines = head.split('\n');
        let old_size = lines
            .next()
            .and_then(|line| parse_size(line.strip_prefix("old ")?))
            .ok_or(NoteError::Shape)?;
        let mut proof = Vec::new();
        for line in lines {
            let hash = parse_hash(line).filter(|_| proof.len() < PROOF_HASHES_MAX);
            proof.push(hash.ok_or(NoteError::Shape)?);
        }
        Ok(Self {
            old_size,
            proof,
            checkpoint: SignedCheckpoint::parse(checkpoint.as_bytes())?,
        })
    }

    /// The body as it is sent.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("old {}\n", self.old_size);
        for hash in &self.proof {
            text.push_str(&render_base64(hash));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint.to_text());
        text
    }
}

/// What a witness remembers of a log: the tree that it cosigned last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its size.
    pub size: u64,
    /// Its root.
    pub root: Hash,
}

impl Seen {
    /// What is known of a log of which nothing was cosigned.
    pub const NOTHING: Self = Self {
        size: 0,
        root: EMPTY_ROOT,
    };
}

/// What a witness answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Consistent: remember it, then cosign. 200.
    Cosign,
    /// No log of this origin is known. 404.
    UnknownOrigin,
    /// No signature by a trusted key, or one that does not verify. 403.
    WrongSignature,
    /// The old size is larger than the checkpoint's. 400.
    Malformed,
    /// Not the tree that was cosigned last: another size, or another root of that size. 409.
    Conflict {
        /// The size of the tree that was cosigned last.
        size: u64,
    },
    /// The proof does not show that the tree only grew. 422.
    Inconsistent,
}

/// Judges a request, in the order of the specification: the keys that are trusted for its origin
/// (`None` if the origin is unknown), and the tree of that origin that was cosigned last.
///
/// Checking and remembering must be one step: who judges two requests by one memory and then writes
/// both has signed two trees.
#[must_use]
pub fn judge(
    request: &AddCheckpoint,
    log: Option<&[VerifierKey]>,
    seen: Option<&Seen>,
) -> Judgement {
    let Some(keys) = log else {
        return Judgement::UnknownOrigin;
    };
    let signed = &request.checkpoint;
    if !keys.iter().any(|key| signed.verify_log(key).is_ok()) {
        return Judgement::WrongSignature;
    }
    let (old_size, tree) = (request.old_size, &signed.checkpoint);
    if old_size > tree.size {
        return Judgement::Malformed;
    }
    let seen = seen.unwrap_or(&Seen::NOTHING);
    let conflict = Judgement::Conflict { size: seen.size };
    if old_size != seen.size {
        return conflict;
    }
    if old_size == tree.size && seen.root != tree.root {
        return conflict;
    }
    match verify_consistency(seen.size, &seen.root, tree.size, &tree.root, &request.proof) {
        Ok(()) => Judgement::Cosign,
        Err(_) => Judgement::Inconsistent,
    }
}
