//! The command line as people and programs use it: one binary of tests, so that it links once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod archive;
mod audit;
mod bulk;
mod bundles;
mod cards;
mod doors;
mod files;
mod forms;
mod g01;
mod g04;
mod g06;
mod gate;
mod gdhcn;
mod icvp;
mod issuing;
mod keys;
mod light;
mod links;
mod networks;
mod petitions;
mod policies;
mod print;
mod registry;
mod revocation;
mod rules;
mod sandbox;
mod standing;
mod static_files;
mod stores;
mod story;
mod sunset;
mod together;
mod verify;
mod wrapping;
