//! Raw DEFLATE (RFC 1951) with a hard bound on what comes out.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use super::error::JweError;

/// Where the output starts; it grows by what is there, never by what is claimed.
const START_BYTES: usize = 4_096;

const LEVEL: u8 = 9;

/// Decompresses one whole stream, of which nothing may be left.
pub(super) fn inflate(stream: &[u8], max: usize) -> Result<Vec<u8>, JweError> {
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut state = Box::<DecompressorOxide>::default();
    let mut out = vec![0; START_BYTES.min(max)];
    let (mut read, mut written) = (0, 0);
    loop {
        let rest = stream.get(read..).unwrap_or_default();
        let (status, consumed, produced) = decompress(&mut state, rest, &mut out, written, flags);
        read += consumed;
        written += produced;
        match status {
            TINFLStatus::Done if read == stream.len() => {
                out.truncate(written);
                return Ok(out);
            }
            TINFLStatus::HasMoreOutput if out.len() < max => {
                out.resize(out.len().saturating_mul(4).min(max), 0);
            }
            TINFLStatus::HasMoreOutput => return Err(JweError::ContentTooLarge { max }),
            _ => return Err(JweError::Deflate),
        }
    }
}

/// Compresses as [`inflate`] reads; the same bytes give the same stream.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, LEVEL)
}
