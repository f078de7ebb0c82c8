//! Addresses: official, forged by name, or neither; never both.
#![no_main]

use cleanbill_archive::link::{Lookalike, official_page};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let forged = Lookalike::detect(text);
    if official_page(text).is_some() {
        assert_eq!(forged, None);
        let lower = text.trim().to_ascii_lowercase();
        assert!(lower.starts_with("https://"));
        assert!(!lower.contains('\\') && !lower.contains("/../"));
    }
});
