//! Tests of rules: what is read as one, and when it has passed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use cleanbill_certlogic::rules::RuleTest;
use cleanbill_certlogic::{Limits, Program};
use serde_json::json;

#[test]
fn a_test_without_external_has_an_empty_one() {
    let limits = Limits::default();
    let text = json!({"payload": {}, "expected": true}).to_string();
    let test = RuleTest::parse(text.as_bytes(), &limits).unwrap();
    let logic = json!({"!": [{"var": "external.validationClock"}]});
    let program = Program::compile(&logic, &limits).unwrap();
    assert!(test.run(&program).is_passed());
    let external = Program::compile(&json!({"var": "external"}), &limits).unwrap();
    assert_eq!(test.run(&external).actual, Ok(json!({})));
}

#[test]
fn numbers_are_compared_as_javascript_does() {
    let limits = Limits::default();
    let given = |payload: &str, expected: &str| {
        let text = format!(r#"{{"payload": {payload}, "expected": {expected}}}"#);
        let test = RuleTest::parse(text.as_bytes(), &limits).unwrap();
        let payload = Program::compile(&json!({"var": "payload"}), &limits).unwrap();
        test.run(&payload).is_passed()
    };
    assert!(given("1", "1.0"));
    assert!(given("[1, {\"a\": 2.0}]", "[1.0, {\"a\": 2}]"));
    assert!(!given("1", "1.5"));
    assert!(!given("1", "true"));
    assert!(!given("1", "\"1\""));
    assert!(!given("[1]", "[1, 2]"));
    assert!(!given("{\"a\": 1}", "{\"b\": 1}"));
}
