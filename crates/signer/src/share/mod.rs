//! A signing key that some custodians can bring back together: so that it can be destroyed at its
//! place and still be published when the scheme has ended.
//!
//! ```text
//! private key (PKCS #8) ── AES-256-GCM under a wrapping key, once ── WrappedKey, one file
//! wrapping key (32 bytes) ── Shamir, k of n ── Share 1 … n, a file for each custodian
//! ```
//!
//! The wrapping key is kept nowhere. Fewer than k shares say nothing about it, however much anybody
//! computes (Shamir, *How to share a secret*, CACM 22, 1979); k of them alone open nothing, without
//! the wrapped key. The field is that of AES, GF(2⁸) with x⁸+x⁴+x³+x+1 (FIPS 197, section 4), and
//! its arithmetic does not branch or look up by what is secret, as tables do.
//!
//! Whoever hands in a false share is not found out by the others' shares, only by the key, which
//! then does not open.

mod error;
mod field;
mod split;
mod text;
mod wrap;

pub use error::ShareError;
pub use wrap::{Share, WrappedKey, wrap};

/// The most custodians of a key.
pub const CUSTODIANS_MAX: u8 = 64;
