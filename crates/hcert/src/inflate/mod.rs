//! zlib (RFC 1950) with a hard bound on what comes out.

use cleanbill_inflate::Format;
use thiserror::Error;

/// Why bytes are not one whole zlib stream within the bound.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum InflateError {
    /// The first two bytes are no zlib header (RFC 1950 §2.2), so this was never compressed.
    #[error("the code's content is not compressed")]
    NotZlib,
    /// The stream is broken, cut, or fails its check sum.
    #[error("the code's compressed content is broken")]
    Corrupt,
    /// The content is longer than the bound: a decompression bomb.
    #[error("the code's content is longer than {size_max_bytes} bytes when decompressed")]
    TooLarge {
        /// What is allowed.
        size_max_bytes: usize,
    },
    /// Bytes follow the stream.
    #[error("bytes follow the code's compressed content")]
    TrailingBytes,
}

impl InflateError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotZlib => "inflate.not-zlib",
            Self::Corrupt => "inflate.corrupt",
            Self::TooLarge { .. } => "inflate.too-large",
            Self::TrailingBytes => "inflate.trailing-bytes",
        }
    }
}

impl From<cleanbill_inflate::InflateError> for InflateError {
    fn from(error: cleanbill_inflate::InflateError) -> Self {
        use cleanbill_inflate::InflateError as Found;
        match error {
            Found::TooLarge {
                max: size_max_bytes,
            } => Self::TooLarge { size_max_bytes },
            Found::TrailingBytes { .. } => Self::TrailingBytes,
            _ => Self::Corrupt,
        }
    }
}

/// A reusable decompressor.
pub struct Inflater(cleanbill_inflate::Inflater);

impl Default for Inflater {
    fn default() -> Self {
        Self(cleanbill_inflate::Inflater::new(Format::Zlib))
    }
}

impl Inflater {
    /// Decompresses all of `stream` into `out`, which is overwritten and keeps its capacity.
    ///
    /// # Errors
    /// [`InflateError`]; `out` is empty then, or as it was.
    pub fn inflate_into(
        &mut self,
        stream: &[u8],
        size_max_bytes: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), InflateError> {
        check_header(stream)?;
        out.clear();
        out.extend_from_slice(self.0.inflate(stream, size_max_bytes)?);
        Ok(())
    }
}

/// Compresses at level 9, as the EU specification's reference does (volume 3 §2.1).
///
/// # Errors
/// [`InflateError::TooLarge`] if the compressor's own bound was wrong, which is a defect of it.
#[cfg(not(target_family = "wasm"))]
pub fn deflate(bytes: &[u8]) -> Result<Vec<u8>, InflateError> {
    use libdeflater::{CompressionLvl, Compressor};

    const LEVEL: i32 = 9;
    let mut compressor = Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default());
    let mut out = vec![0; compressor.zlib_compress_bound(bytes.len())];
    let size_max_bytes = out.len();
    let written = compressor
        .zlib_compress(bytes, &mut out)
        .map_err(|_| InflateError::TooLarge { size_max_bytes })?;
    out.truncate(written);
    Ok(out)
}

/// Compresses at level 9, as the EU specification's reference does (volume 3 §2.1).
///
/// # Errors
/// None: the other build's has one.
#[cfg(target_family = "wasm")]
pub fn deflate(bytes: &[u8]) -> Result<Vec<u8>, InflateError> {
    const LEVEL: u8 = 9;
    Ok(miniz_oxide::deflate::compress_to_vec_zlib(bytes, LEVEL))
}

/// CMF and FLG: deflate with a window of at most 32 kB, no preset dictionary, and their check
/// (RFC 1950 §2.2).
fn check_header(stream: &[u8]) -> Result<(), InflateError> {
    const METHOD_DEFLATE: u8 = 8;
    const WINDOW_MAX: u8 = 7;
    const PRESET_DICTIONARY: u8 = 0x20;
    let [cmf, flg, ..] = *stream else {
        return Err(InflateError::NotZlib);
    };
    let sound = cmf & 0x0f == METHOD_DEFLATE
        && cmf >> 4 <= WINDOW_MAX
        && flg & PRESET_DICTIONARY == 0
        && (u16::from(cmf) * 256 + u16::from(flg)).is_multiple_of(31);
    if sound {
        Ok(())
    } else {
        Err(InflateError::NotZlib)
    }
}

/// Bytes as a zlib stream of one block that stores them (RFC 1950 §2.2, RFC 1951 §3.2.4): 11 bytes
/// longer than they are, whatever they are.
///
/// # Errors
/// [`InflateError::TooLarge`] for more bytes than one block holds.
pub(crate) fn store(bytes: &[u8]) -> Result<Vec<u8>, InflateError> {
    const HEADER: [u8; 2] = [0x78, 0x01];
    const LAST_STORED_BLOCK: u8 = 1;
    let len = u16::try_from(bytes.len()).map_err(|_| InflateError::TooLarge {
        size_max_bytes: u16::MAX.into(),
    })?;
    let mut out = Vec::with_capacity(bytes.len() + 11);
    out.extend(HEADER);
    out.push(LAST_STORED_BLOCK);
    out.extend(len.to_le_bytes());
    out.extend((!len).to_le_bytes());
    out.extend(bytes);
    out.extend(adler32(bytes).to_be_bytes());
    Ok(out)
}

/// RFC 1950 §8.2.
fn adler32(bytes: &[u8]) -> u32 {
    const BASE: u32 = 65_521;
    let (a, b) = bytes.iter().fold((1, 0), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % BASE;
        (a, (b + a) % BASE)
    });
    b << 16 | a
}

#[cfg(test)]
mod tests;
