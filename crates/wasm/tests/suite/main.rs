//! The same answers natively, through wasm-bindgen, and through functions without an import.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod native;
mod pack;
mod release;
mod together;
mod world;
