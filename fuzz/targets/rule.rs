//! Business rules: read, compiled, described, explained, evaluated over a payload.
#![no_main]

use cleanbill_certlogic::rules::{Rule, RuleSet, ValueSets};
use cleanbill_certlogic::{Data, External, Limits, Program, describe, explain, parse_json};
use serde_json::{Value, json};

const AT: i64 = 1_642_248_000;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { steps_max: 10_000, ..Limits::default() };
    let Ok(json) = parse_json(bytes, &limits) else { return };
    // A rule, or an expression by itself.
    let logic = json.get("Logic").unwrap_or(&json);
    let payload = json.get("payload").cloned().unwrap_or_else(payload);
    let sets = json!({ "disease-agent-targeted": ["840539006"] });
    let sets = ValueSets::from_compressed(&sets, &limits).expect("one value set");
    if let Ok(program) = Program::compile(logic, &limits) {
        let external = External::new(AT, &sets);
        let data = Data::Pass { payload: &payload, external: &external };
        let _ = describe(program.expr());
        let value = program.evaluate(data);
        let is_true = value.is_ok_and(|value| value.truth() == Some(true));
        assert_eq!(explain(program.expr(), data, &limits).is_empty(), is_true);
    }
    if let Ok(rule) = Rule::from_json(&json) {
        let set = RuleSet::compile(vec![rule], sets, &limits).expect("one rule");
        let external = External::new(AT, set.value_sets());
        let _ = set.select_all().evaluate(&payload, &external);
    }
});

fn payload() -> Value {
    json!({
        "ver": "1.3.0",
        "dob": "1990-02",
        "v": [{ "tg": "840539006", "mp": "EU/1/20/1528", "dn": 1, "sd": 2, "dt": "2021-06-01",
            "ci": "URN:UVCI:01:NL:187/37512422923#Z" }],
    })
}
