//! DCC payloads: read, judged, written; what is written reads back the same.
#![no_main]

use cleanbill_cose::Limits;
use cleanbill_cose::cbor::{encode_deterministic, parse_value};
use cleanbill_hcert::dcc::render_json;
use cleanbill_hcert::read_dcc;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    let Ok(value) = parse_value(bytes, &limits) else { return };
    let _ = render_json(&value);
    let Ok(reading) = read_dcc(&value) else { return };
    let written = encode_deterministic(&reading.dcc.to_value());
    let wide = Limits { size_max_bytes: 2 * limits.size_max_bytes, ..limits };
    let back = parse_value(&written, &wide).expect("what is written is read");
    assert_eq!(read_dcc(&back).expect("a map").dcc, reading.dcc);
});
