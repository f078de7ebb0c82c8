//! Passes under the draft, at the edges of their terms.

use cleanbill_health::{BirthDate, Event, TestResult};
use cleanbill_policy::{Doubt, Failure, Outcome, Policy, Requirement};

use super::draft::{dose, draft, exemption, parse, pcr, recovery, time};

fn at(policy: &Policy, record: &cleanbill_health::Record, text: &str) -> Outcome {
    policy.judge_record(record, time(text))
}

fn passes(policy: &Policy, record: &cleanbill_health::Record, text: &str) -> bool {
    at(policy, record, text) == Outcome::Passed
}

#[test]
fn a_term_ends_with_its_last_day_where_the_door_is() {
    let policy = parse(&[]).unwrap();
    let pass = dose(2, 2, "2020-12-10");
    assert!(passes(&policy, &pass, "2021-12-10T23:59:59+03:00"));
    let over = at(&policy, &pass, "2021-12-11T00:00:00+03:00");
    let until = Some(time("2021-12-10T23:59:59+03:00"));
    let unmet = Failure::Requirement(Requirement::CountsUntil { until });
    assert_eq!(over, Outcome::Failed(unmet));
}

#[test]
fn a_term_may_begin_later() {
    let policy = parse(&[("for_months = 12", "for_months = 12\nfrom_days = 14")]).unwrap();
    let pass = dose(2, 2, "2021-11-20");
    assert!(!passes(&policy, &pass, "2021-12-03T23:58:59+03:00"));
    assert!(passes(&policy, &pass, "2021-12-04T00:00:00+03:00"));
}

#[test]
fn a_booster_ends_its_series_and_a_first_dose_does_not() {
    let policy = parse(&[]).unwrap();
    assert!(passes(
        &policy,
        &dose(3, 2, "2021-11-20"),
        "2021-12-01T00:00:00Z"
    ));
    let first = at(&policy, &dose(1, 2, "2021-11-20"), "2021-12-01T00:00:00Z");
    let (dose, doses) = (Some(1), Some(2));
    let unmet = Failure::Requirement(Requirement::Complete { dose, doses });
    assert_eq!(first, Outcome::Failed(unmet));
}

#[test]
fn a_test_counts_from_its_minute_by_the_hour() {
    let policy = parse(&[]).unwrap();
    let pass = pcr("2021-12-01T09:30:00+03:00", TestResult::Negative);
    assert!(passes(&policy, &pass, "2021-12-04T09:30:00+03:00"));
    assert!(!passes(&policy, &pass, "2021-12-04T09:30:01+03:00"));
    let positive = pcr("2021-12-01T09:30:00+03:00", TestResult::Positive);
    assert!(!passes(&policy, &positive, "2021-12-02T00:00:00Z"));
}

#[test]
fn an_exemption_counts_on_its_own_days_and_not_before() {
    let policy = parse(&[]).unwrap();
    let pass = exemption("2021-12-01", "2021-12-31");
    assert!(!passes(&policy, &pass, "2021-11-30T23:58:00+03:00"));
    assert!(passes(&policy, &pass, "2021-12-01T00:00:00+03:00"));
    assert!(passes(&policy, &pass, "2021-12-31T23:59:59+03:00"));
    assert!(!passes(&policy, &pass, "2022-01-01T00:00:00+03:00"));
}

#[test]
fn a_way_that_closes_is_closed_and_another_ground_is_not_accepted() {
    let policy = parse(&[("for_months = 6", "for_months = 6\nopen_until = 2021-12-01")]).unwrap();
    let pass = recovery("2021-10-01");
    assert!(passes(&policy, &pass, "2021-12-01T23:59:59+03:00"));
    assert!(!passes(&policy, &pass, "2021-12-02T00:00:00+03:00"));
    let text = draft(&[("[[accept]]\nground = \"recovery\"\nfor_months = 6", "")]);
    let policy = Policy::parse(&text).unwrap();
    let ground = Failure::Ground(cleanbill_health::Ground::Recovery);
    let found = at(&policy, &pass, "2021-12-01T00:00:00Z");
    assert_eq!(found, Outcome::Failed(ground));
}

#[test]
fn the_nearest_way_gives_the_reason() {
    let two = "ground = \"vaccination\"\nproducts = [\"Sputnik-V\"]\nfor_months = 12\n\n\
               [[accept]]\nground = \"vaccination\"\nfor_months = 6";
    let policy = parse(&[("ground = \"vaccination\"\nfor_months = 12", two)]).unwrap();
    // Another product than the first way wants, and half a year old: the second way is over.
    let found = at(&policy, &dose(2, 2, "2021-04-20"), "2021-12-01T00:00:00Z");
    let Outcome::Failed(Failure::Requirement(requirement)) = found else {
        panic!("{found:?}");
    };
    assert_eq!(requirement.code(), "rules.term-over");
}

#[test]
fn what_the_pass_does_not_say_is_open_and_not_refused() {
    let policy = parse(&[]).unwrap();
    let mut pass = dose(2, 2, "2021-11-20");
    let Event::Vaccination(dose) = &mut pass.events[0] else {
        panic!("a dose");
    };
    dose.date = None;
    let found = at(&policy, &pass, "2021-12-01T00:00:00Z");
    assert!(
        matches!(found, Outcome::Open(Doubt::NotSaid(_))),
        "{found:?}"
    );
    pass.events.clear();
    let found = at(&policy, &pass, "2021-12-01T00:00:00Z");
    assert_eq!(found, Outcome::Open(Doubt::NotOneEvent));
}

#[test]
fn the_under_aged_need_no_pass_to_the_day() {
    let policy = parse(&[]).unwrap();
    let needs_none = |born: &str, text: &str| {
        let born = BirthDate::parse(born).unwrap();
        policy.no_pass.covers_age(born, time(text), policy.zone)
    };
    assert!(needs_none("2003-12-02", "2021-12-01T23:59:59+03:00"));
    assert!(!needs_none("2003-12-02", "2021-12-02T00:00:00+03:00"));
    // Of a year alone the youngest counts.
    assert!(needs_none("2003", "2021-12-30T00:00:00+03:00"));
}

#[test]
fn another_disease_does_not_count() {
    let policy = parse(&[("version = 1", "version = 1\ndisease = \"14189004\"")]).unwrap();
    let found = at(&policy, &dose(2, 2, "2021-11-20"), "2021-12-01T00:00:00Z");
    assert_eq!(
        found,
        Outcome::Failed(Failure::Requirement(Requirement::Disease))
    );
}
