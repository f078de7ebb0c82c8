//! Bundles of entries: each with its length before it, two bytes, big-endian.

use super::{ENTRY_SIZE_MAX_BYTES, TILE_WIDTH};
use crate::error::TileError;

/// Writes entries as a bundle: at most 256, each of at most 65,535 bytes.
///
/// # Errors
/// [`TileError::EntryTooLong`], [`TileError::TooManyEntries`].
pub fn encode_bundle<'a>(
    entries: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Vec<u8>, TileError> {
    let mut bundle = Vec::new();
    for (count, entry) in entries.into_iter().enumerate() {
        if count >= usize::from(TILE_WIDTH) {
            return Err(TileError::TooManyEntries);
        }
        push_entry(&mut bundle, entry)?;
    }
    Ok(bundle)
}

/// Adds one entry to a bundle.
pub(super) fn push_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<(), TileError> {
    let length = u16::try_from(entry.len()).map_err(|_| TileError::EntryTooLong {
        actual: entry.len(),
        max: ENTRY_SIZE_MAX_BYTES,
    })?;
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    Ok(())
}

/// Reads a bundle of exactly `width` entries.
///
/// # Errors
/// [`TileError::Bundle`], if the bytes are not that many entries, or not only those.
pub fn parse_bundle(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, TileError> {
    let mut entries = Vec::new();
    let mut rest = bytes;
    for _ in 0..width {
        let (length, after) = rest.split_first_chunk::<2>().ok_or(TileError::Bundle)?;
        let (entry, after) = after
            .split_at_checked(usize::from(u16::from_be_bytes(*length)))
            .ok_or(TileError::Bundle)?;
        entries.push(entry);
        rest = after;
    }
    if rest.is_empty() {
        Ok(entries)
    } else {
        Err(TileError::Bundle)
    }
}
