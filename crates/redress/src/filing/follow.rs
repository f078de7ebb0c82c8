//! The code by which whoever filed something reads what became of it.

use std::fmt;

use cleanbill_base32::{Alphabet, CHARACTERS, Spare, pack, read, unpack, write};
use cleanbill_crypto::sha256;

use super::FilingError;

/// Characters of a follow code: 130 bits of the code, and ten that tell a slip of the pen.
pub const FOLLOW_CODE_CHARACTERS: usize = CHARACTERS + 2;
/// Characters between hyphens.
const GROUP: usize = 4;

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
        let typed = read::<FOLLOW_CODE_CHARACTERS>(Alphabet::Crockford, text);
        let typed = typed.map_err(|_| FilingError::Code)?;
        let (values, check) = typed.split_first_chunk().ok_or(FilingError::Code)?;
        let code = unpack(values, Spare::First).map(Self);
        code.filter(|code| code.check() == check)
            .ok_or(FilingError::Code)
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        sha256(&[b"cleanbill follow code 1".as_slice(), &self.0].concat())
    }

    /// Two characters that a mistyped code has not.
    fn check(&self) -> [u8; 2] {
        let hash = sha256(&[b"cleanbill follow check 1".as_slice(), &self.0].concat());
        let [high, low, ..] = hash;
        [(high & 3) << 3 | low >> 5, low & 31]
    }
}

/// Seven groups of four characters.
impl fmt::Display for FollowCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = [pack(self.0, Spare::First).as_slice(), &self.check()].concat();
        f.write_str(&write(Alphabet::Crockford, &values, GROUP))
    }
}

/// Without the code.
impl fmt::Debug for FollowCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FollowCode").finish_non_exhaustive()
    }
}
