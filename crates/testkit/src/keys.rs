use cleanbill_crypto::{Algorithm, PublicKey, SignError, Signer};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use p256::pkcs8::EncodePublicKey;

/// An ES256 key made from a number, that signs deterministically (RFC 6979): the same test gives
/// the same bytes on every machine. Anybody can make it, so it is worth nothing outside tests.
#[derive(Clone)]
pub struct FixedKey {
    signing: SigningKey,
    public: PublicKey,
}

impl FixedKey {
    /// The key of this number; numbers give different keys.
    ///
    /// # Panics
    /// Never: every number gives a scalar between 1 and the curve's order.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "a broken fixture must stop the test that uses it"
    )]
    pub fn new(number: u32) -> Self {
        let mut scalar = [0x42; 32];
        let (start, _) = scalar.split_at_mut(4);
        start.copy_from_slice(&(number >> 1).to_be_bytes());
        if let Some(last) = scalar.last_mut() {
            *last = u8::from(number & 1 == 1);
        }
        let signing = SigningKey::from_slice(&scalar).expect("the scalar is in range");
        let spki = signing
            .verifying_key()
            .to_public_key_der()
            .expect("a P-256 key has a SPKI");
        let public = PublicKey::from_spki_der(spki.as_bytes()).expect("a P-256 key is read");
        Self { signing, public }
    }
}

impl Signer for FixedKey {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Es256
    }

    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let signature: Signature = self.signing.sign(message);
        Ok(signature.to_bytes().to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_signs_the_same_every_time() {
        let (one, two) = (FixedKey::new(1), FixedKey::new(2));
        assert_ne!(
            one.public_key().to_spki_der(),
            two.public_key().to_spki_der()
        );
        let signature = one.sign(b"message").unwrap();
        assert_eq!(FixedKey::new(1).sign(b"message").unwrap(), signature);
        one.public_key()
            .verify(Algorithm::Es256, b"message", &signature)
            .unwrap();
        two.public_key()
            .verify(Algorithm::Es256, b"message", &signature)
            .unwrap_err();
    }
}
