//! From the text of a code to a certificate.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use cleanbill_jose::json;
use serde_json::{Map, Value};

use super::proof::read_proof;
use super::{Divoc, DivocError, Evidence, Subject, Test, Vaccination, zip};
use crate::Limits;

/// What stands before base 64 in some codes.
const PREFIX: &str = "B64:";
/// The beginning of an archive, and what base 64 makes of it.
const MAGIC: &str = "PK\u{3}\u{4}";
const MAGIC_BASE64: &str = "UEsDB";
/// The file in the archive.
const FILE: &[u8] = b"certificate.json";

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

pub(super) fn parse(text: &str, limits: &Limits) -> Result<Divoc, DivocError> {
    let (actual, max) = (text.len(), limits.text_max_bytes);
    if actual > max {
        return Err(DivocError::TooLong { actual, max });
    }
    let bytes = unpack(text, limits)?;
    let payload = json::parse(&bytes, limits.inflated_max_bytes, limits.depth_max)?;
    let certificate = payload.as_object().ok_or(DivocError::NotCertificate)?;
    let inside = certificate.iter().filter(|(name, _)| *name != "@context");
    if inside
        .into_iter()
        .any(|(name, value)| name.starts_with('@') || has_keyword(value))
    {
        return Err(DivocError::Keyword);
    }
    // Contexts by address only: one written out could give any name any meaning.
    let contexts = certificate.get("@context").and_then(Value::as_array);
    if !contexts.is_some_and(|contexts| contexts.iter().all(Value::is_string)) {
        return Err(DivocError::NotCertificate);
    }
    let subject = certificate
        .get("credentialSubject")
        .and_then(Value::as_object);
    let subject = read_subject(subject.ok_or(DivocError::NotCertificate)?);
    let evidence = certificate.get("evidence").and_then(Value::as_array);
    let evidence = read_evidence(evidence.ok_or(DivocError::NotCertificate)?, limits)?;
    if has_shared_id(certificate) {
        return Err(DivocError::SharedId);
    }
    let proof = read_proof(certificate)?;
    Ok(Divoc {
        issuer: text_of(certificate, "issuer"),
        issued_at: text_of(certificate, "issuanceDate"),
        expires_at: text_of(certificate, "expirationDate"),
        subject,
        evidence,
        method: proof.method,
        algorithm: proof.algorithm,
        signed: proof.signed,
        signature: proof.signature,
        payload,
    })
}

/// The bytes of the certificate.
fn unpack(text: &str, limits: &Limits) -> Result<Vec<u8>, DivocError> {
    let archive = if let Some(rest) = text.strip_prefix(PREFIX) {
        BASE64
            .decode(rest.trim_end())
            .map_err(|_| DivocError::Encoding)?
    } else if text.starts_with(MAGIC_BASE64) {
        BASE64
            .decode(text.trim_end())
            .map_err(|_| DivocError::Encoding)?
    } else if text.starts_with(MAGIC) {
        let bytes = text.chars().map(|c| u8::try_from(u32::from(c)));
        let bytes: Result<Vec<u8>, _> = bytes.collect();
        bytes.map_err(|_| DivocError::Encoding)?
    } else if text.trim_start().starts_with('{') {
        return Ok(text.as_bytes().to_vec());
    } else {
        return Err(DivocError::Encoding);
    };
    Ok(zip::unpack(&archive, FILE, limits.inflated_max_bytes)?)
}

/// Recursion is as deep as the value, which a bounded parser made.
fn has_keyword(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(has_keyword),
        Value::Object(members) => members
            .iter()
            .any(|(name, value)| name.starts_with('@') || has_keyword(value)),
        _ => false,
    }
}

/// Whether two of subject and evidence have the same name: statements about one thing, of which the
/// signature does not say how they were told apart.
fn has_shared_id(certificate: &Map<String, Value>) -> bool {
    let subject = certificate.get("credentialSubject").into_iter();
    let evidence = certificate.get("evidence").and_then(Value::as_array);
    let mut seen: Vec<&str> = Vec::new();
    subject.chain(evidence.into_iter().flatten()).any(|thing| {
        let id = thing.get("id").and_then(Value::as_str);
        let is_seen = id.is_some_and(|id| seen.contains(&id));
        seen.extend(id);
        is_seen
    })
}

/// Text, or a number as text; nothing for an empty text.
fn text_of(from: &Map<String, Value>, name: &str) -> Option<String> {
    match from.get(name)? {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn read_subject(subject: &Map<String, Value>) -> Subject {
    let text = |name| text_of(subject, name);
    Subject {
        id: text("id"),
        name: text("name"),
        birth_date: text("dob"),
        age: text("age"),
        gender: text("gender").or_else(|| text("sex")),
        nationality: text("nationality"),
    }
}

fn read_evidence(entries: &[Value], limits: &Limits) -> Result<Vec<Evidence>, DivocError> {
    let (actual, max) = (entries.len(), limits.entries_max);
    if actual > max {
        return Err(DivocError::TooMany { actual, max });
    }
    let objects = entries.iter().filter_map(Value::as_object);
    Ok(objects.filter_map(read_entry).collect())
}

/// By its type, which decides what its members mean; `None` for another type.
fn read_entry(entry: &Map<String, Value>) -> Option<Evidence> {
    let is_of = |kind: &str| match entry.get("type") {
        Some(Value::String(one)) => one == kind,
        Some(Value::Array(kinds)) => matches!(kinds.as_slice(), [one] if one == kind),
        _ => false,
    };
    let text = |name| text_of(entry, name);
    let address = entry
        .get("facility")
        .and_then(|facility| facility.get("address"));
    let country = address.and_then(Value::as_object);
    let country = country.and_then(|address| text_of(address, "addressCountry"));
    if is_of("Vaccination") {
        Some(Evidence::Vaccination(Box::new(Vaccination {
            certificate_id: text("certificateId"),
            vaccine: text("vaccine"),
            icd11: text("icd11Code"),
            prophylaxis: text("prophylaxis"),
            manufacturer: text("manufacturer"),
            batch: text("batch"),
            date: text("date"),
            effective_start: text("effectiveStart"),
            effective_until: text("effectiveUntil"),
            dose: text("dose"),
            total_doses: text("totalDoses"),
            country,
        })))
    } else if is_of("TestDetails") {
        Some(Evidence::Test(Box::new(Test {
            certificate_id: text("certificateId"),
            kind: text("testType"),
            name: text("testName"),
            disease: text("disease"),
            sample_origin: text("sampleOrigin"),
            result: text("result"),
            manufacturer: text("manufacturer"),
            batch: text("batch"),
            sampled_at: text("sampleCollectionTimestamp"),
            result_at: text("resultTimestamp"),
            expires_at: text("expiry"),
            country,
        })))
    } else {
        None
    }
}
