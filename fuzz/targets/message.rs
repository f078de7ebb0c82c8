//! zlib and COSE: the inflated message stays within its bound, and is read or refused.
#![no_main]

use cleanbill_cose::{Limits, parse_claims, parse_sign, parse_sign1};
use cleanbill_hcert::inflate::Inflater;

libfuzzer_sys::fuzz_target!(|stream: &[u8]| {
    let limits = Limits::default();
    let mut message = Vec::new();
    let inflated = Inflater::default().inflate_into(stream, limits.size_max_bytes, &mut message);
    // What is no zlib stream is tried as it is, so that COSE is reached often.
    let message = if inflated.is_ok() { message.as_slice() } else { stream };
    assert!(inflated.is_err() || message.len() <= limits.size_max_bytes);
    if let Ok(sign1) = parse_sign1(message, &limits) {
        let _ = (sign1.algorithm(), sign1.kid(), sign1.to_be_signed());
        let _ = parse_claims(sign1.payload(), &limits);
    }
    let _ = parse_sign(message, &limits);
});
