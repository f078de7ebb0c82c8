//! `cargo xtask corpora`: the third-party cases, judged flag by flag, as a table.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::workspace::{Workspace, cargo};

/// Runs the corpora test of the testkit and lets it draw its table. A program of its own, so that
/// the other tasks start without half of the workspace; with the features of `./test`, so that
/// nothing is built twice.
pub(crate) fn run(workspace: &Workspace) -> Result<ExitCode> {
    let status = cargo()
        .current_dir(&workspace.root)
        .args(["test", "--quiet", "--workspace", "--all-features"])
        .args(["--test", "dcc_cases", "--", "--table"])
        .status()
        .context("cannot start cargo test")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
