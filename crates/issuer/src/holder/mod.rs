//! What is known of a person: who they are, and what happened to them. Both are sealed where they
//! are kept; here is what lies under the seal.
//!
//! ```text
//! person  [1, surname, surname A–Z, forename, forename A–Z, birth date, language, [document, …]]
//! event   [1, group, [field, …], lot, source record]
//! ```
//!
//! Canonical CBOR; what is absent is null. Neither has free text, a diagnosis, an address, a phone
//! number or a place (G12). `Debug` shows nothing. A correction is a new version beside the old one
//! (G10); [`changes`] names the fields that differ.

mod event;
mod matching;
mod person;

pub use event::EventRecord;
pub use matching::{document_match_key, match_keys};
pub use person::{DOCUMENTS_MAX, DocumentHash, DocumentKind, PersonRecord, changes};
