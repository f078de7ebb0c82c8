//! AES-256-GCM (NIST SP 800-38D), for JSON Web Encryption.

use core::fmt;
use core::marker::PhantomData;

use thiserror::Error;
use zeroize::Zeroizing;

use crate::backend::{self, Aead};

/// Length of a key in bytes.
pub const AES_256_GCM_KEY_BYTES: usize = 32;
/// Length of a nonce in bytes. One that a key has used must never come again under it.
pub const AES_256_GCM_NONCE_BYTES: usize = 12;
/// Length of an authentication tag in bytes; shorter ones are not read.
pub const AES_256_GCM_TAG_BYTES: usize = 16;

/// A key of AES-256-GCM, in the hands of the platform's backend. `Debug` does not show it, and its
/// memory is wiped when it is dropped.
///
/// ```
/// use cleanbill_crypto::Aes256GcmKey;
///
/// let key: Aes256GcmKey = Aes256GcmKey::new(&[7; 32]);
/// let sealed = key.seal(&[1; 12], b"header", b"content")?;
/// let (content, tag) = sealed.split_at(sealed.len() - 16);
/// let tag = tag.try_into()?;
/// assert_eq!(key.open(&[1; 12], b"header", content, &tag)?, b"content");
/// assert!(key.open(&[1; 12], b"another", content, &tag).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Aes256GcmKey<B = backend::Default> {
    bytes: Zeroizing<[u8; AES_256_GCM_KEY_BYTES]>,
    backend: PhantomData<fn() -> B>,
}

impl<B: Aead> Aes256GcmKey<B> {
    /// The key with these bytes.
    #[must_use]
    pub fn new(bytes: &[u8; AES_256_GCM_KEY_BYTES]) -> Self {
        Self {
            bytes: Zeroizing::new(*bytes),
            backend: PhantomData,
        }
    }

    /// Encrypts `plaintext` and authenticates it with `associated`; ciphertext ‖ tag.
    ///
    /// # Errors
    /// [`AeadError::Failed`] for more than the 64 GiB that the mode can take.
    pub fn seal(
        &self,
        nonce: &[u8; AES_256_GCM_NONCE_BYTES],
        associated: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, AeadError> {
        B::seal(&self.bytes, nonce, associated, plaintext).ok_or(AeadError::Failed)
    }

    /// Decrypts what [`seal`](Self::seal) made.
    ///
    /// # Errors
    /// [`AeadError::NotAuthentic`] unless key, nonce, `associated`, ciphertext and tag belong
    /// together.
    pub fn open(
        &self,
        nonce: &[u8; AES_256_GCM_NONCE_BYTES],
        associated: &[u8],
        ciphertext: &[u8],
        tag: &[u8; AES_256_GCM_TAG_BYTES],
    ) -> Result<Vec<u8>, AeadError> {
        B::open(&self.bytes, nonce, associated, ciphertext, tag).ok_or(AeadError::NotAuthentic)
    }
}

impl<B> fmt::Debug for Aes256GcmKey<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Aes256GcmKey").finish_non_exhaustive()
    }
}

/// Why something was not encrypted or decrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AeadError {
    /// Another key, nonce or associated data, or changed bytes; which of them cannot be told.
    #[error("encrypted with another key, or changed since")]
    NotAuthentic,
    /// More than the mode can encrypt.
    #[error("the content cannot be encrypted")]
    Failed,
}

impl AeadError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAuthentic => "encryption.not-authentic",
            Self::Failed => "encryption.failed",
        }
    }
}
