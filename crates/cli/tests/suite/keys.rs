//! Key epochs: rotation that breaks no paper, counters, previews, requests across a gap, a token.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::sandbox::{Sandbox, feed};

const REQUEST: [&str; 14] = [
    "issue",
    "--surname",
    "Beispiel",
    "--forename",
    "Anna",
    "--birth-date",
    "1980-01-02",
    "vaccination",
    "--dose",
    "2",
    "--doses",
    "2",
    "--date",
    "2021-06-11",
];

/// A preview of the pass that [`REQUEST`] asks for.
fn preview() -> Vec<&'static str> {
    let mut arguments = REQUEST.to_vec();
    arguments.insert(1, "--preview");
    arguments
}

fn keys(sandbox: &Sandbox, arguments: &[&str]) -> crate::sandbox::Ran {
    sandbox.run(&[&["keys"], arguments].concat())
}

fn list(sandbox: &Sandbox) -> Vec<Value> {
    let out = keys(sandbox, &["list", "--json"]).succeeded().out;
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn states(sandbox: &Sandbox) -> Vec<String> {
    let state = |epoch: &Value| epoch["state"].as_str().unwrap().to_owned();
    list(sandbox).iter().map(state).collect()
}

fn signatures(sandbox: &Sandbox, epoch: usize) -> u64 {
    list(sandbox)[epoch - 1]["signatures"].as_u64().unwrap()
}

fn publish(sandbox: &Sandbox) {
    let out = sandbox.arg("bundle.cbset");
    sandbox
        .run(&["publish", "--install", "--out", &out])
        .succeeded();
}

fn verdict(sandbox: &Sandbox, pass: &str) -> Value {
    sandbox.json(&[pass]).1[0]["verdict"].clone()
}

#[test]
fn printed_passes_survive_the_rotation_of_their_key() {
    let sandbox = Sandbox::new();
    let old = sandbox.issue();
    keys(&sandbox, &["rotate", "--lead-days", "0"]).succeeded();
    assert_eq!(states(&sandbox), ["retired", "current"]);
    publish(&sandbox);
    let new = sandbox.issue();
    let kid = |pass: &str| sandbox.json(&[pass]).1[0]["signer"]["kid"].clone();
    assert_ne!(kid(&old), kid(&new));
    for pass in [&old, &new] {
        assert_eq!(verdict(&sandbox, pass), "authentic");
    }
    // Nor does retiring a key, or losing it, touch what it signed.
    keys(&sandbox, &["retire", "1", "--destroy-key"]).succeeded();
    assert!(!sandbox.path("data/keys/dsc.pem").exists());
    publish(&sandbox);
    assert_eq!(verdict(&sandbox, &old), "authentic");
}

#[test]
fn the_next_key_is_published_before_it_signs() {
    let sandbox = Sandbox::new();
    keys(&sandbox, &["rotate"]).succeeded();
    assert_eq!(states(&sandbox), ["current", "next"]);
    publish(&sandbox);
    let kid = list(&sandbox)[1]["kid"].as_str().unwrap().to_owned();
    let shown = sandbox.run(&["trust", "show", "--json"]).succeeded().out;
    assert!(shown.contains(&kid), "{shown}");
    sandbox.issue();
    assert_eq!((signatures(&sandbox, 1), signatures(&sandbox, 2)), (1, 0));
}

#[test]
fn every_signature_is_counted_and_the_last_one_asks_for_rotation() {
    let sandbox = Sandbox::new();
    for count in 1..=3 {
        sandbox.issue();
        assert_eq!(signatures(&sandbox, 1), count);
    }
    let options = ["rotate", "--lead-days", "0", "--signatures-max", "1"];
    keys(&sandbox, &options).succeeded();
    sandbox.issue();
    let refused = sandbox.run(&REQUEST).failed(2, "[epoch.cap-reached]");
    assert!(refused.out.is_empty() && refused.err.contains("keys rotate"));
    assert_eq!((signatures(&sandbox, 1), signatures(&sandbox, 2)), (3, 1));
}

#[test]
fn a_preview_never_touches_the_key() {
    let sandbox = Sandbox::new();
    sandbox.issue();
    fs::remove_file(sandbox.path("data/keys/dsc.pem")).unwrap();
    let counter = fs::read(sandbox.path("data/counters/dsc")).unwrap();
    let shown = sandbox.run(&preview()).succeeded().out;
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["dcc"]["nam"]["fnt"], "BEISPIEL");
    assert_eq!(shown["dcc"]["v"][0]["dn"], 2);
    assert_eq!(shown["dcc"]["v"][0]["ci"], Value::Null);
    assert_eq!(shown["kid"], list(&sandbox)[0]["kid"]);
    assert_eq!(shown["preview"], true);
    assert_eq!(
        fs::read(sandbox.path("data/counters/dsc")).unwrap(),
        counter
    );
    // The key is really needed to issue.
    sandbox.run(&REQUEST).failed(2, "dsc.pem");
    // A preview refuses what would be refused, and goes into no file.
    let mut wrong = preview();
    *wrong.last_mut().unwrap() = "2999-01-01";
    sandbox.run(&wrong).failed(2, "[issue.");
    let mut into_file = preview();
    into_file.splice(2..2, ["--png", "pass.png"]);
    sandbox.run(&into_file).usage();
}

#[test]
fn outside_of_every_epoch_nothing_is_signed() {
    let sandbox = Sandbox::new();
    keys(&sandbox, &["retire", "1"]).succeeded();
    assert_eq!(states(&sandbox), ["retired"]);
    sandbox.run(&REQUEST).failed(2, "no key epoch signs");
    keys(&sandbox, &["show"]).failed(2, "no key epoch signs");
    keys(&sandbox, &["show", "7"]).failed(2, "no key epoch 7");
    let shown = keys(&sandbox, &["show", "1"]).succeeded().out;
    assert!(
        shown.contains("retired") && shown.contains("at most 0 of"),
        "{shown}"
    );
}

#[test]
fn counters_that_were_touched_stop_the_signer() {
    let sandbox = Sandbox::new();
    let path = sandbox.path("data/counters/dsc");
    sandbox.issue();
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("reserved 1", "reserved 0")).unwrap();
    sandbox.run(&REQUEST).failed(2, "[epoch.counter-malformed]");
    fs::remove_file(&path).unwrap();
    sandbox.run(&REQUEST).failed(2, "[epoch.counter-missing]");
    fs::write(&path, text).unwrap();
    let lock = fs::File::options()
        .write(true)
        .open(sandbox.path("data/counters/dsc.lock"))
        .unwrap();
    lock.lock().unwrap();
    sandbox.run(&REQUEST).failed(2, "[epoch.counter-in-use]");
    drop(lock);
    sandbox.issue();
    assert_eq!(signatures(&sandbox, 1), 2);
}

#[test]
fn a_folder_from_before_there_were_epochs_goes_on() {
    let sandbox = Sandbox::new();
    fs::remove_file(sandbox.path("data/epochs.toml")).unwrap();
    fs::remove_dir_all(sandbox.path("data/counters")).unwrap();
    assert_eq!(states(&sandbox), ["current"]);
    assert!(
        !sandbox.path("data/epochs.toml").exists(),
        "looking writes nothing"
    );
    sandbox.run(&preview()).succeeded();
    assert!(!sandbox.path("data/epochs.toml").exists());
    let pass = sandbox.issue();
    assert_eq!(verdict(&sandbox, &pass), "authentic");
    assert_eq!(signatures(&sandbox, 1), 1);
}

#[test]
fn a_key_is_certified_across_a_gap() {
    let sandbox = Sandbox::new();
    // The CSCA moves to a machine of its own, which has its key and certificate only.
    let offline = Sandbox::empty();
    for folder in ["data/keys", "data/certificates"] {
        fs::create_dir_all(offline.path(folder)).unwrap();
    }
    fs::rename(
        sandbox.path("data/keys/csca.pem"),
        offline.path("data/keys/csca.pem"),
    )
    .unwrap();
    let csca = "data/certificates/csca.der";
    fs::copy(sandbox.path(csca), offline.path(csca)).unwrap();
    keys(&sandbox, &["rotate"]).failed(2, "csca.pem");

    let (request, answer) = (sandbox.arg("request.pem"), sandbox.arg("answer.pem"));
    keys(&sandbox, &["import", &request]).failed(2, "no certificate was asked for");
    let asked = keys(&sandbox, &["csr", "--out", &request]).succeeded().out;
    assert_eq!(states(&sandbox), ["current", "requested"]);
    let signed = keys(&offline, &["sign", &request, "--out", &answer])
        .succeeded()
        .out;
    let key = |told: &str| told.split("key ").nth(1).unwrap()[..64].to_owned();
    assert_eq!(key(&asked), key(&signed), "what people compare");

    keys(&sandbox, &["import", &request]).failed(2, "not one request or certificate");
    let imported = ["import", &answer, "--lead-days", "0"];
    keys(&sandbox, &imported).succeeded();
    assert_eq!(states(&sandbox), ["retired", "current"]);
    keys(&sandbox, &imported).failed(2, "no certificate was asked for");
    publish(&sandbox);
    let pass = sandbox.issue();
    assert_eq!(verdict(&sandbox, &pass), "authentic");
}

#[test]
fn only_the_own_csca_and_the_asked_key_are_taken() {
    let (sandbox, abroad) = (Sandbox::new(), Sandbox::empty());
    abroad.run(&["init", "--country", "YY"]).succeeded();
    let twin = Sandbox::new();
    let (request, answer) = (sandbox.arg("request.pem"), sandbox.arg("answer.pem"));
    keys(&sandbox, &["csr", "--out", &request]).succeeded();
    keys(&abroad, &["sign", &request, "--out", &answer]).failed(2, "is of country XX");
    // A CSCA that calls itself the same.
    keys(&twin, &["sign", &request, "--out", &answer]).succeeded();
    keys(&sandbox, &["import", &answer]).failed(2, "[x509.chain.signature]");
    // Our CSCA, but the certificate of another key.
    let other = sandbox.arg("data/certificates/dsc.der");
    keys(&sandbox, &["import", &other]).failed(2, "of another key");
    // A request that was changed on its way.
    let mut text = fs::read_to_string(&request).unwrap();
    let at = text.len() / 2;
    let with = if &text[at..=at] == "A" { "B" } else { "A" };
    text.replace_range(at..=at, with);
    let changed = sandbox.write("changed.pem", text);
    keys(&sandbox, &["sign", &changed, "--out", &answer]).failed(2, "[x509.");
    // Asking again asks for the same key.
    let again = sandbox.arg("again.pem");
    keys(&sandbox, &["csr", "--out", &again]).succeeded();
    keys(&sandbox, &["csr", "--hsm", "--out", &again]).failed(2, "asked for already");
    keys(&sandbox, &["sign", &again, "--out", &answer]).succeeded();
    keys(&sandbox, &["import", &answer, "--lead-days", "0"]).succeeded();
    let pass = sandbox.issue();
    publish(&sandbox);
    assert_eq!(verdict(&sandbox, &pass), "authentic");
}

#[test]
fn keys_in_a_token_sign_rotate_and_are_never_asked_with_a_wrong_pin_twice() {
    const MODULE: &str = "/usr/lib/softhsm/libsofthsm2.so";
    if !Path::new(MODULE).exists() {
        eprintln!("skipped: softhsm2 is not installed");
        return;
    }
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.path("tokens")).unwrap();
    let conf = format!("directories.tokendir = {}\n", sandbox.arg("tokens"));
    let conf = sandbox.write("softhsm2.conf", conf);
    let made = Command::new("softhsm2-util")
        .args(["--init-token", "--free", "--label", "cleanbill"])
        .args(["--pin", "pin-4711", "--so-pin", "so-pin-4711"])
        .env("SOFTHSM2_CONF", &conf)
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let run = |arguments: &[&str], pin: Option<&str>| {
        let mut command = sandbox.command();
        command.env("SOFTHSM2_CONF", &conf).args(arguments);
        pin.map(|pin| command.env("CLEANBILL_PIN", pin));
        let ran = feed(command, b"");
        assert!(!format!("{}{}", ran.out, ran.err).contains("4711"));
        ran
    };
    let good = Some("pin-4711");
    let rotate = ["keys", "rotate", "--lead-days", "0", "--hsm"];
    run(&rotate, good).failed(2, "names no token");
    let config = fs::read_to_string(sandbox.path("data/config.toml")).unwrap();
    let hsm = format!("{config}\n[hsm]\nmodule = \"{MODULE}\"\ntoken = \"cleanbill\"\n");
    sandbox.write("data/config.toml", hsm);
    run(&rotate, None).failed(2, "no PIN");
    run(&rotate, Some("wrong-4711")).failed(2, "[signer.pin-refused]");
    assert_eq!(states(&sandbox), ["current"]);
    run(&rotate, good).succeeded();
    assert_eq!(list(&sandbox)[1]["kept_in"], "token");
    assert!(!sandbox.path("data/keys/dsc-2.pem").exists());
    publish(&sandbox);
    let pass = run(&REQUEST, good).succeeded().out;
    assert_eq!(verdict(&sandbox, pass.trim_end()), "authentic");
    assert_eq!(signatures(&sandbox, 2), 1);

    // A key of the token, certified across a gap.
    let (request, answer) = (sandbox.arg("request.pem"), sandbox.arg("answer.pem"));
    run(&["keys", "csr", "--hsm", "--out", &request], good).succeeded();
    run(&["keys", "sign", &request, "--out", &answer], None).succeeded();
    run(&["keys", "import", &answer, "--lead-days", "0"], good).succeeded();
    run(&REQUEST, good).succeeded();
    assert_eq!((signatures(&sandbox, 2), signatures(&sandbox, 3)), (1, 1));

    // The token is gone: said, and a preview does not mind; back, and signing goes on.
    fs::rename(sandbox.path("tokens"), sandbox.path("gone")).unwrap();
    run(&REQUEST, good).failed(2, "[signer.token-gone]");
    run(&preview(), None).succeeded();
    assert_eq!(signatures(&sandbox, 3), 1);
    fs::rename(sandbox.path("gone"), sandbox.path("tokens")).unwrap();
    run(&REQUEST, good).succeeded();
    run(&["keys", "retire", "3", "--destroy-key"], good).succeeded();
    run(&REQUEST, good).succeeded();
    assert_eq!(signatures(&sandbox, 2), 2);
}
