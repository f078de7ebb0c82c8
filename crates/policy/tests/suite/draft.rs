//! A policy to begin with, and people to judge.

use cleanbill_health::{
    BirthDate, Code, CodeSystem, Event, Exemption, Name, Person, Record, Recovery, Test,
    TestMethod, TestResult, Vaccination, parse_date, parse_time,
};
use cleanbill_policy::{Declared, Policy, PolicyError, PolicySet, RuleBook};

/// A sound policy; tests replace lines of it.
pub(crate) const SOUND: &str = r#"
format = 1
id = "test.concert"
version = 1
title = { en = "Concerts", ru = "Концерты" }
reason = "a test"
region = "RU"
places = ["concert"]
signed_at = 2021-11-12T12:00:00+03:00
from = 2021-11-22T00:00:00+03:00
until = 2022-02-01T00:00:00+03:00
announcement = { at = 2021-11-12T12:00:00+03:00 }

[[accept]]
ground = "vaccination"
for_months = 12

[[accept]]
ground = "recovery"
for_months = 6

[[accept]]
ground = "test"
methods = ["pcr"]
for_hours = 72

[[accept]]
ground = "exemption"

[no_pass]
under_age = 18
companions = ["of-wheelchair-user"]

[door]
on_system_fault = "manual"
data_age_max_days = 10
"#;

/// The sound policy with replacements, each of which must be there.
pub(crate) fn draft(changes: &[(&str, &str)]) -> String {
    let mut text = SOUND.to_owned();
    for (old, new) in changes {
        assert!(text.contains(old), "`{old}` is not in the draft");
        text = text.replacen(old, new, 1);
    }
    text
}

pub(crate) fn parse(changes: &[(&str, &str)]) -> Result<Policy, PolicyError> {
    Policy::parse(&draft(changes))
}

pub(crate) fn load(documents: &[String]) -> PolicySet {
    let documents = documents.iter().map(String::as_str);
    PolicySet::load(documents, &RuleBook::default(), &Declared, i64::MAX)
}

/// The code with which the last of the documents is refused; `None` if all hold.
pub(crate) fn refusal(documents: &[String]) -> Option<&'static str> {
    let set = load(documents);
    set.refused().last().map(|refused| refused.error.code())
}

pub(crate) fn time(text: &str) -> i64 {
    parse_time(text).unwrap()
}

pub(crate) fn covid() -> Option<Code> {
    Some(Code::new(CodeSystem::Snomed, "840539006"))
}

pub(crate) fn record(event: Event) -> Record {
    Record {
        person: Person {
            surname: Name::default(),
            forename: Name::default(),
            birth_date: BirthDate::parse("1964-08-12"),
        },
        events: vec![event],
    }
}

pub(crate) fn dose(number: u32, of: u32, date: &str) -> Record {
    record(Event::Vaccination(Vaccination {
        disease: covid(),
        product: Some(Code::new(CodeSystem::EuProduct, "EU/1/20/1528")),
        dose: Some(number),
        doses: Some(of),
        date: parse_date(date),
        ..Vaccination::default()
    }))
}

pub(crate) fn recovery(first_positive: &str) -> Record {
    record(Event::Recovery(Recovery {
        disease: covid(),
        first_positive: parse_date(first_positive),
        ..Recovery::default()
    }))
}

pub(crate) fn pcr(sampled_at: &str, result: TestResult) -> Record {
    record(Event::Test(Test {
        disease: covid(),
        method: Some(TestMethod::Pcr),
        sampled_at: parse_time(sampled_at),
        result: Some(result),
        ..Test::default()
    }))
}

pub(crate) fn exemption(from: &str, until: &str) -> Record {
    record(Event::Exemption(Exemption {
        disease: covid(),
        valid_from: parse_date(from),
        valid_until: parse_date(until),
    }))
}

/// Believes every announcement.
pub(crate) use cleanbill_policy::Declared as NoQuestions;
