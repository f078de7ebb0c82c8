//! Who may sign health passes, as verifiers are told: signers, and where they are read from.
//!
//! A [`TrustStore`] holds every [`TrustedSigner`] and finds the candidates for a key identifier. An
//! authority fills it from the lists of others ([`list`]); verifiers fill it from [`set`], the one
//! signed file that the authority makes of them, once it is in the public [`ledger`].

mod chain;
pub mod ledger;
pub mod list;
pub mod set;
mod signer;
mod store;

pub use chain::Authorities;
pub use signer::{Country, KID_SIZE_MAX_BYTES, Kid, SignerRecord, TrustedSigner, Validity};
pub use store::TrustStore;
