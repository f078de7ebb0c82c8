//! What is stated, in the texts of the source. `Debug` shows the type only.

use crate::resource::debug_by_name;

/// What a bundle says of a person and one event, in its own texts.
#[derive(Clone, PartialEq, Eq)]
pub struct Statement {
    /// The number of the event's entry, counted from 0.
    pub index: u64,
    /// The event's `id`, by which the source knows it.
    pub resource_id: Option<String>,
    /// The person.
    pub person: PersonFacts,
    /// The event.
    pub event: EventFacts,
}

/// A person.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PersonFacts {
    /// The family name of the official name, or of the usual one where none is official.
    pub family: Option<String>,
    /// The given names of the same, with a space between.
    pub given: Option<String>,
    /// The birth date, perhaps without day or month.
    pub birth_date: Option<String>,
    /// System and value of each identifier that has both and is not an old one.
    pub identifiers: Vec<(String, String)>,
}

/// An event.
#[derive(Clone, PartialEq, Eq)]
pub enum EventFacts {
    /// A dose that was given.
    Vaccination(VaccinationFacts),
    /// A test with its result.
    Test(TestFacts),
}

/// A code and its system, a URI such as `http://snomed.info/sct`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code {
    /// The system.
    pub system: String,
    /// The code.
    pub code: String,
}

/// A dose that was given.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct VaccinationFacts {
    /// The vaccine: one meaning in several systems, at least one.
    pub vaccine: Vec<Code>,
    /// The diseases it is against, where they are said.
    pub diseases: Vec<Code>,
    /// The day or time, perhaps without day or month.
    pub date: String,
    /// Lot number.
    pub lot: Option<String>,
    /// Maker, by name.
    pub manufacturer: Option<String>,
    /// Number of the dose.
    pub dose: Option<String>,
    /// Doses of the series.
    pub doses: Option<String>,
    /// Where, or by whom, by name.
    pub facility: Option<String>,
}

/// A test with its result.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct TestFacts {
    /// What was looked for: one meaning in several systems, at least one.
    pub test: Vec<Code>,
    /// What was found: likewise.
    pub result: Vec<Code>,
    /// The day or time of the sample, perhaps without day or month.
    pub date: String,
    /// By whom, by name.
    pub facility: Option<String>,
}

debug_by_name!(
    Statement,
    PersonFacts,
    EventFacts,
    Code,
    VaccinationFacts,
    TestFacts
);
