//! What the JSON lists have in common.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use cleanbill_jose::json::{self, JsonError};
use serde_json::Value;

/// The deepest list, that of partitions, nests five deep.
const DEPTH_MAX: usize = 8;

/// The DCC's kid has 8 bytes; nothing in use has more than 64.
const KID_MAX_BYTES: usize = 64;

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// Strict JSON of at most `bytes_max` bytes.
pub(crate) fn parse(bytes: &[u8], bytes_max: usize) -> Result<Value, JsonError> {
    json::parse(bytes, bytes_max, DEPTH_MAX)
}

pub(crate) fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name).and_then(Value::as_str)
}

/// An instant as the reference writes it, `2022-07-20T10:15:27+02:00`, in Unix seconds.
pub(crate) fn instant(text: &str) -> Option<i64> {
    cleanbill_health::parse_instant(text)
}

/// A kid in Base64. The gateway writes it in the standard alphabet with padding, a distributor in
/// the one for addresses, some without padding.
pub(crate) fn kid(text: &str) -> Option<Vec<u8>> {
    let alphabet = if text.contains(['-', '_']) {
        &URL_SAFE
    } else {
        &STANDARD
    };
    let kid = GeneralPurpose::new(alphabet, LENIENT).decode(text).ok()?;
    (1..=KID_MAX_BYTES).contains(&kid.len()).then_some(kid)
}

/// Bytes in Base64, standard alphabet with padding.
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_in_any_zone() {
        for text in [
            "2022-07-20T10:15:27+02:00",
            "2022-07-20T08:15:27Z",
            "2022-07-20T08:15:27.999Z",
        ] {
            assert_eq!(instant(text), Some(1_658_304_927), "{text}");
        }
        for text in ["", "2022-07-20", "2022-07-20T10:15:27", "1658304927"] {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    #[test]
    fn kids_come_in_both_alphabets() {
        let expected = [0xfb, 0xe4, 0xd1, 0x79, 0x0d, 0xf2, 0x4f, 0xb1];
        for text in ["++TReQ3yT7E=", "++TReQ3yT7E", "--TReQ3yT7E=", "--TReQ3yT7E"] {
            assert_eq!(kid(text).as_deref(), Some(expected.as_slice()), "{text}");
        }
        for text in ["", "+-TReQ3yT7E=", "UNKNOWN_KID!", " ++TReQ3yT7E="] {
            assert_eq!(kid(text), None, "{text}");
        }
        assert_eq!(kid(&"A".repeat(88)), None);
    }
}
