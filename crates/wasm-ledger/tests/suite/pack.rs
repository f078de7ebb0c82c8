//! What `cargo xtask wasm-pack` built: nothing is imported, and the answers are the native ones.
//!
//! `CLEANBILL_WASM` is the folder that it wrote.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::world::{Files, Ledger, run};

/// A ledger of each kind: what is asked, what is published, what comes of it natively.
fn cases() -> Vec<Value> {
    let ledger = Ledger::new(700);
    let mut begin = ledger.begin();
    begin["receipts"] = json!([ledger.receipt(5), "nothing"]);
    begin["remembered"] = json!({ "checkpoint": Ledger::new(300).note() });
    let mut edited = ledger.files();
    edited.get_mut("tile/entries/000").unwrap()[40] ^= 1;
    let mut missing = ledger.files();
    missing.remove("tile/0/001");
    let odd = ledger
        .files()
        .into_keys()
        .map(|path| (path, vec![0xff; 9_000]));
    [ledger.files(), edited, missing, odd.collect(), Files::new()]
        .iter()
        .map(|files| {
            let hex = |bytes: &Vec<u8>| -> String {
                bytes.iter().map(|byte| format!("{byte:02x}")).collect()
            };
            let named: Value = files
                .iter()
                .map(|(path, bytes)| (path, hex(bytes)))
                .collect();
            json!({ "begin": begin, "files": named, "report": run(&begin, files).report })
        })
        .collect()
}

#[test]
fn the_built_module_reports_in_node_as_natively() {
    let Some(folder) = std::env::var_os("CLEANBILL_WASM").map(PathBuf::from) else {
        cleanbill_testkit::skip("CLEANBILL_WASM names no folder that cargo xtask wasm-pack wrote");
        return;
    };
    let cases = cases();
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("cases.json");
    std::fs::write(&file, json!(cases).to_string()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/node/verify.mjs");
    let mut node = Command::new("node");
    let output = node.arg(script).args([&folder, &file]).output();
    let output = output.expect("Node.js is installed");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}{wrong}");
    assert_eq!(told.trim(), format!("{} ledgers", cases.len()));
}
