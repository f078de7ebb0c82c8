//! Private keys that sign for an authority.
//!
//! [`SoftwareKey`] holds a key in this process and signs through the port
//! [`cleanbill_crypto::Signer`]. It reads and writes one form, unencrypted PKCS#8 (RFC 5958), as
//! DER or as PEM (RFC 7468), and works on bytes: where they are kept, and who may read them there,
//! is the caller's part.
//!
//! [`pkcs11`] signs in a token or HSM. [`epoch`] bounds what a key signs, and counts it durably.
//! [`share`] lets custodians bring a key back together. [`DecryptionKey`] signs nothing: messages
//! are encrypted to it.
//!
//! ```
//! use cleanbill_crypto::Signer;
//! use cleanbill_signer::{KeyType, SoftwareKey};
//!
//! let key = SoftwareKey::generate(KeyType::P256)?;
//! let again = SoftwareKey::from_pkcs8_pem(key.to_pkcs8_pem()?.as_bytes())?;
//! assert_eq!(key.public_key(), again.public_key());
//! # Ok::<(), cleanbill_signer::SignerError>(())
//! ```

mod encryption;
pub mod epoch;
mod error;
pub mod pkcs11;
pub mod share;
mod software;

pub use encryption::{DecryptionKey, EncryptionKey};
pub use error::SignerError;
pub use software::{KeyType, SoftwareKey};
