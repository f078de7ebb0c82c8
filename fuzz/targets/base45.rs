//! Base45: what decodes encodes back to itself.
#![no_main]

use cleanbill_hcert::base45::{decode, encode};

libfuzzer_sys::fuzz_target!(|text: &[u8]| {
    if let Ok(bytes) = decode(text) {
        assert_eq!(encode(&bytes).as_bytes(), text);
    }
});
