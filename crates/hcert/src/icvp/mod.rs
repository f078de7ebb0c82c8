//! The WHO's International Certificate of Vaccination or Prophylaxis (ICVP; IHR 2005, annex 6), of
//! which earlier drafts were called Digital Vaccination Certificate: claim −260, key −6.
//!
//! Its layout moved while it was drafted; codes of every layout circulate as samples:
//!
//! ```text
//! A  2024, samples   n dob s ntl nid     gn v {dn tg vp mp ma mid dt bo vls vle cn is}
//! B  draft           n dob s ntl nid ndt gn v [+ {vp dt cn is bo vls vle}]
//! C  2026-08-31 12:36  n dob s nt id dt  gn vx {vp dt cn is bo}  v   (template's version)
//! D  2026-08-31 12:51  n dob s nt id dt  gn vx {vp dv cn is bo}  v [d]
//! ```
//!
//! Sources: WorldHealthOrganization/smart-trust-phw, `input/fsh/models/DVCMin.fsh` and
//! `DVCMinVaccineDetails.fsh`; WorldHealthOrganization/smart-icvp, `input/fsh/models/ICVPMin.fsh`
//! and `input/pagecontent/system-requirements.md`. `d`, the day of issue, came in September 2026.
//!
//! All are read, [`Layout`] says which; C and D are written. Departures are [`Finding`]s: the
//! reader refuses nothing for its content.

mod layout;
pub mod product;
mod read;
mod write;

use crate::dcc::{Finding, Tolerance};

pub use layout::Layout;
pub use product::{Product, ProductTable, find_product};
pub use read::read_icvp;
pub use write::WriteLayout;

/// The key of an ICVP inside claim −260. Negative ones are for development by the WHO's
/// specification; the ICVP has none of its own yet.
pub const ICVP_KEY: i64 = -6;

/// One certificate. Fields are kept as the issuer wrote them, without white space around.
///
/// `Debug` tells the layout only: the rest is somebody's.
#[derive(Clone, PartialEq, Eq)]
pub struct Icvp {
    /// Which layout it was read from.
    pub layout: Layout,
    /// `n`: full name, as the travel document has it; one text.
    pub name: Option<String>,
    /// `dob`: `YYYY-MM-DD`.
    pub birth_date: Option<String>,
    /// `s`: `male`, `female`, `other` or `unknown` (FHIR `AdministrativeGender`).
    pub sex: Option<String>,
    /// `nt`, earlier `ntl`: nationality, ISO 3166-1 alpha-3 by the guide.
    pub nationality: Option<String>,
    /// `id`, earlier `nid`: number of an identity document.
    pub document_number: Option<String>,
    /// `dt`, earlier `ndt`: kind of that document, HL7 v2 table 0203.
    pub document_kind: Option<String>,
    /// `gn`: name of a parent or guardian.
    pub guardian: Option<String>,
    /// `v` of layouts C and D: version of the certificate's template.
    pub template_version: Option<String>,
    /// `d`: day of issue, `YYYY-MM-DD`.
    pub issued_on: Option<String>,
    /// The doses: one, but in layout B.
    pub doses: Vec<Dose>,
}

/// One dose of a certificate.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Dose {
    /// `tg` of layout A: disease, ICD-11. Later layouts leave it to the product.
    pub disease: Option<String>,
    /// `vp` of layout A: kind of vaccine, ICD-11 or SNOMED CT.
    pub vaccine: Option<String>,
    /// `vp` from layout B on: the WHO's id of the product ([`find_product`]); `mp` of layout A: an
    /// id of the issuer's own.
    pub product: Option<String>,
    /// `ma` of layout A: manufacturer.
    pub manufacturer: Option<String>,
    /// `mid` of layout A: the manufacturer's id.
    pub manufacturer_id: Option<String>,
    /// `dn` of layout A: which dose, in the issuer's own words.
    pub dose: Option<String>,
    /// `dt`, in layout D `dv`: day of the vaccination, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// `bo`: batch.
    pub batch: Option<String>,
    /// `vls` up to layout B: first day on which the certificate is valid.
    pub valid_from: Option<String>,
    /// `vle` up to layout B: last day.
    pub valid_until: Option<String>,
    /// `cn`: clinician who supervised.
    pub clinician: Option<String>,
    /// `is`: issuing authority; a participant of the GDHCN from layout C on.
    pub issuer: Option<String>,
}

impl Dose {
    /// The WHO's product, if its id is one of the WHO's.
    #[must_use]
    pub fn who_product(&self) -> Option<Product> {
        find_product(self.product.as_deref()?)
    }
}

/// A certificate as read, with all that was odd about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IcvpReading {
    /// The certificate.
    pub icvp: Icvp,
    /// Departures from its layout, in its order; empty if it conforms.
    pub findings: Vec<Finding>,
    /// What was read as it was meant, sorted, each once.
    pub tolerances: Vec<Tolerance>,
}

impl Default for Icvp {
    /// Empty, of the newest layout.
    fn default() -> Self {
        Self {
            layout: Layout::D,
            name: None,
            birth_date: None,
            sex: None,
            nationality: None,
            document_number: None,
            document_kind: None,
            guardian: None,
            template_version: None,
            issued_on: None,
            doses: Vec::new(),
        }
    }
}

impl std::fmt::Debug for Icvp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Icvp")
            .field("layout", &self.layout)
            .finish_non_exhaustive()
    }
}

/// Shows no content: it is somebody's.
impl std::fmt::Debug for Dose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dose").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
