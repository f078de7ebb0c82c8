//! What is answered, natively.

use cleanbill_wasm::{Checker, answer};
use serde_json::{Value, json};

use crate::world::{World, time};

/// Asks all of these of one checker, in order.
pub(crate) fn answers(world: &World, requests: &[Value]) -> Vec<Value> {
    let mut checker = None;
    let ask = |request: &Value| {
        let request = serde_json::to_vec(request).unwrap();
        serde_json::from_str(&answer(&mut checker, &request, &world.set)).unwrap()
    };
    requests.iter().map(ask).collect()
}

pub(crate) fn one(world: &World, request: Value) -> Value {
    answers(world, &[world.open(), request]).remove(1)
}

#[test]
fn every_request_has_an_answer_or_a_code() {
    let world = World::new();
    let requests = world.requests();
    for (request, answer) in requests.iter().zip(answers(&world, &requests)) {
        let (ok, code) = (&answer["ok"], &answer["error"]["code"]);
        assert!(ok.is_null() != code.is_null(), "{request}: {answer}");
        assert!(
            code.is_null() || answer["error"]["params"].is_object(),
            "{answer}"
        );
    }
}

#[test]
fn what_is_wrong_with_a_request_or_a_set_is_said_by_code_and_params() {
    let world = World::new();
    let (at, pin) = (time("2021-12-01"), world.pin.clone());
    let cases = [
        (
            json!({"ask": "open", "pins": []}),
            "wasm.no-pins",
            json!({}),
        ),
        (
            json!({"ask": "open", "pins": [pin, "x"]}),
            "wasm.pin",
            json!({"index": 1}),
        ),
        (
            json!({"ask": "open", "pins": [world.pin], "floor": {"root": 1, "manifest": 9}}),
            "set.version-rollback",
            json!({"found": "1.1", "floor": "1.9"}),
        ),
        (
            json!({"ask": "check", "clock": at, "place": "moon", "region": "RU"}),
            "wasm.place",
            json!({}),
        ),
        (
            json!({"ask": "check", "clock": at, "place": "concert", "region": "?"}),
            "wasm.region",
            json!({}),
        ),
        (
            json!({"ask": "check", "clock": at, "region": "RU"}),
            "wasm.half-a-door",
            json!({}),
        ),
    ];
    for (request, code, params) in cases {
        let error = &one(&world, request)["error"];
        assert_eq!(
            (error["code"].as_str(), &error["params"]),
            (Some(code), &params)
        );
    }
    let unopened = answers(&world, &[json!({"ask": "about"})]);
    assert_eq!(unopened[0]["error"]["code"], "wasm.not-open");
    let mut checker = None;
    let broken: Value = serde_json::from_str(&answer(&mut checker, b"{", b"")).unwrap();
    assert_eq!(broken["error"]["code"], "wasm.request");
}

#[test]
fn a_set_that_is_refused_leaves_the_one_before_in_place() {
    let world = World::new();
    let wrong = json!({"ask": "open", "pins": ["00".repeat(32)]});
    let answers = answers(&world, &[world.open(), wrong, json!({"ask": "about"})]);
    assert_eq!(answers[1]["error"]["code"], "set.unknown-root");
    assert_eq!(answers[2]["ok"]["version"], "1.1");
}

/// Guarantee G04: of a good pass of any ground the door gets the same bytes.
#[test]
fn g04_the_door_is_told_nothing_of_the_ground() {
    let world = World::new();
    let codes = world.codes();
    let told = |code: &String| {
        let at = time("2021-12-01");
        let shown = json!({
            "ask": "check", "code": code, "place": "concert", "region": "RU", "clock": at,
        });
        one(&world, shown).to_string()
    };
    let [recovered, tested, exempt, vaccinated] =
        [&codes[0], &codes[1], &codes[3], &codes[11]].map(told);
    assert!(
        vaccinated.contains(r#""verdict":"accepted""#),
        "{vaccinated}"
    );
    assert_eq!(recovered, vaccinated);
    assert_eq!(tested, vaccinated);
    assert_eq!(exempt, vaccinated);
}

/// What a holder is told is theirs alone, and says all that the code says.
#[test]
fn a_holder_is_told_what_the_code_says_and_why_it_is_refused() {
    let world = World::new();
    let codes = world.codes();
    let inspect = |code: &String| {
        let request = json!({"ask": "inspect", "code": code, "clock": time("2021-12-01")});
        one(&world, request)["ok"].clone()
    };
    let good = inspect(&codes[11]);
    assert_eq!(
        (&good["verdict"], &good["reason"]),
        (&json!("authentic"), &Value::Null)
    );
    assert_eq!(good["dcc"]["v"][0]["mp"], "Sputnik-V");
    assert_eq!(good["signer"]["country"], "RU");
    let expired = inspect(&codes[5]);
    let until = time("2021-11-15");
    let reason = json!({
        "code": "time.expired", "saying": "expired", "remedy": expired["reason"]["remedy"],
        "params": {"until": {"instant": until}},
    });
    assert_eq!(expired["reason"], reason);
    let foreign = inspect(&codes[7]);
    assert_eq!(
        foreign["stages"]["signature"]["outcome"], "failed",
        "{foreign}"
    );
}

#[test]
fn a_checker_is_opened_from_bytes_and_says_what_it_checks_with() {
    let world = World::new();
    let options = serde_json::from_value(json!({"pins": [world.pin]})).unwrap();
    let checker = Checker::open(&world.set, &options).unwrap();
    let about = serde_json::to_value(checker.about()).unwrap();
    assert_eq!(about["version"], "1.1");
    assert_eq!(checker.policies(time("2021-12-01")).len(), 1);
    for cut in (0..world.set.len()).step_by(97) {
        assert!(Checker::open(&world.set[..cut], &options).is_err());
    }
}
