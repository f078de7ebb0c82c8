//! Vouchers: a code on paper that is exchanged once.
//!
//! ```text
//! code = 26 characters of the secret's 128 bits, 2 check characters, in groups of four
//!        Crockford's alphabet: no I, L, O, U; small letters, I and L for 1 and O for 0 are read
//! ```
//!
//! The check is Σ sᵢ·3ⁱ mod 1021 over the 26 characters. 1021 is a prime above 31, and 3 has the
//! order 1020 or a part of it beyond 26, so every one wrong character and every exchange of two is
//! seen, and of all else all but one in a thousand.

use cleanbill_base32::{Alphabet, CHARACTERS, ReadError, Spare, pack, read, unpack, write};
use cleanbill_crypto::sha256;
use zeroize::Zeroize;

use super::PetitionError;

/// Bytes of a voucher's secret.
pub const VOUCHER_SECRET_BYTES: usize = 16;
/// Characters of a voucher's code, without hyphens.
pub const VOUCHER_CHARACTERS: usize = CHARACTERS + 2;

const GROUP: usize = 4;
const PRIME: u32 = 1021;
const BASE: u32 = 3;
/// What stands before a secret that is hashed.
const DOMAIN: &[u8] = b"cleanbill voucher 1";

/// A voucher. Whoever has it can sign; `Debug` hides it, and it is wiped when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Voucher {
    secret: [u8; VOUCHER_SECRET_BYTES],
}

impl Drop for Voucher {
    fn drop(&mut self) {
        self.secret.zeroize();
    }
}

impl core::fmt::Debug for Voucher {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Voucher(..)")
    }
}

impl Voucher {
    /// The voucher with this secret, of random bytes.
    #[must_use]
    pub const fn new(secret: [u8; VOUCHER_SECRET_BYTES]) -> Self {
        Self { secret }
    }

    /// What the operator keeps of it: a hash, which leads back to nobody who cannot guess 128 bits.
    #[must_use]
    pub fn tag(&self) -> [u8; 32] {
        sha256(&[DOMAIN, &self.secret].concat())
    }

    /// The code, in capitals and groups of four.
    #[must_use]
    pub fn to_code(&self) -> String {
        let secret = pack(self.secret, Spare::Last);
        let symbols = [secret.as_slice(), &check_of(&secret)].concat();
        write(Alphabet::Crockford, &symbols, GROUP)
    }

    /// Reads a code, however it was typed: hyphens, spaces and capitals do not matter.
    ///
    /// # Errors
    /// [`PetitionError::VoucherCharacter`], [`PetitionError::VoucherLength`],
    /// [`PetitionError::VoucherCheck`]: what is wrong with it. Nothing of it tells whether there is
    /// such a voucher.
    pub fn parse_code(text: &str) -> Result<Self, PetitionError> {
        let symbols = read::<VOUCHER_CHARACTERS>(Alphabet::Crockford, text);
        let symbols = symbols.map_err(|error| match error {
            ReadError::Character { position } => PetitionError::VoucherCharacter { position },
            ReadError::Length { found } => PetitionError::VoucherLength { found },
        })?;
        let (secret, check) = symbols
            .split_first_chunk()
            .ok_or(PetitionError::VoucherCheck)?;
        let whole = unpack(secret, Spare::Last).filter(|_| check_of(secret) == check);
        whole.map(Self::new).ok_or(PetitionError::VoucherCheck)
    }
}

/// The two check characters.
fn check_of(secret: &[u8; CHARACTERS]) -> [u8; 2] {
    let (mut sum, mut weight) = (0, 1);
    for symbol in secret {
        sum = (sum + u32::from(*symbol) * weight) % PRIME;
        weight = weight * BASE % PRIME;
    }
    let [low, high, ..] = sum.to_le_bytes();
    [high << 3 | low >> 5, low & 31]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_28_characters_in_groups() {
        assert_eq!(
            Voucher::new([0; 16]).to_code(),
            "0000-0000-0000-0000-0000-0000-0000"
        );
        let code = Voucher::new([0xff; 16]).to_code();
        assert!(
            code.starts_with("ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZW"),
            "{code}"
        );
    }

    #[test]
    fn what_was_printed_before_is_read() {
        for (secret, text) in [
            (*b"foobarfoobarfoob", "CSQP-YRK1-E9K6-YVV2-C5S6-CVVF-C8BP"),
            (
                core::array::from_fn(|i| i as u8),
                "000G-40R4-0M30-E209-185G-R38E-1W1A",
            ),
        ] {
            assert_eq!(Voucher::new(secret).to_code(), text);
            assert_eq!(Voucher::parse_code(text), Ok(Voucher::new(secret)));
        }
    }

    #[test]
    fn the_weights_are_all_different() {
        let mut weights: Vec<u32> = (0..CHARACTERS as u32)
            .map(|index| (0..index).fold(1, |weight, _| weight * BASE % PRIME))
            .collect();
        weights.sort_unstable();
        weights.dedup();
        assert_eq!(weights.len(), CHARACTERS);
        assert!(
            (2..PRIME)
                .take_while(|n| n * n <= PRIME)
                .all(|n| !PRIME.is_multiple_of(n))
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        let code = Voucher::new([7; 16]).to_code();
        let found = |text: &str| Voucher::parse_code(text).map(drop);
        assert_eq!(found(""), Err(PetitionError::VoucherLength { found: 0 }));
        assert_eq!(
            found(&code[..code.len() - 1]),
            Err(PetitionError::VoucherLength { found: 27 })
        );
        assert_eq!(
            found(&format!("{code}0")),
            Err(PetitionError::VoucherLength { found: 29 })
        );
        assert_eq!(
            found(&code.replacen('-', "-U", 1)),
            Err(PetitionError::VoucherCharacter { position: 5 })
        );
        let long = "0".repeat(1_000_000);
        assert_eq!(
            found(&long),
            Err(PetitionError::VoucherLength { found: 99 })
        );
    }

    #[test]
    fn only_the_tag_is_kept_and_nothing_is_printed() {
        let voucher = Voucher::new([7; 16]);
        assert_ne!(voucher.tag(), Voucher::new([8; 16]).tag());
        assert_eq!(format!("{voucher:?}"), "Voucher(..)");
    }

    proptest! {
        #[test]
        fn a_code_is_read_as_it_was_written(secret: [u8; 16]) {
            let voucher = Voucher::new(secret);
            let code = voucher.to_code();
            prop_assert_eq!(Voucher::parse_code(&code), Ok(voucher.clone()));
            let typed = code.to_lowercase().replace('-', " – ").replace('1', "l").replace('0', "o");
            prop_assert_eq!(Voucher::parse_code(&typed), Ok(voucher));
        }

        #[test]
        fn one_wrong_character_is_always_seen(
            secret: [u8; 16],
            at in 0..VOUCHER_CHARACTERS,
            to in 0..32_u8,
        ) {
            let mut code: Vec<u8> = Voucher::new(secret).to_code().replace('-', "").into_bytes();
            let to = u8::try_from(Alphabet::Crockford.character(to)).unwrap();
            prop_assume!(code[at] != to);
            code[at] = to;
            let code = String::from_utf8(code).unwrap();
            prop_assert_eq!(Voucher::parse_code(&code), Err(PetitionError::VoucherCheck));
        }

        #[test]
        fn two_characters_that_change_places_are_always_seen(
            secret: [u8; 16],
            one in 0..CHARACTERS,
            other in 0..CHARACTERS,
        ) {
            let mut code: Vec<u8> = Voucher::new(secret).to_code().replace('-', "").into_bytes();
            prop_assume!(code[one] != code[other]);
            code.swap(one, other);
            let code = String::from_utf8(code).unwrap();
            prop_assert_eq!(Voucher::parse_code(&code), Err(PetitionError::VoucherCheck));
        }

        #[test]
        fn arbitrary_text_never_panics(text: String) {
            let _ = Voucher::parse_code(&text);
        }
    }
}
