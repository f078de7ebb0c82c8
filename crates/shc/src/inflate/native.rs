use libdeflater::{CompressionLvl, Compressor, DecompressionError, Decompressor};

use super::{InflateError, START_BYTES};

/// A reusable decompressor.
pub(crate) struct Inflater {
    decompressor: Decompressor,
    /// What comes out of a stream without its last byte.
    shorter: Vec<u8>,
}

impl Default for Inflater {
    fn default() -> Self {
        Self {
            decompressor: Decompressor::new(),
            shorter: Vec::new(),
        }
    }
}

impl Inflater {
    /// Decompresses all of `stream` into `out`, which is overwritten and keeps its capacity. The
    /// buffer grows by what is there, never by what is claimed.
    pub(crate) fn inflate_into(
        &mut self,
        stream: &[u8],
        max: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), InflateError> {
        let mut room = START_BYTES.max(out.capacity()).min(max);
        loop {
            out.resize(room, 0);
            match self.decompressor.deflate_decompress(stream, out) {
                Ok(written) => {
                    out.truncate(written);
                    return self.check_end(stream, written);
                }
                Err(DecompressionError::BadData) => return Err(InflateError::Corrupt),
                Err(DecompressionError::InsufficientSpace) if room < max => {
                    room = room.saturating_mul(4).min(max);
                }
                Err(DecompressionError::InsufficientSpace) => {
                    return Err(InflateError::TooLarge { max });
                }
            }
        }
    }

    /// libdeflate stops at the stream's end and does not tell where that was. A stream that is
    /// still whole without its last byte did not need it.
    fn check_end(&mut self, stream: &[u8], written: usize) -> Result<(), InflateError> {
        self.shorter.resize(written, 0);
        let shorter = stream.split_last().map_or(stream, |(_, shorter)| shorter);
        match self
            .decompressor
            .deflate_decompress(shorter, &mut self.shorter)
        {
            Ok(_) => Err(InflateError::TrailingBytes),
            Err(_) => Ok(()),
        }
    }
}

/// Compresses at the highest level: a card has to fit one code.
pub(crate) fn deflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut compressor = Compressor::new(CompressionLvl::best());
    let mut out = vec![0; compressor.deflate_compress_bound(bytes.len())];
    let written = compressor.deflate_compress(bytes, &mut out).ok()?;
    out.truncate(written);
    Some(out)
}
