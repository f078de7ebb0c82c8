//! `cargo xtask wasm-pack`: the verifier, the reader of QR codes and the verification of the ledger
//! in WebAssembly, built, packed and weighed.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::layers::bans::WASM;
use crate::workspace::{Workspace, cargo};

/// The package whose example packs and weighs.
const PACKAGE: &str = "cleanbill-wasm";

/// A module to build.
struct Module {
    /// What it is called until it is packed.
    name: &'static str,
    package: &'static str,
    features: &'static [&'static str],
    profile: &'static str,
}

const MODULES: [Module; 4] = [
    Module {
        name: "raw",
        package: PACKAGE,
        features: &["raw"],
        profile: "wasm",
    },
    Module {
        name: "bindgen",
        package: PACKAGE,
        features: &["bindgen"],
        profile: "wasm",
    },
    Module {
        name: "reader",
        package: "cleanbill-wasm-qr",
        features: &[],
        profile: "wasm-qr",
    },
    Module {
        name: "ledger",
        package: "cleanbill-wasm-ledger",
        features: &[],
        profile: "wasm",
    },
];

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

/// Builds the modules, then runs the example of cleanbill-wasm that packs and weighs them: a
/// program of its own, so that the other tasks start without what it links.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let out = workspace.root.join(&options.out);
    std::fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    for module in &MODULES {
        let built = build(workspace, module)?;
        let kept = out.join(format!("{}.unpacked.wasm", module.name));
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

/// Builds a module; where it is.
fn build(workspace: &Workspace, module: &Module) -> Result<PathBuf> {
    let root = &workspace.root;
    let mut build = cargo();
    build
        .current_dir(root)
        .args(["build", "--package", module.package, "--lib"])
        .args(["--target", WASM, "--profile", module.profile]);
    for feature in module.features {
        build.args(["--features", feature]);
    }
    let status = build.status().context("cannot start cargo build")?;
    if !status.success() {
        let package = module.package;
        bail!("{package} does not build for {WASM}: rustup target add {WASM}");
    }
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let file = format!("{}.wasm", module.package.replace('-', "_"));
    Ok(target.join(WASM).join(module.profile).join(file))
}
