//! Bundles read and written, what never becomes a statement, and hostile bytes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod hostile;
mod reading;
mod statements;
mod support;
mod writing;
