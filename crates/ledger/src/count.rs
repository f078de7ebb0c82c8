//! Counts that hide and add up: Pedersen commitments over ristretto255 (RFC 9496).
//!
//! ```text
//! commitment = count · B + blinding · H
//! B  the base point
//! H  the point that SHA-512("cleanbill count commitment 1") leads to (RFC 9496, section 4.3.4)
//! ```
//!
//! Nobody knows how `H` was made from `B`, so a commitment opens to one count only; and the
//! blinding makes all counts look alike, also to somebody who has all the time there is. The sum of
//! commitments opens to the sum of the counts with the sum of the blindings: so counts below ten
//! stay hidden, and what they come to together is told.

use std::iter::Sum;

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT;
use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use curve25519_dalek::scalar::Scalar;
use sha2::{Digest, Sha256, Sha512};

/// No count of people below this is published (G14).
pub const CELL_MIN: u32 = 10;

/// A hidden count: 32 bytes, the canonical encoding of a ristretto255 point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountCommitment {
    bytes: [u8; 32],
    point: RistrettoPoint,
}

/// What opens a hidden count: a scalar, 32 bytes little-endian, below the order of the group.
#[derive(Clone, PartialEq, Eq)]
pub struct Blinding(Scalar);

/// The secret that all blindings are derived from. Whoever has it can try counts; so it stays where
/// the sequencer is, and is destroyed when the scheme ends.
#[derive(Clone)]
pub struct BlindingKey([u8; 32]);

fn second_generator() -> RistrettoPoint {
    RistrettoPoint::from_uniform_bytes(&Sha512::digest(b"cleanbill count commitment 1").into())
}

impl CountCommitment {
    /// Hides a count.
    #[must_use]
    pub fn new(count: u64, blinding: &Blinding) -> Self {
        let point =
            RISTRETTO_BASEPOINT_POINT * Scalar::from(count) + second_generator() * blinding.0;
        Self::of(point)
    }

    fn of(point: RistrettoPoint) -> Self {
        let bytes = point.compress().to_bytes();
        Self { bytes, point }
    }

    /// Reads the encoding; `None` if it is no point, or not spelled canonically.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Option<Self> {
        let point = CompressedRistretto(bytes).decompress()?;
        Some(Self { bytes, point })
    }

    /// The encoding.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// Whether it hides this count under this blinding.
    #[must_use]
    pub fn opens_to(&self, count: u64, blinding: &Blinding) -> bool {
        Self::new(count, blinding).bytes == self.bytes
    }
}

/// Hides the sum of the counts; of none, nothing under no blinding.
impl<'a> Sum<&'a Self> for CountCommitment {
    fn sum<I: Iterator<Item = &'a Self>>(counts: I) -> Self {
        Self::of(counts.map(|count| count.point).sum())
    }
}

impl Blinding {
    /// Reads the scalar; `None` if it is not below the order of the group.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Option<Self> {
        Option::from(Scalar::from_canonical_bytes(bytes)).map(Self)
    }

    /// The scalar.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

/// Opens the sum of the counts that the others open.
impl<'a> Sum<&'a Self> for Blinding {
    fn sum<I: Iterator<Item = &'a Self>>(blindings: I) -> Self {
        Self(blindings.map(|blinding| blinding.0).sum())
    }
}

impl std::fmt::Debug for Blinding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Blinding").finish_non_exhaustive()
    }
}

impl BlindingKey {
    /// Takes 32 random bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The blinding of the count with this name: the same for the same name, and to whoever has not
    /// the key not to be told from a random one. A name is used for one count only.
    #[must_use]
    pub fn blinding(&self, name: &[u8]) -> Blinding {
        let mut hash = Sha512::new();
        hash.update(b"cleanbill count blinding 1");
        hash.update(self.0);
        // Of one length, so that no name is the beginning of another.
        hash.update(Sha256::digest(name));
        Blinding(Scalar::from_bytes_mod_order_wide(&hash.finalize().into()))
    }
}

impl std::fmt::Debug for BlindingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BlindingKey").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KEY: BlindingKey = BlindingKey::new([7; 32]);

    proptest! {
        #[test]
        fn sums_open_to_sums(counts in prop::collection::vec(0_u64..1 << 40, 0..20)) {
            let named: Vec<_> = counts
                .iter()
                .enumerate()
                .map(|(i, count)| (*count, KEY.blinding(&i.to_be_bytes())))
                .collect();
            let hidden: Vec<_> = named.iter().map(|(n, b)| CountCommitment::new(*n, b)).collect();
            let sum: CountCommitment = hidden.iter().sum();
            let blinding: Blinding = named.iter().map(|(_, b)| b).sum();
            let total: u64 = counts.iter().sum();
            prop_assert!(sum.opens_to(total, &blinding));
            prop_assert!(!sum.opens_to(total + 1, &blinding));
            prop_assert!(!sum.opens_to(total, &KEY.blinding(b"another")));
        }

        #[test]
        fn reading_never_panics_and_keeps_the_bytes(bytes: [u8; 32]) {
            if let Some(read) = CountCommitment::from_bytes(bytes) {
                prop_assert_eq!(read.as_bytes(), &bytes);
            }
            if let Some(read) = Blinding::from_bytes(bytes) {
                prop_assert_eq!(read.as_bytes(), &bytes);
            }
        }
    }

    #[test]
    fn no_two_hidden_counts_look_alike() {
        let zero = CountCommitment::new(0, &KEY.blinding(b"a"));
        let other = CountCommitment::new(0, &KEY.blinding(b"b"));
        assert_ne!(zero.as_bytes(), other.as_bytes());
        // The second generator is not the first, nor the neutral point.
        let one = CountCommitment::new(1, &Blinding(Scalar::ZERO));
        assert_ne!(one, CountCommitment::new(0, &Blinding(Scalar::ONE)));
        assert_ne!(
            [0; 32],
            *CountCommitment::new(0, &Blinding(Scalar::ONE)).as_bytes()
        );
    }

    #[test]
    fn a_scalar_beyond_the_order_is_refused() {
        assert!(Blinding::from_bytes([0xff; 32]).is_none());
        assert!(CountCommitment::from_bytes([0xff; 32]).is_none());
    }

    #[test]
    fn no_secret_is_shown() {
        let blinding = KEY.blinding(b"a");
        assert_eq!(
            format!("{KEY:?}{blinding:?}"),
            "BlindingKey { .. }Blinding { .. }"
        );
    }
}
