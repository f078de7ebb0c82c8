//! Base45 (RFC 9285), strict and table-driven.

use thiserror::Error;

const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const BASE: u32 = 45;
/// The digit of a wrong character. It drives a group's sum out of range only sometimes.
const NO_DIGIT: u8 = 0xff;
/// Digits end at 44, so their bits joined stay below this; a wrong character's do not.
const NOT_DIGITS: u32 = 0x40;

const DIGITS: [u8; 256] = {
    let mut digits = [NO_DIGIT; 256];
    let mut value = 0;
    #[expect(
        clippy::indexing_slicing,
        reason = "evaluated at compile time, bounds included"
    )]
    while value < ALPHABET.len() {
        digits[ALPHABET[value] as usize] = value as u8;
        value += 1;
    }
    digits
};

/// Why text is not Base45 (RFC 9285 §4 and §6).
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Base45Error {
    /// A character outside the alphabet of 45.
    #[error("character {position} of the code is not in the Base45 alphabet")]
    Character {
        /// Offset in bytes, from 0.
        position: usize,
    },
    /// One character is left over: the length is 1 modulo 3.
    #[error("the Base45 text of {length} characters is cut short")]
    Length {
        /// Length in characters.
        length: usize,
    },
    /// A group stands for more than its bytes hold: above 65 535, or 255 for the last pair.
    #[error("the Base45 group at character {position} is out of range")]
    Overflow {
        /// Offset of the group in bytes, from 0.
        position: usize,
    },
}

impl Base45Error {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Character { .. } => "base45.character",
            Self::Length { .. } => "base45.length",
            Self::Overflow { .. } => "base45.overflow",
        }
    }
}

/// Decodes all of `text`.
///
/// # Errors
/// [`Base45Error`]; the first fault counts.
pub fn decode(text: &[u8]) -> Result<Vec<u8>, Base45Error> {
    let mut out = Vec::new();
    decode_into(text, &mut out)?;
    Ok(out)
}

/// As [`decode`], into a buffer that is cleared first and keeps its capacity.
///
/// # Errors
/// As [`decode`]; the buffer's content is unspecified then.
pub fn decode_into(text: &[u8], out: &mut Vec<u8>) -> Result<(), Base45Error> {
    out.clear();
    out.reserve(text.len() / 3 * 2 + 1);
    let (triplets, rest) = text.as_chunks::<3>();
    for (index, &[a, b, c]) in triplets.iter().enumerate() {
        let value = digit(a) + digit(b) * BASE + digit(c) * BASE * BASE;
        if (digit(a) | digit(b) | digit(c)) >= NOT_DIGITS || value > 0xffff {
            return Err(fault(&[a, b, c], index * 3));
        }
        out.extend_from_slice(&(value as u16).to_be_bytes());
    }
    match *rest {
        [] => Ok(()),
        [a, b] => {
            let value = digit(a) + digit(b) * BASE;
            if (digit(a) | digit(b)) >= NOT_DIGITS || value > 0xff {
                return Err(fault(&[a, b], text.len() - 2));
            }
            out.push(value as u8);
            Ok(())
        }
        _ => match text.iter().position(|&byte| digit(byte) >= BASE) {
            Some(position) => Err(Base45Error::Character { position }),
            None => Err(Base45Error::Length { length: text.len() }),
        },
    }
}

fn digit(byte: u8) -> u32 {
    u32::from(DIGITS.get(usize::from(byte)).copied().unwrap_or(NO_DIGIT))
}

#[cold]
fn fault(group: &[u8], position: usize) -> Base45Error {
    match group.iter().position(|&byte| digit(byte) >= BASE) {
        Some(offset) => Base45Error::Character {
            position: position + offset,
        },
        None => Base45Error::Overflow { position },
    }
}

/// Encodes `bytes`: three characters for two bytes, two for a last odd one.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(2) * 3);
    let (pairs, rest) = bytes.as_chunks::<2>();
    for pair in pairs {
        let value = u32::from(u16::from_be_bytes(*pair));
        for digit in [value % BASE, value / BASE % BASE, value / (BASE * BASE)] {
            out.push(character(digit));
        }
    }
    if let [last] = rest {
        let value = u32::from(*last);
        out.push(character(value % BASE));
        out.push(character(value / BASE));
    }
    out
}

fn character(digit: u32) -> char {
    ALPHABET
        .get(digit as usize)
        .map_or('0', |&byte| char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// RFC 9285 §4.3 and §4.4.
    #[test]
    fn the_examples_of_the_rfc() {
        for (plain, coded) in [
            ("AB", "BB8"),
            ("Hello!!", "%69 VD92EX0"),
            ("base-45", "UJCLQE7W581"),
            ("ietf!", "QED8WEX0"),
            ("", ""),
        ] {
            assert_eq!(encode(plain.as_bytes()), coded);
            assert_eq!(decode(coded.as_bytes()).unwrap(), plain.as_bytes());
        }
    }

    #[test]
    fn faults_are_told_apart() {
        let error = |text: &str| decode(text.as_bytes()).unwrap_err();
        assert_eq!(error("GGW"), Base45Error::Overflow { position: 0 });
        assert_eq!(error("BB8GGW"), Base45Error::Overflow { position: 3 });
        assert_eq!(error("BB8::"), Base45Error::Overflow { position: 3 });
        assert_eq!(error("BB8B"), Base45Error::Length { length: 4 });
        assert_eq!(error("BB8bB8"), Base45Error::Character { position: 3 });
        assert_eq!(error("BB8Bb"), Base45Error::Character { position: 4 });
        assert_eq!(error("BB8b"), Base45Error::Character { position: 3 });
        assert_eq!(error("BB\u{e9}"), Base45Error::Character { position: 2 });
        // Found by fuzzing: 255, the digit of a wrong character, is also a byte.
        let wrong = Base45Error::Character { position: 0 };
        assert_eq!(decode(b"\xee0"), Err(wrong));
        assert_eq!(decode(b"FGW").unwrap(), [0xff, 0xff]);
    }

    /// The plain arithmetic of RFC 9285 §4, to hold the table against.
    fn decode_slowly(text: &[u8]) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        for group in text.chunks(3) {
            let digits: Option<Vec<u64>> = group
                .iter()
                .map(|c| {
                    ALPHABET
                        .iter()
                        .position(|a| a == c)
                        .map(|value| value as u64)
                })
                .collect();
            let value: u64 = digits?
                .iter()
                .enumerate()
                .map(|(i, digit)| digit * 45u64.pow(i as u32))
                .sum();
            match group.len() {
                3 => out.extend_from_slice(&u16::try_from(value).ok()?.to_be_bytes()),
                2 => out.push(u8::try_from(value).ok()?),
                _ => return None,
            }
        }
        Some(out)
    }

    proptest! {
        #[test]
        fn round_trip(bytes: Vec<u8>) {
            prop_assert_eq!(decode(encode(&bytes).as_bytes()).unwrap(), bytes);
        }

        #[test]
        fn any_bytes_as_the_plain_arithmetic_says(text: Vec<u8>) {
            prop_assert_eq!(decode(&text).ok(), decode_slowly(&text));
        }

        #[test]
        fn any_legal_text_as_the_plain_arithmetic_says(text in "[0-9A-Z $%*+./:-]{0,60}") {
            prop_assert_eq!(decode(text.as_bytes()).ok(), decode_slowly(text.as_bytes()));
        }
    }
}
