//! What is filed, and what is answered.

use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::{Fields, bytes, encode_record, int, parse_record_within};
use cleanbill_cose::{Limits, closed_list};
use cleanbill_crypto::sha256;

use super::form::{is_of, is_text};
use super::{FilingClass, FilingError};

/// Longest text, bytes.
pub const TEXT_MAX_BYTES: usize = 64 << 10;
/// Longest document, bytes.
pub const DOCUMENT_MAX_BYTES: usize = 4 << 20;
/// The layout of records of content and of answers.
const LAYOUT: i64 = 1;
/// A document, and what is around it.
const LIMITS: Limits = Limits {
    size_max_bytes: DOCUMENT_MAX_BYTES + 64,
    depth_max: 2,
    items_max: 8,
};

closed_list! {
    /// What sort of thing is filed.
    Kind {
        /// A text that was typed.
        Text = 1, "text";
        /// A file.
        Document = 2, "document";
        /// The hash of a recording, which whoever filed it keeps.
        Recording = 3, "recording";
    }
}

closed_list! {
    /// What kind of file is taken.
    FileKind {
        /// Portable Document Format.
        Pdf = 1, "pdf";
        /// Portable Network Graphics.
        Png = 2, "png";
        /// JPEG.
        Jpeg = 3, "jpeg";
        /// Plain text in UTF-8.
        Plain = 4, "plain";
    }
}

impl FileKind {
    /// The media type under which it is handed out.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Plain => "text/plain; charset=utf-8",
        }
    }
}

/// What is filed: checked when it is made, and no name of a file, of its maker or of a place in it.
#[derive(Clone, PartialEq, Eq)]
pub enum Content {
    /// A text of 1 to [`TEXT_MAX_BYTES`] bytes.
    Text(String),
    /// A file of 1 to [`DOCUMENT_MAX_BYTES`] bytes.
    Document(FileKind, Vec<u8>),
    /// A recording.
    Recording {
        /// Its SHA-256.
        sha256: [u8; 32],
        /// Its size in bytes.
        size_bytes: u64,
    },
}

impl Content {
    /// Takes a text.
    ///
    /// # Errors
    /// [`FilingError::Empty`], [`FilingError::TooLong`], [`FilingError::Text`].
    pub fn text(text: String) -> Result<Self, FilingError> {
        check_text(&text)?;
        Ok(Self::Text(text))
    }

    /// Takes a file. It is of the kind that it says, by how it begins and ends.
    ///
    /// # Errors
    /// [`FilingError::Empty`], [`FilingError::TooLong`], [`FilingError::Document`].
    pub fn document(kind: FileKind, bytes: Vec<u8>) -> Result<Self, FilingError> {
        check_size(bytes.len(), DOCUMENT_MAX_BYTES)?;
        match is_of(kind, &bytes) {
            true => Ok(Self::Document(kind, bytes)),
            false => Err(FilingError::Document),
        }
    }

    /// Takes the hash of a recording.
    ///
    /// # Errors
    /// [`FilingError::Empty`] for one of no bytes; [`FilingError::TooLong`] where no file is so
    /// long.
    pub fn recording(sha256: [u8; 32], size_bytes: u64) -> Result<Self, FilingError> {
        if size_bytes == 0 {
            return Err(FilingError::Empty);
        }
        if i64::try_from(size_bytes).is_err() {
            return Err(FilingError::TooLong { max: usize::MAX });
        }
        Ok(Self::Recording { sha256, size_bytes })
    }

    /// What sort of thing it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::Document(..) => Kind::Document,
            Self::Recording { .. } => Kind::Recording,
        }
    }

    /// What the ledger says of it where it is open.
    #[must_use]
    pub const fn class(&self) -> FilingClass {
        match self {
            Self::Text(_) => FilingClass::Text,
            Self::Document(..) => FilingClass::Document,
            Self::Recording { .. } => FilingClass::Recording,
        }
    }

    /// SHA-256 of its bytes: of the text in UTF-8, of the file, of the recording.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        match self {
            Self::Text(text) => sha256(text.as_bytes()),
            Self::Document(_, bytes) => sha256(bytes),
            Self::Recording { sha256, .. } => *sha256,
        }
    }

    /// The room that it takes, bytes; a recording takes none.
    #[must_use]
    pub const fn size_bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Document(_, bytes) => bytes.len(),
            Self::Recording { .. } => 0,
        }
    }

    /// The one spelling in which it is sealed: `[1, kind, file kind or size, bytes]`.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let (detail, body) = match self {
            Self::Text(text) => (Value::Null, text.as_bytes()),
            Self::Document(kind, bytes) => (int(kind.number()), bytes.as_slice()),
            Self::Recording { sha256, size_bytes } => {
                let size = i64::try_from(*size_bytes).unwrap_or(i64::MAX);
                (int(size), sha256.as_slice())
            }
        };
        encode_record(vec![
            int(LAYOUT),
            int(self.kind().number()),
            detail,
            bytes(body),
        ])
    }

    /// Reads it again, and checks it as if it were filed anew.
    ///
    /// # Errors
    /// [`FilingError::Record`], and what the checks find.
    pub fn parse(record: &[u8]) -> Result<Self, FilingError> {
        let read = |fields: &mut Fields<'_>| {
            if fields.int()? != LAYOUT {
                return Err(fields.wrong());
            }
            let kind = fields.member(Kind::from_number)?;
            let detail = fields.optional_number::<u64>()?;
            let body = fields.bytes_up_to(DOCUMENT_MAX_BYTES)?;
            let file = || FileKind::from_number(u8::try_from(detail?).ok()?);
            let found = match (kind, detail) {
                (Kind::Text, None) => String::from_utf8(body).ok().map(Self::Text),
                (Kind::Document, Some(_)) => file().map(|file| Self::Document(file, body)),
                (Kind::Recording, Some(size_bytes)) => {
                    let sha256 = <[u8; 32]>::try_from(body).ok();
                    sha256.map(|sha256| Self::Recording { sha256, size_bytes })
                }
                _ => None,
            };
            found.ok_or_else(|| fields.wrong())
        };
        match parse_record_within(record, &LIMITS, read, Self::encode)? {
            Self::Text(text) => Self::text(text),
            Self::Document(kind, bytes) => Self::document(kind, bytes),
            Self::Recording { sha256, size_bytes } => Self::recording(sha256, size_bytes),
        }
    }
}

/// Shows the kind, and nothing of what was filed.
impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = self.kind().name();
        f.debug_struct("Content")
            .field("kind", &kind)
            .finish_non_exhaustive()
    }
}

/// The answer to a filing: a text as one that is filed.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer(String);

impl Answer {
    /// Takes a text.
    ///
    /// # Errors
    /// [`FilingError::Empty`], [`FilingError::TooLong`], [`FilingError::Text`].
    pub fn new(text: String) -> Result<Self, FilingError> {
        check_text(&text)?;
        Ok(Self(text))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// SHA-256 of the text.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        sha256(self.0.as_bytes())
    }
}

/// Shows nothing of the text.
impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer").finish_non_exhaustive()
    }
}

fn check_text(text: &str) -> Result<(), FilingError> {
    check_size(text.trim().len(), usize::MAX)?;
    check_size(text.len(), TEXT_MAX_BYTES)?;
    match is_text(text) {
        true => Ok(()),
        false => Err(FilingError::Text),
    }
}

const fn check_size(length: usize, max: usize) -> Result<(), FilingError> {
    match length {
        0 => Err(FilingError::Empty),
        length if length > max => Err(FilingError::TooLong { max }),
        _ => Ok(()),
    }
}
