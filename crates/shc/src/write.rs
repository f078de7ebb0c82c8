//! Cards of our own: minified, signed, small enough for one code.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_crypto::{Algorithm, KeyKind, PublicKey, SignError, Signer, sha256};
use serde_json::{Map, Value, json};
use thiserror::Error;

use crate::content::{Coding, Condition, Content, Immunization, Observation, Patient};
use crate::inflate::deflate;
use crate::{JWS_CHARS_MAX_ONE_CODE, is_rid, numeric};

/// The version of FHIR that cards are written in.
const FHIR_VERSION: &str = "4.0.1";
/// `vc.type` of every card.
const TYPE: &str = "https://smarthealth.cards#health-card";

/// What a card is to say.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft<'d> {
    /// `iss`: the address under which the issuer's keys are published, without a slash at its end.
    pub issuer: &'d str,
    /// `nbf`, Unix seconds.
    pub not_before: i64,
    /// `exp`, Unix seconds.
    pub expires_at: Option<i64>,
    /// `vc.rid`: 1 to 24 characters of base64url.
    pub rid: Option<&'d str>,
    /// Whose card it is, and what happened to them. One patient.
    pub content: &'d Content,
}

/// Without what it says of the holder.
impl std::fmt::Debug for Draft<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Draft")
            .field("issuer", &self.issuer)
            .field("content", self.content)
            .finish_non_exhaustive()
    }
}

/// Why a card is not written.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WriteError {
    /// `iss` is not `https://…` without a slash at its end.
    #[error("the issuer's address has to start with https:// and not end with a slash")]
    Issuer,
    /// `exp` is not after `nbf`.
    #[error("the card would end before it starts")]
    Times,
    /// `rid` is not 1 to 24 characters of base64url.
    #[error("the revocation identifier has to be 1 to 24 characters of base64url")]
    Rid,
    /// None or more than one patient.
    #[error("{actual} people in one card")]
    Patients {
        /// How many there are.
        actual: usize,
    },
    /// No event.
    #[error("a card without an event")]
    Empty,
    /// The key is not one on P-256.
    #[error("health cards are signed with a key on P-256")]
    Key,
    /// The signature was not made.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// Compression failed, which is a defect of it.
    #[error("the card could not be compressed")]
    Deflate,
    /// The JWS does not fit one code.
    #[error("a card of {actual} characters does not fit one code of {max}")]
    TooLarge {
        /// The most that fits.
        max: usize,
        /// What it has.
        actual: usize,
    },
}

impl WriteError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Issuer => "shc.write.issuer",
            Self::Times => "shc.write.times",
            Self::Rid => "shc.write.rid",
            Self::Patients { .. } => "shc.write.patients",
            Self::Empty => "shc.write.empty",
            Self::Key => "shc.write.key",
            Self::Sign(_) => "shc.write.sign",
            Self::Deflate => "shc.write.deflate",
            Self::TooLarge { .. } => "shc.write.too-large",
        }
    }
}

/// `kid` of a key: its thumbprint (RFC 7638) in base64url.
///
/// # Errors
/// [`WriteError::Key`] for a key that is not on P-256.
pub fn kid(key: &PublicKey) -> Result<String, WriteError> {
    let (x, y) = coordinates(key)?;
    let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
    Ok(URL_SAFE_NO_PAD.encode(sha256(canonical.as_bytes())))
}

/// The last 64 bytes of a canonical SubjectPublicKeyInfo are x and y.
fn coordinates(key: &PublicKey) -> Result<(String, String), WriteError> {
    let point = key.to_spki_der().last_chunk::<64>();
    let point = point
        .filter(|_| key.kind() == KeyKind::P256)
        .ok_or(WriteError::Key)?;
    let (x, y) = point.split_at(32);
    Ok((URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y)))
}

/// A key as an issuer publishes it at `‹iss›/.well-known/jwks.json`, with the version of its
/// revocation list if it has one.
///
/// # Errors
/// [`WriteError::Key`] for a key that is not on P-256.
pub fn jwk_json(key: &PublicKey, crl_version: Option<u64>) -> Result<Value, WriteError> {
    let (x, y) = coordinates(key)?;
    let mut jwk = json!({
        "kty": "EC", "kid": kid(key)?, "use": "sig", "alg": "ES256", "crv": "P-256", "x": x, "y": y,
    });
    if let (Some(members), Some(version)) = (jwk.as_object_mut(), crl_version) {
        members.insert("crlVersion".to_owned(), version.into());
    }
    Ok(jwk)
}

/// The revocation list of a key, published at `‹iss›/.well-known/crl/‹kid›.json`: entries are rids,
/// each alone or with `.` and the Unix seconds before which cards with it are revoked.
#[must_use]
pub fn crl_json(kid: &str, version: u64, entries: &[String]) -> Value {
    json!({"kid": kid, "method": "rid", "ctr": version, "rids": entries})
}

/// Makes a card, as a compact JWS that fits one code.
///
/// # Errors
/// [`WriteError`].
pub fn write_card(draft: &Draft<'_>, signer: &dyn Signer) -> Result<String, WriteError> {
    check(draft)?;
    if signer.algorithm() != Algorithm::Es256 {
        return Err(WriteError::Key);
    }
    let kid = kid(signer.public_key())?;
    // Keys in one order, so that the same card gives the same bytes to be signed.
    let header = format!(r#"{{"zip":"DEF","alg":"ES256","kid":"{kid}"}}"#);
    let payload = payload_json(draft);
    let payload = deflate(payload.as_bytes()).ok_or(WriteError::Deflate)?;
    let mut jws = URL_SAFE_NO_PAD.encode(header);
    jws.push('.');
    URL_SAFE_NO_PAD.encode_string(payload, &mut jws);
    let signature = signer.sign(jws.as_bytes())?;
    jws.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut jws);
    let (max, actual) = (JWS_CHARS_MAX_ONE_CODE, jws.len());
    if actual > max {
        return Err(WriteError::TooLarge { max, actual });
    }
    Ok(jws)
}

/// The text of the code of a card.
#[must_use]
pub fn code_text(jws: &str) -> Option<String> {
    numeric::encode(jws)
}

/// A `.smart-health-card` file of cards.
#[must_use]
pub fn file_json(cards: &[String]) -> String {
    json!({"verifiableCredential": cards}).to_string()
}

fn check(draft: &Draft<'_>) -> Result<(), WriteError> {
    let host = draft.issuer.strip_prefix("https://");
    let is_address = host.is_some_and(|host| !host.is_empty() && !host.ends_with('/'));
    let has_space = draft
        .issuer
        .contains(|c: char| c.is_whitespace() || c.is_control());
    if !is_address || has_space {
        return Err(WriteError::Issuer);
    }
    if draft.expires_at.is_some_and(|end| end <= draft.not_before) {
        return Err(WriteError::Times);
    }
    if draft.rid.is_some_and(|rid| !is_rid(rid)) {
        return Err(WriteError::Rid);
    }
    let actual = draft.content.patients.len();
    if actual != 1 {
        return Err(WriteError::Patients { actual });
    }
    let content = draft.content;
    let events =
        content.immunizations.len() + content.observations.len() + content.conditions.len();
    if events == 0 {
        return Err(WriteError::Empty);
    }
    Ok(())
}

fn payload_json(draft: &Draft<'_>) -> String {
    let mut vc = json!({
        "type": [TYPE],
        "credentialSubject": {"fhirVersion": FHIR_VERSION, "fhirBundle": bundle(draft.content)},
    });
    if let (Some(vc), Some(rid)) = (vc.as_object_mut(), draft.rid) {
        vc.insert("rid".to_owned(), rid.into());
    }
    let mut payload = json!({"iss": draft.issuer, "nbf": draft.not_before, "vc": vc});
    if let (Some(payload), Some(end)) = (payload.as_object_mut(), draft.expires_at) {
        payload.insert("exp".to_owned(), end.into());
    }
    payload.to_string()
}

fn bundle(content: &Content) -> Value {
    let resources = content.patients.iter().map(patient);
    let resources = resources
        .chain(content.immunizations.iter().map(immunization))
        .chain(content.observations.iter().map(observation))
        .chain(content.conditions.iter().map(condition));
    let entry =
        |(index, resource)| json!({"fullUrl": format!("resource:{index}"), "resource": resource});
    let entries: Vec<Value> = resources.enumerate().map(entry).collect();
    json!({"resourceType": "Bundle", "type": "collection", "entry": entries})
}

/// An object of the members that are there.
fn object(members: impl IntoIterator<Item = (&'static str, Option<Value>)>) -> Value {
    let members = members.into_iter();
    let present = members.filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(present.collect::<Map<_, _>>())
}

fn text(text: Option<&String>) -> Option<Value> {
    text.map(|text| text.as_str().into())
}

fn concept(codings: &[Coding]) -> Option<Value> {
    let coding = |coding: &Coding| json!({"system": coding.system, "code": coding.code});
    let codings: Vec<Value> = codings.iter().map(coding).collect();
    (!codings.is_empty()).then(|| json!({"coding": codings}))
}

fn subject() -> Option<Value> {
    Some(json!({"reference": "resource:0"}))
}

fn patient(patient: &Patient) -> Value {
    let given = (!patient.given.is_empty()).then(|| patient.given.clone().into());
    let name = object([
        ("family", text(patient.family.as_ref())),
        ("given", given),
        ("text", text(patient.text.as_ref())),
    ]);
    object([
        ("resourceType", Some("Patient".into())),
        ("name", Some(json!([name]))),
        ("birthDate", text(patient.birth_date.as_ref())),
    ])
}

fn immunization(dose: &Immunization) -> Value {
    let protocol = object([
        ("doseNumberPositiveInt", dose.dose_number.map(Value::from)),
        ("seriesDosesPositiveInt", dose.series_doses.map(Value::from)),
        (
            "targetDisease",
            concept(&dose.target_diseases).map(|disease| json!([disease])),
        ),
    ]);
    let has_protocol = protocol
        .as_object()
        .is_some_and(|members| !members.is_empty());
    let manufacturer = dose.manufacturer.as_ref();
    object([
        ("resourceType", Some("Immunization".into())),
        ("status", text(dose.status.as_ref())),
        ("vaccineCode", concept(&dose.vaccine)),
        ("patient", subject()),
        ("occurrenceDateTime", text(dose.occurrence.as_ref())),
        ("lotNumber", text(dose.lot_number.as_ref())),
        (
            "manufacturer",
            manufacturer.map(|name| json!({"display": name})),
        ),
        (
            "performer",
            dose.performer
                .as_ref()
                .map(|name| json!([{"actor": {"display": name}}])),
        ),
        ("protocolApplied", has_protocol.then(|| json!([protocol]))),
        ("isSubpotent", dose.is_subpotent.then_some(true.into())),
    ])
}

fn observation(test: &Observation) -> Value {
    object([
        ("resourceType", Some("Observation".into())),
        ("status", text(test.status.as_ref())),
        ("code", concept(&test.code)),
        ("subject", subject()),
        ("effectiveDateTime", text(test.effective.as_ref())),
        ("valueCodeableConcept", concept(&test.value)),
        ("valueString", text(test.value_text.as_ref())),
        (
            "performer",
            test.performer
                .as_ref()
                .map(|name| json!([{"display": name}])),
        ),
    ])
}

fn condition(illness: &Condition) -> Value {
    object([
        ("resourceType", Some("Condition".into())),
        ("clinicalStatus", concept(&illness.clinical_status)),
        ("verificationStatus", concept(&illness.verification_status)),
        ("code", concept(&illness.code)),
        ("subject", subject()),
        ("onsetDateTime", text(illness.onset.as_ref())),
        ("abatementDateTime", text(illness.abatement.as_ref())),
        ("recordedDate", text(illness.recorded.as_ref())),
    ])
}

#[cfg(test)]
mod tests;
