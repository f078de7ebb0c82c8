//! Evaluation beyond the suites: errors and their places, data access, limits.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use cleanbill_certlogic::rules::ValueSets;
use cleanbill_certlogic::{Data, EvaluationErrorKind as Kind, *};
use serde_json::{Value as Json, json};

fn evaluate(logic: &Json, data: &Json) -> Result<Json, EvaluationError> {
    let program = Program::compile(logic, &Limits::default()).unwrap();
    program
        .evaluate(Data::Json(data))
        .map(|value| value.to_json())
}

fn fails(logic: Json, data: Json, path: &str, kind: Kind) {
    let error = evaluate(&logic, &data).unwrap_err();
    assert_eq!(
        (error.path.to_string().as_str(), &error.kind),
        (path, &kind),
        "{logic}"
    );
}

#[test]
fn errors_say_where_and_why() {
    let null = ValueKind::Null;
    let date = json!({"plusTime": [{"var": "d"}, 0, "day"]});
    fails(
        json!({"if": [{"===": [1, 1]}, {"and": [true, {"<": [1, {"var": "x"}]}]}, 0]}),
        json!({}),
        "/if/1/and/1",
        Kind::NotInteger { found: null },
    );
    fails(
        json!({"in": [1, {"var": "x"}]}),
        json!({}),
        "",
        Kind::InNotList { found: null },
    );
    fails(
        json!({"!": [date]}),
        json!({"d": "2021-01-01"}),
        "",
        Kind::NeitherTruthyNorFalsy {
            found: ValueKind::DateTime,
        },
    );
    fails(
        json!({"and": [{"var": "d"}, date]}),
        json!({"d": "2021-01-01"}),
        "",
        Kind::NeitherTruthyNorFalsy {
            found: ValueKind::DateTime,
        },
    );
    fails(
        json!({"before": [date, date]}),
        json!({"d": 1}),
        "/before/0",
        Kind::DateNotText {
            found: ValueKind::Number,
        },
    );
    fails(
        json!({"before": [{"var": "d"}, date]}),
        json!({"d": "2021-01-01"}),
        "",
        Kind::NotDateTime {
            found: ValueKind::Text,
        },
    );
    for (text, error) in [
        ("now", DateError::Format),
        ("2021-13-01", DateError::NoSuchDate),
    ] {
        fails(date.clone(), json!({"d": text}), "", Kind::Date(error));
        fails(
            json!({"dccDateOfBirth": [text]}),
            json!({}),
            "",
            Kind::Date(error),
        );
    }
    fails(
        json!({"plusTime": ["2021-01-01", 9_007_199_254_740_991_i64, "year"]}),
        json!({}),
        "",
        Kind::Date(DateError::OutOfRange),
    );
    fails(
        json!({"reduce": [{"var": "x"}, 1, 0]}),
        json!({"x": 1}),
        "",
        Kind::ReduceNotList {
            found: ValueKind::Number,
        },
    );
    fails(
        json!({"reduce": [[1], {"+": [{"var": "current"}, "a"]}, 0]}),
        json!({}),
        "/reduce/1",
        Kind::NotInteger {
            found: ValueKind::Text,
        },
    );
    fails(
        json!([true, {"extractFromUVCI": [1, 0]}]),
        json!({}),
        "/1",
        Kind::UvciNotText {
            found: ValueKind::Number,
        },
    );
    fails(
        json!({"+": [9_007_199_254_740_991_i64, 1]}),
        json!({}),
        "",
        Kind::SumTooLarge,
    );
}

#[test]
fn what_is_not_reached_does_not_matter() {
    let broken = json!({"+": ["a", 1]});
    let logic = json!({"if": [false, broken, {"and": [0, broken]}]});
    assert_eq!(evaluate(&logic, &json!(null)), Ok(json!(0)));
}

#[test]
fn data_access_follows_javascript() {
    let data = json!({"a": [10, {"b": "xyz"}], "1": "one", "n": null, "big": 1e300});
    for (path, expected) in [
        ("a.0", json!(10)),
        ("a.1.b", json!("xyz")),
        ("a.1.b.2", json!("z")),
        ("a.1.b.3", json!(null)),
        ("a.length", json!(2)),
        ("a.1.b.length", json!(3)),
        ("1", json!("one")),
        ("1st", json!("one")),
        ("01", json!("one")),
        ("a.00", json!(10)),
        ("a.0x", json!(10)),
        ("a.-1", json!(null)),
        ("a.b", json!(null)),
        ("n.x.y", json!(null)),
        ("a.18446744073709551616", json!(null)),
        ("toString", json!(null)),
    ] {
        assert_eq!(
            evaluate(&json!({"var": path}), &data),
            Ok(expected),
            "{path}"
        );
    }
    assert_eq!(evaluate(&json!({"var": ""}), &json!([1])), Ok(json!([1])));
}

#[test]
fn equality_is_of_scalars_and_of_identity() {
    let data = json!({"a": [], "b": [], "o": {}, "x": 1.0});
    let same = |left: &str, right: &str| {
        evaluate(&json!({"===": [{"var": left}, {"var": right}]}), &data) == Ok(json!(true))
    };
    assert!(same("a", "a") && same("o", "o") && same("no", "none"));
    assert!(!same("a", "b") && !same("a", "o"));
    assert_eq!(
        evaluate(&json!({"===": [{"var": "x"}, 1]}), &data),
        Ok(json!(true))
    );
    assert_eq!(evaluate(&json!({"===": [[], []]}), &data), Ok(json!(false)));
    assert_eq!(
        evaluate(&json!({"===": [0, false]}), &data),
        Ok(json!(false))
    );
}

/// Reading a pass gives what reading the same as JSON gives.
#[test]
fn a_pass_is_an_object() {
    let limits = Limits::default();
    let sets = json!({"names": ["b", "a", "c"], "none": []});
    let sets = ValueSets::from_compressed(&sets, &limits).unwrap();
    let mut external = External::new(1_623_751_200, &sets);
    external.country_code = Some("AT");
    external.exp = Some(Moment::from_secs(0));
    let payload = json!({"v": [{"dt": "2021-06-01", "mp": "a"}], "dob": "1990-02"});
    let whole = json!({
        "payload": payload,
        "external": {
            "validationClock": "2021-06-15T10:00:00Z",
            "valueSets": {"names": ["b", "a", "c"], "none": []},
            "countryCode": "AT",
            "exp": "1970-01-01T00:00:00Z",
            "iat": null,
            "issuerCountryCode": null,
            "kid": null,
            "region": null,
        },
    });
    for logic in [
        json!({"var": ""}),
        json!({"var": "external"}),
        json!({"var": "external.valueSets"}),
        json!({"var": "external.valueSets.names"}),
        json!({"var": "external.valueSets.names.0"}),
        json!({"var": "external.valueSets.names.length"}),
        json!({"var": "external.valueSets.other"}),
        json!({"var": "external.iat"}),
        json!({"var": "external.exp"}),
        json!({"var": "external.length"}),
        json!({"var": "payload.v.0.dt"}),
        json!({"var": "other.x"}),
        json!({"!": [{"var": "external.valueSets.none"}]}),
        json!({"!": [{"var": "external.valueSets.names"}]}),
        json!({"in": [{"var": "payload.v.0.mp"}, {"var": "external.valueSets.names"}]}),
        json!({"in": [{"var": "payload.v.0.dt"}, {"var": "external.valueSets.names"}]}),
        json!({"in": [1, {"var": "external.valueSets.names"}]}),
        json!({"reduce": [
            {"var": "external.valueSets.names"},
            {"if": [{"===": [{"var": "current"}, "c"]}, {"var": ""}, {"var": "accumulator"}]},
            0
        ]}),
        json!({"not-after": [
            {"plusTime": [{"var": "payload.v.0.dt"}, 14, "day"]},
            {"plusTime": [{"var": "external.validationClock"}, 0, "day"]},
        ]}),
    ] {
        let program = Program::compile(&logic, &limits).unwrap();
        let pass = program.evaluate(Data::Pass {
            payload: &payload,
            external: &external,
        });
        let json = program.evaluate(Data::Json(&whole));
        assert_eq!(pass.unwrap().to_json(), json.unwrap().to_json(), "{logic}");
    }
}

#[test]
fn an_absurd_clock_is_no_date() {
    let sets = ValueSets::default();
    for at in [i64::MAX, i64::MIN, 253_402_300_800] {
        let external = External::new(at, &sets);
        let logic = json!({"plusTime": [{"var": "external.validationClock"}, 0, "day"]});
        let program = Program::compile(&logic, &Limits::default()).unwrap();
        let payload = json!({});
        let error = program.evaluate(Data::Pass {
            payload: &payload,
            external: &external,
        });
        assert_eq!(error.unwrap_err().kind, Kind::Date(DateError::Format));
    }
}

#[test]
fn steps_are_bounded() {
    let items: Vec<u32> = (0..1000).collect();
    let inner = json!({"reduce": [{"var": "current.x"}, {"+": [{"var": "accumulator"}, 1]}, 0]});
    let logic = json!({"reduce": [{"var": ""}, inner, 0]});
    let rows: Vec<Json> = items.iter().map(|_| json!({"x": items})).collect();
    let error = evaluate(&logic, &json!(rows)).unwrap_err();
    assert_eq!(error.kind, Kind::TooManySteps { max: 100_000 });
    // A long look-up costs as many steps as it has items.
    let logic = json!({"reduce": [{"var": ""}, {"in": ["x", {"var": "current.x"}]}, 0]});
    let error = evaluate(&logic, &json!(rows)).unwrap_err();
    assert_eq!(error.kind, Kind::TooManySteps { max: 100_000 });
}

#[test]
fn what_is_built_is_bounded() {
    let items = json!(vec![0; 2000]);
    for grown in [
        json!([{"var": "accumulator"}, {"var": "accumulator"}]),
        json!([{"var": "accumulator"}]),
        json!({"var": ""}),
    ] {
        let error = evaluate(&json!({"reduce": [{"var": ""}, grown, 0]}), &items).unwrap_err();
        assert_eq!(error.kind, Kind::TooLarge { max: 1000 }, "{grown}");
    }
}

#[test]
fn expressions_are_bounded() {
    let limits = Limits::default();
    let mut deep = json!(true);
    for _ in 0..=limits.depth_max {
        deep = json!({"!": [deep]});
    }
    let error = Program::compile(&deep, &limits).unwrap_err();
    assert_eq!(
        error.kind,
        ValidationErrorKind::TooDeep {
            max: limits.depth_max
        }
    );
    assert!(Program::compile(&deep["!"][0], &limits).is_ok());

    let wide = Json::Array(vec![json!(1); limits.nodes_max]);
    assert_eq!(
        validate(&wide)
            .iter()
            .map(|error| &error.kind)
            .collect::<Vec<_>>(),
        [&ValidationErrorKind::TooManyNodes {
            max: limits.nodes_max
        }]
    );
    let nulls = Json::Array(vec![json!(null); 1000]);
    assert_eq!(validate(&nulls).len(), limits.errors_max);

    for path in ["a.".repeat(20) + "a", "a".repeat(257)] {
        let error = Program::compile(&json!({"var": path}), &limits).unwrap_err();
        assert_eq!(error.kind, ValidationErrorKind::VarPathTooLong);
    }
}

#[test]
fn faults_are_found_where_they_are() {
    use ValidationErrorKind as Fault;
    let logic = json!({"if": [
        {"and": [true]},
        {"plusTime": [null, 1.5, "week"]},
        [{"extractFromUVCI": ["x", "0"]}, {"+": [1, 2, 3]}, 1e300],
    ]});
    let found: Vec<_> = validate(&logic)
        .into_iter()
        .map(|error| (error.path.to_string(), error.kind))
        .collect();
    let at = |path: &str, kind| (path.to_owned(), kind);
    assert_eq!(
        found,
        [
            at(
                "/if/0",
                Fault::OperandCount {
                    operator: "and",
                    found: 1
                }
            ),
            at("/if/1/plusTime/0", Fault::Null),
            at("/if/1/plusTime/1", Fault::AmountNotInteger),
            at("/if/1/plusTime/2", Fault::UnknownTimeUnit),
            at("/if/2/0/extractFromUVCI/1", Fault::IndexNotInteger),
            at(
                "/if/2/1",
                Fault::OperandCount {
                    operator: "+",
                    found: 3
                }
            ),
            at("/if/2/2", Fault::IntegerTooLarge),
        ]
    );
}

#[test]
fn variables_are_found_with_their_scope() {
    let logic = json!({"and": [
        {"var": "payload.v"},
        {"reduce": [{"var": "payload.t"}, {"var": "current.0"}, {"var": "x"}]},
    ]});
    let expr = Expr::parse(&logic, &Limits::default()).unwrap();
    let found = expr.variables();
    let shown: Vec<_> = found
        .iter()
        .map(|found| {
            (
                found.at.to_string(),
                found.path.as_str(),
                found.scope == Scope::Data,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("/and/0".to_owned(), "payload.v", true),
            ("/and/1/reduce/0".to_owned(), "payload.t", true),
            ("/and/1/reduce/1".to_owned(), "current.0", false),
            ("/and/1/reduce/2".to_owned(), "x", true),
        ]
    );
    let Scope::Lambda { operand, .. } = found[2].scope else {
        panic!("in a lambda")
    };
    assert_eq!(operand, expr.at(&found[1].at).unwrap());
}

#[test]
fn nothing_of_a_person_is_in_debug() {
    let data = json!({"d": "Mustermann"});
    let program = Program::compile(
        &json!({"plusTime": [{"var": "d"}, 0, "day"]}),
        &Limits::default(),
    );
    let program = program.unwrap();
    let error = program.evaluate(Data::Json(&data)).unwrap_err();
    let value = Program::compile(&json!({"var": "d"}), &Limits::default()).unwrap();
    let unmet = explain(program.expr(), Data::Json(&data), &Limits::default());
    let shown = format!(
        "{error:?} {error} {:?} {:?} {unmet:?}",
        value.evaluate(Data::Json(&data)).unwrap(),
        Data::Json(&data)
    );
    assert!(!shown.contains("Mustermann"), "{shown}");
    assert!(unmet[0].found.contains("Mustermann"));
}
