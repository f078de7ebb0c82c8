//! What is sealed opens for nobody but whom it should: attacks on rows, rings, ids and looks.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod ids;
mod lookups;
mod ring;
mod sealing;
mod setting;
mod unsealing;
