//! SHA-256 digests: of a root, of a key, of a target.

use std::fmt;
use std::str::FromStr;

use cleanbill_crypto::{PublicKey, sha256};

/// A SHA-256 digest (FIPS 180-4). As text: 64 hexadecimal digits, written in lower case, read in
/// either.
///
/// A root's *fingerprint* is the digest of its document, without the signatures: it stays the same
/// whoever signs. A key's is that of its canonical SubjectPublicKeyInfo.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha256(bytes))
    }

    /// What the headers of a set call `key`.
    pub fn of_key(key: &PublicKey) -> Self {
        Self::of(key.to_spki_der())
    }

    /// `None` for any other length.
    pub(super) fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Digest {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// A text is not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint has 64 hexadecimal digits")]
pub struct NotADigest;

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let mut bytes = [0; 32];
        if pairs.len() != bytes.len() || !rest.is_empty() {
            return Err(NotADigest);
        }
        for (byte, pair) in bytes.iter_mut().zip(pairs) {
            for digit in pair {
                let value = char::from(*digit).to_digit(16).ok_or(NotADigest)?;
                *byte = *byte << 4 | value as u8;
            }
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_as_it_is_written() {
        let digest = Digest::of(b"abc");
        let text = digest.to_string();
        assert!(text.starts_with("ba7816bf8f01cfea") && text.len() == 64);
        assert_eq!(text.parse(), Ok(digest));
        assert_eq!(text.to_uppercase().parse(), Ok(digest));
    }

    #[test]
    fn other_text_is_refused() {
        let text = Digest::of(b"abc").to_string();
        for odd in [
            "",
            &text[1..],
            &format!("{text}0"),
            &format!("{text}00"),
            &text.replace('f', "g"),
            &text.replace('f', "+"),
        ] {
            assert_eq!(odd.parse::<Digest>(), Err(NotADigest), "{odd}");
        }
    }
}
