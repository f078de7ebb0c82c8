//! England's domestic NHS COVID Pass, as it was found out by others:
//!
//! ```text
//! base64(key id) "." base64(version, digit ‖ yyMMddHHmm ‖ name) "." base64(signature)
//! ```

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{Detail, Label, Recognised, Scheme};

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
/// Shortest signature: r‖s on P-256, in bytes.
const SIGNATURE_MIN_BYTES: usize = 64;
/// What stands before the name: a digit, then the expiry in five pairs.
const HEAD_CHARACTERS: usize = 11;

pub(super) fn recognise(text: &str) -> Option<Recognised> {
    let mut parts = text.split('.').map(|part| BASE64.decode(part).ok());
    let (key, content, signature) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() || signature.len() < SIGNATURE_MIN_BYTES || key.is_empty() {
        return None;
    }
    let content = String::from_utf8(content).ok()?;
    let (head, name) = content.split_at_checked(HEAD_CHARACTERS)?;
    let until = expiry(head.get(1..)?)?;
    if name.trim().is_empty() || !head.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some(Recognised {
        scheme: Scheme::UkDomestic,
        details: vec![
            Detail::new(Label::ValidUntil, until),
            Detail::new(Label::Name, name),
        ],
    })
}

/// `yyMMddHHmm`, of this century, in UTC as far as is known.
fn expiry(digits: &str) -> Option<String> {
    if digits.len() != 10 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let pair = |at: usize| digits.get(at..at + 2);
    let (year, month, day) = (pair(0)?, pair(2)?, pair(4)?);
    let (hour, minute) = (pair(6)?, pair(8)?);
    let exists = ("01"..="12").contains(&month)
        && ("01"..="31").contains(&day)
        && hour < "24"
        && minute < "60";
    exists.then(|| format!("20{year}-{month}-{day}T{hour}:{minute}"))
}
