//! A ledger verified as a host does it: through requests, file by file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod attacks;
mod honest;
mod hostile;
mod pack;
mod world;
