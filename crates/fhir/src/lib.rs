//! HL7 FHIR R4 (4.0.1): the part of it that tells of vaccinations, tests and people.
//!
//! A registry hands over what it knows as a `Bundle`, or as lines of JSON (bulk export); a holder
//! takes theirs home as a `Bundle`. Reading goes entry by entry, so that a file of any length needs
//! the memory of its largest entry:
//!
//! ```
//! use core::ops::ControlFlow;
//! use cleanbill_fhir::{Limits, Statements, read_bundle};
//!
//! let bundle = br#"{"resourceType": "Bundle", "type": "collection", "entry": [
//!   {"fullUrl": "urn:uuid:1", "resource": {"resourceType": "Patient",
//!     "name": [{"family": "Doe", "given": ["Jane"]}], "birthDate": "1980-05"}},
//!   {"resource": {"resourceType": "Immunization", "status": "completed",
//!     "vaccineCode": {"coding": [{"system": "http://hl7.org/fhir/sid/cvx", "code": "207"}]},
//!     "patient": {"reference": "urn:uuid:1"}, "occurrenceDateTime": "2021-05-04"}}]}"#;
//! let limits = Limits::default();
//! let mut statements = Statements::new(&limits);
//! let mut found = Vec::new();
//! read_bundle(bundle.as_slice(), &limits, |entry| {
//!     found.extend(entry.ok().and_then(|entry| statements.add(entry).ok().flatten()));
//!     ControlFlow::Continue(())
//! })?;
//! found.extend(statements.finish().filter_map(Result::ok));
//! assert_eq!(found[0].person.birth_date.as_deref(), Some("1980-05"));
//! # Ok::<(), cleanbill_fhir::FhirError>(())
//! ```
//!
//! * [`read_bundle`], [`read_ndjson`]: entries, each with its [`Resource`] or why there is none.
//! * [`Statements`]: entries to [`Statement`]s, a person with an event; what FHIR marks as not
//!   done, entered in error or modified in a way that is not understood never becomes one.
//! * [`write_bundle`]: a holder's data as a bundle, the same bytes every time.
//!
//! Texts are handed on as they stand: whether a date is a day and a code a vaccine is the domain's
//! to say. Members that are not read are passed over, within the bounds of [`Limits`]. No `Debug`
//! and no error shows what a resource says.

mod bundle;
mod date;
mod error;
mod facts;
mod limits;
mod node;
mod parse;
mod references;
mod resource;
mod statement;
mod write;

pub use bundle::{BundleType, Entry, Summary, read_bundle, read_ndjson};
pub use date::{is_date, is_date_time};
pub use error::{FhirError, Path, Step};
pub use facts::{Code, EventFacts, PersonFacts, Statement, TestFacts, VaccinationFacts};
pub use limits::Limits;
pub use resource::{
    CodeableConcept, Coding, Composition, Dose, HumanName, Identifier, Immunization, Named,
    Observation, Patient, Reference, Resource,
};
pub use statement::{StatementError, Statements};
pub use write::{Export, ExportKind, WriteError, write_bundle};
