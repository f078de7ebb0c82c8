//! Who may sign health passes, as verifiers are told: signers, and where they are read from.
//!
//! A [`TrustStore`] holds every [`TrustedSigner`] and finds the candidates for a key identifier. It
//! is filled from [`set`], the signed file that Cleanbill's verifiers load.

pub mod set;
mod signer;
mod store;

pub use signer::{Country, KID_SIZE_MAX_BYTES, Kid, SignerRecord, TrustedSigner, Validity};
pub use store::TrustStore;
