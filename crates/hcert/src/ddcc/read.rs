use cleanbill_cose::Limits;
use cleanbill_cose::cbor::{Value, parse_value};

use super::{Coding, Ddcc, DdccEvent, DdccReading, DdccTest, DdccVaccination, TEST_KEY};
use crate::HcertError;
use crate::dcc::{Check, Fault, Field, Kind, Path, Tolerance, count, may, present, text};
use crate::payload::one_of;

/// Reads a data set: the value under [`VACCINATION_KEY`](super::VACCINATION_KEY) or [`TEST_KEY`],
/// or a list of that one value. Never refuses for its content: what is odd becomes a finding.
///
/// # Errors
/// [`HcertError::MalformedDdcc`] if `payload` is no map, and no list that begins with one.
pub fn read_ddcc(key: i64, payload: &Value<'_>) -> Result<DdccReading, HcertError> {
    let mut check = Check::default();
    let payload = one_of(payload, &mut check).ok_or(HcertError::MalformedDdcc)?;
    Ok(read(key == TEST_KEY, payload, check))
}

/// The data set that is the whole signed content; `None` if it is none. A certificate of the family
/// has integer keys, this one has a name, a date of birth and what was done, as texts.
///
/// # Errors
/// [`HcertError::Cose`] if the content is no CBOR, which claims always are.
pub(crate) fn find_bare(
    content: &[u8],
    limits: &Limits,
) -> Result<Option<DdccReading>, HcertError> {
    let content = parse_value(content, limits).map_err(cleanbill_cose::CoseError::from)?;
    let has = |name: &str| present(&content, name).is_some();
    if !has("name") || !has("birthDate") {
        return Ok(None);
    }
    let is_test = has("test") || has("pathogen");
    if !is_test && !has("vaccine") && !has("vaccination") {
        return Ok(None);
    }
    let mut check = Check::default();
    check.tolerances.push(Tolerance::BareDataSet);
    Ok(Some(read(is_test, &content, check)))
}

const PERSON: &[Field] = &[may("name", Kind::Text(None)), may("birthDate", Kind::Day)];

const CERTIFICATE: &[Field] = &[may("valid_from", Kind::Day), may("valid_until", Kind::Day)];

const VACCINATION: &[Field] = &[
    may("lot", Kind::Text(None)),
    may("date", Kind::Day),
    may("vaccine_valid", Kind::Day),
    may("dose", Kind::Count),
    may("total_doses", Kind::Count),
    may("centre", Kind::Text(None)),
];

const TEST: &[Field] = &[may("date", Kind::Day), may("centre", Kind::Text(None))];

fn read(is_test: bool, payload: &Value<'_>, mut check: Check) -> DdccReading {
    let name = text(payload, "name");
    let birth_date = text(payload, "birthDate");
    check.fields(payload, PERSON, Path::TOP);
    if name.as_deref().is_none_or(str::is_empty) {
        check.fault(Path::TOP.field("name"), Fault::NoName);
    }
    if birth_date.as_deref().is_none_or(str::is_empty) {
        check.fault(Path::TOP.field("birthDate"), Fault::NoBirthDate);
    }
    let (certificate, path) = group(payload, "certificate");
    check.fields(certificate, CERTIFICATE, path);
    let event = if is_test {
        let (map, path) = group(payload, "test");
        check.fields(map, TEST, path);
        DdccEvent::Test(test(map, path, &mut check))
    } else {
        let (map, path) = group(payload, "vaccination");
        check.fields(map, VACCINATION, path);
        DdccEvent::Vaccination(vaccination(map, path, &mut check))
    };
    let ddcc = Ddcc {
        name,
        birth_date,
        sex: coding(payload, "sex"),
        identifier: identifier(payload, "identifier"),
        identifier_of_certificate: identifier(certificate, "hcid"),
        authority: text(certificate, "pha").or_else(|| identifier(certificate, "issuer")),
        valid_from: text(certificate, "valid_from").or_else(|| period(certificate, "start")),
        valid_until: text(certificate, "valid_until").or_else(|| period(certificate, "end")),
        event,
    };
    let (findings, tolerances) = check.finish();
    DdccReading {
        ddcc,
        findings,
        tolerances,
    }
}

/// The group's own map, or the data set itself, in which its members stand flat.
fn group<'a, 'b>(payload: &'a Value<'b>, name: &'static str) -> (&'a Value<'b>, Path) {
    match present(payload, name).filter(|value| value.as_map().is_some()) {
        Some(map) => (map, Path::group(name)),
        None => (payload, Path::TOP),
    }
}

fn period(certificate: &Value<'_>, end: &str) -> Option<String> {
    text(present(certificate, "period")?, end)
}

fn vaccination(map: &Value<'_>, path: Path, check: &mut Check) -> DdccVaccination {
    for name in ["vaccine", "date", "lot"] {
        required(map, name, path, check);
    }
    DdccVaccination {
        disease: coding(map, "disease"),
        vaccine: coding(map, "vaccine"),
        brand: coding(map, "brand"),
        manufacturer: coding(map, "manufacturer"),
        lot: text(map, "lot"),
        date: text(map, "date"),
        counts_from: text(map, "vaccine_valid").or_else(|| text(map, "validFrom")),
        dose: count(map, "dose"),
        doses: count(map, "total_doses"),
        country: coding(map, "country"),
        centre: text(map, "centre"),
    }
}

fn test(map: &Value<'_>, path: Path, check: &mut Check) -> DdccTest {
    for name in ["pathogen", "type", "date", "result"] {
        required(map, name, path, check);
    }
    DdccTest {
        pathogen: coding(map, "pathogen"),
        test_type: coding(map, "type"),
        brand: coding(map, "brand"),
        manufacturer: coding(map, "manufacturer"),
        date: text(map, "date"),
        result: coding(map, "result"),
        centre: text(map, "centre"),
        country: coding(map, "country"),
    }
}

fn required(map: &Value<'_>, name: &'static str, path: Path, check: &mut Check) {
    if present(map, name).is_none() {
        check.fault(path.field(name), Fault::Missing);
    }
}

/// `{code, system, display}`, or a text alone, as `Organization/973` in one sample.
fn coding(map: &Value<'_>, name: &str) -> Option<Coding> {
    let value = present(map, name)?;
    if value.as_map().is_some() {
        return Some(Coding {
            system: text(value, "system"),
            code: text(value, "code")?,
            display: text(value, "display"),
        });
    }
    let code = text(map, name)?;
    Some(Coding {
        code,
        ..Coding::default()
    })
}

/// A text, or FHIR's `Identifier` or `Reference` with one.
fn identifier(map: &Value<'_>, name: &str) -> Option<String> {
    let value = present(map, name)?;
    let inside = || text(value, "value").or_else(|| text(value, "reference"));
    text(map, name).or_else(inside)
}
