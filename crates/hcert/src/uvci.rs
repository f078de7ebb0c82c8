//! The unique certificate identifier (eHealth Network, "Guidelines on verifiable vaccination
//! certificates", annex 2): `URN:UVCI:01:XX:…#C`.

const ALPHABET: &[u8; 38] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/:";
const PREFIX: &str = "URN:UVCI:";
const VERSION: &str = "01";

/// Whether a UVCI's check character fits. Shown, never a reason to refuse: of 163 in the public
/// test data 85 are wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckCharacter {
    /// None is given.
    Absent,
    /// It fits.
    Right,
    /// It does not fit, or a character is outside the alphabet.
    Wrong,
}

/// Holds `uvci` against its own check character, if it has one (`#` and one character at the end).
#[must_use]
pub fn check_character(uvci: &str) -> CheckCharacter {
    let Some((body, check)) = uvci.rsplit_once('#') else {
        return CheckCharacter::Absent;
    };
    match luhn_mod_38(body) {
        Some(expected) if check.chars().eq([expected]) => CheckCharacter::Right,
        _ => CheckCharacter::Wrong,
    }
}

/// `URN:UVCI:01:<country>:<opaque>#<check>` (annex 2, option 2: an opaque unique string).
/// `None` if a character is outside `A`–`Z`, `0`–`9`, `/`, `:`.
#[must_use]
pub fn build_uvci(country: &str, opaque: &str) -> Option<String> {
    let body = format!("{PREFIX}{VERSION}:{country}:{opaque}");
    let check = luhn_mod_38(&body)?;
    Some(format!("{body}#{check}"))
}

/// Luhn mod N over the whole text, `URN:UVCI:` included. `None` for a character outside the
/// alphabet.
fn luhn_mod_38(text: &str) -> Option<char> {
    let base = ALPHABET.len();
    let mut sum = 0;
    for (index, character) in text.bytes().rev().enumerate() {
        let code = ALPHABET.iter().position(|&known| known == character)?;
        let addend = if index.is_multiple_of(2) {
            code * 2
        } else {
            code
        };
        sum += addend / base + addend % base;
    }
    ALPHABET
        .get((base - sum % base) % base)
        .map(|&byte| char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_guidelines() {
        assert_eq!(
            check_character("URN:UVCI:01:NL:187/37512422923#Z"),
            CheckCharacter::Right
        );
        assert_eq!(
            check_character("URN:UVCI:01:NL:187/37512422923#A"),
            CheckCharacter::Wrong
        );
        assert_eq!(
            check_character("URN:UVCI:01:NL:187/37512422923#ZZ"),
            CheckCharacter::Wrong
        );
        assert_eq!(
            check_character("URN:UVCI:01:NL:187/37512422923#"),
            CheckCharacter::Wrong
        );
        assert_eq!(
            check_character("URN:UVCI:01:NL:187/37512422923"),
            CheckCharacter::Absent
        );
        assert_eq!(check_character("urn:uvci:01:nl:1#Z"), CheckCharacter::Wrong);
    }

    #[test]
    fn what_is_built_checks() {
        let uvci = build_uvci("NL", "187/37512422923").unwrap();
        assert_eq!(uvci, "URN:UVCI:01:NL:187/37512422923#Z");
        assert_eq!(build_uvci("NL", "lower"), None);
    }
}
