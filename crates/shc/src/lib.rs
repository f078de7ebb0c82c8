//! SMART Health Cards: read with typed findings, verified, written minified (HL7 SMART Health Cards
//! and Links, STU 1.0.0).
//!
//! ```text
//! shc:/5676…   ─ digits ─ JWS (ES256) ─ raw DEFLATE ─ claims ─ FHIR bundle
//!   code         numeric      Decoder                   Card      Content
//! ```
//!
//! * [`Decoder`], [`Card`]: what a verifier needs, in a few microseconds beside the signature.
//! * [`Chunks`]: cards in several codes, in any order.
//! * [`file`](mod@file): `.smart-health-card` files and answers of FHIR servers.
//! * [`examine`](mod@examine): everything that is wrong, as [`Finding`]s, at the depth of the
//!   public validator; [`examine_keys`] for the keys of an issuer.
//!
//! ```
//! use cleanbill_shc::{Card, ShcError};
//!
//! let error = Card::parse("shc:/1/2/56762909").unwrap_err();
//! assert_eq!(error, ShcError::Incomplete { count: 2 });
//! assert_eq!(error.code(), "shc.incomplete");
//! ```
//!
//! [`write_card`] makes cards; what would be a finding on reading is refused on writing.
//!
//! A card says who issued it (`iss`) and which key signed it (`kid`). Whom to believe is the
//! caller's to know: nothing here fetches a key.

mod card;
mod chunks;
mod claims;
pub mod codes;
mod content;
mod error;
pub mod examine;
pub mod file;
mod finding;
mod inflate;
mod keys;
mod limits;
pub mod numeric;
mod rid;
mod tape;
mod write;

pub use card::{Card, Decoder};
pub use chunks::{Added, ChunkError, Chunks};
pub use content::{
    Coding, Condition, Content, Immunization, Observation, Patient, Unsigned, parse_unsigned,
};
pub use error::ShcError;
pub use examine::{Document, Examination, IssuerKey, Profile, Question, examine, examine_symbol};
pub use file::{Container, FileError, detect};
pub use finding::{Finding, FindingKind, Severity};
pub use inflate::InflateError;
pub use keys::{check_certificates, examine_keys, key_id, parse_keys};
pub use limits::Limits;
pub use numeric::NumericError;
pub use rid::{RID_CHARS_MAX, is_rid};
pub use write::{Draft, WriteError, code_text, crl_json, file_json, jwk_json, kid, write_card};

/// Longest JWS in characters that fits one code of version 22 with error correction L ("Chunking").
pub const JWS_CHARS_MAX_ONE_CODE: usize = 1_195;
/// The largest version of a symbol ("Chunking").
pub const SYMBOL_VERSION_MAX: u8 = 22;
/// Longest chunk of a JWS in several codes, in characters ("Chunking").
pub const CHUNK_CHARS_MAX: usize = 1_191;
