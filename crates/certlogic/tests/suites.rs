//! The test suites published with the CertLogic specification, counted.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod corpora;

use std::fs;
use std::path::Path;

use cleanbill_certlogic::{Data, Limits, Program, ValidationErrorKind, validate};
use serde_json::{Value, json};

/// Every suite of a folder, in order.
fn suites(folder: &Path) -> Vec<Value> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| serde_json::from_slice(&fs::read(path).unwrap()).unwrap())
        .collect()
}

/// JavaScript has one kind of number, so 1.0 is written 1.
fn normal(value: &Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            #[allow(clippy::cast_possible_truncation)]
            Some(float) if float.fract() == 0.0 => json!(float as i64),
            _ => value.clone(),
        },
        Value::Array(items) => items.iter().map(normal).collect(),
        Value::Object(members) => Value::Object(
            members
                .iter()
                .map(|(name, value)| (name.clone(), normal(value)))
                .collect(),
        ),
        other => other.clone(),
    }
}

#[test]
fn evaluation_suite() {
    let Some(corpora) = corpora::folder("certlogic/testSuite") else {
        return;
    };
    let (mut total, mut skipped, mut failures) = (0, 0, Vec::new());
    let is_skipped = |part: &Value| part["directive"] == "skip";
    for suite in suites(&corpora) {
        for case in suite["cases"].as_array().unwrap() {
            let logic = &case["certLogicExpression"];
            let program = Program::compile(logic, &Limits::default());
            for assertion in case["assertions"].as_array().unwrap() {
                total += 1;
                if [&suite, case, assertion].into_iter().any(is_skipped) {
                    skipped += 1;
                    continue;
                }
                // Some give the expression with the assertion.
                let own = assertion.get("certLogicExpression");
                let own = own.map(|logic| Program::compile(logic, &Limits::default()));
                let program = own.as_ref().unwrap_or(&program).as_ref();
                let found = match program {
                    Ok(program) => program.evaluate(Data::Json(&assertion["data"])),
                    Err(error) => {
                        failures.push(format!("{} {error}", case["name"]));
                        continue;
                    }
                };
                match found {
                    Ok(found) if found.to_json() == normal(&assertion["expected"]) => {}
                    Ok(found) => failures.push(format!("{assertion}: {}", found.to_json())),
                    Err(error) => failures.push(format!("{assertion}: {error}")),
                }
            }
        }
    }
    assert_eq!(failures, Vec::<String>::new());
    assert_eq!((total, skipped), (232, 14));
}

fn message(kind: &ValidationErrorKind, expression: &Value) -> String {
    let operator = || {
        expression
            .as_object()
            .unwrap()
            .keys()
            .next()
            .unwrap()
            .clone()
    };
    match kind {
        ValidationErrorKind::Null => "invalid CertLogic expression".into(),
        ValidationErrorKind::NotInteger => format!("{expression} is a non-integer number"),
        ValidationErrorKind::NotOneMember { found } => {
            format!("expression object must have exactly one key, but it has {found}")
        }
        ValidationErrorKind::OperandsNotArray => {
            "operation not of the form { \"<operator>\": [ <values...> ] }".into()
        }
        ValidationErrorKind::UnknownOperator => {
            format!("unrecognised operator: \"{}\"", operator())
        }
        ValidationErrorKind::VarNotText => "not of the form { \"var\": \"<path>\" }".into(),
        ValidationErrorKind::VarPathFormat => format!(
            "data access path doesn't have a valid format: {}",
            expression["var"].as_str().unwrap()
        ),
        other => panic!("{other} is not in the suite"),
    }
}

#[test]
fn validation_suite() {
    let Some(corpora) = corpora::folder("certlogic/validation-testSuite") else {
        return;
    };
    let mut total = 0;
    for suite in suites(&corpora) {
        for case in suite["cases"].as_array().unwrap() {
            total += 1;
            let expression = &case["certLogicExpression"];
            let found: Vec<_> = validate(expression)
                .iter()
                .map(|error| {
                    // The suite's faults are all of the whole expression.
                    assert!(error.path.is_root(), "{error}");
                    message(&error.kind, expression)
                })
                .collect();
            let expected: Vec<_> = case["issues"]
                .as_array()
                .unwrap()
                .iter()
                .map(|issue| {
                    assert_eq!(&issue["expr"], expression);
                    issue["message"].as_str().unwrap().to_owned()
                })
                .collect();
            assert_eq!(found, expected, "{expression}");
        }
    }
    assert_eq!(total, 23);
}
