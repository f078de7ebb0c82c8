//! The Bloom filter.
//!
//! ```text
//! filter = version:i16            ; 1
//!          k:i8                   ; how many bits an element sets
//!          hash:i8                ; 0: SHA-256
//!          rate:f32               ; of false positives, as planned
//!          planned:i32            ; how many elements were planned
//!          count:i32              ; how many there are
//!          length:i32 length × word:i32
//! ```
//!
//! All big-endian. Bit *i* of element *e* is SHA-256(*e* ‖ byte *i*), as a *signed* number, modulo
//! the number of bits; the remainder is never negative. Bits count from the most significant of the
//! first word. The order of `k` and `hash` is that of the code that peers read with, not that of
//! the README. Source: eu-digital-green-certificates/dgc-bloomfilter, `BloomFilterImpl`.

use cleanbill_crypto::sha256;

use super::bytes::{check_size, take, take_count, take_rate, take_version};
use super::{Defect, FilterError};
use crate::{KeyHash, Limits};

const WORD_BITS: u64 = 32;
const SHA_256: u8 = 0;

/// Most bits an element sets: the format's `i8`.
const HASHES_MAX: u8 = 127;

/// A set of bits.
#[derive(Clone, Debug, PartialEq)]
pub struct BloomFilter {
    hashes: u8,
    rate: f32,
    planned: u32,
    count: u32,
    words: Vec<u32>,
    defects: Vec<Defect>,
}

impl BloomFilter {
    /// An empty filter of so many bits an element (1 to 127) and words of 32 bits.
    ///
    /// # Errors
    /// [`FilterError::HashFunction`], [`FilterError::Length`], [`FilterError::Rate`],
    /// [`FilterError::TooLarge`].
    pub fn new(
        hashes: u8,
        rate: f32,
        planned: u32,
        words: u32,
        limits: &Limits,
    ) -> Result<Self, FilterError> {
        if !(1..=HASHES_MAX).contains(&hashes) {
            return Err(FilterError::HashFunction);
        }
        if !(0.0..=1.0).contains(&rate) {
            return Err(FilterError::Rate);
        }
        if words == 0 {
            return Err(FilterError::Length {
                stated: 0,
                found: 0,
            });
        }
        let (actual, max) = (
            (words as usize).saturating_mul(4),
            limits.filter_size_max_bytes,
        );
        if actual > max {
            return Err(FilterError::TooLarge { actual, max });
        }
        Ok(Self {
            hashes,
            rate,
            planned,
            count: 0,
            words: vec![0; words as usize],
            defects: Vec::new(),
        })
    }

    /// An empty filter for `planned` elements at a rate of false positives between 0 and 1, both
    /// excluded: ⌈−n·ln p / ln² 2⌉ bits, rounded up to words, and m/n·ln 2 of them an element.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn for_elements(planned: u32, rate: f32, limits: &Limits) -> Result<Self, FilterError> {
        let ln_2 = std::f64::consts::LN_2;
        let n = f64::from(planned.max(1));
        let bits = (-n * f64::from(rate).ln() / (ln_2 * ln_2)).ceil();
        if !(1.0..=f64::from(u32::MAX)).contains(&bits) {
            return Err(FilterError::Rate);
        }
        let words = (bits / WORD_BITS as f64).ceil();
        let hashes = (words * WORD_BITS as f64 / n * ln_2).round();
        let hashes = hashes.clamp(1.0, HASHES_MAX.into()) as u8;
        Self::new(hashes, rate, planned, words as u32, limits)
    }

    /// Adds an element.
    pub fn insert(&mut self, element: &KeyHash) {
        for hash in 0..self.hashes {
            let (word, bit) = self.place(element, hash);
            if let Some(word) = self.words.get_mut(word) {
                *word |= mask(bit);
            }
        }
        self.count = self.count.saturating_add(1);
    }

    /// Reads all of `bytes`.
    ///
    /// # Errors
    /// [`FilterError`]. What older writers do otherwise is read, and told by
    /// [`defects`](Self::defects).
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, FilterError> {
        check_size(bytes, limits.filter_size_max_bytes)?;
        let mut rest = bytes;
        take_version(&mut rest)?;
        let (hashes, defects) = match take(&mut rest)? {
            [hashes @ 1..=HASHES_MAX, SHA_256] => (hashes, Vec::new()),
            [SHA_256, hashes @ 1..=HASHES_MAX] => (hashes, vec![Defect::HeaderOrder]),
            _ => return Err(FilterError::HashFunction),
        };
        let rate = take_rate(&mut rest)?;
        let planned = take_count(&mut rest)?;
        let count = take_count(&mut rest)?;
        let stated = take_count(&mut rest)?;
        let (words, after) = rest.as_chunks::<4>();
        if words.len() as u64 != u64::from(stated) || !after.is_empty() || words.is_empty() {
            let found = rest.len();
            return Err(FilterError::Length { stated, found });
        }
        Ok(Self {
            hashes,
            rate,
            planned,
            count,
            words: words.iter().copied().map(u32::from_be_bytes).collect(),
            defects,
        })
    }

    /// Writes the filter, in the order in which peers read it.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let number = |count: u32| i32::try_from(count).unwrap_or(i32::MAX).to_be_bytes();
        let mut out = 1_i16.to_be_bytes().to_vec();
        out.extend_from_slice(&[self.hashes, SHA_256]);
        out.extend_from_slice(&self.rate.to_be_bytes());
        out.extend_from_slice(&number(self.planned));
        out.extend_from_slice(&number(self.count));
        out.extend_from_slice(&number(self.words.len() as u32));
        for word in &self.words {
            out.extend_from_slice(&word.to_be_bytes());
        }
        out
    }

    /// Whether all bits of the element are set.
    #[must_use]
    pub fn may_contain(&self, element: &KeyHash) -> bool {
        let has = |turn: u32| {
            (0..self.hashes).all(|hash| {
                let (word, bit) = self.place(element, hash);
                let word = self.words.get(word).copied().unwrap_or_default();
                word & mask(bit).rotate_left(turn) != 0
            })
        };
        // Writers with the other header shifted by one bit less: `MIN_VALUE >>> index - 1`.
        has(0) || (!self.defects.is_empty() && has(1))
    }

    /// Word and bit of one of an element's places.
    fn place(&self, element: &KeyHash, hash: u8) -> (usize, u32) {
        let mut input = element.to_vec();
        input.push(hash);
        let bits = self.words.len() as u64 * WORD_BITS;
        let index = signed_remainder(&sha256(&input), bits);
        ((index / WORD_BITS) as usize, (index % WORD_BITS) as u32)
    }

    /// How many bits an element sets.
    #[must_use]
    pub const fn hashes(&self) -> u8 {
        self.hashes
    }

    /// The rate of false positives that was planned.
    #[must_use]
    pub const fn rate(&self) -> f32 {
        self.rate
    }

    /// How many elements were planned.
    #[must_use]
    pub const fn planned(&self) -> u32 {
        self.planned
    }

    /// How many elements were added.
    #[must_use]
    pub const fn count(&self) -> u32 {
        self.count
    }

    /// The words, first to last.
    #[must_use]
    pub fn words(&self) -> &[u32] {
        &self.words
    }

    /// What is wrong with the filter.
    #[must_use]
    pub fn defects(&self) -> &[Defect] {
        &self.defects
    }
}

const fn mask(bit: u32) -> u32 {
    1 << 31 >> bit
}

/// A big-endian two's complement number modulo `modulus` (below 2^55), from 0 on.
fn signed_remainder(number: &[u8; 32], modulus: u64) -> u64 {
    let remainder = |digits: &[u8]| {
        let step = |rest: u64, digit: &u8| (rest << 8 | u64::from(*digit)) % modulus;
        digits.iter().fold(0, step)
    };
    let unsigned = remainder(number);
    if number.first().is_some_and(|first| *first < 0x80) {
        return unsigned;
    }
    // The number is less by 2^256.
    let mut excess = [0; 33];
    if let Some(first) = excess.first_mut() {
        *first = 1;
    }
    (unsigned + modulus - remainder(&excess)) % modulus
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remainders_of_negative_numbers() {
        let minus = |less: u8| {
            let mut number = [0xff; 32];
            number[31] = 0xff - (less - 1);
            number
        };
        assert_eq!(signed_remainder(&minus(1), 7), 6);
        assert_eq!(signed_remainder(&minus(7), 7), 0);
        assert_eq!(signed_remainder(&minus(8), 7), 6);
        assert_eq!(signed_remainder(&[0; 32], 7), 0);
        let mut ten = [0; 32];
        ten[31] = 10;
        assert_eq!(signed_remainder(&ten, 7), 3);
        // −2^255 and 2^255 − 1, modulo 1,000,003 (computed with Python).
        let mut least = [0; 32];
        least[0] = 0x80;
        let mut most = [0xff; 32];
        most[0] = 0x7f;
        let both = [least, most].map(|number| signed_remainder(&number, 1_000_003));
        assert_eq!(both, [421_677, 578_325]);
    }
}
