//! Every mechanism but the national filter, which has its own tests.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod codes;
mod exact;
mod filters;
mod gateway;
mod rid;
mod slices;
mod support;
