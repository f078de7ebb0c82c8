//! `cleanbill audit` on what an authority really published: nothing to find, then what somebody
//! changed afterwards.

use std::fs;
use std::path::{Path, PathBuf};

use crate::sandbox::Sandbox;

/// An authority of thirty people with a ledger, that has published.
fn published() -> Sandbox {
    let sandbox = Sandbox::new();
    let ledger = [
        "ledger",
        "init",
        "--origin",
        "ledger.example/test",
        "--demo",
    ];
    sandbox.run(&ledger).succeeded();
    sandbox.run(&["demo", "--people", "30"]).succeeded();
    let bulk = ["issue", "--bulk", "data/demo/people.csv"];
    let key = ["--api-key-file", "data/demo/machine.key"];
    // Some rows of the demonstration are wrong on purpose.
    sandbox.run(&[bulk.as_slice(), &key].concat());
    let to = sandbox.arg("data/public");
    sandbox.run(&["publish", "--to", &to, "--demo"]).succeeded();
    sandbox
}

/// The files under a folder, in order.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect();
    paths.sort();
    paths
}

#[test]
fn g06_an_audit_proves_nothing_and_then_the_one_bit_that_was_changed() {
    let sandbox = published();
    let public = sandbox.arg("data/public");
    let page = sandbox.arg("audit.html");
    let audited = sandbox
        .run(&["audit", &public, "--html", &page])
        .succeeded();
    assert!(!audited.out.contains("proof"), "{}", audited.out);
    assert!(
        fs::read_to_string(&page)
            .unwrap()
            .starts_with("<!doctype html>")
    );
    let report = sandbox.run(&["audit", &public, "--json"]).succeeded().out;
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    // What a demonstration is: unwitnessed, its key declared by nobody, its policy its own.
    let expected = serde_json::json!({
        "audit.few-witnesses": 1, "audit.key-undeclared": 1, "audit.policy-from-source": 1,
    });
    assert_eq!(report["finding_counts"], expected, "{report}");

    let entries = files(&sandbox.path("data/public/ledger/tile/entries"));
    // A bundle that is not full yet lies there in every width that it had.
    let newest = entries
        .iter()
        .max_by_key(|path| fs::metadata(path).unwrap().len());
    let newest = newest.unwrap();
    let mut bytes = fs::read(newest).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(newest, bytes).unwrap();
    let forged = sandbox.run(&["audit", &public]);
    assert_eq!(forged.code, 1, "{}", forged.out);
    for code in ["[audit.set-edited]", "[audit.root]"] {
        assert!(forged.out.contains(code), "{}", forged.out);
    }
}

#[test]
fn g06_a_batch_that_is_not_published_is_missed() {
    let sandbox = published();
    let public = sandbox.arg("data/public");
    let batches = files(&sandbox.path("data/public/ledger/batch"));
    assert!(!batches.is_empty());
    for batch in batches {
        let bytes = fs::read(&batch).unwrap();
        fs::remove_file(&batch).unwrap();
        let audited = sandbox.run(&["audit", &public]);
        assert_eq!(audited.code, 1, "{}: {}", batch.display(), audited.out);
        fs::write(&batch, bytes).unwrap();
    }
    sandbox.run(&["audit", &public]).succeeded();
}
