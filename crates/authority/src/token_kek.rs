//! The key-encryption key in a token or HSM, that it never leaves.

use cleanbill_crypto::sha256;
use cleanbill_seal::{Kek, SealError};
use cleanbill_signer::pkcs11::{TokenError, WrappingKey};
use zeroize::Zeroizing;

/// A key of a token that wraps the keys of a ring. It is asked when the ring is opened or changed,
/// and not for each record.
#[derive(Debug)]
pub struct TokenKek {
    key: WrappingKey,
    id: [u8; 8],
}

impl TokenKek {
    /// With this key of a token.
    #[must_use]
    pub fn new(key: WrappingKey) -> Self {
        let named = [&b"cleanbill kek in a token 1"[..], key.id()].concat();
        let [
            id @ ..,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
            _,
        ] = sha256(&named);
        Self { key, id }
    }

    /// Whether the token is there, and wraps and unwraps.
    ///
    /// # Errors
    /// [`SealError::KekFailed`].
    pub fn check(&self) -> Result<(), SealError> {
        self.key.check().map_err(failed)
    }
}

fn failed(error: TokenError) -> SealError {
    SealError::KekFailed {
        cause: error.code(),
    }
}

impl Kek for TokenKek {
    fn id(&self) -> [u8; 8] {
        self.id
    }

    fn wrap(&self, purpose: &[u8], key: &[u8; 32], nonce: [u8; 12]) -> Result<[u8; 60], SealError> {
        self.key.wrap(purpose, key, nonce).map_err(failed)
    }

    fn unwrap(&self, purpose: &[u8], wrapped: &[u8; 60]) -> Result<Zeroizing<[u8; 32]>, SealError> {
        match self.key.unwrap(purpose, wrapped) {
            Err(TokenError::Unwrap) => Err(SealError::RingAltered),
            other => other.map_err(failed),
        }
    }
}
