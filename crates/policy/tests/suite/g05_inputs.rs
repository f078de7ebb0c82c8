//! Guarantee G05: the same rule for everyone, as attacks on what a domestic rule may read.

use cleanbill_certlogic::{Expr, Limits};
use cleanbill_policy::{Declared, ForbiddenInput, PolicySet, RuleBook, RuleName, check_inputs};
use serde_json::{Value, json};

use super::draft::{draft, parse};

fn check(logic: &Value) -> Result<(), ForbiddenInput> {
    let expr = Expr::parse(logic, &Limits::default()).expect("a valid expression");
    check_inputs(&expr).map_err(|fault| fault.input)
}

fn var(path: &str) -> Value {
    json!({ "var": path })
}

fn clock() -> Value {
    var("external.validationClock")
}

#[test]
fn honest_rules_load() {
    let dose = json!({ "===": [var("payload.v.0.dn"), var("payload.v.0.sd")] });
    let rules = [
        dose.clone(),
        json!({ ">=": [var("payload.v.0.dn"), 2] }),
        json!({ "in": [var("payload.v.0.mp"), ["EU/1/20/1528", "Sputnik-V"]] }),
        json!({ "in": [var("payload.v.0.mp"),
            var("external.valueSets.vaccines-covid-19-names")] }),
        json!({ "if": [var("payload.v.0"), dose, true] }),
        json!({ "and": [
            { "not-before": [clock(), { "plusTime": [var("payload.v.0.dt"), 14, "day"] }] },
            { "not-after": [clock(), { "plusTime": [var("payload.v.0.dt"), 365, "day"] }] },
        ] }),
        json!({ "not-after": [var("payload.r.0.df"), clock(), var("payload.r.0.du")] }),
        json!({ "after": [{ "plusTime": [var("payload.t.0.sc"), 72, "hour"] }, clock()] }),
        json!({ "===": [var("payload.t.0.tr"), "260415000"] }),
        json!({ "not-after": [{ "plusTime": [{ "dccDateOfBirth": [var("payload.dob")] }, 18,
            "year"] }, clock()] }),
        json!({ "!": [var("payload.xm.0")] }),
    ];
    for rule in rules {
        assert_eq!(check(&rule), Ok(()), "{rule}");
    }
}

#[test]
fn g05_no_rule_reads_who_somebody_is() {
    let fields = [
        "payload.nam.fn",
        "payload.nam.gnt",
        "payload.nam",
        "payload.v.0.ci",
        "payload.v.0.is",
        "payload.v.0.co",
        "payload.t.0.tc",
        "payload.t.0.nm",
        "payload.v.1.dn",
        "payload",
        "",
        "external",
        "external.kid",
        "external.issuerCountryCode",
        "external.iat",
        "external.exp",
        "external.region",
        "payload.dob.0",
        "payload.v.0.dn.x",
        "payload.v.0.lot",
        "current.ci",
    ];
    for field in fields {
        let direct = json!({ "===": [var(field), "X"] });
        let expected = ForbiddenInput::Field {
            field: field.into(),
        };
        assert_eq!(check(&direct), Err(expected), "{field}");
        // Wrapped in whatever hides it.
        for hidden in [
            json!({ "if": [true, true, { "!": [var(field)] }] }),
            json!({ "and": [true, { "in": [var(field), ["A"]] }] }),
            json!({ "===": [{ "if": [var("payload.v.0"), var(field), 1] }, 1] }),
        ] {
            assert!(check(&hidden).is_err(), "{hidden}");
        }
    }
}

#[test]
fn g05_no_operation_takes_an_identifier_apart() {
    let uvci = json!({ "===": [{ "extractFromUVCI": [var("payload.v.0.ci"), 1] }, "A"] });
    let reduce = json!({ "===": [{ "reduce": [var("payload.v"), var("current.ci"), ""] }, "A"] });
    for rule in [uvci, reduce] {
        assert!(
            matches!(check(&rule), Err(ForbiddenInput::Operation { .. })),
            "{rule}"
        );
    }
}

#[test]
fn g05_no_rule_singles_out_a_day() {
    let dose = || var("payload.v.0.dt");
    let rules = [
        json!({ "===": [dose(), "2021-06-13"] }),
        json!({ "in": [dose(), ["2021-06-13"]] }),
        json!({ "not-before": [dose(), "2021-06-13"] }),
        json!({ "after": [{ "plusTime": [dose(), 1, "day"] }, "2021-06-13", clock()] }),
        json!({ "before": [var("payload.r.0.df"), var("payload.r.0.du")] }),
        json!({ "===": [var("payload.t.0.sc"), "2021-11-08T10:31:07Z"] }),
    ];
    for rule in rules {
        assert_eq!(
            check(&rule),
            Err(ForbiddenInput::DateNotAgainstClock),
            "{rule}"
        );
    }
}

#[test]
fn g05_no_rule_singles_out_a_birthday() {
    let born = || json!({ "dccDateOfBirth": [var("payload.dob")] });
    let rules = [
        json!({ "===": [var("payload.dob"), "1964-08-12"] }),
        json!({ "in": [var("payload.dob"), ["1964-08-12"]] }),
        json!({ "after": [born(), "1964-08-12"] }),
        json!({ "after": [{ "plusTime": [born(), 20_000, "day"] }, clock()] }),
        json!({ "after": [{ "plusTime": [born(), 600, "month"] }, clock()] }),
        // Two years against a clock that is moved by a day are a birthday.
        json!({ "after": [{ "plusTime": [born(), 57, "year"] },
            { "plusTime": [clock(), 1, "day"] }] }),
        json!({ "after": [born(), var("payload.v.0.dt"), clock()] }),
    ];
    for rule in rules {
        let found = check(&rule);
        let refused = matches!(
            found,
            Err(ForbiddenInput::ExactBirthDate | ForbiddenInput::DateNotAgainstClock)
        );
        assert!(refused, "{rule}: {found:?}");
    }
}

#[test]
fn g05_no_rule_makes_a_fixed_day_of_the_clock() {
    let moved = |date: Value, amount: i64, unit: &str| json!({ "plusTime": [date, amount, unit] });
    let dose = || var("payload.v.0.dt");
    let born = || json!({ "dccDateOfBirth": [var("payload.dob")] });
    let rules = [
        // Today is a fixed day, and the dose so many days ago.
        json!({ "and": [
            { "not-before": [clock(), "2026-11-16T00:00:00Z"] },
            { "not-after": [dose(), moved(clock(), -156, "day")] },
        ] }),
        json!({ "before": [moved(clock(), 0, "day"), moved(json!("2026-11-16"), 0, "day")] }),
        // The end of JavaScript's calendar is a fixed date.
        json!({ "after": [moved(dose(), 99_979_383, "day"), clock()] }),
        json!({ "after": [moved(born(), 273_780, "year"), clock()] }),
        // Years against shifted years bracket a leap day's birthday.
        json!({ "after": [born(), moved(clock(), -46, "year")] }),
        json!({ "after": [born(), moved(moved(clock(), 1, "year"), -1, "year")] }),
        json!({ "after": [moved(moved(dose(), 1, "day"), 1, "day"), clock()] }),
    ];
    for rule in rules {
        assert!(check(&rule).is_err(), "{rule}");
    }
}

#[test]
fn g05_the_fault_says_where_it_is() {
    let rule = json!({ "if": [var("payload.v.0"), { "===": [var("payload.nam.fn"), "A"] }, true] });
    let expr = Expr::parse(&rule, &Limits::default()).unwrap();
    let fault = check_inputs(&expr).unwrap_err();
    assert_eq!(fault.at.to_string(), "/if/1/===/0");
    assert!(fault.to_string().contains("payload.nam.fn"));
}

fn published(country: &str, logic: &Value) -> Vec<u8> {
    let rule = json!({
        "Identifier": format!("GR-{country}-0001"),
        "Type": "Acceptance",
        "Country": country,
        "Version": "1.0.0",
        "SchemaVersion": "1.3.0",
        "Engine": "CERTLOGIC",
        "EngineVersion": "1.3.0",
        "CertificateType": "General",
        "Description": [{ "lang": "en", "desc": "a test" }],
        "ValidFrom": "2021-06-01T00:00:00Z",
        "ValidTo": "2030-06-01T00:00:00Z",
        "AffectedFields": [],
        "Logic": logic,
    });
    serde_json::to_vec(&rule).unwrap()
}

fn code_with(rules: &[Vec<u8>], named: &str) -> Option<&'static str> {
    let book = RuleBook::parse(rules.iter().map(Vec::as_slice), []).unwrap();
    let (identifier, version) = named.split_once('@').unwrap();
    let name = RuleName {
        identifier: identifier.into(),
        version: version.into(),
    };
    let digest = book.digest(&name).unwrap_or_default();
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let line = format!("places = [\"concert\"]\nrules = [\"{named}#{digest}\"]");
    let text = draft(&[("places = [\"concert\"]", &line)]);
    let set = PolicySet::load([text.as_str()], &book, &Declared, i64::MAX);
    set.refused().first().map(|refused| refused.error.code())
}

#[test]
fn g05_a_policy_with_such_a_rule_does_not_load() {
    let honest = json!({ ">=": [var("payload.v.0.dn"), 2] });
    let by_name = json!({ "===": [var("payload.nam.fn"), "A"] });
    let broken = json!({ "greater": [1, 2] });
    let name = "GR-RU-0001@1.0.0";
    assert_eq!(code_with(&[published("RU", &honest)], name), None);
    let code = code_with(&[published("RU", &by_name)], name);
    assert_eq!(code, Some("policies.rule-input"));
    let code = code_with(&[published("RU", &broken)], name);
    assert_eq!(code, Some("policies.unsound-rule"));
    assert_eq!(code_with(&[], name), Some("policies.missing-rule"));
    // Another version is another rule.
    let code = code_with(&[published("RU", &honest)], "GR-RU-0001@1.0.1");
    assert_eq!(code, Some("policies.missing-rule"));
    // Nor under another country's flag.
    let code = code_with(&[published("DE", &by_name)], "GR-DE-0001@1.0.0");
    assert_eq!(code, Some("policies.foreign-rule"));
}

#[test]
fn g14_a_rule_does_not_change_under_a_policy() {
    let two = json!({ ">=": [var("payload.v.0.dn"), 2] });
    let three = json!({ ">=": [var("payload.v.0.dn"), 3] });
    let name = RuleName {
        identifier: "GR-RU-0001".into(),
        version: "1.0.0".into(),
    };
    let book = |logic: &Value| RuleBook::parse([published("RU", logic).as_slice()], []).unwrap();
    let digest = book(&two).digest(&name).unwrap();
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let line = format!("places = [\"concert\"]\nrules = [\"{name}#{digest}\"]");
    let text = draft(&[("places = [\"concert\"]", &line)]);
    let code = |book: &RuleBook| {
        let set = PolicySet::load([text.as_str()], book, &Declared, i64::MAX);
        set.refused().first().map(|refused| refused.error.code())
    };
    assert_eq!(code(&book(&two)), None);
    assert_eq!(code(&book(&three)), Some("policies.rule-changed"));
}

#[test]
fn g05_foreign_rules_are_for_leaving_the_country_alone() {
    let line = "places = [\"concert\"]\ndestination = \"DE\"";
    let error = parse(&[("places = [\"concert\"]", line)]).unwrap_err();
    assert_eq!(error.code(), "policy.foreign-rules-at-home");
    let line = "places = [\"international-travel\"]\ndestination = \"RU\"";
    let error = parse(&[("places = [\"concert\"]", line)]).unwrap_err();
    assert_eq!(error.code(), "policy.foreign-rules-at-home");
    let line = "places = [\"international-travel\"]\ndestination = \"DE\"";
    assert!(parse(&[("places = [\"concert\"]", line)]).is_ok());
}

#[test]
fn a_rule_that_is_there_twice_refuses_the_book() {
    let rule = published("RU", &json!(true));
    let rules = [rule.as_slice(), rule.as_slice()];
    let error = RuleBook::parse(rules, []).unwrap_err();
    assert_eq!(error.code(), "rules.duplicate");
}
