//! Certificates of those who sign health passes: read leniently, checked strictly.
//!
//! The national signers of the EU Digital COVID Certificate and its relatives are X.509
//! certificates in a chain of two: a country's signing authority (CSCA) and the document signers
//! (DSC) under it. Many are not quite as RFC 5280 wants them, and a strict reader refuses passes
//! that are good. This crate reads what such certificates show, names each departure
//! ([`Deviation`]), and refuses everything else.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let text = include_bytes!("../tests/data/signer.pem");
//! use cleanbill_x509::{parse_certificate, parse_pem};
//!
//! for block in parse_pem(text)? {
//!     let certificate = parse_certificate(&block.der)?;
//!     assert_eq!(certificate.subject().country(), Some("XA"));
//!     assert!(certificate.dcc_usage().allows_vaccination());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Nothing here reads a clock or draws randomness: time is an argument, in Unix seconds, and so is
//! a serial number.

mod ber;
mod build;
mod certificate;
mod chain;
mod cms;
mod der;
mod deviation;
mod error;
mod extensions;
mod limits;
mod name;
mod pem;
mod request;
mod time;
mod usage;
mod writer;

pub use build::{Profile, Subject, Template, build_certificate};
pub use certificate::{Certificate, parse_certificate};
pub use chain::check_chain;
pub use cms::{CmsError, SignedMessage, parse_signed_message};
pub use der::DerError;
pub use deviation::Deviation;
pub use error::{BuildError, ChainError, X509Error};
pub use extensions::KeyUsage;
pub use limits::Limits;
pub use name::Name;
pub use pem::{PemBlock, PemError, is_pem, parse_pem, render_pem};
pub use request::{CertificateRequest, CertificateRequestError, build_request, parse_request};
pub use usage::DccUsage;

#[cfg(test)]
mod tests;
