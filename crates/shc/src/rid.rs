//! `vc.rid`: what revocation lists know a card by (HL7 SMART Health Cards and Links 1.0.0,
//! "Revocation").

/// Longest `rid` in characters.
pub const RID_CHARS_MAX: usize = 24;

/// Whether this is a `rid`: 1 to 24 characters of base64url, and nothing that names the holder, as
/// far as that can be told.
#[must_use]
pub fn is_rid(text: &str) -> bool {
    let is_alphabet = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (1..=RID_CHARS_MAX).contains(&text.len()) && text.bytes().all(is_alphabet)
}
