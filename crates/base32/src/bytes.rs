use thiserror::Error;

/// Bits of a byte.
const BYTE_BITS: u32 = 8;
/// Bits of a character.
const CHARACTER_BITS: u32 = 5;

/// Why a text is not base 32. Says where, never what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// A character that is none of `A`–`Z` and `2`–`7`.
    #[error("character {position} is not of base 32")]
    Character {
        /// From 1.
        position: usize,
    },
    /// The last characters make no whole byte, or leave bits that are not zero (RFC 4648,
    /// section 3.5).
    #[error("the base 32 text ends within a byte")]
    Incomplete,
}

impl DecodeError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Character { .. } => "base32.decode.character",
            Self::Incomplete => "base32.decode.incomplete",
        }
    }
}

/// The bytes of a text in base 32 without padding (RFC 4648, sections 3.2 and 6): capitals only,
/// nothing between them, one spelling for the same bytes.
///
/// # Errors
/// [`DecodeError`].
pub fn decode(text: &str) -> Result<Vec<u8>, DecodeError> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut pending, mut bits) = (0_u32, 0);
    for (index, character) in text.bytes().enumerate() {
        let value = match character {
            b'A'..=b'Z' => character - b'A',
            b'2'..=b'7' => character - b'2' + 26,
            _ => {
                let position = index + 1;
                return Err(DecodeError::Character { position });
            }
        };
        pending = pending << CHARACTER_BITS | u32::from(value);
        bits += CHARACTER_BITS;
        if bits >= BYTE_BITS {
            bits -= BYTE_BITS;
            bytes.push((pending >> bits).to_le_bytes()[0]);
            pending &= (1 << bits) - 1;
        }
    }
    if bits < CHARACTER_BITS && pending == 0 {
        Ok(bytes)
    } else {
        Err(DecodeError::Incomplete)
    }
}
