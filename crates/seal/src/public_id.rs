//! Public ids and collection codes: internal keys under a keyed permutation.
//!
//! ```text
//! AES-256( kind u8 | version u8 | 0 0 0 0 | shard u16 | key i64 )  as 26 letters of Base32
//! ```
//!
//! 48 bits of the block are known, so that of 2^48 guesses one decrypts to something, and that
//! has to be a key that exists. There is no index and no row for it.

use std::fmt;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use cleanbill_base32::{Alphabet, CHARACTERS, Spare, pack};
use cleanbill_issuer::registry::{PassId, Shard};

use crate::block::BlockCipher;
use crate::{KeyRing, SealError};

/// What a public id names. The numbers never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum IdKind {
    /// A holder.
    Holder = 1,
    /// A health event.
    Event = 2,
    /// A pass.
    Pass = 3,
    /// An act.
    Act = 4,
    /// An office.
    Office = 5,
    /// An officer.
    Officer = 6,
    /// An officer's key.
    OfficerKey = 7,
    /// A job.
    Job = 8,
    /// An access entry.
    Access = 9,
    /// A mandate.
    Mandate = 10,
    /// An alarm.
    Alarm = 11,
    /// An epoch of a signing key.
    Epoch = 12,
    /// A delivery.
    Delivery = 13,
    /// An invitation.
    Invitation = 14,
    /// An appeal.
    Appeal = 15,
}

impl IdKind {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 15] = [
        Self::Holder,
        Self::Event,
        Self::Pass,
        Self::Act,
        Self::Office,
        Self::Officer,
        Self::OfficerKey,
        Self::Job,
        Self::Access,
        Self::Mandate,
        Self::Alarm,
        Self::Epoch,
        Self::Delivery,
        Self::Invitation,
        Self::Appeal,
    ];
}

/// The kind of a collection code; under a key of its own, but no number is used twice.
const COLLECTION: u8 = 64;
/// The version of public ids.
const ID_VERSION: u8 = 1;

/// Characters of a public id or a collection code.
pub const ID_CHARACTERS: usize = CHARACTERS;

/// A public id: 26 letters and digits, which API and paper show in place of internal keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PublicId([u8; ID_CHARACTERS]);

impl PublicId {
    /// The characters, all of them small.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Letters of the alphabet; an empty text would name nothing.
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for PublicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A code with which a holder collects a pass, once. `Debug` hides it: who has it has the pass.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CollectionCode([u8; ID_CHARACTERS]);

impl CollectionCode {
    /// The characters, all of them small.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// In capitals and groups of five, to be copied from paper.
    #[must_use]
    pub fn grouped(&self) -> String {
        let groups = self.0.chunks(5).map(|group| {
            let capitals = group.iter().map(u8::to_ascii_uppercase);
            capitals.map(char::from).collect::<String>()
        });
        groups.collect::<Vec<_>>().join("-")
    }
}

impl fmt::Debug for CollectionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CollectionCode(..)")
    }
}

impl KeyRing {
    /// The public id of a row.
    ///
    /// # Errors
    /// [`SealError::InternalKey`] unless `key` is above 0.
    pub fn public_id(&self, kind: IdKind, shard: Shard, key: i64) -> Result<PublicId, SealError> {
        permute(&self.ids, kind as u8, ID_VERSION, shard, key).map(PublicId)
    }

    /// The row that a public id of this kind names. Capitals, spaces and hyphens do not matter,
    /// nor 0 for O, 8 for B and 1 for I or L.
    ///
    /// # Errors
    /// [`SealError::UnknownId`] for all else, without telling what was wrong.
    pub fn parse_public_id(&self, kind: IdKind, text: &str) -> Result<(Shard, i64), SealError> {
        match find(&self.ids, kind as u8, text) {
            Some((ID_VERSION, shard, key)) => Ok((shard, key)),
            _ => Err(SealError::UnknownId),
        }
    }

    /// The code of a pass: number `version` of those that were handed out for it.
    ///
    /// # Errors
    /// [`SealError::InternalKey`] unless the pass's key is above 0.
    pub fn collection_code(
        &self,
        shard: Shard,
        pass: PassId,
        version: u8,
    ) -> Result<CollectionCode, SealError> {
        permute(&self.codes, COLLECTION, version, shard, pass.0).map(CollectionCode)
    }

    /// The pass of a code, and the code's number; read like [`KeyRing::parse_public_id`]. Whether
    /// it was used or replaced, the store knows.
    ///
    /// # Errors
    /// [`SealError::UnknownCode`] for all else, without telling what was wrong.
    pub fn parse_collection_code(&self, text: &str) -> Result<(Shard, PassId, u8), SealError> {
        let found = find(&self.codes, COLLECTION, text);
        let (version, shard, key) = found.ok_or(SealError::UnknownCode)?;
        Ok((shard, PassId(key), version))
    }
}

fn permute(
    cipher: &BlockCipher,
    kind: u8,
    version: u8,
    shard: Shard,
    key: i64,
) -> Result<[u8; ID_CHARACTERS], SealError> {
    if key <= 0 {
        return Err(SealError::InternalKey);
    }
    let [s0, s1] = shard.0.to_be_bytes();
    let [k0, k1, k2, k3, k4, k5, k6, k7] = key.to_be_bytes();
    let block = [
        kind, version, 0, 0, 0, 0, s0, s1, k0, k1, k2, k3, k4, k5, k6, k7,
    ];
    Ok(base32(cipher.encrypt(block)?))
}

/// The version, shard and key that a text names, if it is of this kind.
///
/// The permutation runs for every text, also for one that is none: how long an answer takes does
/// not tell a malformed text from one of another kind.
fn find(cipher: &BlockCipher, kind: u8, text: &str) -> Option<(u8, Shard, i64)> {
    let typed = Typed::read(text);
    let mut found = None;
    for reading in 0..1_u32 << typed.ones {
        let block = typed.reading(reading);
        let [k, version, z0, z1, z2, z3, s0, s1, key @ ..] = cipher.decrypt(block).ok()?;
        let fixed = verify_slices_are_equal(&[k, z0, z1, z2, z3], &[kind, 0, 0, 0, 0]).is_ok();
        let key = i64::from_be_bytes(key);
        if fixed & (key > 0) & typed.is_whole {
            found = Some((version, Shard(u16::from_be_bytes([s0, s1])), key));
        }
    }
    found
}

/// More ones than that are a text that nobody copied from a code: it has none at all.
const ONES_MAX: u32 = 4;

/// What somebody typed.
struct Typed {
    bits: u128,
    /// Whether there are 26 characters of the alphabet, and their last two bits are zero.
    is_whole: bool,
    /// How many ones there are; each may be an I or an L.
    ones: u32,
    /// What to add for an L in the place of an I, for each one.
    steps: [u128; ONES_MAX as usize],
}

impl Typed {
    fn read(text: &str) -> Self {
        let mut typed = Self {
            bits: 0,
            is_whole: true,
            ones: 0,
            steps: [0; ONES_MAX as usize],
        };
        let mut count = 0;
        let characters = text.bytes().filter(|byte| !matches!(byte, b' ' | b'-'));
        for byte in characters.take(ID_CHARACTERS + 1) {
            let value = Alphabet::Rfc4648.value(char::from(byte));
            typed.is_whole &= value.is_some();
            let value = u128::from(value.unwrap_or(0));
            // The last character has three bits of the block.
            let shift = 123_usize.checked_sub(5 * count);
            match shift {
                Some(shift) => typed.bits |= value << shift,
                None => {
                    typed.bits |= value >> 2;
                    typed.is_whole &= value & 3 == 0;
                }
            }
            if byte == b'1' {
                typed.one_at(shift);
            }
            count += 1;
        }
        typed.is_whole &= count == ID_CHARACTERS;
        typed
    }

    /// `I` is 8 and `L` is 11; the last character cannot be an L.
    fn one_at(&mut self, shift: Option<usize>) {
        match (shift, self.steps.get_mut(self.ones as usize)) {
            (Some(shift), Some(step)) => {
                *step = 3 << shift;
                self.ones += 1;
            }
            (None, _) => {}
            (Some(_), None) => self.is_whole = false,
        }
    }

    /// The block, with an L for each one whose bit is set.
    fn reading(&self, reading: u32) -> [u8; 16] {
        let steps = self.steps.iter().enumerate();
        let chosen = steps.filter(|(index, _)| reading >> index & 1 == 1);
        let added = chosen.fold(0_u128, |sum, (_, step)| sum.wrapping_add(*step));
        self.bits.wrapping_add(added).to_be_bytes()
    }
}

fn base32(block: [u8; 16]) -> [u8; ID_CHARACTERS] {
    pack(block, Spare::Last).map(|value| {
        let character = Alphabet::Rfc4648.character(value).to_ascii_lowercase();
        u8::try_from(character).unwrap_or(b'a')
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn base32_is_that_of_the_rfc() {
        // RFC 4648, section 10, `foobar`, repeated so that the bytes fill the 16.
        assert_eq!(&base32(*b"foobarfoobarfoob"), b"mzxw6ytbojtg633cmfzgm33pmi");
    }

    proptest! {
        #[test]
        fn every_block_is_read_as_it_was_written(block: [u8; 16]) {
            let text = base32(block);
            let typed = Typed::read(str::from_utf8(&text).unwrap());
            prop_assert!(typed.is_whole);
            prop_assert_eq!(typed.ones, 0);
            prop_assert_eq!(typed.reading(0), block);
        }

        #[test]
        fn arbitrary_text_never_panics(text: String) {
            let typed = Typed::read(&text);
            prop_assert!(typed.ones <= ONES_MAX);
        }
    }
}
