//! The rules of the specification, in the order in which a reader meets them.

use cleanbill_base32::decode;
use cleanbill_cose::cbor::{Value, parse_value};
use cleanbill_cose::{Claims, DateClaim, TagForm, parse_claims, parse_sign1};

use super::{Claim, Member, Nzcp, NzcpError, PREFIX, Subject};
use crate::Limits;
use crate::day::is_day;

/// The only version there was, with the slash after it.
const VERSION: &str = "1/";
/// COSE header parameters (RFC 9052, section 3.1).
const ALG: i64 = 1;
const KID: i64 = 4;
/// ES256 (RFC 9053, section 2.1).
const ES256: i64 = -7;
/// CWT claim `cti` (RFC 8392, section 3.1.7).
const CTI: i64 = 7;
const DID_WEB: &str = "did:web:";
const CONTEXTS: [&str; 2] = [
    "https://www.w3.org/2018/credentials/v1",
    "https://nzcp.covid19.health.nz/contexts/v1",
];
const TYPES: [&str; 2] = ["VerifiableCredential", "PublicCovidPass"];
const CREDENTIAL_VERSION: &str = "1.0.0";

pub(super) fn parse(text: &str, limits: &Limits) -> Result<Nzcp, NzcpError> {
    let (actual, max) = (text.len(), limits.text_max_bytes);
    if actual > max {
        return Err(NzcpError::TooLong { actual, max });
    }
    let rest = text.strip_prefix(PREFIX).ok_or(NzcpError::Prefix)?;
    let payload = rest.strip_prefix(VERSION).ok_or(NzcpError::Version)?;
    let bytes = decode(payload)?;
    let cbor_limits = cleanbill_cose::Limits::default();
    let message = parse_sign1(&bytes, &cbor_limits)?;
    if message.tags() != TagForm::Sign1 {
        return Err(NzcpError::Tag);
    }
    let kid = read_header(message.header().protected_bytes(), &cbor_limits)?;
    let claims = parse_claims(message.payload(), &cbor_limits)?;
    let all = parse_value(message.payload(), &cbor_limits).map_err(cose)?;
    let id = all.field(CTI).and_then(Value::as_bytes);
    let id = id.and_then(|id| id.try_into().ok());
    let issuer = read_issuer(&claims)?;
    let not_before = read_date(claims.not_before, Claim::NotBefore)?;
    let expires_at = read_date(claims.expires_at, Claim::ExpiresAt)?;
    let id = id.ok_or(NzcpError::Claim { claim: Claim::Id })?;
    let credential = all.member("vc").filter(|vc| vc.as_map().is_some());
    let subject = read_credential(credential.ok_or(NzcpError::Claim {
        claim: Claim::Credential,
    })?)?;
    Ok(Nzcp {
        issuer,
        kid,
        not_before,
        expires_at,
        id,
        subject,
        signed: message.to_be_signed(),
        signature: message.signature().to_vec(),
    })
}

fn cose(error: cleanbill_cose::cbor::CborError) -> NzcpError {
    NzcpError::Cose(error.into())
}

/// *CWT Headers*: both parameters stand where the signature covers them.
fn read_header(protected: &[u8], limits: &cleanbill_cose::Limits) -> Result<Vec<u8>, NzcpError> {
    if protected.is_empty() {
        return Err(NzcpError::Algorithm);
    }
    let header = parse_value(protected, limits).map_err(cose)?;
    if header.field(ALG).and_then(Value::as_int) != Some(ES256) {
        return Err(NzcpError::Algorithm);
    }
    let kid = header.field(KID).and_then(Value::as_bytes);
    let kid = kid.filter(|kid| !kid.is_empty());
    kid.map(<[u8]>::to_vec).ok_or(NzcpError::Kid)
}

/// *Issuer Identifier*: `did:web:` and the host at which the DID document lies.
fn read_issuer(claims: &Claims<'_>) -> Result<String, NzcpError> {
    let missing = NzcpError::Claim {
        claim: Claim::Issuer,
    };
    let issuer = claims.issuer.as_ref().ok_or(missing)?;
    match issuer.strip_prefix(DID_WEB) {
        Some(host) if !host.is_empty() => Ok(issuer.clone()),
        _ => Err(NzcpError::Issuer),
    }
}

fn read_date(date: Option<DateClaim>, claim: Claim) -> Result<i64, NzcpError> {
    let secs = date.and_then(DateClaim::secs);
    secs.ok_or(NzcpError::Claim { claim })
}

/// *Verifiable Credential Claim Structure*.
fn read_credential(credential: &Value<'_>) -> Result<Subject, NzcpError> {
    check_texts(credential, Member::Context, &CONTEXTS)?;
    let version = text(credential, Member::Version);
    if version != Some(CREDENTIAL_VERSION) {
        return Err(wrong(Member::Version));
    }
    check_texts(credential, Member::Type, &TYPES)?;
    let subject = credential.member(Member::Subject.name());
    let subject = subject.filter(|subject| subject.as_map().is_some());
    read_subject(subject.ok_or(wrong(Member::Subject))?)
}

/// *PublicCovidPass*.
fn read_subject(subject: &Value<'_>) -> Result<Subject, NzcpError> {
    let given_name = text(subject, Member::GivenName).filter(|name| !name.is_empty());
    let family_name = match subject.member(Member::FamilyName.name()) {
        None => None,
        Some(name) => Some(name.as_text().ok_or(wrong(Member::FamilyName))?.to_owned()),
    };
    let birth_date = text(subject, Member::BirthDate).filter(|date| is_day(date));
    Ok(Subject {
        given_name: given_name.ok_or(wrong(Member::GivenName))?.to_owned(),
        family_name,
        birth_date: birth_date.ok_or(wrong(Member::BirthDate))?.to_owned(),
    })
}

/// The list begins with these texts; more may follow, and mean nothing here.
fn check_texts(map: &Value<'_>, member: Member, wanted: &[&str]) -> Result<(), NzcpError> {
    let texts = map.member(member.name()).and_then(Value::as_array);
    let texts = texts.ok_or(wrong(member))?.iter().map(Value::as_text);
    let found = texts.take(wanted.len());
    if found.eq(wanted.iter().map(|text| Some(*text))) {
        Ok(())
    } else {
        Err(wrong(member))
    }
}

fn text<'a>(map: &'a Value<'_>, member: Member) -> Option<&'a str> {
    map.member(member.name()).and_then(Value::as_text)
}

const fn wrong(member: Member) -> NzcpError {
    NzcpError::Credential { member }
}
