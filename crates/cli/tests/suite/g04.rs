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

/// The day so many days from now, in UTC.
pub(crate) fn day(offset: i64) -> String {
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

#[test]
fn g04_a_policys_answers_are_the_same_bytes_for_every_ground() {
    let sandbox = Sandbox::november();
    let pass = |ground: &[&str]| sandbox.november_pass("1980-01-02", ground);
    let dose = [
        "vaccination",
        "--product",
        "Sputnik-V",
        "--dose",
        "2",
        "--doses",
        "2",
    ];
    let passes = [
        pass(&[&dose[..], &["--date", "2021-06-01"]].concat()),
        pass(&["recovery", "--first-positive", "2021-07-01"]),
        pass(&["test", "--sampled-at", "2021-11-19T12:00:00Z"]),
        pass(&["exemption", "--from", "2021-11-01", "--until", "2021-12-01"]),
    ];
    let input = passes.join("\n");
    for at in ["2021-11-21", "2021-11-23", "2023-06-01", "2021-11-01"] {
        let arguments = [
            "gate", "--place", "cinema", "--region", "RU-SPE", "--at", at,
        ];
        let ran = sandbox.run_with(&arguments, input.as_bytes()).succeeded();
        let lines: Vec<String> = ran.out.lines().map(hide_age).collect();
        assert_eq!(lines.len(), 4);
        // On the 23rd the test is over, and nothing else.
        let (test, others) = (lines[2].clone(), [&lines[0], &lines[1], &lines[3]]);
        assert!(others.iter().all(|line| **line == lines[0]), "{}", ran.out);
        assert_eq!(test == lines[0], at != "2021-11-23", "{}", ran.out);
    }
}

/// The age of the data grows by a second between two lines now and then.
pub(crate) fn hide_age(line: &str) -> String {
    let (before, after) = line.split_once("\"data_age_secs\":").unwrap();
    let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap();
    format!("{before}{}", &after[digits..])
}
