//! Requests become passes, or errors that name what is wrong.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod acts;
mod authority;
mod icvp;
mod issuing;
mod light;
mod links;
mod properties;
mod requests;
