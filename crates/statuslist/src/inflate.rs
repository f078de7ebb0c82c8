//! zlib (RFC 1950) with a hard bound on what comes out.

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_PARSE_ZLIB_HEADER, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use crate::StatusListError;

/// Where the output starts; it grows by what is there, never by what is claimed.
const START_BYTES: usize = 4_096;

/// The level that the draft recommends (section 4.1: the highest that there is).
const LEVEL: u8 = 9;

/// Decompresses one whole zlib stream, of which nothing may be left.
pub(crate) fn inflate(stream: &[u8], max: usize) -> Result<Vec<u8>, StatusListError> {
    let flags = TINFL_FLAG_PARSE_ZLIB_HEADER | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
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
            TINFLStatus::HasMoreOutput => return Err(StatusListError::ListTooLarge { max }),
            _ => return Err(StatusListError::Compression),
        }
    }
}

/// Compresses as [`inflate`] reads; the same bytes give the same stream.
pub(crate) fn deflate(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec_zlib(bytes, LEVEL)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_bound_is_exact() {
        for len in [0, 1, START_BYTES - 1, START_BYTES, START_BYTES + 1, 100_000] {
            let stream = deflate(&vec![7; len]);
            assert_eq!(inflate(&stream, len).unwrap(), vec![7; len], "{len}");
            assert_eq!(inflate(&stream, len + 1).unwrap().len(), len);
            if len > 0 {
                let max = len - 1;
                assert_eq!(
                    inflate(&stream, max),
                    Err(StatusListError::ListTooLarge { max })
                );
            }
        }
    }

    #[test]
    fn a_stream_is_whole_and_alone() {
        let stream = deflate(b"some list");
        for end in 0..stream.len() {
            let cut = inflate(stream.get(..end).unwrap(), 100);
            assert_eq!(cut, Err(StatusListError::Compression), "{end}");
        }
        let longer = [stream.as_slice(), b"\0"].concat();
        assert_eq!(inflate(&longer, 100), Err(StatusListError::Compression));
        let mut wrong_sum = stream;
        *wrong_sum.last_mut().unwrap() ^= 1;
        assert_eq!(inflate(&wrong_sum, 100), Err(StatusListError::Compression));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn arbitrary_bytes_never_panic(bytes: Vec<u8>) {
            let _ = inflate(&bytes, 10_000);
        }

        #[test]
        fn round_trip(bytes: Vec<u8>) {
            prop_assert_eq!(inflate(&deflate(&bytes), bytes.len()).unwrap(), bytes);
        }
    }
}
