//! Files behind a link (section "Encrypting and Decrypting Files").

use cleanbill_jose::jwe::{self, Jwe};

use crate::content::ContentType;
use crate::error::FileError;
use crate::key::LinkKey;
use crate::limits::Limits;

/// A file that was opened. It is about a person: it has no `Debug`.
pub struct OpenedFile {
    /// The type that the encrypted file names itself, if it is one that is known.
    pub content_type: Option<ContentType>,
    /// What is inside.
    pub bytes: Vec<u8>,
}

/// Decrypts a file with the key of its link. White space around it is ignored, as files end in a
/// line feed.
///
/// # Errors
/// [`FileError`].
pub fn open_file(bytes: &[u8], key: &LinkKey, limits: &Limits) -> Result<OpenedFile, FileError> {
    let limits = cleanbill_jose::Limits {
        jwe_bytes_max: limits.file_bytes_max,
        content_bytes_max: limits.content_bytes_max,
        ..cleanbill_jose::Limits::default()
    };
    let text = core::str::from_utf8(bytes.trim_ascii()).map_err(|_| FileError::NotText)?;
    let jwe = Jwe::parse(text, &limits)?;
    let content_type = jwe.header().content_type();
    Ok(OpenedFile {
        content_type: content_type.and_then(ContentType::from_name),
        bytes: jwe.decrypt(&key.to_cipher(), &limits)?,
    })
}

/// Whether a text is a file as [`open_file`] reads it, as far as that can be told without its key.
///
/// # Errors
/// [`FileError`].
pub fn check_sealed(text: &str) -> Result<(), FileError> {
    let limits = cleanbill_jose::Limits {
        jwe_bytes_max: text.len(),
        ..cleanbill_jose::Limits::default()
    };
    Ok(Jwe::parse(text, &limits).map(drop)?)
}

/// Encrypts and compresses a file with the key of its link. `nonce` has to be fresh: it must never
/// come again under this key, also not for a newer version of the same file.
///
/// # Errors
/// [`FileError::Jwe`] for one longer than the cipher can take.
pub fn seal_file(
    bytes: &[u8],
    content_type: ContentType,
    key: &LinkKey,
    nonce: &[u8; 12],
) -> Result<String, FileError> {
    let name = Some(content_type.name());
    Ok(jwe::encrypt(bytes, name, true, &key.to_cipher(), nonce)?)
}
