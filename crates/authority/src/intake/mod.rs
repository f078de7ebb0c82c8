//! What is told to an authority about an event, before it is checked: a row of a file, a resource
//! of a bundle, a request over HTTP. All of them become one [`Intake`].

pub mod csv;
pub mod fhir;

#[cfg(test)]
mod tests;

use std::fmt;

use cleanbill_hcert::Dcc;
use cleanbill_icao9303::transliteration::Language;
use cleanbill_issuer::holder::{DocumentKind, document_match_key};
use cleanbill_issuer::{CertificateDetails, PassRequest, RequestError, complete_dose};
use thiserror::Error;

use crate::InForm;

/// The longest lot number: GS1 application identifier 10 has 20 characters.
pub const LOT_CHARS_MAX: usize = 20;
/// The longest identifier of a record in the system that it comes from: that of an event's record.
pub const RECORD_CHARS_MAX: usize = 80;
/// FHIR `AdministrativeGender`.
const SEXES: [&str; 4] = ["male", "female", "other", "unknown"];

/// Which document a person showed. It is kept as hashes, for matching only.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    /// What sort of document.
    pub kind: DocumentKind,
    /// Who gave it, ISO 3166-1 alpha-2.
    pub country: String,
    /// Its number; letters and digits count.
    pub number: String,
}

impl Document {
    /// Takes a document as it was written down.
    ///
    /// # Errors
    /// [`IntakeError::Document`], naming what is at fault.
    pub fn new(kind: &str, country: &str, number: &str) -> Result<Self, IntakeError> {
        let fault = |part| IntakeError::Document { part };
        let kind = DocumentKind::from_name(kind.trim()).ok_or(fault("document_type"))?;
        let country = country.trim().to_ascii_uppercase();
        if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(fault("document_country"));
        }
        if document_match_key(kind, &country, number).is_none() {
            return Err(fault("document_number"));
        }
        Ok(Self {
            kind,
            country,
            number: number.to_owned(),
        })
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// What was told, as it was told.
#[derive(Clone, PartialEq, Eq)]
pub struct Told {
    /// Person and event; `is`, `ci` and the version are left empty.
    pub draft: Dcc,
    /// Which rules the name is transliterated by.
    pub language: Language,
    /// Lot of a vaccine.
    pub lot: Option<String>,
    /// Document to match the person by.
    pub document: Option<Document>,
    /// What the source calls this record, so that it is not taken twice.
    pub record: Option<String>,
    /// In which form a pass is asked for.
    pub form: InForm,
}

/// What was told, checked as far as it can be without a clock.
#[derive(Clone, PartialEq, Eq)]
pub struct Intake {
    /// Person and event.
    pub request: PassRequest,
    /// Lot of a vaccine, capitals and digits.
    pub lot: Option<String>,
    /// Document to match the person by.
    pub document: Option<Document>,
    /// What the source calls this record.
    pub record: Option<String>,
    /// In which form a pass is asked for.
    pub form: InForm,
}

impl Told {
    /// Checks it.
    ///
    /// # Errors
    /// [`IntakeError`] of the first field at fault.
    pub fn check(mut self) -> Result<Intake, IntakeError> {
        if let InForm::Icvp(details) = &self.form {
            check_details(details)?;
            self.draft.vaccinations.iter_mut().for_each(complete_dose);
        }
        let request = PassRequest::new(self.draft, self.language)?;
        Ok(Intake {
            request,
            lot: self.lot.as_deref().map(check_lot).transpose()?,
            document: self.document,
            record: self.record.as_deref().map(check_record).transpose()?,
            form: self.form,
        })
    }
}

/// A lot number as it is compared: trimmed, capitals, without spaces; printable ASCII.
pub(crate) fn check_lot(lot: &str) -> Result<String, IntakeError> {
    let lot: String = lot
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| character.to_ascii_uppercase())
        .take(LOT_CHARS_MAX + 1)
        .collect();
    if lot.is_empty() || lot.len() > LOT_CHARS_MAX || !lot.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(IntakeError::Lot);
    }
    Ok(lot)
}

/// What the WHO's layout leaves open, and its guide does not: codes that others can read.
fn check_details(details: &CertificateDetails) -> Result<(), IntakeError> {
    let fault = |part| IntakeError::Certificate { part };
    let is_sex = |sex: &str| SEXES.contains(&sex);
    if !details.sex.as_deref().is_some_and(is_sex) {
        return Err(fault("sex"));
    }
    let is_alpha_3 = |text: &str| text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
    if !details.nationality.as_deref().is_some_and(is_alpha_3) {
        return Err(fault("nationality"));
    }
    Ok(())
}

fn check_record(record: &str) -> Result<String, IntakeError> {
    let record = record.trim();
    let is_short = record.chars().take(RECORD_CHARS_MAX + 1).count() <= RECORD_CHARS_MAX;
    if record.is_empty() || !is_short || record.chars().any(char::is_control) {
        return Err(IntakeError::Record);
    }
    Ok(record.to_owned())
}

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Told").finish_non_exhaustive()
    }
}

impl fmt::Debug for Intake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Intake")
            .field("ground", &self.request.ground())
            .finish_non_exhaustive()
    }
}

/// Why something told cannot be taken. Names fields, never their content.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IntakeError {
    /// Person or event.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// Not a lot number: up to 20 printable characters.
    #[error("lot is not up to {LOT_CHARS_MAX} printable characters")]
    Lot,
    /// Not an identifier of a record: 1 to 80 characters.
    #[error("record is not 1 to {RECORD_CHARS_MAX} characters")]
    Record,
    /// Not a document: its type, country and number have to be given together.
    #[error("{part} is missing or not what it should be")]
    Document {
        /// The column.
        part: &'static str,
    },
    /// What a certificate of vaccination says beside the dose is missing or no code of its list.
    #[error("{part} of the certificate is missing or not what it should be")]
    Certificate {
        /// The member.
        part: &'static str,
    },
    /// The row has no ground, or one that does not exist.
    #[error("ground is not one of vaccination, test, recovery, exemption")]
    Ground,
    /// A cell is filled in that the row's ground does not have.
    #[error("{column} does not belong to the ground, or to the form, that is asked for")]
    Misplaced {
        /// The column.
        column: &'static str,
    },
    /// Not a language that transliteration knows a rule for.
    #[error("language is not a known language code")]
    Language,
    /// Not a whole number.
    #[error("{column} is not a whole number")]
    Number {
        /// The column.
        column: &'static str,
    },
    /// Not UTF-8, with more or fewer cells than the header, or with an open quotation mark.
    #[error("the row is not well-formed CSV in UTF-8 with as many cells as the header")]
    Row,
    /// A resource that cannot be read or tells of nothing that a pass can be given for.
    #[error("the resource cannot be taken: {code}")]
    Resource {
        /// The code of the reader's error.
        code: &'static str,
    },
}

impl IntakeError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Request(error) => error.code(),
            Self::Lot => "intake.lot",
            Self::Record => "intake.record",
            Self::Document { .. } => "intake.document",
            Self::Certificate { .. } => "intake.certificate",
            Self::Ground => "intake.ground",
            Self::Misplaced { .. } => "intake.misplaced",
            Self::Language => "intake.language",
            Self::Number { .. } => "intake.number",
            Self::Row => "intake.row",
            Self::Resource { .. } => "intake.resource",
        }
    }

    /// The field at fault, as the template and the API call it.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::Request(error) => error.field().map_or("", |field| field.name()),
            Self::Lot => "lot",
            Self::Record => "record",
            Self::Document { part } | Self::Certificate { part } => part,
            Self::Ground => "ground",
            Self::Language => "language",
            Self::Misplaced { column } | Self::Number { column } => column,
            Self::Row | Self::Resource { .. } => "",
        }
    }
}
