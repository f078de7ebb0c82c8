//! DCC payloads and light passes: read, judged, written; what is written reads back the same.
#![no_main]

use cleanbill_cose::Limits;
use cleanbill_cose::cbor::{Key, Value, encode_deterministic, parse_value};
use cleanbill_cose::{Claims, DateClaim};
use cleanbill_hcert::dcc::render_json;
use cleanbill_hcert::light::LIGHT_KEY;
use cleanbill_hcert::{read_dcc, read_light};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    let Ok(value) = parse_value(bytes, &limits) else { return };
    let _ = render_json(&value);
    light(&value);
    let Ok(reading) = read_dcc(&value) else { return };
    let written = encode_deterministic(&reading.dcc.to_value());
    let wide = Limits { size_max_bytes: 2 * limits.size_max_bytes, ..limits };
    let back = parse_value(&written, &wide).expect("what is written is read");
    assert_eq!(read_dcc(&back).expect("a map").dcc, reading.dcc);
});

/// A light pass without findings says nothing that is lost when it is written.
fn light(payload: &Value<'_>) {
    let claims = |payload| Claims {
        issuer: Some("XX".to_owned()),
        expires_at: Some(DateClaim::At(1)),
        not_before: Some(DateClaim::At(0)),
        issued_at: None,
        hcert: Some(Value::Map(vec![(Key::Int(LIGHT_KEY), payload)])),
        others: 0,
    };
    let Ok(Some(reading)) = read_light(&claims(payload.clone())) else { return };
    if reading.findings.is_empty() {
        let written = encode_deterministic(&reading.light.to_value());
        assert_eq!(written, encode_deterministic(payload));
    }
}
