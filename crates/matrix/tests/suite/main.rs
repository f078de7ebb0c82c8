//! Symbols of another writer, and pictures made to be expensive.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods
)]
#![allow(missing_docs)]

mod drawing;
mod golden;
mod hostile;
