//! DIVOC, the certificates of India and of others that run its software (eGov Foundation, *DIVOC*
//! 1.x and 2.x; *Verifiable Credentials Data Model 1.0*; *Linked Data Proofs 1.0*).
//!
//! ```text
//! B64:UEsDB…   or the bytes themselves
//!   └ ZIP: certificate.json ─►  { "@context": […], "type": […], "credentialSubject": {…},
//!                                 "issuer": …, "issuanceDate": …, "evidence": [{…}],
//!                                 "proof": { "type": "RsaSignature2018", "jws": "…..…", … } }
//!
//! signed = header of jws ‖ "." ‖ SHA-256(canonical proof options) ‖ SHA-256(canonical rest)
//! ```
//!
//! # What the signature leaves open
//!
//! What is signed are RDF statements, not JSON, and DIVOC's context gives several members one name:
//! `dose` and `totalDoses` are both `schema:doseValue`; `vaccine`, `manufacturer` and `batch` are
//! all `schema:id`; the three dates are all `schema:date`. Whoever holds a certificate can exchange
//! such values, and the signature stays good: "1 of 2" can be made "2 of 1". [`Evidence`] therefore
//! has, beside the members as they stand, what follows from the signed statements alone, whatever
//! their order: [`Evidence::doses`], [`Evidence::day`], [`Evidence::identifiers`].

mod contexts;
mod error;
mod proof;
mod read;
#[cfg(test)]
mod tests;
mod zip;

use cleanbill_crypto::{Algorithm, PublicKey, VerifyError};
use serde_json::Value;

pub use error::{DivocError, ProofPart};
pub use zip::ZipError;

use crate::Limits;

/// A certificate, taken apart and not verified yet. Personal: `Debug` shows whose key.
#[derive(Clone, PartialEq, Eq)]
pub struct Divoc {
    pub(crate) issuer: Option<String>,
    pub(crate) issued_at: Option<String>,
    pub(crate) expires_at: Option<String>,
    pub(crate) subject: Subject,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) method: String,
    pub(crate) algorithm: Algorithm,
    pub(crate) signed: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) payload: Value,
}

/// What a signature leaves open.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Finding {
    /// Dose and series differ, or one is missing: which number is which, nobody signed.
    DosesOpen,
}

impl Finding {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DosesOpen => "divoc.doses-open",
        }
    }
}

/// `credentialSubject`: whose it is.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// `id`: a document, as `did:Passport:…`.
    pub id: Option<String>,
    /// `name`: the whole of it.
    pub name: Option<String>,
    /// `dob`: `YYYY-MM-DD`, in the second version of the context only.
    pub birth_date: Option<String>,
    /// `age` in years on the day of issue, as text.
    pub age: Option<String>,
    /// `gender` or `sex`.
    pub gender: Option<String>,
    /// `nationality`.
    pub nationality: Option<String>,
}

/// `evidence`: a dose or a test.
#[derive(Clone, PartialEq, Eq)]
pub enum Evidence {
    /// Of type `Vaccination`.
    Vaccination(Box<Vaccination>),
    /// Of type `TestDetails`.
    Test(Box<Test>),
}

/// One dose, its members as they stand.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Vaccination {
    /// `certificateId`.
    pub certificate_id: Option<String>,
    /// `vaccine`: a name, as `COVISHIELD`.
    pub vaccine: Option<String>,
    /// `icd11Code`: as `XM68M6`.
    pub icd11: Option<String>,
    /// `prophylaxis`: as `COVID-19 vaccine, …`.
    pub prophylaxis: Option<String>,
    /// `manufacturer`.
    pub manufacturer: Option<String>,
    /// `batch`.
    pub batch: Option<String>,
    /// `date`: an instant, or a day.
    pub date: Option<String>,
    /// `effectiveStart`: a day.
    pub effective_start: Option<String>,
    /// `effectiveUntil`: a day.
    pub effective_until: Option<String>,
    /// `dose`: its number.
    pub dose: Option<String>,
    /// `totalDoses`: how many the series has.
    pub total_doses: Option<String>,
    /// `facility.address.addressCountry`.
    pub country: Option<String>,
}

/// One test, its members as they stand.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Test {
    /// `certificateId`.
    pub certificate_id: Option<String>,
    /// `testType`: as `RT-PCR`.
    pub kind: Option<String>,
    /// `testName`.
    pub name: Option<String>,
    /// `disease`.
    pub disease: Option<String>,
    /// `sampleOrigin`.
    pub sample_origin: Option<String>,
    /// `result`: as `Negative`.
    pub result: Option<String>,
    /// `manufacturer`.
    pub manufacturer: Option<String>,
    /// `batch`.
    pub batch: Option<String>,
    /// `sampleCollectionTimestamp`.
    pub sampled_at: Option<String>,
    /// `resultTimestamp`.
    pub result_at: Option<String>,
    /// `expiry`.
    pub expires_at: Option<String>,
    /// `facility.address.addressCountry`.
    pub country: Option<String>,
}

impl Evidence {
    /// Number of the dose and doses of the series, if the signed statements tell them apart: that
    /// is, if both are the same. Of two different numbers nobody can say which is which.
    #[must_use]
    pub fn doses(&self) -> Option<(u32, u32)> {
        let Self::Vaccination(dose) = self else {
            return None;
        };
        let number = |text: &Option<String>| text.as_ref()?.parse::<u32>().ok();
        let (dose, total) = (number(&dose.dose)?, number(&dose.total_doses)?);
        (dose == total).then_some((dose, total))
    }

    /// When it happened, as the signed statements have it whatever their order: the only instant
    /// among days, else the earliest, since nothing begins to count before it is done.
    #[must_use]
    pub fn day(&self) -> Option<&str> {
        let dates: Vec<&str> = match self {
            Self::Vaccination(dose) => {
                let dates = [&dose.date, &dose.effective_start, &dose.effective_until];
                dates.into_iter().flatten().map(String::as_str).collect()
            }
            Self::Test(test) => {
                let dates = [&test.sampled_at, &test.result_at, &test.expires_at];
                dates.into_iter().flatten().map(String::as_str).collect()
            }
        };
        let mut instants = dates.iter().filter(|date| date.contains('T'));
        match (instants.next(), instants.next()) {
            (Some(only), None) => Some(only),
            // Times of one form and one zone are in order as text is.
            _ => dates.into_iter().filter(|date| !date.is_empty()).min(),
        }
    }

    /// The values that are signed under one name, in no order: what of them is a vaccine, a kind of
    /// test or a result has to be found out by the value itself.
    pub fn identifiers(&self) -> impl Iterator<Item = &str> {
        let values: Vec<&Option<String>> = match self {
            Self::Vaccination(dose) => vec![
                &dose.certificate_id,
                &dose.vaccine,
                &dose.icd11,
                &dose.manufacturer,
                &dose.batch,
            ],
            Self::Test(test) => vec![
                &test.certificate_id,
                &test.kind,
                &test.disease,
                &test.sample_origin,
                &test.result,
                &test.manufacturer,
                &test.batch,
            ],
        };
        values.into_iter().filter_map(|value| value.as_deref())
    }
}

impl Divoc {
    /// Reads the text of a code: an archive as `B64:` or base 64, its bytes as the characters of
    /// ISO 8859-1 that scanners make of them, or the certificate itself.
    ///
    /// # Errors
    /// [`DivocError`].
    pub fn parse(text: &str, limits: &Limits) -> Result<Self, DivocError> {
        read::parse(text, limits)
    }

    /// Checks that it names somebody, and something that happened.
    ///
    /// # Errors
    /// [`DivocError::Incomplete`].
    pub fn check_complete(&self) -> Result<(), DivocError> {
        let is_complete = self.subject.name.is_some() && !self.evidence.is_empty();
        is_complete.then_some(()).ok_or(DivocError::Incomplete)
    }

    /// What the signature leaves open and somebody would want to know.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let is_open = |evidence: &&Evidence| {
            matches!(evidence, Evidence::Vaccination(_)) && evidence.doses().is_none()
        };
        self.evidence
            .iter()
            .filter(is_open)
            .map(|_| Finding::DosesOpen)
            .collect()
    }

    /// `issuer`: an address.
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        self.issuer.as_deref()
    }

    /// `issuanceDate`: RFC 3339.
    #[must_use]
    pub fn issued_at(&self) -> Option<&str> {
        self.issued_at.as_deref()
    }

    /// `expirationDate`: RFC 3339; most have none.
    #[must_use]
    pub fn expires_at(&self) -> Option<&str> {
        self.expires_at.as_deref()
    }

    /// Whose it is.
    #[must_use]
    pub const fn subject(&self) -> &Subject {
        &self.subject
    }

    /// What it is for.
    #[must_use]
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// `proof.verificationMethod`: the name of the key, as `did:india`.
    #[must_use]
    pub fn verification_method(&self) -> &str {
        &self.method
    }

    /// How it is signed: PS256 or `EdDSA`.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The bytes that are signed.
    #[must_use]
    pub fn signed(&self) -> &[u8] {
        &self.signed
    }

    /// The signature.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The whole certificate.
    #[must_use]
    pub const fn payload(&self) -> &Value {
        &self.payload
    }

    /// Checks the signature with one key.
    ///
    /// # Errors
    /// [`VerifyError`].
    pub fn verify(&self, key: &PublicKey) -> Result<(), VerifyError> {
        key.verify(self.algorithm, &self.signed, &self.signature)
    }
}

impl core::fmt::Debug for Divoc {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Divoc")
            .field("method", &self.method)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}

hide_content!(Subject, Evidence, Vaccination, Test);
