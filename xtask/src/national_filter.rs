//! `cargo xtask national-filter`: a nation's filter, built and asked about every pass.

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;

use crate::workspace::{Workspace, cargo};

/// How large the nation is.
#[derive(Args)]
pub(crate) struct Options {
    /// Passes that were issued.
    #[arg(long, default_value_t = 10_000_000)]
    issued: u64,
    /// How many of them are revoked.
    #[arg(long, default_value_t = 100_000)]
    revoked: u64,
}

/// Runs the example of cleanbill-publish, optimised. A program of its own, so that the other tasks
/// start without what it links.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let status = cargo()
        .current_dir(&workspace.root)
        .args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "cleanbill-publish",
        ])
        .args(["--example", "national_filter", "--"])
        .args(["--issued", &options.issued.to_string()])
        .args(["--revoked", &options.revoked.to_string()])
        .status()
        .context("cannot start cargo run")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
