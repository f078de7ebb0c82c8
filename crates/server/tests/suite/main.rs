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
#[allow(
    dead_code,
    reason = "the authority of the audit's own tests, published here"
)]
#[path = "../../../audit/tests/suite/authority.rs"]
mod authority;
mod clock;
mod forms;
mod framework;
mod imports;
mod ledger;
mod ledger_files;
mod links;
mod machines;
mod oblivious;
#[allow(dead_code, reason = "with the authority above")]
#[path = "../../../audit/tests/suite/officers.rs"]
mod officers;
mod oidc;
mod own_looks;
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
