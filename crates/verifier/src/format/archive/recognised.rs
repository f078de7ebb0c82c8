//! Codes that are named, and that nobody can verify here.

use cleanbill_archive::Limits;
use cleanbill_archive::recognised::{Detail, Label, Recognised, Scheme, recognise};
use cleanbill_hcert::dcc::PersonName;
use cleanbill_health::{Person, Record};
use serde_json::{Map, Value};

use super::Read;
use crate::mapped::{Frame, Mapped, MappedPass, Proof, Told};
use crate::{Format, Outcome, Reason};

/// The scheme of a code, if it is one that is only recognised. Addresses are told as what they are.
pub(in super::super) fn scheme_of(text: &str) -> Option<Scheme> {
    let found = recognise(text, &Limits::default())?;
    (!found.scheme.is_address()).then_some(found.scheme)
}

/// What such a code says, proven by nothing.
pub(in super::super) fn read(scheme: Scheme, text: &str) -> Read {
    let found = recognise(text, &Limits::default())?;
    (found.scheme == scheme).then(|| Ok(mapped(found)))
}

fn mapped(found: Recognised) -> MappedPass {
    let reason = Reason::Recognised(found.scheme);
    let outcome = match found.scheme.is_pass() {
        true => Outcome::Undetermined(reason),
        false => Outcome::Failed(reason),
    };
    let value = |label: Label| {
        let detail = found.details.iter().find(|detail| detail.label == label);
        detail.map(|detail| detail.value.clone())
    };
    MappedPass {
        format: Format::Recognised(found.scheme),
        frame: Frame {
            issuer: value(Label::Issuer),
            ..Frame::default()
        },
        proof: Proof::None(outcome),
        schema: Outcome::Passed,
        content: Mapped {
            name: PersonName {
                surname: value(Label::Surname).or_else(|| value(Label::Name)),
                forename: value(Label::Forename),
                ..PersonName::default()
            },
            birth_date: value(Label::BirthDate),
            identifier: None,
            record: Record {
                person: Person::default(),
                events: Vec::new(),
            },
            facts: found.details.iter().filter_map(fact).collect(),
            told: Told::Read {
                findings: Vec::new(),
                payload: payload(&found.details),
            },
        },
    }
}

/// Names and dates of birth are shown as those of every pass.
fn fact(detail: &Detail) -> Option<(&'static str, String)> {
    let label = match detail.label {
        Label::Issuer | Label::Name | Label::Surname | Label::Forename | Label::BirthDate => {
            return None;
        }
        Label::Key => "key",
        Label::IssuedAt => "issued on",
        Label::ValidUntil => "counts until",
        Label::Sex => "sex",
        Label::Document => "document",
        Label::Disease => "against",
        Label::Vaccine => "vaccine",
        Label::Product => "product",
        Label::Manufacturer => "manufacturer",
        Label::Dose => "dose",
        Label::Doses => "doses of the series",
        Label::VaccinatedAt => "vaccinated on",
        Label::Complete => "state of the series",
        Label::TestKind => "test",
        Label::TestResult => "result",
        Label::SampledAt => "sample taken",
        other => other.name(),
    };
    Some((label, detail.value.clone()))
}

fn payload(details: &[Detail]) -> Value {
    let member = |detail: &Detail| {
        let name = detail.label.name().to_owned();
        (name, Value::from(detail.value.clone()))
    };
    Value::Object(details.iter().map(member).collect::<Map<_, _>>())
}
