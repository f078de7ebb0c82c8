//! zlib (RFC 1950) with a hard bound on what comes out.

#[cfg(not(target_family = "wasm"))]
mod native;
#[cfg(any(target_family = "wasm", test))]
#[cfg_attr(
    not(target_family = "wasm"),
    allow(unreachable_pub, reason = "exported in wasm")
)]
mod pure;

use thiserror::Error;

#[cfg(not(target_family = "wasm"))]
pub use native::{Inflater, deflate};
#[cfg(target_family = "wasm")]
pub use pure::{Inflater, deflate};

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

#[cfg(test)]
mod tests;
