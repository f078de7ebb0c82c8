//! Bounded CBOR, `COSE_Sign1`, `COSE_Sign` and CWT claims, as health passes use them.
//!
//! A pass arrives as hostile bytes. This crate reads them without recursion deeper than
//! [`Limits::depth_max`], without allocating by a claimed length, and without panicking:
//!
//! ```text
//! 18([                       tag 18, or none, or 61(18(…))       parse_sign1
//!   << {1: -7, 4: h'…'} >>,  protected header: alg, kid          Header
//!   {},                      unprotected header                  Header
//!   << {1: "XX", 4: …} >>,   payload: the CWT claims             parse_claims
//!   h'…'                     signature, r‖s for ECDSA            CoseSign1::verify
//! ])
//! ```
//!
//! * [`cbor`]: a borrowed [`cbor::Value`] tree, its bounded reader, its deterministic writer.
//! * [`parse_sign1`], [`sign1`]: one signer (RFC 9052 §4.2).
//! * [`parse_sign`], [`sign`]: several signers (RFC 9052 §4.1).
//! * [`parse_claims`]: the CWT claims of a pass (RFC 8392 §3).

pub mod cbor;
mod claims;
mod closed_list;
mod error;
mod header;
mod limits;
pub mod record;
mod sign;
mod sign1;

pub use claims::{Claims, DateClaim, HCERT_CLAIM, parse_claims};
pub use error::CoseError;
pub use header::{Header, KidSource};
pub use limits::Limits;
pub use sign::{CoseSign, CoseSignature, parse_sign, sign};
pub use sign1::{CoseSign1, TagForm, parse_sign1, sign1};

#[cfg(test)]
mod tests;
