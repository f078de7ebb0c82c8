//! G04, the ground stays hidden at the door: attacks that try to tell grounds apart.

use crate::sandbox::Sandbox;

fn sample(sandbox: &Sandbox, ground: &[&str]) -> String {
    let person = [
        "issue",
        "--surname",
        "Beispiel",
        "--forename",
        "Anna",
        "--birth-date",
        "1980-01-02",
    ];
    sandbox
        .run(&[&person[..], ground].concat())
        .succeeded()
        .out
        .trim_end()
        .to_owned()
}

fn day(offset: i64) -> String {
    let output = std::process::Command::new("date")
        .args(["-u", "-d", &format!("{offset} days"), "+%F"])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn g04_gate_answers_are_the_same_bytes_for_every_ground() {
    let sandbox = Sandbox::new();
    let (last_month, yesterday, next_month) = (day(-30), day(-1), day(30));
    let sampled = format!("{yesterday}T23:00:00Z");
    let grounds = [
        sample(
            &sandbox,
            &[
                "vaccination",
                "--dose",
                "2",
                "--doses",
                "2",
                "--date",
                &last_month,
            ],
        ),
        sample(&sandbox, &["recovery", "--first-positive", &last_month]),
        sample(&sandbox, &["test", "--sampled-at", &sampled]),
        sample(
            &sandbox,
            &["exemption", "--from", &yesterday, "--until", &next_month],
        ),
    ];
    let accepted = grounds.join("\n");
    let damaged = grounds
        .each_ref()
        .map(|code| code[..code.len() - 6].to_owned())
        .join("\n");
    let stranger = Sandbox::new();
    for (who, input, at) in [
        (&sandbox, &accepted, None),
        (&sandbox, &damaged, None),
        (&sandbox, &accepted, Some("2001-01-01")),
        (&sandbox, &accepted, Some("2099-01-01")),
        (&stranger, &accepted, None),
    ] {
        let mut arguments = vec!["gate"];
        arguments.extend(at.into_iter().flat_map(|at| ["--at", at]));
        let ran = who.run_with(&arguments, input.as_bytes()).succeeded();
        let without_age: Vec<String> = ran.out.lines().map(hide_age).collect();
        assert_eq!(without_age.len(), grounds.len());
        assert!(
            without_age.windows(2).all(|pair| pair[0] == pair[1]),
            "{}",
            ran.out
        );
    }
}

/// The age of the data grows by a second between two lines now and then.
fn hide_age(line: &str) -> String {
    let (before, after) = line.split_once("\"data_age_secs\":").unwrap();
    let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap();
    format!("{before}{}", &after[digits..])
}
