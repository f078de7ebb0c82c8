//! SMART Health Links (HL7 SMART Health Cards and Links, STU 1.0.0) and Verifiable Health Links
//! (IHE ITI VHL): a code that carries no health data, but where encrypted files lie and the key
//! that opens them.
//!
//! ```text
//! https://viewer.example.org#shlink:/eyJ1cmwiOi…     the viewer and its # may be missing
//!                                   │ base64url
//!              { "url": …, "key": …, "exp": …, "flag": "LP", "label": …, "v": 1 }
//!                   │
//!                   ├─ flag U: GET url?recipient=…  ──────────────────────┐
//!                   └─ else:   POST url {recipient, passcode}             │
//!                              → manifest {files: [embedded │ location]} ─┤
//!                                                          file (compact JWE), opened with key
//! ```
//!
//! Everything here is data. This crate opens no address and nor does the verifier: a link in a code
//! decides nothing about who gets to know that it was scanned. Whoever wants to follow it asks
//! [`HealthLink::target`] first, which refuses what is not plain `https`.
//!
//! What the specification forbids and what can be read all the same is a [`Finding`].
//!
//! ```
//! use cleanbill_shlink::{Flags, HealthLink, Limits, LinkKey, Payload, Scheme};
//!
//! let payload = Payload::new("https://links.example.org/9f2c", LinkKey::new([7; 32]));
//! let link = HealthLink::new(Scheme::Smart, Payload { label: Some("Jab".into()), ..payload })?;
//! let read = HealthLink::parse(&link.to_string(), &Limits::default())?;
//! assert_eq!(read.payload(), link.payload());
//! assert!(read.findings().is_empty());
//! assert_eq!(read.payload().flags, Flags::default());
//! # Ok::<(), cleanbill_shlink::LinkError>(())
//! ```

mod address;
mod content;
mod error;
mod file;
mod finding;
mod flags;
mod key;
mod limits;
mod link;
mod manifest;
mod payload;
mod request;

pub use address::{Address, AddressFault};
pub use content::ContentType;
pub use error::{FileError, LinkError, ManifestError};
pub use file::{OpenedFile, check_sealed, open_file, seal_file};
pub use finding::Finding;
pub use flags::Flags;
pub use key::LinkKey;
pub use limits::Limits;
pub use link::{HealthLink, Scheme};
pub use manifest::{FileSource, FileStatus, Manifest, ManifestFile};
pub use payload::{LABEL_CHARACTERS_MAX, Payload, URL_CHARACTERS_MAX, VERSION};
pub use request::{ManifestRequest, parse_remaining_attempts, render_remaining_attempts};
