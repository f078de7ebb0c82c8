//! A code with the machine readable zone of a document, and a document alone.

use cleanbill_policy::Place;
use cleanbill_verifier::{Action, DoorReason, GateTime, Shown, Verdict};

use super::world::{Draft, RU_2021, World, dose, time};

/// The specimen of ICAO Doc 9303 part 4: Anna Maria Eriksson, born 12 August 1974.
const PASSPORT: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
                        L898902C36UTO7408122F1204159ZE184226B<<<<<10";

fn answer(draft: &Draft<'_>, document: Option<&str>) -> (Verdict, Action, DoorReason, bool) {
    let world = World::new(&RU_2021, "2021-11-30", "RU");
    let code = draft.signed(&world.key);
    let shown = Shown {
        code: Some(&code),
        document,
        companion: false,
    };
    let at = time("2021-12-01");
    let answer = world
        .gate(Place::Cinema)
        .answer(shown, GateTime { at, clock: at });
    let door = answer.door;
    (door.verdict, door.action, door.reason, door.name.is_some())
}

fn eriksson() -> Draft<'static> {
    Draft {
        name: ["ERIKSSON", "ANNA"],
        born: "1974-08-12",
        ..Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01"))
    }
}

#[test]
fn the_holder_of_the_document_is_let_in() {
    let found = answer(&eriksson(), Some(PASSPORT));
    assert_eq!(
        found,
        (Verdict::Accepted, Action::Admit, DoorReason::Accepted, true)
    );
    let one_line = PASSPORT.replace('\n', "");
    assert_eq!(answer(&eriksson(), Some(&one_line)).0, Verdict::Accepted);
}

#[test]
fn somebody_elses_pass_lets_nobody_in_and_shows_no_name() {
    let other_name = Draft {
        name: ["ERIKSEN", "ANNA"],
        ..eriksson()
    };
    let other_day = Draft {
        born: "1974-08-13",
        ..eriksson()
    };
    for draft in [other_name, other_day] {
        let found = answer(&draft, Some(PASSPORT));
        let expected = (
            Verdict::Refused,
            Action::Refuse,
            DoorReason::DocumentDiffers,
            false,
        );
        assert_eq!(found, expected);
    }
}

#[test]
fn a_document_that_cannot_be_read_is_for_a_person() {
    for document in ["P<UTO", "", &PASSPORT.replace("7408122", "7408123")] {
        let found = answer(&eriksson(), Some(document));
        let expected = (
            Verdict::Undetermined,
            Action::Manual,
            DoorReason::DocumentUnreadable,
            false,
        );
        assert_eq!(found, expected, "{document}");
    }
}

#[test]
fn a_refused_pass_stays_refused_with_any_document() {
    let old = Draft {
        expires: "2021-11-01",
        ..eriksson()
    };
    let found = answer(&old, Some(PASSPORT));
    assert_eq!(
        found,
        (
            Verdict::Refused,
            Action::Refuse,
            DoorReason::NotValid,
            false
        )
    );
}

#[test]
fn a_document_alone_shows_an_age_and_nothing_else() {
    let world = World::new(&RU_2021, "2021-11-30", "RU");
    let at = time("2021-12-01");
    let mut gate = world.gate(Place::Cinema);
    let mut alone = |document| {
        let shown = Shown {
            document: Some(document),
            ..Shown::default()
        };
        let door = gate.answer(shown, GateTime { at, clock: at }).door;
        (door.verdict, door.action, door.reason)
    };
    let grown = alone(PASSPORT);
    assert_eq!(
        grown,
        (Verdict::Refused, Action::Refuse, DoorReason::NotAPass)
    );
    // The same person born in 2012.
    let (name, _) = PASSPORT.split_once('\n').unwrap();
    let young = format!("{name}\nL898902C36UTO1208124F1204159ZE184226B<<<<<16");
    let young = alone(&young);
    assert_eq!(
        young,
        (
            Verdict::NoPassNeeded,
            Action::Admit,
            DoorReason::NoPassNeeded
        )
    );
}

#[test]
fn a_gate_without_a_policy_leaves_it_to_staff() {
    let world = World::new(&RU_2021, "2021-11-30", "RU");
    let code = eriksson().signed(&world.key);
    let verifier = cleanbill_verifier::Verifier::new(&world.trust);
    let mut gate = cleanbill_verifier::Gate::new(verifier, None);
    let shown = Shown {
        code: Some(&code),
        document: Some(PASSPORT),
        companion: true,
    };
    let at = time("2021-12-01");
    let door = gate.answer(shown, GateTime { at, clock: at }).door;
    assert_eq!(
        (door.verdict, door.action),
        (Verdict::Authentic, Action::Manual)
    );
}
