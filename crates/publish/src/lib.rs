//! Builds what an authority publishes about revocation, from one file that anyone may have.
//!
//! - [`universe`]: the *universe file*, the look-up keys of all passes of the closed key epochs and
//!   which of them are revoked; written and read as a stream.
//! - [`build_filter`]: the national filter from a universe file. No clock, no randomness: the same
//!   file, version and time give the same bytes anywhere, so anyone can check what is published.
//! - [`diff`]: the delta between two universe files.
//! - [`write_file`]: puts a result into a folder so that readers see the old or the new one.

mod error;
mod folder;
mod national;
pub mod universe;

pub use error::PublishError;
pub use folder::{FolderError, write_file};
pub use national::{BuiltFilter, Edition, build_filter, diff, size_bound_bits};
