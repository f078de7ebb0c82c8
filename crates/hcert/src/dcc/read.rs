use cleanbill_cose::cbor::{Key, Value};

use super::finding::Tolerance;
use super::{Dcc, Exemption, Finding, PersonName, Recovery, Test, Vaccination, schema};
use crate::HcertError;

/// A payload as read, with all that was odd about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The payload.
    pub dcc: Dcc,
    /// Departures from the schema, in its order; empty if it conforms.
    pub findings: Vec<Finding>,
    /// What was read as it was meant, sorted, each once.
    pub tolerances: Vec<Tolerance>,
}

/// The DCC inside claim −260: its value under key 1.
///
/// # Errors
/// [`HcertError::NotDcc`], [`HcertError::MalformedDcc`].
pub fn find_dcc<'a, 'b>(hcert: &'a Value<'b>) -> Result<&'a Value<'b>, HcertError> {
    const DCC: i64 = 1;
    let entries = hcert.as_map().ok_or(HcertError::MalformedDcc)?;
    let payload = || match entries.first() {
        Some((Key::Int(label), _)) => *label,
        _ => 0,
    };
    hcert
        .field(DCC)
        .ok_or_else(|| HcertError::NotDcc { payload: payload() })
}

/// Reads a DCC. Never refuses for its content: what is odd becomes a finding.
///
/// # Errors
/// [`HcertError::MalformedDcc`] if `payload` is no map.
pub fn read_dcc(payload: &Value<'_>) -> Result<Reading, HcertError> {
    if payload.as_map().is_none() {
        return Err(HcertError::MalformedDcc);
    }
    let dcc = Dcc {
        version: text(payload, "ver"),
        name: present(payload, "nam").map(name).unwrap_or_default(),
        birth_date: text(payload, "dob"),
        vaccinations: entries(payload, "v", vaccination),
        tests: entries(payload, "t", test),
        recoveries: entries(payload, "r", recovery),
        exemptions: entries(payload, "xm", exemption),
    };
    let (findings, tolerances) = schema::check(payload);
    Ok(Reading {
        dcc,
        findings,
        tolerances,
    })
}

/// The member, unless it is absent or null.
pub(crate) fn present<'a, 'b>(map: &'a Value<'b>, name: &str) -> Option<&'a Value<'b>> {
    map.member(name)
        .filter(|value| !matches!(value, Value::Null | Value::Undefined))
}

/// The items of an array member; none if it is absent, null, or no array.
pub(super) fn items<'a, 'b>(map: &'a Value<'b>, name: &str) -> &'a [Value<'b>] {
    present(map, name)
        .and_then(Value::as_array)
        .unwrap_or_default()
}

/// The text without its tag; tag 0 is the only one that dates carry.
pub(crate) fn plain_text<'a>(value: &'a Value<'_>) -> Option<&'a str> {
    const DATE_TIME_TEXT: u64 = 0;
    match value {
        Value::Text(text) => Some(text),
        Value::Tag(DATE_TIME_TEXT, inner) => inner.as_text(),
        _ => None,
    }
}

/// The integer, also of a float without fraction.
pub(crate) fn whole_number(value: &Value<'_>) -> Option<i64> {
    /// 2⁵³: up to here every integer is a double.
    const EXACT_MAX: f64 = 9_007_199_254_740_992.0;
    match value {
        Value::Int(int) => Some(*int),
        Value::Float(float) if float.fract() == 0.0 && float.abs() <= EXACT_MAX => {
            Some(*float as i64)
        }
        _ => None,
    }
}

fn entries<T>(payload: &Value<'_>, group: &str, read: fn(&Value<'_>) -> T) -> Vec<T> {
    items(payload, group)
        .iter()
        .filter(|entry| entry.as_map().is_some())
        .map(read)
        .collect()
}

/// The text of a member, without white space around it.
pub(crate) fn text(map: &Value<'_>, name: &str) -> Option<String> {
    present(map, name)
        .and_then(plain_text)
        .map(|text| text.trim().to_owned())
}

/// The whole number of a member.
pub(crate) fn count(map: &Value<'_>, name: &str) -> Option<i64> {
    present(map, name).and_then(whole_number)
}

fn name(map: &Value<'_>) -> PersonName {
    PersonName {
        surname: text(map, "fn"),
        surname_standardised: text(map, "fnt"),
        forename: text(map, "gn"),
        forename_standardised: text(map, "gnt"),
    }
}

fn vaccination(map: &Value<'_>) -> Vaccination {
    Vaccination {
        disease: text(map, "tg"),
        vaccine: text(map, "vp"),
        product: text(map, "mp"),
        manufacturer: text(map, "ma"),
        dose: count(map, "dn"),
        doses: count(map, "sd"),
        date: text(map, "dt"),
        country: text(map, "co"),
        issuer: text(map, "is"),
        uvci: text(map, "ci"),
    }
}

fn test(map: &Value<'_>) -> Test {
    Test {
        disease: text(map, "tg"),
        test_type: text(map, "tt"),
        test_name: text(map, "nm"),
        device: text(map, "ma"),
        sampled_at: text(map, "sc"),
        result: text(map, "tr"),
        centre: text(map, "tc"),
        country: text(map, "co"),
        issuer: text(map, "is"),
        uvci: text(map, "ci"),
    }
}

fn recovery(map: &Value<'_>) -> Recovery {
    Recovery {
        disease: text(map, "tg"),
        first_positive: text(map, "fr"),
        country: text(map, "co"),
        issuer: text(map, "is"),
        valid_from: text(map, "df"),
        valid_until: text(map, "du"),
        uvci: text(map, "ci"),
    }
}

fn exemption(map: &Value<'_>) -> Exemption {
    Exemption {
        layout: count(map, "xv"),
        disease: text(map, "tg"),
        valid_from: text(map, "df"),
        valid_until: text(map, "du"),
        country: text(map, "co"),
        issuer: text(map, "is"),
        uvci: text(map, "ci"),
    }
}
