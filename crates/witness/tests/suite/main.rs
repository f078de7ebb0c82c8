//! A witness, and what may happen to it: power cuts, races, hostile logs; and one that is hostile.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod asking;
mod memory;
mod pages;
mod power;
mod support;
