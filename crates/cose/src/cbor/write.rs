use cleanbill_order::Arrange;
use minicbor::Encoder;

use super::{Key, Value};

/// The one encoding of `value`: shortest heads, definite lengths, keys sorted by their encoded
/// bytes, floats in the shortest width that keeps them (RFC 8949 §4.2.1).
#[must_use]
pub fn encode_deterministic(value: &Value<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    write_deterministic(value, &mut out);
    out
}

/// As [`encode_deterministic`], appended to `out`.
pub fn write_deterministic(value: &Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Array(items) => {
            write_head(out, |encoder| encoder.array(items.len() as u64).is_ok());
            for item in items {
                write_deterministic(item, out);
            }
        }
        Value::Map(entries) => {
            let mut sorted: Vec<(Vec<u8>, &Value<'_>)> = entries
                .iter()
                .map(|(key, value)| (encode_key(key), value))
                .collect();
            sorted.arrange_by(|(a, _), (b, _)| a.cmp(b));
            write_head(out, |encoder| encoder.map(sorted.len() as u64).is_ok());
            for (key, value) in sorted {
                out.extend_from_slice(&key);
                write_deterministic(value, out);
            }
        }
        Value::Tag(tag, inner) => {
            write_head(out, |encoder| {
                encoder.tag(minicbor::data::Tag::new(*tag)).is_ok()
            });
            write_deterministic(inner, out);
        }
        Value::Int(int) => write_head(out, |encoder| encoder.i64(*int).is_ok()),
        Value::Bytes(bytes) => write_head(out, |encoder| encoder.bytes(bytes).is_ok()),
        Value::Text(text) => write_head(out, |encoder| encoder.str(text).is_ok()),
        Value::Bool(bool) => write_head(out, |encoder| encoder.bool(*bool).is_ok()),
        Value::Null => write_head(out, |encoder| encoder.null().is_ok()),
        Value::Undefined => write_head(out, |encoder| encoder.undefined().is_ok()),
        Value::Float(float) => write_float(*float, out),
    }
}

fn encode_key(key: &Key<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    match key {
        Key::Int(int) => write_head(&mut out, |encoder| encoder.i64(*int).is_ok()),
        Key::Text(text) => write_head(&mut out, |encoder| encoder.str(text).is_ok()),
    }
    out
}

/// Writing into memory cannot fail: the sink's error type is `Infallible`.
fn write_head(out: &mut Vec<u8>, write: impl FnOnce(&mut Encoder<&mut Vec<u8>>) -> bool) {
    let written = write(&mut Encoder::new(out));
    debug_assert!(written, "a Vec takes every byte");
}

fn write_float(float: f64, out: &mut Vec<u8>) {
    const QUIET_NAN: [u8; 3] = [0xf9, 0x7e, 0x00];
    let single = float as f32;
    if float.is_nan() {
        out.extend_from_slice(&QUIET_NAN);
    } else if f64::from(single).to_bits() != float.to_bits() {
        write_head(out, |encoder| encoder.f64(float).is_ok());
    } else if half_keeps(single) {
        write_head(out, |encoder| encoder.f16(single).is_ok());
    } else {
        write_head(out, |encoder| encoder.f32(single).is_ok());
    }
}

/// Whether half precision holds `single` exactly; asked of the codec itself.
fn half_keeps(single: f32) -> bool {
    let mut half = Vec::new();
    write_head(&mut half, |encoder| encoder.f16(single).is_ok());
    minicbor::Decoder::new(&half)
        .f16()
        .is_ok_and(|back| back.to_bits() == single.to_bits())
}
