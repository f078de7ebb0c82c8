//! The key of what anybody filed, and that of challenges to file something.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::hmac;
use zeroize::Zeroizing;

use crate::aead::{Aead, NONCE_BYTES, Secret};
use crate::{KeyRing, SealError};

/// What of a filing is sealed: it opens nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum FilingPart {
    /// What was filed.
    Content = 1,
    /// Its answer.
    Answer = 2,
}

/// Seals what anybody filed, under a key that no record of a person is under. Cheap to clone;
/// `Debug` shows nothing.
#[derive(Clone)]
pub struct FilingKey(Arc<Aead>);

impl KeyRing {
    /// The key of filings.
    ///
    /// # Errors
    /// [`SealError::NoPurposeKey`] for a ring of an older program, before [`KeyRing::complete`].
    pub fn filing_key(&self) -> Result<FilingKey, SealError> {
        self.filings.clone().ok_or(SealError::NoPurposeKey)
    }
}

impl FilingKey {
    pub(crate) fn new(key: &Secret) -> Result<Self, SealError> {
        Ok(Self(Arc::new(Aead::new(key)?)))
    }

    /// Seals a part of a filing under a nonce that was never used before.
    ///
    /// # Errors
    /// [`SealError::Failed`].
    pub fn seal(
        &self,
        part: FilingPart,
        follow: &[u8; 32],
        plaintext: &[u8],
        nonce: [u8; NONCE_BYTES],
    ) -> Result<Vec<u8>, SealError> {
        let mut sealed = Vec::with_capacity(plaintext.len() + NONCE_BYTES + 16);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(plaintext);
        let aad = aad(part, follow);
        self.0.seal_tail(&aad, nonce, &mut sealed, NONCE_BYTES)?;
        Ok(sealed)
    }

    /// Opens a part of the filing whose follow code has this hash.
    ///
    /// # Errors
    /// [`SealError::NotAuthentic`].
    pub fn open(
        &self,
        part: FilingPart,
        follow: &[u8; 32],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealError> {
        self.0.open(&aad(part, follow), sealed)
    }
}

/// Makes tags of challenges, as long as the process lives.
pub struct WorkKey(hmac::Key);

impl WorkKey {
    /// Of 32 random bytes.
    #[must_use]
    pub fn new(random: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, random))
    }

    /// The tag of a challenge: 16 bytes of an HMAC-SHA-256.
    #[must_use]
    pub fn tag(&self, challenge: &[u8]) -> [u8; 16] {
        let tag = hmac::sign(&self.0, challenge);
        let mut cut = [0; 16];
        for (to, from) in cut.iter_mut().zip(tag.as_ref()) {
            *to = *from;
        }
        cut
    }
}

impl fmt::Debug for WorkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkKey").finish_non_exhaustive()
    }
}

fn aad(part: FilingPart, follow: &[u8; 32]) -> Vec<u8> {
    let label = b"cleanbill/filing/1\0".as_slice();
    [label, &[part as u8], follow].concat()
}

impl fmt::Debug for FilingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilingKey").finish_non_exhaustive()
    }
}
