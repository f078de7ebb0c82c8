//! An authority over SQLite, attacked: by one office, by whoever writes rows, by who guesses.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod acts;
mod appeals;
mod collect;
mod deliveries;
mod forms;
mod founding;
mod g06;
mod g07;
mod g10;
mod g11;
mod g13;
mod lines;
mod world;
