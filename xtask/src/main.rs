//! `cargo xtask TASK`: the checks and chores of this repository.
//!
//! A task is a module with a `run` function; to add one, add its line to [`Task`] and to `main`.

mod codes;
mod corpora;
mod findings;
mod layers;
mod national_filter;
mod source;
mod tidy;
mod wasm;
mod wasm_pack;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", about, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Check that imports between crates go downward only and that layers 0 and 1 stay pure.
    Layers,
    /// Check the habits that no compiler sees: sizes, names, comments, links, error codes.
    Tidy,
    /// Check `docs/ERROR_CODES.md` against the error codes in the sources.
    Codes(codes::Options),
    /// Build every crate of layers 0 and 1 for `wasm32-unknown-unknown`.
    Wasm,
    /// Build the verifier in WebAssembly for pages and for other hosts, and weigh it.
    WasmPack(wasm_pack::Options),
    /// Judge every third-party case, flag by flag, and print a table a folder.
    Corpora,
    /// Build the national filter of 10,000,000 passes and ask it about every one. Takes a minute.
    NationalFilter(national_filter::Options),
}

fn main() -> ExitCode {
    let task = Arguments::parse().task;
    let outcome = Workspace::load().and_then(|workspace| match task {
        Task::Layers => layers::run(&workspace),
        Task::Tidy => tidy::run(&workspace),
        Task::Codes(options) => codes::run(&workspace, options),
        Task::Wasm => wasm::run(&workspace),
        Task::WasmPack(options) => wasm_pack::run(&workspace, &options),
        Task::Corpora => corpora::run(&workspace),
        Task::NationalFilter(options) => national_filter::run(&workspace, &options),
    });
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
