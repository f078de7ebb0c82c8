//! `cargo xtask wasm`: the crates of layers 0 and 1 build where there is no operating system.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::layers::bans::WASM;
use crate::layers::pure_members;
use crate::workspace::{Workspace, cargo};

/// Builds them in one go, unoptimised: what is asked is whether they build.
pub(crate) fn run(workspace: &Workspace) -> Result<ExitCode> {
    let mut command = cargo();
    command
        .current_dir(&workspace.root)
        .args(["build", "--target", WASM]);
    command.args(["--config", "profile.dev.package.\"*\".opt-level=0"]);
    let mut count = 0;
    for member in pure_members(workspace) {
        command.args(["--package", &member.package]);
        count += 1;
    }
    let status = command.status().context("cannot start cargo build")?;
    if !status.success() {
        eprintln!("hint: where the target is missing: rustup target add {WASM}");
        return Ok(ExitCode::FAILURE);
    }
    println!("{count} crates build for {WASM}");
    Ok(ExitCode::SUCCESS)
}
