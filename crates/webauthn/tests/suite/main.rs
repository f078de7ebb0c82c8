//! Registrations and assertions: what is accepted, what every attack meets, and hostile bytes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod assertions;
mod foreign;
mod hostile;
mod options;
mod registrations;
mod support;
