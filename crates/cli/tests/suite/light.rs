//! Guarantee G04: light passes, from a full pass to the gate.

use std::collections::HashSet;

use crate::g04::hide_age;
use crate::sandbox::Sandbox;

const DOOR: [&str; 4] = ["--place", "concert", "--region", "RU-TA"];
const NOON: [&str; 2] = ["--at", "2021-12-01T12:00:00+03:00"];

/// The same person on four grounds, the test of the day before.
fn passes(sandbox: &Sandbox) -> [String; 4] {
    let grounds: [&[&str]; 4] = [
        &[
            "vaccination",
            "--product",
            "Sputnik-V",
            "--dose",
            "2",
            "--doses",
            "2",
            "--date",
            "2021-06-01",
        ],
        &["recovery", "--first-positive", "2021-09-01"],
        &[
            "test",
            "--sampled-at",
            "2021-11-20T00:00:00Z",
            "--name",
            "x",
        ],
        &["exemption", "--from", "2021-11-01", "--until", "2022-05-01"],
    ];
    grounds.map(|ground| sandbox.november_pass("1974-08-12", ground))
}

fn light(sandbox: &Sandbox, pass: &str, at: &str, extra: &[&str]) -> Vec<String> {
    let arguments = [&["light", pass], &DOOR[..], &["--at", at], extra].concat();
    let out = sandbox.run(&arguments).succeeded().out;
    out.lines().map(str::to_owned).collect()
}

/// The gate's line, without the age of the data: the clock goes on between two runs.
fn gate(sandbox: &Sandbox, pass: &str, at: &[&str]) -> String {
    let arguments = [&["gate"], &DOOR[..], at].concat();
    let ran = sandbox.run_with(&arguments, format!("{pass}\n").as_bytes());
    hide_age(ran.succeeded().out.trim_end())
}

#[test]
fn g04_light_codes_of_every_ground_look_alike_and_open_the_same_door() {
    let sandbox = Sandbox::november();
    let at = "2021-11-21T09:00:00+03:00";
    let noon = ["--at", "2021-11-22T12:00:00+03:00"];
    let mut lengths = HashSet::new();
    let mut answers = HashSet::new();
    for pass in passes(&sandbox) {
        // The policies begin on the 22nd; a test of the 20th counts until the 23rd.
        let made = light(
            &sandbox,
            &pass,
            "2021-11-22T09:00:00+03:00",
            &["--days", "1"],
        );
        assert_eq!(made.len(), 1);
        lengths.extend(made.iter().map(String::len));
        answers.insert(gate(&sandbox, &made[0], &noon));
        answers.insert(gate(&sandbox, &pass, &noon));
        let early = [&["light", pass.as_str()], &DOOR[..], &["--at", at]].concat();
        sandbox.run(&early).failed(2, "light.no-check-in-force");
    }
    assert_eq!(lengths.len(), 1, "{lengths:?}");
    assert_eq!(answers.len(), 1, "{answers:?}");
    let answer = answers.iter().next().unwrap();
    assert!(
        answer.contains(r#""verdict":"accepted","action":"admit""#),
        "{answer}"
    );
}

#[test]
fn g04_light_a_sheet_has_a_code_a_day_and_none_for_days_on_which_the_pass_ends() {
    let sandbox = Sandbox::november();
    let [vaccinated, _, tested, _] = passes(&sandbox);
    let at = "2021-11-22T09:00:00+03:00";
    assert_eq!(light(&sandbox, &vaccinated, at, &[]).len(), 7);
    // 72 hours from midnight UTC on the 20th: over at 3 o'clock in Moscow on the 23rd.
    assert_eq!(light(&sandbox, &tested, at, &[]).len(), 1);
    let out = sandbox.arg("sheet");
    let made = light(
        &sandbox,
        &vaccinated,
        at,
        &["--days", "3", "--out", &out, "--png"],
    );
    assert_eq!(made.len(), 3);
    for day in ["22", "23", "24"] {
        let text = std::fs::read_to_string(sandbox.path(&format!("sheet/light-2021-11-{day}.txt")));
        let text = text.unwrap();
        let noon = format!("2021-11-{day}T12:00:00+03:00");
        let picture = sandbox.arg(&format!("sheet/light-2021-11-{day}.png"));
        for pass in [text.trim_end(), &picture] {
            let arguments = [&[pass], &DOOR[..], &["--at", &noon]].concat();
            assert_eq!(sandbox.json(&arguments).1[0]["verdict"], "accepted");
        }
        // Days after it is nothing, nor on the day before.
        for (at, reason) in [
            ("2021-11-27T12:00:00+03:00".to_owned(), "time.expired"),
            (
                format!("2021-11-{day}T00:00:00+05:00"),
                "time.not-yet-valid",
            ),
        ] {
            let arguments = [&[text.trim_end()], &DOOR[..], &["--at", &at]].concat();
            let answer = &sandbox.json(&arguments).1[0];
            let in_force = answer["verdict"] != "no_check_in_force";
            assert!(answer["reason"] == reason || !in_force, "{answer}");
        }
    }
}

#[test]
fn g04_light_at_another_place_staff_ask_for_the_full_pass() {
    let sandbox = Sandbox::november();
    let [vaccinated, ..] = passes(&sandbox);
    let made = light(&sandbox, &vaccinated, "2021-12-01", &["--days", "1"]);
    let door = ["--place", "long-distance-train", "--region", "RU"];
    let ran = sandbox.run_with(
        &[&["gate"], &door[..], &NOON].concat(),
        format!("{}\n", made[0]).as_bytes(),
    );
    let out = ran.succeeded().out;
    assert!(out.contains(r#""action":"manual""#), "{out}");
    assert!(out.contains("door.other-policy"), "{out}");
    let arguments = [&["verify", made[0].as_str()], &door[..], &NOON].concat();
    let ran = sandbox.run(&arguments);
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("Ask for the full pass"), "{}", ran.out);
}

#[test]
fn g04_light_inspect_tells_all_that_it_says_and_verify_gives_it_as_json() {
    let sandbox = Sandbox::november();
    let [vaccinated, ..] = passes(&sandbox);
    let made = light(&sandbox, &vaccinated, "2021-12-01", &["--days", "1"]);
    let shown = sandbox.run(&["inspect", &made[0], "--at", "2021-12-01"]);
    for words in [
        "Light pass",
        "ru-2021.places.1 v1",
        "Eriksson",
        "URN:UVCI:01:RU:",
    ] {
        assert!(shown.out.contains(words), "{words}: {}", shown.out);
    }
    for words in ["Vaccination", "Sputnik", "2021-06-01"] {
        assert!(!shown.out.contains(words), "{words}: {}", shown.out);
    }
    let arguments = [&["--holder", made[0].as_str()], &DOOR[..], &NOON].concat();
    let holder = &sandbox.json(&arguments).1[0]["holder"];
    assert_eq!(holder["light"]["p"]["id"], "ru-2021.places.1");
    assert!(holder.get("dcc").is_none());
    let json = light(&sandbox, &vaccinated, "2021-12-01", &["--json"]);
    let line: serde_json::Value = serde_json::from_str(&json[0]).unwrap();
    assert_eq!(
        (&line["day"], &line["policy_version"]),
        (&"2021-12-01".into(), &1.into())
    );
}

#[test]
fn g04_light_is_made_of_accepted_full_passes_alone() {
    let sandbox = Sandbox::november();
    let [vaccinated, ..] = passes(&sandbox);
    let made = light(&sandbox, &vaccinated, "2021-12-01", &["--days", "1"]);
    let refused = |pass: &str, words: &str| {
        let arguments = [&["light", pass], &DOOR[..], &["--at", "2021-12-01"]].concat();
        sandbox.run(&arguments).failed(2, words);
    };
    refused(&made[0], "light.not-a-full-pass");
    refused("HC1:6BF", "light.not-a-full-pass");
    let half = [
        "vaccination",
        "--product",
        "Sputnik-V",
        "--dose",
        "1",
        "--doses",
        "2",
    ];
    let half = [&half[..], &["--date", "2021-06-01"]].concat();
    refused(
        &sandbox.november_pass("1974-08-12", &half),
        "light.not-accepted",
    );
    // Somebody else's signature.
    let stranger = Sandbox::november();
    refused(&passes(&stranger)[0], "light.not-accepted");
    let no_door = ["light", &vaccinated, "--at", "2021-12-01"];
    sandbox.run(&no_door).failed(2, "light.no-door");
    let days = [&["light", vaccinated.as_str(), "--days", "15"], &DOOR[..]].concat();
    sandbox.run(&days).usage();
}
