//! Doors, as those who stand before them find them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[cfg(feature = "archive")]
mod across;
mod archive;
mod cards;
mod doors;
mod g02_offline;
mod g03_links;
mod g04_ground;
mod g04_light;
mod g05_equal;
mod g14_announced;
mod gates;
mod revoked;
mod ru2021;
mod who;
mod world;
