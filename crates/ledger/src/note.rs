//! Signed notes (C2SP signed-note).

use crate::error::NoteError;
use crate::text::{parse_base64, render_base64};

/// The longest note that is read, in bytes: what the reference implementation reads
/// (golang.org/x/mod/sumdb/note).
pub const NOTE_SIZE_MAX_BYTES: usize = 1_000_000;

/// The most signatures of a note that are read, as the reference implementation does. The
/// specification wants at least 16.
pub const NOTE_SIGNATURES_MAX: usize = 100;

/// A text and signatures of it, none of which is verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The text, with its last newline.
    pub text: String,
    /// The signatures, in the order in which they stand.
    pub signatures: Vec<NoteSignature>,
}

/// One line of a note: who claims to have signed, with which key, and the signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// The name of the key.
    pub name: String,
    /// The identifier of the key: not a strong hash, and worth nothing without the key.
    pub key_id: [u8; 4],
    /// What the key's kind of signature has: for an Ed25519 signature 64 bytes, for a cosignature
    /// eight of time before them.
    pub bytes: Vec<u8>,
}

impl Note {
    /// Reads a note. Signatures of any kind are taken; who knows the keys verifies them.
    ///
    /// # Errors
    /// [`NoteError`]: [`NoteError::TooLong`] beyond [`NOTE_SIZE_MAX_BYTES`],
    /// [`NoteError::TooManySignatures`] beyond [`NOTE_SIGNATURES_MAX`], and what is no note.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > NOTE_SIZE_MAX_BYTES {
            return Err(NoteError::TooLong {
                actual: bytes.len(),
                max: NOTE_SIZE_MAX_BYTES,
            });
        }
        let note = str::from_utf8(bytes).map_err(|_| NoteError::Characters)?;
        if note.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
            return Err(NoteError::Characters);
        }
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Shape)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Shape)?;
        let mut signatures = Vec::new();
        for line in lines.split('\n') {
            if signatures.len() >= NOTE_SIGNATURES_MAX {
                return Err(NoteError::TooManySignatures {
                    max: NOTE_SIGNATURES_MAX,
                });
            }
            signatures.push(NoteSignature::parse_line(line)?);
        }
        Ok(Self {
            text: format!("{text}\n"),
            signatures,
        })
    }

    /// The note as it is written.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut note = format!("{}\n", self.text);
        for signature in &self.signatures {
            note.push_str(&signature.line());
            note.push('\n');
        }
        note
    }
}

impl NoteSignature {
    /// The line of this signature, without its newline.
    #[must_use]
    pub fn line(&self) -> String {
        let bytes = [self.key_id.as_slice(), &self.bytes].concat();
        format!("\u{2014} {} {}", self.name, render_base64(&bytes))
    }

    /// Reads one line, without its newline.
    ///
    /// # Errors
    /// [`NoteError::SignatureLine`].
    pub fn parse_line(line: &str) -> Result<Self, NoteError> {
        parse_line(line).ok_or(NoteError::SignatureLine)
    }
}

fn parse_line(line: &str) -> Option<NoteSignature> {
    let (name, encoded) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
    if !is_key_name(name) {
        return None;
    }
    let bytes = parse_base64(encoded)?;
    let (key_id, signature) = bytes.split_first_chunk::<4>()?;
    if signature.is_empty() {
        return None;
    }
    Some(NoteSignature {
        name: name.to_owned(),
        key_id: *key_id,
        bytes: signature.to_vec(),
    })
}

/// Whether a key may have this name: not empty, no white space, no plus, no control characters.
pub(crate) fn is_key_name(name: &str) -> bool {
    let banned =
        |character: char| character.is_whitespace() || character.is_control() || character == '+';
    !name.is_empty() && !name.contains(banned)
}
