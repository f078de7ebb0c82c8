//! NZ COVID Pass: any text after the prefix, and any bytes in base 32.
#![no_main]

use cleanbill_archive::Limits;
use cleanbill_archive::nzcp::Nzcp;
use cleanbill_base32::Alphabet;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = Nzcp::parse(text, &Limits::default());
    }
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    let text: String = (0..bytes.len().min(2_000) * 8)
        .step_by(5)
        .map(|start| (0..5).fold(0, |value, offset| value << 1 | bit(start + offset)))
        .map(|value| Alphabet::Rfc4648.character(value))
        .collect();
    if let Ok(pass) = Nzcp::parse(&format!("NZCP:/1/{text}"), &Limits::default()) {
        assert!(pass.issuer().starts_with("did:web:"));
        assert!(pass.id().starts_with("urn:uuid:"));
        assert!(!pass.subject().given_name.is_empty());
        assert!(!format!("{pass:?}").contains("given_name"));
    }
});
