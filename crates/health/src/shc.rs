//! SMART Health Cards in the common model. The tables are in `docs/interop/shc.md`.

mod write;

use cleanbill_shc::codes::{CovidTest, covid_test, is_covid_vaccine};
use cleanbill_shc::{Card, Coding, Condition, Content, Immunization, Observation, Patient};

use crate::code::COVID_19;
use crate::cvx::{self, Vaccine};
use crate::who;
use crate::{
    BirthDate, Code, CodeSystem, Event, Name, Person, Record, Recovery, Test, TestMethod,
    TestResult, Vaccination, parse_date, parse_time,
};

pub use write::{CardError, card_content};

const CVX: &str = "http://hl7.org/fhir/sid/cvx";
const SNOMED: &str = "http://snomed.info/sct";
const LOINC: &str = "http://loinc.org";
const ATC: &str = "http://www.whocc.no/atc";
const ICD_10: [&str; 2] = [
    "http://hl7.org/fhir/sid/icd-10",
    "http://hl7.org/fhir/sid/icd-10-cm",
];
const ICD_11: [&str; 2] = [
    "http://id.who.int/icd/release/11/mms",
    "http://id.who.int/icd11/mms",
];
/// Kinds of vaccine against COVID-19 in SNOMED CT, as the EU's value set has them.
const MRNA: &str = "1119349007";
const ANTIGEN: &str = "1119305005";
/// Vaccines against COVID-19 in ATC: until 2023, and since.
const ATC_COVID: [&str; 6] = [
    "J07BX03", "J07BN01", "J07BN02", "J07BN03", "J07BN04", "J07BN05",
];
/// Vaccines against COVID-19 in ICD-11's extension codes: all, and by platform.
const ICD_11_COVID_VACCINES: [&str; 9] = [
    "XM68M6", "XM1NL1", "XM5DF6", "XM9QW8", "XM0CX4", "XM5JC5", "XM1J92", "XM6AT1", "XM0GQ8",
];
const DETECTED: [(&str, &str); 4] = [
    (SNOMED, "260373001"),
    (SNOMED, "10828004"),
    (LOINC, "LA6576-8"),
    (LOINC, "LA11882-0"),
];
const NOT_DETECTED: [(&str, &str); 4] = [
    (SNOMED, "260415000"),
    (SNOMED, "260385009"),
    (LOINC, "LA6577-6"),
    (LOINC, "LA11883-8"),
];

impl From<&Card> for Record {
    fn from(card: &Card) -> Self {
        Self::from(&card.content())
    }
}

impl From<&Content> for Record {
    /// A card of several people says nothing of anybody: whose the events are is not told.
    fn from(content: &Content) -> Self {
        let [patient] = content.patients.as_slice() else {
            return Self {
                person: Person::default(),
                events: Vec::new(),
            };
        };
        let mut doses: Vec<Vaccination> = content
            .immunizations
            .iter()
            .filter(|dose| is_given(dose))
            .map(vaccination)
            .collect();
        number(&mut doses);
        let doses = doses.into_iter().map(Event::Vaccination);
        let tests = content
            .observations
            .iter()
            .filter_map(test)
            .map(Event::Test);
        let recoveries = content.conditions.iter().filter_map(recovery);
        Self {
            person: person(patient),
            events: doses
                .chain(tests)
                .chain(recoveries.map(Event::Recovery))
                .collect(),
        }
    }
}

fn person(patient: &Patient) -> Person {
    let name = |original: Option<String>| Name {
        original,
        transliterated: None,
    };
    let given = (!patient.given.is_empty()).then(|| patient.given.join(" "));
    // A name that is not taken apart is a primary identifier (ICAO Doc 9303 part 3, §4.6).
    let whole = patient.text.clone().filter(|_| given.is_none());
    Person {
        surname: name(patient.family.clone().or(whole)),
        forename: name(given),
        birth_date: patient.birth_date.as_deref().and_then(BirthDate::parse),
    }
}

fn is_given(dose: &Immunization) -> bool {
    dose.status.as_deref() == Some("completed") && !dose.is_modified && !dose.is_subpotent
}

fn vaccination(dose: &Immunization) -> Vaccination {
    let cvx = find(&dose.vaccine, &[CVX]);
    let known = cvx.and_then(cvx::vaccine);
    let product = known.and_then(|known| known.product);
    let eu = product.map(|product| Code::new(CodeSystem::EuProduct, product));
    Vaccination {
        disease: disease(dose, known),
        vaccine: kind(dose, known),
        product: eu.or_else(|| cvx.map(|code| Code::new(CodeSystem::Cvx, code))),
        dose: dose.dose_number,
        doses: dose
            .series_doses
            .or_else(|| known.and_then(Vaccine::series)),
        date: dose.occurrence.as_deref().and_then(day),
    }
}

/// What the dose protects from: what it says, else what its vaccine is for.
fn disease(dose: &Immunization, known: Option<&Vaccine>) -> Option<Code> {
    let snomed = |code: &str| Code::new(CodeSystem::Snomed, code);
    if let Some(told) = find(&dose.target_diseases, &[SNOMED]) {
        return Some(snomed(told));
    }
    let is_covid = find(&dose.vaccine, &[CVX]).is_some_and(is_covid_vaccine)
        || find(&dose.vaccine, &[ATC]).is_some_and(|code| ATC_COVID.contains(&code))
        || find(&dose.vaccine, &ICD_11).is_some_and(|code| ICD_11_COVID_VACCINES.contains(&code))
        || find(&dose.vaccine, &[SNOMED]).is_some_and(|code| [MRNA, ANTIGEN].contains(&code));
    if is_covid {
        return Some(snomed(COVID_19));
    }
    known.map(|known| snomed(known.disease))
}

/// The kind of vaccine: what the dose says in the words of the EU's value set, else what is known.
fn kind(dose: &Immunization, known: Option<&Vaccine>) -> Option<Code> {
    if let Some(code) = find(&dose.vaccine, &[SNOMED]) {
        return Some(Code::new(CodeSystem::Snomed, code));
    }
    if let Some(code) = find(&dose.vaccine, &[ATC]) {
        return Some(Code::new(CodeSystem::Atc, code));
    }
    if let Some(code) = find(&dose.vaccine, &ICD_11) {
        return Some(who::vaccine(code));
    }
    known?.kind()
}

/// Gives doses without a number the one that their day gives them among those against the same
/// disease; a day that is not told gives none.
fn number(doses: &mut [Vaccination]) {
    let known: Vec<_> = doses
        .iter()
        .map(|dose| (dose.disease.clone(), dose.date))
        .collect();
    for dose in doses.iter_mut().filter(|dose| dose.dose.is_none()) {
        let others = known.iter().filter(|(disease, _)| *disease == dose.disease);
        let dates: Option<Vec<_>> = others.map(|(_, date)| *date).collect();
        let (Some(date), Some(dates)) = (dose.date, dates) else {
            continue;
        };
        // Two entries of one day are one dose, told twice.
        let mut before: Vec<_> = dates.into_iter().filter(|other| *other < date).collect();
        before.sort_unstable();
        before.dedup();
        dose.dose = u32::try_from(before.len() + 1).ok();
    }
}

fn test(observation: &Observation) -> Option<Test> {
    let stands = ["final", "amended", "corrected"];
    let status = observation.status.as_deref();
    if observation.is_modified || !status.is_some_and(|status| stands.contains(&status)) {
        return None;
    }
    let kind = find(&observation.code, &[LOINC]).and_then(covid_test);
    let effective = observation.effective.as_deref();
    Some(Test {
        disease: kind.map(|_| Code::new(CodeSystem::Snomed, COVID_19)),
        method: kind.map(|kind| match kind {
            CovidTest::NucleicAcid => TestMethod::Pcr,
            CovidTest::Antigen => TestMethod::Antigen,
            CovidTest::Antibody => TestMethod::Antibody,
        }),
        device: None,
        sampled_at: effective.and_then(parse_time),
        result: result(observation),
    })
}

fn result(observation: &Observation) -> Option<TestResult> {
    let is_one_of = |codes: &[(&str, &str)]| {
        let of = |coding: &Coding| codes.contains(&(coding.system.as_str(), coding.code.as_str()));
        observation.value.iter().any(of)
    };
    match (is_one_of(&DETECTED), is_one_of(&NOT_DETECTED)) {
        (true, false) => return Some(TestResult::Positive),
        (false, true) => return Some(TestResult::Negative),
        (true, true) => return None,
        (false, false) => {}
    }
    let text = observation
        .value_text
        .as_deref()?
        .trim()
        .to_ascii_lowercase();
    match text.as_str() {
        "detected" | "positive" => Some(TestResult::Positive),
        "not detected" | "negative" => Some(TestResult::Negative),
        _ => None,
    }
}

/// An illness that is over. One that is going on, or was not confirmed, is no recovery.
fn recovery(condition: &Condition) -> Option<Recovery> {
    let has = |codings: &[Coding], codes: &[&str]| {
        codings
            .iter()
            .any(|coding| codes.contains(&coding.code.as_str()))
    };
    let is_over = has(
        &condition.clinical_status,
        &["resolved", "inactive", "remission"],
    ) || (condition.clinical_status.is_empty() && condition.abatement.is_some());
    let is_confirmed = condition.verification_status.is_empty()
        || has(&condition.verification_status, &["confirmed"]);
    if !is_over || !is_confirmed || condition.is_modified {
        return None;
    }
    let code = |systems: &[&str]| find(&condition.code, systems);
    // The other concept of SNOMED CT is "disease due to coronavirus", as some records have it.
    let is_covid = code(&[SNOMED]).is_some_and(|code| [COVID_19, "186747009"].contains(&code))
        || code(&ICD_10).is_some_and(|code| code == "U07.1");
    let snomed = |code: &str| Code::new(CodeSystem::Snomed, code);
    let told = code(&[SNOMED])
        .map(snomed)
        .or_else(|| code(&ICD_11).map(who::disease));
    let disease = if is_covid {
        Some(snomed(COVID_19))
    } else {
        told
    };
    Some(Recovery {
        disease,
        first_positive: condition.onset.as_deref().and_then(day),
        valid_from: None,
        valid_until: None,
    })
}

/// The first code of one of these systems.
fn find<'c>(codings: &'c [Coding], systems: &[&str]) -> Option<&'c str> {
    let found = codings
        .iter()
        .find(|coding| systems.contains(&coding.system.as_str()));
    found.map(|coding| coding.code.as_str())
}

/// A whole day, also where a time follows it.
fn day(text: &str) -> Option<jiff::civil::Date> {
    match text.split_at_checked(10) {
        Some((day, rest)) if rest.is_empty() || rest.starts_with('T') => parse_date(day),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
