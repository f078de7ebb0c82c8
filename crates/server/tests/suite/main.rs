//! The service, asked without a socket.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod appeals;
mod attacks;
mod clock;
mod framework;
mod imports;
mod machines;
mod oblivious;
mod oidc;
mod pages;
mod paper;
mod people;
mod petitions;
mod provider;
mod records;
mod roles;
mod schemathesis;
mod sites;
mod support;
