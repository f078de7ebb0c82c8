use libdeflater::{CompressionLvl, Compressor, DecompressionError, Decompressor, adler32};

use super::{InflateError, check_header};

/// Where the output buffer starts: four times the median pass of the corpora.
const START_BYTES: usize = 2_048;
const CHECKSUM_BYTES: usize = 4;

/// A reusable decompressor.
pub struct Inflater {
    decompressor: Decompressor,
}

impl Default for Inflater {
    fn default() -> Self {
        Self {
            decompressor: Decompressor::new(),
        }
    }
}

impl Inflater {
    /// Decompresses all of `stream` into `out`, which is overwritten and keeps its capacity. The
    /// buffer grows by what is there, never by what is claimed.
    ///
    /// # Errors
    /// [`InflateError`]; `out` is unspecified then.
    pub fn inflate_into(
        &mut self,
        stream: &[u8],
        size_max_bytes: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), InflateError> {
        check_header(stream)?;
        let mut room = START_BYTES.max(out.capacity()).min(size_max_bytes);
        loop {
            out.resize(room, 0);
            match self.decompressor.zlib_decompress(stream, out) {
                Ok(written) => {
                    out.truncate(written);
                    return check_end(stream, out);
                }
                Err(DecompressionError::BadData) => return Err(InflateError::Corrupt),
                Err(DecompressionError::InsufficientSpace) if room < size_max_bytes => {
                    room = room.saturating_mul(4).min(size_max_bytes);
                }
                Err(DecompressionError::InsufficientSpace) => {
                    return Err(InflateError::TooLarge { size_max_bytes });
                }
            }
        }
    }
}

/// libdeflate stops at the stream's end and does not tell where that was; the check sum must be
/// the input's last four bytes.
fn check_end(stream: &[u8], out: &[u8]) -> Result<(), InflateError> {
    match stream.last_chunk::<CHECKSUM_BYTES>() {
        Some(last) if u32::from_be_bytes(*last) == adler32(out) => Ok(()),
        _ => Err(InflateError::TrailingBytes),
    }
}

/// Compresses at level 9, as the EU specification's reference does (volume 3 §2.1).
///
/// # Errors
/// [`InflateError::TooLarge`] if the compressor's own bound was wrong, which is a defect of it.
pub fn deflate(bytes: &[u8]) -> Result<Vec<u8>, InflateError> {
    const LEVEL: i32 = 9;
    let mut compressor = Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default());
    let mut out = vec![0; compressor.zlib_compress_bound(bytes.len())];
    let size_max_bytes = out.len();
    match compressor.zlib_compress(bytes, &mut out) {
        Ok(written) => {
            out.truncate(written);
            Ok(out)
        }
        Err(_) => Err(InflateError::TooLarge { size_max_bytes }),
    }
}
