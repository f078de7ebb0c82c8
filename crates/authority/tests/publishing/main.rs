//! What is published from a registry, by a publisher that believes no row: in time, and against a
//! superuser who writes rows, on both databases (G07, G08).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    missing_docs
)]

mod contested;
mod in_time;
mod superuser;
mod support;
#[path = "../suite/world.rs"]
mod world;
