//! Sixteen bytes as 26 characters that people copy by hand: base 32 in the alphabet of RFC 4648
//! (section 6) or of Crockford (<https://www.crockford.com/base32.html>).
//!
//! ```text
//! 16 bytes ─ pack ─ 26 values of five bits ─ write ─ text in groups
//! typed text ─ read ─ values ─ unpack ─ 16 bytes
//! ```
//!
//! Every code on paper is read and written here: capitals, spaces and hyphens do not matter, nor
//! what is mistaken for another character. What stands behind the 26 characters to find a slip of
//! the pen is each code's own.
//!
//! [`decode`] is for machines: bytes of any number, in one spelling.

mod bytes;
#[cfg(test)]
mod tests;

pub use bytes::{DecodeError, decode};

use thiserror::Error;

/// Bytes of a code.
pub const BYTES: usize = 16;
/// Characters of a code, without a check: 130 bits, two more than there are.
pub const CHARACTERS: usize = 26;
/// Where counting of a text that is too long ends.
const COUNTED_MAX: usize = 99;
/// The low bits of a value.
const MASK: u8 = 31;

/// Which characters stand for the values 0 to 31.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alphabet {
    /// Letters, then 2 to 7. 0, 1 and 8 are read as O, I and B.
    Rfc4648,
    /// Digits, then letters without I, L, O and U. I and L are read as 1, and O as 0.
    Crockford,
}

impl Alphabet {
    const fn digits(self) -> &'static [u8; 32] {
        match self {
            Self::Rfc4648 => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
            Self::Crockford => b"0123456789ABCDEFGHJKMNPQRSTVWXYZ",
        }
    }

    /// The capital or digit of a value, of which the lowest five bits count.
    #[must_use]
    pub fn character(self, value: u8) -> char {
        let digit = self.digits().get(usize::from(value & MASK));
        char::from(digit.copied().unwrap_or_default())
    }

    /// The value of a character, in either case; `None` for one of no alphabet.
    #[must_use]
    pub fn value(self, typed: char) -> Option<u8> {
        let meant = match (self, typed.to_ascii_uppercase()) {
            (Self::Rfc4648, '0') => 'O',
            (Self::Rfc4648, '1') => 'I',
            (Self::Rfc4648, '8') => 'B',
            (Self::Crockford, 'O') => '0',
            (Self::Crockford, 'I' | 'L') => '1',
            (_, other) => other,
        };
        let mut digits = self.digits().iter();
        let place = digits.position(|digit| char::from(*digit) == meant)?;
        u8::try_from(place).ok()
    }
}

/// Where the two bits lie that 26 characters have beyond 16 bytes. They are zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spare {
    /// In front, as of a number.
    First,
    /// At the end, as RFC 4648 has them.
    Last,
}

impl Spare {
    /// How far the first value stands above the last bit.
    const fn shift(self) -> usize {
        match self {
            Self::First => 125,
            Self::Last => 123,
        }
    }
}

/// The values of 16 bytes.
#[must_use]
pub fn pack(bytes: [u8; BYTES], spare: Spare) -> [u8; CHARACTERS] {
    let bits = u128::from_be_bytes(bytes);
    let mut values = [0; CHARACTERS];
    for (index, value) in values.iter_mut().enumerate() {
        let part = match spare.shift().checked_sub(5 * index) {
            Some(shift) => bits >> shift,
            None => bits << 2,
        };
        *value = part.to_le_bytes()[0] & MASK;
    }
    values
}

/// The bytes of 26 values; `None` where the spare bits are not zero, or a value is above 31.
#[must_use]
pub fn unpack(values: &[u8; CHARACTERS], spare: Spare) -> Option<[u8; BYTES]> {
    let ([first, .., last], true) = (values, values.iter().all(|value| *value <= MASK)) else {
        return None;
    };
    let is_zero = match spare {
        Spare::First => first >> 3 == 0,
        Spare::Last => last & 3 == 0,
    };
    let shift = |bits: u128, value: &u8| bits << 5 | u128::from(*value);
    let bits = match spare {
        Spare::First => values.iter().fold(0, shift),
        Spare::Last => {
            let before = values.iter().take(CHARACTERS - 1).fold(0, shift);
            before << 3 | u128::from(last >> 2)
        }
    };
    is_zero.then_some(bits.to_be_bytes())
}

/// Values as text, in capitals, with a hyphen between groups of so many characters.
#[must_use]
pub fn write(alphabet: Alphabet, values: &[u8], group: usize) -> String {
    let mut text = String::with_capacity(2 * values.len());
    for (index, value) in values.iter().enumerate() {
        if index > 0 && index.is_multiple_of(group) {
            text.push('-');
        }
        text.push(alphabet.character(*value));
    }
    text
}

/// Why a text is no code. Says where, never what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReadError {
    /// A character of no alphabet.
    #[error("character {position} belongs to no code")]
    Character {
        /// From 1, without spaces and hyphens.
        position: usize,
    },
    /// Too few or too many characters.
    #[error("the code has {found} characters")]
    Length {
        /// How many, without spaces and hyphens; counted up to 99.
        found: usize,
    },
}

impl ReadError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Character { .. } => "base32.character",
            Self::Length { .. } => "base32.length",
        }
    }
}

/// Reads `N` values, however they were typed: white space and hyphens of every kind are passed
/// over.
///
/// # Errors
/// [`ReadError`].
pub fn read<const N: usize>(alphabet: Alphabet, text: &str) -> Result<[u8; N], ReadError> {
    let mut values = [0; N];
    let mut found = 0;
    let typed = text
        .chars()
        .filter(|c| !c.is_whitespace() && !is_hyphen(*c));
    for character in typed.take(COUNTED_MAX) {
        let position = found + 1;
        if let Some(value) = values.get_mut(found) {
            let read = alphabet.value(character);
            *value = read.ok_or(ReadError::Character { position })?;
        }
        found = position;
    }
    if found == N {
        Ok(values)
    } else {
        Err(ReadError::Length { found })
    }
}

/// Hyphens as keyboards and word processors make them.
const fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}
