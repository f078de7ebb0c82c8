//! Issuing passes, and seeing beforehand what they would say.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_authority::intake::{Document, IntakeError, Told};
use cleanbill_authority::{AuthorityError, InForm, RequestKey, request_hash};
use cleanbill_hcert::Dcc;
use cleanbill_hcert::dcc::{
    EntryKind, Exemption, PersonName, Recovery, Test, Vaccination, render_json,
};
use cleanbill_icao9303::transliteration::Language;
use cleanbill_issuer::CertificateDetails;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::problem::Problem;
use crate::routes::asked::idempotency_key;
use crate::sign_in::Signed;

/// A name, in the holder's script.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Name {
    /// Up to 80 characters; surname or forename has to be there.
    surname: Option<String>,
    /// Up to 80 characters.
    forename: Option<String>,
    /// The holder's own spelling in `A`–`Z` and `<`; without it, transliterated (ICAO 9303).
    surname_standardised: Option<String>,
    /// As for the surname.
    forename_standardised: Option<String>,
    /// ISO 639-1, for transliteration.
    language: Option<String>,
}

/// A vaccination.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VaccinationTold {
    /// SNOMED CT; without it COVID-19.
    disease: Option<String>,
    /// ISO 3166-1 alpha-2; without it the authority's.
    country: Option<String>,
    /// SNOMED CT or ATC.
    vaccine: Option<String>,
    /// Number in the EU register.
    product: Option<String>,
    /// Code of the holder of the marketing authorisation.
    manufacturer: Option<String>,
    /// 1 to 99.
    dose: Option<i64>,
    /// 1 to 99.
    doses: Option<i64>,
    /// `YYYY-MM-DD`.
    date: Option<String>,
}

/// A test.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TestTold {
    /// SNOMED CT; without it COVID-19.
    disease: Option<String>,
    /// ISO 3166-1 alpha-2; without it the authority's.
    country: Option<String>,
    /// `LP6464-4` nucleic acid, `LP217198-3` rapid antigen.
    #[serde(rename = "type")]
    #[schema(rename = "type")]
    test_type: Option<String>,
    /// Name of a nucleic acid test.
    name: Option<String>,
    /// EU list number of a rapid test.
    device: Option<String>,
    /// RFC 3339.
    sampled_at: Option<String>,
    /// `260415000` not detected, `260373001` detected.
    result: Option<String>,
    /// Testing centre.
    centre: Option<String>,
}

/// A recovery.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecoveryTold {
    /// SNOMED CT; without it COVID-19.
    disease: Option<String>,
    /// ISO 3166-1 alpha-2; without it the authority's.
    country: Option<String>,
    /// `YYYY-MM-DD`.
    first_positive: Option<String>,
    /// `YYYY-MM-DD`; without it by the authority's rule.
    valid_from: Option<String>,
    /// `YYYY-MM-DD`; without it by the authority's rule.
    valid_until: Option<String>,
}

/// An exemption; no reason and no diagnosis.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExemptionTold {
    /// SNOMED CT; without it COVID-19.
    disease: Option<String>,
    /// ISO 3166-1 alpha-2; without it the authority's.
    country: Option<String>,
    /// `YYYY-MM-DD`.
    valid_from: Option<String>,
    /// `YYYY-MM-DD`.
    valid_until: Option<String>,
}

/// A document that the person showed; kept as hashes, for matching only.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentTold {
    /// Such as `passport`, `identity-card`.
    #[serde(rename = "type")]
    #[schema(rename = "type")]
    pub(crate) kind: String,
    /// ISO 3166-1 alpha-2.
    pub(crate) country: String,
    /// Letters and digits count.
    pub(crate) number: String,
}

/// In which form a pass is issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FormAsked {
    /// The EU's certificate.
    #[default]
    Dcc,
    /// The WHO's certificate of vaccination or prophylaxis: of a vaccination with a product of the
    /// WHO's tables, a `lot` and a `certificate`.
    Icvp,
    /// A SMART Health Card.
    Shc,
}

/// What the WHO's certificate says beside name, birth date and dose. It stands in the certificate
/// alone.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CertificateTold {
    /// `male`, `female`, `other` or `unknown`.
    sex: String,
    /// ISO 3166-1 alpha-3.
    nationality: String,
    /// Number of an identity document.
    document_number: Option<String>,
    /// Kind of that document (HL7 v2 table 0203): `PPN` for a passport.
    document_kind: Option<String>,
    /// Name of a parent or guardian.
    guardian: Option<String>,
    /// Clinician who supervised.
    clinician: Option<String>,
    /// Issuing authority, as the WHO's network names the participant; without it the country.
    issuer: Option<String>,
    /// Version of the template; without it 1.
    template: Option<String>,
}

impl CertificateTold {
    fn details(self) -> CertificateDetails {
        CertificateDetails {
            sex: Some(self.sex),
            nationality: Some(self.nationality),
            document_number: self.document_number,
            document_kind: self.document_kind,
            guardian: self.guardian,
            clinician: self.clinician,
            issuer: self.issuer,
            template_version: self.template,
            ..CertificateDetails::default()
        }
    }
}

/// The form that is asked for, with what belongs to it alone.
pub(crate) fn in_form(
    form: FormAsked,
    certificate: Option<CertificateTold>,
) -> Result<InForm, AuthorityError> {
    let column = "certificate";
    match (form, certificate) {
        (FormAsked::Dcc, None) => Ok(InForm::Dcc),
        (FormAsked::Shc, None) => Ok(InForm::Shc),
        (FormAsked::Icvp, Some(told)) => Ok(InForm::Icvp(Box::new(told.details()))),
        _ => Err(IntakeError::Misplaced { column }.into()),
    }
}

/// Of whom and of what a pass is asked for: one of the four grounds.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PassAsked {
    /// The name.
    name: Name,
    /// `YYYY-MM-DD`, or `YYYY-MM`, `YYYY` or empty where no more is known.
    birth_date: String,
    /// Ground: a vaccination.
    vaccination: Option<VaccinationTold>,
    /// Ground: a test.
    test: Option<TestTold>,
    /// Ground: a recovery.
    recovery: Option<RecoveryTold>,
    /// Ground: an exemption.
    exemption: Option<ExemptionTold>,
    /// Lot of the vaccine, up to 20 characters.
    lot: Option<String>,
    /// The document; whoever showed it before is the same holder.
    document: Option<DocumentTold>,
    /// What the sender calls this event, so that it is not taken twice.
    record: Option<String>,
    /// In which form; without it the EU's.
    #[serde(default)]
    form: FormAsked,
    /// For the WHO's certificate, and only for it.
    certificate: Option<CertificateTold>,
}

impl Name {
    /// The name, and the language that it is transliterated by.
    pub(crate) fn parts(self) -> (PersonName, Option<String>) {
        let name = PersonName {
            surname: self.surname,
            surname_standardised: self.surname_standardised,
            forename: self.forename,
            forename_standardised: self.forename_standardised,
        };
        (name, self.language)
    }
}

/// What happened, by ground.
pub(crate) type Grounds = (
    Option<VaccinationTold>,
    Option<TestTold>,
    Option<RecoveryTold>,
    Option<ExemptionTold>,
);

/// A draft of what happened, to nobody.
pub(crate) fn draft_of((vaccinations, tests, recoveries, exemptions): Grounds) -> Dcc {
    Dcc {
        vaccinations: vaccinations.map(vaccination).into_iter().collect(),
        tests: tests.map(test).into_iter().collect(),
        recoveries: recoveries.map(recovery).into_iter().collect(),
        exemptions: exemptions.map(exemption).into_iter().collect(),
        ..Dcc::default()
    }
}

impl PassAsked {
    fn told(self) -> Result<Told, AuthorityError> {
        let (name, language) = self.name.parts();
        let language = match language.as_deref() {
            None => Language::default(),
            Some(code) => Language::from_code(code).ok_or(IntakeError::Language)?,
        };
        let document = self
            .document
            .map(|document| Document::new(&document.kind, &document.country, &document.number));
        let grounds = (self.vaccination, self.test, self.recovery, self.exemption);
        let draft = Dcc {
            name,
            birth_date: Some(self.birth_date),
            ..draft_of(grounds)
        };
        Ok(Told {
            draft,
            language,
            lot: self.lot,
            document: document.transpose()?,
            record: self.record,
            form: in_form(self.form, self.certificate)?,
        })
    }
}

fn vaccination(told: VaccinationTold) -> Vaccination {
    Vaccination {
        disease: told.disease,
        country: told.country,
        vaccine: told.vaccine,
        product: told.product,
        manufacturer: told.manufacturer,
        dose: told.dose,
        doses: told.doses,
        date: told.date,
        ..Vaccination::default()
    }
}

fn test(told: TestTold) -> Test {
    Test {
        disease: told.disease,
        country: told.country,
        test_type: told.test_type,
        test_name: told.name,
        device: told.device,
        sampled_at: told.sampled_at,
        result: told.result,
        centre: told.centre,
        ..Test::default()
    }
}

fn recovery(told: RecoveryTold) -> Recovery {
    Recovery {
        disease: told.disease,
        country: told.country,
        first_positive: told.first_positive,
        valid_from: told.valid_from,
        valid_until: told.valid_until,
        ..Recovery::default()
    }
}

fn exemption(told: ExemptionTold) -> Exemption {
    Exemption {
        disease: told.disease,
        country: told.country,
        valid_from: told.valid_from,
        valid_until: told.valid_until,
        ..Exemption::default()
    }
}

/// A pass that was issued, as it is handed over.
#[derive(Serialize, ToSchema)]
pub(crate) struct PassIssued {
    /// The holder.
    holder: String,
    /// The event.
    event: String,
    /// The pass.
    pass: String,
    /// The act.
    act: String,
    /// In which form: `dcc`, `icvp` or `shc`.
    form: &'static str,
    /// What is drawn as a QR code.
    text: String,
    /// With what the holder collects the pass, once.
    collection_code: String,
    /// The secret by which the holder finds their pass in the public ledger, hexadecimal.
    receipt: String,
    /// Until when it is valid, Unix seconds; 253402300799 where the form has no end.
    expires_at: i64,
    /// Whether it was issued before, to the same request.
    repeated: bool,
}

/// Issue a pass. With the same `Idempotency-Key` and body, the same pass is given again.
#[utoipa::path(
    post, path = "/api/v1/passes", tag = "passes", request_body = PassAsked,
    params((
        "Idempotency-Key" = String, Header,
        description = "1 to 128 printable characters, new for each pass"
    )),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "Issued", body = PassIssued),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 422, description = "No pass can be issued for this", body = Problem)
    )
)]
pub(crate) async fn issue(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
    Strict { value, bytes }: Strict<PassAsked>,
) -> Result<Json<PassIssued>, ServerError> {
    signed
        .caller
        .may(cleanbill_issuer::role::Permission::Issue)?;
    let request = RequestKey {
        key: idempotency_key(&headers)?,
        request_hash: request_hash(&bytes),
    };
    let told = value.told()?;
    let issued = app
        .authority
        .issue(&signed.caller, told, Some(request), app.now())
        .await?;
    if !issued.is_repeated {
        app.counts.issued(1);
    }
    Ok(Json(PassIssued {
        holder: issued.holder.to_string(),
        event: issued.event.to_string(),
        pass: issued.pass.to_string(),
        act: issued.act.to_string(),
        form: issued.form.name(),
        text: issued.text,
        collection_code: issued.code.grouped(),
        receipt: super::hex(&issued.receipt),
        expires_at: issued.expires_at,
        repeated: issued.is_repeated,
    }))
}

/// What a pass would say.
#[derive(Serialize, ToSchema)]
pub(crate) struct PassShown {
    /// The payload, without the identifier that is drawn when it is issued.
    #[schema(value_type = Object)]
    payload: serde_json::Value,
    /// Why it would be given.
    ground: &'static str,
    /// The key identifier, base64.
    kid: String,
    /// Unix seconds.
    issued_at: i64,
    /// Unix seconds.
    expires_at: i64,
}

/// See what a pass would say; nothing is signed and nothing kept.
#[utoipa::path(
    post, path = "/api/v1/passes/preview", tag = "passes", request_body = PassAsked,
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "What it would say", body = PassShown),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 422, description = "No pass can be issued for this", body = Problem)
    )
)]
pub(crate) async fn preview(
    State(app): State<App>,
    signed: Signed,
    Strict { value, .. }: Strict<PassAsked>,
) -> Result<Json<PassShown>, ServerError> {
    signed
        .caller
        .may(cleanbill_issuer::role::Permission::Preview)?;
    let told = value.told()?;
    let shown = app.authority.preview(&signed.caller, told, app.now())?;
    Ok(Json(PassShown {
        payload: render_json(&shown.dcc.to_value()),
        ground: ground_name(shown.ground),
        kid: STANDARD.encode(shown.kid),
        issued_at: shown.issued_at,
        expires_at: shown.expires_at,
    }))
}

const fn ground_name(ground: EntryKind) -> &'static str {
    match ground {
        EntryKind::Vaccination => "vaccination",
        EntryKind::Test => "test",
        EntryKind::Recovery => "recovery",
        EntryKind::Exemption => "exemption",
    }
}
