//! Codes that are only recognised, 2D-Doc above all: named or not, and never without a bound.
#![no_main]

use cleanbill_archive::Limits;
use cleanbill_archive::recognised::recognise;

libfuzzer_sys::fuzz_target!(|text: &str| {
    for text in [text.to_owned(), format!("DC04FR0000011EED1EECL101FR{text}")] {
        if let Some(found) = recognise(&text, &Limits::default()) {
            assert!(found.details.len() <= 64);
            assert!(found.details.iter().all(|detail| detail.value.len() <= 3 * text.len() + 16));
        }
    }
});
