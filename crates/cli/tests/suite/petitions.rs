//! `cleanbill petition`, as people use it: from the text to the recount by a stranger.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use cleanbill_redress::petition::{Ballot, OperatorKey, Petition, Signature};
use serde_json::Value;

use crate::sandbox::Sandbox;

const DAY_SECS: i64 = 86_400;

/// An authority with a ledger.
fn authority() -> Sandbox {
    let sandbox = Sandbox::new();
    let origin = "ledger.example/test";
    sandbox
        .run(&["ledger", "init", "--origin", origin, "--demo"])
        .succeeded();
    sandbox
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command reads the clock of this machine too"
)]
fn since_epoch() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    since.as_secs().try_into().unwrap()
}

/// The day so many days from today.
pub(crate) fn date(days: i64) -> String {
    let now = since_epoch() + days * DAY_SECS;
    let day = jiff::Timestamp::from_second(now).unwrap().to_string();
    day[..10].to_owned()
}

/// Opens a petition of the epoch 1; its name.
fn open(sandbox: &Sandbox, text: &str) -> String {
    let path = sandbox.write("text.txt", text);
    let (opens, closes) = (date(0), date(1));
    let days = [
        "--opens",
        &opens,
        "--closes",
        &closes,
        "--threshold",
        "3:30",
    ];
    let open = [
        "petition", "open", &path, "--epoch", "1", "--region", "XX-A",
    ];
    let opened = sandbox.run(&[&open[..], &days].concat()).succeeded();
    opened.out.trim().to_owned()
}

/// Makes vouchers; their codes.
fn vouchers(sandbox: &Sandbox, count: &str) -> Vec<String> {
    let out = sandbox.arg("vouchers");
    let place = ["--epoch", "1", "--region", "XX-A"];
    let make = ["petition", "vouchers", "--count", count, "--out", &out];
    sandbox.run(&[&make[..], &place].concat()).succeeded();
    let codes = fs::read_to_string(out).unwrap();
    codes.lines().map(str::to_owned).collect()
}

/// Exchanges a voucher on the device of this name.
fn exchange(sandbox: &Sandbox, code: &str, device: &str) -> crate::sandbox::Ran {
    let voucher = sandbox.write("voucher", code);
    let (ballot, out) = (
        sandbox.arg(&format!("{device}.ballot")),
        sandbox.arg(&format!("{device}.signatures")),
    );
    let files = ["--ballot", &ballot, "--out", &out];
    let exchange = ["petition", "exchange", &voucher];
    sandbox.run(&[&exchange[..], &files, &ledger(sandbox).as_args()].concat())
}

/// The published ledger, and whom to believe of it.
struct Ledger(String, String);

fn ledger(sandbox: &Sandbox) -> Ledger {
    Ledger(
        sandbox.arg("data/public"),
        sandbox.arg("data/ledger/policy"),
    )
}

impl Ledger {
    fn as_args(&self) -> [&str; 4] {
        ["--ledger", &self.0, "--policy", &self.1]
    }
}

/// Puts what waits into the published ledger.
fn publish(sandbox: &Sandbox) {
    sandbox.run(&["ledger", "run", "--once"]).succeeded();
}

fn sign(sandbox: &Sandbox, device: &str, petition: &str) {
    let signatures = sandbox.arg(&format!("{device}.signatures"));
    let sign = ["petition", "sign", &signatures, "--petition", petition];
    sandbox
        .run(&[&sign[..], &ledger(sandbox).as_args()].concat())
        .succeeded();
}

/// Releases everything on the day after the last, and publishes it.
fn release(sandbox: &Sandbox) {
    let after = date(2);
    sandbox
        .run(&["petition", "release", "--at", &after])
        .succeeded();
    sandbox.run(&["ledger", "run", "--once"]).succeeded();
}

/// What a stranger counts; the exit code, and the report.
fn count(sandbox: &Sandbox) -> (i32, Value) {
    let public = sandbox.arg("data/public");
    let ran = sandbox.run(&["petition", "count", &public, "--json"]);
    (ran.code, serde_json::from_str(&ran.out).unwrap())
}

fn codes(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap();
    let codes = findings.iter().map(|finding| finding["code"].as_str());
    codes.map(Option::unwrap).collect()
}

#[test]
fn three_people_sign_and_a_stranger_counts_them() {
    let sandbox = authority();
    let (schools, trees) = (
        open(&sandbox, "Open the schools\n"),
        open(&sandbox, "Plant\n"),
    );
    let codes_on_paper = vouchers(&sandbox, "3");
    publish(&sandbox);
    for (number, code) in codes_on_paper.iter().enumerate() {
        let device = format!("device{number}");
        // As it is typed from paper.
        let typed = code.to_lowercase().replace('-', " ");
        exchange(&sandbox, &typed, &device).succeeded();
        // The answer was lost on the way: the same again.
        exchange(&sandbox, code, &device).succeeded();
        sign(&sandbox, &device, &schools);
    }
    sign(&sandbox, "device0", &trees);
    // The phone is lost, and the voucher was used.
    let again = exchange(&sandbox, &codes_on_paper[0], "another");
    assert_eq!(again.code, 2);
    assert!(again.err.contains("petition.voucher-used"), "{}", again.err);
    let mistyped = codes_on_paper[1].replacen(|c: char| c.is_ascii_alphanumeric(), "*", 1);
    let refused = exchange(&sandbox, &mistyped, "another");
    assert!(refused.err.contains("character 1 "), "{}", refused.err);
    release(&sandbox);
    let (code, report) = count(&sandbox);
    assert_eq!(
        (code, &report["holds"]),
        (0, &Value::Bool(true)),
        "{report}"
    );
    assert_eq!(codes(&report)[..2], ["recount.small-group"; 2]);
    for petition in report["petitions"].as_array().unwrap() {
        let name = petition["petition"].as_str().unwrap();
        let expected = if name == schools { 3 } else { 1 };
        assert_eq!(petition["signatures"], expected, "{petition}");
        assert_eq!(petition["exchanged_max"], 10);
    }
    let shown = sandbox.run(&["petition", "count", &sandbox.arg("data/public")]);
    assert!(shown.out.contains(&schools[..8]), "{}", shown.out);
}

/// The operator makes a petition with a key of its own for one person, and keeps it out of the
/// ledger: signatures under it would be that person's, wherever they turn up.
#[test]
fn g12_a_server_that_hands_out_a_key_for_one_person_is_refused() {
    let sandbox = authority();
    open(&sandbox, "Open the schools\n");
    let code = vouchers(&sandbox, "1").remove(0);
    publish(&sandbox);
    let before = sandbox.path("before");
    copy(&sandbox.path("data/public"), &before);
    let tagged = open(&sandbox, "Open the schools \n");
    let refused = exchange(&sandbox, &code, "device");
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("not in the public ledger"),
        "{}",
        refused.err
    );
    assert!(refused.err.contains(&tagged), "{}", refused.err);
    assert!(!sandbox.path("device.ballot").exists());
    assert!(!sandbox.path("device.signatures").exists());
    // In the ledger it is a petition of everybody.
    publish(&sandbox);
    exchange(&sandbox, &code, "device").succeeded();
    // Another copy of the ledger, which lacks it, is older and no lie: it is not signed all the
    // same.
    let (old, policy) = (sandbox.arg("before"), sandbox.arg("data/ledger/policy"));
    let signatures = sandbox.arg("device.signatures");
    let sign = ["petition", "sign", &signatures, "--petition", &tagged];
    let trusted = ["--ledger", &old, "--policy", &policy];
    let refused = sandbox.run(&[&sign[..], &trusted].concat());
    assert!(
        refused.err.contains("not in the public ledger"),
        "{}",
        refused.err
    );
}

/// A ledger that was written for one person has no cosignature of the witnesses, or another log's.
#[test]
fn g12_a_ledger_for_one_person_is_refused() {
    let sandbox = authority();
    open(&sandbox, "Open the schools\n");
    let code = vouchers(&sandbox, "1").remove(0);
    publish(&sandbox);
    let other = authority();
    open(&other, "Open the schools\n");
    publish(&other);
    let (public, policy) = (sandbox.arg("data/public"), other.arg("data/ledger/policy"));
    let voucher = sandbox.write("voucher", &code);
    let (ballot, out) = (sandbox.arg("ballot"), sandbox.arg("out"));
    let exchange = ["petition", "exchange", &voucher];
    let files = ["--ballot", &ballot, "--out", &out];
    let ask = |policy: &str| {
        let trusted = ["--ledger", &public, "--policy", policy];
        sandbox.run(&[&exchange[..], &files, &trusted].concat())
    };
    assert_eq!(ask(&policy).code, 2);
    assert!(!sandbox.path("ballot").exists());
    // An edited leaf does not come to the root.
    let own = sandbox.arg("data/ledger/policy");
    for file in crate::audit::files(&sandbox.path("data/public/ledger/tile/entries")) {
        let mut bytes = fs::read(&file).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        fs::write(&file, bytes).unwrap();
    }
    let edited = ask(&own);
    assert_eq!(edited.code, 2);
    assert!(
        edited.err.contains("cannot be relied upon"),
        "{}",
        edited.err
    );
    assert!(!sandbox.path("ballot").exists());
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    let copied = std::process::Command::new("cp")
        .arg("-a")
        .arg(from)
        .arg(to)
        .status();
    assert!(copied.unwrap().success());
}

#[test]
fn g06_an_operator_that_stuffs_a_petition_is_named() {
    let sandbox = authority();
    let name = open(&sandbox, "Praise the ministry\n");
    vouchers(&sandbox, "1");
    sandbox.run(&["ledger", "run", "--once"]).succeeded();
    let petition = published(&sandbox);
    assert_eq!(petition.id().to_string(), name);
    let key = fs::read_to_string(sandbox.path(&format!("data/petitions/{name}.key"))).unwrap();
    let secret: Vec<u8> = (0..key.trim().len() / 2)
        .map(|at| u8::from_str_radix(&key[2 * at..2 * at + 2], 16).unwrap())
        .collect();
    let operator = OperatorKey::from_secret(&secret).unwrap();
    let mut next = 0_u64;
    let mut draw = |bytes: &mut [u8]| {
        for chunk in bytes.chunks_mut(32) {
            next += 1;
            let block = cleanbill_crypto::sha256(&next.to_be_bytes());
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    };
    let forged = (0..11).map(|_| {
        let ballot = Ballot::draw(std::slice::from_ref(&petition), &mut draw).unwrap();
        let answer = operator.blind_sign(&ballot.blinded()[0].1, &mut draw);
        let signature: Signature = ballot.finalize(&petition, &answer.unwrap()).unwrap();
        let digits = signature.to_bytes().map(|byte| format!("{byte:02x}"));
        format!("{name} {}\n", digits.concat())
    });
    sandbox.write("operator.signatures", forged.collect::<String>());
    sign(&sandbox, "operator", &name);
    release(&sandbox);
    let (code, report) = count(&sandbox);
    assert_eq!(code, 1, "{report}");
    assert_eq!(codes(&report)[0], "recount.stuffed");
}

/// The petition as its leaf in the published ledger tells of it.
fn published(sandbox: &Sandbox) -> Petition {
    let folder = sandbox.path("data/public/ledger/tile/entries");
    let mut found = None;
    for file in crate::audit::files(&folder) {
        let bundle = fs::read(&file).unwrap();
        for width in 1..=256 {
            let entries = cleanbill_ledger::parse_bundle(&bundle, width).unwrap_or_default();
            found = found.or(entries.iter().find_map(|entry| Petition::parse(entry).ok()));
        }
    }
    found.unwrap()
}

#[test]
fn a_ledger_without_petitions_is_counted_and_another_address_is_not() {
    let sandbox = authority();
    let hash = "00".repeat(32);
    sandbox.run(&["ledger", "run", "--once"]).succeeded();
    let public = sandbox.arg("data/public");
    let counted = sandbox.run(&["petition", "count", &public]).succeeded();
    assert!(counted.out.contains("no such petition"), "{}", counted.out);
    let json = sandbox.run(&["petition", "count", &public, "--petition", &hash, "--json"]);
    let json: Value = serde_json::from_str(&json.succeeded().out).unwrap();
    assert_eq!(json["holds"], true);
    assert_eq!(json["petitions"], serde_json::json!([]));
    let elsewhere = sandbox.run(&["petition", "count", &sandbox.arg("nothing")]);
    assert_eq!(elsewhere.code, 2);
    let malformed = sandbox.run(&["petition", "count", &public, "--petition", "12"]);
    assert_eq!(malformed.code, 64);
}
