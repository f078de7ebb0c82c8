//! What the door's question does to a report.

use cleanbill_policy::Place;
use cleanbill_verifier::{
    Action, Asked, DoorReason, DoorVerdict, Outcome, SkipReason, Verdict, Verifier,
};

use super::world::{Draft, RU_2021, World, dose, time};

fn world() -> World {
    World::new(&RU_2021, "2021-11-30", "RU")
}

#[test]
fn without_a_policy_a_pass_is_authentic_and_with_one_accepted() {
    let world = world();
    let code = Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01")).signed(&world.key);
    let at = time("2021-12-01");
    let plain = Verifier::new(&world.trust).verify(&code, at);
    assert_eq!(
        (plain.verdict(), &plain.asked),
        (Verdict::Authentic, &Asked::Nothing)
    );
    let asked = world.check(Place::Concert, &code, "2021-12-01");
    assert_eq!(asked.verdict(), Verdict::Accepted);
    let Asked::Policy(policy) = &asked.asked else {
        panic!("a policy");
    };
    assert_eq!(
        (policy.id.as_str(), policy.version),
        ("ru-2021.places.1", 1)
    );
    let door = DoorVerdict::new(&asked, None);
    assert_eq!(
        (door.action, door.reason),
        (Action::Admit, DoorReason::Accepted)
    );
    assert_eq!(door.name.as_deref(), Some("ANNA BEISPIEL"));
}

#[test]
fn where_no_check_is_in_force_whatever_is_shown_is_nobodys_business() {
    let world = world();
    let good = Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01")).signed(&world.key);
    for code in [good.as_str(), "a bus ticket", "HC1:NCF"] {
        let report = world.check(Place::Concert, code, "2022-06-02");
        assert_eq!(report.verdict(), Verdict::NoCheckInForce, "{code}");
        let door = DoorVerdict::new(&report, None);
        assert_eq!((door.action, door.name), (Action::Admit, None), "{code}");
        assert_eq!(report.reason(), None, "{code}");
    }
}

#[test]
fn a_minor_needs_no_pass_unless_the_pass_is_forged() {
    let world = world();
    let minor = Draft {
        born: "2004-01-01",
        expires: "2021-11-01",
        ..Draft::of(dose("Sputnik-V", 1, 2, "2021-06-01"))
    };
    let report = world.check(Place::Concert, &minor.signed(&world.key), "2021-12-01");
    assert_eq!(report.verdict(), Verdict::NoPassNeeded);
    assert_eq!(
        report.stages.rules,
        Outcome::Skipped(SkipReason::NoPassNeeded)
    );
    assert_eq!(DoorVerdict::new(&report, None).action, Action::Admit);
    let forged = minor.signed(&cleanbill_testkit::FixedKey::new(2));
    let report = world.check(Place::Concert, &forged, "2021-12-01");
    assert_eq!(report.verdict(), Verdict::Refused);
}

#[test]
fn a_report_explains_every_requirement() {
    let world = world();
    let code = Draft::of(dose("Sputnik-V", 1, 2, "2021-06-01")).signed(&world.key);
    let report = world.check(Place::Concert, &code, "2021-12-01");
    let Asked::Policy(policy) = &report.asked else {
        panic!("a policy");
    };
    let judgement = policy.judgement.as_ref().unwrap();
    assert_eq!(judgement.terms.len(), 2, "both ways for the vaccinated");
    let unmet = |term: usize| {
        judgement.terms[term]
            .checks
            .iter()
            .filter(|check| check.met == Some(false))
            .count()
    };
    assert_eq!((unmet(0), unmet(1)), (1, 1));
    assert_eq!(report.reason().unwrap().code(), "rules.series-incomplete");
}
