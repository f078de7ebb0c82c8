//! The sequencer on both databases: what it promises, and what it is attacked with.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests stop where they find something wrong"
)]

mod crash;
mod days;
mod disagree;
mod place;
mod witnesses;
mod world;
