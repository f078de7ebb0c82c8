//! What the signer's device does: blind, and make a signature of what comes back.

use cleanbill_crypto::PublicKey;
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, NonZero, Odd};
use zeroize::Zeroizing;

use super::pss::{self, HASH_BYTES};
use super::{Draw, EXPONENT, RANDOMIZER_BYTES, bytes_of, number_below};
use crate::petition::PetitionError;

/// A drawn number is below the modulus at least every second time: after so many times the draws
/// are no random ones.
const DRAWS_MAX: usize = 128;

/// The public key of one petition, on a device.
#[derive(Clone, Debug)]
pub struct SignatureKey {
    modulus: Odd<BoxedUint>,
    verifier: PublicKey,
}

/// A blinded message, and what the device has to keep to make a signature of it. Whoever has both
/// can link them; `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Blinding {
    /// What goes to the operator.
    pub blinded: Vec<u8>,
    /// What stands before the message in what is signed.
    pub randomizer: [u8; RANDOMIZER_BYTES],
    /// r⁻¹: what takes the blinding off again.
    pub(in crate::petition) inverse: Zeroizing<Vec<u8>>,
}

impl core::fmt::Debug for Blinding {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Blinding(..)")
    }
}

impl SignatureKey {
    /// The key with this modulus, of 2,048 to 4,096 bits in whole words, and the exponent 65,537.
    ///
    /// # Errors
    /// [`PetitionError::Key`].
    pub fn new(modulus: &[u8]) -> Result<Self, PetitionError> {
        let exponent = EXPONENT.to_be_bytes();
        let verifier = PublicKey::from_rsa_components(modulus, &exponent);
        let verifier = verifier.map_err(|_| PetitionError::Key)?;
        let is_full = modulus.first().is_some_and(|high| *high >= 0x80);
        if !is_full || !modulus.len().is_multiple_of(8) {
            return Err(PetitionError::Key);
        }
        let bits = u32::try_from(modulus.len() * 8).map_err(|_| PetitionError::Key)?;
        let modulus = BoxedUint::from_be_slice(modulus, bits).map_err(|_| PetitionError::Key)?;
        let modulus = Option::from(Odd::new(modulus)).ok_or(PetitionError::Key)?;
        Ok(Self { modulus, verifier })
    }

    /// Prepares and blinds a message (RFC 9474, sections 4.1 and 4.2).
    ///
    /// # Errors
    /// [`PetitionError::Key`] for a modulus that somebody just took apart;
    /// [`PetitionError::Randomness`].
    pub fn blind(&self, message: &[u8], draw: Draw<'_>) -> Result<Blinding, PetitionError> {
        let mut randomizer = [0; RANDOMIZER_BYTES];
        draw(&mut randomizer);
        let mut salt = [0; HASH_BYTES];
        draw(&mut salt);
        let length = bytes_of(&self.modulus);
        let encoded = pss::encode(&[&randomizer, message], &salt, length);
        let encoded = encoded.ok_or(PetitionError::Key)?;
        let number = number_below(&encoded, &self.modulus).ok_or(PetitionError::Key)?;
        if Option::<BoxedUint>::from(number.invert_odd_mod(&self.modulus)).is_none() {
            return Err(PetitionError::Key);
        }
        let (factor, inverse) = self.draw_factor(draw)?;
        let params = BoxedMontyParams::new(self.modulus.clone());
        let factor = BoxedMontyForm::new(factor, &params).pow(&BoxedUint::from(EXPONENT));
        let blinded = BoxedMontyForm::new(number, &params).mul(&factor).retrieve();
        Ok(Blinding {
            blinded: blinded.to_be_bytes().into_vec(),
            randomizer,
            inverse: Zeroizing::new(inverse.to_be_bytes().into_vec()),
        })
    }

    /// A number from 1 to n − 1 that has an inverse, and its inverse.
    fn draw_factor(&self, draw: Draw<'_>) -> Result<(BoxedUint, BoxedUint), PetitionError> {
        let mut bytes = Zeroizing::new(vec![0; bytes_of(&self.modulus)]);
        for _ in 0..DRAWS_MAX {
            draw(&mut bytes);
            let Some(factor) = number_below(&bytes, &self.modulus) else {
                continue;
            };
            let inverse = factor.invert_odd_mod(&self.modulus);
            if let Some(inverse) = Option::from(inverse) {
                return Ok((factor, inverse));
            }
        }
        Err(PetitionError::Randomness)
    }

    /// Takes the blinding off, and holds what comes out against the message (RFC 9474, section
    /// 4.4): an operator that answered with anything else is found here.
    ///
    /// # Errors
    /// [`PetitionError::BlindSignature`].
    pub fn finalize(
        &self,
        blinding: &Blinding,
        message: &[u8],
        blind_signature: &[u8],
    ) -> Result<Vec<u8>, PetitionError> {
        let wrong = PetitionError::BlindSignature;
        let answer = number_below(blind_signature, &self.modulus).ok_or(wrong.clone())?;
        let inverse = number_below(&blinding.inverse, &self.modulus).ok_or(wrong.clone())?;
        let modulus: &NonZero<BoxedUint> = self.modulus.as_nz_ref();
        let signature = answer.mul_mod(&inverse, modulus).to_be_bytes().into_vec();
        match self.verify(&blinding.randomizer, message, &signature) {
            true => Ok(signature),
            false => Err(wrong),
        }
    }

    /// Whether a signature is one of this message, behind this random number (RFC 9474, section
    /// 4.5).
    #[must_use]
    pub fn verify(
        &self,
        randomizer: &[u8; RANDOMIZER_BYTES],
        message: &[u8],
        signature: &[u8],
    ) -> bool {
        let prepared = [randomizer.as_slice(), message].concat();
        self.verifier.verify_blind_rsa(&prepared, signature).is_ok()
    }

    #[cfg(test)]
    pub(super) const fn odd_modulus(&self) -> &Odd<BoxedUint> {
        &self.modulus
    }
}
