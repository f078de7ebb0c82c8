//! SHA-256 digests as documents and reports write them.

use std::fmt::Write;

/// The 64 hexadecimal digits of a digest, small letters: as policies name rules and rehearsals.
#[must_use]
pub fn digest_to_hex(digest: &[u8; 32]) -> String {
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads what [`digest_to_hex`] writes, and nothing else.
pub(crate) fn digest_from_hex(text: &str) -> Option<[u8; 32]> {
    let pair = |pair: &[u8]| {
        let text = std::str::from_utf8(pair).ok()?;
        let digits = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        digits.then(|| u8::from_str_radix(text, 16).ok())?
    };
    let bytes: Option<Vec<u8>> = text.as_bytes().chunks(2).map(pair).collect();
    bytes?.try_into().ok()
}
