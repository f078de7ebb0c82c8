//! Keys in a token or HSM that speaks PKCS#11 (OASIS PKCS #11 2.40), and that never leave it.
//!
//! A [`Token`] is logged into once; its sessions are pooled, so that as many threads sign at once
//! as ask. When the token goes away, signing fails with [`TokenError::TokenGone`], and each later
//! signature tries once to come back: module started anew, logged in, the same key found.
//!
//! A wrong PIN is tried once only: a token locks itself after a few.

mod error;
mod key;
mod module;
mod pin;
mod token;
mod wrapping;

pub use error::TokenError;
pub use key::{KeyName, Pkcs11Key};
pub use pin::Pin;
pub use token::{Token, TokenName};
pub use wrapping::WrappingKey;
