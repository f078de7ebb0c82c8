//! From resources to statements: a person, and what happened to them.

use std::rc::Rc;

use thiserror::Error;

use crate::bundle::Entry;
use crate::facts::{Code, EventFacts, PersonFacts, Statement, TestFacts, VaccinationFacts};
use crate::limits::Limits;
use crate::references::{Index, IndexFault};
use crate::resource::{
    CodeableConcept, HumanName, Immunization, Named, Observation, Patient, Reference, Resource,
};

/// Why an entry gives no statement. `index` is that of the entry, counted from 0.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StatementError {
    /// A status by which the event did not happen or does not count (R4, `Immunization.status`,
    /// `Observation.status`).
    #[error("entry {index} has a status by which it does not count")]
    Status {
        /// Which entry.
        index: u64,
    },
    /// `modifierExtension` or `implicitRules`: it may mean something else (R4, section
    /// 2.4.0.1.2.1).
    #[error("entry {index} is modified in a way that is not understood")]
    Modified {
        /// Which entry.
        index: u64,
    },
    /// A dose that was less than it should have been (R4, `Immunization.isSubpotent`).
    #[error("entry {index} is a dose that was less than it should have been")]
    Subpotent {
        /// Which entry.
        index: u64,
    },
    /// The record of the person is not in use (R4, `Patient.active`).
    #[error("entry {index} is of a person whose record is not in use")]
    Inactive {
        /// Which entry.
        index: u64,
    },
    /// No `occurrenceDateTime` or `effectiveDateTime`.
    #[error("entry {index} has no date")]
    NoDate {
        /// Which entry.
        index: u64,
    },
    /// No code with a system for the vaccine, the test or the result.
    #[error("entry {index} has no code")]
    NoCode {
        /// Which entry.
        index: u64,
    },
    /// The event names nobody.
    #[error("entry {index} is about nobody")]
    NoPerson {
        /// Which entry.
        index: u64,
    },
    /// The person is not in the input.
    #[error("entry {index} is about a person who is not in the input")]
    UnknownPerson {
        /// Which entry.
        index: u64,
    },
    /// A person goes by a `fullUrl`, or a type and id, that somebody went by before: events could
    /// be of either. Nothing of a bundle is to be trusted then; of lines, no event after it that
    /// names either gives a statement.
    #[error("entry {index} is of a person whose name in the input somebody else has too")]
    PersonTwice {
        /// Which entry.
        index: u64,
    },
    /// More people than [`Limits::people_max`].
    #[error("more than {max} people")]
    TooManyPeople {
        /// The most that are remembered.
        max: usize,
    },
    /// More events than [`Limits::pending_max`] before their people.
    #[error("more than {max} events stand before their people")]
    TooManyPending {
        /// The most that wait.
        max: usize,
    },
}

impl StatementError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Status { .. } => "fhir.status",
            Self::Modified { .. } => "fhir.modified",
            Self::Subpotent { .. } => "fhir.subpotent",
            Self::Inactive { .. } => "fhir.inactive",
            Self::NoDate { .. } => "fhir.no-date",
            Self::NoCode { .. } => "fhir.no-code",
            Self::NoPerson { .. } => "fhir.no-person",
            Self::UnknownPerson { .. } => "fhir.unknown-person",
            Self::PersonTwice { .. } => "fhir.person-twice",
            Self::TooManyPeople { .. } => "fhir.too-many-people",
            Self::TooManyPending { .. } => "fhir.too-many-pending",
        }
    }
}

/// What is known of a person whom events may name.
#[derive(Clone)]
enum Known {
    Person(Rc<PersonFacts>),
    Modified,
    Inactive,
    /// Two people go by the name.
    Twice,
}

/// An event that waits for its person.
struct Pending {
    index: u64,
    resource_id: Option<String>,
    full_url: Option<String>,
    person: String,
    event: EventFacts,
}

/// Makes statements of entries, one after the other.
///
/// People and events may come in any order. Organisations and places give their names to events
/// that come after them.
pub struct Statements {
    people: Index<Known>,
    places: Index<Rc<str>>,
    people_max: usize,
    pending: Vec<Pending>,
    pending_max: usize,
}

impl Statements {
    /// Without any entries yet.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        Self {
            people: Index::new(limits.people_max),
            places: Index::new(limits.people_max),
            people_max: limits.people_max,
            pending: Vec::new(),
            pending_max: limits.pending_max,
        }
    }

    /// Takes an entry; gives its statement, if it is an event whose person came before. Events
    /// before their people come from [`finish`](Self::finish). Deletions and resources of other
    /// types give nothing.
    ///
    /// # Errors
    /// [`StatementError`], why the entry gives no statement; those after it may.
    pub fn add(&mut self, entry: Entry) -> Result<Option<Statement>, StatementError> {
        let Entry {
            index,
            full_url,
            method,
            resource,
        } = entry;
        if !matches!(method.as_deref(), None | Some("POST" | "PUT" | "GET")) {
            return Ok(None);
        }
        let full_url = full_url.as_deref();
        match resource {
            Some(Resource::Patient(patient)) => {
                self.add_person(index, full_url, &patient).map(|()| None)
            }
            Some(Resource::Organization(named)) => {
                self.add_place(full_url, "Organization", &named);
                Ok(None)
            }
            Some(Resource::Location(named)) => {
                self.add_place(full_url, "Location", &named);
                Ok(None)
            }
            Some(Resource::Immunization(immunization)) => {
                let person = person_of(index, Some(&immunization.patient))?;
                let event = self.vaccination(index, full_url, &immunization)?;
                self.add_event(index, immunization.id, full_url, person, event)
            }
            Some(Resource::Observation(observation)) => {
                let person = person_of(index, observation.subject.as_ref())?;
                let event = self.test(index, full_url, &observation)?;
                self.add_event(index, observation.id, full_url, person, event)
            }
            _ => Ok(None),
        }
    }

    /// The statements of events that came before their people.
    pub fn finish(self) -> impl Iterator<Item = Result<Statement, StatementError>> {
        let people = self.people;
        self.pending.into_iter().map(move |pending| {
            let index = pending.index;
            let known = people.resolve(&pending.person, pending.full_url.as_deref());
            let known = known.ok_or(StatementError::UnknownPerson { index })?;
            Ok(Statement {
                index,
                resource_id: pending.resource_id,
                person: known.facts(index)?,
                event: pending.event,
            })
        })
    }

    fn add_person(
        &mut self,
        index: u64,
        full_url: Option<&str>,
        patient: &Patient,
    ) -> Result<(), StatementError> {
        let known = match (patient.is_modified, patient.active) {
            (true, _) => Known::Modified,
            (false, Some(false)) => Known::Inactive,
            _ => Known::Person(Rc::new(person_facts(patient))),
        };
        let max = self.people_max;
        let id = patient.id.as_deref();
        match self.people.insert(full_url, "Patient", id, &known) {
            Ok(()) => Ok(()),
            Err(IndexFault::Twice) => {
                self.people.replace(full_url, "Patient", id, &Known::Twice);
                Err(StatementError::PersonTwice { index })
            }
            Err(IndexFault::Full) => Err(StatementError::TooManyPeople { max }),
        }
    }

    /// A name of a place is a hint: one too many is not remembered.
    fn add_place(&mut self, full_url: Option<&str>, kind: &str, named: &Named) {
        if let Some(name) = &named.name {
            let name = Rc::from(name.as_str());
            let _full_or_twice = self
                .places
                .insert(full_url, kind, named.id.as_deref(), &name);
        }
    }

    fn add_event(
        &mut self,
        index: u64,
        resource_id: Option<String>,
        full_url: Option<&str>,
        person: String,
        event: EventFacts,
    ) -> Result<Option<Statement>, StatementError> {
        if let Some(known) = self.people.resolve(&person, full_url) {
            let person = known.facts(index)?;
            return Ok(Some(Statement {
                index,
                resource_id,
                person,
                event,
            }));
        }
        if self.pending.len() >= self.pending_max {
            return Err(StatementError::TooManyPending {
                max: self.pending_max,
            });
        }
        self.pending.push(Pending {
            index,
            resource_id,
            full_url: full_url.map(str::to_owned),
            person,
            event,
        });
        Ok(None)
    }

    fn vaccination(
        &self,
        index: u64,
        full_url: Option<&str>,
        immunization: &Immunization,
    ) -> Result<EventFacts, StatementError> {
        if immunization.is_modified {
            return Err(StatementError::Modified { index });
        }
        if immunization.status != "completed" {
            return Err(StatementError::Status { index });
        }
        if immunization.is_subpotent {
            return Err(StatementError::Subpotent { index });
        }
        let place = |reference: &Reference| self.place(reference, full_url);
        let dose = immunization.doses.first();
        let diseases = immunization.doses.iter().flat_map(|dose| &dose.diseases);
        Ok(EventFacts::Vaccination(VaccinationFacts {
            vaccine: codes(&immunization.vaccine_code, index)?,
            diseases: diseases.flat_map(coded).collect(),
            date: date(immunization.occurrence.as_ref(), index)?,
            lot: immunization.lot_number.clone(),
            manufacturer: immunization.manufacturer.as_ref().and_then(place),
            dose: dose.and_then(|dose| dose.number.clone()),
            doses: dose.and_then(|dose| dose.series.clone()),
            facility: immunization
                .location
                .iter()
                .chain(&immunization.performers)
                .find_map(place),
        }))
    }

    fn test(
        &self,
        index: u64,
        full_url: Option<&str>,
        observation: &Observation,
    ) -> Result<EventFacts, StatementError> {
        if observation.is_modified {
            return Err(StatementError::Modified { index });
        }
        if !matches!(
            observation.status.as_str(),
            "final" | "amended" | "corrected"
        ) {
            return Err(StatementError::Status { index });
        }
        let value = observation.value.as_ref();
        let value = value.ok_or(StatementError::NoCode { index })?;
        let mut performers = observation.performers.iter();
        Ok(EventFacts::Test(TestFacts {
            test: codes(&observation.code, index)?,
            result: codes(value, index)?,
            date: date(observation.effective.as_ref(), index)?,
            facility: performers.find_map(|reference| self.place(reference, full_url)),
        }))
    }

    /// The name of an organisation or place.
    fn place(&self, reference: &Reference, full_url: Option<&str>) -> Option<String> {
        reference.display.clone().or_else(|| {
            let name = self
                .places
                .resolve(reference.reference.as_deref()?, full_url)?;
            Some(name.to_string())
        })
    }
}

impl Known {
    fn facts(&self, index: u64) -> Result<PersonFacts, StatementError> {
        match self {
            Self::Person(facts) => Ok(PersonFacts::clone(facts)),
            Self::Modified => Err(StatementError::Modified { index }),
            Self::Inactive => Err(StatementError::Inactive { index }),
            Self::Twice => Err(StatementError::PersonTwice { index }),
        }
    }
}

fn person_of(index: u64, reference: Option<&Reference>) -> Result<String, StatementError> {
    let reference = reference.and_then(|reference| reference.reference.clone());
    reference.ok_or(StatementError::NoPerson { index })
}

fn date(date: Option<&String>, index: u64) -> Result<String, StatementError> {
    date.cloned().ok_or(StatementError::NoDate { index })
}

fn coded(concept: &CodeableConcept) -> impl Iterator<Item = Code> {
    concept.codings.iter().filter_map(|coding| {
        Some(Code {
            system: coding.system.clone()?,
            code: coding.code.clone()?,
        })
    })
}

fn codes(concept: &CodeableConcept, index: u64) -> Result<Vec<Code>, StatementError> {
    let codes: Vec<Code> = coded(concept).collect();
    if codes.is_empty() {
        return Err(StatementError::NoCode { index });
    }
    Ok(codes)
}

fn person_facts(patient: &Patient) -> PersonFacts {
    let of_usage = |usage: Option<&str>| {
        let mut names = patient.names.iter();
        names.find(|name| name.usage.as_deref() == usage)
    };
    let name: Option<&HumanName> = of_usage(Some("official"))
        .or_else(|| of_usage(Some("usual")))
        .or_else(|| of_usage(None));
    let given = name.map(|name| name.given.join(" "));
    let identifiers = patient.identifiers.iter();
    PersonFacts {
        family: name.and_then(|name| name.family.clone()),
        given: given.filter(|given| !given.is_empty()),
        birth_date: patient.birth_date.clone(),
        identifiers: identifiers
            .filter(|identifier| identifier.usage.as_deref() != Some("old"))
            .filter_map(|identifier| Some((identifier.system.clone()?, identifier.value.clone()?)))
            .collect(),
    }
}
