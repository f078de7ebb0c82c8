//! The code that follows a case: on paper, copied by hand.

use std::fmt;

use cleanbill_base32::{Alphabet, BYTES, CHARACTERS, Spare, pack, read, unpack, write};

use crate::Entropy;

/// Characters between hyphens.
const GROUP: usize = 5;

/// 128 random bits that follow a case or act in it: 26 characters of RFC 4648. Only a keyed tag is
/// kept; `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct FollowCode(pub(super) [u8; BYTES]);

impl FollowCode {
    pub(super) fn draw(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; BYTES];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// Reads 26 letters and digits. Capitals, spaces and hyphens do not matter, nor 0 for O, 8 for
    /// B and 1 for I.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let values = read::<CHARACTERS>(Alphabet::Rfc4648, text).ok()?;
        unpack(&values, Spare::Last).map(Self)
    }

    /// In capitals and groups of five, to be copied from paper.
    #[must_use]
    pub fn to_text(&self) -> String {
        write(Alphabet::Rfc4648, &pack(self.0, Spare::Last), GROUP)
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
    fn what_was_printed_before_is_read() {
        for (bytes, text) in [
            (*b"foobarfoobarfoob", "MZXW6-YTBOJ-TG633-CMFZG-M33PM-I"),
            (
                core::array::from_fn(|i| i as u8),
                "AAAQE-AYEAU-DAOCA-JBIFQ-YDIOB-4",
            ),
        ] {
            assert_eq!(FollowCode(bytes).to_text(), text);
            assert_eq!(FollowCode::parse(text), Some(FollowCode(bytes)));
        }
    }

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
