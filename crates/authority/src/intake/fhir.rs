//! Events as resources of FHIR R4: what [`cleanbill_fhir`] read becomes what was [`Told`].
//!
//! | FHIR | taken as |
//! |---|---|
//! | `Immunization.vaccineCode` in the EU register | product, from which vaccine and maker follow |
//! | the same in SNOMED CT or ATC | vaccine |
//! | `Immunization.doseNumber`, `seriesDoses` | dose, doses |
//! | `Observation.code` in LOINC | type of test |
//! | `Observation.valueCodeableConcept` in SNOMED CT | result |
//! | `Patient.identifier` in a system of [`DOCUMENT_SYSTEMS`] | document |
//! | `id` of the event | record |

use cleanbill_fhir::{Code, EventFacts, PersonFacts, Statement, TestFacts, VaccinationFacts};
use cleanbill_hcert::Dcc;
use cleanbill_hcert::dcc::{PersonName, Test, Vaccination};
use cleanbill_icao9303::transliteration::Language;

use super::{Document, IntakeError, Told};
use crate::InForm;

/// SNOMED CT, as FHIR names it.
const SNOMED: &str = "http://snomed.info/sct";
/// ATC, as FHIR names it.
const ATC: &str = "http://www.whocc.no/atc";
/// LOINC, as FHIR names it.
const LOINC: &str = "http://loinc.org";
/// The EU's register of medicinal products, by which DCCs name vaccines.
const EU_REGISTER: &str = "https://ec.europa.eu/health/documents/community-register/html/";

/// Systems of identifiers that are documents: a prefix, which the country follows (ISO 3166-1
/// alpha-2), and the kind. Identifiers in other systems match nobody.
pub const DOCUMENT_SYSTEMS: [(&str, &str); 2] = [
    ("http://hl7.org/fhir/sid/passport-", "passport"),
    ("http://hl7.org/fhir/sid/national-id-", "identity-card"),
];

/// Products of the DCC value set `vaccine-medicinal-product`, each with its vaccine
/// (`vaccine-prophylaxis`) and its maker (`vaccine-mah-manf`).
const PRODUCTS: [(&str, &str, &str); 5] = [
    ("EU/1/20/1528", "1119349007", "ORG-100030215"),
    ("EU/1/20/1507", "1119349007", "ORG-100031184"),
    ("EU/1/21/1529", "1119305005", "ORG-100001699"),
    ("EU/1/20/1525", "1119305005", "ORG-100001417"),
    ("EU/1/21/1618", "1162643001", "ORG-100032020"),
];

/// What a statement says, in the words of a request.
///
/// # Errors
/// [`IntakeError::Number`], [`IntakeError::Document`].
pub fn told(statement: &Statement) -> Result<Told, IntakeError> {
    let person = &statement.person;
    let mut draft = Dcc {
        name: PersonName {
            surname: person.family.clone(),
            forename: person.given.clone(),
            ..PersonName::default()
        },
        birth_date: Some(person.birth_date.clone().unwrap_or_default()),
        ..Dcc::default()
    };
    let mut lot = None;
    match &statement.event {
        EventFacts::Vaccination(facts) => {
            lot = facts.lot.clone();
            draft.vaccinations.push(vaccination(facts)?);
        }
        EventFacts::Test(facts) => draft.tests.push(test(facts)),
    }
    Ok(Told {
        draft,
        language: Language::default(),
        lot,
        document: document(person)?,
        record: statement.resource_id.clone(),
        form: InForm::Dcc,
    })
}

/// The code in one of these systems.
fn code_in(codes: &[Code], systems: &[&str]) -> Option<String> {
    let of = |system: &&str| codes.iter().find(|code| code.system == *system);
    systems.iter().find_map(of).map(|code| code.code.clone())
}

fn vaccination(facts: &VaccinationFacts) -> Result<Vaccination, IntakeError> {
    let product = code_in(&facts.vaccine, &[EU_REGISTER]);
    let known = PRODUCTS
        .iter()
        .find(|(code, _, _)| Some(*code) == product.as_deref());
    let vaccine = code_in(&facts.vaccine, &[SNOMED, ATC]);
    Ok(Vaccination {
        disease: code_in(&facts.diseases, &[SNOMED]),
        vaccine: vaccine.or_else(|| known.map(|(_, vaccine, _)| (*vaccine).to_owned())),
        product,
        manufacturer: known.map(|(_, _, maker)| (*maker).to_owned()),
        dose: number("dose", facts.dose.as_deref())?,
        doses: number("doses", facts.doses.as_deref())?,
        date: day_of(&facts.date),
        ..Vaccination::default()
    })
}

fn test(facts: &TestFacts) -> Test {
    Test {
        test_type: code_in(&facts.test, &[LOINC]),
        result: code_in(&facts.result, &[SNOMED]),
        sampled_at: Some(facts.date.clone()),
        centre: facts.facility.clone(),
        ..Test::default()
    }
}

fn number(column: &'static str, text: Option<&str>) -> Result<Option<i64>, IntakeError> {
    text.map(|text| text.parse().map_err(|_| IntakeError::Number { column }))
        .transpose()
}

/// The day of a day or time; what is less than a day is left to be found missing.
fn day_of(date: &str) -> Option<String> {
    date.get(..10).map(str::to_owned)
}

fn document(person: &PersonFacts) -> Result<Option<Document>, IntakeError> {
    for (system, value) in &person.identifiers {
        for (prefix, kind) in DOCUMENT_SYSTEMS {
            let country = system.strip_prefix(prefix);
            if let Some(country) = country.filter(|country| country.len() == 2) {
                return Document::new(kind, country, value).map(Some);
            }
        }
    }
    Ok(None)
}
