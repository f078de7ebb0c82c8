//! Whatever a host hands in is an error or a finding, and never a panic.

use cleanbill_wasm_ledger::raw::{cleanbill_ledger_abi, cleanbill_ledger_room};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::world::{Ledger, ask, cosigned, run};

fn code(request: &Value) -> Value {
    ask(&mut None, request, b"")["error"].clone()
}

#[test]
fn what_is_no_request_is_refused_by_code_and_params() {
    assert_eq!(code(&json!(7))["code"], "wasm-ledger.request");
    assert!(code(&json!({ "ask": "begin" }))["params"]["line"].is_number());
    for request in [
        json!({ "ask": "report" }),
        json!({ "ask": "take", "path": "a", "found": true }),
    ] {
        assert_eq!(code(&request)["code"], "wasm-ledger.not-begun");
    }
    let mut begin = Ledger::new(1).begin();
    begin["receipts"] = json!(vec![""; 17]);
    let refused = json!({ "code": "wasm-ledger.receipts", "params": { "actual": 17, "max": 16 } });
    assert_eq!(code(&begin), refused);
    begin = Ledger::new(1).begin();
    begin["policy"] = json!("quorum none\n");
    assert_eq!(code(&begin)["code"], "ledger-policy.incomplete");
}

#[test]
fn what_is_remembered_has_to_be_of_this_ledger() {
    let ledger = Ledger::new(5);
    let mut other = Ledger::new(5);
    other.log = 71;
    for (checkpoint, policy, cause) in [
        (other.note(), None, "ledger-note.not-signed"),
        (String::new(), None, "ledger-note.shape"),
        (ledger.note(), Some("nothing\n"), "ledger-policy.line"),
    ] {
        let mut begin = ledger.begin();
        begin["remembered"] = json!({ "checkpoint": checkpoint, "policy": policy });
        let refused = json!({ "code": "wasm-ledger.remembered", "params": { "cause": cause } });
        assert_eq!(code(&begin), refused);
    }
}

#[test]
fn a_file_that_was_not_wanted_changes_nothing() {
    let ledger = Ledger::new(5);
    let mut state = None;
    let begun = ask(&mut state, &ledger.begin(), b"");
    for path in ["checkpoint", "tile/0/000", "../cosigned", ""] {
        let take = json!({ "ask": "take", "path": path, "found": true });
        let refused = ask(&mut state, &take, b"x");
        assert_eq!(refused["error"]["code"], "wasm-ledger.unexpected");
    }
    assert_eq!(begun["ok"]["wanted"][0]["path"], "cosigned");
}

#[test]
fn a_receipt_that_proves_nothing_says_nothing_of_the_ledger() {
    let ledger = Ledger::new(5);
    let mut other = Ledger::new(5);
    other.log = 71;
    let mut begin = ledger.begin();
    let cut = ledger.receipt(2).replace("extra ", "extras ");
    begin["receipts"] = json!(["", cut, other.receipt(1), ledger.receipt(1)]);
    let run = run(&begin, &ledger.files());
    for number in 0..3 {
        let nothing = ("undetermined".to_owned(), "proves-nothing".to_owned());
        assert_eq!(run.receipt(number), nothing);
    }
    assert_eq!(
        (run.receipt(3).0.as_str(), run.verdict()),
        ("passed", "passed")
    );
}

#[test]
fn a_tree_of_any_size_is_asked_for_file_by_file() {
    let ledger = Ledger::new(5);
    for size in [6, 1 << 32, i64::MAX as u64] {
        let mut files = ledger.files();
        let signed = cosigned(
            ledger.signed_as(size, [7; 32]),
            &[1, 2, 3],
            crate::world::NOW,
        );
        files.insert("cosigned".to_owned(), signed.to_text().into_bytes());
        let run = run(&ledger.begin(), &files);
        assert_eq!(run.check("entries").1, "missing-file");
        assert!(run.wanted.len() < 10);
    }
}

#[test]
fn no_more_room_is_given_than_a_file_needs() {
    assert_eq!(cleanbill_ledger_abi(), 1);
    assert!(cleanbill_ledger_room(1, 17 << 20).is_null());
    assert!(cleanbill_ledger_room(0, u32::MAX).is_null());
    assert!(cleanbill_ledger_room(2, 1).is_null());
    assert!(!cleanbill_ledger_room(1, 16 << 20).is_null());
}

#[test]
fn every_truncation_of_every_file_is_found() {
    let ledger = Ledger::new(260);
    let files = ledger.files();
    for (path, whole) in &files {
        let lengths = [0, 1, 31, 32, whole.len() / 2, whole.len() - 1];
        for length in lengths.into_iter().filter(|length| *length < whole.len()) {
            let mut files = files.clone();
            files.insert(path.clone(), whole[..length].to_vec());
            let run = run(&ledger.begin(), &files);
            assert_eq!(run.verdict(), "failed", "{path} {length} {}", run.report);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_in_the_place_of_any_file_are_found(
        at in 0_usize..9,
        bytes in proptest::collection::vec(any::<u8>(), 0..9_000),
    ) {
        let ledger = Ledger::new(300);
        let mut files = ledger.files();
        let path = files.keys().nth(at % files.len()).unwrap().clone();
        files.insert(path, bytes);
        let run = run(&ledger.begin(), &files);
        prop_assert_eq!(run.verdict(), "failed");
        prop_assert_eq!(&run.report["remember"], false);
    }

    #[test]
    fn any_request_has_an_answer(request in "\\PC*", file in any::<Vec<u8>>()) {
        let answered = cleanbill_wasm_ledger::answer(&mut None, request.as_bytes(), &file);
        let answered: Value = serde_json::from_str(&answered).unwrap();
        prop_assert!(answered["error"]["code"].is_string());
    }

    #[test]
    fn one_flipped_bit_of_any_file_is_never_a_yes(
        at in 0_usize..9,
        place in any::<prop::sample::Index>(),
        bit in 0_u8..8,
    ) {
        let ledger = Ledger::new(300);
        let mut files = ledger.files();
        let path = files.keys().nth(at % files.len()).unwrap().clone();
        let file = files.get_mut(&path).unwrap();
        let place = place.index(file.len());
        file[place] ^= 1 << bit;
        let report = run(&ledger.begin(), &files);
        // Nobody signs the names of witnesses. A line that nobody knows does not count, and two
        // others are left: of the very same tree.
        let is_head = path == "cosigned" || path == "checkpoint";
        let honest = run(&ledger.begin(), &ledger.files());
        let is_same = report.report["tree"]["root"] == honest.report["tree"]["root"];
        let is_found = report.verdict() == "failed" || (is_head && is_same);
        prop_assert!(is_found, "{} {}", path, report.report);
    }
}
