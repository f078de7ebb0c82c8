//! Health links as text, and their addresses.
#![no_main]

use cleanbill_shlink::{Address, HealthLink, Limits, Payload, Scheme};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Ok(address) = Address::parse(text) {
            assert!(!address.host().contains(['@', '/', '\\', '#']));
        }
        if let Ok(link) = HealthLink::parse(text, &limits) {
            // What may be followed may be written, and reads the same; a label or address that is
            // too long may be read only.
            let again = HealthLink::parse(&link.to_string(), &limits);
            if let Ok(again) = again {
                assert_eq!(again.payload(), link.payload());
            }
            if let Ok(target) = link.target() {
                assert_eq!(target.as_str(), link.payload().url);
            }
        }
    }
    if let Ok(serde_json::Value::Object(members)) = serde_json::from_slice(bytes) {
        let _ = Payload::from_members(Scheme::Verifiable, &members);
    }
});
