//! VDS-NC: any JSON, and what the canonical form of any value is.
#![no_main]

use cleanbill_archive::Limits;
use cleanbill_archive::vds_nc::{VdsNc, canonical_json};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(seal) = VdsNc::parse(text, &Limits::default()) {
        let _ = (seal.verify(), seal.check_country());
        let again: serde_json::Value = serde_json::from_slice(seal.signed()).unwrap();
        assert_eq!(canonical_json(&again).unwrap().as_bytes(), seal.signed());
    }
    if let Ok(value) = serde_json::from_str::<serde_json::Value>(text)
        && let Some(canonical) = canonical_json(&value)
    {
        let again: serde_json::Value = serde_json::from_str(&canonical).unwrap();
        assert_eq!(canonical_json(&again), Some(canonical));
    }
});
