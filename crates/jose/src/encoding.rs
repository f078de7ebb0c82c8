//! The two Base64 alphabets of JOSE, each in its one canonical form.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// Decodes base64url without padding (RFC 7515, section 2). Padding, foreign characters and stray
/// bits at the end are refused, so that no two texts decode to the same bytes.
pub(crate) fn base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Encodes base64url without padding.
pub(crate) fn to_base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Decodes Base64 with padding (RFC 4648, section 4), which `x5c` uses.
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::{base64, base64url, to_base64url};

    #[test]
    fn one_text_for_the_same_bytes() {
        assert_eq!(base64url("_-8"), Some(vec![0xff, 0xef]));
        assert_eq!(to_base64url(&[0xff, 0xef]), "_-8");
        for other in ["_-8=", "_-9", "/+8", "_-8 ", "_-8\n", "_", "é"] {
            assert_eq!(base64url(other), None, "{other:?}");
        }
        assert_eq!(base64("/+8="), Some(vec![0xff, 0xef]));
        for other in ["/+8", "_-8=", "/+9=", "/+\n8="] {
            assert_eq!(base64(other), None, "{other:?}");
        }
    }
}
