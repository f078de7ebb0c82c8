//! `rules test` and `rules rehearse`.

use std::fs;

use serde_json::{Value, json};

use crate::sandbox::{Ran, Sandbox};

/// 8 November 2021 in Moscow, when a term was halved overnight.
const OVERNIGHT: &str = "2021-11-08T00:00:00+03:00";

const POLICY: &str = r#"
format = 1
id = "test.concert"
version = 1
title = { en = "Concerts" }
reason = "a test"
region = "RU"
places = ["concert"]
signed_at = 2021-11-01T12:00:00+03:00
from = 2021-11-08T00:00:00+03:00
until = 2022-01-01T00:00:00+03:00

[[accept]]
ground = "vaccination"
for_months = 12

[door]
on_system_fault = "manual"
data_age_max_days = 8
"#;

/// A vaccination as DCC JSON.
fn dose(date: &str) -> String {
    let entry = json!({ "tg": "840539006", "mp": "Sputnik-V", "dn": 2, "sd": 2, "dt": date });
    json!({ "ver": "1.3.0", "nam": { "fnt": "X" }, "dob": "1964-08-12", "v": [entry] }).to_string()
}

/// The old and the halved term, and 1,000 passes of which so many are more than six months old.
fn halved(sandbox: &Sandbox, old_passes: usize) -> [String; 3] {
    let many = |date: &str, count: usize| format!("{}\n", dose(date)).repeat(count);
    let passes = many("2021-04-15", old_passes) + &many("2021-08-15", 1_000 - old_passes);
    [
        sandbox.write("old.toml", POLICY),
        sandbox.write(
            "new.toml",
            POLICY.replace("for_months = 12", "for_months = 6"),
        ),
        sandbox.write("passes.jsonl", passes),
    ]
}

fn rehearse(sandbox: &Sandbox, [old, new, passes]: &[String; 3], options: &[&str]) -> Ran {
    let command = [
        "rules",
        "rehearse",
        old,
        new,
        "--population",
        passes,
        "--at",
        OVERNIGHT,
    ];
    sandbox.run(&[&command, options].concat())
}

#[test]
fn g14_the_night_of_8_november_needs_seven_days_of_notice() {
    let sandbox = Sandbox::empty();
    let files = halved(&sandbox, 40);
    let refused = rehearse(&sandbox, &files, &[]);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(
        refused
            .out
            .contains("lose, or are in doubt: 4.0000 % of 1000 passes")
    );
    assert!(refused.out.contains("✘ refused"), "{}", refused.out);
    let with = |announced: &str| rehearse(&sandbox, &files, &["--announced", announced]).code;
    assert_eq!(with("2021-11-07T20:00:00+03:00"), 1);
    assert_eq!(with("2021-11-01T00:00:01+03:00"), 1);
    assert_eq!(with("2021-11-01T00:00:00+03:00"), 0);
    assert_eq!(rehearse(&sandbox, &files, &["--threshold", "4"]).code, 0);
    assert_eq!(rehearse(&sandbox, &files, &["--threshold", "101"]).code, 64);
    let [old, new, passes] = files;
    let back = rehearse(&sandbox, &[new, old, passes], &[]);
    assert_eq!(back.code, 0, "loosening needs no notice: {}", back.out);
}

#[test]
fn g14_no_small_number_is_printed() {
    let sandbox = Sandbox::empty();
    let files = halved(&sandbox, 3);
    for options in [&["--json"][..], &[]] {
        let ran = rehearse(&sandbox, &files, options);
        // Of 3 it is only known that they are at most 9, which would be too many.
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(!ran.out.contains("997"), "{}", ran.out);
    }
    let shown = rehearse(&sandbox, &files, &["--json"]).out;
    let other = halved(&sandbox, 7);
    let other = rehearse(&sandbox, &other, &["--json"]).out;
    assert_eq!(shown, other, "whether 3 or 7 lose cannot be told");
}

#[test]
fn the_report_is_what_is_hashed() {
    let sandbox = Sandbox::empty();
    let files = halved(&sandbox, 40);
    let ran = rehearse(&sandbox, &files, &["--json"]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["decision"], "rehearsal.unannounced");
    assert_eq!(json["threshold_millionths"], 5_000);
    assert_eq!(json["report"]["share_losing_millionths"], 40_000);
    let sha256 = json["sha256"].as_str().unwrap();
    assert_eq!(sha256.len(), 64);
    let text = rehearse(&sandbox, &files, &[]).out;
    assert!(text.contains(&format!("sha256 {sha256}")), "{text}");
}

#[test]
fn a_population_may_hold_bad_lines_but_not_nothing() {
    let sandbox = Sandbox::new();
    let [old, new, _] = halved(&sandbox, 0);
    let pass = sandbox.issue();
    let lines = [
        format!("{pass}\n").repeat(20),
        format!(
            "\n{{\"v\":[]}}\n{{}}\nHC1:NOPE\n\u{202e}\n{}\n",
            "x".repeat(100_000)
        ),
        format!("{}\n", dose("2021-08-15")).repeat(20),
    ];
    let passes = sandbox.write("mixed.txt", lines.concat());
    let ran = rehearse(&sandbox, &[old.clone(), new.clone(), passes], &[]);
    assert!(
        ran.err
            .contains("note: 5 lines of the population hold no pass"),
        "{}",
        ran.err
    );
    assert!(ran.out.contains("of 40 passes"), "{}", ran.out);
    let empty = sandbox.write("empty.txt", "HC1:NOPE\n");
    let files = [old, new, empty];
    rehearse(&sandbox, &files, &[]).failed(2, "holds no pass");
}

#[test]
fn of_folders_place_and_region_have_to_be_said() {
    let sandbox = Sandbox::empty();
    let [old, new, passes] = halved(&sandbox, 40);
    fs::create_dir(sandbox.path("folder")).unwrap();
    fs::copy(&old, sandbox.path("folder/one.toml")).unwrap();
    let folder = sandbox.arg("folder");
    let both = [folder.clone(), folder.clone(), passes.clone()];
    rehearse(&sandbox, &both, &[]).failed(2, "rehearsal.no-situation");
    let said = rehearse(&sandbox, &both, &["--place", "concert", "--region", "RU"]);
    assert!(said.succeeded().out.contains("place       concert, RU"));
    // The other side says it.
    let ran = rehearse(&sandbox, &[folder, new, passes], &[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
}

/// A rule that asks for a complete series, in the published layout, with one test a value.
fn rule_folder(sandbox: &Sandbox, expected: &[Value]) -> String {
    let rule = json!({
        "Identifier": "VR-XX-0001", "Type": "Acceptance", "Country": "XX", "Version": "1.0.0",
        "SchemaVersion": "1.0.0", "Engine": "CERTLOGIC", "EngineVersion": "0.7.5",
        "CertificateType": "Vaccination",
        "Description": [{ "lang": "en", "desc": "The series must be complete." }],
        "ValidFrom": "2021-01-01T00:00:00Z", "ValidTo": "2030-01-01T00:00:00Z",
        "AffectedFields": ["v.0", "v.0.dn", "v.0.sd"],
        "Logic": { ">=": [{ "var": "payload.v.0.dn" }, { "var": "payload.v.0.sd" }] },
    });
    let tests = sandbox.path("XX/VR-XX-0001/tests");
    fs::create_dir_all(&tests).unwrap();
    sandbox.write("XX/VR-XX-0001/rule.json", rule.to_string());
    for (number, expected) in expected.iter().enumerate() {
        let payload: Value = serde_json::from_str(&dose("2021-08-15")).unwrap();
        let test = json!({
            "name": format!("test\u{1b}[2J {number}"), "payload": payload,
            "external": { "validationClock": "2021-11-08T00:00:00Z" }, "expected": expected,
        });
        fs::write(
            tests.join(format!("test{number:03}.json")),
            test.to_string(),
        )
        .unwrap();
    }
    sandbox.arg("XX")
}

#[test]
fn failing_tests_are_told_with_what_they_gave() {
    let sandbox = Sandbox::empty();
    let folder = rule_folder(&sandbox, &[json!(true), json!(false), json!(true)]);
    let ran = sandbox.run(&["rules", "test", &folder]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.out.contains("test001.json: expected false, got true"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("none were found"), "{}", ran.out);
    assert!(ran.out.ends_with("✘ 2 passed, 1 failed\n"), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}'), "a name steers the terminal");
    let ran = sandbox.run(&["rules", "test", &folder, "--json"]);
    let lines: Vec<Value> = ran
        .out
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[1]["actual"], true);
    assert_eq!(lines[1]["passed"], false);
    assert_eq!(lines[3]["failed"], 1);
    let rule = sandbox.arg("XX/VR-XX-0001");
    fs::remove_file(sandbox.path("XX/VR-XX-0001/tests/test001.json")).unwrap();
    let ran = sandbox.run(&["rules", "test", &rule]).succeeded();
    assert!(ran.out.ends_with("✔ 2 passed, 0 failed\n"), "{}", ran.out);
}

#[test]
fn broken_rules_fail_and_links_lead_nowhere() {
    let sandbox = Sandbox::empty();
    let folder = rule_folder(&sandbox, &[json!(true)]);
    fs::write(sandbox.path("XX/VR-XX-0001/tests/broken.json"), "[").unwrap();
    fs::create_dir_all(sandbox.path("XX/VR-XX-0002")).unwrap();
    sandbox.write("XX/VR-XX-0002/rule.json", "{\"Identifier\": 1");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/", sandbox.path("XX/outside")).unwrap();
    let ran = sandbox.run(&["rules", "test", &folder]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("[rule-test.json]"), "{}", ran.out);
    assert!(
        ran.out.contains("[certlogic.json-malformed]"),
        "{}",
        ran.out
    );
    assert!(ran.out.ends_with("✘ 1 passed, 2 failed\n"), "{}", ran.out);
    fs::create_dir(sandbox.path("nothing")).unwrap();
    let nothing = sandbox.arg("nothing");
    sandbox
        .run(&["rules", "test", &nothing])
        .failed(2, "holds no rule");
}

/// The rule of [`rule_folder`], read back.
fn rule_in(sandbox: &Sandbox) -> Value {
    let text = fs::read(sandbox.path("XX/VR-XX-0001/rule.json")).unwrap();
    serde_json::from_slice(&text).unwrap()
}

#[test]
fn metadata_cost_no_test() {
    let sandbox = Sandbox::empty();
    let folder = rule_folder(&sandbox, &[json!(true)]);
    let rule = rule_in(&sandbox);
    let path = "XX/VR-XX-0001/rule.json";
    let changed = |field: &str, value: Value| {
        let mut rule = rule.clone();
        rule[field] = value;
        rule.to_string()
    };
    for (text, code) in [
        (changed("Identifier", json!("vr_xx 1")), "rule.field-format"),
        (changed("Version", json!("1.0")), "rule.field-format"),
        (
            changed("ValidTo", json!("1999-01-01")),
            "rule.ends-before-start",
        ),
        (
            json!({ "Logic": rule["Logic"] }).to_string(),
            "rule.missing-field",
        ),
    ] {
        sandbox.write(path, text);
        let ran = sandbox.run(&["rules", "test", &folder]).succeeded();
        assert!(
            ran.out.contains("rule.json: only the logic is tested"),
            "{}",
            ran.out
        );
        assert!(ran.out.contains(code), "{}", ran.out);
        assert!(ran.out.ends_with("✔ 1 passed, 0 failed\n"), "{}", ran.out);
    }
    // Read without a word on metadata: a byte order mark, a member given twice.
    let text = rule.to_string();
    sandbox.write(path, format!("\u{feff}{text}"));
    let ran = sandbox.run(&["rules", "test", &folder]).succeeded();
    assert!(!ran.out.contains("rule.json"), "{}", ran.out);
    let twice = format!("\u{feff}{{\"Logic\": false, {}", &text[1..]);
    sandbox.write(path, twice);
    let ran = sandbox.run(&["rules", "test", &folder]).succeeded();
    assert!(
        ran.out.contains("twice: the last one counts"),
        "{}",
        ran.out
    );
}

#[test]
fn tests_are_read_leniently_and_only_tests() {
    let sandbox = Sandbox::empty();
    let folder = rule_folder(&sandbox, &[]);
    let test = |name: &str, text: &str| {
        sandbox.write(&format!("XX/VR-XX-0001/tests/{name}"), text);
    };
    let payload = r#""payload": {"v": [{"dn": 2, "sd": 2}]}"#;
    test("bare.json", &format!("{{{payload}, \"expected\": true}}"));
    test(
        "mark.JSON",
        &format!("\u{feff}{{{payload}, \"expected\": true}}"),
    );
    test(
        "twice.json",
        &format!("{{{payload}, \"expected\": false, \"expected\": true}}"),
    );
    test("readme.json", "{\"about\": \"tests\"}");
    test("list.json", "[]");
    let ran = sandbox.run(&["rules", "test", &folder]).succeeded();
    for told in [
        "twice.json: an object has the same member twice",
        "readme.json: not an object with payload and expected",
        "list.json: not an object with payload and expected",
    ] {
        assert!(ran.out.contains(told), "{told}: {}", ran.out);
    }
    assert!(ran.out.ends_with("✔ 3 passed, 0 failed\n"), "{}", ran.out);
}

#[test]
fn rules_are_found_under_other_names_and_what_is_no_rule_is_passed_over() {
    let sandbox = Sandbox::empty();
    let folder = rule_folder(&sandbox, &[json!(true)]);
    let inside = |name: &str| sandbox.path(&format!("XX/VR-XX-0001/{name}"));
    let passes = |told: &str| {
        let ran = sandbox.run(&["rules", "test", &folder]).succeeded();
        assert!(ran.out.contains(told), "{told}: {}", ran.out);
        assert!(ran.out.ends_with("✔ 1 passed, 0 failed\n"), "{}", ran.out);
    };
    sandbox.write("XX/rules.json", "[]");
    sandbox.write("XX/VR-XX-0001/rule-schema.json", "{\"type\": \"object\"}");
    fs::write(inside("rule-all.json"), vec![b' '; (1 << 20) + 1]).unwrap();
    passes("rules.json: not an object with Logic");
    passes("rule-schema.json: not an object with Logic");
    passes("rule-all.json: too large");
    fs::rename(inside("rule.json"), inside("other")).unwrap();
    fs::rename(inside("other"), inside("Rule.JSON")).unwrap();
    fs::rename(inside("tests"), inside("t")).unwrap();
    fs::rename(inside("t"), inside("Test")).unwrap();
    passes("");
    fs::rename(inside("Rule.JSON"), inside("VR-XX-0001.json")).unwrap();
    passes("");
    // Whole rules in a folder called `test`.
    fs::create_dir(sandbox.path("around")).unwrap();
    fs::rename(sandbox.path("XX"), sandbox.path("around/test")).unwrap();
    let around = sandbox.arg("around");
    let ran = sandbox.run(&["rules", "test", &around]).succeeded();
    assert!(ran.out.ends_with("✔ 1 passed, 0 failed\n"), "{}", ran.out);
}

#[test]
fn tests_without_a_rule_are_told() {
    let sandbox = Sandbox::empty();
    let folder = rule_folder(&sandbox, &[json!(true)]);
    fs::remove_file(sandbox.path("XX/VR-XX-0001/rule.json")).unwrap();
    let ran = sandbox.run(&["rules", "test", &folder]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("folders without rule: 1"), "{}", ran.out);
    assert!(
        ran.out.contains("VR-XX-0001: a folder with tests"),
        "{}",
        ran.out
    );
    assert!(ran.out.ends_with("✘ 0 passed, 0 failed\n"), "{}", ran.out);
    let ran = sandbox.run(&["rules", "test", &folder, "--json"]);
    let sum: Value = serde_json::from_str(ran.out.lines().last().unwrap()).unwrap();
    assert_eq!(sum["folders_without_rule"], 1);
}

#[test]
fn only_the_highest_version_is_tested() {
    let sandbox = Sandbox::empty();
    let folder = rule_folder(&sandbox, &[json!(true)]);
    let mut old = rule_in(&sandbox);
    let mut new = old.clone();
    old["Version"] = json!("1.9.0");
    old["Logic"] = json!(false);
    new["Version"] = json!("1.10.0");
    sandbox.write("XX/VR-XX-0001/rule.json", old.to_string());
    sandbox.write("XX/VR-XX-0001/rule-new.json", new.to_string());
    let ran = sandbox.run(&["rules", "test", &folder]).succeeded();
    assert!(
        ran.out
            .contains("rule.json: version \"1.9.0\" is not tested, as version \"1.10.0\""),
        "{}",
        ran.out
    );
    assert!(ran.out.ends_with("✔ 1 passed, 0 failed\n"), "{}", ran.out);
}

#[test]
fn every_published_test_passes() {
    let corpora = std::env::var("CLEANBILL_CORPORA").map_or_else(
        |_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora").into(),
        std::path::PathBuf::from,
    );
    let rules = corpora.join("business-rules");
    if !rules.is_dir() {
        eprintln!("skipped: there are no corpora in {}", corpora.display());
        return;
    }
    let sandbox = Sandbox::empty();
    let ran = sandbox
        .run(&["rules", "test", rules.to_str().unwrap()])
        .succeeded();
    assert!(ran.out.ends_with("✔ 798 passed, 0 failed\n"), "{}", ran.out);
}
