//! Checkpoints: what a log says its tree is (C2SP tlog-checkpoint).

use cleanbill_crypto::Signer;

use crate::error::NoteError;
use crate::hash::Hash;
use crate::key::{KeyUse, VerifierKey};
use crate::note::{NOTE_SIGNATURES_MAX, NOTE_SIZE_MAX_BYTES, Note, NoteSignature};
use crate::text::{parse_hash, parse_size, render_base64};

/// The longest origin, in bytes: what a cosignature may name (C2SP tlog-cosignature,
/// `log_origin<1..2^8-1>`).
pub const ORIGIN_SIZE_MAX_BYTES: usize = 255;

/// The most extension lines that are read. The specification advises against any.
pub const EXTENSIONS_MAX: usize = 16;

/// What a log says its tree is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log it is.
    pub origin: String,
    /// How many leaves its tree has.
    pub size: u64,
    /// The root of that tree.
    pub root: Hash,
    /// Lines that have a meaning elsewhere; commonly none.
    pub extensions: Vec<String>,
}

impl Checkpoint {
    /// Reads the text of a checkpoint, which is written in one way only.
    ///
    /// # Errors
    /// [`NoteError::Checkpoint`] with the first line that is wrong, [`NoteError::TooLong`],
    /// [`NoteError::Characters`].
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        if text.len() > NOTE_SIZE_MAX_BYTES {
            return Err(NoteError::TooLong {
                actual: text.len(),
                max: NOTE_SIZE_MAX_BYTES,
            });
        }
        if text.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
            return Err(NoteError::Characters);
        }
        let wrong = |line| NoteError::Checkpoint { line };
        let last = text.bytes().filter(|byte| *byte == b'\n').count();
        let text = text.strip_suffix('\n').ok_or(wrong(last + 1))?;
        let mut lines = text.split('\n');
        let origin = lines
            .next()
            .filter(|line| !line.is_empty() && line.len() <= ORIGIN_SIZE_MAX_BYTES)
            .ok_or(wrong(1))?;
        let size = lines.next().and_then(parse_size).ok_or(wrong(2))?;
        let root = lines.next().and_then(parse_hash).ok_or(wrong(3))?;
        let mut extensions = Vec::new();
        for line in lines {
            if line.is_empty() || extensions.len() >= EXTENSIONS_MAX {
                return Err(wrong(extensions.len() + 4));
            }
            extensions.push(line.to_owned());
        }
        Ok(Self {
            origin: origin.to_owned(),
            size,
            root,
            extensions,
        })
    }

    /// The text, with its last newline.
    #[must_use]
    pub fn text(&self) -> String {
        let root = render_base64(&self.root);
        let mut text = format!("{}\n{}\n{root}\n", self.origin, self.size);
        for line in &self.extensions {
            text.push_str(line);
            text.push('\n');
        }
        text
    }
}

/// A checkpoint with its signatures, none of which is verified by reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    /// What the note's text says.
    pub checkpoint: Checkpoint,
    /// The note.
    pub note: Note,
}

impl SignedCheckpoint {
    /// Reads a signed note whose text is a checkpoint.
    ///
    /// # Errors
    /// [`NoteError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        let note = Note::parse(bytes)?;
        let checkpoint = Checkpoint::parse(&note.text)?;
        Ok(Self { checkpoint, note })
    }

    /// Signs a checkpoint with a log's key, whose name is the origin.
    ///
    /// # Errors
    /// [`NoteError::Checkpoint`], if it could not be read again; [`NoteError::Name`] for an origin
    /// that no key can have; [`NoteError::Algorithm`], [`NoteError::Sign`].
    pub fn sign(checkpoint: Checkpoint, signer: &dyn Signer) -> Result<Self, NoteError> {
        let text = checkpoint.text();
        if Checkpoint::parse(&text)? != checkpoint {
            return Err(NoteError::Checkpoint { line: 1 });
        }
        let key = VerifierKey::of_signer(&checkpoint.origin, KeyUse::Log, signer)?;
        let signature = NoteSignature {
            name: key.name().to_owned(),
            key_id: key.key_id(),
            bytes: signer.sign(text.as_bytes())?,
        };
        let note = Note {
            text,
            signatures: vec![signature],
        };
        Ok(Self { checkpoint, note })
    }

    /// Verifies that a log's key signed this checkpoint. Whether the key is for this origin is the
    /// caller's to know: a policy wants its name to be the origin.
    ///
    /// # Errors
    /// [`NoteError::KeyUse`] for a key of a witness, [`NoteError::NotSigned`],
    /// [`NoteError::Signature`] if any signature by this key does not verify.
    pub fn verify_log(&self, key: &VerifierKey) -> Result<(), NoteError> {
        if key.key_use() != KeyUse::Log {
            return Err(NoteError::KeyUse);
        }
        self.check_text()?;
        let mut is_signed = false;
        for signature in self.note.signatures.iter().filter(|one| key.names(one)) {
            key.verify(self.note.text.as_bytes(), &signature.bytes)?;
            is_signed = true;
        }
        if is_signed {
            Ok(())
        } else {
            Err(NoteError::NotSigned)
        }
    }

    /// The checkpoint with one more signature, unless it has the very same.
    ///
    /// # Errors
    /// [`NoteError::TooManySignatures`]; [`NoteError::SignatureLine`] for one that could not be
    /// read again.
    pub fn with_cosignature(mut self, signature: NoteSignature) -> Result<Self, NoteError> {
        if self.note.signatures.contains(&signature) {
            return Ok(self);
        }
        if self.note.signatures.len() >= NOTE_SIGNATURES_MAX {
            return Err(NoteError::TooManySignatures {
                max: NOTE_SIGNATURES_MAX,
            });
        }
        if NoteSignature::parse_line(&signature.line())? != signature {
            return Err(NoteError::SignatureLine);
        }
        self.note.signatures.push(signature);
        Ok(self)
    }

    /// The note as it is written.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.note.to_text()
    }

    /// The text is what is signed, so the checkpoint beside it must be what it says.
    pub(crate) fn check_text(&self) -> Result<(), NoteError> {
        if self.checkpoint.text() == self.note.text {
            Ok(())
        } else {
            Err(NoteError::Checkpoint { line: 1 })
        }
    }
}
