//! The service as a process: what happens to it when disks, databases and tokens go away, when it
//! is killed, copied and brought back.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod appeals;
mod backups;
mod deploy;
mod disk;
mod filing_command;
mod filings;
mod http;
mod killed;
mod ledger;
mod links;
mod pages;
mod people;
mod postgres;
mod process;
mod recovery;
mod registry;
mod relay;
mod replica;
mod sites;
mod token;
mod two_servers;
mod witness;
