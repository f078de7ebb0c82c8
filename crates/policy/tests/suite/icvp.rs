//! The ready policies for the WHO's certificate, at the days where they begin and end.

use cleanbill_hcert::icvp::{Dose, Icvp, Layout};
use cleanbill_health::Record;
use cleanbill_policy::{Failure, Outcome, Policy};

use crate::draft::time;

const YELLOW_FEVER: &str = include_str!("../../../../policies/examples/yellow-fever-arrival.toml");
const POLIO: &str = include_str!("../../../../policies/examples/polio-departure.toml");

const STAMARIL: &str = "YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0";
const BOPV: &str = "a3K3X000006Mii6UAC";
const HEXAXIM: &str = "DiphtheriaTetanusPertussProductd54558e2851d29311ee7f90975827dc7";

fn certificate(product: &str, date: &str) -> Record {
    Record::from(&Icvp {
        doses: vec![Dose {
            product: Some(product.into()),
            date: Some(date.into()),
            ..Dose::default()
        }],
        ..Icvp::default()
    })
}

fn code(policy: &str, record: &Record, at: &str) -> &'static str {
    match Policy::parse(policy)
        .unwrap()
        .judge_record(record, time(at))
    {
        Outcome::Passed => "passed",
        Outcome::Failed(Failure::Requirement(requirement)) => requirement.code(),
        Outcome::Failed(failure) => failure.code(),
        Outcome::Open(doubt) => doubt.code(),
    }
}

#[test]
fn yellow_fever_counts_from_the_tenth_day_for_life() {
    let dose = |date| certificate(STAMARIL, date);
    let at = |date, at| code(YELLOW_FEVER, &dose(date), at);
    // The leeway of a minute between two clocks that are both right.
    assert_eq!(at("2026-12-01", "2026-12-10T23:58:59Z"), "rules.too-early");
    assert_eq!(at("2026-12-01", "2026-12-11T00:00:00Z"), "passed");
    assert_eq!(at("1970-01-01", "2026-12-11T00:00:00Z"), "passed");
}

#[test]
fn polio_counts_from_four_weeks_to_twelve_months() {
    let dose = |date| certificate(BOPV, date);
    let at = |date, at| code(POLIO, &dose(date), at);
    assert_eq!(at("2026-11-10", "2026-12-07T23:58:59Z"), "rules.too-early");
    assert_eq!(at("2026-11-10", "2026-12-08T00:00:00Z"), "passed");
    assert_eq!(at("2025-12-08", "2026-12-08T23:59:59Z"), "passed");
    assert_eq!(at("2025-12-08", "2026-12-09T00:00:00Z"), "rules.term-over");
}

#[test]
fn a_vaccine_against_several_diseases_counts_by_the_one_that_is_asked() {
    let record = certificate(HEXAXIM, "2026-06-01");
    assert_eq!(record.events.len(), 6);
    assert_eq!(code(POLIO, &record, "2026-12-01T00:00:00Z"), "passed");
    let other = code(YELLOW_FEVER, &record, "2026-12-01T00:00:00Z");
    assert_eq!(other, "rules.other-disease");
}

#[test]
fn a_product_that_the_who_does_not_list_is_not_accepted() {
    let unknown = certificate("a3K3X000000000000", "2020-01-01");
    assert_eq!(
        code(YELLOW_FEVER, &unknown, "2026-12-01T00:00:00Z"),
        "rules.product-not-accepted"
    );
    // Its disease is not known, so nobody can say that it is none.
    assert_eq!(
        code(POLIO, &unknown, "2026-12-01T00:00:00Z"),
        "rules.term-over"
    );
    let recent = certificate("a3K3X000000000000", "2026-06-01");
    assert_eq!(
        code(POLIO, &recent, "2026-12-01T00:00:00Z"),
        "rules.not-said"
    );
    let own = Record::from(&Icvp {
        layout: Layout::A,
        doses: vec![Dose {
            disease: Some("1D47".into()),
            product: Some("1".into()),
            date: Some("2020-01-01".into()),
            ..Dose::default()
        }],
        ..Icvp::default()
    });
    // The oldest layout names no product of the WHO's.
    assert_eq!(
        code(YELLOW_FEVER, &own, "2026-12-01T00:00:00Z"),
        "rules.not-said"
    );
}

#[test]
fn a_covid_policy_is_not_fulfilled_by_another_vaccine() {
    let policy = crate::draft::draft(&[]);
    let record = certificate(STAMARIL, "2021-11-20");
    let found = code(&policy, &record, "2021-12-01T00:00:00Z");
    assert_eq!(found, "rules.other-disease");
}
