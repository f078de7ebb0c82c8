use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use super::{InflateError, START_BYTES};

/// A decompressor in pure Rust, for WebAssembly.
#[derive(Default)]
pub(crate) struct Inflater {}

impl Inflater {
    /// Decompresses all of `stream` into `out`, which is overwritten and keeps its capacity. The
    /// buffer grows by what is there, never by what is claimed.
    pub(crate) fn inflate_into(
        &mut self,
        stream: &[u8],
        max: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), InflateError> {
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let mut state = Box::<DecompressorOxide>::default();
        out.resize(START_BYTES.max(out.capacity()).min(max), 0);
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
                TINFLStatus::HasMoreOutput if out.len() < max => {
                    out.resize(out.len().saturating_mul(4).min(max), 0);
                }
                TINFLStatus::HasMoreOutput => return Err(InflateError::TooLarge { max }),
                _ => return Err(InflateError::Corrupt),
            }
        }
    }
}

/// Compresses at the highest level: a card has to fit one code.
pub(crate) fn deflate(bytes: &[u8]) -> Option<Vec<u8>> {
    const LEVEL: u8 = 10;
    Some(compress_to_vec(bytes, LEVEL))
}
