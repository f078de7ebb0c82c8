//! Rules: reading, selecting, judging.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod corpora;

use std::collections::BTreeSet;

use cleanbill_certlogic::rules::*;
use cleanbill_certlogic::*;
use serde_json::{Value as Json, json};

/// 2022-01-15T12:00:00Z.
const AT: i64 = 1_642_248_000;

fn published() -> Json {
    json!({
        "Identifier": "VR-AT-0001",
        "Type": "Acceptance",
        "Country": "AT",
        "Version": "1.0.0",
        "SchemaVersion": "1.0.0",
        "Engine": "CERTLOGIC",
        "EngineVersion": "0.7.5",
        "CertificateType": "Vaccination",
        "Description": [{"lang": "de", "desc": "Impfung"}, {"lang": "en", "desc": "Vaccination"}],
        "ValidFrom": "2021-06-01T00:00:00Z",
        "ValidTo": "2030-06-01T00:00:00Z",
        "AffectedFields": ["v.0", "v.0.dn"],
        "Logic": {"if": [{"var": "payload.v.0"}, {">": [{"var": "payload.v.0.dn"}, 1]}, true]},
    })
}

/// The published rule with some fields changed.
fn rule(changes: Json) -> Rule {
    Rule::from_json(&changed(changes)).unwrap()
}

fn changed(changes: Json) -> Json {
    let mut rule = published();
    for (name, value) in changes.as_object().unwrap() {
        rule[name] = value.clone();
    }
    rule
}

fn set(rules: impl IntoIterator<Item = Json>) -> RuleSet {
    let rules = rules.into_iter().map(rule).collect();
    RuleSet::compile(rules, ValueSets::default(), &Limits::default()).unwrap()
}

fn selection() -> Selection<'static> {
    let kinds = CertificateKinds {
        vaccination: true,
        ..CertificateKinds::default()
    };
    Selection {
        clock: AT,
        destination: "AT",
        region: None,
        issuer: Some("DE"),
        kinds,
    }
}

fn selected(set: &RuleSet, selection: &Selection<'_>) -> Vec<String> {
    set.select(selection)
        .rules()
        .iter()
        .map(|rule| rule.rule().to_string())
        .collect()
}

fn outcome(changes: Json, payload: &Json) -> Outcome {
    let set = set([changes]);
    let external = External::new(AT, set.value_sets());
    set.select_all()
        .evaluate(payload, &external)
        .remove(0)
        .outcome
}

#[test]
fn a_published_rule_is_read() {
    let rule = Rule::parse_strict(published().to_string().as_bytes(), &Limits::default()).unwrap();
    assert_eq!(rule.to_string(), "VR-AT-0001 1.0.0");
    assert_eq!(rule.rule_type, RuleType::Acceptance);
    assert_eq!(rule.certificate_type, CertificateType::Vaccination);
    assert_eq!(rule.affected_fields, ["v.0", "v.0.dn"]);
    assert_eq!(rule.description_in("de"), Some("Impfung"));
    assert_eq!(rule.description_in("fr"), Some("Vaccination"));
    assert_eq!(rule.region, None);
    for (at, in_force) in [
        (1_622_505_599, false),
        (1_622_505_600, true),
        (1_906_502_400, true),
        (1_906_502_401, false),
    ] {
        assert_eq!(rule.is_in_force(at), in_force, "{at}");
    }
}

#[test]
fn fields_have_their_forms() {
    use RuleField::*;
    let all = [
        Identifier,
        Type,
        Country,
        Version,
        SchemaVersion,
        Engine,
        EngineVersion,
        CertificateType,
        Description,
        ValidFrom,
        ValidTo,
        AffectedFields,
        Logic,
    ];
    for field in all {
        let mut json = published();
        json.as_object_mut().unwrap().remove(field.name());
        assert_eq!(Rule::from_json(&json), Err(RuleError::Missing { field }));
        if field != Logic {
            let json = changed(json!({field.name(): 1}));
            assert_eq!(Rule::from_json(&json), Err(RuleError::WrongType { field }));
        }
    }
    for (field, value) in [
        (Identifier, json!("vr-AT-0001")),
        (Identifier, json!("VR--1")),
        (Identifier, json!("")),
        (Type, json!("acceptance")),
        (Country, json!("AUT")),
        (Version, json!("1.0")),
        (Version, json!("1.0.0.0")),
        (Version, json!("1.0.+1")),
        (SchemaVersion, json!("1..0")),
        (EngineVersion, json!("99999999999.0.0")),
        (Engine, json!("")),
        (CertificateType, json!("Exemption")),
        (Description, json!([])),
        (Description, json!([{"lang": "en"}])),
        (ValidFrom, json!("soon")),
        (ValidTo, json!("2021-13-01")),
    ] {
        let json = changed(json!({field.name(): value}));
        assert_eq!(
            Rule::from_json(&json),
            Err(RuleError::Format { field }),
            "{value}"
        );
    }
    let error = Rule::from_json(&changed(json!({"Region": 1})));
    assert_eq!(error, Err(RuleError::WrongType { field: Region }));
    assert_eq!(Rule::from_json(&json!([])), Err(RuleError::NotObject));
    let error = Rule::from_json(&changed(json!({"ValidTo": "2021-05-31"})));
    assert_eq!(error, Err(RuleError::EndsBeforeStart));
}

#[test]
fn fields_are_given_once_and_known() {
    let limits = Limits::default();
    let text = published().to_string();
    let twice = text.replacen('{', r#"{"Country":"AT","#, 1);
    let error = RuleError::Json(JsonError::DuplicateMember);
    assert_eq!(Rule::parse(twice.as_bytes(), &limits), Err(error.clone()));
    let twice = text.replace(r#""var":"payload.v.0""#, r#""var":"payload.v.0","var":"x""#);
    assert_eq!(Rule::parse(twice.as_bytes(), &limits), Err(error));

    let more = text.replacen('{', r#"{"Hash":"x","#, 1);
    assert!(Rule::parse(more.as_bytes(), &limits).is_ok());
    assert_eq!(
        Rule::parse_strict(more.as_bytes(), &limits),
        Err(RuleError::UnknownField)
    );

    let short = Limits {
        json_bytes_max: 10,
        ..limits.clone()
    };
    let error = JsonError::TooLarge {
        max: 10,
        actual: text.len(),
    };
    assert_eq!(Rule::parse(text.as_bytes(), &short), Err(error.into()));
    let shallow = Limits {
        json_depth_max: 3,
        ..limits.clone()
    };
    let error = JsonError::TooDeep { max: 3 };
    assert_eq!(Rule::parse(text.as_bytes(), &shallow), Err(error.into()));
    let tail = text + " x";
    assert_eq!(
        Rule::parse(tail.as_bytes(), &limits),
        Err(JsonError::Malformed.into())
    );
}

#[test]
fn the_highest_version_in_force_counts() {
    let set = set([
        json!({"Version": "1.9.0"}),
        json!({"Version": "1.10.0"}),
        json!({"Version": "1.2.100"}),
        json!({"Version": "2.0.0", "ValidFrom": "2029-01-01"}),
        json!({"Version": "1.11.0", "ValidTo": "2022-01-01"}),
        json!({"Identifier": "VR-AT-0002", "Version": "0.0.1"}),
    ]);
    assert_eq!(
        selected(&set, &selection()),
        ["VR-AT-0001 1.10.0", "VR-AT-0002 0.0.1"]
    );
    let later = Selection {
        clock: 1_861_920_000,
        ..selection()
    };
    assert_eq!(
        selected(&set, &later),
        ["VR-AT-0001 2.0.0", "VR-AT-0002 0.0.1"]
    );
    assert_eq!(
        selected(
            &set,
            &Selection {
                clock: 0,
                ..selection()
            }
        ),
        Vec::<String>::new()
    );
}

#[test]
fn rules_are_of_a_country_a_kind_and_a_region() {
    let of = |id: &str, kind: &str, country: &str, certificate: &str, region: Json| {
        json!({"Identifier": id, "Type": kind, "Country": country, "CertificateType": certificate,
            "Region": region})
    };
    let set = set([
        of("A-1", "Acceptance", "AT", "General", json!(null)),
        of("A-2", "Acceptance", "AT", "Test", json!("")),
        of("A-3", "Acceptance", "AT", "Vaccination", json!("W")),
        of("A-4", "Acceptance", "DE", "General", json!(null)),
        of("I-1", "Invalidation", "DE", "Vaccination", json!(null)),
        of("I-2", "Invalidation", "AT", "General", json!(null)),
    ]);
    let ids = |selection: &Selection<'_>| selected(&set, selection).join(" ").replace(" 1.0.0", "");
    assert_eq!(ids(&selection()), "A-1 I-1");
    assert_eq!(
        ids(&Selection {
            region: Some("w"),
            ..selection()
        }),
        "A-1 A-3 I-1"
    );
    assert_eq!(
        ids(&Selection {
            region: Some("T"),
            ..selection()
        }),
        "A-1 I-1"
    );
    assert_eq!(
        ids(&Selection {
            issuer: None,
            ..selection()
        }),
        "A-1"
    );
    assert_eq!(
        ids(&Selection {
            destination: "FR",
            ..selection()
        }),
        "I-1"
    );
    let kinds = CertificateKinds::of(&json!({"t": [{}], "v": [], "r": null}));
    assert_eq!(
        kinds,
        CertificateKinds {
            test: true,
            ..CertificateKinds::default()
        }
    );
    assert_eq!(
        ids(&Selection {
            kinds,
            ..selection()
        }),
        "A-1 A-2"
    );
}

#[test]
fn rules_pass_fail_or_stay_open() {
    let payload = |doses: Json| json!({"ver": "1.3.0", "v": [{"dn": doses}]});
    let (two, one) = (payload(json!(2)), payload(json!(1)));
    assert_eq!(outcome(json!({}), &two), Outcome::Passed);
    assert_eq!(outcome(json!({}), &one), Outcome::Failed);
    // The sense of an invalidation rule is the same.
    assert_eq!(
        outcome(json!({"Type": "Invalidation"}), &two),
        Outcome::Passed
    );
    assert_eq!(
        outcome(json!({"Type": "Invalidation"}), &one),
        Outcome::Failed
    );

    let open = |changes: Json, payload: &Json| match outcome(changes, payload) {
        Outcome::Open(reason) => reason,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        open(json!({"Engine": "JSONLOGIC"}), &two),
        OpenReason::Engine
    );
    for (version, is_open) in [
        ("1.3.99", false),
        ("1.4.0", true),
        ("2.0.0", true),
        ("1.2.77", false),
    ] {
        let found = outcome(json!({"EngineVersion": version}), &two);
        let needed = Version::parse(version).unwrap();
        let expected = match is_open {
            true => Outcome::Open(OpenReason::EngineVersion { needed }),
            false => Outcome::Passed,
        };
        assert_eq!(found, expected, "{version}");
    }
    let rule = Version::new(2, 0, 0);
    assert_eq!(
        open(json!({"SchemaVersion": "2.0.0"}), &two),
        OpenReason::Schema {
            rule,
            payload: Some(Version::new(1, 3, 0))
        }
    );
    let rule = Version::new(1, 0, 0);
    assert_eq!(
        open(json!({}), &json!({"v": []})),
        OpenReason::Schema {
            rule,
            payload: None
        }
    );
    let OpenReason::Logic(error) = open(json!({"Logic": {"or": [true, false]}}), &two) else {
        panic!("not valid")
    };
    assert_eq!(error.kind, ValidationErrorKind::UnknownOperator);
    let OpenReason::Evaluation(error) = open(json!({}), &payload(json!("2"))) else {
        panic!("throws")
    };
    assert_eq!(error.path.to_string(), "/if/1");
    assert_eq!(
        open(json!({"Logic": {"var": "payload.v.0.dn"}}), &two),
        OpenReason::NotBoolean {
            found: ValueKind::Number
        }
    );
}

#[test]
fn rules_of_a_set_share_nothing_but_data() {
    // The same path in two rules, one of which reads it as a date.
    let set = set([
        json!({"Identifier": "A-1", "Logic": {"before": [
            {"plusTime": [{"var": "payload.v.0.dt"}, 0, "day"]},
            {"plusTime": [{"var": "external.validationClock"}, 0, "day"]},
        ]}}),
        json!({"Identifier": "A-2", "Logic": {"===": [{"var": "payload.v.0.dt"}, "2021-06-01"]}}),
        json!({"Identifier": "A-3", "Logic": {"before": [
            {"plusTime": [{"var": "payload.v.0.dt"}, 365, "day"]},
            {"plusTime": [{"var": "external.validationClock"}, 0, "day"]},
        ]}}),
    ]);
    let external = External::new(AT, set.value_sets());
    let payload = json!({"ver": "1.0.0", "v": [{"dt": "2021-06-01"}]});
    let results = set.evaluate(&selection(), &payload, &external);
    let outcomes: Vec<_> = results.iter().map(|result| &result.outcome).collect();
    assert_eq!(
        outcomes,
        [&Outcome::Passed, &Outcome::Passed, &Outcome::Failed]
    );
    assert!(results.iter().all(|result| result.expr.is_some()));
}

#[test]
fn sets_are_bounded() {
    let limits = Limits {
        rules_max: 1,
        codes_max: 2,
        value_sets_max: 1,
        ..Limits::default()
    };
    let rules = vec![rule(json!({})), rule(json!({}))];
    let error = RuleSet::compile(rules, ValueSets::default(), &limits).unwrap_err();
    assert_eq!(error, RuleSetError::TooManyRules { max: 1 });
    let many = br#"{"a": ["1", "2", "3"]}"#;
    let error = ValueSets::parse_compressed(many, &limits).unwrap_err();
    assert_eq!(error, ValueSetError::TooManyCodes { max: 2 });
    let error = ValueSets::parse_compressed(br#"{"a": [], "b": []}"#, &limits).unwrap_err();
    assert_eq!(error, ValueSetError::TooManySets { max: 1 });
    assert_eq!(
        ValueSets::parse_compressed(br#"{"a": [1]}"#, &limits),
        Err(ValueSetError::Format)
    );
}

#[test]
fn published_value_sets_are_read() {
    let limits = Limits::default();
    let text = br#"{"valueSetId": "names", "valueSetDate": "2021-04-27", "valueSetValues": {
        "b": {"display": "Bee", "lang": "en", "active": false, "version": "", "system": "x"},
        "a": {"display": "Ay", "lang": "en", "active": true, "version": "", "system": "x"}}}"#;
    let set = ValueSet::parse(text, &limits).unwrap();
    assert_eq!(
        (set.id(), set.date(), set.len()),
        ("names", Some("2021-04-27"), 2)
    );
    assert_eq!(set.codes().collect::<Vec<_>>(), ["a", "b"]);
    assert!(set.contains("a") && set.contains("b") && !set.contains("c"));
    assert_eq!((set.display("b"), set.display("c")), (Some("Bee"), None));
    assert!(!set.entries()[1].active);
    let twice = ValueSets::new(vec![set.clone(), set], &limits);
    assert_eq!(twice, Err(ValueSetError::DuplicateId));
    for text in [
        "[]",
        "{}",
        r#"{"valueSetId": "a"}"#,
        r#"{"valueSetId":"a","valueSetValues":{"b":1}}"#,
    ] {
        assert_eq!(
            ValueSet::parse(text.as_bytes(), &limits),
            Err(ValueSetError::Format),
            "{text}"
        );
    }
}

#[test]
fn the_published_compressed_sets_are_read() {
    let Some(folder) = corpora::folder("business-rules/valuesets") else {
        return;
    };
    let bytes = std::fs::read(folder.join("valueSets.json")).unwrap();
    let sets = ValueSets::parse_compressed(&bytes, &Limits::default()).unwrap();
    assert!(
        sets.find("vaccines-covid-19-names")
            .unwrap()
            .contains("EU/1/20/1528")
    );
    assert!(sets.find("country-2-codes").unwrap().len() > 200);
}

#[test]
fn rule_tests_say_what_they_need() {
    let limits = Limits::default();
    let text = json!({"payload": {}, "external": {}, "expected": true}).to_string();
    let test = RuleTest::parse(text.as_bytes(), &limits).unwrap();
    let program = Program::compile(&published()["Logic"], &limits).unwrap();
    assert!(test.run(&program).is_passed());
    let wrong = Program::compile(&json!(false), &limits).unwrap();
    let outcome = test.run(&wrong);
    assert!(!outcome.is_passed());
    assert_eq!(
        (outcome.expected, outcome.actual),
        (json!(true), Ok(json!(false)))
    );
    for member in ["payload", "expected"] {
        let text = text.replace(member, "x");
        let error = RuleTest::parse(text.as_bytes(), &limits).unwrap_err();
        assert_eq!(error, RuleTestError::Missing { member });
    }
}

#[test]
fn one_byte_order_mark_is_passed_over() {
    let limits = Limits::default();
    let text = published().to_string();
    let rule = Rule::parse(text.as_bytes(), &limits);
    assert!(rule.is_ok());
    let marked = format!("\u{feff}{text}");
    assert_eq!(Rule::parse(marked.as_bytes(), &limits), rule);
    let twice = format!("\u{feff}{marked}");
    assert_eq!(
        Rule::parse(twice.as_bytes(), &limits),
        Err(JsonError::Malformed.into())
    );
}

#[test]
fn codes_are_unique() {
    use ValidationErrorKind as Invalid;
    let found = ValueKind::Null;
    let mut codes = vec![
        RuleSetError::TooManyRules { max: 0 }.code(),
        RuleTestError::Json(JsonError::Malformed).code(),
        RuleTestError::Missing { member: "" }.code(),
    ];
    codes.extend([
        Invalid::Null.code(),
        Invalid::NotInteger.code(),
        Invalid::IntegerTooLarge.code(),
        Invalid::NotOneMember { found: 0 }.code(),
        Invalid::OperandsNotArray.code(),
        Invalid::UnknownOperator.code(),
        Invalid::OperandCount {
            operator: "",
            found: 0,
        }
        .code(),
        Invalid::VarNotText.code(),
        Invalid::VarPathFormat.code(),
        Invalid::VarPathTooLong.code(),
        Invalid::AmountNotInteger.code(),
        Invalid::UnknownTimeUnit.code(),
        Invalid::IndexNotInteger.code(),
        Invalid::TooDeep { max: 0 }.code(),
        Invalid::TooManyNodes { max: 0 }.code(),
        EvaluationErrorKind::NeitherTruthyNorFalsy { found }.code(),
        EvaluationErrorKind::InNotList { found }.code(),
        EvaluationErrorKind::NotInteger { found }.code(),
        EvaluationErrorKind::NotDateTime { found }.code(),
        EvaluationErrorKind::DateNotText { found }.code(),
        EvaluationErrorKind::Date(DateError::Format).code(),
        EvaluationErrorKind::Date(DateError::NoSuchDate).code(),
        EvaluationErrorKind::Date(DateError::OutOfRange).code(),
        EvaluationErrorKind::ReduceNotList { found }.code(),
        EvaluationErrorKind::UvciNotText { found }.code(),
        EvaluationErrorKind::SumTooLarge.code(),
        EvaluationErrorKind::TooManySteps { max: 0 }.code(),
        EvaluationErrorKind::TooLarge { max: 0 }.code(),
    ]);
    codes.extend([
        JsonError::TooLarge { max: 0, actual: 0 }.code(),
        JsonError::Malformed.code(),
        JsonError::TooDeep { max: 0 }.code(),
        JsonError::DuplicateMember.code(),
        RuleError::Json(JsonError::Malformed).code(),
        RuleError::NotObject.code(),
        RuleError::Missing {
            field: RuleField::Logic,
        }
        .code(),
        RuleError::WrongType {
            field: RuleField::Logic,
        }
        .code(),
        RuleError::Format {
            field: RuleField::Logic,
        }
        .code(),
        RuleError::EndsBeforeStart.code(),
        RuleError::UnknownField.code(),
        ValueSetError::Json(JsonError::Malformed).code(),
        ValueSetError::Format.code(),
        ValueSetError::TooManyCodes { max: 0 }.code(),
        ValueSetError::TooManySets { max: 0 }.code(),
        ValueSetError::DuplicateId.code(),
    ]);
    let version = Version::new(0, 0, 0);
    let logic = Expr::parse(&json!(null), &Limits::default()).unwrap_err();
    let failed = Program::compile(&json!({"+": ["", ""]}), &Limits::default()).unwrap();
    let failed = failed.evaluate(Data::Json(&json!(null))).unwrap_err();
    codes.extend([
        OpenReason::Engine.code(),
        OpenReason::EngineVersion { needed: version }.code(),
        OpenReason::Schema {
            rule: version,
            payload: None,
        }
        .code(),
        OpenReason::Logic(logic).code(),
        OpenReason::Evaluation(failed).code(),
        OpenReason::NotBoolean { found }.code(),
    ]);
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    let kebab = |code: &str| {
        code.split_once('.').is_some_and(|(_, name)| {
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        })
    };
    assert!(codes.iter().all(|code| kebab(code)), "{codes:?}");
}
