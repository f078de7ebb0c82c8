//! The code that follows a case: on paper, copied by hand.

use std::fmt;

use crate::Entropy;

/// RFC 4648, section 6.
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const CHARACTERS: usize = 26;

/// 128 random bits that follow a case or act in it. Only a keyed tag is kept; `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct FollowCode(pub(super) [u8; 16]);

impl FollowCode {
    pub(super) fn draw(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 16];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// Reads 26 letters and digits. Capitals, spaces and hyphens do not matter, nor 0 for O, 8 for
    /// B and 1 for I.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let letters = text.bytes().filter(|byte| !matches!(byte, b' ' | b'-'));
        let mut bits = 0_u128;
        let mut count = 0;
        for letter in letters {
            let letter = match letter.to_ascii_uppercase() {
                b'0' => b'O',
                b'8' => b'B',
                b'1' => b'I',
                other => other,
            };
            let value = ALPHABET.iter().position(|known| *known == letter)?;
            let value = u128::try_from(value).ok()?;
            count += 1;
            bits = match count {
                1..CHARACTERS => bits << 5 | value,
                // The last letter has three bits, and two that are 0.
                CHARACTERS if value & 3 == 0 => bits << 3 | value >> 2,
                _ => return None,
            };
        }
        (count == CHARACTERS).then(|| Self(bits.to_be_bytes()))
    }

    /// In capitals and groups of five, to be copied from paper.
    #[must_use]
    pub fn to_text(&self) -> String {
        let bits = u128::from_be_bytes(self.0);
        let mut text = String::with_capacity(CHARACTERS + 5);
        for index in 0..CHARACTERS {
            if index > 0 && index % 5 == 0 {
                text.push('-');
            }
            let value = match 123_usize.checked_sub(5 * index) {
                Some(shift) => bits >> shift,
                None => bits << 2,
            };
            let value = usize::try_from(value & 31).unwrap_or(0);
            text.extend(ALPHABET.get(value).copied().map(char::from));
        }
        text
    }
}

impl fmt::Debug for FollowCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FollowCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_was_written_and_as_it_was_copied() {
        for bytes in [[0; 16], [255; 16], *b"sixteen bytes !!"] {
            let code = FollowCode(bytes);
            let text = code.to_text();
            assert_eq!(text.len(), CHARACTERS + 5);
            assert_eq!(FollowCode::parse(&text), Some(code.clone()));
            let copied = text.to_lowercase().replace('-', " ").replace('o', "0");
            assert_eq!(FollowCode::parse(&copied.replace('b', "8")), Some(code));
        }
        let last = FollowCode([0; 16]).to_text();
        let other_bits = format!("{}B", &last[..last.len() - 1]);
        for wrong in ["", "A", &last[1..], &format!("{last}A"), &other_bits, "ÄÄÄ"] {
            assert_eq!(FollowCode::parse(wrong), None, "{wrong}");
        }
    }
}
