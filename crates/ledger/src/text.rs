//! Numbers and bytes as the C2SP texts write them: one way each.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::hash::Hash;
use crate::merkle::TREE_SIZE_MAX;

/// A number in decimal: digits only, no leading zero unless it is `0`.
pub(crate) fn parse_decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = text == "0" || !text.starts_with('0');
    (plain && canonical).then(|| text.parse().ok()).flatten()
}

/// The size of a tree, or an index in one: a decimal of at most [`TREE_SIZE_MAX`].
pub(crate) fn parse_size(text: &str) -> Option<u64> {
    parse_decimal(text).filter(|size| *size <= TREE_SIZE_MAX)
}

/// Standard base64 with padding (RFC 4648, section 4), the canonical form only.
pub(crate) fn parse_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Standard base64 with padding.
pub(crate) fn render_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// A hash in base64.
pub(crate) fn parse_hash(text: &str) -> Option<Hash> {
    // 44 characters hold 32 bytes; nothing longer is decoded.
    (text.len() == 44)
        .then(|| parse_base64(text))
        .flatten()?
        .try_into()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_in_one_way() {
        for (text, number) in [("0", 0), ("7", 7), ("18446744073709551615", u64::MAX)] {
            assert_eq!(parse_decimal(text), Some(number));
        }
        for text in [
            "",
            "00",
            "07",
            "+7",
            "-7",
            " 7",
            "7 ",
            "7_0",
            "٧",
            "18446744073709551616",
        ] {
            assert_eq!(parse_decimal(text), None, "{text}");
        }
        assert_eq!(parse_size("9223372036854775807"), Some(TREE_SIZE_MAX));
        assert_eq!(parse_size("9223372036854775808"), None);
    }

    #[test]
    fn base64_is_written_in_one_way() {
        assert_eq!(parse_base64("AA=="), Some(vec![0]));
        for text in ["AA", "AA=", "AB==", "AA==\n", " AA==", "A_==", "AA== AA=="] {
            assert_eq!(parse_base64(text), None, "{text}");
        }
        let text = render_base64(&[7; 32]);
        assert_eq!(parse_hash(&text), Some([7; 32]));
        assert_eq!(parse_hash(&render_base64(&[7; 31])), None);
        assert_eq!(parse_hash(&render_base64(&[7; 33])), None);
    }
}
