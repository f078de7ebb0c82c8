//! The common model as a SMART Health Card.

use cleanbill_shc::{Coding, Condition, Content, Immunization, Observation, Patient};
use thiserror::Error;

use super::{ATC, COVID_19, CVX, DETECTED, LOINC, NOT_DETECTED, SNOMED};
use crate::{
    BirthDate, Code, CodeSystem, Event, Ground, Person, Record, Recovery, Test, TestMethod,
    TestResult, Vaccination, cvx,
};

/// LOINC: nucleic acid and antigen of SARS-CoV-2 in a swab, whatever the device.
const NUCLEIC_ACID_TEST: &str = "94500-6";
const ANTIGEN_TEST: &str = "94558-4";
/// HL7: an illness that is over.
const CLINICAL_STATUS: &str = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const RESOLVED: &str = "resolved";

/// Why a record is no card.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CardError {
    /// Cards have no such event.
    #[error("a health card cannot say {}", .ground.name())]
    Ground {
        /// The event's.
        ground: Ground,
    },
    /// An event lacks what cards need: a day or time, a vaccine, a method, a result.
    #[error("the {} lacks what a health card has to say of it", .ground.name())]
    Incomplete {
        /// The event's.
        ground: Ground,
    },
}

impl CardError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ground { .. } => "health.card.ground",
            Self::Incomplete { .. } => "health.card.incomplete",
        }
    }
}

/// The content of a card that says the same as a record.
///
/// # Errors
/// [`CardError`], of the first event that a card cannot say.
pub fn card_content(record: &Record) -> Result<Content, CardError> {
    let mut content = Content {
        patients: vec![patient(&record.person)],
        ..Content::default()
    };
    for event in &record.events {
        let ground = event.ground();
        let incomplete = CardError::Incomplete { ground };
        match event {
            Event::Vaccination(event) => {
                content.immunizations.push(dose(event).ok_or(incomplete)?);
            }
            Event::Test(event) => content.observations.push(test(event).ok_or(incomplete)?),
            Event::Recovery(event) => content.conditions.push(illness(event).ok_or(incomplete)?),
            Event::Exemption(_) => return Err(CardError::Ground { ground }),
        }
    }
    Ok(content)
}

fn patient(person: &Person) -> Patient {
    let birth_date = person.birth_date.map(|date| match date {
        BirthDate::Day(day) => day.to_string(),
        BirthDate::Month(year, month) => format!("{year:04}-{month:02}"),
        BirthDate::Year(year) => format!("{year:04}"),
    });
    Patient {
        family: person.surname.shown().map(str::to_owned),
        given: person
            .forename
            .shown()
            .map(str::to_owned)
            .into_iter()
            .collect(),
        text: None,
        birth_date,
    }
}

fn coding(system: &str, code: &str) -> Coding {
    Coding {
        system: system.to_owned(),
        code: code.to_owned(),
    }
}

fn dose(event: &Vaccination) -> Option<Immunization> {
    let cvx = event
        .product
        .as_ref()
        .and_then(|product| match product.system {
            CodeSystem::Cvx => Some(product.value.as_str()),
            CodeSystem::EuProduct => cvx::of_product(&product.value),
            _ => None,
        });
    let is_covid = event.disease.as_ref().is_some_and(is_covid);
    let cvx = cvx.or_else(|| is_covid.then_some(cvx::COVID_19_UNSPECIFIED));
    let mut vaccine: Vec<Coding> = cvx.map(|code| coding(CVX, code)).into_iter().collect();
    // Where CVX says less, the class is worth its place in the code.
    if cvx.is_none() {
        vaccine.extend(event.vaccine.as_ref().and_then(class));
    }
    if vaccine.is_empty() {
        return None;
    }
    Some(Immunization {
        status: Some("completed".to_owned()),
        vaccine,
        occurrence: Some(event.date?.to_string()),
        dose_number: event.dose,
        series_doses: event.doses.filter(|_| event.dose.is_some()),
        ..Immunization::default()
    })
}

fn class(code: &Code) -> Option<Coding> {
    match code.system {
        CodeSystem::Snomed => Some(coding(SNOMED, &code.value)),
        CodeSystem::Atc => Some(coding(ATC, &code.value)),
        _ => None,
    }
}

fn is_covid(disease: &Code) -> bool {
    disease.system == CodeSystem::Snomed && disease.value == COVID_19
}

fn test(event: &Test) -> Option<Observation> {
    let code = match event.method? {
        TestMethod::Pcr => NUCLEIC_ACID_TEST,
        TestMethod::Antigen => ANTIGEN_TEST,
        TestMethod::Antibody => return None,
    };
    let ([(system, value), ..], ..) = (match event.result? {
        TestResult::Positive => DETECTED,
        TestResult::Negative => NOT_DETECTED,
    },);
    event.disease.as_ref().filter(|disease| is_covid(disease))?;
    Some(Observation {
        status: Some("final".to_owned()),
        code: vec![coding(LOINC, code)],
        value: vec![coding(system, value)],
        effective: Some(
            jiff::Timestamp::from_second(event.sampled_at?)
                .ok()?
                .to_string(),
        ),
        ..Observation::default()
    })
}

fn illness(event: &Recovery) -> Option<Condition> {
    let disease = event.disease.as_ref();
    let disease = disease.filter(|disease| disease.system == CodeSystem::Snomed)?;
    Some(Condition {
        clinical_status: vec![coding(CLINICAL_STATUS, RESOLVED)],
        code: vec![coding(SNOMED, &disease.value)],
        onset: Some(event.first_positive?.to_string()),
        ..Condition::default()
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::Name;

    fn covid() -> Option<Code> {
        Some(Code::new(CodeSystem::Snomed, COVID_19))
    }

    fn record(event: Event) -> Record {
        let name = |text: &str| Name {
            original: Some(text.to_owned()),
            transliterated: None,
        };
        Record {
            person: Person {
                surname: name("Example"),
                forename: name("Zoë"),
                birth_date: Some(BirthDate::Month(1980, 5)),
            },
            events: vec![event],
        }
    }

    #[test]
    fn what_a_card_says_is_what_the_record_said() {
        let dose = Vaccination {
            disease: covid(),
            vaccine: Some(Code::new(CodeSystem::Snomed, "1119349007")),
            product: Some(Code::new(CodeSystem::EuProduct, "EU/1/20/1528")),
            dose: Some(3),
            doses: Some(3),
            date: Some(date(2021, 11, 8)),
        };
        let test = Test {
            disease: covid(),
            method: Some(TestMethod::Antigen),
            device: None,
            sampled_at: Some(1_636_367_400),
            result: Some(TestResult::Negative),
        };
        let recovery = Recovery {
            disease: covid(),
            first_positive: Some(date(2021, 10, 1)),
            ..Recovery::default()
        };
        for event in [
            Event::Vaccination(dose),
            Event::Test(test),
            Event::Recovery(recovery),
        ] {
            let record = record(event);
            let content = card_content(&record).unwrap();
            assert!(Record::from(&content) == record, "{record:?}");
        }
    }

    #[test]
    fn what_a_card_cannot_say_is_refused_by_name() {
        let code = |event| card_content(&record(event)).unwrap_err().code();
        let exemption = Event::Exemption(crate::Exemption::default());
        assert_eq!(code(exemption), "health.card.ground");
        for event in [
            Event::Vaccination(Vaccination {
                disease: covid(),
                ..Vaccination::default()
            }),
            Event::Vaccination(Vaccination {
                date: Some(date(2021, 11, 8)),
                ..Vaccination::default()
            }),
            Event::Test(Test::default()),
            Event::Recovery(Recovery::default()),
        ] {
            assert_eq!(code(event), "health.card.incomplete");
        }
    }
}
