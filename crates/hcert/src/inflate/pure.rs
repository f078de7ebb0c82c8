use zlib_rs::{Deflate, DeflateFlush, Inflate, InflateFlush, Status};

use super::{InflateError, check_header};

const START_BYTES: usize = 2_048;
const WINDOW_BITS: u8 = 15;

/// A decompressor in pure Rust, for WebAssembly.
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
        let mut inflate = Inflate::new(true, WINDOW_BITS);
        out.resize(START_BYTES.max(out.capacity()).min(size_max_bytes), 0);
        loop {
            let read = inflate.total_in() as usize;
            let written = inflate.total_out() as usize;
            let input = stream.get(read..).unwrap_or_default();
            let room = out.get_mut(written..).unwrap_or_default();
            let full = room.is_empty();
            let status = inflate.decompress(input, room, InflateFlush::NoFlush);
            let written = inflate.total_out() as usize;
            match status {
                Ok(Status::StreamEnd) => {
                    out.truncate(written);
                    let all = inflate.total_in() as usize == stream.len();
                    return if all {
                        Ok(())
                    } else {
                        Err(InflateError::TrailingBytes)
                    };
                }
                Ok(Status::Ok | Status::BufError) if written == out.len() => {
                    if out.len() >= size_max_bytes {
                        if full {
                            return Err(InflateError::TooLarge { size_max_bytes });
                        }
                        // The check sum may still be unread although the content is complete.
                        continue;
                    }
                    out.resize(out.len().saturating_mul(4).min(size_max_bytes), 0);
                }
                Ok(Status::Ok | Status::BufError) | Err(_) => return Err(InflateError::Corrupt),
            }
        }
    }
}

/// Compresses at level 9, as the EU specification's reference does (volume 3 §2.1).
///
/// # Errors
/// [`InflateError::TooLarge`] if the bound on the output was wrong, which is a defect.
pub fn deflate(bytes: &[u8]) -> Result<Vec<u8>, InflateError> {
    const LEVEL: i32 = 9;
    // RFC 1951 §3.2.4: stored blocks cost 5 bytes each 65 535; RFC 1950: 6 bytes around.
    let size_max_bytes = bytes.len() + bytes.len() / 1_000 + 64;
    let mut out = vec![0; size_max_bytes];
    let mut deflate = Deflate::new(LEVEL, true, WINDOW_BITS);
    match deflate.compress(bytes, &mut out, DeflateFlush::Finish) {
        Ok(Status::StreamEnd) => {
            out.truncate(deflate.total_out() as usize);
            Ok(out)
        }
        _ => Err(InflateError::TooLarge { size_max_bytes }),
    }
}
