//! Signatures: verifying them, and the port through which Cleanbill makes them. Beside them the one
//! cipher that a public format asks for, [`Aes256GcmKey`].
//!
//! A health pass is a signed object, and every format in use signs with one of four algorithms
//! ([`Algorithm`]). A [`PublicKey`] is parsed once, checked when it is parsed, cheap to clone, and
//! then verifies as many signatures as one likes:
//!
//! ```
//! use cleanbill_crypto::{Algorithm, PublicKey, VerifyError};
//!
//! // The Ed25519 key of RFC 8032, section 7.1, test 1, which signed the empty message.
//! let spki = [
//!     0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00, 0xd7, 0x5a, 0x98,
//!     0x01, 0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a, 0x0e, 0xe1,
//!     0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a,
//! ];
//! let key = PublicKey::from_spki_der(&spki)?;
//! let signature = [
//!     0xe5, 0x56, 0x43, 0x00, 0xc3, 0x60, 0xac, 0x72, 0x90, 0x86, 0xe2, 0xcc, 0x80, 0x6e, 0x82,
//!     0x8a, 0x84, 0x87, 0x7f, 0x1e, 0xb8, 0xe5, 0xd9, 0x74, 0xd8, 0x73, 0xe0, 0x65, 0x22, 0x49,
//!     0x01, 0x55, 0x5f, 0xb8, 0x82, 0x15, 0x90, 0xa3, 0x3b, 0xac, 0xc6, 0x1e, 0x39, 0x70, 0x1c,
//!     0xf9, 0xb4, 0x6b, 0xd2, 0x5b, 0xf5, 0xf0, 0x59, 0x5b, 0xbe, 0x24, 0x65, 0x51, 0x41, 0x43,
//!     0x8e, 0x7a, 0x10, 0x0b,
//! ];
//! assert_eq!(key.verify(Algorithm::EdDsa, b"", &signature), Ok(()));
//! assert_eq!(key.verify(Algorithm::EdDsa, b"?", &signature), Err(VerifyError::Invalid));
//! # Ok::<(), cleanbill_crypto::KeyError>(())
//! ```
//!
//! # Two backends, one set of rules
//!
//! The arithmetic sits behind the trait [`Verifier`]: aws-lc-rs where there is an operating system,
//! RustCrypto in WebAssembly. Everything that decides *whether* a signature may be looked at is
//! written once, above the trait: which key fits which algorithm, how long a signature is, how
//! large an RSA key may be, which Ed25519 points are refused. Both backends are held to the same
//! vectors by this crate's tests; where they cannot agree, `tests/suite/divergence.rs` says so.
//!
//! # What is verified
//!
//! - Messages, in the form of JOSE and COSE (an ECDSA signature is r‖s): [`VerifyingKey::verify`].
//! - X.509 certificates, in their form (an ECDSA signature is a DER sequence, the algorithm is an
//!   `AlgorithmIdentifier`): [`VerifyingKey::verify_certificate`].
//!
//! This crate reads no clock, draws no randomness and makes no signature: [`Signer`] is a port,
//! whose implementations live elsewhere.

mod aead;
mod algorithm;
pub mod backend;
mod curve_parameters;
mod der;
pub mod ecdsa;
mod ed25519;
mod error;
mod identifier;
mod key;
mod sign;
mod spki;

use sha2::{Digest, Sha256};

pub use aead::{
    AES_256_GCM_KEY_BYTES, AES_256_GCM_NONCE_BYTES, AES_256_GCM_TAG_BYTES, AeadError, Aes256GcmKey,
};
pub use algorithm::{Algorithm, CertificateAlgorithm, Curve, Hash, Scheme};
pub use backend::{Aead, KeyMaterial, Verifier};
pub use error::{AlgorithmError, KeyError, VerifyError};
pub use key::{KeyKind, PublicKey, VerifyingKey};
pub use sign::{SignError, Signer};

/// The SHA-256 digest of `bytes` (FIPS 180-4).
///
/// One implementation for all targets: what is hashed here is mostly one block long, and there
/// RustCrypto's takes 82 ns where the call into aws-lc-rs takes 118.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
