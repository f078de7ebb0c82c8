//! Decompression: within the bound, and as the backend for WebAssembly has it, which verifies no
//! check sum when it is built for fuzzing.
#![no_main]

use cleanbill_inflate::{Format, InflateError, Inflater};
use miniz_oxide::inflate::{decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit};

const MAX: usize = 65_536;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for format in [Format::Raw, Format::Zlib] {
        let mut inflater = Inflater::new(format);
        let whole = match inflater.inflate(bytes, MAX) {
            Ok(_) => Some(bytes),
            Err(InflateError::TrailingBytes { stream_bytes }) => bytes.get(..stream_bytes),
            Err(_) => None,
        };
        let other = match format {
            Format::Raw => decompress_to_vec_with_limit(bytes, MAX),
            Format::Zlib => decompress_to_vec_zlib_with_limit(bytes, MAX),
        };
        assert!(other.is_ok() || whole.is_none());
        assert!(whole.is_some() || other.is_err() || format == Format::Zlib);
        if let (Some(whole), Ok(other)) = (whole, other) {
            assert!(other.len() <= MAX);
            assert_eq!(inflater.inflate(whole, MAX), Ok(other.as_slice()));
            let cut = &whole[..whole.len() - 1];
            assert_eq!(inflater.inflate(cut, MAX), Err(InflateError::Truncated));
        }
    }
});
