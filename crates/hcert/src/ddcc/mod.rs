//! The WHO's Digital Documentation of COVID-19 Certificates (DDCC): its core data sets for a
//! vaccination (claim −260, key 3) and for a test (key 4).
//!
//! ```text
//! {name birthDate sex identifier                     the person
//!  vaccine brand manufacturer ma_holder lot date     a vaccination, flat or under `vaccination`
//!    vaccine_valid dose total_doses country centre hw disease due_date
//!  pathogen type brand manufacturer origin date      a test, flat or under `test`
//!    result centre country
//!  hcid pha valid_from valid_until}                  the certificate, flat or under `certificate`
//! ```
//!
//! A code is `{code, system, display}`. Sources: StructureDefinitions `DDCCCoreDataSetVS` and
//! `DDCCCoreDataSetTR` of WorldHealthOrganization/ddcc, and the reading of them in
//! WorldHealthOrganization/gdhcn-validator. Samples exist in which the data set is the whole signed
//! content, without a claim.

mod read;

use crate::dcc::{Finding, Tolerance};

pub(crate) use read::find_bare;
pub use read::read_ddcc;

/// The key of a vaccination's data set inside claim −260.
pub const VACCINATION_KEY: i64 = 3;

/// The key of a test's.
pub const TEST_KEY: i64 = 4;

/// A code with its system.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Coding {
    /// URI of the system; `None` if only a text stands there.
    pub system: Option<String>,
    /// The code.
    pub code: String,
    /// What it is called.
    pub display: Option<String>,
}

/// One data set. Fields are kept as the issuer wrote them, without white space around.
///
/// `Debug` tells the kind only: the rest is somebody's.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Ddcc {
    /// `name`: full name, one text.
    pub name: Option<String>,
    /// `birthDate`: `YYYY-MM-DD`.
    pub birth_date: Option<String>,
    /// `sex`: FHIR `AdministrativeGender`.
    pub sex: Option<Coding>,
    /// `identifier`: number of an identity document.
    pub identifier: Option<String>,
    /// `hcid`: the certificate's identifier.
    pub identifier_of_certificate: Option<String>,
    /// `pha` or `issuer`: the public health authority.
    pub authority: Option<String>,
    /// `valid_from`.
    pub valid_from: Option<String>,
    /// `valid_until`.
    pub valid_until: Option<String>,
    /// What happened.
    pub event: DdccEvent,
}

/// What a data set is about.
#[derive(Clone, PartialEq, Eq)]
pub enum DdccEvent {
    /// Key 3.
    Vaccination(DdccVaccination),
    /// Key 4.
    Test(DdccTest),
}

impl Default for DdccEvent {
    fn default() -> Self {
        Self::Vaccination(DdccVaccination::default())
    }
}

/// One dose.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct DdccVaccination {
    /// `disease`.
    pub disease: Option<Coding>,
    /// `vaccine`: kind of vaccine.
    pub vaccine: Option<Coding>,
    /// `brand`: product.
    pub brand: Option<Coding>,
    /// `manufacturer`.
    pub manufacturer: Option<Coding>,
    /// `lot`.
    pub lot: Option<String>,
    /// `date`: day of the vaccination.
    pub date: Option<String>,
    /// `vaccine_valid` or `validFrom`: first day on which it counts.
    pub counts_from: Option<String>,
    /// `dose`: number of this dose.
    pub dose: Option<i64>,
    /// `total_doses`: doses in the series.
    pub doses: Option<i64>,
    /// `country`: ISO 3166-1.
    pub country: Option<Coding>,
    /// `centre`.
    pub centre: Option<String>,
}

/// One test.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct DdccTest {
    /// `pathogen`: disease or agent.
    pub pathogen: Option<Coding>,
    /// `type`: kind of test.
    pub test_type: Option<Coding>,
    /// `brand`: device.
    pub brand: Option<Coding>,
    /// `manufacturer`.
    pub manufacturer: Option<Coding>,
    /// `date`: time of the sample.
    pub date: Option<String>,
    /// `result`.
    pub result: Option<Coding>,
    /// `centre`.
    pub centre: Option<String>,
    /// `country`: ISO 3166-1.
    pub country: Option<Coding>,
}

/// A data set as read, with all that was odd about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DdccReading {
    /// The data set.
    pub ddcc: Ddcc,
    /// Departures from its definition; empty if it conforms.
    pub findings: Vec<Finding>,
    /// What was read as it was meant, sorted, each once.
    pub tolerances: Vec<Tolerance>,
}

impl Ddcc {
    /// `vaccination` or `test`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self.event {
            DdccEvent::Vaccination(_) => "vaccination",
            DdccEvent::Test(_) => "test",
        }
    }
}

impl std::fmt::Debug for Ddcc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ddcc")
            .field("kind", &self.kind())
            .finish_non_exhaustive()
    }
}

hide_content!(Coding, DdccEvent, DdccVaccination, DdccTest);

#[cfg(test)]
mod tests;
