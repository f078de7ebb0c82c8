//! `cargo xtask wasm-pack`: the verifier in WebAssembly, built, packed and weighed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::layers::bans::WASM;
use crate::workspace::{Workspace, cargo};

const PACKAGE: &str = "cleanbill-wasm";
/// The profile that is built for size.
const PROFILE: &str = "wasm";

/// Where it is put.
#[derive(Args)]
pub(crate) struct Options {
    /// The folder; made if it is not there.
    #[arg(long, default_value = "target/wasm-pack")]
    out: PathBuf,
    /// wasm-opt of binaryen, which makes modules a little smaller.
    #[arg(long, value_name = "PROGRAM")]
    wasm_opt: Option<PathBuf>,
}

/// Builds both modules, then runs the example of cleanbill-wasm that packs and weighs them: a
/// program of its own, so that the other tasks start without what it links.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let out = workspace.root.join(&options.out);
    std::fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    for feature in ["raw", "bindgen"] {
        let built = build(workspace, feature)?;
        let kept = out.join(format!("{feature}.unpacked.wasm"));
        std::fs::copy(&built, &kept).with_context(|| format!("no {}", built.display()))?;
    }
    let mut pack = cargo();
    pack.current_dir(&workspace.root)
        .args(["run", "--quiet", "--package", PACKAGE, "--example", "pack"])
        .arg("--")
        .arg(&out)
        .args(&options.wasm_opt);
    let status = pack.status().context("cannot start cargo run")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Builds the module with one feature; where it is.
fn build(workspace: &Workspace, feature: &str) -> Result<PathBuf> {
    let root = &workspace.root;
    let status = cargo()
        .current_dir(root)
        .args(["build", "--package", PACKAGE, "--lib", "--target", WASM])
        .args(["--profile", PROFILE, "--features", feature])
        .status()
        .context("cannot start cargo build")?;
    if !status.success() {
        bail!("{PACKAGE} does not build for {WASM}: rustup target add {WASM}");
    }
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    Ok(module(&target))
}

fn module(target: &Path) -> PathBuf {
    target.join(WASM).join(PROFILE).join("cleanbill_wasm.wasm")
}
