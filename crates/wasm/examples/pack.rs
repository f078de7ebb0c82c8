//! Packs what `cargo xtask wasm-pack` built, and weighs it: `pack FOLDER [WASM-OPT]`.
//!
//! ```text
//! raw.unpacked.wasm     → cleanbill.raw.wasm                          no import
//! reader.unpacked.wasm  → cleanbill.reader.wasm                       no import
//! ledger.unpacked.wasm  → cleanbill.ledger.wasm                       no import
//! bindgen.unpacked.wasm → cleanbill_bg.wasm, cleanbill.js, .d.ts      for JavaScript
//! ```
#![allow(clippy::unwrap_used, reason = "it is for building, and does not ship")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use flate2::Compression;
use flate2::write::GzEncoder;
use wasm_bindgen_cli_support::Bindgen;

/// What the modules may weigh, gzipped: as now and a little, so that none grows unseen.
const RAW_MAX_BYTES: usize = 535_000;
/// With the script that loads it.
const BOUND_MAX_BYTES: usize = 495_000;
/// The reader of QR codes.
const READER_MAX_BYTES: usize = 80_000;
/// The verification of the ledger.
const LEDGER_MAX_BYTES: usize = 190_000;
/// What the whole check page is to weigh without a reader of pictures; ADR 0030 says what is in
/// the way.
const GOAL_BYTES: usize = 300_000;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let folder = arguments.next().unwrap();
    let wasm_opt = arguments.next();
    let [raw, reader, ledger] = ["raw", "reader", "ledger"].map(|name| strip(&folder, name));
    bind(&folder);
    let bound = folder.join("cleanbill_bg.wasm");
    if let Some(program) = wasm_opt {
        for module in [&raw, &bound, &reader, &ledger] {
            shrink(&program, module);
        }
    }
    let script = folder.join("cleanbill.js");
    let weights = [
        ("without an import", weigh(&[&raw]), RAW_MAX_BYTES),
        ("for JavaScript", weigh(&[&bound, &script]), BOUND_MAX_BYTES),
        ("reader", weigh(&[&reader]), READER_MAX_BYTES),
        ("ledger", weigh(&[&ledger]), LEDGER_MAX_BYTES),
    ];
    let mut is_light = true;
    for (name, bytes, max) in weights {
        is_light &= bytes <= max;
        println!("{name:18} {bytes:>7} bytes gzipped, at most {max}; the goal is {GOAL_BYTES}");
    }
    match is_light {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// Writes a module without what no host runs; where it is.
fn strip(folder: &Path, name: &str) -> PathBuf {
    let unpacked = folder.join(format!("{name}.unpacked.wasm"));
    let packed = folder.join(format!("cleanbill.{name}.wasm"));
    fs::write(&packed, without_names(&fs::read(&unpacked).unwrap())).unwrap();
    fs::remove_file(unpacked).unwrap();
    packed
}

/// The same module without sections that no host runs: names and producers (WebAssembly Core 2.0,
/// section 5.5.3).
fn without_names(module: &[u8]) -> Vec<u8> {
    let (head, mut rest) = module.split_at(8);
    let mut kept = head.to_vec();
    while let [id, after @ ..] = rest {
        let last = after.iter().position(|byte| byte & 0x80 == 0).unwrap();
        let (digits, _) = after.split_at(last + 1);
        let digits = digits.iter().rev();
        let size = digits.fold(0, |size, digit| size << 7 | usize::from(digit & 0x7f));
        let (section, next) = rest.split_at(1 + last + 1 + size);
        if *id != 0 {
            kept.extend_from_slice(section);
        }
        rest = next;
    }
    kept
}

/// Writes the class for JavaScript and its types, and the module that it calls.
fn bind(folder: &Path) {
    let unpacked = folder.join("bindgen.unpacked.wasm");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&unpacked).out_name("cleanbill");
    bindgen.typescript(true).web(true).unwrap();
    bindgen
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen.generate(folder).unwrap();
    fs::remove_file(unpacked).unwrap();
}

/// The same module with fewer bytes.
fn shrink(program: &Path, module: &Path) {
    let mut command = Command::new(program);
    command.args([
        "-Oz",
        "--all-features",
        "--strip-producers",
        "--strip-debug",
    ]);
    command.arg(module).arg("-o").arg(module);
    assert!(command.status().unwrap().success(), "{}", program.display());
}

fn weigh(files: &[&Path]) -> usize {
    let files = files.iter().map(|file| {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&fs::read(file).unwrap()).unwrap();
        gzip.finish().unwrap().len()
    });
    files.sum()
}
