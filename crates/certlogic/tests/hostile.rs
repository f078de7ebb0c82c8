//! Random expressions over random data: nothing panics, everything is bounded.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use cleanbill_certlogic::rules::{Rule, RuleTest, ValueSet, ValueSets};
use cleanbill_certlogic::{Data, Expr, Limits, Program, describe, explain, validate};
use proptest::prelude::*;
use serde_json::{Value, json};

const OPERATORS: [&str; 18] = [
    "if",
    "===",
    "and",
    "!",
    "<",
    ">",
    "<=",
    ">=",
    "in",
    "+",
    "plusTime",
    "after",
    "before",
    "not-after",
    "not-before",
    "reduce",
    "extractFromUVCI",
    "dccDateOfBirth",
];

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        (-3_i64..400).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z0-9/#:]{0,4}".prop_map(Value::from),
        (0..9999_u32, 0..14_u32, 0..33_u32)
            .prop_map(|(y, m, d)| json!(format!("{y:04}-{m:02}-{d:02}"))),
        Just(json!("2021-06-01T12:00:00+02:00")),
        prop::sample::select(vec!["year", "month", "day", "hour", "year"]).prop_map(Value::from),
    ]
}

fn data() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[xyz0-2]", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn expression() -> impl Strategy<Value = Value> {
    let var = "([xyz0-2]|length)?(\\.[xyz0-2]){0,2}|accumulator|current(\\.[0x])?";
    let leaf = prop_oneof![
        2 => scalar(),
        3 => var.prop_map(|path| json!({ "var": path })),
    ];
    leaf.prop_recursive(6, 64, 4, |inner| {
        let operands = prop::collection::vec(inner.clone(), 0..4);
        let date = (
            inner.clone(),
            any::<i32>(),
            prop::sample::select(vec!["day", "month"]),
        )
            .prop_map(|(date, amount, unit)| json!({ "plusTime": [date, amount, unit] }));
        prop_oneof![
            1 => operands.clone().prop_map(Value::from),
            1 => date,
            6 => (prop::sample::select(OPERATORS.to_vec()), operands)
                .prop_map(|(operator, operands)| json!({ operator: operands })),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn expressions_never_panic(logic in expression(), data in data()) {
        let limits = Limits { steps_max: 5_000, ..Limits::default() };
        let parsed = Expr::parse(&logic, &limits);
        prop_assert_eq!(parsed.is_ok(), validate(&logic).is_empty());
        if let Ok(expr) = parsed {
            let words = describe(&expr);
            prop_assert!(!words.is_empty() && words.len() <= 200 * logic.to_string().len());
            let program = Program::new(expr, &limits);
            let value = program.evaluate(Data::Json(&data));
            let unmet = explain(program.expr(), Data::Json(&data), &limits);
            if let Ok(value) = value {
                let _ = value.to_json();
                // What is true needs no explanation, all else does.
                prop_assert_eq!(value.truth() == Some(true), unmet.is_empty());
            } else {
                prop_assert!(!unmet.is_empty());
            }
        }
    }

    #[test]
    fn valid_parts_have_places(logic in expression()) {
        if let Ok(expr) = Expr::parse(&logic, &Limits::default()) {
            let mut places = Vec::new();
            expr.walk(&mut |at, part, _| {
                places.push((at.clone(), part));
                true
            });
            for (at, part) in places {
                prop_assert!(std::ptr::eq(expr.at(&at).unwrap(), part));
                // The place is also a pointer into the JSON.
                prop_assert!(logic.pointer(&at.to_string()).is_some());
            }
        }
    }

    #[test]
    fn bytes_never_panic(bytes: Vec<u8>, text in r#"[\[\]{}:,"a-eITV0-2]{0,40}"#) {
        let limits = Limits::default();
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            prop_assert!(Rule::parse(bytes, &limits).is_err());
            prop_assert!(RuleTest::parse(bytes, &limits).is_err());
            let _ = ValueSet::parse(bytes, &limits);
            let _ = ValueSets::parse_compressed(bytes, &limits);
        }
    }
}
