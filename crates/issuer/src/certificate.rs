//! What of a request goes into the WHO's certificate of vaccination, and what has to be told beside
//! it.

use std::fmt;

use cleanbill_hcert::Icvp;
use cleanbill_hcert::dcc::Vaccination;
use cleanbill_hcert::icvp::{Dose, WriteLayout, find_product};
use cleanbill_hcert::who::find_disease;

use crate::request::PassRequest;

/// The version of the certificate's template where nobody names one.
const TEMPLATE: &str = "1";

/// What the WHO's certificate says beside the name, the birth date and the dose. It stands in the
/// certificate alone: no record of the authority keeps it.
///
/// `Debug` shows the layout: the rest is somebody's.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct CertificateDetails {
    /// Which layout is written.
    pub layout: WriteLayout,
    /// `s`: `male`, `female`, `other` or `unknown`.
    pub sex: Option<String>,
    /// `nt`: ISO 3166-1 alpha-3.
    pub nationality: Option<String>,
    /// `id`: number of an identity document.
    pub document_number: Option<String>,
    /// `dt`: kind of that document, HL7 v2 table 0203.
    pub document_kind: Option<String>,
    /// `gn`: name of a parent or guardian.
    pub guardian: Option<String>,
    /// `vx.cn`: clinician who supervised.
    pub clinician: Option<String>,
    /// `vx.is`: the participant of the WHO's network; the authority where nobody is told.
    pub issuer: Option<String>,
    /// `v`: version of the template; 1 where nobody tells.
    pub template_version: Option<String>,
}

impl fmt::Debug for CertificateDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CertificateDetails")
            .field("layout", &self.layout)
            .finish_non_exhaustive()
    }
}

impl CertificateDetails {
    /// What a certificate says beside name, birth date and dose: for one that takes its place.
    #[must_use]
    pub fn of(icvp: Icvp) -> Self {
        let layout = match icvp.layout {
            cleanbill_hcert::icvp::Layout::C => WriteLayout::C,
            _ => WriteLayout::D,
        };
        let dose = icvp.doses.into_iter().next().unwrap_or_default();
        Self {
            layout,
            sex: icvp.sex,
            nationality: icvp.nationality,
            document_number: icvp.document_number,
            document_kind: icvp.document_kind,
            guardian: icvp.guardian,
            clinician: dose.clinician,
            issuer: dose.issuer,
            template_version: icvp.template_version,
        }
    }
}

/// The certificate of a request, for [`issue_icvp`](crate::issue_icvp), which checks it: of a
/// request that is no vaccination it has no dose. `lot` is the vaccine's, `authority` what stands
/// where no issuer is told.
#[must_use]
pub fn certificate_of(
    request: &PassRequest,
    lot: Option<&str>,
    details: &CertificateDetails,
    authority: &str,
) -> Icvp {
    let dcc = request.draft();
    let parts = [&dcc.name.forename, &dcc.name.surname];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    let issuer = details.issuer.clone();
    let dose = |dose: &Vaccination| Dose {
        product: dose.product.clone(),
        date: dose.date.clone(),
        batch: lot.map(str::to_owned),
        clinician: details.clinician.clone(),
        issuer: issuer.clone().or_else(|| Some(authority.to_owned())),
        ..Dose::default()
    };
    let template = || Some(TEMPLATE.to_owned());
    Icvp {
        layout: details.layout.into(),
        name: (!parts.is_empty()).then(|| parts.join(" ")),
        birth_date: dcc.birth_date.clone(),
        sex: details.sex.clone(),
        nationality: details.nationality.clone(),
        document_number: details.document_number.clone(),
        document_kind: details.document_kind.clone(),
        guardian: details.guardian.clone(),
        template_version: details.template_version.clone().or_else(template),
        issued_on: None,
        doses: dcc.vaccinations.iter().map(dose).collect(),
    }
}

/// Adds to a dose what its product, one of the WHO's, says and nobody told: against which disease
/// (SNOMED CT), which kind of vaccine (ATC), who made it, and that it is the only one. Another dose
/// stays as it is.
pub fn complete_dose(dose: &mut Vaccination) {
    let product = dose.product.as_deref().and_then(find_product);
    let Some(product) = product else { return };
    let disease = product.kind.diseases.first();
    let disease = disease.and_then(|disease| find_disease(disease));
    let fill = |field: &mut Option<String>, value: &str| {
        field.get_or_insert_with(|| value.to_owned());
    };
    if let Some(disease) = disease {
        fill(&mut dose.disease, disease.snomed);
    }
    fill(&mut dose.vaccine, product.kind.atc);
    fill(&mut dose.manufacturer, product.manufacturer);
    dose.dose.get_or_insert(1);
    dose.doses.get_or_insert(1);
}
