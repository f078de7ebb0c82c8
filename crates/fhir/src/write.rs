//! A holder's data as a bundle.

use serde_json::{Map, Value, json};
use thiserror::Error;

use crate::date::{is_date, is_date_time};
use crate::facts::{Code, EventFacts, PersonFacts, TestFacts, VaccinationFacts};

/// Most events of an export: their numbers take two bytes of an id.
const EVENTS_MAX: usize = 60_000;

/// What kind of bundle to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportKind {
    /// A document: a composition first, which says who made it and when (R4, section 3.3).
    Document,
    /// A collection: the person and the events.
    Collection,
}

/// What a holder takes home.
#[derive(Clone, Debug)]
pub struct Export<'a> {
    /// Document or collection.
    pub kind: ExportKind,
    /// 16 random bytes, of which the bundle's id is made, and those of its entries.
    pub id: [u8; 16],
    /// When it was made, a FHIR `instant`: `2021-05-04T10:00:00Z`.
    pub timestamp: &'a str,
    /// Who made it, by name.
    pub author: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// Whose it is.
    pub person: &'a PersonFacts,
    /// What happened to them.
    pub events: &'a [EventFacts],
}

/// Why there is no bundle.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WriteError {
    /// The timestamp is not a whole day with a time and an offset (R4, `instant`).
    #[error("the timestamp of the bundle is not an instant")]
    Timestamp,
    /// The birth date is not a FHIR `date`.
    #[error("the birth date is not a FHIR date")]
    BirthDate,
    /// The date of an event is not a FHIR `dateTime`.
    #[error("the date of event {index} is not a FHIR date")]
    EventDate {
        /// Which, counted from 0.
        index: usize,
    },
    /// An event without a code for what it is.
    #[error("event {index} has no code")]
    NoCode {
        /// Which, counted from 0.
        index: usize,
    },
    /// A dose has no number, and a series has one (R4, `protocolApplied.doseNumber[x]` is
    /// required).
    #[error("event {index} has a series and no number in it")]
    NoDoseNumber {
        /// Which, counted from 0.
        index: usize,
    },
    /// More events than an export holds.
    #[error("{count} events, at most {max} are written")]
    TooMany {
        /// How many there are.
        count: usize,
        /// The most that are written.
        max: usize,
    },
}

impl WriteError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Timestamp => "fhir.write-timestamp",
            Self::BirthDate => "fhir.write-birth-date",
            Self::EventDate { .. } => "fhir.write-event-date",
            Self::NoCode { .. } => "fhir.write-no-code",
            Self::NoDoseNumber { .. } => "fhir.write-no-dose-number",
            Self::TooMany { .. } => "fhir.write-too-many",
        }
    }
}

/// Writes a bundle: the same bytes for the same export.
///
/// # Errors
/// [`WriteError`], where the result would not be FHIR.
pub fn write_bundle(export: &Export<'_>) -> Result<String, WriteError> {
    let count = export.events.len();
    if count > EVENTS_MAX {
        return Err(WriteError::TooMany {
            count,
            max: EVENTS_MAX,
        });
    }
    if !is_date_time(export.timestamp) || !export.timestamp.contains('T') {
        return Err(WriteError::Timestamp);
    }
    let ids = Ids(export.id);
    let person = ids.urn(PERSON);
    let mut entries = Vec::new();
    if export.kind == ExportKind::Document {
        entries.push(entry(&ids.urn(COMPOSITION), composition(export, &ids)));
    }
    entries.push(entry(&person, patient(export.person)?));
    for (index, event) in export.events.iter().enumerate() {
        let resource = match event {
            EventFacts::Vaccination(facts) => immunization(index, facts, &person)?,
            EventFacts::Test(facts) => observation(index, facts, &person)?,
        };
        entries.push(entry(&ids.event(index), resource));
    }
    let kind = match export.kind {
        ExportKind::Document => "document",
        ExportKind::Collection => "collection",
    };
    let bundle = json!({
        "resourceType": "Bundle",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": ids.urn(BUNDLE)},
        "type": kind,
        "timestamp": export.timestamp,
        "entry": entries,
    });
    Ok(bundle.to_string())
}

const BUNDLE: u16 = 0;
const COMPOSITION: u16 = 1;
const PERSON: u16 = 2;
const FIRST_EVENT: u16 = 3;

/// Ids of the form of a UUID, version 8 (RFC 9562, section 5.8), that differ in their last bytes.
struct Ids([u8; 16]);

impl Ids {
    fn event(&self, index: usize) -> String {
        // At most EVENTS_MAX.
        let index = u16::try_from(index).unwrap_or(u16::MAX);
        self.urn(FIRST_EVENT.saturating_add(index))
    }

    fn urn(&self, number: u16) -> String {
        let mut id = u128::from_be_bytes(self.0) ^ u128::from(number);
        id = id & !(0xf << 76) | (0x8 << 76);
        id = id & !(0x3 << 62) | (0x2 << 62);
        let hex = format!("{id:032x}");
        let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
        let (a, b, c) = (part(0, 8), part(8, 12), part(12, 16));
        let (d, e) = (part(16, 20), part(20, 32));
        format!("urn:uuid:{a}-{b}-{c}-{d}-{e}")
    }
}

fn entry(full_url: &str, resource: Value) -> Value {
    json!({"fullUrl": full_url, "resource": resource})
}

/// R4, section 3.3.1: a document's composition names what it holds.
fn composition(export: &Export<'_>, ids: &Ids) -> Value {
    let events = (0..export.events.len()).map(|index| json!({"reference": ids.event(index)}));
    let events: Vec<Value> = events.collect();
    let mut composition = json!({
        "resourceType": "Composition",
        "status": "final",
        "type": {"coding": [{"system": "http://loinc.org", "code": "60591-5"}]},
        "subject": {"reference": ids.urn(PERSON)},
        "date": export.timestamp,
        "author": [{"display": export.author}],
        "title": export.title,
    });
    // A list is never empty in FHIR (R4, section 2.6.2.1).
    if !events.is_empty() {
        let section = json!([{"title": export.title, "entry": events}]);
        insert(&mut composition, "section", Some(section));
    }
    composition
}

fn patient(person: &PersonFacts) -> Result<Value, WriteError> {
    if person
        .birth_date
        .as_deref()
        .is_some_and(|date| !is_date(date))
    {
        return Err(WriteError::BirthDate);
    }
    let mut patient = json!({"resourceType": "Patient"});
    let mut name = Map::new();
    if let Some(family) = &person.family {
        name.insert("family".to_owned(), json!(family));
    }
    if let Some(given) = &person.given {
        name.insert("given".to_owned(), json!([given]));
    }
    if !name.is_empty() {
        name.insert("use".to_owned(), json!("official"));
        insert(&mut patient, "name", Some(json!([name])));
    }
    insert(
        &mut patient,
        "birthDate",
        person.birth_date.as_ref().map(|date| json!(date)),
    );
    let identifiers = person.identifiers.iter();
    let identifiers = identifiers.map(|(system, value)| json!({"system": system, "value": value}));
    let identifiers: Vec<Value> = identifiers.collect();
    insert(&mut patient, "identifier", not_empty(identifiers));
    Ok(patient)
}

fn immunization(index: usize, facts: &VaccinationFacts, person: &str) -> Result<Value, WriteError> {
    let mut immunization = json!({
        "resourceType": "Immunization",
        "status": "completed",
        "vaccineCode": concept(&facts.vaccine).ok_or(WriteError::NoCode { index })?,
        "patient": {"reference": person},
        "occurrenceDateTime": date(&facts.date, index)?,
    });
    let named = |name: &Option<String>| name.as_ref().map(|name| json!({"display": name}));
    insert(
        &mut immunization,
        "lotNumber",
        facts.lot.as_ref().map(|lot| json!(lot)),
    );
    insert(
        &mut immunization,
        "manufacturer",
        named(&facts.manufacturer),
    );
    insert(&mut immunization, "location", named(&facts.facility));
    let mut dose = json!({});
    insert_number(
        &mut dose,
        "doseNumberPositiveInt",
        "doseNumberString",
        facts.dose.as_ref(),
    );
    insert_number(
        &mut dose,
        "seriesDosesPositiveInt",
        "seriesDosesString",
        facts.doses.as_ref(),
    );
    let diseases = facts.diseases.chunks(1).filter_map(concept).collect();
    insert(&mut dose, "targetDisease", not_empty(diseases));
    if dose.as_object().is_some_and(|dose| !dose.is_empty()) {
        if facts.dose.is_none() {
            return Err(WriteError::NoDoseNumber { index });
        }
        insert(&mut immunization, "protocolApplied", Some(json!([dose])));
    }
    Ok(immunization)
}

fn observation(index: usize, facts: &TestFacts, person: &str) -> Result<Value, WriteError> {
    let no_code = WriteError::NoCode { index };
    let mut observation = json!({
        "resourceType": "Observation",
        "status": "final",
        "code": concept(&facts.test).ok_or(no_code.clone())?,
        "subject": {"reference": person},
        "effectiveDateTime": date(&facts.date, index)?,
        "valueCodeableConcept": concept(&facts.result).ok_or(no_code)?,
    });
    let performer = facts
        .facility
        .as_ref()
        .map(|name| json!([{"display": name}]));
    insert(&mut observation, "performer", performer);
    Ok(observation)
}

fn date(text: &str, index: usize) -> Result<&str, WriteError> {
    if is_date_time(text) {
        Ok(text)
    } else {
        Err(WriteError::EventDate { index })
    }
}

fn concept(codes: &[Code]) -> Option<Value> {
    let codings = codes.iter();
    let codings = codings.map(|code| json!({"system": code.system, "code": code.code}));
    not_empty(codings.collect()).map(|codings| json!({"coding": codings}))
}

fn not_empty(items: Vec<Value>) -> Option<Value> {
    (!items.is_empty()).then_some(Value::Array(items))
}

fn insert(object: &mut Value, name: &str, value: Option<Value>) {
    if let (Some(members), Some(value)) = (object.as_object_mut(), value) {
        members.insert(name.to_owned(), value);
    }
}

/// A number as FHIR's `positiveInt`, where it is one written in the only way, else as text.
fn insert_number(object: &mut Value, int: &str, string: &str, number: Option<&String>) {
    let Some(number) = number else { return };
    let parsed = number
        .parse::<u32>()
        .ok()
        .filter(|int| *int > 0 && *int <= i32::MAX as u32);
    match parsed.filter(|parsed| parsed.to_string() == *number) {
        Some(parsed) => insert(object, int, Some(json!(parsed))),
        None => insert(object, string, Some(json!(number))),
    }
}
