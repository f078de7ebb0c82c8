//! What `cargo xtask wasm-pack` built: nothing is imported, and the answers are the native ones.
//!
//! `CLEANBILL_WASM` is the folder that it wrote.

use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::native::answers;
use crate::world::World;

/// The module without imports, and its folder; none where nothing was built.
fn built() -> Option<(PathBuf, Vec<u8>)> {
    let Some(folder) = std::env::var_os("CLEANBILL_WASM").map(PathBuf::from) else {
        cleanbill_testkit::skip("CLEANBILL_WASM names no folder that cargo xtask wasm-pack wrote");
        return None;
    };
    let raw = std::fs::read(folder.join("cleanbill.raw.wasm")).unwrap();
    Some((folder, raw))
}

/// A number in LEB128, and what follows (WebAssembly Core 2.0, section 5.2.2).
fn number(bytes: &[u8]) -> (usize, &[u8]) {
    let end = bytes.iter().position(|byte| byte & 0x80 == 0).unwrap();
    let (number, rest) = bytes.split_at(end + 1);
    let value = number
        .iter()
        .rev()
        .fold(0, |value, byte| value << 7 | usize::from(byte & 0x7f));
    (value, rest)
}

/// How many imports a module has (section 5.5.5).
fn imports(module: &[u8]) -> usize {
    let mut rest = module.strip_prefix(b"\0asm\x01\0\0\0").unwrap();
    while let [id, after @ ..] = rest {
        let (size, section) = number(after);
        if *id == 2 {
            return number(section).0;
        }
        rest = &section[size..];
    }
    0
}

#[test]
fn imports_are_counted() {
    let import = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x07\x01\x01a\x01b\0\0";
    assert_eq!(imports(import), 1);
    assert_eq!(imports(&import[..14]), 0);
}

/// Guarantee G01: what imports nothing reaches no network, no clock and no storage.
#[test]
fn g01_the_modules_of_the_check_page_import_nothing() {
    if let Some((folder, raw)) = built() {
        assert_eq!(imports(&raw), 0);
        let reader = std::fs::read(folder.join("cleanbill.reader.wasm")).unwrap();
        assert_eq!(imports(&reader), 0);
    }
}

#[test]
fn the_reader_reads_in_node() {
    const TEXT: &str = "HC1:6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3/XIV0W23NTDE";
    const SCALE: usize = 3;
    let Some((folder, _)) = built() else {
        return;
    };
    let symbol = cleanbill_qr::write::encode(TEXT, &Default::default()).unwrap();
    let side = (symbol.side() + 8) * SCALE;
    let module = |at: usize| (at / SCALE).checked_sub(4);
    let pixel = |at: usize| match (module(at % side), module(at / side)) {
        (Some(x), Some(y)) if symbol.is_dark(x, y) => 30,
        _ => 220,
    };
    let pixels: Vec<u8> = (0..side * side).map(pixel).collect();
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("pixels");
    std::fs::write(&file, pixels).unwrap();
    let sides = [side.to_string(), side.to_string()];
    assert_eq!(node("read.mjs", &folder, &file, &sides), TEXT);
}

/// Runs a script of `tests/node` over what was built; what it says.
fn node(script: &str, folder: &Path, file: &Path, more: &[String]) -> String {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/node");
    let mut node = Command::new("node");
    node.arg(scripts.join(script))
        .args([folder, file])
        .args(more);
    let output = node.output().expect("Node.js is installed");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}{wrong}");
    told.trim().to_owned()
}

#[test]
fn both_builds_answer_in_node_as_natively() {
    let Some((folder, _)) = built() else {
        return;
    };
    let world = World::new();
    let requests = world.requests();
    let asked = json!({
        "set": STANDARD.encode(&world.set),
        "requests": requests,
        "answers": answers(&world, &requests),
    });
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("asked.json");
    std::fs::write(&file, asked.to_string()).unwrap();
    let told = node("compare.mjs", &folder, &file, &[]);
    assert_eq!(told, format!("{} answers, twice", requests.len()));
}
