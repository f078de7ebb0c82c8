//! Public submissions: what is taken, how it goes on, and what a flood costs.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a broken fixture must stop the test that uses it"
)]

mod codes;
mod contents;
mod courses;
mod works;
