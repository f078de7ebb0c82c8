//! The WHO's certificates and health cards, with their entries as the EU would name them: a page
//! has the same rows for each form.

use cleanbill_cose::DateClaim;
use cleanbill_hcert::dcc::{PersonName, Recovery, Test, Vaccination};
use cleanbill_hcert::icvp::Dose;
use cleanbill_hcert::who::find_disease;
use cleanbill_hcert::{Dcc, Icvp};
use cleanbill_shc::{Coding, Condition, Decoder, Immunization, Observation};

use super::Read;
use crate::error::PaperError;

/// What the code of a health card starts with.
pub(super) const CARD: &str = "shc:/";

/// A certificate of vaccination.
pub(super) fn certificate(icvp: Icvp) -> Read {
    let vaccinations = icvp.doses.iter().map(dose).collect();
    Read {
        dcc: Dcc {
            name: PersonName {
                surname: icvp.name,
                ..PersonName::default()
            },
            birth_date: icvp.birth_date,
            vaccinations,
            ..Dcc::default()
        },
        ..Read::default()
    }
}

/// What the product says, in words.
fn dose(dose: &Dose) -> Vaccination {
    let product = dose.who_product();
    let disease = product.and_then(|product| find_disease(product.kind.diseases.first()?));
    Vaccination {
        disease: disease.map(|disease| disease.name.to_owned()),
        vaccine: product.map(|product| product.kind.name.to_owned()),
        product: match product {
            Some(product) => Some(product.name().to_owned()),
            None => dose.product.clone(),
        },
        manufacturer: product.map(|product| product.manufacturer.to_owned()),
        date: dose.date.clone(),
        issuer: dose.issuer.clone().or_else(|| dose.clinician.clone()),
        ..Vaccination::default()
    }
}

/// A health card, from the text of its code.
pub(super) fn card(code: &str) -> Result<Read, PaperError> {
    let card = Decoder::default().decode(code);
    let card = card.map_err(|error| PaperError::Unreadable { code: error.code() })?;
    let content = card.content();
    let patient = content.patients.first().ok_or(PaperError::NotAFullPass)?;
    let given = (!patient.given.is_empty()).then(|| patient.given.join(" "));
    // A card ends at `exp`: the second before is the last good one (RFC 7519, section 4.1.4).
    let last = |end: i64| DateClaim::At(end.saturating_sub(1));
    Ok(Read {
        dcc: Dcc {
            name: PersonName {
                surname: patient.family.clone().or_else(|| patient.text.clone()),
                forename: given,
                ..PersonName::default()
            },
            birth_date: patient.birth_date.clone(),
            vaccinations: content.immunizations.iter().map(immunization).collect(),
            tests: content.observations.iter().map(test).collect(),
            recoveries: content.conditions.iter().map(recovery).collect(),
            ..Dcc::default()
        },
        from: card.not_before().map(DateClaim::At),
        until: card.expires_at().map(last),
        issuer: Some(card.issuer().into_owned()),
        identifier: card.rid().map(std::borrow::Cow::into_owned),
    })
}

fn immunization(dose: &Immunization) -> Vaccination {
    Vaccination {
        vaccine: first(&dose.vaccine),
        manufacturer: dose.manufacturer.clone(),
        dose: dose.dose_number.map(i64::from),
        doses: dose.series_doses.map(i64::from),
        date: dose.occurrence.clone(),
        issuer: dose.performer.clone(),
        ..Vaccination::default()
    }
}

fn test(test: &Observation) -> Test {
    Test {
        test_type: first(&test.code),
        sampled_at: test.effective.clone(),
        result: first(&test.value).or_else(|| test.value_text.clone()),
        centre: test.performer.clone(),
        ..Test::default()
    }
}

fn recovery(illness: &Condition) -> Recovery {
    Recovery {
        disease: first(&illness.code),
        first_positive: illness.onset.clone(),
        ..Recovery::default()
    }
}

/// A code, with the last part of who defines it: `208 (cvx)`.
fn first(codes: &[Coding]) -> Option<String> {
    let coding = codes.first()?;
    let system = coding.system.rsplit('/').next().unwrap_or_default();
    Some(format!("{} ({system})", coding.code))
}
