//! `cleanbill petition`, as people use it.

use crate::sandbox::Sandbox;

#[test]
fn a_ledger_without_petitions_is_counted_and_another_address_is_not() {
    let sandbox = Sandbox::new();
    let origin = "ledger.example/test";
    sandbox
        .run(&["ledger", "init", "--origin", origin, "--demo"])
        .succeeded();
    let hash = "00".repeat(32);
    sandbox.run(&["ledger", "run", "--once"]).succeeded();
    let public = sandbox.arg("data/public");
    let counted = sandbox.run(&["petition", "count", &public]).succeeded();
    assert!(counted.out.contains("no such petition"), "{}", counted.out);
    let json = sandbox.run(&["petition", "count", &public, "--petition", &hash, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json.succeeded().out).unwrap();
    assert_eq!(json["holds"], true);
    assert_eq!(json["petitions"], serde_json::json!([]));
    let elsewhere = sandbox.run(&["petition", "count", &sandbox.arg("nothing")]);
    assert_eq!(elsewhere.code, 2);
    let malformed = sandbox.run(&["petition", "count", &public, "--petition", "12"]);
    assert_eq!(malformed.code, 64);
}
