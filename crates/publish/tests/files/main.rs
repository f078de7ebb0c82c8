//! A signed set as static files: published, crashed, fetched, lied about.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod approved;
mod crashes;
mod failing;
mod growth;
mod hostile;
mod large;
mod publishers;
mod server;
mod shapes;
mod support;
mod updates;
