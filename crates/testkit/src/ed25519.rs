use cleanbill_crypto::{Algorithm, PublicKey, SignError, Signer};
use ed25519_dalek::{Signer as _, SigningKey};

/// An Ed25519 key made from a number: the key of a log or a witness in tests. Anybody can make it,
/// so it is worth nothing outside tests.
#[derive(Clone)]
pub struct FixedEdKey {
    signing: SigningKey,
    public: PublicKey,
}

impl FixedEdKey {
    /// The key of this number; numbers give different keys.
    ///
    /// # Panics
    /// Never: every seed gives a key.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "a broken fixture must stop the test that uses it"
    )]
    pub fn new(number: u32) -> Self {
        let mut seed = [0x42; 32];
        let (start, _) = seed.split_at_mut(4);
        start.copy_from_slice(&number.to_be_bytes());
        let signing = SigningKey::from_bytes(&seed);
        let public = PublicKey::from_ed25519(&signing.verifying_key().to_bytes())
            .expect("a generated key is no point of small order");
        Self { signing, public }
    }

    /// The public key (RFC 8032, section 5.1.5).
    #[must_use]
    pub fn public_bytes(&self) -> [u8; 32] {
        self.signing.verifying_key().to_bytes()
    }
}

impl Signer for FixedEdKey {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDsa
    }

    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        Ok(self.signing.sign(message).to_bytes().to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_key_signs_verifies_under_it_alone() {
        let (one, two) = (FixedEdKey::new(1), FixedEdKey::new(2));
        let signature = one.sign(b"message").unwrap();
        assert_eq!(FixedEdKey::new(1).sign(b"message").unwrap(), signature);
        let verify = |key: &FixedEdKey| {
            key.public_key()
                .verify(Algorithm::EdDsa, b"message", &signature)
        };
        verify(&one).unwrap();
        verify(&two).unwrap_err();
    }
}
