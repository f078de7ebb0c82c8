//! Several passes of one person: proposed, and taken together by somebody's word alone.

use serde_json::{Value, json};

use crate::native::one;
use crate::world::{World, time};

fn compare(holders: &Value) -> Value {
    one(&World::new(), json!({"ask": "compare", "holders": holders}))
}

fn together(world: &World, codes: &[&String], more: &Value) -> Value {
    let mut request = json!({"ask": "together", "codes": codes, "clock": time("2021-12-01")});
    let more = more.as_object().unwrap().clone();
    request.as_object_mut().unwrap().extend(more);
    one(world, request)
}

fn holder(surname: &str, forename: &str, birth_date: &str) -> Value {
    json!({"surname": surname, "forename": forename, "birth_date": birth_date})
}

fn at_concert() -> Value {
    json!({"same_person": true, "place": "concert", "region": "RU"})
}

#[test]
fn who_may_be_one_person_is_proposed_with_what_differs() {
    let answer = compare(&json!([
        holder("Müller", "Anna Maria", "1964-08-12"),
        holder("Dr. Müller", "ANNA-MARIA", "1964-08-12"),
        holder("Mueller", "Anna", "1964"),
        holder("Möller", "Anna Maria", "1964-08-12"),
        holder("Müller", "Anna Maria", ""),
        {},
    ]));
    let likely = json!([
        "matching.surname-spelling",
        "matching.forename-missing",
        "matching.birth-date-precision",
    ]);
    let expected = json!([
        {"one": 0, "other": 1, "answer": "same", "reasons": []},
        {"one": 0, "other": 2, "answer": "likely", "reasons": likely},
        {"one": 1, "other": 2, "answer": "likely", "reasons": likely},
    ]);
    assert_eq!(answer["ok"], expected);
    // A month is of the year, and no other month is of the day.
    let vague = compare(&json!([
        holder("Müller", "Anna", "1964-08-12"),
        holder("Müller", "Anna", "1964-08"),
        holder("Müller", "Anna", "1964-09"),
        holder("Müller", "Anna", "1965"),
    ]));
    assert_eq!(vague["ok"].as_array().map(Vec::len), Some(1));
    // A large family is compared; a crowd of one birthday as far as a page can wait.
    let crowd = compare(&json!(vec![holder("Müller", "Anna", "1964-08-12"); 50]));
    assert_eq!(crowd["ok"].as_array().map(Vec::len), Some(1_035));
    let many = compare(&json!(vec![json!({}); 201]));
    assert_eq!(many["error"]["code"], "wasm.holders");
    assert_eq!(compare(&json!(vec![json!({}); 200]))["ok"], json!([]));
}

/// What an inspection tells of a holder can be given back as it is.
#[test]
fn holders_are_compared_as_inspections_tell_them() {
    let world = World::new();
    let holders = world.halves().map(|code| {
        let inspect = json!({"ask": "inspect", "code": code, "clock": time("2021-12-01")});
        one(&world, inspect)["ok"]["holder"].clone()
    });
    assert_eq!(holders[0]["forename_standardised"], "ANNA");
    let answer = one(&world, json!({"ask": "compare", "holders": holders}));
    let expected = json!([{"one": 0, "other": 1, "answer": "same", "reasons": []}]);
    assert_eq!(answer["ok"], expected);
}

#[test]
fn nothing_is_taken_together_without_somebodys_word() {
    let world = World::new();
    let [first, second] = world.halves();
    let passes = [&second, &first];
    let unsaid = together(
        &world,
        &passes,
        &json!({"place": "concert", "region": "RU"}),
    );
    let expected = json!({
        "answer": "same", "reasons": [], "events": null, "conflicts": [], "door": null,
    });
    assert_eq!(unsaid["ok"], expected);
    // Each says that it is the first dose of two, and lets nobody in.
    for code in passes {
        let shown = json!({
            "ask": "check", "code": code, "place": "concert", "region": "RU",
            "clock": time("2021-12-01"),
        });
        assert_eq!(one(&world, shown)["ok"]["verdict"], "refused");
    }
    let said = together(&world, &passes, &at_concert());
    let dose = |date, dose, pass| {
        json!({
            "ground": "vaccination", "date": date, "instant": null, "dose": dose,
            "passes": [pass],
        })
    };
    let events = json!([dose("2021-06-01", 1, 1), dose("2021-06-22", 2, 0)]);
    assert_eq!(said["ok"]["events"], events);
    let door = json!({"verdict": "accepted", "saying": "door-accepted", "unsound": null});
    assert_eq!(said["ok"]["door"], door);
    // The same pass twice is one dose.
    let twice = together(&world, &[&first, &first], &at_concert());
    assert_eq!(twice["ok"]["door"]["verdict"], "refused");
    assert_eq!(twice["ok"]["events"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_is_not_good_by_itself_makes_nothing_good() {
    let world = World::new();
    let (codes, [first, _]) = (world.codes(), world.halves());
    let expired = &codes[5];
    let found = together(&world, &[&first, expired], &at_concert());
    let door = json!({"verdict": "refused", "saying": "door-not-valid", "unsound": 1});
    assert_eq!(found["ok"]["door"], door);
    let unreadable = together(&world, &[&first, &"a bus ticket".to_owned()], &at_concert());
    assert_eq!(unreadable["error"]["code"], "matching.unknown");
    for (codes, code) in [
        (vec![&first], "matching.count"),
        (vec![&first; 33], "matching.count"),
    ] {
        let refused = together(&world, &codes, &at_concert());
        assert_eq!(refused["error"]["code"], code);
    }
    let half = together(&world, &[&first, &first], &json!({"place": "concert"}));
    assert_eq!(half["error"]["code"], "wasm.half-a-door");
    let nobody_asks = json!({"same_person": true, "place": "concert", "region": "FR"});
    let nobody_asks = together(&world, &[&first, &first], &nobody_asks);
    assert_eq!(nobody_asks["ok"]["door"]["verdict"], "no_check_in_force");
}

/// Who needs no pass is not refused because several were shown.
#[test]
fn a_child_needs_none_of_several_passes_either() {
    let world = World::new();
    let [first, second] = world.halves_of_a_child();
    let found = together(&world, &[&first, &second], &at_concert());
    let door = json!({
        "verdict": "no_pass_needed", "saying": "door-no-pass-needed", "unsound": null,
    });
    assert_eq!(found["ok"]["door"], door);
    let twice = together(&world, &[&first, &first], &at_concert());
    assert_eq!(twice["ok"]["door"], door);
}
