//! What the operator does: sign without seeing what.

use crypto_bigint::BoxedUint;
use rsa::RsaPrivateKey;
use rsa::hazmat::rsa_decrypt_and_check;
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use zeroize::Zeroizing;

use super::{Draw, EXPONENT, Generator, SignatureKey, number_below};
use crate::petition::PetitionError;
use cleanbill_ledger::leaf::MODULUS_BYTES;

/// Length of a private key as it is kept: both primes.
pub const KEY_SECRET_BYTES: usize = MODULUS_BYTES;

/// The private key of one petition. Wiped from memory when it is dropped; `Debug` hides it.
pub struct OperatorKey(RsaPrivateKey);

impl core::fmt::Debug for OperatorKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("OperatorKey(..)")
    }
}

impl OperatorKey {
    /// Makes a key of 2,048 bits.
    ///
    /// # Errors
    /// [`PetitionError::Randomness`] where no primes can be found.
    pub fn generate(draw: Draw<'_>) -> Result<Self, PetitionError> {
        let made = RsaPrivateKey::new(&mut Generator(draw), MODULUS_BYTES * 8);
        Self::checked(made.map_err(|_| PetitionError::Randomness)?)
    }

    /// Reads what [`to_secret`](Self::to_secret) wrote.
    ///
    /// # Errors
    /// [`PetitionError::Key`] for numbers that are no such primes.
    pub fn from_secret(secret: &[u8]) -> Result<Self, PetitionError> {
        let (first, second) = secret
            .split_at_checked(KEY_SECRET_BYTES / 2)
            .filter(|(_, second)| second.len() == KEY_SECRET_BYTES / 2)
            .ok_or(PetitionError::Key)?;
        let prime = |bytes: &[u8]| {
            let is_odd = bytes.last().is_some_and(|low| low % 2 == 1);
            let is_long = bytes.first().is_some_and(|high| *high >= 0x80);
            let bits = MODULUS_BYTES as u32 * 4;
            let number = BoxedUint::from_be_slice(bytes, bits).ok();
            let number = number.filter(|_| is_odd && is_long);
            number.ok_or(PetitionError::Key)
        };
        let key = RsaPrivateKey::from_p_q(prime(first)?, prime(second)?, EXPONENT.into());
        Self::checked(key.map_err(|_| PetitionError::Key)?)
    }

    #[cfg(test)]
    pub(super) const fn of(key: RsaPrivateKey) -> Self {
        Self(key)
    }

    fn checked(key: RsaPrivateKey) -> Result<Self, PetitionError> {
        key.validate().map_err(|_| PetitionError::Key)?;
        // Of numbers that are no primes the private operation does not undo the public one.
        let probe = BoxedUint::from_be_slice(&[2], key.n_bits_precision());
        let probe = probe.map_err(|_| PetitionError::Key)?;
        rsa_decrypt_and_check(&key, None::<&mut Generator<'_>>, &probe)
            .map_err(|_| PetitionError::Key)?;
        let made = Self(key);
        let modulus = made.modulus();
        // Full length, so that all numbers have the same.
        if modulus.len() != MODULUS_BYTES {
            return Err(PetitionError::Key);
        }
        SignatureKey::new(&modulus)?;
        Ok(made)
    }

    /// The key as it is kept, sealed or in a file that nobody else reads.
    #[must_use]
    pub fn to_secret(&self) -> Zeroizing<Vec<u8>> {
        let mut secret = Zeroizing::new(Vec::with_capacity(KEY_SECRET_BYTES));
        for prime in self.0.primes() {
            let bytes = Zeroizing::new(prime.to_be_bytes().into_vec());
            let skipped = bytes.len().saturating_sub(KEY_SECRET_BYTES / 2);
            secret.extend_from_slice(bytes.get(skipped..).unwrap_or_default());
        }
        secret
    }

    /// The modulus, big-endian: the public key.
    #[must_use]
    pub fn modulus(&self) -> Vec<u8> {
        self.0.n_bytes().into_vec()
    }

    /// Signs a blinded message (RFC 9474, section 4.3). The same message gives the same answer;
    /// randomness only hides how long the computation took for which number.
    ///
    /// # Errors
    /// [`PetitionError::BlindedMessage`] for what is no number below the modulus.
    pub fn blind_sign(&self, blinded: &[u8], draw: Draw<'_>) -> Result<Vec<u8>, PetitionError> {
        let number = number_below(blinded, self.0.n().as_ref());
        let number = number.ok_or(PetitionError::BlindedMessage)?;
        let signed = rsa_decrypt_and_check(&self.0, Some(&mut Generator(draw)), &number);
        let signed = signed.map_err(|_| PetitionError::BlindedMessage)?;
        Ok(signed.to_be_bytes().into_vec())
    }
}
