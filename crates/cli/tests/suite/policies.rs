//! `policy` and `publish`.

use crate::sandbox::{Sandbox, repository};

#[test]
fn the_ready_policies_hold() {
    let sandbox = Sandbox::empty();
    for pack in ["policies/ru-2021", "policies/examples"] {
        let ran = sandbox
            .run(&["policy", "check", &repository(pack)])
            .succeeded();
        assert!(ran.out.contains("policies hold"), "{}", ran.out);
    }
    let out = sandbox
        .run(&["policy", "check", &repository("policies/ru-2021")])
        .out;
    assert!(
        out.contains("never inside") && out.contains("pharmacy"),
        "{out}"
    );
}

fn edited(sandbox: &Sandbox, old: &str, new: &str) -> String {
    let text = std::fs::read_to_string(repository("policies/examples/concert.toml")).unwrap();
    assert!(text.contains(old), "{old}");
    sandbox.write("edited.toml", text.replace(old, new))
}

#[test]
fn each_fault_is_named_and_nothing_is_signed() {
    let sandbox = Sandbox::new();
    let bundle = sandbox.arg("out.cbset");
    for (old, new, code) in [
        ("\"concert\"", "\"food\"", "policy.essential-place"),
        ("version = 1", "version = 1\nvip = true", "policy.syntax"),
        (
            "until = 2022-02-20",
            "until = 2023-02-20",
            "policy.life-too-long",
        ),
        ("announcement = ", "# ", "policies.unannounced"),
    ] {
        let policy = edited(&sandbox, old, new);
        sandbox
            .run(&["policy", "check", &policy])
            .failed(2, "1 policies are refused");
        let ran = sandbox.run(&["publish", "--policies", &policy, "--out", &bundle]);
        assert!(ran.out.contains(code), "{}", ran.out);
        assert_eq!(ran.code, 2);
        assert!(!sandbox.path("out.cbset").exists());
    }
}

#[test]
fn a_published_bundle_shows_its_policies_and_cannot_be_rolled_back() {
    let sandbox = Sandbox::new();
    let (old, new) = (sandbox.arg("old.cbset"), sandbox.arg("new.cbset"));
    let policy = repository("policies/examples/concert.toml");
    sandbox
        .run(&["publish", "--policies", &policy, "--out", &old])
        .succeeded();
    sandbox
        .run(&["publish", "--policies", &policy, "--out", &new, "--install"])
        .succeeded();
    let shown = sandbox.run(&["policy", "show"]).succeeded().out;
    assert!(shown.contains("example.concert v1"), "{shown}");
    sandbox
        .run(&["trust", "install", &old])
        .failed(2, "set.version-rollback");
    let mut bytes = std::fs::read(&new).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let forged = sandbox.write("forged.cbset", bytes);
    let ran = sandbox.run(&["policy", "show", &forged]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("[set."), "{}", ran.err);
}

#[test]
fn hostile_files_are_refused_by_name() {
    let sandbox = Sandbox::new();
    let binary = sandbox.write("a.toml", [0xff, 0xfe, 0x00]);
    sandbox
        .run(&["policy", "check", &binary])
        .failed(2, "not UTF-8");
    let long = sandbox.write("b.toml", "x".repeat(2 << 20));
    sandbox
        .run(&["policy", "check", &long])
        .failed(2, "larger than");
    let rule = sandbox.write("r.json", r#"{"Identifier": 1}"#);
    let policy = repository("policies/examples/concert.toml");
    let ran = sandbox.run(&["policy", "check", &policy, "--rules", &rule]);
    ran.failed(2, "r.json");
    sandbox
        .run(&["policy", "check", "/nowhere"])
        .failed(2, "cannot be read");
}

#[test]
fn a_removed_signer_ends_its_passes() {
    let sandbox = Sandbox::new();
    let pass = sandbox.issue();
    let (_, lines) = sandbox.json(&[&pass]);
    let kid = lines[0]["signer"]["kid"].as_str().unwrap().to_owned();
    let out = sandbox.arg("out.cbset");
    let publish = [
        "publish",
        "--remove-signer",
        &kid,
        "--out",
        &out,
        "--install",
    ];
    sandbox.run(&publish).succeeded();
    let (code, lines) = sandbox.json(&[&pass]);
    assert_eq!(
        (code, &lines[0]["reason"]),
        (1, &"revocation.signer-removed".into())
    );
    sandbox
        .run(&["publish", "--remove-signer", "?", "--out", &out])
        .failed(2, "base64");
}
