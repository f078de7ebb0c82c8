//! Blind signatures: RSABSSA-SHA384-PSS-Randomized (RFC 9474).
//!
//! ```text
//! device    message ─ prepare: 32 random bytes before it ─ PSS-encode ─ m
//!           z = m · r^e mod n, r random                     ─ blind ───────▶ operator
//! operator  z^d mod n                                       ─ blind-sign ──▶ device
//! device    s = z^d · r⁻¹ = m^d mod n, checked as any PSS signature ─ finalize
//! ```
//!
//! For every z and every m there is exactly one r that leads from one to the other, so z tells
//! nothing of m, whatever anybody can compute, now or later. ADR 0026 says why this scheme, and why
//! not by the crate `blind-rsa-signatures`: it reads the machine's own randomness.
//!
//! The arithmetic is `crypto-bigint`'s and `rsa`'s, in constant time where a secret is in it; a
//! signature is verified by [`cleanbill_crypto`], by another implementation than made it.

mod device;
mod operator;
mod pss;

use crypto_bigint::BoxedUint;
use rsa::rand_core::{TryCryptoRng, TryRng};

pub use device::{Blinding, SignatureKey};
pub use operator::{KEY_SECRET_BYTES, OperatorKey};

/// Randomness, as an argument.
pub type Draw<'d> = &'d mut dyn FnMut(&mut [u8]);

/// Bytes of the random number before a message (RFC 9474, section 4.1).
pub const RANDOMIZER_BYTES: usize = 32;

/// The public exponent of all keys, a prime: a key for which it would not be coprime to φ(n), so
/// that blinded messages would fall into classes, gives hardly ever a signature that verifies.
const EXPONENT: u32 = 65_537;

/// Draws bytes for those who ask for a generator.
struct Generator<'d>(Draw<'d>);

impl TryRng for Generator<'_> {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        (self.0)(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        (self.0)(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        (self.0)(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Generator<'_> {}

/// A number below the modulus from as many bytes as that has; `None` for all else.
fn number_below(bytes: &[u8], modulus: &BoxedUint) -> Option<BoxedUint> {
    let bits = modulus.bits_precision();
    if bytes.len() != bytes_of(modulus) {
        return None;
    }
    let number = BoxedUint::from_be_slice(bytes, bits).ok()?;
    (number < *modulus).then_some(number)
}

/// Bytes of a modulus, whose highest bit is set.
fn bytes_of(modulus: &BoxedUint) -> usize {
    modulus.bits_precision() as usize / 8
}

#[cfg(test)]
mod tests;
