use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_PARSE_ZLIB_HEADER, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use super::{InflateError, check_header};

const START_BYTES: usize = 2_048;

/// A decompressor in pure Rust, for WebAssembly: the one that status lists have there too.
#[derive(Default)]
pub struct Inflater {}

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
        let flags = TINFL_FLAG_PARSE_ZLIB_HEADER | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let mut state = Box::<DecompressorOxide>::default();
        out.resize(START_BYTES.max(out.capacity()).min(size_max_bytes), 0);
        let (mut read, mut written) = (0, 0);
        loop {
            let rest = stream.get(read..).unwrap_or_default();
            let (status, consumed, produced) = decompress(&mut state, rest, out, written, flags);
            read += consumed;
            written += produced;
            match status {
                TINFLStatus::Done if read < stream.len() => {
                    return Err(InflateError::TrailingBytes);
                }
                TINFLStatus::Done => {
                    out.truncate(written);
                    return Ok(());
                }
                TINFLStatus::HasMoreOutput if out.len() < size_max_bytes => {
                    out.resize(out.len().saturating_mul(4).min(size_max_bytes), 0);
                }
                TINFLStatus::HasMoreOutput => {
                    return Err(InflateError::TooLarge { size_max_bytes });
                }
                _ => return Err(InflateError::Corrupt),
            }
        }
    }
}

/// Compresses at level 9, as the EU specification's reference does (volume 3 §2.1).
///
/// # Errors
/// None: the other build's has one.
pub fn deflate(bytes: &[u8]) -> Result<Vec<u8>, InflateError> {
    const LEVEL: u8 = 9;
    Ok(compress_to_vec_zlib(bytes, LEVEL))
}
