//! Bytes as hexadecimal digits, and back.

/// Two small digits a byte.
pub(crate) use base16ct::lower::encode_string as hex;

/// The bytes of hexadecimal digits, with white space around; `None` for all else.
pub(crate) fn unhex(text: &[u8]) -> Option<Vec<u8>> {
    base16ct::mixed::decode_vec(text.trim_ascii()).ok()
}

#[cfg(test)]
mod tests {
    use super::{hex, unhex};

    #[test]
    fn digits_lead_back_to_bytes() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(unhex(hex(&all).as_bytes()), Some(all));
        assert_eq!(unhex(b" 0A0b\n"), Some(vec![10, 11]));
        for wrong in [&b"0"[..], b"0g", b"+1", b"0 1"] {
            assert_eq!(unhex(wrong), None);
        }
    }
}
