//! A holder's record to take home: a bundle of FHIR R4.

use cleanbill_fhir::{
    Code, EventFacts, Export, ExportKind, PersonFacts, TestFacts, VaccinationFacts, write_bundle,
};
use cleanbill_hcert::Dcc;
use cleanbill_hcert::dcc::{Recovery, Test, Vaccination};
use cleanbill_issuer::holder::{EventRecord, PersonRecord};

use super::Holder;
use super::own::standing_events;
use crate::{Authority, AuthorityError};

const SNOMED: &str = "http://snomed.info/sct";
const ATC: &str = "http://www.whocc.no/atc";
const LOINC: &str = "http://loinc.org";
const EU_REGISTER: &str = "https://ec.europa.eu/health/documents/community-register/html/";
/// Nucleic acid amplification, and detected: what a recovery began with.
const NAAT: &str = "LP6464-4";
const DETECTED: &str = "260373001";

impl Authority {
    /// A holder's own record as a FHIR R4 bundle (a document). A recovery is written as the
    /// positive test that it began with; an exemption, which has no diagnosis, is not written.
    ///
    /// # Errors
    /// As [`own_record`](Self::own_record); [`AuthorityError::Export`].
    pub async fn own_export(&self, holder: &Holder, now: i64) -> Result<String, AuthorityError> {
        let record = self.own_record(holder, now).await?;
        let person = record.person().ok_or(AuthorityError::Damaged)?;
        let events: Vec<&EventRecord> = standing_events(&record).collect();
        self.bundle(person, &events, now)
    }

    /// A bundle of some of a person's events.
    pub(crate) fn bundle(
        &self,
        person: &PersonRecord,
        standing: &[&EventRecord],
        now: i64,
    ) -> Result<String, AuthorityError> {
        let mut events = Vec::new();
        for event in standing {
            let request = event.request(person)?;
            events.extend(facts(request.draft(), event.lot()));
        }
        let name = person.name();
        let birth_date = person.birth_date_text();
        let facts = PersonFacts {
            family: name.surname.clone(),
            given: name.forename.clone(),
            birth_date: (!birth_date.is_empty()).then(|| birth_date.to_owned()),
            identifiers: Vec::new(),
        };
        let mut id = [0; 16];
        self.inner.entropy.fill(&mut id);
        let at = jiff::Timestamp::from_second(now).map_err(|_| AuthorityError::Damaged)?;
        let issuer = self.inner.signing.issuer.issuer();
        Ok(write_bundle(&Export {
            kind: ExportKind::Document,
            id,
            timestamp: &at.to_string(),
            author: issuer,
            title: issuer,
            person: &facts,
            events: &events,
        })?)
    }
}

fn code(system: &str, code: &str) -> Code {
    Code {
        system: system.to_owned(),
        code: code.to_owned(),
    }
}

fn facts(dcc: &Dcc, lot: Option<&str>) -> Option<EventFacts> {
    let dose = dcc.vaccinations.first().map(|dose| vaccination(dose, lot));
    let dose = dose.map(EventFacts::Vaccination);
    let test = dcc.tests.first().map(test).map(EventFacts::Test);
    let recovery = dcc.recoveries.first().map(recovery).map(EventFacts::Test);
    dose.or(test).or(recovery)
}

fn vaccination(entry: &Vaccination, lot: Option<&str>) -> VaccinationFacts {
    let mut vaccine = Vec::new();
    if let Some(product) = &entry.product {
        // Products outside the register have codes of their own making (DCC value set).
        vaccine.push(code(EU_REGISTER, product));
    }
    if let Some(kind) = &entry.vaccine {
        let is_sct = kind.bytes().all(|byte| byte.is_ascii_digit());
        vaccine.push(code(if is_sct { SNOMED } else { ATC }, kind));
    }
    let disease = entry.disease.iter();
    VaccinationFacts {
        vaccine,
        diseases: disease.map(|disease| code(SNOMED, disease)).collect(),
        date: entry.date.clone().unwrap_or_default(),
        lot: lot.map(str::to_owned),
        manufacturer: entry.manufacturer.clone(),
        dose: entry.dose.map(|dose| dose.to_string()),
        doses: entry.doses.map(|doses| doses.to_string()),
        facility: None,
    }
}

fn test(entry: &Test) -> TestFacts {
    let of = |system, value: &Option<String>| value.iter().map(|v| code(system, v)).collect();
    TestFacts {
        test: of(LOINC, &entry.test_type),
        result: of(SNOMED, &entry.result),
        date: entry.sampled_at.clone().unwrap_or_default(),
        facility: entry.centre.clone(),
    }
}

fn recovery(entry: &Recovery) -> TestFacts {
    TestFacts {
        test: vec![code(LOINC, NAAT)],
        result: vec![code(SNOMED, DETECTED)],
        date: entry.first_positive.clone().unwrap_or_default(),
        facility: None,
    }
}
