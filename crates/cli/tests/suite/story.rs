//! The story of a demonstration: what was objected to never took effect, and a stranger recounts a
//! petition.

use serde_json::Value;

use crate::petitions::date;
use crate::sandbox::Sandbox;

/// An authority whose story has ended, and its bundle installed.
fn told() -> Sandbox {
    let sandbox = Sandbox::empty();
    // Its signer has to be older than the story, and not older than a year.
    let begun = date(-80);
    sandbox.run(&["init", "--at", &begun]).succeeded();
    let origin = "ledger.example/test";
    let ledger = ["ledger", "init", "--origin", origin, "--demo"];
    sandbox.run(&ledger).succeeded();
    let told = sandbox.run(&["demo", "--people", "1", "--story"]);
    let told = told.succeeded().out;
    for line in [
        "1 revocation takes effect, the two wait",
        "the first revocation never takes effect",
        "1 revocation lapses with its case",
        "100 signatures are in the ledger",
    ] {
        assert!(told.contains(line), "{told}");
    }
    let to = sandbox.arg("data/public");
    let publish = ["publish", "--install", "--to", &to, "--demo"];
    sandbox.run(&publish).succeeded();
    sandbox
}

#[test]
fn g08_g09_a_door_refuses_what_nobody_objected_to_and_nothing_else() {
    let sandbox = told();
    for (pass, code) in [("objected", 0), ("overdue", 0), ("revoked", 1)] {
        let path = sandbox.arg(&format!("data/demo/{pass}.txt"));
        let checked = sandbox.run(&["verify", &path]);
        assert_eq!(checked.code, code, "{pass}: {}", checked.out);
    }

    let public = sandbox.arg("data/public");
    let counted = sandbox.run(&["petition", "count", &public, "--json"]);
    let counted: Value = serde_json::from_str(&counted.succeeded().out).unwrap();
    let petition = &counted["petitions"][0];
    assert_eq!(petition["signatures"], 100, "{counted}");
    let audited = sandbox.run(&["audit", &public]).succeeded().out;
    assert!(!audited.contains("proof"), "{audited}");
}

#[test]
fn a_story_needs_an_authority_that_is_older_than_it() {
    let sandbox = Sandbox::new();
    let refused = sandbox.run(&["demo", "--people", "1", "--story"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("init --at"), "{}", refused.err);
    // Nothing was begun: without the story it is founded.
    let founded = sandbox.run(&["demo", "--people", "1"]);
    founded.succeeded();
}
