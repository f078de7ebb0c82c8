//! One suite over both databases: each case runs on SQLite and on PostgreSQL.
#![allow(
    clippy::cloned_ref_to_slice_refs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod appeals;
mod attacks;
mod authority;
mod filings;
mod health_links;
mod holders;
mod keys;
mod lookups;
mod place;
mod purge;
mod refusals;
mod rows;
mod schema;
mod servers;
