//! The claims, in JSON and in CBOR.

use cleanbill_cose::cbor::{Key, Value as Cbor, encode_deterministic, parse_value};
use cleanbill_jose::json;
use serde_json::{Map, Value as Json};

use crate::list::{DEPTH_MAX, cbor_limits};
use crate::{Claim, Limits, StatusList, StatusListError, StatusListToken};

/// 9999-12-31T23:59:59Z: the last second that RFC 3339 can write.
const LATEST_SECS: i64 = 253_402_300_799;

fn missing(claim: Claim) -> StatusListError {
    StatusListError::Claim { claim }
}

/// A claim that may be absent, but not malformed.
fn optional<T, V>(
    claim: Claim,
    value: Option<V>,
    read: impl Fn(V) -> Option<T>,
) -> Result<Option<T>, StatusListError> {
    match value {
        None => Ok(None),
        Some(value) => read(value).map(Some).ok_or(missing(claim)),
    }
}

fn required<T>(claim: Claim, value: Option<T>) -> Result<T, StatusListError> {
    value.ok_or(missing(claim))
}

/// A NumericDate from 1970 to 9999; a fraction is cut off (RFC 7519 §2 and RFC 8392 §2 allow one).
fn date(whole: Option<i64>, fraction: Option<f64>) -> Option<i64> {
    let cut = |secs: f64| secs.is_finite().then_some(secs.floor() as i64);
    whole
        .or_else(|| fraction.and_then(cut))
        .filter(|secs| (0..=LATEST_SECS).contains(secs))
}

pub(crate) fn from_json(
    payload: &[u8],
    limits: &Limits,
) -> Result<StatusListToken, StatusListError> {
    let claims = json::parse(payload, limits.token_size_max_bytes, DEPTH_MAX)?;
    let claim = |claim: Claim| claims.get(claim.name());
    let json_date = |value: &Json| date(value.as_i64(), value.as_f64());
    let subject = claim(Claim::Subject).and_then(Json::as_str);
    let list = claim(Claim::StatusList).ok_or(missing(Claim::StatusList))?;
    Ok(StatusListToken {
        subject: required(Claim::Subject, subject)?.to_owned(),
        issued_at: required(Claim::IssuedAt, claim(Claim::IssuedAt).and_then(json_date))?,
        expires_at: optional(Claim::ExpiresAt, claim(Claim::ExpiresAt), json_date)?,
        time_to_live_secs: optional(Claim::TimeToLive, claim(Claim::TimeToLive), |ttl: &Json| {
            ttl.as_u64().filter(|ttl| *ttl > 0)
        })?,
        list: StatusList::from_json(list, limits)?,
    })
}

pub(crate) fn to_json(token: &StatusListToken) -> String {
    let mut claims = Map::new();
    let mut add = |claim: Claim, value: Json| {
        claims.insert(claim.name().to_owned(), value);
    };
    add(Claim::Subject, Json::from(token.subject.as_str()));
    add(Claim::IssuedAt, Json::from(token.issued_at));
    if let Some(expires_at) = token.expires_at {
        add(Claim::ExpiresAt, Json::from(expires_at));
    }
    if let Some(ttl) = token.time_to_live_secs {
        add(Claim::TimeToLive, Json::from(ttl));
    }
    add(Claim::StatusList, token.list.json_value());
    Json::Object(claims).to_string()
}

pub(crate) fn from_cbor(
    payload: &[u8],
    limits: &Limits,
) -> Result<StatusListToken, StatusListError> {
    let claims = parse_value(payload, &cbor_limits(limits))?;
    let claim = |claim: Claim| claims.field(claim.label());
    let cbor_date = |value: &Cbor<'_>| match value.untagged() {
        Cbor::Int(secs) => date(Some(*secs), None),
        Cbor::Float(secs) => date(None, Some(*secs)),
        _ => None,
    };
    let subject = claim(Claim::Subject).and_then(Cbor::as_text);
    let list = claim(Claim::StatusList).ok_or(missing(Claim::StatusList))?;
    Ok(StatusListToken {
        subject: required(Claim::Subject, subject)?.to_owned(),
        issued_at: required(Claim::IssuedAt, claim(Claim::IssuedAt).and_then(cbor_date))?,
        expires_at: optional(Claim::ExpiresAt, claim(Claim::ExpiresAt), cbor_date)?,
        time_to_live_secs: optional(
            Claim::TimeToLive,
            claim(Claim::TimeToLive),
            |ttl: &Cbor<'_>| ttl.as_int().filter(|ttl| *ttl > 0)?.try_into().ok(),
        )?,
        list: StatusList::from_cbor(list, limits)?,
    })
}

pub(crate) fn to_cbor(token: &StatusListToken) -> Vec<u8> {
    let lst = token.list.to_compressed();
    let list = Cbor::Map(vec![
        (
            Key::from("bits"),
            Cbor::from(i64::from(token.list.bits().width())),
        ),
        (Key::from("lst"), Cbor::from(lst.as_slice())),
    ]);
    let mut claims = vec![
        (
            Key::from(Claim::Subject.label()),
            Cbor::from(token.subject.as_str()),
        ),
        (
            Key::from(Claim::IssuedAt.label()),
            Cbor::from(token.issued_at),
        ),
        (Key::from(Claim::StatusList.label()), list),
    ];
    if let Some(expires_at) = token.expires_at {
        claims.push((Key::from(Claim::ExpiresAt.label()), Cbor::from(expires_at)));
    }
    if let Some(ttl) = token.time_to_live_secs {
        let ttl = i64::try_from(ttl).unwrap_or(i64::MAX);
        claims.push((Key::from(Claim::TimeToLive.label()), Cbor::from(ttl)));
    }
    encode_deterministic(&Cbor::Map(claims))
}
