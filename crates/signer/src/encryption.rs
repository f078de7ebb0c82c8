//! RSA keys to which wallets encrypt the keys of their messages, for the pre-check of carriers.

use core::fmt;

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rsa::{
    KeySize, OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, OaepPublicEncryptingKey,
    PrivateDecryptingKey, PublicEncryptingKey,
};
use cleanbill_crypto::PublicKey;
use cleanbill_precheck::{CONTENT_KEY_BYTES, ContentKey, KeyWrap, SchemeError};
use zeroize::Zeroizing;

use crate::SignerError;

/// A private key that decrypts keys, in the memory of this process alone: it cannot be written
/// anywhere, so that what was encrypted to it stays closed once it is gone.
pub struct DecryptionKey {
    private: OaepPrivateDecryptingKey,
    public: PublicKey,
}

impl DecryptionKey {
    /// Generates a key of 3072 bits from the randomness of aws-lc-rs. Takes about as long as a
    /// second.
    ///
    /// # Errors
    /// [`SignerError::Generate`].
    pub fn generate() -> Result<Self, SignerError> {
        let failed = |_| SignerError::Generate;
        let key = PrivateDecryptingKey::generate(KeySize::Rsa3072).map_err(failed)?;
        let spki: PublicKeyX509Der<'_> = key.public_key().as_der().map_err(failed)?;
        let public = PublicKey::from_spki_der(spki.as_ref())?;
        let private = OaepPrivateDecryptingKey::new(key).map_err(failed)?;
        Ok(Self { private, public })
    }

    /// The key that is encrypted to.
    #[must_use]
    pub const fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// Decrypts a key (RSAES-OAEP, SHA-256, MGF1 with SHA-256, no label).
    ///
    /// # Errors
    /// [`SchemeError::Closed`], whatever is wrong.
    pub fn unwrap(&self, wrapped: &[u8]) -> Result<ContentKey, SchemeError> {
        let mut buffer = Zeroizing::new(vec![0; self.private.min_output_size()]);
        let closed = |_| SchemeError::Closed;
        let algorithm = &OAEP_SHA256_MGF1SHA256;
        let key = self.private.decrypt(algorithm, wrapped, &mut buffer, None);
        let key = key.map_err(closed)?;
        let mut content = Zeroizing::new([0; CONTENT_KEY_BYTES]);
        match key.len() == CONTENT_KEY_BYTES {
            true => content.copy_from_slice(key),
            false => return Err(SchemeError::Closed),
        }
        Ok(content)
    }
}

impl fmt::Debug for DecryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecryptionKey").finish_non_exhaustive()
    }
}

/// A service's public key, to encrypt to.
pub struct EncryptionKey {
    kid: String,
    public: OaepPublicEncryptingKey,
}

impl EncryptionKey {
    /// The key with its identifier.
    ///
    /// # Errors
    /// [`SchemeError::Wrap`] if it is no RSA key that can be encrypted to.
    pub fn new(kid: &str, key: &PublicKey) -> Result<Self, SchemeError> {
        let public = PublicEncryptingKey::from_der(key.to_spki_der());
        let public = public.map_err(|_| SchemeError::Wrap)?;
        Ok(Self {
            kid: kid.to_owned(),
            public: OaepPublicEncryptingKey::new(public).map_err(|_| SchemeError::Wrap)?,
        })
    }
}

impl KeyWrap for EncryptionKey {
    fn kid(&self) -> &str {
        &self.kid
    }

    fn wrap(&self, key: &[u8; CONTENT_KEY_BYTES]) -> Result<Vec<u8>, SchemeError> {
        let mut wrapped = vec![0; self.public.ciphertext_size()];
        let written = self
            .public
            .encrypt(&OAEP_SHA256_MGF1SHA256, key, &mut wrapped, None)
            .map_err(|_| SchemeError::Wrap)?
            .len();
        wrapped.truncate(written);
        Ok(wrapped)
    }
}

impl fmt::Debug for EncryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncryptionKey").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{KeyType, SoftwareKey};
    use cleanbill_crypto::Signer;

    #[test]
    fn a_key_comes_through_and_a_changed_one_does_not() {
        let key = DecryptionKey::generate().unwrap();
        let service = EncryptionKey::new("k", key.public_key()).unwrap();
        let mut wrapped = service.wrap(&[7; CONTENT_KEY_BYTES]).unwrap();
        assert_eq!(*key.unwrap(&wrapped).unwrap(), [7; CONTENT_KEY_BYTES]);
        let again = service.wrap(&[7; CONTENT_KEY_BYTES]).unwrap();
        assert_ne!(wrapped, again, "fresh randomness each time");
        wrapped[20] ^= 1;
        assert_eq!(key.unwrap(&wrapped), Err(SchemeError::Closed));
        for odd in [&[][..], &[0; 384], &[0xff; 384], &wrapped[..383]] {
            assert_eq!(key.unwrap(odd), Err(SchemeError::Closed));
        }
    }

    #[test]
    fn nothing_is_encrypted_to_a_key_that_signs() {
        let key = SoftwareKey::generate(KeyType::P256).unwrap();
        let service = EncryptionKey::new("k", key.public_key());
        assert_eq!(service.unwrap_err(), SchemeError::Wrap);
    }
}
