//! What is between a card's content and its signature: raw DEFLATE (RFC 1951).

use thiserror::Error;

/// Why bytes are not one whole DEFLATE stream within the bound.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InflateError {
    /// The stream is broken or cut, or was never one.
    #[error("the card's content is not raw DEFLATE")]
    Corrupt,
    /// The content is longer than the bound: a decompression bomb.
    #[error("the card's content is longer than {max} bytes when decompressed")]
    TooLarge {
        /// What is allowed, in bytes.
        max: usize,
    },
    /// Bytes follow the stream.
    #[error("bytes follow the card's compressed content")]
    TrailingBytes,
}

impl InflateError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Corrupt => "shc.inflate.corrupt",
            Self::TooLarge { .. } => "shc.inflate.too-large",
            Self::TrailingBytes => "shc.inflate.trailing-bytes",
        }
    }
}

impl From<cleanbill_inflate::InflateError> for InflateError {
    fn from(error: cleanbill_inflate::InflateError) -> Self {
        use cleanbill_inflate::InflateError as Found;
        match error {
            Found::TooLarge { max } => Self::TooLarge { max },
            Found::TrailingBytes { .. } => Self::TrailingBytes,
            _ => Self::Corrupt,
        }
    }
}

/// Compresses at the highest level: a card has to fit one code.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn deflate(bytes: &[u8]) -> Option<Vec<u8>> {
    use libdeflater::{CompressionLvl, Compressor};

    let mut compressor = Compressor::new(CompressionLvl::best());
    let mut out = vec![0; compressor.deflate_compress_bound(bytes.len())];
    let written = compressor.deflate_compress(bytes, &mut out).ok()?;
    out.truncate(written);
    Some(out)
}

/// Compresses at the highest level: a card has to fit one code.
#[cfg(target_family = "wasm")]
pub(crate) fn deflate(bytes: &[u8]) -> Option<Vec<u8>> {
    const LEVEL: u8 = 10;
    Some(miniz_oxide::deflate::compress_to_vec(bytes, LEVEL))
}

/// What a zlib stream (RFC 1950) has within, if the bytes look like one: its header and check sum
/// are taken off. Issuers who compress with the wrong function make these.
pub(crate) fn strip_zlib(bytes: &[u8]) -> Option<&[u8]> {
    const METHOD_DEFLATE: u8 = 8;
    let [cmf, flg, rest @ ..] = bytes else {
        return None;
    };
    let check = u16::from(*cmf) * 256 + u16::from(*flg);
    let is_header = cmf & 0x0f == METHOD_DEFLATE && check.is_multiple_of(31);
    let body = rest.split_last_chunk::<4>().map(|(body, _)| body);
    body.filter(|_| is_header)
}

#[cfg(test)]
mod tests;
