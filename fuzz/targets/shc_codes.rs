//! Texts of codes of SMART Health Cards, one a line: apart and together.
#![no_main]

use cleanbill_shc::numeric::{Part, encode};
use cleanbill_shc::{Chunks, Document, Limits, Question, examine};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut chunks = Chunks::new();
    for line in text.lines() {
        let mut jws = Vec::new();
        if let Ok(part) = Part::parse(line)
            && part.decode_into(&mut jws).is_ok()
        {
            assert_eq!(jws.len(), part.jws_chars());
            let jws = std::str::from_utf8(&jws).expect("ASCII");
            let code = encode(jws).expect("it came from digits");
            assert!(line.ends_with(code.strip_prefix("shc:/").expect("its prefix")));
        }
        let _ = chunks.add(line, &Limits::DEFAULT);
    }
    if let Some(jws) = chunks.jws() {
        assert_eq!(jws.len(), chunks.sizes().sum::<usize>());
    }
    let lines: Vec<&str> = text.lines().collect();
    let found = examine(Document::Codes(&lines), &Question::default());
    assert!(found.findings.len() <= Limits::DEFAULT.findings_max);
});
