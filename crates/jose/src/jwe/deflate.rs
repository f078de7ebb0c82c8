//! Raw DEFLATE (RFC 1951) with a hard bound on what comes out.

use cleanbill_inflate::{Format, InflateError};
use miniz_oxide::deflate::compress_to_vec;

use super::error::JweError;

const LEVEL: u8 = 9;

/// Decompresses one whole stream, of which nothing may be left.
pub(super) fn inflate(stream: &[u8], max: usize) -> Result<Vec<u8>, JweError> {
    cleanbill_inflate::inflate(Format::Raw, stream, max).map_err(|error| match error {
        InflateError::TooLarge { max } => JweError::ContentTooLarge { max },
        _ => JweError::Deflate,
    })
}

/// Compresses as [`inflate`] reads; the same bytes give the same stream.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, LEVEL)
}
