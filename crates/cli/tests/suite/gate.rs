use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::sandbox::Sandbox;

#[test]
fn each_line_is_answered_at_once() {
    let sandbox = Sandbox::new();
    let pass = sandbox.issue();
    let mut child = sandbox
        .command()
        .arg("gate")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    // Each answer is read before the next question is asked: nothing is held back.
    for _ in 0..3 {
        input.write_all(format!("{pass}\r\n").as_bytes()).unwrap();
        input.flush().unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        let mut answer: Value = serde_json::from_str(&answer).unwrap();
        let age = answer
            .as_object_mut()
            .unwrap()
            .remove("data_age_secs")
            .unwrap();
        assert!(age.as_i64().unwrap() >= 0);
        assert_eq!(
            answer,
            json!({"verdict": "authentic", "action": "manual", "name": "Anna Beispiel",
                   "birth_date": "1980-01-02", "reason": "door.good"})
        );
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

fn answers(sandbox: &Sandbox, lines: &[String]) -> Vec<Value> {
    let ran = sandbox
        .run_with(&["gate"], lines.join("\n").as_bytes())
        .succeeded();
    ran.out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Types a code like a US scanner into a computer with another layout.
fn typed(pairs: &str, code: &str) -> String {
    let pairs: Vec<(char, char)> = pairs
        .split(' ')
        .map(|pair| (pair.chars().next().unwrap(), pair.chars().last().unwrap()))
        .collect();
    let key = |c: char| {
        pairs
            .iter()
            .find(|(us, _)| *us == c)
            .map_or(c, |(_, typed)| *typed)
    };
    code.chars().map(key).collect()
}

const GERMAN: &str = "YZ ZY *( +` -ß /- :Ö";
const RUSSIAN: &str = "QЙ WЦ EУ RК TЕ YН UГ IШ OЩ PЗ AФ SЫ DВ FА GП HР JО KЛ LД ZЯ XЧ CС VМ BИ NТ \
                       MЬ $; .ю /. :Ж";

#[test]
fn mangled_codes_are_led_back_or_named() {
    let sandbox = Sandbox::new();
    let pass = sandbox.issue();
    let led_back = [
        pass.replace('%', "%25"),
        pass.to_lowercase(),
        format!("]Q1{pass}"),
        format!("\u{feff}{pass}"),
        typed(GERMAN, &pass),
        typed(RUSSIAN, &pass),
    ];
    for answer in answers(&sandbox, &led_back) {
        assert_eq!(answer["verdict"], "authentic", "{answer}");
    }
    let beyond = [
        "HC1Ñ6BF".to_owned(),
        typed(RUSSIAN, &pass).chars().take(60).collect(),
    ];
    for answer in answers(&sandbox, &beyond) {
        assert_eq!(answer["reason"], "door.scanner-settings", "{answer}");
        assert_eq!(answer["action"], "manual", "the holder is not to blame");
    }
}

#[test]
fn hostile_lines_are_answered_and_the_next_one_too() {
    let sandbox = Sandbox::new();
    let pass = sandbox.issue();
    let mut input = vec![b'A'; 1 << 20];
    input.extend_from_slice(b"\n\xff\xfe\x00\n\n\r\nHC1:\n");
    input.extend_from_slice(pass.as_bytes());
    let ran = sandbox.run_with(&["gate"], &input).succeeded();
    let verdicts: Vec<Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["verdict"].clone())
        .collect();
    assert_eq!(verdicts, ["refused", "refused", "refused", "authentic"]);
}
