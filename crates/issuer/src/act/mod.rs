//! The acts of an authority: what each is, what it needs, how it goes on.
//!
//! ```text
//! Body ─ what is done, canonical CBOR ─┐
//! who, where, when, why, on what basis ┴ ActContent ── hash ── signed by officers (approval)
//!                                              │
//!          Course: proposed → approved → noticed → effective → undone    (machine, StepRows)
//! ```

mod body;
mod content;
mod error;
mod list;
pub mod machine;
mod record;
mod spec;
mod spelling;

pub use body::{Body, FOUNDERS_MAX, HANDLES_MAX, Handle, KEYS_MAX, PublicId};
pub use content::{ActContent, DISCLOSURE_DELAY_MAX_DAYS, hash};
pub use error::ActError;
pub use list::{ActKind, ActState, LegalBasis, NoticeChannel, Reason};
pub use record::{ActKeys, ActRecord, Directory, SignedAct};
pub use spec::{AppointSpec, Corrected, KeySpec, OfficeSpec, Recipient, SPKI_MAX_BYTES, Touched};
