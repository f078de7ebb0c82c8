//! The audit against an authority in a folder: an honest one, and one for each attack.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a broken fixture must stop the test that uses it"
)]

mod acts;
mod authority;
mod counts;
mod figures;
mod filings;
mod honest;
mod incremental;
mod joining;
mod log;
mod officers;
mod petitions;
mod sets;
mod sources;
