//! A keyed permutation of 128 bits: AES-256 on one block.

use aws_lc_rs::cipher::{
    AES_256, DecryptingKey, DecryptionContext, EncryptingKey, EncryptionContext, UnboundCipherKey,
};

use crate::SealError;

/// Of one block, ECB is the bare permutation; it is never used on more.
pub(crate) struct BlockCipher {
    forward: EncryptingKey,
    back: DecryptingKey,
}

impl BlockCipher {
    pub(crate) fn new(key: &[u8; 32]) -> Result<Self, SealError> {
        let bound = || UnboundCipherKey::new(&AES_256, key);
        let keys = || {
            Ok::<_, aws_lc_rs::error::Unspecified>(Self {
                forward: EncryptingKey::ecb(bound()?)?,
                back: DecryptingKey::ecb(bound()?)?,
            })
        };
        keys().map_err(|_| SealError::Failed)
    }

    pub(crate) fn encrypt(&self, mut block: [u8; 16]) -> Result<[u8; 16], SealError> {
        self.forward
            .less_safe_encrypt(&mut block, EncryptionContext::None)
            .map_err(|_| SealError::Failed)?;
        Ok(block)
    }

    pub(crate) fn decrypt(&self, mut block: [u8; 16]) -> Result<[u8; 16], SealError> {
        self.back
            .decrypt(&mut block, DecryptionContext::None)
            .map_err(|_| SealError::Failed)?;
        Ok(block)
    }
}
