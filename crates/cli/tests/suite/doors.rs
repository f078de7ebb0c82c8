//! `verify`, `gate` and their slips under policies.

use serde_json::Value;

use crate::sandbox::Sandbox;

/// The specimen of ICAO Doc 9303 part 4, born 12 August 1974.
const PASSPORT: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10";

const DOOR: [&str; 6] = [
    "--place",
    "concert",
    "--region",
    "RU-TA",
    "--at",
    "2021-12-01",
];

fn vaccinated(sandbox: &Sandbox, dose: &str) -> String {
    let ground = [
        "vaccination",
        "--product",
        "Sputnik-V",
        "--dose",
        dose,
        "--doses",
        "2",
    ];
    sandbox.november_pass(
        "1974-08-12",
        &[&ground[..], &["--date", "2021-06-01"]].concat(),
    )
}

fn gate(sandbox: &Sandbox, extra: &[&str], input: &str) -> Value {
    let ran = sandbox
        .run_with(&[&["gate"], extra, &DOOR[..]].concat(), input.as_bytes())
        .succeeded();
    serde_json::from_str(ran.out.trim_end()).unwrap()
}

const STRUCTURED: [&str; 1] = ["--structured"];

#[test]
fn one_pass_is_accepted_refused_and_nobodys_business() {
    let sandbox = Sandbox::november();
    let (good, half) = (vaccinated(&sandbox, "2"), vaccinated(&sandbox, "1"));
    let accepted = sandbox.run(&[&["verify", &good], &DOOR[..]].concat());
    assert_eq!(accepted.code, 0, "{}", accepted.out);
    assert!(accepted.out.contains("ACCEPTED") && accepted.out.contains("ru-2021.places.1 v1"));
    let refused = sandbox.run(&[&["verify", &half], &DOOR[..]].concat());
    assert_eq!(refused.code, 1, "{}", refused.out);
    assert!(refused.out.contains("dose 1 of 2"), "{}", refused.out);
    let over = [
        "verify",
        &half,
        "--place",
        "concert",
        "--region",
        "RU",
        "--at",
        "2022-06-02",
    ];
    let nobodys = sandbox.run(&over);
    assert_eq!(nobodys.code, 0, "{}", nobodys.out);
    let lines = sandbox.json(&[&[half.as_str()], &over[2..]].concat()).1;
    assert_eq!(lines[0]["verdict"], "no_check_in_force");
}

#[test]
fn explain_names_every_stage_and_what_would_have_passed() {
    let sandbox = Sandbox::november();
    let half = vaccinated(&sandbox, "1");
    let ran = sandbox.run(&[&["verify", &half, "--explain"], &DOOR[..]].concat());
    for words in [
        "revocation",
        "way to be let in 1",
        "✘ complete vaccination: 1/2",
        "✔ counts until",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
}

#[test]
fn every_language_says_it_and_json_stays_the_same() {
    let sandbox = Sandbox::november();
    let half = vaccinated(&sandbox, "1");
    let of = |lang: &str| {
        let arguments = [&["--lang", lang, "verify", &half], &DOOR[..]].concat();
        sandbox.run(&arguments).out
    };
    for (lang, words) in [
        ("en", "NOT ACCEPTED"),
        ("ru", "НЕ ПРИНЯТ"),
        ("fr", "NON ACCEPTÉ"),
        ("de", "NICHT ANERKANNT"),
        ("es", "NO ACEPTADO"),
        ("ar", "غير مقبولة"),
    ] {
        let out = of(lang);
        assert!(out.contains(words), "{lang}: {out}");
    }
    let json = |lang: &str| {
        let arguments = [&["--lang", lang, "verify", "--json", &half], &DOOR[..]].concat();
        sandbox.run(&arguments).out
    };
    assert_eq!(json("en"), json("ar"));
    sandbox.run(&["--lang", "tlh", "verify", &half]).usage();
    let mut command = sandbox.command();
    command
        .env("LANG", "de_DE.UTF-8")
        .args(["verify", &half])
        .args(DOOR);
    assert!(
        crate::sandbox::feed(command, b"")
            .out
            .contains("NICHT ANERKANNT")
    );
}

#[test]
fn the_gate_compares_with_a_document_that_a_program_names() {
    let sandbox = Sandbox::november();
    let line = |code: &str| serde_json::json!({ "code": code, "mrz": PASSPORT }).to_string();
    let good = vaccinated(&sandbox, "2");
    let answer = gate(&sandbox, &STRUCTURED, &line(&good));
    assert_eq!(answer["action"], "admit", "{answer}");
    assert_eq!(answer["reason"], "door.accepted");
    let dose = ["vaccination", "--product", "Sputnik-V", "--dose", "2"];
    let ground = [&dose[..], &["--doses", "2", "--date", "2021-06-01"]].concat();
    let stranger = sandbox.november_pass("1974-08-13", &ground);
    let answer = gate(&sandbox, &STRUCTURED, &line(&stranger));
    assert_eq!(answer["reason"], "door.document-differs");
    assert_eq!(
        (&answer["action"], &answer["name"]),
        (&"refuse".into(), &Value::Null)
    );
    let answer = gate(&sandbox, &STRUCTURED, r#"{"companion": true}"#);
    assert_eq!(
        (&answer["verdict"], &answer["action"]),
        (&"no_pass_needed".into(), &"admit".into())
    );
}

/// The specimen as a child, born 12 August 2015, with the check digits that belong to it.
const CHILD: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO1508123F3104150ZE184226B<<<<<12";

#[test]
fn g03_a_code_cannot_give_the_gate_orders() {
    let sandbox = Sandbox::november();
    let half = vaccinated(&sandbox, "1");
    let child = serde_json::json!({ "mrz": CHILD }).to_string();
    let admitted = gate(&sandbox, &STRUCTURED, &child);
    assert_eq!(admitted["action"], "admit", "else the attack is none");
    let orders = [
        r#"{"companion":true}"#.to_owned(),
        r#"  {"companion": true, "code": null}"#.to_owned(),
        format!("\t{CHILD}"),
        format!("{half}\t{CHILD}"),
        serde_json::json!({ "code": half, "mrz": CHILD }).to_string(),
        child,
        format!("]Q1\t{CHILD}"),
    ];
    for order in orders {
        let answer = gate(&sandbox, &[], &order);
        assert_eq!(answer["verdict"], "refused", "{order}: {answer}");
        assert_eq!(answer["action"], "refuse", "{order}: {answer}");
        assert_eq!(answer["name"], Value::Null);
    }
}

#[test]
fn a_program_that_sends_anything_else_gets_a_person() {
    let sandbox = Sandbox::november();
    let good = vaccinated(&sandbox, "2");
    let lines = [
        good.clone(),
        format!("{good}\t{PASSPORT}"),
        serde_json::json!({ "code": good, "admit": true }).to_string(),
        serde_json::json!({ "companion": 1 }).to_string(),
        r#"{"companion":true}{"companion":true}"#.to_owned(),
        serde_json::json!([good, null, true]).to_string(),
        String::new(),
    ];
    let arguments = [&["gate", "--structured"], &DOOR[..]].concat();
    let input = lines.join("\n") + "\n";
    let ran = sandbox.run_with(&arguments, input.as_bytes()).succeeded();
    let answers: Vec<Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), lines.len(), "{}", ran.out);
    for answer in answers {
        assert_eq!(answer["verdict"], "undetermined", "{answer}");
        assert_eq!(answer["action"], "manual");
        assert_eq!(answer["reason"], "door.document-unreadable");
        assert!(answer["data_age_secs"].as_i64().unwrap() >= 0);
    }
}

#[test]
fn the_slip_is_the_holders_and_names_nobody() {
    let sandbox = Sandbox::november();
    let half = vaccinated(&sandbox, "1");
    let arguments = [&["gate", "--for-holder", "--lang", "en"], &DOOR[..]].concat();
    let slip = sandbox
        .run_with(&arguments, half.as_bytes())
        .succeeded()
        .out;
    for words in [
        "dose 1 of 2",
        "rules.series-incomplete",
        "ru-2021.places.1 v1",
        "1 December 2021, 03:00",
    ] {
        assert!(slip.contains(words), "{words}: {slip}");
    }
    for name in ["Eriksson", "ERIKSSON", "Anna", "1974", "HC1", "URN"] {
        assert!(!slip.contains(name), "{name}: {slip}");
    }
}

#[test]
fn g02_the_command_line_says_what_old_data_and_a_wrong_clock_mean() {
    let sandbox = Sandbox::november();
    let good = vaccinated(&sandbox, "2");
    let answer = |place: &str, clock: &str| {
        let arguments = [
            "gate",
            "--place",
            place,
            "--region",
            "RU",
            "--at",
            "2021-12-01",
            "--clock",
            clock,
        ];
        let ran = sandbox.run_with(&arguments, good.as_bytes()).succeeded();
        let answer: Value = serde_json::from_str(ran.out.trim_end()).unwrap();
        (answer["action"].clone(), answer["reason"].clone())
    };
    let manual = |reason: &str| (Value::from("manual"), Value::from(reason));
    let admit = |reason: &str| (Value::from("admit"), Value::from(reason));
    assert_eq!(answer("concert", "2099-01-01"), manual("door.data-too-old"));
    assert_eq!(
        answer("long-distance-train", "2099-01-01"),
        admit("door.data-too-old")
    );
    assert_eq!(answer("concert", "2001-01-01"), manual("door.clock-wrong"));
}

#[test]
fn what_is_essential_cannot_be_asked_for_and_a_door_needs_data() {
    let sandbox = Sandbox::empty();
    let ran = sandbox.run(&["verify", "HC1:A", "--place", "pharmacy", "--region", "RU"]);
    assert_eq!(ran.code, 64);
    assert!(ran.err.contains("pharmacy is essential"), "{}", ran.err);
    let arguments = [&["verify", "HC1:A"], &DOOR[..]].concat();
    sandbox.run(&arguments).failed(2, "no bundle");
}
