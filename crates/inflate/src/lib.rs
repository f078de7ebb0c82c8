//! Decompression of hostile bytes: raw DEFLATE (RFC 1951) or zlib (RFC 1950), with a hard bound on
//! what comes out.
//!
//! ```text
//! Format::Raw                    deflate blocks          │ nothing may follow
//! Format::Zlib   CMF │ FLG │ deflate blocks │ Adler-32   │
//! ```
//!
//! Everything that Cleanbill decompresses comes through here: passes, status lists, encrypted
//! files, archives. A bomb costs its bound and no more, and what follows a stream is found without
//! reading it twice.
//!
//! ```
//! use cleanbill_inflate::{Format, InflateError, inflate};
//!
//! let stored = [0x01, 2, 0, 0xfd, 0xff, b'O', b'K'];
//! assert_eq!(inflate(Format::Raw, &stored, 2).unwrap(), b"OK");
//! assert_eq!(inflate(Format::Raw, &stored, 1), Err(InflateError::TooLarge { max: 1 }));
//! assert_eq!(inflate(Format::Raw, &stored[..6], 2), Err(InflateError::Truncated));
//! ```
//!
//! zlib-rs natively; miniz_oxide, which takes less room in a page, in WebAssembly
//! (ADR 0005).

#[cfg(not(target_family = "wasm"))]
mod native;
#[cfg(any(target_family = "wasm", test))]
mod pure;
#[cfg(test)]
mod tests;

use thiserror::Error;

#[cfg(not(target_family = "wasm"))]
use native::State;
#[cfg(target_family = "wasm")]
use pure::State;

/// Where the output starts, in bytes: what most passes have. It grows by what is there, never by
/// what is claimed.
const START_BYTES: usize = 4_096;

/// What stands around the compressed blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Nothing (RFC 1951).
    Raw,
    /// A header of two bytes and a check sum of four (RFC 1950). No preset dictionary.
    Zlib,
}

/// Why bytes are not one whole stream within the bound.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum InflateError {
    /// The stream is broken, was never one, or fails its check sum (RFC 1951 §3.2, RFC 1950 §2.2).
    #[error("the compressed content is broken")]
    Corrupt,
    /// The bytes end before the stream does.
    #[error("the compressed content is cut off")]
    Truncated,
    /// The content is longer than the bound: a decompression bomb.
    #[error("the content is longer than {max} bytes when decompressed")]
    TooLarge {
        /// What is allowed, in bytes.
        max: usize,
    },
    /// The stream is whole, and bytes follow it.
    #[error("bytes follow the compressed content, which takes {stream_bytes}")]
    TrailingBytes {
        /// What the stream takes of the input, in bytes.
        stream_bytes: usize,
    },
}

impl InflateError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Corrupt => "deflate.corrupt",
            Self::Truncated => "deflate.truncated",
            Self::TooLarge { .. } => "deflate.too-large",
            Self::TrailingBytes { .. } => "deflate.trailing-bytes",
        }
    }
}

/// A decompressor that is used again and again, for streams of one format, with a buffer of its
/// own. It keeps what it last read until it reads again.
pub struct Inflater(Bounded<State>);

impl Inflater {
    /// A decompressor for streams of `format`.
    #[must_use]
    pub fn new(format: Format) -> Self {
        Self(Bounded::new(State::new(format)))
    }

    /// Decompresses one whole stream, after which nothing may follow.
    ///
    /// # Errors
    /// [`InflateError`].
    pub fn inflate(&mut self, stream: &[u8], max: usize) -> Result<&[u8], InflateError> {
        let written = self.0.inflate(stream, max)?;
        Ok(self.0.out.get(..written).unwrap_or_default())
    }
}

/// Decompresses one whole stream, after which nothing may follow.
///
/// # Errors
/// [`InflateError`].
pub fn inflate(format: Format, stream: &[u8], max: usize) -> Result<Vec<u8>, InflateError> {
    let mut bounded = Bounded::new(State::new(format));
    let written = bounded.inflate(stream, max)?;
    bounded.out.truncate(written);
    Ok(bounded.out)
}

/// Why a backend came no further.
enum Stop {
    /// The stream's end was reached.
    End,
    /// There was no more room.
    Full,
    /// There was no more input.
    Starved,
    /// What is there is no stream.
    Broken,
}

/// One step of a backend.
struct Step {
    read: usize,
    written: usize,
    stop: Stop,
}

/// What decompresses.
trait Backend {
    /// Starts a new stream.
    fn restart(&mut self);

    /// Goes on with `rest` of the stream, writing to `out` from `written` on; what is before was
    /// written in the steps before. Goes as far as input and room allow.
    fn step(&mut self, rest: &[u8], out: &mut [u8], written: usize) -> Step;
}

/// A backend within a bound.
struct Bounded<B> {
    backend: B,
    /// As long as the longest output so far, and never shortened: to write zeros for each stream
    /// anew would take as long as to copy it.
    out: Vec<u8>,
}

impl<B: Backend> Bounded<B> {
    const fn new(backend: B) -> Self {
        let out = Vec::new();
        Self { backend, out }
    }

    /// How long the content is; `out` starts with it.
    fn inflate(&mut self, stream: &[u8], max: usize) -> Result<usize, InflateError> {
        // One byte more than is allowed tells a stream that is too long from one that just fits.
        let room_max = max.saturating_add(1);
        let mut room = self.out.len().max(START_BYTES).min(room_max);
        let (mut read, mut written) = (0, 0);
        self.backend.restart();
        loop {
            if self.out.len() < room {
                self.out.resize(room, 0);
            }
            let rest = stream.get(read..).unwrap_or_default();
            let out = self.out.get_mut(..room).unwrap_or_default();
            let step = self.backend.step(rest, out, written);
            read += step.read;
            written += step.written;
            if written > max {
                return Err(InflateError::TooLarge { max });
            }
            match step.stop {
                Stop::End => break,
                Stop::Full => room = room.saturating_mul(4).min(room_max),
                Stop::Starved => return Err(InflateError::Truncated),
                Stop::Broken => return Err(InflateError::Corrupt),
            }
        }
        if read < stream.len() {
            let stream_bytes = read;
            return Err(InflateError::TrailingBytes { stream_bytes });
        }
        Ok(written)
    }
}
