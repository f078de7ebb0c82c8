//! Tests of the log's half of the ledger: its texts, trees, tiles and the witness's decision.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

mod grow;
mod notes;
mod oracle;
mod policies;
mod proofs;
mod support;
mod tiles;
mod trees;
mod witnesses;
