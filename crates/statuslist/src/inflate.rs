//! zlib (RFC 1950) with a hard bound on what comes out.

use cleanbill_inflate::{Format, InflateError};
use miniz_oxide::deflate::compress_to_vec_zlib;

use crate::StatusListError;

/// The level that the draft recommends (section 4.1: the highest that there is).
const LEVEL: u8 = 9;

/// Decompresses one whole zlib stream, of which nothing may be left.
pub(crate) fn inflate(stream: &[u8], max: usize) -> Result<Vec<u8>, StatusListError> {
    cleanbill_inflate::inflate(Format::Zlib, stream, max).map_err(|error| match error {
        InflateError::TooLarge { max } => StatusListError::ListTooLarge { max },
        _ => StatusListError::Compression,
    })
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
    fn a_list_within_the_bound_is_whole_and_alone() {
        let stream = deflate(b"some list");
        assert_eq!(inflate(&stream, 9).unwrap(), b"some list");
        let too_large = Err(StatusListError::ListTooLarge { max: 8 });
        assert_eq!(inflate(&stream, 8), too_large);
        let cut = stream.split_last().unwrap().1;
        assert_eq!(inflate(cut, 9), Err(StatusListError::Compression));
        let longer = [stream.as_slice(), b"\0"].concat();
        assert_eq!(inflate(&longer, 9), Err(StatusListError::Compression));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn round_trip(bytes: Vec<u8>) {
            prop_assert_eq!(inflate(&deflate(&bytes), bytes.len()).unwrap(), bytes);
        }
    }
}
