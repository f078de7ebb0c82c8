//! What a device keeps between asking and signing, so that a lost connection costs nothing.
//!
//! ```text
//! ballot = [1, epoch, [[petition, serial, randomizer, blinded, inverse], …]]   canonical CBOR
//! ```

use cleanbill_cose::Limits;
use cleanbill_cose::cbor::Value;
use cleanbill_cose::record::parse_record_within;
use cleanbill_cose::record::{Fields, WireError, bytes, encode_record, int, list};
use cleanbill_crypto::sha256;
use cleanbill_ledger::leaf::MODULUS_BYTES;
use zeroize::Zeroizing;

use super::blind::Blinding;
use super::signature::Asked;
use super::{Draw, Petition, PetitionError, PetitionId, Signature};

/// Most petitions of an epoch: as many signatures are made for one voucher.
pub const EXCHANGED_MAX: usize = 64;

/// What stands before blinded messages that are hashed.
const DOMAIN: &[u8] = b"cleanbill petition exchange 1";
const LAYOUT: i64 = 1;
const LIMITS: Limits = Limits {
    size_max_bytes: 64 << 10,
    depth_max: 3,
    items_max: 1_024,
};

/// A device's secrets of one epoch. Whoever has them can link its owner to what they signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    epoch: u32,
    asked: Vec<Asked>,
}

/// What tells one exchange from another: a hash of all blinded messages, in order.
#[must_use]
pub fn exchange_digest(epoch: u32, blinded: &[(PetitionId, Vec<u8>)]) -> [u8; 32] {
    let mut all = DOMAIN.to_vec();
    all.extend_from_slice(&epoch.to_be_bytes());
    for (petition, message) in blinded {
        all.extend_from_slice(&petition.0);
        // All messages are as long as a modulus; a hash of each makes that no matter.
        all.extend_from_slice(&sha256(message));
    }
    sha256(&all)
}

impl Ballot {
    /// Draws a serial for each petition of an epoch, and blinds it.
    ///
    /// # Errors
    /// [`PetitionError::Rules`] for petitions of several epochs, for none, for more than
    /// [`EXCHANGED_MAX`] or for one twice; [`PetitionError::Randomness`].
    pub fn draw(petitions: &[Petition], draw: Draw<'_>) -> Result<Self, PetitionError> {
        let wrong = PetitionError::Rules {
            what: super::Rule::Days,
        };
        let mut ordered: Vec<&Petition> = petitions.iter().collect();
        ordered.sort_unstable_by_key(|petition| petition.id());
        ordered.dedup();
        let first = ordered.first().ok_or(wrong.clone())?;
        let epoch = first.leaf().epoch;
        let is_one = ordered
            .iter()
            .all(|petition| petition.leaf().epoch == epoch);
        if !is_one || ordered.len() != petitions.len() || ordered.len() > EXCHANGED_MAX {
            return Err(wrong);
        }
        let mut asked = Vec::with_capacity(ordered.len());
        for petition in ordered {
            asked.push(Asked::draw(petition, draw)?);
        }
        Ok(Self { epoch, asked })
    }

    /// The epoch.
    #[must_use]
    pub const fn epoch(&self) -> u32 {
        self.epoch
    }

    /// What goes to the operator with the voucher, in the order of petitions: the same each time.
    #[must_use]
    pub fn blinded(&self) -> Vec<(PetitionId, Vec<u8>)> {
        let each = self.asked.iter();
        each.map(|asked| (asked.petition, asked.blinding.blinded.clone()))
            .collect()
    }

    /// The signature for one petition, of what the operator answered.
    ///
    /// # Errors
    /// [`PetitionError::BlindSignature`], also for a petition that was not asked for.
    pub fn finalize(&self, petition: &Petition, answer: &[u8]) -> Result<Signature, PetitionError> {
        let mut each = self.asked.iter();
        let asked = each.find(|asked| asked.petition == petition.id());
        let asked = asked.ok_or(PetitionError::BlindSignature)?;
        asked.finalize(petition, answer)
    }

    /// The ballot as it is kept on the device, and nowhere else.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(encode_record(vec![
            int(LAYOUT),
            int(self.epoch),
            list(&self.asked, |asked| {
                Value::Array(vec![
                    bytes(&asked.petition.0),
                    bytes(&asked.serial),
                    bytes(&asked.blinding.randomizer),
                    bytes(&asked.blinding.blinded),
                    bytes(&asked.blinding.inverse),
                ])
            }),
        ]))
    }

    /// Reads a ballot.
    ///
    /// # Errors
    /// [`PetitionError::Record`].
    pub fn parse(kept: &[u8]) -> Result<Self, PetitionError> {
        let write = |ballot: &Self| ballot.encode().to_vec();
        Ok(parse_record_within(kept, &LIMITS, Self::read, write)?)
    }

    fn read(fields: &mut Fields<'_>) -> Result<Self, WireError> {
        if fields.int()? != LAYOUT {
            return Err(fields.wrong());
        }
        let epoch = fields.number()?;
        let asked = fields.list(EXCHANGED_MAX, |fields| fields.inner(read_asked))?;
        Ok(Self { epoch, asked })
    }
}

fn read_asked(fields: &mut Fields<'_>) -> Result<Asked, WireError> {
    let (petition, serial) = (PetitionId(fields.bytes()?), fields.bytes()?);
    let randomizer = fields.bytes()?;
    let blinded: [u8; MODULUS_BYTES] = fields.bytes()?;
    let inverse: [u8; MODULUS_BYTES] = fields.bytes()?;
    Ok(Asked {
        petition,
        serial,
        blinding: Blinding {
            blinded: blinded.to_vec(),
            randomizer,
            inverse: Zeroizing::new(inverse.to_vec()),
        },
    })
}
