//! The resources and types of FHIR R4 that are read, with the elements that are read of them.
//!
//! Texts are as they stand in the JSON. `Debug` shows the type only.

use core::fmt;

/// A resource of a bundle.
#[non_exhaustive]
#[derive(Clone, PartialEq, Eq)]
pub enum Resource {
    /// A person.
    Patient(Patient),
    /// A dose.
    Immunization(Box<Immunization>),
    /// A finding, such as the result of a test.
    Observation(Box<Observation>),
    /// The table of contents of a document.
    Composition(Composition),
    /// An organisation.
    Organization(Named),
    /// A place.
    Location(Named),
    /// A resource of another type.
    Other,
}

/// `Patient`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Patient {
    /// `id`.
    pub id: Option<String>,
    /// `modifierExtension` or `implicitRules` is there: what is said may mean something else.
    pub is_modified: bool,
    /// `active`; absent means nothing.
    pub active: Option<bool>,
    /// `identifier`.
    pub identifiers: Vec<Identifier>,
    /// `name`.
    pub names: Vec<HumanName>,
    /// `birthDate`, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub birth_date: Option<String>,
}

/// `Immunization`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Immunization {
    /// `id`.
    pub id: Option<String>,
    /// `modifierExtension` or `implicitRules` is there.
    pub is_modified: bool,
    /// `status`: `completed`, `entered-in-error` or `not-done`.
    pub status: String,
    /// `vaccineCode`.
    pub vaccine_code: CodeableConcept,
    /// `patient`.
    pub patient: Reference,
    /// `occurrenceDateTime`; absent where there is `occurrenceString`, which nobody can compare.
    pub occurrence: Option<String>,
    /// `isSubpotent`: the dose was less than it should have been.
    pub is_subpotent: bool,
    /// `lotNumber`.
    pub lot_number: Option<String>,
    /// `manufacturer`.
    pub manufacturer: Option<Reference>,
    /// `location`.
    pub location: Option<Reference>,
    /// `performer.actor`.
    pub performers: Vec<Reference>,
    /// `protocolApplied`.
    pub doses: Vec<Dose>,
}

/// `Immunization.protocolApplied`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Dose {
    /// `targetDisease`.
    pub diseases: Vec<CodeableConcept>,
    /// `doseNumberPositiveInt` or `doseNumberString`.
    pub number: Option<String>,
    /// `seriesDosesPositiveInt` or `seriesDosesString`.
    pub series: Option<String>,
}

/// `Observation`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Observation {
    /// `id`.
    pub id: Option<String>,
    /// `modifierExtension` or `implicitRules` is there.
    pub is_modified: bool,
    /// `status`: `final`, `amended`, `corrected`, or one of those that do not count.
    pub status: String,
    /// `code`: what was looked for.
    pub code: CodeableConcept,
    /// `subject`.
    pub subject: Option<Reference>,
    /// `effectiveDateTime`.
    pub effective: Option<String>,
    /// `valueCodeableConcept`: what was found.
    pub value: Option<CodeableConcept>,
    /// `performer`.
    pub performers: Vec<Reference>,
}

/// `Composition`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Composition {
    /// `id`.
    pub id: Option<String>,
    /// `status`.
    pub status: String,
    /// `date`.
    pub date: String,
    /// `title`.
    pub title: String,
    /// `subject`.
    pub subject: Option<Reference>,
}

/// `Organization` or `Location`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// `id`.
    pub id: Option<String>,
    /// `name`.
    pub name: Option<String>,
}

/// `Identifier`: who gave it, and what.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Identifier {
    /// `system`, a URI.
    pub system: Option<String>,
    /// `value`.
    pub value: Option<String>,
    /// `use`: `usual`, `official`, `temp`, `secondary` or `old`.
    pub usage: Option<String>,
}

/// `HumanName`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct HumanName {
    /// `use`: `usual`, `official`, `temp`, `nickname`, `anonymous`, `old` or `maiden`.
    pub usage: Option<String>,
    /// `family`.
    pub family: Option<String>,
    /// `given`.
    pub given: Vec<String>,
}

/// `CodeableConcept`: one meaning, in the codes of several systems.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct CodeableConcept {
    /// `coding`.
    pub codings: Vec<Coding>,
}

/// `Coding`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Coding {
    /// `system`, a URI.
    pub system: Option<String>,
    /// `code`.
    pub code: Option<String>,
}

/// `Reference`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Reference {
    /// `reference`: `urn:uuid:…`, `Patient/1`, or a whole address.
    pub reference: Option<String>,
    /// `display`.
    pub display: Option<String>,
}

macro_rules! debug_by_name {
    ($($name:ident),* $(,)?) => {$(
        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}
pub(crate) use debug_by_name;

debug_by_name!(
    Patient,
    Immunization,
    Dose,
    Observation,
    Composition,
    Named,
    Identifier,
    HumanName,
    CodeableConcept,
    Coding,
    Reference,
);

impl fmt::Debug for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Patient(_) => "Patient",
            Self::Immunization(_) => "Immunization",
            Self::Observation(_) => "Observation",
            Self::Composition(_) => "Composition",
            Self::Organization(_) => "Organization",
            Self::Location(_) => "Location",
            Self::Other => "Other",
        })
    }
}
