//! Archives of slices: tar in gzip.
//!
//! The names inside, `kid/id/chunk/hash`, are not looked at: a slice is known by its own hash. The
//! distributor's archives end without the two empty blocks of POSIX; that is tolerated.

use cleanbill_inflate::{Format, InflateError};

use super::SlicesError;
use crate::Limits;

const BLOCK_BYTES: usize = 512;

/// The contents of the plain files in an archive, in order.
///
/// # Errors
/// [`SlicesError::Gzip`], [`SlicesError::Tar`], [`SlicesError::ArchiveTooLarge`],
/// [`SlicesError::TooMany`].
pub fn read_archive(gzip: &[u8], limits: &Limits) -> Result<Vec<Vec<u8>>, SlicesError> {
    let tar = gunzip(gzip, limits.archive_size_max_bytes)?;
    let mut rest = tar.as_slice();
    let mut files = Vec::new();
    let max = limits.slices_max;
    while let Some((header, after)) = rest.split_at_checked(BLOCK_BYTES) {
        if header.iter().all(|byte| *byte == 0) {
            let is_empty = after.iter().all(|byte| *byte == 0);
            return if is_empty {
                Ok(files)
            } else {
                Err(SlicesError::Tar)
            };
        }
        let size = plain_file_size(header)?;
        let padded = size.next_multiple_of(BLOCK_BYTES).min(after.len());
        let content = after.get(..size).ok_or(SlicesError::Tar)?;
        if files.len() >= max {
            let actual = files.len() + 1;
            return Err(SlicesError::TooMany { actual, max });
        }
        files.push(content.to_vec());
        rest = after.get(padded..).unwrap_or_default();
    }
    if rest.is_empty() {
        Ok(files)
    } else {
        Err(SlicesError::Tar)
    }
}

/// The size in a header that is sound and of a plain file (POSIX.1-1988, ustar).
fn plain_file_size(header: &[u8]) -> Result<usize, SlicesError> {
    const CHECKSUM: std::ops::Range<usize> = 148..156;
    let field = |range: std::ops::Range<usize>| header.get(range).unwrap_or_default();
    let byte = |(at, byte): (usize, &u8)| {
        // The checksum counts itself as spaces.
        u64::from(if CHECKSUM.contains(&at) { b' ' } else { *byte })
    };
    let sum: u64 = header.iter().enumerate().map(byte).sum();
    if octal(field(CHECKSUM)) != Some(sum) {
        return Err(SlicesError::Tar);
    }
    if !matches!(field(156..157), [b'0' | 0]) {
        return Err(SlicesError::Tar);
    }
    let size = octal(field(124..136)).ok_or(SlicesError::Tar)?;
    usize::try_from(size).map_err(|_| SlicesError::Tar)
}

/// Octal digits between spaces and up to a NUL or space.
fn octal(field: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(field).ok()?;
    let digits = text.trim_matches([' ', '\0']);
    let is_octal = digits.bytes().all(|byte| (b'0'..=b'7').contains(&byte));
    if digits.is_empty() || !is_octal {
        return None;
    }
    u64::from_str_radix(digits, 8).ok()
}

/// Decompresses one gzip member, after which nothing may follow (RFC 1952 §2.3).
fn gunzip(gzip: &[u8], max: usize) -> Result<Vec<u8>, SlicesError> {
    let stream = after_header(gzip).ok_or(SlicesError::Gzip)?;
    let (stream, trailer) = stream.split_last_chunk::<8>().ok_or(SlicesError::Gzip)?;
    let [a, b, c, d, e, f, g, h] = *trailer;
    let out = inflate(stream, max)?;
    let crc = u32::from_le_bytes([a, b, c, d]);
    let size = u32::from_le_bytes([e, f, g, h]);
    if size as usize != out.len() || crc != crc32(&out) {
        return Err(SlicesError::Gzip);
    }
    Ok(out)
}

fn after_header(gzip: &[u8]) -> Option<&[u8]> {
    const HEADER_CRC: u8 = 2;
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    const RESERVED: u8 = 0xe0;
    const DEFLATE: u8 = 8;
    let ([0x1f, 0x8b, DEFLATE, flags, _, _, _, _, _, _], mut rest) =
        gzip.split_first_chunk::<10>()?
    else {
        return None;
    };
    if flags & RESERVED != 0 {
        return None;
    }
    if flags & EXTRA != 0 {
        let (len, after) = rest.split_first_chunk::<2>()?;
        rest = after.get(usize::from(u16::from_le_bytes(*len))..)?;
    }
    for flag in [NAME, COMMENT] {
        if flags & flag != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & HEADER_CRC != 0 {
        rest = rest.get(2..)?;
    }
    Some(rest)
}

/// Decompresses all of a raw deflate stream (RFC 1951).
fn inflate(stream: &[u8], max: usize) -> Result<Vec<u8>, SlicesError> {
    cleanbill_inflate::inflate(Format::Raw, stream, max).map_err(|error| match error {
        InflateError::TooLarge { max } => SlicesError::ArchiveTooLarge { max },
        _ => SlicesError::Gzip,
    })
}

/// CRC-32 as gzip has it (RFC 1952 §8).
fn crc32(bytes: &[u8]) -> u32 {
    const POLYNOMIAL: u32 = 0xedb8_8320;
    let step = |rest: u32| {
        if rest & 1 == 1 {
            POLYNOMIAL ^ (rest >> 1)
        } else {
            rest >> 1
        }
    };
    let table: Vec<u32> = (0..256)
        .map(|byte| (0..8).fold(byte, |rest, _| step(rest)))
        .collect();
    let next = |crc: u32, byte: &u8| {
        let index = (crc as u8 ^ byte) as usize;
        table.get(index).copied().unwrap_or_default() ^ (crc >> 8)
    };
    !bytes.iter().fold(!0, next)
}
