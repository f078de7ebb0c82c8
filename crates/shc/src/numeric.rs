//! Digits in a QR code: two for each character of the JWS (HL7 SMART Health Cards and Links 1.0.0,
//! "Encoding Chunks as QR Codes").
//!
//! ```text
//! eyJ6…   ─ each character, as its ASCII code − 45, in two digits ─►   shc:/567629…
//! ```

use thiserror::Error;

/// What stands before the digits, and before the numbers of a chunk.
pub const PREFIX: &str = "shc:/";
/// The character that is `00`: `-`.
const FIRST: u8 = b'-';
/// The last pair: `z`.
const LAST_PAIR: u8 = b'z' - FIRST;
/// Digits of the longest number of a chunk: 2^32 − 1.
const NUMBER_DIGITS_MAX: usize = 10;

/// Which chunk of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its number, from 1.
    pub index: u32,
    /// How many there are.
    pub count: u32,
}

/// One code: the whole of a card, or a chunk of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Part<'t> {
    /// Which chunk; `None` for a code without numbers, which holds all.
    pub place: Option<Place>,
    digits: &'t str,
}

/// Why a text is not such a code.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NumericError {
    /// It does not start with `shc:/`.
    #[error("the text does not start with shc:/")]
    NoPrefix,
    /// What stands before the digits is not `index/count/` with 1 ≤ index ≤ count.
    #[error("the numbers of the chunk are not index/count")]
    Place,
    /// No digit at all, or something else than digits.
    #[error("something else than digits after shc:/")]
    NotDigits,
    /// An odd number of digits: a leading zero was lost, or the end.
    #[error("an odd number of digits")]
    OddDigits,
    /// A pair beyond 77, which is `z`.
    #[error("the digits {pair} stand for no character")]
    PairTooBig {
        /// The two digits as a number.
        pair: u8,
    },
}

impl NumericError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoPrefix => "shc.numeric.no-prefix",
            Self::Place => "shc.numeric.place",
            Self::NotDigits => "shc.numeric.not-digits",
            Self::OddDigits => "shc.numeric.odd-digits",
            Self::PairTooBig { .. } => "shc.numeric.pair-too-big",
        }
    }
}

impl<'t> Part<'t> {
    /// Reads the frame of a code; the digits are looked at by [`decode_into`](Self::decode_into).
    ///
    /// # Errors
    /// [`NumericError::NoPrefix`], [`NumericError::Place`].
    pub fn parse(text: &'t str) -> Result<Self, NumericError> {
        let rest = strip_prefix(text).ok_or(NumericError::NoPrefix)?;
        // Not looked for beyond where a number may end: most codes are digits to their end.
        let slash = rest
            .bytes()
            .take(NUMBER_DIGITS_MAX + 1)
            .position(|byte| byte == b'/');
        let Some((index, rest)) = slash.and_then(|_| rest.split_once('/')) else {
            let place = None;
            return Ok(Self {
                place,
                digits: rest,
            });
        };
        let (count, digits) = rest.split_once('/').ok_or(NumericError::Place)?;
        let (index, count) = (number(index), number(count));
        match (index, count) {
            (Some(index), Some(count)) if index <= count => Ok(Self {
                place: Some(Place { index, count }),
                digits,
            }),
            _ => Err(NumericError::Place),
        }
    }

    /// How many characters the digits stand for.
    #[must_use]
    pub const fn jws_chars(&self) -> usize {
        self.digits.len() / 2
    }

    /// Appends the characters that the digits stand for.
    ///
    /// # Errors
    /// [`NumericError`]; `out` is as it was then.
    pub fn decode_into(&self, out: &mut Vec<u8>) -> Result<(), NumericError> {
        let digits = self.digits.as_bytes();
        // Loops without a way out of them are compiled to steps of many digits at once.
        let farthest = |worst: u8, byte: &u8| worst.max(byte.wrapping_sub(b'0'));
        if digits.is_empty() || digits.iter().fold(0, farthest) > 9 {
            return Err(NumericError::NotDigits);
        }
        let (pairs, rest) = digits.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(NumericError::OddDigits);
        }
        let values = pairs.iter().map(value);
        if values.clone().fold(0, u8::max) > LAST_PAIR {
            let pair = values.clone().find(|pair| *pair > LAST_PAIR);
            let pair = pair.unwrap_or_default();
            return Err(NumericError::PairTooBig { pair });
        }
        out.extend(values.map(|pair| FIRST + pair));
        Ok(())
    }
}

/// The number that two digits are, 0 to 99.
fn value(pair: &[u8; 2]) -> u8 {
    const ZEROS: u16 = b'0' as u16 * 11;
    let both = u16::from_le_bytes(*pair);
    let (tens, ones) = (both & 0xff, both >> 8);
    (tens * 10 + ones - ZEROS) as u8
}

/// Without the text: it is the holder's.
impl std::fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Part")
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

/// What follows `shc:/`, in whatever case a reader handed it on; `None` for another text.
#[must_use]
pub fn strip_prefix(text: &str) -> Option<&str> {
    let (prefix, rest) = text.split_at_checked(PREFIX.len())?;
    prefix.eq_ignore_ascii_case(PREFIX).then_some(rest)
}

/// A positive number without leading zeros.
fn number(text: &str) -> Option<u32> {
    let is_canonical = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| is_canonical)
}

/// The code of a whole JWS; `None` if a character of it has no two digits.
#[must_use]
pub fn encode(jws: &str) -> Option<String> {
    let mut code = String::with_capacity(PREFIX.len() + 2 * jws.len());
    code.push_str(PREFIX);
    for byte in jws.bytes() {
        let pair = byte.checked_sub(FIRST).filter(|pair| *pair <= LAST_PAIR)?;
        code.push(char::from(b'0' + pair / 10));
        code.push(char::from(b'0' + pair % 10));
    }
    Some(code)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decode(text: &str) -> Result<String, NumericError> {
        let mut out = Vec::new();
        Part::parse(text)?.decode_into(&mut out)?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn digits_are_characters() {
        // The specification's own: "eyJ" starts with 56 76 29.
        assert_eq!(decode("shc:/567629"), Ok("eyJ".into()));
        assert_eq!(encode("eyJ").as_deref(), Some("shc:/567629"));
        assert_eq!(decode("SHC:/0077"), Ok("-z".into()));
        assert_eq!(encode("a b"), None);
    }

    #[test]
    fn chunks_say_their_place() {
        let place = |text| Part::parse(text).map(|part| part.place);
        assert_eq!(place("shc:/2/3/56"), Ok(Some(Place { index: 2, count: 3 })));
        assert_eq!(place("shc:/56"), Ok(None));
        for odd in [
            "shc:/0/3/56",
            "shc:/4/3/56",
            "shc:/01/3/56",
            "shc:/1/56",
            "shc:/a/3/56",
            "shc:/1//56",
            "shc:/+1/3/56",
            "shc:/1/99999999999/56",
        ] {
            assert_eq!(place(odd), Err(NumericError::Place), "{odd}");
        }
    }

    #[test]
    fn faults_are_told_apart() {
        for (text, fault) in [
            ("shc:56", NumericError::NoPrefix),
            ("HC1:6BF", NumericError::NoPrefix),
            ("", NumericError::NoPrefix),
            ("shc:/", NumericError::NotDigits),
            ("shc:/56 76", NumericError::NotDigits),
            ("shc:/５６", NumericError::NotDigits),
            ("shc:/1/2/3/4", NumericError::NotDigits),
            ("shc:/00000000001/2/56", NumericError::NotDigits),
            ("shc:/567", NumericError::OddDigits),
            ("shc:/5678", NumericError::PairTooBig { pair: 78 }),
        ] {
            assert_eq!(decode(text), Err(fault), "{text}");
        }
    }

    proptest! {
        #[test]
        fn round_trip(jws in "[A-Za-z0-9_.-]{1,200}") {
            prop_assert_eq!(decode(&encode(&jws).unwrap()), Ok(jws));
        }

        #[test]
        fn any_text_never_panics(text in "(shc:/)?([0-9]{0,4}/){0,3}\\PC{0,20}") {
            let _ = decode(&text);
        }
    }
}
