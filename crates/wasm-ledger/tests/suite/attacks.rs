//! What an authority, or whoever hosts its files, might try.

use cleanbill_ledger::encode_bundle;
use serde_json::json;

use crate::world::{Files, Ledger, NOW, Run, cosigned, leaf, run};

const SIZE: usize = 700;

fn failed(code: &str) -> (String, String) {
    ("failed".to_owned(), code.to_owned())
}

/// The ledger after somebody did something to its files.
fn after(change: impl FnOnce(&mut Files)) -> Run {
    let ledger = Ledger::new(SIZE);
    let mut files = ledger.files();
    change(&mut files);
    run(&ledger.begin(), &files)
}

fn flip(files: &mut Files, path: &str, at: usize) {
    files.get_mut(path).unwrap()[at] ^= 1;
}

#[test]
fn g06_one_changed_byte_of_one_entry_is_found_and_the_entry_is_named() {
    let run = after(|files| {
        let last = files["tile/entries/001"].len() - 1;
        flip(files, "tile/entries/001", last);
    });
    assert_eq!(run.check("entries"), failed("edited-entry"));
    assert_eq!(run.finding("entries"), &json!({ "index": 511, "count": 1 }));
    assert_eq!(
        (run.verdict(), &run.report["remember"]),
        ("failed", &json!(false))
    );
}

#[test]
fn g06_an_entry_that_was_changed_with_its_tile_comes_to_another_root() {
    let (mut ledger, honest) = (Ledger::new(SIZE), Ledger::new(SIZE));
    ledger.entries[9] = leaf(10_000);
    let mut files = ledger.files();
    for path in ["cosigned", "checkpoint"] {
        files.insert(path.to_owned(), honest.note().into_bytes());
    }
    let run = run(&honest.begin(), &files);
    assert_eq!(run.check("entries"), failed("root"));
}

#[test]
fn g06_a_changed_tile_is_found_at_every_level() {
    for path in ["tile/0/000", "tile/0/002.p/188", "tile/1/000.p/2"] {
        let run = after(|files| flip(files, path, 33));
        assert_eq!(run.check("entries"), failed("edited-tile"), "{path}");
        assert_eq!(run.finding("entries"), &json!({ "path": path, "count": 1 }));
    }
}

#[test]
fn g06_an_entry_that_was_left_out_of_its_bundle_is_found() {
    let run = after(|files| {
        let entries: Vec<Vec<u8>> = (0..256).filter(|at| *at != 77).map(leaf).collect();
        let bundle = encode_bundle(entries.iter().map(Vec::as_slice)).unwrap();
        files.insert("tile/entries/000".to_owned(), bundle);
    });
    assert_eq!(run.check("entries"), failed("odd-file"));
    assert_eq!(
        run.finding("entries"),
        &json!({ "path": "tile/entries/000" })
    );
}

#[test]
fn g06_a_tree_without_the_entry_of_a_receipt_is_found() {
    let promised = Ledger::new(SIZE);
    let mut ledger = Ledger::new(SIZE + 5);
    ledger.entries.remove(300);
    let mut begin = ledger.begin();
    begin["receipts"] = json!([promised.receipt(300), promised.receipt(2)]);
    let told = run(&begin, &ledger.files());
    assert_eq!(told.receipt(0), failed("omitted-entry"));
    // The other entry is there; the tree that was promised is not.
    assert_eq!(told.receipt(1), failed("two-trees"));
    assert_eq!(told.report["remember"], false);
    assert_eq!(
        (told.check("entries").0.as_str(), told.verdict()),
        ("passed", "failed")
    );
    let short = Ledger::new(100);
    let told = run(&begin, &short.files());
    assert_eq!(told.receipt(0), failed("omitted-entry"));
    assert_eq!(told.receipt(1), failed("rollback"));
}

#[test]
fn g06_a_roll_back_to_before_the_remembered_tree_is_found() {
    let (before, ledger) = (Ledger::new(SIZE), Ledger::new(600));
    let mut begin = ledger.begin();
    begin["remembered"] = json!({ "checkpoint": before.note() });
    let run = run(&begin, &ledger.files());
    assert_eq!(run.check("grown"), failed("rollback"));
    assert_eq!(run.finding("grown"), &json!({ "known": 700, "found": 600 }));
    assert_eq!(run.report["remember"], false);
}

#[test]
fn g06_two_trees_of_one_log_are_found() {
    let mut other = Ledger::new(SIZE);
    other.entries[5] = leaf(10_000);
    for (size, code) in [(SIZE, "split-view"), (SIZE + 1, "two-trees")] {
        let ledger = Ledger::new(size);
        let mut begin = ledger.begin();
        begin["remembered"] = json!({ "checkpoint": other.note() });
        let run = run(&begin, &ledger.files());
        assert_eq!(run.check("grown"), failed(code));
        assert_eq!(run.check("entries").0, "passed");
    }
}

#[test]
fn g06_a_newest_tree_that_does_not_go_on_is_found() {
    for (size, code) in [(600, "two-trees"), (SIZE, "split-view"), (800, "two-trees")] {
        let ledger = Ledger::new(SIZE);
        let mut newest = Ledger::new(size);
        newest.entries[5] = leaf(10_000);
        let mut files = newest.files();
        files.extend(ledger.files());
        let note = newest.signed().to_text();
        files.insert("checkpoint".to_owned(), note.into_bytes());
        let run = run(&ledger.begin(), &files);
        let (outcome, found) = run.check("newest");
        assert_eq!(
            (outcome.as_str(), found.as_str()),
            ("failed", code),
            "{size}"
        );
    }
}

#[test]
fn too_few_or_forged_cosignatures_are_no_quorum() {
    let ledger = Ledger::new(SIZE);
    let cosigned_by = |witnesses: &[u32]| ledger.cosigned_by(witnesses, NOW).to_text();
    let forged = cosigned_by(&[1, 2]).replace("witness-2.example", "witness-3.example");
    let of_none = cosigned(ledger.signed(), &[8, 9], NOW).to_text();
    for (note, found) in [(cosigned_by(&[2]), 1), (of_none, 0), (forged, 1)] {
        let run = after(|files| {
            files.insert("cosigned".to_owned(), note.into_bytes());
        });
        assert_eq!(run.check("witnesses"), failed("quorum"));
        assert_eq!(
            run.finding("witnesses"),
            &json!({ "found": found, "min": 2 })
        );
        assert_eq!(run.check("entries").0, "passed");
        assert_eq!(
            (run.verdict(), &run.report["remember"]),
            ("failed", &json!(false))
        );
    }
    // A line that bears the identifier of a witness's key, and is not by it.
    let mut signed = ledger.cosigned_by(&[1, 2, 3], NOW);
    signed.note.signatures[1].bytes[20] ^= 1;
    let run = after(|files| {
        files.insert("cosigned".to_owned(), signed.to_text().into_bytes());
    });
    assert_eq!(run.check("witnesses"), failed("refused"));
    assert_eq!(
        run.finding("witnesses"),
        &json!({ "cause": "ledger-note.signature" })
    );
}

#[test]
fn a_checkpoint_of_another_log_is_refused_and_nothing_is_read() {
    let mut other = Ledger::new(SIZE);
    other.log = 71;
    let mut altered = Ledger::new(SIZE).note();
    altered = altered.replace("\n700\n", "\n701\n");
    for (note, cause) in [
        (other.note(), "ledger-note.not-signed"),
        (altered, "ledger-note.signature"),
        (
            Ledger::new(SIZE).note().replace("/xa", "/xb"),
            "ledger-policy.origin",
        ),
        ("nothing".to_owned(), "ledger-note.shape"),
    ] {
        let run = after(|files| {
            files.insert("cosigned".to_owned(), note.into_bytes());
        });
        assert_eq!(run.check("signature"), failed("refused"));
        assert_eq!(run.finding("signature"), &json!({ "cause": cause }));
        assert_eq!(run.check("entries").1, "not-proven");
        assert_eq!((run.wanted.len(), run.verdict()), (2, "failed"));
    }
}

#[test]
fn a_file_that_is_not_there_proves_nothing_either_way() {
    let none = after(|files| files.clear());
    assert_eq!(none.check("signature").1, "no-checkpoint");
    assert_eq!(none.verdict(), "undetermined");
    for path in [
        "tile/entries/001",
        "tile/0/000",
        "tile/1/000.p/2",
        "tile/entries/002.p/188",
    ] {
        let run = after(|files| {
            files.remove(path);
        });
        assert_eq!(run.check("entries").1, "missing-file", "{path}");
        assert_eq!(run.finding("entries"), &json!({ "path": path, "count": 1 }));
        assert_eq!(
            (run.verdict(), &run.report["remember"]),
            ("undetermined", &json!(false))
        );
    }
}

#[test]
fn a_missing_file_hides_no_proof() {
    let run = after(|files| {
        flip(files, "tile/0/000", 0);
        files.remove("tile/entries/002.p/188");
    });
    assert_eq!(run.check("entries"), failed("edited-tile"));
}

#[test]
fn an_entry_that_is_no_leaf_is_named() {
    let mut ledger = Ledger::new(SIZE);
    ledger.entries[40] = b"no leaf".to_vec();
    let run = run(&ledger.begin(), &ledger.files());
    assert_eq!(run.check("leaves"), failed("unreadable-entry"));
    assert_eq!(run.finding("leaves"), &json!({ "index": 40, "count": 1 }));
    assert_eq!(run.check("entries").0, "passed");
}
