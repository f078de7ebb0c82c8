//! DIVOC: archives as the characters of their bytes, and certificates as JSON.
#![no_main]

use cleanbill_archive::Limits;
use cleanbill_archive::divoc::Divoc;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Ok(certificate) = Divoc::parse(text, &limits) {
            for evidence in certificate.evidence() {
                if let Some((dose, doses)) = evidence.doses() {
                    assert_eq!(dose, doses, "what differs is not told apart");
                }
                let _ = evidence.day();
            }
        }
    }
    let archive: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let _ = Divoc::parse(&format!("PK\u{3}\u{4}{archive}"), &limits);
});
