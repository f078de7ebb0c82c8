use cleanbill_cose::cbor::{Key, Value};

use super::{Dcc, Exemption, PersonName, Recovery, Test, Vaccination};

pub(crate) type Member<'a> = (Key<'a>, Value<'a>);

impl Dcc {
    /// The payload as CBOR, without members that are `None` and without empty groups. Written by
    /// [`encode_deterministic`](cleanbill_cose::cbor::encode_deterministic), equal payloads give
    /// equal bytes.
    #[must_use]
    pub fn to_value(&self) -> Value<'_> {
        let mut members = Vec::new();
        text(&mut members, "ver", &self.version);
        members.push((Key::from("nam"), self.name.to_value()));
        text(&mut members, "dob", &self.birth_date);
        group(&mut members, "v", &self.vaccinations, vaccination);
        group(&mut members, "t", &self.tests, test);
        group(&mut members, "r", &self.recoveries, recovery);
        group(&mut members, "xm", &self.exemptions, exemption);
        Value::Map(members)
    }
}

/// Adds the member, if there is one.
pub(crate) fn text<'a>(
    members: &mut Vec<Member<'a>>,
    name: &'static str,
    value: &'a Option<String>,
) {
    if let Some(value) = value {
        members.push((Key::from(name), Value::from(value.as_str())));
    }
}

fn count(members: &mut Vec<Member<'_>>, name: &'static str, value: Option<i64>) {
    if let Some(value) = value {
        members.push((Key::from(name), Value::Int(value)));
    }
}

fn group<'a, T>(
    members: &mut Vec<Member<'a>>,
    name: &'static str,
    entries: &'a [T],
    write: fn(&'a T) -> Vec<Member<'a>>,
) {
    if !entries.is_empty() {
        let entries = entries
            .iter()
            .map(|entry| Value::Map(write(entry)))
            .collect();
        members.push((Key::from(name), Value::Array(entries)));
    }
}

impl PersonName {
    /// `nam`, without members that are `None`.
    pub(crate) fn to_value(&self) -> Value<'_> {
        let mut members = Vec::new();
        text(&mut members, "fn", &self.surname);
        text(&mut members, "fnt", &self.surname_standardised);
        text(&mut members, "gn", &self.forename);
        text(&mut members, "gnt", &self.forename_standardised);
        Value::Map(members)
    }
}

fn vaccination(entry: &Vaccination) -> Vec<Member<'_>> {
    let mut members = Vec::new();
    text(&mut members, "tg", &entry.disease);
    text(&mut members, "vp", &entry.vaccine);
    text(&mut members, "mp", &entry.product);
    text(&mut members, "ma", &entry.manufacturer);
    count(&mut members, "dn", entry.dose);
    count(&mut members, "sd", entry.doses);
    text(&mut members, "dt", &entry.date);
    text(&mut members, "co", &entry.country);
    text(&mut members, "is", &entry.issuer);
    text(&mut members, "ci", &entry.uvci);
    members
}

fn test(entry: &Test) -> Vec<Member<'_>> {
    let mut members = Vec::new();
    text(&mut members, "tg", &entry.disease);
    text(&mut members, "tt", &entry.test_type);
    text(&mut members, "nm", &entry.test_name);
    text(&mut members, "ma", &entry.device);
    text(&mut members, "sc", &entry.sampled_at);
    text(&mut members, "tr", &entry.result);
    text(&mut members, "tc", &entry.centre);
    text(&mut members, "co", &entry.country);
    text(&mut members, "is", &entry.issuer);
    text(&mut members, "ci", &entry.uvci);
    members
}

fn recovery(entry: &Recovery) -> Vec<Member<'_>> {
    let mut members = Vec::new();
    text(&mut members, "tg", &entry.disease);
    text(&mut members, "fr", &entry.first_positive);
    text(&mut members, "co", &entry.country);
    text(&mut members, "is", &entry.issuer);
    text(&mut members, "df", &entry.valid_from);
    text(&mut members, "du", &entry.valid_until);
    text(&mut members, "ci", &entry.uvci);
    members
}

fn exemption(entry: &Exemption) -> Vec<Member<'_>> {
    let mut members = Vec::new();
    count(&mut members, "xv", entry.layout);
    text(&mut members, "tg", &entry.disease);
    text(&mut members, "df", &entry.valid_from);
    text(&mut members, "du", &entry.valid_until);
    text(&mut members, "co", &entry.country);
    text(&mut members, "is", &entry.issuer);
    text(&mut members, "ci", &entry.uvci);
    members
}
