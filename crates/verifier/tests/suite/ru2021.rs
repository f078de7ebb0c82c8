//! The scheme of November 2021 as configuration, and what went wrong with it, case by case.

use cleanbill_policy::{Place, Tendency};
use cleanbill_verifier::{Action, DoorVerdict, Note, Saying, Verdict};

use super::world::{
    ANTIBODY, Draft, NEGATIVE, PCR, POSITIVE, RU_2021, World, dose, exemption, recovery, test,
};

fn world() -> World {
    World::new(&RU_2021, "2021-11-21", "RU")
}

fn verdict(entry: String, at: &str) -> Verdict {
    let world = world();
    let code = Draft::of(entry).signed(&world.key);
    let mut verifier = world.verifier(Place::Restaurant);
    let clock = world.data.issued_at;
    verifier
        .verify_as_of(&code, super::world::time(at), clock)
        .verdict()
}

#[test]
fn the_pack_loads_as_a_chain_that_ends_on_1_june_2022() {
    let world = world();
    assert_eq!(world.policies.loaded().len(), 12);
    let last = world
        .policies
        .loaded()
        .iter()
        .map(|loaded| loaded.policy.until)
        .max();
    assert_eq!(last, Some(super::world::time("2022-06-01T00:00:00+03:00")));
    for at in [
        "2021-11-22T00:00:00+03:00",
        "2022-02-01T00:00:00+03:00",
        "2022-05-31T23:59:59+03:00",
    ] {
        let policy = world.door(Place::Restaurant).policy(super::world::time(at));
        assert!(policy.is_some(), "{at}");
    }
    let after = super::world::time("2022-06-01T00:00:00+03:00");
    assert_eq!(world.door(Place::Restaurant).policy(after), None);
    // The region's own places ask no more than the country.
    let region = world
        .policies
        .loaded()
        .iter()
        .find(|loaded| loaded.policy.id == "ru-2021.spe.places.1");
    assert_eq!(region.unwrap().tendency, Tendency::NotTighter);
}

#[test]
fn every_ground_and_term() {
    let cases: &[(&str, String, &str, Verdict)] = &[
        (
            "sputnik, 12 months",
            dose("Sputnik-V", 2, 2, "2020-12-10"),
            "2021-12-10T20:00:00Z",
            Verdict::Accepted,
        ),
        (
            "sputnik, a day later",
            dose("Sputnik-V", 2, 2, "2020-12-10"),
            "2021-12-11T00:00:00Z",
            Verdict::Refused,
        ),
        (
            "one dose of two",
            dose("Sputnik-V", 1, 2, "2021-11-01"),
            "2021-12-01",
            Verdict::Refused,
        ),
        (
            "foreign, 6 months",
            dose("EU/1/20/1528", 2, 2, "2021-06-01"),
            "2021-12-01T12:00:00Z",
            Verdict::Accepted,
        ),
        (
            "foreign, later",
            dose("EU/1/20/1528", 2, 2, "2021-06-01"),
            "2021-12-02T12:00:00Z",
            Verdict::Refused,
        ),
        (
            "recovery, 6 months",
            recovery("2021-06-01"),
            "2021-12-01T12:00:00Z",
            Verdict::Accepted,
        ),
        (
            "recovery, 7 months",
            recovery("2021-05-01"),
            "2021-12-01T12:00:00Z",
            Verdict::Refused,
        ),
        (
            "recovery, 9 months, later rule",
            recovery("2021-06-01"),
            "2022-03-01T12:00:00Z",
            Verdict::Accepted,
        ),
        (
            "antibodies, 6 months",
            test(ANTIBODY, "2021-07-01T09:00:00Z", POSITIVE),
            "2021-12-30",
            Verdict::Accepted,
        ),
        (
            "no antibodies",
            test(ANTIBODY, "2021-07-01T09:00:00Z", NEGATIVE),
            "2021-12-01",
            Verdict::Refused,
        ),
        (
            "pcr, 72 hours",
            test(PCR, "2021-12-01T09:00:00Z", NEGATIVE),
            "2021-12-04T09:00:00Z",
            Verdict::Accepted,
        ),
        (
            "pcr, later",
            test(PCR, "2021-12-01T09:00:00Z", NEGATIVE),
            "2021-12-04T09:00:01Z",
            Verdict::Refused,
        ),
        (
            "pcr, positive",
            test(PCR, "2021-12-01T09:00:00Z", POSITIVE),
            "2021-12-02",
            Verdict::Refused,
        ),
        (
            "pcr, after 1 February",
            test(PCR, "2022-01-31T09:00:00Z", NEGATIVE),
            "2022-02-01T00:00:00+03:00",
            Verdict::Refused,
        ),
        (
            "exempt",
            exemption("2021-11-01", "2022-11-01"),
            "2022-03-01",
            Verdict::Accepted,
        ),
        (
            "exempt, not yet",
            exemption("2021-12-01", "2022-11-01"),
            "2021-11-25",
            Verdict::Refused,
        ),
        (
            "past the end",
            test(PCR, "2021-12-01T09:00:00Z", POSITIVE),
            "2022-06-01T00:00:00+03:00",
            Verdict::NoCheckInForce,
        ),
    ];
    for (name, entry, at, expected) in cases {
        assert_eq!(verdict(entry.clone(), at), *expected, "{name}");
    }
}

#[test]
fn nov_8_terms_halved_overnight_do_not_load() {
    let halved = RU_2021[0]
        .replace("version = 1", "version = 2")
        .replace("for_months = 12", "for_months = 6")
        .replace("signed_at = 2021-11-12T12", "signed_at = 2021-12-08T20")
        .replace("from = 2021-11-22", "from = 2021-12-09")
        .replace("announcement = { at = 2021-11-12T12:00:00+03:00 }", "");
    let rules = cleanbill_policy::RuleBook::default();
    let documents = [RU_2021[0], halved.as_str()];
    let set =
        cleanbill_policy::PolicySet::load(documents, &rules, &cleanbill_policy::Declared, i64::MAX);
    assert_eq!(set.refused()[0].error.code(), "policies.unannounced");
}

#[test]
fn kazan_companions_and_children_are_not_refused() {
    let world = World::new(&RU_2021, "2021-11-21", "RU-TA");
    let at = super::world::time("2021-11-22T08:00:00+03:00");
    let time = cleanbill_verifier::GateTime { at, clock: at };
    let mut gate = world.gate(Place::LocalTransport);
    let companion = cleanbill_verifier::Shown {
        companion: true,
        ..Default::default()
    };
    let answer = gate.answer(companion, time);
    assert_eq!(answer.door.verdict, Verdict::NoPassNeeded);
    assert_eq!(answer.door.action, Action::Admit);
    let child = Draft {
        born: "2005-01-01",
        ..Draft::of(dose("Sputnik-V", 1, 2, "2021-11-01"))
    };
    let report = world.check(
        Place::LocalTransport,
        &child.signed(&world.key),
        "2021-11-22T08:00:00+03:00",
    );
    assert_eq!(report.verdict(), Verdict::NoPassNeeded);
}

#[test]
fn kazan_a_fault_of_the_system_lets_people_travel() {
    let world = World::new(&RU_2021, "2021-11-10", "RU-TA");
    let code = Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01")).signed(&world.key);
    let report = world.check(Place::LocalTransport, &code, "2021-11-22T08:00:00+03:00");
    let door = DoorVerdict::new(&report, None);
    assert_eq!(
        (door.verdict, door.action),
        (Verdict::Undetermined, Action::Admit)
    );
    assert_eq!(door.reason.saying(), Saying::DoorDataTooOld);
    // A restaurant looks at papers instead.
    let report = world.check(Place::Restaurant, &code, "2021-11-22T08:00:00+03:00");
    assert_eq!(DoorVerdict::new(&report, None).action, Action::Manual);
}

#[test]
fn the_pages_with_sick_people_and_food_cannot_be_doors() {
    for essential in ["food", "pharmacy", "medical-treatment", "public-office"] {
        let text = RU_2021[0].replace(
            "\"restaurant\"",
            &format!("\"restaurant\", \"{essential}\""),
        );
        let error = cleanbill_policy::Policy::parse(&text).unwrap_err();
        assert_eq!(error.code(), "policy.essential-place");
    }
}

#[test]
fn the_second_policy_says_that_it_is_the_second() {
    let world = World::new(&RU_2021, "2022-02-01", "RU");
    let code = Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01")).signed(&world.key);
    let report = world.check(Place::Restaurant, &code, "2022-02-03");
    assert!(
        report
            .notes
            .contains(&Note::ConsecutivePolicy { number: 2 })
    );
    let door = DoorVerdict::new(&report, None);
    assert_eq!(door.consecutive_policy, Some(2));
    assert_eq!(report.verdict(), Verdict::Accepted);
}

#[test]
fn passes_outlive_new_rules_and_paper_is_the_same_code() {
    let world = World::new(&RU_2021, "2022-02-01", "RU");
    let code = Draft::of(dose("Sputnik-V", 2, 2, "2021-06-01")).signed(&world.key);
    for at in ["2022-02-03", "2022-02-07"] {
        assert_eq!(
            world.check(Place::Cinema, &code, at).verdict(),
            Verdict::Accepted,
            "{at}"
        );
    }
}
