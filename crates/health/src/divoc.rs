//! DIVOC in the common model.
//!
//! Its signature does not say which of several values is which: `cleanbill_archive::divoc`. So only
//! what follows from the signed statements, whatever their order, comes in here.

use cleanbill_archive::divoc::{Divoc, Evidence};

use crate::brand::{is_covid_vaccine, named_product};
use crate::code::COVID_19;
use crate::dcc::day;
use crate::{
    BirthDate, Code, CodeSystem, Event, Record, Test, TestMethod, TestResult, Vaccination,
    parse_time, who,
};

impl From<&Divoc> for Record {
    fn from(certificate: &Divoc) -> Self {
        let subject = certificate.subject();
        let birth_date = subject.birth_date.as_deref();
        let mut person = who::person(subject.name.as_deref(), birth_date);
        person.birth_date = birth_date.and_then(BirthDate::parse);
        let events = certificate
            .evidence()
            .iter()
            .map(|evidence| match evidence {
                Evidence::Vaccination(_) => Event::Vaccination(vaccination(evidence)),
                Evidence::Test(_) => Event::Test(test(evidence)),
            });
        Self {
            person,
            events: events.collect(),
        }
    }
}

fn vaccination(evidence: &Evidence) -> Vaccination {
    let product = named_product(evidence.identifiers());
    let kind = only(
        evidence
            .identifiers()
            .filter(|value| is_covid_vaccine(value)),
    );
    let is_covid = product.is_some() || kind.is_some();
    let doses = evidence.doses();
    Vaccination {
        disease: is_covid.then(|| Code::new(CodeSystem::Snomed, COVID_19)),
        vaccine: kind.map(who::vaccine),
        product,
        dose: doses.map(|(dose, _)| dose),
        doses: doses.map(|(_, doses)| doses),
        date: evidence.day().and_then(day),
    }
}

fn test(evidence: &Evidence) -> Test {
    let values: Vec<String> = evidence.identifiers().map(str::to_lowercase).collect();
    let find = |known: fn(&str) -> bool| values.iter().any(|value| known(value));
    let positive = find(|value| value == "positive");
    let negative = find(|value| value == "negative");
    let covid = find(|value| matches!(value, "covid-19" | "sars-cov-2" | "covid"));
    let pcr = find(|value| matches!(value, "rt-pcr" | "rtpcr" | "pcr"));
    let antigen = find(|value| value == "rapid antigen test (rat)" || value == "rat");
    Test {
        disease: covid.then(|| Code::new(CodeSystem::Snomed, COVID_19)),
        method: match (pcr, antigen) {
            (true, false) => Some(TestMethod::Pcr),
            (false, true) => Some(TestMethod::Antigen),
            _ => None,
        },
        device: None,
        sampled_at: evidence.day().and_then(parse_time),
        result: match (negative, positive) {
            (true, false) => Some(TestResult::Negative),
            (false, true) => Some(TestResult::Positive),
            _ => None,
        },
    }
}

fn only<'t>(mut values: impl Iterator<Item = &'t str>) -> Option<&'t str> {
    values.next().filter(|_| values.next().is_none())
}

#[cfg(test)]
mod tests {
    use cleanbill_archive::divoc::{Test as Sample, Vaccination as Dose};
    use jiff::civil::date;

    use super::*;

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn dose() -> Dose {
        Dose {
            certificate_id: text("1"),
            vaccine: text("COVISHIELD"),
            manufacturer: text("Serum Institute of India"),
            batch: text("A1"),
            date: text("2021-03-03T04:28:43.134Z"),
            effective_start: text("2021-03-03"),
            effective_until: text("2022-03-03"),
            dose: text("2"),
            total_doses: text("2"),
            ..Dose::default()
        }
    }

    fn mapped(dose: Dose) -> Vaccination {
        vaccination(&Evidence::Vaccination(Box::new(dose)))
    }

    #[test]
    fn values_that_were_exchanged_change_nothing() {
        let plain = mapped(dose());
        let exchanged = mapped(Dose {
            vaccine: dose().manufacturer,
            manufacturer: dose().vaccine,
            date: dose().effective_until,
            effective_until: dose().date,
            ..dose()
        });
        assert!(plain == exchanged);
        assert_eq!(plain.product.unwrap().value, "Covishield");
        assert_eq!(plain.disease.unwrap().value, COVID_19);
        assert_eq!(plain.date, Some(date(2021, 3, 3)));
        assert_eq!((plain.dose, plain.doses), (Some(2), Some(2)));
    }

    #[test]
    fn one_of_two_could_be_two_of_one_and_is_neither() {
        for (one, other) in [("1", "2"), ("2", "1"), ("3", "2")] {
            let unsure = mapped(Dose {
                dose: text(one),
                total_doses: text(other),
                ..dose()
            });
            assert_eq!((unsure.dose, unsure.doses), (None, None));
            assert_eq!(unsure.is_complete(), None);
        }
    }

    #[test]
    fn a_test_is_what_its_values_say() {
        let sample = Sample {
            kind: text("RT-PCR"),
            result: text("Negative"),
            disease: text("COVID-19"),
            sampled_at: text("2021-07-01T09:00:00.000Z"),
            result_at: text("2021-07-01T15:00:00.000Z"),
            ..Sample::default()
        };
        let exchanged = Sample {
            kind: sample.result.clone(),
            result: sample.kind.clone(),
            sampled_at: sample.result_at.clone(),
            result_at: sample.sampled_at.clone(),
            ..sample.clone()
        };
        for sample in [sample, exchanged] {
            let mapped = test(&Evidence::Test(Box::new(sample)));
            assert_eq!(mapped.method, Some(TestMethod::Pcr));
            assert_eq!(mapped.result, Some(TestResult::Negative));
            assert_eq!(mapped.sampled_at, Some(1_625_130_000));
            assert_eq!(mapped.disease.unwrap().value, COVID_19);
        }
    }
}
