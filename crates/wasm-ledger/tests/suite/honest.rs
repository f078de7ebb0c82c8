use cleanbill_ledger::leaf_hash;
use serde_json::{Value, json};

use crate::world::{Ledger, NOW, ask, cosigned, leaf, run};

fn names(report: &Value) -> Vec<(String, String)> {
    let checks = report["checks"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    checks
        .map(|check| (text(&check["name"]), text(&check["outcome"])))
        .collect()
}

#[test]
fn an_honest_ledger_is_proven_at_every_size() {
    for size in [0, 1, 2, 255, 256, 257, 700, 1_290] {
        let ledger = Ledger::new(size);
        let run = run(&ledger.begin(), &ledger.files());
        assert_eq!(run.verdict(), "passed", "{size}: {}", run.report);
        assert_eq!(run.report["tree"]["size"], size);
        let cosigners = [1, 2, 3].map(|number| format!("witness-{number}.example"));
        assert_eq!(run.report["tree"]["witnesses"], json!(cosigners));
        assert_eq!(run.report["remember"], true);
        assert_eq!(run.report["tree"]["checkpoint"], ledger.note());
        let expected = match size {
            0 => json!([]),
            _ => json!([{ "kind": "release", "count": size }]),
        };
        assert_eq!(run.report["counts"], expected);
    }
}

#[test]
fn a_tree_of_three_levels_is_held_against_all_of_its_tiles() {
    let ledger = Ledger::new(66_000);
    let mut files = ledger.files();
    assert!(files.contains_key("tile/1/001.p/1") && files.contains_key("tile/2/000.p/1"));
    let honest = run(&ledger.begin(), &files);
    assert_eq!(
        (honest.verdict(), honest.wanted.len()),
        ("passed", files.len())
    );
    files.get_mut("tile/2/000.p/1").unwrap()[0] ^= 1;
    let changed = run(&ledger.begin(), &files);
    assert_eq!(changed.check("entries").1, "edited-tile");
}

#[test]
fn every_question_is_named_and_answered() {
    let ledger = Ledger::new(3);
    let run = run(&ledger.begin(), &ledger.files());
    let answered = [
        ("signature", "passed"),
        ("witnesses", "passed"),
        ("keys", "skipped"),
        ("time", "passed"),
        ("entries", "passed"),
        ("leaves", "passed"),
        ("grown", "skipped"),
        ("newest", "skipped"),
    ];
    let answered = answered.map(|(name, outcome)| (name.to_owned(), outcome.to_owned()));
    assert_eq!(names(&run.report), answered);
}

#[test]
fn what_is_wanted_is_told_ahead_and_every_file_is_wanted_once() {
    let ledger = Ledger::new(1_290);
    let files = ledger.files();
    let run = run(&ledger.begin(), &files);
    let mut asked: Vec<&String> = run.wanted.iter().map(|names| &names[0]).collect();
    assert!(run.wanted.iter().all(|names| names.len() <= 8));
    for pair in run.wanted.windows(2).skip(2) {
        let is_upper = pair[1][0].starts_with("tile/1/");
        assert!(is_upper || pair[0].contains(&pair[1][0]), "{pair:?}");
    }
    asked.sort();
    assert_eq!(asked, files.keys().collect::<Vec<_>>());
}

#[test]
fn a_full_tile_will_do_for_a_partial_one() {
    let (ledger, later) = (Ledger::new(700), Ledger::new(768));
    let mut files = later.files();
    // The files of a later tree, whose full tiles are there in the place of the partial ones.
    for path in ["cosigned", "checkpoint"] {
        files.insert(path.to_owned(), ledger.note().into_bytes());
    }
    files.insert(
        "tile/1/000.p/2".to_owned(),
        ledger.files()["tile/1/000.p/2"].clone(),
    );
    assert!(!files.contains_key("tile/entries/002.p/188"));
    let run = run(&ledger.begin(), &files);
    assert_eq!(run.verdict(), "passed", "{}", run.report);
}

#[test]
fn what_grew_from_the_remembered_tree_is_proven() {
    let ledger = Ledger::new(700);
    for known in [0, 1, 255, 256, 300, 512, 699, 700] {
        let before = Ledger::new(known);
        let mut begin = ledger.begin();
        begin["remembered"] = json!({ "checkpoint": before.note() });
        let run = run(&begin, &ledger.files());
        assert_eq!(run.check("grown").0, "passed", "{known}");
        assert_eq!(run.verdict(), "passed", "{known}");
    }
}

#[test]
fn a_receipt_is_found_without_a_file_more_being_asked_for() {
    let ledger = Ledger::new(700);
    let mut begin = ledger.begin();
    let without = run(&begin, &ledger.files());
    begin["receipts"] = json!([Ledger::new(400).receipt(300), ledger.receipt(0)]);
    let found = run(&begin, &ledger.files());
    assert_eq!(found.wanted, without.wanted);
    assert_eq!(found.verdict(), "passed");
    let told = &found.report["receipts"][0];
    assert_eq!(
        (&told["index"], &told["kind"]),
        (&json!(300), &json!("release"))
    );
    assert_eq!(found.receipt(1).0, "passed");
}

#[test]
fn the_newest_tree_goes_on_from_the_cosigned_one() {
    for (old, new) in [(0, 5), (1, 2), (256, 257), (300, 700), (700, 1_290)] {
        let (ledger, newest) = (Ledger::new(old), Ledger::new(new));
        let mut files = newest.files();
        files.extend(ledger.files());
        files.insert(
            "checkpoint".to_owned(),
            newest.signed().to_text().into_bytes(),
        );
        let run = run(&ledger.begin(), &files);
        assert_eq!(
            run.check("newest").0,
            "passed",
            "{old} {new} {}",
            run.report
        );
        assert_eq!(run.verdict(), "passed");
    }
}

#[test]
fn a_demonstration_is_one_only_where_that_was_said() {
    let mut ledger = Ledger::new(5);
    ledger.quorum = 0;
    let mut begin = ledger.begin();
    let told = run(&begin, &ledger.files());
    assert_eq!(
        told.check("witnesses"),
        ("failed".to_owned(), "few-witnesses".to_owned())
    );
    assert_eq!(told.report["remember"], false);
    begin["demonstration"] = json!(true);
    let told = run(&begin, &ledger.files());
    assert_eq!(
        told.check("witnesses"),
        ("skipped".to_owned(), "demonstration".to_owned())
    );
    assert_eq!(told.check("time").0, "skipped");
    assert_eq!(told.verdict(), "passed");
}

#[test]
fn what_is_old_is_proven_as_of_then_and_still_remembered() {
    let ledger = Ledger::new(5);
    let mut files = ledger.files();
    for (at, code) in [(NOW - 50 * 3_600, "stale"), (NOW + 3_600, "future")] {
        let note = ledger.cosigned_by(&[1, 2], at).to_text();
        files.insert("cosigned".to_owned(), note.clone().into_bytes());
        files.insert("checkpoint".to_owned(), note.clone().into_bytes());
        let run = run(&ledger.begin(), &files);
        assert_eq!(
            run.check("time"),
            ("undetermined".to_owned(), code.to_owned())
        );
        assert_eq!(
            (run.verdict(), &run.report["remember"]),
            ("undetermined", &json!(true))
        );
    }
}

#[test]
fn other_keys_than_the_remembered_ones_are_told() {
    let (old, mut new) = (Ledger::new(5), Ledger::new(9));
    new.witnesses = vec![4, 5];
    let mut begin = new.begin();
    begin["remembered"] = json!({ "checkpoint": old.note(), "policy": old.policy().to_text() });
    let told = run(&begin, &new.files());
    assert_eq!(
        told.check("keys"),
        ("undetermined".to_owned(), "keys-changed".to_owned())
    );
    assert_eq!(told.report["remember"], false);
    // While both lists of witnesses sign, the old keys vouch for what the new ones say.
    let mut files = new.files();
    let both = cosigned(new.signed(), &[1, 2, 4, 5], NOW - 60).to_text();
    files.insert("cosigned".to_owned(), both.into_bytes());
    let told = run(&begin, &files);
    assert_eq!(told.check("keys").0, "passed");
}

#[test]
fn a_report_is_there_at_any_time_and_says_what_is_open() {
    let ledger = Ledger::new(300);
    let mut state = None;
    ask(&mut state, &ledger.begin(), b"");
    let report = ask(&mut state, &json!({ "ask": "report" }), b"");
    assert_eq!(report["ok"]["verdict"], "undetermined");
    let note = ledger.note();
    for path in ["cosigned", "checkpoint"] {
        let take = json!({ "ask": "take", "path": path, "found": true });
        ask(&mut state, &take, note.as_bytes());
    }
    let take = json!({ "ask": "take", "path": "tile/entries/000", "found": true });
    let told = ask(&mut state, &take, &ledger.files()["tile/entries/000"]);
    assert_eq!(
        (&told["ok"]["read"], &told["ok"]["size"]),
        (&json!(256), &json!(300))
    );
    let report = ask(&mut state, &json!({ "ask": "report" }), b"");
    assert_eq!(report["ok"]["verdict"], "undetermined");
    assert_eq!(report["ok"]["counts"][0]["count"], 256);
    assert_eq!(report["ok"]["remember"], false);
}

#[test]
fn the_root_is_told_as_the_checkpoint_has_it() {
    let ledger = Ledger::new(1);
    let run = run(&ledger.begin(), &ledger.files());
    let root = run.report["tree"]["root"].as_str().unwrap();
    assert!(ledger.note().contains(root));
    assert_eq!(ledger.signed().checkpoint.root, leaf_hash(&leaf(0)));
}
