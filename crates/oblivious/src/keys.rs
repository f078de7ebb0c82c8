//! The authority's secrets, and how they are made anew.
//!
//! ```text
//! cleanbill oblivious keys 1
//! NUMBER DAY SEED        one line a generation, the oldest first; the seed 64 hexadecimal digits
//! ```

use std::fmt::{self, Write as _};

use ohttp::hpke::{Aead, Kdf, Kem};
use ohttp::{KeyConfig, SymmetricSuite};
use zeroize::Zeroizing;

use crate::ObliviousError;

/// After so many days the secrets are made anew.
pub const MADE_ANEW_DAYS: i32 = 30;
/// For so many days after that, what was sealed for the older ones is still opened: clients and
/// relays keep public keys for a while.
pub const KEPT_DAYS: i32 = 14;

const HEAD: &str = "cleanbill oblivious keys 1";
/// More than are ever kept at a time.
const GENERATIONS_MAX: usize = 4;
/// Numbers of generations: each has two keys, and a key's number is a byte.
const NUMBERS: u8 = 128;
const SEED_BYTES: usize = 32;

/// Both suites that are asked for; RFC 9458 wants the first of every client.
pub(crate) const SUITES: [SymmetricSuite; 2] = [
    SymmetricSuite::new(Kdf::HkdfSha256, Aead::Aes128Gcm),
    SymmetricSuite::new(Kdf::HkdfSha256, Aead::ChaCha20Poly1305),
];

struct Generation {
    number: u8,
    day: i32,
    seed: Zeroizing<[u8; SEED_BYTES]>,
}

/// The secrets of a gateway, the newest last. Whoever has them, and what a relay passed on, can
/// read it; that is why older ones are destroyed.
#[derive(Default)]
pub struct Keys(Vec<Generation>);

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<u8> = self.0.iter().map(|one| one.number).collect();
        f.debug_tuple("Keys").field(&numbers).finish()
    }
}

impl Keys {
    /// Makes them anew if it is time, and forgets what is not kept any more. Days are since
    /// 1970-01-01. Tells whether anything changed: then the file has to be written.
    pub fn renew(&mut self, today: i32, draw: &mut dyn FnMut(&mut [u8])) -> bool {
        let before = self.0.len();
        let made = self.0.last().map(|newest| (newest.number, newest.day));
        let is_due = made.is_none_or(|(_, day)| today.saturating_sub(day) >= MADE_ANEW_DAYS);
        if is_due {
            let mut seed = Zeroizing::new([0; SEED_BYTES]);
            draw(seed.as_mut_slice());
            let number = made.map_or(0, |(number, _)| (number + 1) % NUMBERS);
            self.0.push(Generation {
                number,
                day: today,
                seed,
            });
        }
        // The one before is of use until everybody knows its successor.
        let successors: Vec<i32> = self.0.iter().skip(1).map(|one| one.day).collect();
        let mut successors = successors.into_iter();
        self.0.retain(|_| {
            let successor = successors.next();
            successor.is_none_or(|day| today.saturating_sub(day) <= KEPT_DAYS)
        });
        is_due || self.0.len() != before
    }

    /// The file.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(format!("{HEAD}\n"));
        for one in &self.0 {
            // Writing to a text never fails.
            let _ = write!(text, "{} {} ", one.number, one.day);
            for byte in one.seed.iter() {
                let _ = write!(text, "{byte:02x}");
            }
            text.push('\n');
        }
        text
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`ObliviousError::Secrets`].
    pub fn parse(text: &str) -> Result<Self, ObliviousError> {
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return Err(ObliviousError::Secrets);
        }
        let read = lines.take(GENERATIONS_MAX + 1).map(generation);
        let read: Option<Vec<Generation>> = read.collect();
        let read = read.filter(|read| read.len() <= GENERATIONS_MAX);
        let read = read.ok_or(ObliviousError::Secrets)?;
        let is_ordered = read.is_sorted_by(|before, after| before.day <= after.day);
        let mut numbers: Vec<u8> = read.iter().map(|one| one.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        match is_ordered && numbers.len() == read.len() {
            true => Ok(Self(read)),
            false => Err(ObliviousError::Secrets),
        }
    }

    /// The key pairs, the newest generation last: X-Wing, then X25519.
    pub(crate) fn pairs(&self) -> Result<Vec<[KeyConfig; 2]>, ObliviousError> {
        self.0.iter().map(Generation::pairs).collect()
    }
}

impl Generation {
    fn pairs(&self) -> Result<[KeyConfig; 2], ObliviousError> {
        let pair = |low: u8, kem, label: &[u8]| {
            // A secret of its own for each, so that nothing about one says anything of the other.
            let secret = [label, self.seed.as_slice()].concat();
            let secret = Zeroizing::new(cleanbill_crypto::sha256(&Zeroizing::new(secret)));
            let made = KeyConfig::derive(2 * self.number + low, kem, SUITES.to_vec(), &*secret);
            made.map_err(|_| ObliviousError::Secrets)
        };
        Ok([
            pair(0, Kem::XWing, b"cleanbill oblivious x-wing 1")?,
            pair(1, Kem::X25519Sha256, b"cleanbill oblivious x25519 1")?,
        ])
    }
}

fn generation(line: &str) -> Option<Generation> {
    let mut words = line.split(' ');
    let (number, day) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let (pairs, []) = words.next()?.as_bytes().as_chunks::<2>() else {
        return None;
    };
    let mut seed = Zeroizing::new([0; SEED_BYTES]);
    if number >= NUMBERS || pairs.len() != SEED_BYTES || words.next().is_some() {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    for (byte, [high, low]) in seed.iter_mut().zip(pairs) {
        *byte = u8::try_from(digit(*high)? << 4 | digit(*low)?).ok()?;
    }
    Some(Generation { number, day, seed })
}
