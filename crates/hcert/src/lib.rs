//! The `HC1:` chain and the payloads that it carries: the EU Digital COVID Certificate and
//! the WHO's certificates.
//!
//! ```text
//! HC1:6BF…   ─ prefix ─ Base45 ─ zlib ─ COSE_Sign1 ─ CWT ─ claim −260 ─ key 1 ─ Dcc
//!   text       strip_prefix  inflate   cleanbill_cose        find_dcc     read_dcc
//! ```
//!
//! [`read_payload`] reads whichever payload a code holds: the DCC, the WHO's [`ddcc`] and [`icvp`],
//! signed [`link`]s, or our own [`light`] pass.
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

/// A `Debug` for types whose content is somebody's.
macro_rules! hide_content {
    ($($entry:ident),*) => {$(
        /// Shows no content: it is somebody's.
        impl std::fmt::Debug for $entry {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($entry)).finish_non_exhaustive()
            }
        }
    )*};
}

pub mod base45;
mod chain;
pub mod dcc;
pub mod ddcc;
mod error;
pub mod icvp;
pub mod inflate;
pub mod light;
mod limits;
pub mod link;
mod payload;
mod plain;
pub mod uvci;
pub mod who;

pub use chain::{Decoder, Envelope, PREFIX, Wrapping, encode, strip_prefix};
pub use dcc::{Dcc, Reading, find_dcc, read_dcc};
pub use ddcc::{Ddcc, DdccReading, read_ddcc};
pub use error::HcertError;
pub use icvp::{Icvp, IcvpReading, read_icvp};
pub use light::{LightPass, read_light};
pub use limits::Limits;
pub use link::{HealthLinks, read_links};
pub use payload::{Payload, read_payload};

#[cfg(test)]
mod tests;
