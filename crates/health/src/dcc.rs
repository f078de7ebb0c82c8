//! The EU Digital COVID Certificate in the common model (ehn-dcc-schema 1.3.x).

use cleanbill_hcert::Dcc;
use cleanbill_hcert::dcc;

use crate::{
    BirthDate, Code, CodeSystem, Event, Exemption, Name, Person, Record, Recovery, Test,
    TestMethod, TestResult, Vaccination, parse_date, parse_time,
};

/// Value set `covid-19-lab-test-type`.
pub(crate) const PCR: &str = "LP6464-4";
pub(crate) const ANTIGEN: &str = "LP217198-3";
/// Not in the EU's value set, which has no antibody tests.
const ANTIBODY: &str = "94762-2";
/// Value set `covid-19-lab-result`.
pub(crate) const NOT_DETECTED: &str = "260415000";
pub(crate) const DETECTED: &str = "260373001";

impl From<&Dcc> for Record {
    fn from(dcc: &Dcc) -> Self {
        let v = dcc.vaccinations.iter().map(vaccination);
        let t = dcc.tests.iter().map(test);
        let r = dcc.recoveries.iter().map(recovery);
        let x = dcc.exemptions.iter().map(exemption);
        Self {
            person: person(&dcc.name, dcc.birth_date.as_deref()),
            events: v.chain(t).chain(r).chain(x).collect(),
        }
    }
}

pub(crate) fn person(name: &dcc::PersonName, birth_date: Option<&str>) -> Person {
    Person {
        surname: Name {
            original: name.surname.clone(),
            transliterated: name.surname_standardised.clone(),
        },
        forename: Name {
            original: name.forename.clone(),
            transliterated: name.forename_standardised.clone(),
        },
        birth_date: birth_date.and_then(BirthDate::parse),
    }
}

fn vaccination(entry: &dcc::Vaccination) -> Event {
    Event::Vaccination(Vaccination {
        disease: snomed(entry.disease.as_ref()),
        vaccine: entry.vaccine.as_ref().map(|code| {
            let digits = code.bytes().all(|byte| byte.is_ascii_digit());
            let system = if digits {
                CodeSystem::Snomed
            } else {
                CodeSystem::Atc
            };
            Code::new(system, code)
        }),
        product: code(CodeSystem::EuProduct, entry.product.as_ref()),
        dose: entry.dose.and_then(|dose| u32::try_from(dose).ok()),
        doses: entry.doses.and_then(|doses| u32::try_from(doses).ok()),
        date: entry.date.as_deref().and_then(day),
    })
}

fn test(entry: &dcc::Test) -> Event {
    Event::Test(Test {
        disease: snomed(entry.disease.as_ref()),
        method: match entry.test_type.as_deref() {
            Some(PCR) => Some(TestMethod::Pcr),
            Some(ANTIGEN) => Some(TestMethod::Antigen),
            Some(ANTIBODY) => Some(TestMethod::Antibody),
            _ => None,
        },
        device: code(CodeSystem::EuTestDevice, entry.device.as_ref()),
        sampled_at: entry.sampled_at.as_deref().and_then(parse_time),
        result: match entry.result.as_deref() {
            Some(NOT_DETECTED) => Some(TestResult::Negative),
            Some(DETECTED) => Some(TestResult::Positive),
            _ => None,
        },
    })
}

fn recovery(entry: &dcc::Recovery) -> Event {
    Event::Recovery(Recovery {
        disease: snomed(entry.disease.as_ref()),
        first_positive: entry.first_positive.as_deref().and_then(day),
        valid_from: entry.valid_from.as_deref().and_then(day),
        valid_until: entry.valid_until.as_deref().and_then(day),
    })
}

fn exemption(entry: &dcc::Exemption) -> Event {
    Event::Exemption(Exemption {
        disease: snomed(entry.disease.as_ref()),
        valid_from: entry.valid_from.as_deref().and_then(day),
        valid_until: entry.valid_until.as_deref().and_then(day),
    })
}

/// A day, also where the pass writes a time after it.
pub(crate) fn day(text: &str) -> Option<jiff::civil::Date> {
    match text.split_at_checked(10) {
        Some((day, rest)) if rest.is_empty() || rest.starts_with('T') => parse_date(day),
        _ => None,
    }
}

fn snomed(value: Option<&String>) -> Option<Code> {
    code(CodeSystem::Snomed, value)
}

fn code(system: CodeSystem, value: Option<&String>) -> Option<Code> {
    value.map(|value| Code::new(system, value))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::Ground;

    #[test]
    fn every_group_has_its_event() {
        let dcc = Dcc {
            vaccinations: vec![dcc::Vaccination {
                product: Some("EU/1/20/1528".into()),
                vaccine: Some("J07BX03".into()),
                dose: Some(3),
                doses: Some(2),
                date: Some("2021-06-13T00:00:00".into()),
                ..Default::default()
            }],
            tests: vec![dcc::Test {
                test_type: Some(PCR.into()),
                result: Some(NOT_DETECTED.into()),
                sampled_at: Some("2021-11-08T13:30:00+03:00".into()),
                ..Default::default()
            }],
            recoveries: vec![dcc::Recovery {
                first_positive: Some("2021-02-30".into()),
                ..Default::default()
            }],
            exemptions: vec![dcc::Exemption::default()],
            ..Default::default()
        };
        let record = Record::from(&dcc);
        let grounds: Vec<Ground> = record.grounds().collect();
        assert_eq!(
            grounds,
            [
                Ground::Vaccination,
                Ground::Test,
                Ground::Recovery,
                Ground::Exemption
            ]
        );
        let [
            Event::Vaccination(dose),
            Event::Test(test),
            Event::Recovery(recovery),
            _,
        ] = record.events.as_slice()
        else {
            panic!("four events");
        };
        assert_eq!(dose.is_complete(), Some(true));
        assert_eq!(dose.date, Some(date(2021, 6, 13)));
        assert_eq!(dose.vaccine.as_ref().unwrap().system, CodeSystem::Atc);
        assert_eq!(test.method, Some(TestMethod::Pcr));
        assert_eq!(test.sampled_at, Some(1_636_367_400));
        assert_eq!(recovery.first_positive, None, "no such day");
    }

    #[test]
    fn debug_tells_nothing_of_a_person() {
        let dcc = Dcc {
            birth_date: Some("1964-08-12".into()),
            name: dcc::PersonName {
                surname: Some("Ivanova".into()),
                ..Default::default()
            },
            ..Default::default()
        };
        let shown = format!("{:?} {:?}", Record::from(&dcc), Record::from(&dcc).person);
        assert!(
            !shown.contains("Ivanova") && !shown.contains("1964"),
            "{shown}"
        );
    }
}
