//! Builds what an authority publishes, puts it out as static files, and fetches it for verifiers.
//!
//! - [`universe`]: the *universe file*, the look-up keys of all passes of the closed key epochs and
//!   which of them are revoked; written and read as a stream.
//! - [`build_filter`]: the national filter from a universe file. No clock, no randomness: the same
//!   file, version and time give the same bytes anywhere, so anyone can check what is published.
//! - [`diff`]: the delta between two universe files.
//! - [`write_file`]: puts a result into a folder so that readers see the old or the new one.
//! - [`files`]: a signed set as static files, in a folder or any S3 store, so that whoever reads
//!   has the old set or the new one.
//! - [`update`]: fetches it on a verifier.
//!
//! Filters are built from one file that anyone may have. A command that publishes or updates opens
//! a connection; no check ever does (guarantee G01).

mod blocking;
mod error;
pub mod files;
mod folder;
mod national;
pub mod universe;
pub mod update;

pub use blocking::{fetch_and_wait, fetch_consistency_and_wait, publish_and_wait};
pub use error::PublishError;
pub use folder::{FolderError, write_file};
pub use national::{BuiltFilter, Edition, build_filter, diff, size_bound_bits};
