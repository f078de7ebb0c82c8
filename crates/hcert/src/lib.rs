//! The `HC1:` chain and the EU Digital COVID Certificate.
//!
//! ```text
//! HC1:6BF…   ─ prefix ─ Base45 ─ zlib ─ COSE_Sign1 ─ CWT ─ claim −260 ─ key 1 ─ Dcc
//!   text       strip_prefix  inflate   cleanbill_cose        find_dcc     read_dcc
//! ```
//!
//! Beside the DCC there is one payload of our own, the [`light`] pass.
//!
//! Reading a DCC is tolerant exactly where real issuers are sloppy ([`dcc::Tolerance`]);
//! departures from the schema are [`dcc::Finding`]s, not errors. Writing is deterministic.
//! Signatures are checked by the caller, who has the keys: see `cleanbill_cose::CoseSign1::verify`.
//!
//! ```
//! let mut decoder = cleanbill_hcert::Decoder::default();
//! let error = decoder.decode("https://example.org/").unwrap_err();
//! assert_eq!(error.code(), "hcert.no-prefix");
//! ```

pub mod base45;
mod chain;
pub mod dcc;
mod error;
pub mod inflate;
pub mod light;
mod limits;
pub mod uvci;

pub use chain::{Decoder, Envelope, PREFIX, encode, strip_prefix};
pub use dcc::{Dcc, Reading, find_dcc, read_dcc};
pub use error::HcertError;
pub use light::{LightPass, read_light};
pub use limits::Limits;

#[cfg(test)]
mod tests;
