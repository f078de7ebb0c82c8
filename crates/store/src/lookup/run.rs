//! Building a run, and finding in its chunks.

use std::cmp::Ordering;

use cleanbill_issuer::registry::Lookup;

use super::{CHUNK_ENTRIES, ENTRIES_MAX, ENTRY_BYTES, Entry, Filter, RunError};

/// An entry as it is kept: the hash, then the target, big-endian, so that bytes sort as entries.
pub(super) fn entry(lookup: &Lookup) -> Entry {
    let mut entry = [0; ENTRY_BYTES];
    let bytes = lookup.hash.into_iter().chain(lookup.target.to_be_bytes());
    for (to, from) in entry.iter_mut().zip(bytes) {
        *to = from;
    }
    entry
}

/// Hash and target of an entry.
pub(super) const fn split(entry: &Entry) -> ([u8; 16], i64) {
    let [
        h0,
        h1,
        h2,
        h3,
        h4,
        h5,
        h6,
        h7,
        h8,
        h9,
        h10,
        h11,
        h12,
        h13,
        h14,
        h15,
        target @ ..,
    ] = *entry;
    let hash = [
        h0, h1, h2, h3, h4, h5, h6, h7, h8, h9, h10, h11, h12, h13, h14, h15,
    ];
    (hash, i64::from_be_bytes(target))
}

/// Up to [`CHUNK_ENTRIES`] entries of a run, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// The hash of its first entry.
    pub first: [u8; 16],
    /// Its number in the run, from 0. Many entries of one hash may fill several chunks, so that
    /// `first` alone is no key.
    pub part: i32,
    /// All its entries.
    pub entries: Vec<u8>,
}

impl Chunk {
    /// `None` of no entries.
    pub(super) fn new(entries: &[Entry], part: i32) -> Option<Self> {
        Some(Self {
            first: split(entries.first()?).0,
            part,
            entries: entries.concat(),
        })
    }
}

/// The entries of a chunk as it is kept.
///
/// # Errors
/// [`RunError::ChunkLength`] unless it holds 1 to [`CHUNK_ENTRIES`] whole entries.
pub(super) fn entries(chunk: &[u8]) -> Result<&[Entry], RunError> {
    let (entries, rest) = chunk.as_chunks::<ENTRY_BYTES>();
    if rest.is_empty() && !entries.is_empty() && entries.len() <= CHUNK_ENTRIES {
        Ok(entries)
    } else {
        Err(RunError::ChunkLength {
            len_bytes: chunk.len(),
        })
    }
}

/// A run: entries of one kind, sorted, never changed.
#[derive(Clone)]
pub struct Run {
    /// How many entries.
    pub entries: u64,
    /// What it surely does not hold.
    pub filter: Filter,
    /// The entries, cut into chunks.
    pub chunks: Vec<Chunk>,
}

impl Run {
    /// Sorts and cuts; the same entry twice is kept once.
    ///
    /// # Errors
    /// [`RunError::Empty`]; [`RunError::TooMany`] above [`ENTRIES_MAX`]; with `is_unique`
    /// [`RunError::Duplicate`] where one hash leads to two rows.
    pub fn build(lookups: &[Lookup], is_unique: bool) -> Result<Self, RunError> {
        let mut sorted: Vec<Entry> = lookups.iter().map(entry).collect();
        sorted.sort_unstable();
        sorted.dedup();
        if sorted.len() > ENTRIES_MAX {
            return Err(RunError::TooMany {
                entries_max: ENTRIES_MAX,
            });
        }
        let same_hash = |pair: &[Entry]| match pair {
            [one, other] => split(one).0 == split(other).0,
            _ => false,
        };
        if is_unique && sorted.windows(2).any(same_hash) {
            return Err(RunError::Duplicate);
        }
        let mut filter = Filter::with_room(sorted.len());
        for entry in &sorted {
            filter.add(&split(entry).0);
        }
        let chunks = sorted.chunks(CHUNK_ENTRIES).zip(0..);
        let chunk = |(entries, part)| Chunk::new(entries, part);
        let chunks: Vec<Chunk> = chunks.filter_map(chunk).collect();
        if chunks.is_empty() {
            return Err(RunError::Empty);
        }
        Ok(Self {
            entries: sorted.len() as u64,
            filter,
            chunks,
        })
    }
}

/// Where a hash leads to, by one chunk. The chunks of a run to search are those that begin with the
/// hash, and the last that begins below it; it is one chunk nearly always:
///
/// ```sql
/// first <= :hash AND first >= coalesce((SELECT max(first) … WHERE first < :hash), :hash)
/// ```
///
/// Of a chunk that is out of order the answer is any part of
/// the truth, and nothing that does not stand in it.
///
/// # Errors
/// [`RunError::ChunkLength`].
pub fn search<'c>(
    chunk: &'c [u8],
    hash: &[u8; 16],
) -> Result<impl Iterator<Item = i64> + use<'c>, RunError> {
    let entries = entries(chunk)?;
    let hash = *hash;
    let start = entries.partition_point(|entry| split(entry).0.cmp(&hash) == Ordering::Less);
    let found = entries.get(start..).unwrap_or_default().iter().map(split);
    Ok(found
        .take_while(move |(at, _)| *at == hash)
        .map(|(_, target)| target))
}
