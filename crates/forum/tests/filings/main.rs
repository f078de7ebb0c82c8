//! Public submissions on both databases, with a ledger that is really sequenced.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a broken fixture must stop the test that uses it"
)]

mod answering;
mod attacks;
mod filing;
mod world;
