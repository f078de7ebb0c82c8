//! Sealed at rest: the keys of an authority, records under a key a person, keyed look-ups.
//!
//! ```text
//! key-encryption key (Kek: a file, or a token)         never in a backup
//!  └ KeyRing, one file ── epoch keys                   wrap data keys
//!     │                     └ data key, one a person   in the key store, apart from the registry
//!     │                        ├ record key            AES-256-GCM over each sealed row
//!     │                        └ commitment secrets    one a pass
//!     ├ key of appeals ─ case keys, one an appeal    opens an appeal, and nobody's record
//!     ├ key of filings               opens what anybody filed, and nobody's record
//!     └ public ids, collection codes, look-ups by kind, tags, tokens: a key each
//! ```
//!
//! * Who has the registry, or a backup of it, has integers, keyed hashes and sealed bytes.
//! * Who erases a person destroys one row of the key store ([`Unsealer::erase`]); retiring the
//!   epoch that wrapped it ([`KeyRing::retire_epoch`]) takes it from old backups of that store too.
//! * [`Unsealer`] is the only way from sealed bytes to a plaintext, and writes down who looks
//!   before it reads (guarantee G11).
//!
//! Clock and randomness are arguments. What an error says is never about a person. ADR 0020.

mod aead;
mod block;
mod case_key;
mod data_key;
mod error;
mod filing_key;
mod kek;
mod lookup;
pub mod memory;
mod public_id;
mod ring;
mod unseal;

pub use aead::{NONCE_BYTES, Randomness, WRAPPED_BYTES};
pub use case_key::{CaseKey, CaseKeyRow, CasePlace, CaseTagUse};
pub use data_key::{DataKey, PADDING_BYTES, Place, commitment};
pub use error::SealError;
pub use filing_key::{FilingKey, FilingPart, WorkKey};
pub use kek::{FileKek, Kek};
pub use lookup::TokenUse;
pub use public_id::{CollectionCode, ID_CHARACTERS, IdKind, PublicId};
pub use ring::KeyRing;
pub use unseal::{
    AccessLog, KeyStore, OpenLimits, Opened, Scope, SealedHolder, UnsealError, Unsealer,
};

/// The longest record that is sealed, bytes. A signed pass has under 1,000.
pub const RECORD_MAX_BYTES: usize = 65_536;

/// The most epochs that a ring has at one time.
pub const EPOCHS_MAX: usize = 1_024;
