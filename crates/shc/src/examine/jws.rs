//! The JWS, part by part; what can still be read is read.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_crypto::{Algorithm, Curve, ecdsa};
use cleanbill_inflate::{Format, InflateError};

use super::{Examination, Path, Question, payload, trim};
use crate::finding::FindingKind;
use crate::inflate::strip_zlib;
use crate::tape::Tape;
use crate::{Decoder, JWS_CHARS_MAX_ONE_CODE, ShcError, card};

/// What the header said, as far as it could be read.
struct Header {
    kid: Option<String>,
    algorithm: bool,
}

pub(super) fn examine(
    text: &str,
    question: &Question<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) {
    let limits = &question.limits;
    let text = trim(text, question, path, found);
    found.cards.push(Decoder::new(*limits).decode_jws(text));
    if text.len() > JWS_CHARS_MAX_ONE_CODE {
        found.note(FindingKind::JwsTooLong, path, limits);
    }
    let Some([header, payload, signature]) =
        split(text).filter(|_| text.len() <= limits.jws_bytes_max)
    else {
        found.note(FindingKind::NotJws, path, limits);
        return;
    };
    let header = examine_header(&header, question, path, found);
    let signature = examine_signature(&signature, question, path, found);
    let signed = text.rsplit_once('.').map_or(text, |(signed, _)| signed);
    let root = inflate(&payload, question, path, found)
        .and_then(|json| payload::examine_text(&json, question, path, found));
    let issuer = root.as_ref().and_then(|tape| tape.root().text_of("iss"));
    if let Some(issuer) = issuer.as_deref() {
        examine_issuer(issuer, question, path, found);
    }
    if let Some(fault) = check_signature(&header, issuer.as_deref(), signed, signature, question) {
        found.note(fault, path, limits);
    }
}

/// The address of the issuer.
pub(super) fn examine_issuer(
    issuer: &str,
    question: &Question<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) {
    let (limits, path) = (&question.limits, &path.name("iss"));
    if !issuer.starts_with("https://") {
        found.note(FindingKind::IssuerNotHttps, path, limits);
    }
    if issuer.ends_with('/') {
        found.note(FindingKind::IssuerSlash, path, limits);
    }
    let is_listed = |issuers: &[String]| issuers.iter().any(|known| known == issuer);
    if question.issuers.is_some_and(|issuers| !is_listed(issuers)) {
        found.note(FindingKind::IssuerNotTrusted, path, limits);
    }
}

fn split(text: &str) -> Option<[Vec<u8>; 3]> {
    let mut parts = text.split('.').map(|part| URL_SAFE_NO_PAD.decode(part));
    let (header, payload) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let signature = parts.next()?.ok()?;
    parts
        .next()
        .is_none()
        .then_some([header, payload, signature])
}

fn examine_header(
    bytes: &[u8],
    question: &Question<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) -> Header {
    let limits = &question.limits;
    let tape = Tape::parse(bytes, limits.header_bytes_max, limits).ok();
    let Some(header) = tape
        .as_ref()
        .map(Tape::root)
        .filter(|root| root.is_object())
    else {
        found.note(FindingKind::Header, path, limits);
        return Header {
            kid: None,
            algorithm: false,
        };
    };
    let is = |name, value| header.get(name).is_some_and(|found| found.is(value));
    let algorithm = is("alg", Algorithm::Es256.jose_name());
    let kid = header.text_of("kid").filter(|kid| !kid.is_empty());
    for (sound, kind) in [
        (algorithm, FindingKind::HeaderAlg),
        (is("zip", "DEF"), FindingKind::HeaderZip),
        (kid.is_some(), FindingKind::HeaderKid),
    ] {
        if !sound {
            found.note(kind, path, limits);
        }
    }
    let kid = kid.map(std::borrow::Cow::into_owned);
    Header { kid, algorithm }
}

/// The signature as r‖s, if it can be told.
fn examine_signature(
    bytes: &[u8],
    question: &Question<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) -> Option<Vec<u8>> {
    match card::read_signature(bytes) {
        Ok(signature) => Some(signature.to_vec()),
        Err(ShcError::DerSignature) => {
            found.note(FindingKind::DerSignature, path, &question.limits);
            ecdsa::der_to_fixed(Curve::P256, bytes)
        }
        Err(_) => {
            found.note(FindingKind::SignatureLength, path, &question.limits);
            None
        }
    }
}

/// The payload as text, also where it was compressed in another way or not at all.
fn inflate(
    bytes: &[u8],
    question: &Question<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) -> Option<String> {
    let limits = &question.limits;
    let max = limits.payload_bytes_max;
    let read = |stream| cleanbill_inflate::inflate(Format::Raw, stream, max);
    let payload = match (read(bytes), strip_zlib(bytes).map(read)) {
        (Ok(payload), _) => payload,
        (Err(_), Some(Ok(payload))) => {
            found.note(FindingKind::Deflate, path, limits);
            payload
        }
        (Err(InflateError::Corrupt | InflateError::Truncated), _) if bytes.starts_with(b"{") => {
            found.note(FindingKind::NotDeflated, path, limits);
            bytes.to_vec()
        }
        _ => {
            found.note(FindingKind::Deflate, path, limits);
            return None;
        }
    };
    let text = String::from_utf8(payload).ok();
    if text.is_none() {
        found.note(FindingKind::NotJson, path, limits);
    }
    text
}

/// What is wrong with the signature, if keys were given to tell.
fn check_signature(
    header: &Header,
    issuer: Option<&str>,
    signed: &str,
    signature: Option<Vec<u8>>,
    question: &Question<'_>,
) -> Option<FindingKind> {
    if question.keys.is_empty() {
        return None;
    }
    let Some(kid) = header.kid.as_deref().filter(|_| header.algorithm) else {
        return Some(FindingKind::UnknownKey);
    };
    let named = || question.keys.iter().filter(|known| known.kid == kid);
    named()
        .next()
        .map_or(Some(FindingKind::UnknownKey), |_| None)
        .or_else(|| {
            let signature = signature?;
            let mut fault = FindingKind::BadSignature;
            for known in named() {
                let message = signed.as_bytes();
                if known
                    .key
                    .verify(Algorithm::Es256, message, &signature)
                    .is_ok()
                {
                    let is_theirs = known.issuer.is_none() || known.issuer.as_deref() == issuer;
                    if is_theirs {
                        return None;
                    }
                    fault = FindingKind::OtherIssuer;
                }
            }
            Some(fault)
        })
}
