//! The WHO's DDCC core data sets in the common model.

use cleanbill_hcert::Ddcc;
use cleanbill_hcert::ddcc::{Coding, DdccEvent, DdccTest, DdccVaccination};

use crate::dcc::day;
use crate::{Code, Event, Record, Test, TestMethod, TestResult, Vaccination, parse_time, who};

/// Systems by the URIs that DDCC data sets name.
const SNOMED: &str = "http://snomed.info/sct";
const ATC: &str = "http://www.whocc.no/atc";
const ICD11: [&str; 2] = [
    "http://id.who.int/icd/release/11/mms",
    "http://id.who.int/icd11/mms",
];

/// LOINC, nucleic acid amplification: the EU's class, and the tests that the DDCC value set names.
const PCR: &[&str] = &["LP6464-4", "94309-2", "94500-6", "94746-3", "94845-5"];
/// LOINC, antigen.
const ANTIGEN: &[&str] = &["LP217198-3", "94558-4", "97097-0"];
/// LOINC, antibodies.
const ANTIBODY: &[&str] = &["94762-2", "94661-6"];
/// SNOMED CT "not detected" and "negative"; LOINC's answer "negative".
const NEGATIVE: &[&str] = &["260415000", "260385009", "LA6577-6"];
/// SNOMED CT "detected" and "positive"; LOINC's answer "positive".
const POSITIVE: &[&str] = &["260373001", "10828004", "LA6576-8"];

impl From<&Ddcc> for Record {
    fn from(ddcc: &Ddcc) -> Self {
        Self {
            person: who::person(ddcc.name.as_deref(), ddcc.birth_date.as_deref()),
            events: vec![match &ddcc.event {
                DdccEvent::Vaccination(dose) => Event::Vaccination(vaccination(dose)),
                DdccEvent::Test(sample) => Event::Test(test(sample)),
            }],
        }
    }
}

fn vaccination(dose: &DdccVaccination) -> Vaccination {
    let count = |count: Option<i64>| count.and_then(|count| u32::try_from(count).ok());
    Vaccination {
        disease: dose.disease.as_ref().and_then(disease),
        vaccine: dose.vaccine.as_ref().and_then(vaccine),
        // The brand's systems are the issuer's own.
        product: None,
        dose: count(dose.dose),
        doses: count(dose.doses),
        date: dose.date.as_deref().and_then(day),
    }
}

fn test(sample: &DdccTest) -> Test {
    let is = |coding: &Option<Coding>, codes: &[&str]| {
        let code = coding.as_ref().map(|coding| coding.code.as_str());
        code.is_some_and(|code| codes.contains(&code))
    };
    Test {
        disease: sample.pathogen.as_ref().and_then(disease),
        method: if is(&sample.test_type, PCR) {
            Some(TestMethod::Pcr)
        } else if is(&sample.test_type, ANTIGEN) {
            Some(TestMethod::Antigen)
        } else if is(&sample.test_type, ANTIBODY) {
            Some(TestMethod::Antibody)
        } else {
            None
        },
        device: None,
        sampled_at: sample.date.as_deref().and_then(parse_time),
        result: if is(&sample.result, NEGATIVE) {
            Some(TestResult::Negative)
        } else if is(&sample.result, POSITIVE) {
            Some(TestResult::Positive)
        } else {
            None
        },
    }
}

/// `None` for a code of a system that is not known: it could mean anything.
fn disease(coding: &Coding) -> Option<Code> {
    is_known(coding).then(|| who::disease(&coding.code))
}

fn vaccine(coding: &Coding) -> Option<Code> {
    is_known(coding).then(|| who::vaccine(&coding.code))
}

fn is_known(coding: &Coding) -> bool {
    let system = coding.system.as_deref().unwrap_or_default();
    system == SNOMED || system == ATC || ICD11.contains(&system)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::CodeSystem;

    fn coding(system: &str, code: &str) -> Option<Coding> {
        Some(Coding {
            system: Some(system.into()),
            code: code.into(),
            display: None,
        })
    }

    fn event(event: DdccEvent) -> Event {
        let record = Record::from(&Ddcc {
            event,
            ..Ddcc::default()
        });
        record.events.into_iter().next().unwrap()
    }

    #[test]
    fn a_vaccination_is_what_the_data_set_says() {
        let found = event(DdccEvent::Vaccination(DdccVaccination {
            disease: coding(ICD11[0], "RA01"),
            vaccine: coding(SNOMED, "1119349007"),
            brand: coding("http://example.org", "TEST"),
            dose: Some(1),
            doses: Some(2),
            date: Some("2021-07-08".into()),
            ..DdccVaccination::default()
        }));
        let Event::Vaccination(dose) = found else {
            panic!("a vaccination")
        };
        let covid = Code::new(CodeSystem::Snomed, "840539006");
        assert_eq!(dose.disease, Some(covid));
        assert_eq!(dose.vaccine.unwrap().value, "1119349007");
        assert_eq!(dose.product, None);
        assert_eq!((dose.dose, dose.doses), (Some(1), Some(2)));
        assert_eq!(dose.date, Some(date(2021, 7, 8)));
    }

    #[test]
    fn a_test_is_what_the_data_set_says() {
        let found = event(DdccEvent::Test(DdccTest {
            pathogen: coding(SNOMED, "840539006"),
            test_type: coding("http://loinc.org", "94500-6"),
            result: coding(SNOMED, "260415000"),
            date: Some("2021-11-08T13:30:00+03:00".into()),
            ..DdccTest::default()
        }));
        let Event::Test(test) = found else {
            panic!("a test")
        };
        assert_eq!(test.method, Some(TestMethod::Pcr));
        assert_eq!(test.result, Some(TestResult::Negative));
        assert_eq!(test.sampled_at, Some(1_636_367_400));
    }

    #[test]
    fn a_code_of_an_unknown_system_means_nothing() {
        let found = event(DdccEvent::Vaccination(DdccVaccination {
            disease: coding("http://example.org", "840539006"),
            ..DdccVaccination::default()
        }));
        assert_eq!(found.disease(), None);
    }
}
