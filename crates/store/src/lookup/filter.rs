//! A Bloom filter over hashes that are random already: they are their own hash functions.

use super::{ENTRIES_MAX, RunError};

/// Bits an entry; with 8 probes about 3 in 1,000 hashes that are not there look as if they were.
const BITS_PER_ENTRY: u64 = 12;
const PROBES: u64 = 8;

/// Says of most hashes that are not in a run that they are not.
#[derive(Clone, PartialEq, Eq)]
pub struct Filter {
    words: Vec<u64>,
}

const fn words_for(entries: u64) -> u64 {
    (entries * BITS_PER_ENTRY).div_ceil(64)
}

impl Filter {
    /// An empty one with room for so many entries.
    pub(super) fn with_room(entries: usize) -> Self {
        let words = usize::try_from(words_for(entries as u64)).unwrap_or(0);
        Self {
            words: vec![0; words],
        }
    }

    /// Reads the filter of a run of `entries` entries.
    ///
    /// # Errors
    /// [`RunError::Empty`], [`RunError::TooMany`], [`RunError::FilterLength`].
    pub fn parse(entries: u64, bytes: &[u8]) -> Result<Self, RunError> {
        if entries == 0 {
            return Err(RunError::Empty);
        }
        if entries > ENTRIES_MAX as u64 {
            return Err(RunError::TooMany {
                entries_max: ENTRIES_MAX,
            });
        }
        let (words, rest) = bytes.as_chunks::<8>();
        if !rest.is_empty() || words.len() as u64 != words_for(entries) {
            return Err(RunError::FilterLength {
                entries,
                len_bytes: bytes.len(),
            });
        }
        Ok(Self {
            words: words.iter().map(|word| u64::from_be_bytes(*word)).collect(),
        })
    }

    /// As it is kept.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.words
            .iter()
            .flat_map(|word| word.to_be_bytes())
            .collect()
    }

    /// Bytes that it takes up.
    #[must_use]
    pub const fn size_bytes(&self) -> usize {
        self.words.len() * 8
    }

    /// Whether the run may hold the hash; if not, it does not.
    #[must_use]
    pub fn may_hold(&self, hash: &[u8; 16]) -> bool {
        self.probes(hash).all(|(word, bit)| {
            let found = self.words.get(word).map(|word| word & bit);
            found.is_some_and(|found| found != 0)
        })
    }

    pub(super) fn add(&mut self, hash: &[u8; 16]) {
        for (word, bit) in self.probes(hash) {
            if let Some(word) = self.words.get_mut(word) {
                *word |= bit;
            }
        }
    }

    /// Double hashing (Kirsch and Mitzenmacher 2006) with the halves of the hash; a product's upper
    /// half brings each into range without a division.
    fn probes(&self, hash: &[u8; 16]) -> impl Iterator<Item = (usize, u64)> + use<> {
        let [a0, a1, a2, a3, a4, a5, a6, a7, b @ ..] = *hash;
        let start = u64::from_be_bytes([a0, a1, a2, a3, a4, a5, a6, a7]);
        let step = u64::from_be_bytes(b) | 1;
        let bits = self.words.len() as u64 * 64;
        (0..PROBES).map(move |probe| {
            let mixed = start.wrapping_add(probe.wrapping_mul(step));
            let bit = (u128::from(mixed) * u128::from(bits)) >> 64;
            let bit = u64::try_from(bit).unwrap_or(0);
            (
                usize::try_from(bit / 64).unwrap_or(usize::MAX),
                1 << (bit % 64),
            )
        })
    }
}
