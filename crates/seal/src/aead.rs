//! AES-256-GCM with the nonce in front, and what it is bound to.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use zeroize::Zeroizing;

use crate::SealError;

/// Where randomness comes from: fills the slice.
pub type Randomness<'r> = &'r mut dyn FnMut(&mut [u8]);

/// Bytes of a nonce.
pub const NONCE_BYTES: usize = 12;
pub(crate) const TAG_BYTES: usize = 16;
/// Bytes of a wrapped key: nonce, 32 bytes, tag.
pub const WRAPPED_BYTES: usize = NONCE_BYTES + 32 + TAG_BYTES;

/// 32 bytes that are wiped when they are dropped.
pub(crate) type Secret = Zeroizing<[u8; 32]>;

pub(crate) fn draw<const N: usize>(randomness: Randomness<'_>) -> [u8; N] {
    let mut bytes = [0; N];
    randomness(&mut bytes);
    bytes
}

pub(crate) fn draw_secret(randomness: Randomness<'_>) -> Secret {
    let mut secret = Zeroizing::new([0; 32]);
    randomness(secret.as_mut_slice());
    secret
}

/// A key that seals and opens. The library wipes its memory when it is freed.
pub(crate) struct Aead(LessSafeKey);

impl Aead {
    pub(crate) fn new(key: &[u8; 32]) -> Result<Self, SealError> {
        UnboundKey::new(&AES_256_GCM, key)
            .map(|key| Self(LessSafeKey::new(key)))
            .map_err(|_| SealError::Failed)
    }

    /// Encrypts what `out` holds from `start` on, and appends the tag.
    pub(crate) fn seal_tail(
        &self,
        aad: &[u8],
        nonce: [u8; NONCE_BYTES],
        out: &mut Vec<u8>,
        start: usize,
    ) -> Result<(), SealError> {
        let tail = out.get_mut(start..).ok_or(SealError::Failed)?;
        let nonce = Nonce::assume_unique_for_key(nonce);
        let tag = self
            .0
            .seal_in_place_separate_tag(nonce, Aad::from(aad), tail)
            .map_err(|_| SealError::Failed)?;
        out.extend_from_slice(tag.as_ref());
        Ok(())
    }

    /// What nonce ‖ ciphertext ‖ tag hold.
    pub(crate) fn open(&self, aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (nonce, rest) = sealed
            .split_first_chunk::<NONCE_BYTES>()
            .ok_or(SealError::NotAuthentic)?;
        let split = rest
            .len()
            .checked_sub(TAG_BYTES)
            .ok_or(SealError::NotAuthentic)?;
        let (ciphertext, tag) = rest.split_at(split);
        let mut plaintext = Zeroizing::new(vec![0; ciphertext.len()]);
        self.0
            .open_separate_gather(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(aad),
                ciphertext,
                tag,
                plaintext.as_mut_slice(),
            )
            .map_err(|_| SealError::NotAuthentic)?;
        Ok(plaintext)
    }

    /// Wraps a key.
    pub(crate) fn wrap(
        &self,
        aad: &[u8],
        key: &[u8; 32],
        nonce: [u8; NONCE_BYTES],
    ) -> Result<[u8; WRAPPED_BYTES], SealError> {
        let mut wrapped = [0; WRAPPED_BYTES];
        let (front, rest) = wrapped.split_at_mut(NONCE_BYTES);
        let (body, tail) = rest.split_at_mut(32);
        front.copy_from_slice(&nonce);
        body.copy_from_slice(key);
        let nonce = Nonce::assume_unique_for_key(nonce);
        let tag = self
            .0
            .seal_in_place_separate_tag(nonce, Aad::from(aad), body)
            .map_err(|_| SealError::Failed)?;
        tail.copy_from_slice(tag.as_ref());
        Ok(wrapped)
    }

    /// Unwraps a key; `None` where it was not wrapped by this key and for this purpose.
    pub(crate) fn unwrap(&self, aad: &[u8], wrapped: &[u8; WRAPPED_BYTES]) -> Option<Secret> {
        let (nonce, rest) = wrapped.split_first_chunk::<NONCE_BYTES>()?;
        let (ciphertext, tag) = rest.split_first_chunk::<32>()?;
        let mut key = Zeroizing::new([0; 32]);
        self.0
            .open_separate_gather(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(aad),
                ciphertext,
                tag,
                key.as_mut_slice(),
            )
            .ok()?;
        Some(key)
    }
}
