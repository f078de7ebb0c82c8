//! Who does the arithmetic: one trait, two implementations.

use crate::aead::{AES_256_GCM_KEY_BYTES, AES_256_GCM_NONCE_BYTES, AES_256_GCM_TAG_BYTES};
use crate::algorithm::{Curve, Scheme};
use crate::error::KeyError;

#[cfg(not(target_family = "wasm"))]
mod aws_lc;
#[cfg(any(feature = "rustcrypto", target_family = "wasm"))]
mod rust_crypto;

#[cfg(not(target_family = "wasm"))]
pub use aws_lc::AwsLc;
#[cfg(any(feature = "rustcrypto", target_family = "wasm"))]
pub use rust_crypto::RustCrypto;

/// The backend of this platform: aws-lc-rs where it can be built.
#[cfg(not(target_family = "wasm"))]
pub type Default = AwsLc;
/// The backend of this platform: RustCrypto, in WebAssembly.
#[cfg(target_family = "wasm")]
pub type Default = RustCrypto;

/// A public key in the hands of a backend.
///
/// An implementation may rely on what [`VerifyingKey`](crate::VerifyingKey) checks before it calls:
/// algorithm and key go together, a signature of fixed length has that length, key material is as
/// [`KeyMaterial`] says. It checks everything else, above all that a point is on its curve.
pub trait Verifier: Sized + Send + Sync {
    /// Prepares a key for as many verifications as follow.
    ///
    /// # Errors
    /// [`KeyError::Point`] or [`KeyError::Ed25519Encoding`] for a point that is not on its curve,
    /// [`KeyError::UnsupportedCurve`] for a curve that the backend does not know.
    fn new(key: &KeyMaterial<'_>) -> Result<Self, KeyError>;

    /// The uncompressed form of a compressed point, both in SEC 1 form.
    ///
    /// # Errors
    /// [`KeyError::Point`] if there is no such point, [`KeyError::UnsupportedCurve`] if the backend
    /// does not know the curve.
    fn decompress(curve: Curve, point: &[u8]) -> Result<Vec<u8>, KeyError>;

    /// Whether `signature` is one of `message` under this key. `None` if this backend cannot tell,
    /// as it does not know the scheme for keys of this kind.
    #[must_use]
    fn verify(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> Option<bool>;
}

/// AES-256-GCM in the hands of a backend.
pub trait Aead {
    /// Ciphertext ‖ tag; `None` for more than the mode can encrypt.
    #[must_use]
    fn seal(
        key: &[u8; AES_256_GCM_KEY_BYTES],
        nonce: &[u8; AES_256_GCM_NONCE_BYTES],
        associated: &[u8],
        plaintext: &[u8],
    ) -> Option<Vec<u8>>;

    /// The plaintext; `None` if the tag is not that of all the rest.
    #[must_use]
    fn open(
        key: &[u8; AES_256_GCM_KEY_BYTES],
        nonce: &[u8; AES_256_GCM_NONCE_BYTES],
        associated: &[u8],
        ciphertext: &[u8],
        tag: &[u8; AES_256_GCM_TAG_BYTES],
    ) -> Option<Vec<u8>>;
}

/// A public key as backends get it.
#[derive(Clone, Copy)]
pub enum KeyMaterial<'a> {
    /// A point, which the backend still has to find on its curve.
    Ec {
        /// The curve.
        curve: Curve,
        /// 0x04 ‖ x ‖ y, of the right length.
        point: &'a [u8],
    },
    /// An RSA key; big-endian numbers without leading zero bytes, both odd, the modulus of 2048 to
    /// 4096 bits, the exponent from 3 to 2³² − 1.
    Rsa {
        /// n.
        modulus: &'a [u8],
        /// e.
        exponent: &'a [u8],
    },
    /// A canonical encoding of a point that is not of small order, if it is on the curve at all.
    Ed25519(&'a [u8; 32]),
}
