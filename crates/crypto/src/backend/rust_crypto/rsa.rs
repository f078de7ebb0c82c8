//! RSA signatures, verified (RFC 8017, sections 8.1.2 and 8.2.2).
//!
//! All numbers here are public, so nothing has to take the same time. Libraries bring what signing
//! and decrypting take as well, which a page would have to load.

use std::cmp::Ordering;

use crate::algorithm::Hash;
use crate::error::KeyError;

use super::digest;

const LIMB_BITS: usize = 32;
const LIMB_BYTES: usize = 4;

/// A public key, and what Montgomery's multiplication needs to be known of its modulus: numbers
/// are limbs, the lowest first, as many as the modulus has.
pub(super) struct RsaKey {
    modulus: Vec<u32>,
    /// Of the modulus, in bits.
    bits: usize,
    exponent: u32,
    /// What a product's lowest limb is multiplied with so that the modulus clears it:
    /// −modulus⁻¹ mod 2³².
    clearing: u32,
    /// R² mod modulus, where R is one more than the largest number of these limbs.
    square: Vec<u32>,
}

impl RsaKey {
    /// Big-endian, without leading zero bytes; both odd.
    pub(super) fn new(modulus: &[u8], exponent: &[u8]) -> Result<Self, KeyError> {
        let limbs = limbs(modulus);
        let (lowest, high) = limbs
            .first()
            .zip(modulus.first())
            .ok_or(KeyError::RsaModulus)?;
        if lowest % 2 == 0 || *high == 0 {
            return Err(KeyError::RsaModulus);
        }
        let bits = modulus.len() * 8 - high.leading_zeros() as usize;
        let exponent = exponent.iter().try_fold(0_u32, |value, byte| {
            value.checked_mul(256).map(|value| value | u32::from(*byte))
        });
        let exponent = exponent.filter(|exponent| *exponent > 1);
        Ok(Self {
            bits,
            exponent: exponent.ok_or(KeyError::RsaExponent)?,
            clearing: inverse(*lowest).wrapping_neg(),
            square: square(&limbs),
            modulus: limbs,
        })
    }

    /// RSASSA-PSS with a salt as long as the hash, and MGF1 with the same hash.
    pub(super) fn verify_pss(&self, hash: Hash, message: &[u8], signature: &[u8]) -> bool {
        let encoded = self.encoded(signature);
        encoded.is_some_and(|encoded| is_pss(&encoded, self.bits - 1, hash, message))
    }

    /// RSASSA-PKCS1-v1_5.
    pub(super) fn verify_pkcs1(&self, hash: Hash, message: &[u8], signature: &[u8]) -> bool {
        let expected = pkcs1(self.size(), hash, message);
        expected.is_some() && self.encoded(signature) == expected
    }

    /// Of the modulus, in bytes.
    const fn size(&self) -> usize {
        self.bits.div_ceil(8)
    }

    /// The encoded message that a signature was made of (RSAVP1); none if the signature is no
    /// number below the modulus, or of another length.
    fn encoded(&self, signature: &[u8]) -> Option<Vec<u8>> {
        if signature.len() != self.size() {
            return None;
        }
        let number = limbs(signature);
        if compare(&number, &self.modulus) != Ordering::Less {
            return None;
        }
        let power = self.power(&number);
        let bytes = power.iter().rev().flat_map(|limb| limb.to_be_bytes());
        let surplus = (self.modulus.len() * LIMB_BYTES).checked_sub(self.size())?;
        Some(bytes.skip(surplus).collect())
    }

    /// `number` to the exponent, from its highest bit to its lowest.
    fn power(&self, number: &[u32]) -> Vec<u32> {
        let base = self.multiply(number, &self.square);
        let mut power = base.clone();
        for bit in (0..self.exponent.ilog2()).rev() {
            power = self.multiply(&power, &power);
            if self.exponent >> bit & 1 == 1 {
                power = self.multiply(&power, &base);
            }
        }
        let mut one = vec![0; self.modulus.len()];
        if let Some(lowest) = one.first_mut() {
            *lowest = 1;
        }
        self.multiply(&power, &one)
    }

    /// The product divided by R, below the modulus, of two that are (P. Montgomery, 1985).
    fn multiply(&self, one: &[u32], other: &[u32]) -> Vec<u32> {
        let length = self.modulus.len();
        let mut sum = vec![0; length + 2];
        for limb in one {
            add_scaled(&mut sum, *limb, other);
            let lowest = sum.first().copied().unwrap_or(0);
            add_scaled(&mut sum, lowest.wrapping_mul(self.clearing), &self.modulus);
            // The lowest limb is 0 now: what is above it moves down.
            sum.rotate_left(1);
        }
        reduce(&mut sum, &self.modulus);
        sum.truncate(length);
        sum
    }
}

/// The lowest limb first.
fn limbs(bytes: &[u8]) -> Vec<u32> {
    let limb = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0, |limb, byte| limb << 8 | u32::from(*byte))
    };
    bytes.rchunks(LIMB_BYTES).map(limb).collect()
}

/// Of an odd number, modulo 2³²: each step doubles the bits that are right, of which there are
/// three at first.
fn inverse(odd: u32) -> u32 {
    (0..4).fold(odd, |found, _| {
        found.wrapping_mul(2_u32.wrapping_sub(odd.wrapping_mul(found)))
    })
}

/// R² modulo the modulus: 1, doubled as often as R² has bits.
fn square(modulus: &[u32]) -> Vec<u32> {
    let mut number = vec![0; modulus.len() + 1];
    if let Some(lowest) = number.first_mut() {
        *lowest = 1;
    }
    for _ in 0..2 * LIMB_BITS * modulus.len() {
        let mut carry = 0;
        for limb in &mut number {
            (*limb, carry) = (*limb << 1 | carry, *limb >> (LIMB_BITS - 1));
        }
        reduce(&mut number, modulus);
    }
    number.truncate(modulus.len());
    number
}

/// Takes the modulus off a number below twice the modulus, which may have more limbs.
fn reduce(number: &mut [u32], modulus: &[u32]) {
    if compare(number, modulus) == Ordering::Less {
        return;
    }
    let mut borrow = false;
    let modulus = modulus.iter().copied().chain(std::iter::repeat(0));
    for (limb, off) in number.iter_mut().zip(modulus) {
        let (less, first) = limb.overflowing_sub(off);
        let (less, second) = less.overflowing_sub(u32::from(borrow));
        (*limb, borrow) = (less, first || second);
    }
}

/// Of two numbers, of which the first may have more limbs.
fn compare(number: &[u32], other: &[u32]) -> Ordering {
    let (low, high) = number
        .split_at_checked(other.len())
        .unwrap_or((number, &[]));
    if high.iter().any(|limb| *limb != 0) {
        return Ordering::Greater;
    }
    low.iter().rev().cmp(other.iter().rev())
}

/// `sum + factor · number`, which `sum` has room for.
fn add_scaled(sum: &mut [u32], factor: u32, number: &[u32]) {
    let mut carry = 0;
    let mut places = sum.iter_mut();
    for (limb, place) in number.iter().zip(places.by_ref()) {
        let total = u64::from(factor) * u64::from(*limb) + u64::from(*place) + carry;
        (*place, carry) = (total as u32, total >> LIMB_BITS);
    }
    for place in places {
        let total = u64::from(*place) + carry;
        (*place, carry) = (total as u32, total >> LIMB_BITS);
    }
}

/// EMSA-PSS-VERIFY (section 9.1.2) with `encoded_bits` of the encoded message, which stands at the
/// end of `encoded`; the comments number its steps.
fn is_pss(encoded: &[u8], encoded_bits: usize, hash: Hash, message: &[u8]) -> bool {
    let size = encoded_bits.div_ceil(8);
    let cut = encoded.len().checked_sub(size);
    let Some((before, encoded)) = cut.and_then(|cut| encoded.split_at_checked(cut)) else {
        return false;
    };
    let message_hash = digest(hash, message);
    let hash_size = message_hash.len();
    // 3, with a salt as long as the hash; 4.
    let Some(masked_size) = size.checked_sub(hash_size + 1) else {
        return false;
    };
    let Some((masked, [inner @ .., 0xbc])) = encoded.split_at_checked(masked_size) else {
        return false;
    };
    // 6: what the modulus has no bits for.
    let unused = 0xff_u8 >> (8 * size - encoded_bits);
    let is_clear = masked.first().is_some_and(|first| first & !unused == 0);
    if !is_clear || before.iter().any(|byte| *byte != 0) || masked_size < hash_size + 1 {
        return false;
    }
    // 7, 8, 9.
    let mask = mask(hash, inner, masked_size);
    let mut block: Vec<u8> = masked
        .iter()
        .zip(mask)
        .map(|(byte, mask)| byte ^ mask)
        .collect();
    if let Some(first) = block.first_mut() {
        *first &= unused;
    }
    // 10.
    let Some((padding, salt)) = block.split_at_checked(masked_size - hash_size) else {
        return false;
    };
    let [zeros @ .., 0x01] = padding else {
        return false;
    };
    // 12, 13, 14.
    let signed = [&[0; 8], message_hash.as_slice(), salt].concat();
    zeros.iter().all(|byte| *byte == 0) && digest(hash, &signed) == inner
}

/// MGF1 (appendix B.2.1).
fn mask(hash: Hash, seed: &[u8], size: usize) -> Vec<u8> {
    let mut mask = Vec::new();
    let mut counter = 0_u32;
    while mask.len() < size {
        mask.extend(digest(hash, &[seed, &counter.to_be_bytes()].concat()));
        counter += 1;
    }
    mask.truncate(size);
    mask
}

/// EMSA-PKCS1-v1_5 (section 9.2), of `size` bytes.
fn pkcs1(size: usize, hash: Hash, message: &[u8]) -> Option<Vec<u8>> {
    // DigestInfo up to the hash: its length, the last byte of the hash's identifier, its size.
    let (length, identifier, hash_size) = match hash {
        Hash::Sha256 => (0x31, 0x01, 0x20),
        Hash::Sha384 => (0x41, 0x02, 0x30),
        Hash::Sha512 => (0x51, 0x03, 0x40),
    };
    let info = [
        0x30, length, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
        identifier, 0x05, 0x00, 0x04, hash_size,
    ];
    let end = [&[0], info.as_slice(), &digest(hash, message)].concat();
    // At least eight bytes of padding.
    let padding = size.checked_sub(end.len() + 2).filter(|size| *size >= 8)?;
    Some([&[0, 1], vec![0xff; padding].as_slice(), &end].concat())
}
