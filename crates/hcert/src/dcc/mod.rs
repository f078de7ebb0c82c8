//! The EU Digital COVID Certificate payload, schema versions 1.0.0 – 1.3.x
//! (ehn-dcc-schema, "DCC.combined-schema").

mod finding;
mod json;
mod names;
mod read;
mod schema;
mod table;
mod write;

pub use finding::{Fault, Finding, Path, Tolerance};
pub use json::{JsonError, parse_json, render_json};
pub use names::code_name;
pub use read::{Reading, find_dcc, read_dcc};
pub(crate) use read::{count, plain_text, present, text};
pub(crate) use schema::{Check, fault_of};
pub(crate) use table::{ANY, Field, Kind, may, must};
pub(crate) use write::{Member, text as write_text};

/// One DCC. Fields are kept as the issuer wrote them, without white space around: codes are not
/// resolved, dates not interpreted. What is missing, or has an unusable type, is `None` and has a
/// [`Finding`].
///
/// `Debug` tells the kinds of entries only: the rest is somebody's.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Dcc {
    /// `ver`: schema version.
    pub version: Option<String>,
    /// `nam`: whose pass it is.
    pub name: PersonName,
    /// `dob`: `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or empty.
    pub birth_date: Option<String>,
    /// `v`.
    pub vaccinations: Vec<Vaccination>,
    /// `t`.
    pub tests: Vec<Test>,
    /// `r`.
    pub recoveries: Vec<Recovery>,
    /// `xm`: Cleanbill's own group, unknown to the EU schema (ADR 0007).
    pub exemptions: Vec<Exemption>,
}

/// Why a pass was given, as its payload says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryKind {
    /// Group `v`.
    Vaccination,
    /// Group `t`.
    Test,
    /// Group `r`.
    Recovery,
    /// Group `xm`, Cleanbill's own.
    Exemption,
}

/// `nam`: the name in the holder's script and transliterated by ICAO 9303.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PersonName {
    /// `fn`.
    pub surname: Option<String>,
    /// `fnt`: `A`–`Z` and `<`.
    pub surname_standardised: Option<String>,
    /// `gn`.
    pub forename: Option<String>,
    /// `gnt`: `A`–`Z` and `<`.
    pub forename_standardised: Option<String>,
}

/// `v`: one dose.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Vaccination {
    /// `tg`: disease, SNOMED CT.
    pub disease: Option<String>,
    /// `vp`: vaccine or prophylaxis, SNOMED CT or ATC.
    pub vaccine: Option<String>,
    /// `mp`: product, EU register number.
    pub product: Option<String>,
    /// `ma`: marketing authorisation holder or manufacturer.
    pub manufacturer: Option<String>,
    /// `dn`: number of this dose.
    pub dose: Option<i64>,
    /// `sd`: doses in the series.
    pub doses: Option<i64>,
    /// `dt`: date of vaccination, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// `co`: country, ISO 3166-1 alpha-2 where possible.
    pub country: Option<String>,
    /// `is`: who issued the certificate.
    pub issuer: Option<String>,
    /// `ci`: unique certificate identifier (UVCI).
    pub uvci: Option<String>,
}

/// `t`: one test.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Test {
    /// `tg`: disease, SNOMED CT.
    pub disease: Option<String>,
    /// `tt`: type of test, LOINC.
    pub test_type: Option<String>,
    /// `nm`: name of a nucleic acid test.
    pub test_name: Option<String>,
    /// `ma`: rapid test device, EU list number.
    pub device: Option<String>,
    /// `sc`: time of sample collection, RFC 3339 with many variations.
    pub sampled_at: Option<String>,
    /// `tr`: result, SNOMED CT.
    pub result: Option<String>,
    /// `tc`: testing centre.
    pub centre: Option<String>,
    /// `co`: country.
    pub country: Option<String>,
    /// `is`: who issued the certificate.
    pub issuer: Option<String>,
    /// `ci`: unique certificate identifier (UVCI).
    pub uvci: Option<String>,
}

/// `r`: one recovery.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Recovery {
    /// `tg`: disease, SNOMED CT.
    pub disease: Option<String>,
    /// `fr`: date of the first positive test.
    pub first_positive: Option<String>,
    /// `co`: country.
    pub country: Option<String>,
    /// `is`: who issued the certificate.
    pub issuer: Option<String>,
    /// `df`: valid from.
    pub valid_from: Option<String>,
    /// `du`: valid until.
    pub valid_until: Option<String>,
    /// `ci`: unique certificate identifier (UVCI).
    pub uvci: Option<String>,
}

/// `xm`: an exemption, without a diagnosis.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Exemption {
    /// `xv`: version of this group's layout; 1.
    pub layout: Option<i64>,
    /// `tg`: disease, SNOMED CT.
    pub disease: Option<String>,
    /// `df`: valid from.
    pub valid_from: Option<String>,
    /// `du`: valid until.
    pub valid_until: Option<String>,
    /// `co`: country.
    pub country: Option<String>,
    /// `is`: who issued the certificate.
    pub issuer: Option<String>,
    /// `ci`: unique certificate identifier (UVCI).
    pub uvci: Option<String>,
}

impl Dcc {
    /// The kind of every entry, in the order v, t, r, xm. A sound pass has exactly one.
    #[must_use]
    pub fn kinds(&self) -> Vec<EntryKind> {
        let counts = [
            (EntryKind::Vaccination, self.vaccinations.len()),
            (EntryKind::Test, self.tests.len()),
            (EntryKind::Recovery, self.recoveries.len()),
            (EntryKind::Exemption, self.exemptions.len()),
        ];
        counts
            .into_iter()
            .flat_map(|(kind, count)| std::iter::repeat_n(kind, count))
            .collect()
    }

    /// The one entry's kind; `None` if there is no entry, or more than one.
    #[must_use]
    pub fn kind(&self) -> Option<EntryKind> {
        let lens = [
            self.vaccinations.len(),
            self.tests.len(),
            self.recoveries.len(),
            self.exemptions.len(),
        ];
        match lens {
            [1, 0, 0, 0] => Some(EntryKind::Vaccination),
            [0, 1, 0, 0] => Some(EntryKind::Test),
            [0, 0, 1, 0] => Some(EntryKind::Recovery),
            [0, 0, 0, 1] => Some(EntryKind::Exemption),
            _ => None,
        }
    }

    /// The UVCI of the first entry.
    #[must_use]
    pub fn uvci(&self) -> Option<&str> {
        let v = self.vaccinations.iter().map(|entry| &entry.uvci);
        let t = self.tests.iter().map(|entry| &entry.uvci);
        let r = self.recoveries.iter().map(|entry| &entry.uvci);
        let x = self.exemptions.iter().map(|entry| &entry.uvci);
        v.chain(t).chain(r).chain(x).next()?.as_deref()
    }

    /// The country of the first entry.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        let v = self.vaccinations.iter().map(|entry| &entry.country);
        let t = self.tests.iter().map(|entry| &entry.country);
        let r = self.recoveries.iter().map(|entry| &entry.country);
        let x = self.exemptions.iter().map(|entry| &entry.country);
        v.chain(t).chain(r).chain(x).next()?.as_deref()
    }
}

impl std::fmt::Debug for Dcc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dcc")
            .field("kinds", &self.kinds())
            .finish_non_exhaustive()
    }
}

hide_content!(PersonName, Vaccination, Test, Recovery, Exemption);
