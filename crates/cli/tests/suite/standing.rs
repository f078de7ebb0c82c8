//! What the installed bundle has is not lost by the next one.

use serde_json::Value;

use crate::g04::day;
use crate::sandbox::{Ran, Sandbox, repository};

const DOOR: [&str; 6] = ["--place", "concert", "--region", "RU", "--at", "2021-12-01"];

fn vaccinated(sandbox: &Sandbox, date: &str) -> String {
    let dose = ["vaccination", "--product", "Sputnik-V", "--dose", "2"];
    let ground = [&dose[..], &["--doses", "2", "--date", date]].concat();
    sandbox.november_pass("1974-08-12", &ground)
}

fn publish(sandbox: &Sandbox, extra: &[&str]) -> Ran {
    let out = sandbox.arg("out.cbset");
    sandbox.run(&[&["publish", "--install", "--out", &out], extra].concat())
}

/// Code and reason at the door.
fn verify(sandbox: &Sandbox, pass: &str) -> (i32, Value) {
    let (code, lines) = sandbox.json(&[&[pass], &DOOR[..]].concat());
    (code, lines[0]["reason"].clone())
}

fn kid(sandbox: &Sandbox, pass: &str) -> String {
    let (_, lines) = sandbox.json(&[pass]);
    lines[0]["signer"]["kid"].as_str().unwrap().to_owned()
}

fn imported(sandbox: &Sandbox) -> String {
    let out = sandbox.arg("imported.cbset");
    let list = sandbox.arg("data/certificates/dsc.der");
    let import = ["trust", "import", &list, "--out", &out];
    sandbox.run(&import).succeeded();
    out
}

#[test]
fn a_removed_signer_stays_removed_until_it_is_dropped() {
    let sandbox = Sandbox::new();
    let pass = sandbox.issue();
    let kid = kid(&sandbox, &pass);
    let reason = |pass: &str| sandbox.json(&[pass]).1[0]["reason"].clone();
    let before = reason(&pass);
    assert_eq!(before, Value::Null);
    publish(&sandbox, &["--remove-signer", &kid]).succeeded();
    assert_eq!(reason(&pass), "revocation.signer-removed");
    for extra in [
        &[][..],
        &["--remove-signer", "AQIDBAUGBwg="],
        &["--signers", &imported(&sandbox)],
    ] {
        publish(&sandbox, extra).succeeded();
        assert_eq!(reason(&pass), "revocation.signer-removed", "{extra:?}");
    }
    publish(&sandbox, &["--drop", "signers-removed.v1"]).succeeded();
    assert_eq!(reason(&pass), before);
}

#[test]
fn a_removal_names_country_and_certificate_once() {
    let sandbox = Sandbox::new();
    let kid = kid(&sandbox, &sandbox.issue());
    let installed = || std::fs::read(sandbox.path("data/trust/bundle.cbset")).unwrap();
    let der = std::fs::read(sandbox.path("data/certificates/dsc.der")).unwrap();
    let thumbprint = cleanbill_crypto::sha256(&der);
    publish(&sandbox, &["--remove-signer", &kid]).succeeded();
    assert_eq!(removals(&installed(), &thumbprint), 1);
    publish(&sandbox, &["--remove-signer", &kid]).succeeded();
    assert_eq!(removals(&installed(), &thumbprint), 1, "once");
}

/// How many removed signers have this country and certificate.
fn removals(bundle: &[u8], thumbprint: &[u8]) -> usize {
    // In CBOR: text "XX", 32 bytes, a time.
    let entry = [&b"\x62XX\x58\x20"[..], thumbprint, b"\x1a"].concat();
    bundle
        .windows(entry.len())
        .filter(|found| *found == entry)
        .count()
}

#[test]
fn policies_and_filters_survive_a_publication_without_them() {
    let sandbox = Sandbox::november();
    let (good, bad) = (
        vaccinated(&sandbox, "2021-06-01"),
        vaccinated(&sandbox, "2021-06-02"),
    );
    let issued = sandbox.write("issued", format!("{good}\n{bad}"));
    let revoked = sandbox.write("revoked", &bad);
    let folder = sandbox.arg("filters");
    let build = ["revocation", "build", "--issued", &issued, "--revoked"];
    sandbox
        .run(&[&build[..], &[&revoked, "--out", &folder]].concat())
        .succeeded();
    publish(
        &sandbox,
        &["--filter", &format!("{folder}/national.filter")],
    )
    .succeeded();
    let holds = || {
        assert_eq!(verify(&sandbox, &good), (0, Value::Null));
        assert_eq!(verify(&sandbox, &bad), (1, "revocation.revoked".into()));
    };
    holds();
    publish(&sandbox, &[]).succeeded();
    holds();
    publish(&sandbox, &["--signers", &imported(&sandbox)]).succeeded();
    holds();
    publish(&sandbox, &["--drop", "policies.v1"]).succeeded();
    let (_, lines) = sandbox.json(&[&[good.as_str()], &DOOR[..]].concat());
    assert_eq!(lines[0]["verdict"], "no_check_in_force");
    publish(&sandbox, &["--drop", "revocation-national.v1"]).succeeded();
    let (_, lines) = sandbox.json(&["--at", "2021-12-01", &bad]);
    assert_eq!(lines[0]["verdict"], "authentic");
}

#[test]
fn what_is_dropped_is_named_and_never_the_signers() {
    let sandbox = Sandbox::new();
    for name in ["dcc-signers.v1", "policies", "policies.v2", ""] {
        publish(&sandbox, &["--drop", name]).usage();
    }
}

#[test]
fn a_bundle_without_the_installed_ones_revocations_is_not_installed() {
    let sandbox = Sandbox::new();
    let pass = sandbox.issue();
    let kid = kid(&sandbox, &pass);
    publish(&sandbox, &["--remove-signer", &kid]).succeeded();
    let bundle = imported(&sandbox);
    let install = |extra: &[&str]| sandbox.run(&[&["trust", "install", &bundle], extra].concat());
    install(&[]).failed(2, "signers-removed.v1");
    let reason = || sandbox.json(&[&pass]).1[0]["reason"].clone();
    assert_eq!(reason(), "revocation.signer-removed");
    install(&["--accept-losses"]).succeeded();
    assert_ne!(reason(), "revocation.signer-removed");
}

#[test]
fn an_unreadable_installed_bundle_is_replaced_only_knowingly() {
    let sandbox = Sandbox::new();
    let bundle = imported(&sandbox);
    std::fs::write(sandbox.path("data/trust/bundle.cbset"), "spoilt").unwrap();
    let install = |extra: &[&str]| sandbox.run(&[&["trust", "install", &bundle], extra].concat());
    install(&[]).failed(2, "nobody knows what would be lost");
    install(&["--accept-losses"]).succeeded();
    sandbox.run(&["verify", &sandbox.issue()]).succeeded();
}

/// The example of a concert hall, from `from` days on for 60, for everybody from `age` on.
fn policy(sandbox: &Sandbox, id: &str, from: i64, age: &str) -> String {
    let text = std::fs::read_to_string(repository("policies/examples/concert.toml")).unwrap();
    let midnight = |offset: i64| format!("{}T00:00:00+01:00", day(offset));
    let noon = |offset: i64| format!("{}T12:00:00+01:00", day(offset));
    let text = text
        .replace("2021-11-12T12:00:00+01:00", &noon(from - 12))
        .replace("2021-11-22T00:00:00+01:00", &midnight(from))
        .replace("2022-02-20T00:00:00+01:00", &midnight(from + 60))
        .replace("example.concert", id)
        .replace("under_age = 12", &format!("under_age = {age}"));
    sandbox.write(&format!("{id}.toml"), text)
}

#[test]
fn policies_that_people_rely_on_do_not_disappear_for_tighter_ones() {
    let sandbox = Sandbox::new();
    let old = policy(&sandbox, "example.old", -30, "12");
    let tighter = policy(&sandbox, "example.tighter", -20, "10");
    publish(&sandbox, &["--policies", &tighter]).succeeded();
    publish(&sandbox, &["--drop", "policies.v1"]).succeeded();
    let alone = sandbox.arg("alone.cbset");
    sandbox
        .run(&["publish", "--policies", &old, "--install", "--out", &alone])
        .succeeded();
    publish(&sandbox, &["--policies", &tighter]).failed(2, "example.old v1");
    publish(&sandbox, &["--policies", &old]).succeeded();
    // Nothing is lost where nobody is asked any more.
    publish(&sandbox, &["--drop", "policies.v1"]).succeeded();
    let other = sandbox.arg("other.cbset");
    sandbox
        .run(&["publish", "--policies", &tighter, "--out", &other])
        .succeeded();
    std::fs::copy(&alone, sandbox.path("data/trust/bundle.cbset")).unwrap();
    for extra in [&[][..], &["--accept-losses"]] {
        sandbox
            .run(&[&["trust", "install", &other], extra].concat())
            .failed(2, "example.old v1");
    }
}
