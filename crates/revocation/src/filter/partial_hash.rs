//! The partial variable hash filter: sorted prefixes of hashes.
//!
//! ```text
//! filter = version:i16            ; 1
//!          rate:f32               ; of false positives, as planned
//!          planned:i32            ; how many entries were planned
//!          size:i8                ; bytes an entry
//!          *entry                 ; the first bytes of a hash, ascending
//! ```
//!
//! All big-endian. Source: eu-digital-green-certificates/dgca-partialvarhashfilter.

use cleanbill_order::Arrange;

use super::bytes::{check_size, take, take_count, take_rate, take_version};
use super::{Defect, FilterError};
use crate::{KeyHash, Limits};

/// Most bytes of an entry: the whole of a hash.
const SIZE_MAX: usize = 16;

/// From this byte on, the reference takes an entry for a negative number.
const NEGATIVE: u8 = 0x80;

/// Prefixes of hashes.
#[derive(Clone, Debug, PartialEq)]
pub struct PartialHashFilter {
    rate: f32,
    planned: u32,
    size: usize,
    /// One after the other, in ascending order of their bytes.
    entries: Vec<u8>,
    defects: Vec<Defect>,
}

impl PartialHashFilter {
    /// Makes a filter of prefixes of `size` bytes, 1 to 16.
    ///
    /// # Errors
    /// [`FilterError::EntrySize`], [`FilterError::Rate`].
    pub fn new(rate: f32, size: u8, hashes: &[KeyHash]) -> Result<Self, FilterError> {
        let size = check_entry_size(size.try_into().unwrap_or(i8::MAX))?;
        if !(0.0..=1.0).contains(&rate) {
            return Err(FilterError::Rate);
        }
        let mut prefixes: Vec<&[u8]> = hashes.iter().filter_map(|hash| hash.get(..size)).collect();
        prefixes.arrange();
        prefixes.dedup();
        Ok(Self {
            rate,
            planned: u32::try_from(prefixes.len()).unwrap_or(u32::MAX),
            size,
            entries: prefixes.concat(),
            defects: Vec::new(),
        })
    }

    /// The smallest size of an entry, in bytes, at which `count` entries stay below `rate`.
    #[must_use]
    pub fn size_for(count: u32, rate: f32) -> u8 {
        let mut expected = f64::from(count);
        for size in 1..SIZE_MAX as u8 {
            expected /= 256.0;
            if expected <= f64::from(rate) {
                return size;
            }
        }
        SIZE_MAX as u8
    }

    /// Reads all of `bytes`.
    ///
    /// # Errors
    /// [`FilterError`]. What the reference implementation does wrong is read, and told by
    /// [`defects`](Self::defects).
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, FilterError> {
        check_size(bytes, limits.filter_size_max_bytes)?;
        let mut rest = bytes;
        take_version(&mut rest)?;
        let rate = take_rate(&mut rest)?;
        let planned = take_count(&mut rest)?;
        let [size] = take(&mut rest)?;
        let size = check_entry_size(size as i8)?;
        let entries = rest.chunks_exact(size);
        if !entries.remainder().is_empty() {
            return Err(FilterError::Cut);
        }
        let mut entries: Vec<&[u8]> = entries.collect();
        let defects = find_defects(&entries);
        entries.arrange();
        entries.dedup();
        Ok(Self {
            rate,
            planned,
            size,
            entries: entries.concat(),
            defects,
        })
    }

    /// Writes the filter: values as they are, in the order of their bytes. The reference reads
    /// this rightly, as it sorts again.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = 1_i16.to_be_bytes().to_vec();
        out.extend_from_slice(&self.rate.to_be_bytes());
        let planned = i32::try_from(self.planned).unwrap_or(i32::MAX);
        out.extend_from_slice(&planned.to_be_bytes());
        out.push(self.size as u8);
        out.extend_from_slice(&self.entries);
        out
    }

    /// Whether a hash starts as an entry does.
    #[must_use]
    pub fn may_contain(&self, hash: &KeyHash) -> bool {
        let prefix = hash.get(..self.size).unwrap_or_default();
        self.has(prefix) || self.has(&as_written(prefix))
    }

    fn has(&self, prefix: &[u8]) -> bool {
        let entry = |at: usize| {
            let start = at * self.size;
            self.entries.get(start..start + self.size)
        };
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match entry(middle).map(|entry| entry.cmp(prefix)) {
                Some(std::cmp::Ordering::Equal) => return true,
                Some(std::cmp::Ordering::Less) => low = middle + 1,
                _ => high = middle,
            }
        }
        false
    }

    /// How many entries there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.entries.len() / self.size
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The size of an entry in bytes, 1 to 16.
    #[must_use]
    pub const fn entry_size_bytes(&self) -> usize {
        self.size
    }

    /// The rate of false positives that was planned.
    #[must_use]
    pub const fn rate(&self) -> f32 {
        self.rate
    }

    /// How many entries were planned.
    #[must_use]
    pub const fn planned(&self) -> u32 {
        self.planned
    }

    /// What is wrong with the filter.
    #[must_use]
    pub fn defects(&self) -> &[Defect] {
        &self.defects
    }
}

fn check_entry_size(size: i8) -> Result<usize, FilterError> {
    match usize::try_from(size) {
        Ok(bytes) if (1..=SIZE_MAX).contains(&bytes) => Ok(bytes),
        _ => Err(FilterError::EntrySize { size }),
    }
}

/// An entry as the reference writes it: the shortest two's complement of the number, padded with
/// zeros, so that leading ff turn into 00 where the next byte has the sign too.
fn as_written(prefix: &[u8]) -> Vec<u8> {
    let mut written = prefix.to_vec();
    let mut at = 0;
    while let Some([0xff, next]) = prefix.get(at..at + 2) {
        if *next < NEGATIVE {
            break;
        }
        if let Some(byte) = written.get_mut(at) {
            *byte = 0;
        }
        at += 1;
    }
    written
}

/// What an entry was before [`as_written`], if it may have been something else.
fn restored(entry: &[u8]) -> Option<Vec<u8>> {
    let zeros = entry.iter().take_while(|byte| **byte == 0).count();
    let (_, rest) = entry.split_at_checked(zeros)?;
    if zeros == 0 || rest.first().is_none_or(|byte| *byte < NEGATIVE) {
        return None;
    }
    Some([vec![0xff; zeros].as_slice(), rest].concat())
}

fn find_defects(entries: &[&[u8]]) -> Vec<Defect> {
    let mut defects = Vec::new();
    let lost = entries
        .iter()
        .filter(|entry| restored(entry).is_some())
        .count();
    if lost > 0 {
        defects.push(Defect::LostSign { entries: lost });
    }
    if !entries.is_sorted() {
        let is_signed = is_signed_order(entries);
        defects.push(if is_signed {
            Defect::SignedOrder
        } else {
            Defect::Unordered
        });
    }
    defects
}

/// Whether the entries, each taken for one of the numbers that it may be, ascend as signed numbers.
fn is_signed_order(entries: &[&[u8]]) -> bool {
    // Negative ones first; among those of one sign, the order is that of the bytes.
    let rank = |value: Vec<u8>| (value.first().is_some_and(|byte| *byte < NEGATIVE), value);
    let mut last = (false, Vec::new());
    for entry in entries {
        let readings = restored(entry).into_iter().chain([entry.to_vec()]);
        // The restored one is negative and so the lesser: taking it first leaves the most room.
        match readings.map(rank).find(|reading| *reading >= last) {
            Some(reading) => last = reading,
            None => return false,
        }
    }
    true
}
