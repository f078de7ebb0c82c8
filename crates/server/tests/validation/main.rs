//! The pre-check for carriers from end to end: an airline, a wallet by our own core, the service;
//! and everything that somebody may try instead.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod attacks;
mod browser;
mod flow;
mod known;
mod stage;
mod wire;
