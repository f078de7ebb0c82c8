//! What rules are in words, and what is said of one that is not met.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use cleanbill_certlogic::*;
use serde_json::{Value as Json, json};

fn expr(logic: &Json) -> Expr {
    Expr::parse(logic, &Limits::default()).unwrap()
}

fn var(path: &str) -> Json {
    json!({ "var": path })
}

fn plus(path: &str, amount: i64, unit: &str) -> Json {
    json!({"plusTime": [var(path), amount, unit]})
}

#[test]
fn rules_in_words() {
    let (v, dn, now) = (
        var("payload.v.0"),
        var("payload.v.0.dn"),
        "external.validationClock",
    );
    for (logic, words) in [
        (
            json!({"if": [v, {"not-after": [
                plus("payload.v.0.dt", 14, "day"),
                plus(now, 0, "day"),
            ]}, true]}),
            "if there is a vaccination, then the date of vaccination plus 14 days is not after now",
        ),
        (
            json!({"not-after": [
                plus("payload.r.0.fr", 11, "day"),
                plus(now, 0, "day"),
                plus("payload.r.0.fr", 1, "year"),
            ]}),
            "the date of the first positive test plus 11 days is not after now, which is not after \
             the date of the first positive test plus 1 year",
        ),
        (
            json!({"!": [var("payload.t.1")]}),
            "there is no test number 2",
        ),
        (
            json!({"===": [var("payload.v.0.mp"), "EU/1/20/1525"]}),
            "the vaccine product is Jcovden (EU/1/20/1525)",
        ),
        (
            json!({"!": [{"!": [var("payload.v.1.dt")]}]}),
            "the date of vaccination of vaccination number 2 is given",
        ),
        (
            json!({"if": [{">": [dn, 1]}, true, {"===": [var("payload.v.0.mp"), "x"]}]}),
            "either the dose number is more than 1 or the vaccine product is x",
        ),
        (
            json!({"!": [{"if": [{">": [dn, 1]}, true, v]}]}),
            "the dose number is not more than 1 and there is no vaccination",
        ),
        (json!({"if": [v, true, false]}), "there is a vaccination"),
        (
            json!({"if": [v, false, true]}),
            "if there is a vaccination, then it is never met",
        ),
        (
            json!({"if": [v, {"<": [dn, 3]}, {">=": [dn, 2]}]}),
            "if there is a vaccination, then the dose number is less than 3, otherwise the dose \
             number is at least 2",
        ),
        (
            json!({"!": [{"and": [v, {"<=": [dn, 2]}]}]}),
            "it is not so that there is a vaccination and the dose number is at most 2",
        ),
        (
            json!({"in": [var("payload.v.0.mp"), ["a", "b", "c"]]}),
            "the vaccine product is one of a, b or c",
        ),
        (
            json!({"!": [{"in": [var("payload.v.0.mp"), ["a"]]}]}),
            "the vaccine product is not a",
        ),
        (
            json!({"in": [
                var("payload.t.0.ma"),
                var("external.valueSets.covid-19-lab-test-manufacturer-and-name"),
            ]}),
            "the rapid test used is on the list of recognised rapid tests",
        ),
        (
            json!({"before": [{"dccDateOfBirth": [var("payload.dob")]}, plus(now, -18, "year")]}),
            "the date of birth (its last day, if it is not exact) is before now minus 18 years",
        ),
        (
            json!({"===": [{"extractFromUVCI": [var("payload.v.0.ci"), 1]}, "NL"]}),
            "part 2 of the identifier of the vaccination certificate is NL",
        ),
        (
            json!({"===": [{"reduce": [var("payload.v"), {"+": [var("accumulator"), 1]}, 0]}, 1]}),
            "the result of going through the vaccinations, starting with 0 and each time taking \
             (the result so far plus 1) is 1",
        ),
        (
            json!({"===": [var("a.b"), {"+": [1, -2]}]}),
            "the value at “a.b” is 1 minus 2",
        ),
        (
            json!({"reduce": [var("x"), {"if": [var("current.y"), 1, 2]}, []]}),
            "the result of going through the value at “x”, starting with an empty list and each \
             time taking (1 if the item at “y” is given, otherwise 2) is neither 0 nor empty",
        ),
        (json!(true), "nothing is asked"),
        (json!([1, true]), "the list of 1 and true"),
    ] {
        assert_eq!(describe(&expr(&logic)), words, "{logic}");
    }
}

/// Place, words, what is found.
fn unmet(logic: &Json, data: &Json) -> Vec<(String, String, String)> {
    explain(&expr(logic), Data::Json(data), &Limits::default())
        .into_iter()
        .map(|unmet| (unmet.path.to_string(), unmet.words, unmet.found))
        .collect()
}

fn part(path: &str, words: &str, found: &str) -> (String, String, String) {
    (path.to_owned(), words.to_owned(), found.to_owned())
}

#[test]
fn what_is_not_met_is_named() {
    let data = json!({
        "payload": {"v": [{"dt": "2021-05-01", "dn": 1, "sd": 2, "mp": "x"}]},
        "external": {"validationClock": "2021-05-02T08:00:00Z"},
    });
    let late = json!({"not-after": [
        plus("payload.v.0.dt", 14, "day"),
        plus("external.validationClock", 0, "day"),
    ]});
    let doses = json!({">=": [var("payload.v.0.dn"), var("payload.v.0.sd")]});
    let logic = json!({"if": [
        var("payload.v.0"),
        {"and": [doses, {"!": [var("payload.v.1")]}, late]},
        true,
    ]});
    assert_eq!(
        unmet(&logic, &data),
        [
            part(
                "/if/1/and/0",
                "the dose number is at least the number of doses of the series",
                "the dose number is 1; the number of doses of the series is 2",
            ),
            part(
                "/if/1/and/2",
                "the date of vaccination plus 14 days is not after now",
                "the date of vaccination plus 14 days is 2021-05-15; now is 2021-05-02T08:00:00Z",
            ),
        ]
    );
    assert_eq!(unmet(&logic, &json!({"payload": {}})), []);
}

#[test]
fn alternatives_are_all_named() {
    let logic =
        json!({"if": [var("payload.v"), true, {"===": [var("payload.t.0.tr"), "260415000"]}]});
    assert_eq!(
        unmet(&logic, &json!({"payload": {"t": [{"tr": "260373001"}]}})),
        [
            part(
                "/if/0",
                "there are vaccinations",
                "the vaccinations are missing"
            ),
            part(
                "/if/2",
                "the test result is not detected",
                "the test result is 260373001"
            ),
        ]
    );
}

#[test]
fn what_cannot_be_evaluated_is_named() {
    let logic = json!({"if": [true, {"!": [{">": [var("payload.v.0.dn"), 1]}]}, true]});
    let found = explain(&expr(&logic), Data::Json(&json!({})), &Limits::default());
    assert_eq!(found.len(), 1);
    let error = found[0].error.clone().unwrap();
    assert_eq!(error.path.to_string(), "/if/1/!/0");
    assert_eq!(found[0].found, "the dose number is missing");
}

#[test]
fn explaining_is_bounded() {
    let items = json!({"x": vec![0; 5000]});
    let slow = json!({"===": [{"reduce": [var("x"), {"+": [var("accumulator"), 1]}, 0]}, 1]});
    let logic = json!({"and": vec![slow; 400]});
    let found = explain(&expr(&logic), Data::Json(&items), &Limits::default());
    assert!((1..=100).contains(&found.len()), "{}", found.len());
}
