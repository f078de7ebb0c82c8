//! Who may sign health passes, as verifiers are told: signers, and where they are read from.
//!
//! A [`TrustStore`] holds every [`TrustedSigner`] of the EU's certificate and finds the candidates
//! for a key identifier; a [`ScopedStore`] those of other passes, each trusted for one [`Scope`].
//! An authority fills them from the lists of others ([`list`]); verifiers fill them from [`set`],
//! the one signed file that the authority makes of them, once it is in the public [`ledger`].

mod chain;
pub mod ledger;
pub mod list;
pub mod onboarding;
mod scoped;
pub mod set;
mod signer;
mod store;

pub use chain::Authorities;
pub use scoped::{ISSUER_SIZE_MAX_BYTES, Scope, ScopedSigner, ScopedStore};
pub use signer::{Country, KID_SIZE_MAX_BYTES, Kid, SignerRecord, TrustedSigner, Validity};
pub use store::TrustStore;
