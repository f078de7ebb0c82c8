//! Encrypted files: any bytes as one, and any bytes inside of one.
#![no_main]

use cleanbill_shlink::{ContentType, Limits, LinkKey, open_file, seal_file};

/// Small, so that bombs are found by refusing them and not by unpacking them.
const CONTENT_BYTES_MAX: usize = 1 << 16;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { content_bytes_max: CONTENT_BYTES_MAX, ..Limits::default() };
    let key = LinkKey::new([7; 32]);
    assert!(open_file(bytes, &key, &limits).is_err());
    // A header of the input's, so that it is not only the first one that fails.
    let jose = cleanbill_jose::Limits::default();
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = cleanbill_jose::jwe::Jwe::parse(text, &jose);
    }
    let sealed = seal_file(bytes, ContentType::Fhir, &key, &[1; 12]).expect("short");
    match open_file(sealed.as_bytes(), &key, &limits) {
        Ok(opened) => assert_eq!(opened.bytes, bytes),
        Err(_) => assert!(bytes.len() > CONTENT_BYTES_MAX),
    }
});
