//! Decompression: within the bound, and as the backend for WebAssembly has it.
#![no_main]

use cleanbill_inflate::{Format, InflateError, Inflater};
use miniz_oxide::inflate::{decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit};

const MAX: usize = 65_536;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for format in [Format::Raw, Format::Zlib] {
        let mut out = Vec::new();
        let result = Inflater::new(format).inflate_into(bytes, MAX, &mut out);
        let stream_bytes = match result {
            Ok(()) => bytes.len(),
            Err(InflateError::TrailingBytes { stream_bytes }) => stream_bytes,
            Err(_) => 0,
        };
        let other = match format {
            Format::Raw => decompress_to_vec_with_limit(bytes, MAX),
            Format::Zlib => decompress_to_vec_zlib_with_limit(bytes, MAX),
        };
        // A stream has a byte at least.
        assert_eq!(stream_bytes > 0, other.is_ok());
        assert!(other.is_err() || other.is_ok_and(|other| other == out));
        if let Some(whole) = bytes.get(..stream_bytes).filter(|whole| !whole.is_empty()) {
            assert!(out.len() <= MAX);
            assert_eq!(Inflater::new(format).inflate_into(whole, MAX, &mut out), Ok(()));
            let cut = &whole[..stream_bytes - 1];
            let result = Inflater::new(format).inflate_into(cut, MAX, &mut out);
            assert_eq!(result, Err(InflateError::Truncated));
        }
    }
});
