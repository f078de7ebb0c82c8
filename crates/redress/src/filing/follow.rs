//! The code by which whoever filed something reads what became of it.

use std::fmt;

use cleanbill_crypto::sha256;

use super::FilingError;

/// Characters of a follow code: 130 bits of the code, and ten that tell a slip of the pen.
pub const FOLLOW_CODE_CHARACTERS: usize = 28;
/// Digits of Crockford's base 32 (<https://www.crockford.com/base32.html>).
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 128 random bits. Only their hash is kept: who has the database has no code, and who has lost
/// theirs gets no other.
#[derive(Clone, PartialEq, Eq)]
pub struct FollowCode([u8; 16]);

impl FollowCode {
    /// Of 16 random bytes.
    #[must_use]
    pub const fn new(random: [u8; 16]) -> Self {
        Self(random)
    }

    /// Reads what somebody typed: in either case, with spaces and hyphens anywhere, `O` for zero
    /// and `I` or `L` for one.
    ///
    /// # Errors
    /// [`FilingError::Code`].
    pub fn parse(text: &str) -> Result<Self, FilingError> {
        let typed = text.bytes().filter(|byte| !matches!(byte, b' ' | b'-'));
        let mut bits: u128 = 0;
        let (mut check, mut count) = (0_u16, 0_usize);
        for byte in typed.take(FOLLOW_CODE_CHARACTERS + 1) {
            let digit = value_of(byte).ok_or(FilingError::Code)?;
            match count {
                // The first digit holds three bits: 26 digits are two bits more than 16 bytes.
                0 if digit >= 8 => return Err(FilingError::Code),
                0..26 => bits = bits << 5 | u128::from(digit),
                _ => check = check << 5 | u16::from(digit),
            }
            count += 1;
        }
        let code = Self(bits.to_be_bytes());
        match count == FOLLOW_CODE_CHARACTERS && check == code.check() {
            true => Ok(code),
            false => Err(FilingError::Code),
        }
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        sha256(&[b"cleanbill follow code 1".as_slice(), &self.0].concat())
    }

    /// Ten bits that a mistyped code has not.
    fn check(&self) -> u16 {
        let hash = sha256(&[b"cleanbill follow check 1".as_slice(), &self.0].concat());
        let [high, low, ..] = hash;
        u16::from_be_bytes([high, low]) & 0x3ff
    }
}

/// Seven groups of four characters.
impl fmt::Display for FollowCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = u128::from_be_bytes(self.0);
        let code = (0..26).map(|index| (bits >> (125 - 5 * index) & 31) as u8);
        let check = self.check();
        let check = [check >> 5, check & 31].map(|digit| digit.to_le_bytes()[0]);
        for (index, digit) in code.chain(check).enumerate() {
            if index > 0 && index % 4 == 0 {
                f.write_str("-")?;
            }
            let digit = DIGITS.get(usize::from(digit)).copied().unwrap_or(b'0');
            write!(f, "{}", char::from(digit))?;
        }
        Ok(())
    }
}

/// Without the code.
impl fmt::Debug for FollowCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FollowCode").finish_non_exhaustive()
    }
}

fn value_of(byte: u8) -> Option<u8> {
    let digit = match byte.to_ascii_uppercase() {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    };
    let place = DIGITS.iter().position(|known| *known == digit)?;
    u8::try_from(place).ok()
}
