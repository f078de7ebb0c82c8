//! Compact JSON Web Encryption (RFC 7516), with a key that both sides have (`dir`).

mod deflate;
mod error;
mod header;

use core::fmt;

use cleanbill_crypto::{AES_256_GCM_NONCE_BYTES, AES_256_GCM_TAG_BYTES, Aes256GcmKey};

use crate::encoding::{base64url, to_base64url};
use crate::limits::Limits;

pub use error::{JweError, RefusedAlgorithm};
pub use header::{ContentEncryption, JweHeader, KeyManagement};

/// An encrypted content in the compact serialisation, taken apart and not decrypted yet.
///
/// ```text
/// BASE64URL(header JSON) "." encrypted key "." nonce "." ciphertext "." tag
/// └── authenticated ───┘     empty: dir        12 bytes                 16 bytes
/// ```
///
/// Read are exactly `alg` `dir` and `enc` `A256GCM`, with `zip` `DEF` or without: what SMART Health
/// Links ask for. Everything else is refused by its name before anything is computed; above all
/// PBES2, whose `p2c` lets a sender decide how long the receiver works.
#[derive(Clone, PartialEq, Eq)]
pub struct Jwe<'a> {
    header: JweHeader,
    authenticated: &'a str,
    nonce: [u8; AES_256_GCM_NONCE_BYTES],
    ciphertext: Vec<u8>,
    tag: [u8; AES_256_GCM_TAG_BYTES],
}

impl<'a> Jwe<'a> {
    /// Reads a compact JWE (RFC 7516, section 7.1).
    ///
    /// # Errors
    /// [`JweError`]; also for everything that is not decrypted here anyway.
    pub fn parse(text: &'a str, limits: &Limits) -> Result<Self, JweError> {
        if text.len() > limits.jwe_bytes_max {
            let (max, actual) = (limits.jwe_bytes_max, text.len());
            return Err(JweError::TooLarge { max, actual });
        }
        let mut parts = text.split('.');
        let five = [(); 5].map(|()| parts.next());
        let [
            Some(authenticated),
            Some(key),
            Some(nonce),
            Some(content),
            Some(tag),
        ] = five
        else {
            return Err(JweError::Parts);
        };
        if parts.next().is_some() {
            return Err(JweError::Parts);
        }
        let decoded = |part| base64url(part).ok_or(JweError::Base64);
        let header = JweHeader::parse(&decoded(authenticated)?, limits)?;
        if !key.is_empty() {
            return Err(JweError::EncryptedKey);
        }
        Ok(Self {
            header,
            authenticated,
            nonce: decoded(nonce)?.try_into().map_err(|_| JweError::Nonce)?,
            ciphertext: decoded(content)?,
            tag: decoded(tag)?.try_into().map_err(|_| JweError::Tag)?,
        })
    }

    /// The header. Nobody can rely on it before the content is decrypted.
    #[must_use]
    pub fn header(&self) -> &JweHeader {
        &self.header
    }

    /// Decrypts (RFC 7516, section 5.2) and decompresses the content, up to
    /// [`Limits::content_bytes_max`].
    ///
    /// # Errors
    /// [`JweError::NotAuthentic`] for another key or changed bytes, [`JweError::Deflate`] and
    /// [`JweError::ContentTooLarge`] for what is inside.
    pub fn decrypt(&self, key: &Aes256GcmKey, limits: &Limits) -> Result<Vec<u8>, JweError> {
        let associated = self.authenticated.as_bytes();
        let content = key
            .open(&self.nonce, associated, &self.ciphertext, &self.tag)
            .map_err(|_| JweError::NotAuthentic)?;
        let max = limits.content_bytes_max;
        if self.header.is_compressed() {
            deflate::inflate(&content, max)
        } else if content.len() > max {
            Err(JweError::ContentTooLarge { max })
        } else {
            Ok(content)
        }
    }
}

impl fmt::Debug for Jwe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Jwe")
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

/// Encrypts `content` with `key`: `dir`, `A256GCM`, a `cty` of `content_type` if there is one, and
/// `zip` `DEF` if `compress`.
///
/// `nonce` must be fresh: never may two contents be encrypted with the same key and nonce.
///
/// # Errors
/// [`JweError::Failed`] for a content longer than the mode can encrypt.
pub fn encrypt(
    content: &[u8],
    content_type: Option<&str>,
    compress: bool,
    key: &Aes256GcmKey,
    nonce: &[u8; AES_256_GCM_NONCE_BYTES],
) -> Result<String, JweError> {
    let header = to_base64url(header::write(content_type, compress).as_bytes());
    let compressed = compress.then(|| deflate::deflate(content));
    let content = compressed.as_deref().unwrap_or(content);
    let mut sealed = key
        .seal(nonce, header.as_bytes(), content)
        .map_err(|_| JweError::Failed)?;
    let split = sealed.len().checked_sub(AES_256_GCM_TAG_BYTES);
    let tag = sealed.split_off(split.ok_or(JweError::Failed)?);
    let [nonce, sealed, tag] = [&nonce[..], &sealed, &tag].map(to_base64url);
    Ok([header.as_str(), "", &nonce, &sealed, &tag].join("."))
}

#[cfg(test)]
#[path = "jwe_tests.rs"]
mod tests;
