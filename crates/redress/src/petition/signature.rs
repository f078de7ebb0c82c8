//! A signature under a petition: a number that nobody has seen before, signed.

use super::blind::{Blinding, RANDOMIZER_BYTES};
use super::{Draw, Petition, PetitionError, PetitionId};
use cleanbill_ledger::leaf::MODULUS_BYTES;

/// Bytes of a serial.
pub const SERIAL_BYTES: usize = 32;

/// What stands before what is signed.
const DOMAIN: &[u8] = b"cleanbill petition signature 1";

/// A signature. It says that somebody with a voucher signed, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signature {
    /// The number that tells it from others: two with the same are counted once.
    pub serial: [u8; SERIAL_BYTES],
    /// What stands before the message (RFC 9474, section 4.1).
    pub randomizer: [u8; RANDOMIZER_BYTES],
    /// The RSASSA-PSS signature.
    pub signature: [u8; MODULUS_BYTES],
}

/// What is signed: the petition's name, so that it counts for no other, and the serial.
pub(super) fn message_of(petition: &PetitionId, serial: &[u8; SERIAL_BYTES]) -> Vec<u8> {
    [DOMAIN, &petition.0, serial].concat()
}

impl Signature {
    /// Bytes of a signature in a batch and on the wire.
    pub const BYTES: usize = SERIAL_BYTES + RANDOMIZER_BYTES + MODULUS_BYTES;

    /// Whether it is one of this petition.
    #[must_use]
    pub fn is_of(&self, petition: &Petition) -> bool {
        let message = message_of(&petition.id(), &self.serial);
        petition
            .key()
            .verify(&self.randomizer, &message, &self.signature)
    }

    /// Serial, randomizer, signature.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let parts = self.serial.iter().chain(&self.randomizer);
        for (to, from) in bytes.iter_mut().zip(parts.chain(&self.signature)) {
            *to = *from;
        }
        bytes
    }

    /// Reads serial, randomizer, signature. Whether it is of a petition, [`is_of`](Self::is_of)
    /// tells.
    ///
    /// # Errors
    /// [`PetitionError::Signature`] for another length.
    pub fn parse(bytes: &[u8]) -> Result<Self, PetitionError> {
        let wrong = PetitionError::Signature;
        let (serial, rest) = bytes.split_first_chunk().ok_or(wrong.clone())?;
        let (randomizer, rest) = rest.split_first_chunk().ok_or(wrong.clone())?;
        Ok(Self {
            serial: *serial,
            randomizer: *randomizer,
            signature: rest.try_into().map_err(|_| wrong)?,
        })
    }
}

/// A signature that a device asks for: the serial, blinded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) petition: PetitionId,
    pub(super) serial: [u8; SERIAL_BYTES],
    pub(super) blinding: Blinding,
}

impl Asked {
    pub(super) fn draw(petition: &Petition, draw: Draw<'_>) -> Result<Self, PetitionError> {
        let mut serial = [0; SERIAL_BYTES];
        draw(&mut serial);
        let message = message_of(&petition.id(), &serial);
        let blinding = petition.key().blind(&message, draw)?;
        Ok(Self {
            petition: petition.id(),
            serial,
            blinding,
        })
    }

    pub(super) fn finalize(
        &self,
        petition: &Petition,
        answer: &[u8],
    ) -> Result<Signature, PetitionError> {
        let message = message_of(&self.petition, &self.serial);
        let signature = petition.key().finalize(&self.blinding, &message, answer)?;
        Ok(Signature {
            serial: self.serial,
            randomizer: self.blinding.randomizer,
            signature: signature
                .try_into()
                .map_err(|_| PetitionError::BlindSignature)?,
        })
    }
}
