//! Holds a payload against the tables of [`super::table`].

use cleanbill_cose::cbor::Value;
use cleanbill_order::Arrange;

use super::finding::{Fault, Finding, Path, Tolerance};
use super::read::{items, plain_text, present, whole_number};
use super::table::{Field, GROUPS, Kind, NAME, ROOT};

/// Every departure from the schema, in its order, and every tolerance that was used.
pub(super) fn check(payload: &Value<'_>) -> (Vec<Finding>, Vec<Tolerance>) {
    let mut check = Check::default();
    check.fields(payload, ROOT, Path::TOP);
    if present(payload, "dob").is_none() {
        check.fault(Path::TOP.field("dob"), Fault::NoBirthDate);
    }
    check.name(payload);
    check.entries(payload);
    check.finish()
}

/// Findings and tolerances, being collected.
#[derive(Default)]
pub(crate) struct Check {
    pub(crate) findings: Vec<Finding>,
    pub(crate) tolerances: Vec<Tolerance>,
}

impl Check {
    pub(crate) fn fault(&mut self, path: Path, fault: Fault) {
        self.findings.push(Finding { path, fault });
    }

    /// The findings in the order in which they were made; the tolerances sorted, each once.
    pub(crate) fn finish(mut self) -> (Vec<Finding>, Vec<Tolerance>) {
        self.tolerances.arrange();
        self.tolerances.dedup();
        (self.findings, self.tolerances)
    }

    fn name(&mut self, payload: &Value<'_>) {
        let path = Path::group("nam");
        match present(payload, "nam") {
            None => self.fault(path, Fault::NoName),
            Some(name) if name.as_map().is_none() => self.fault(path, Fault::NoName),
            Some(name) => {
                self.fields(name, NAME, path);
                if present(name, "fnt").is_none() && present(name, "gnt").is_none() {
                    self.fault(path.field("fnt"), Fault::Missing);
                }
            }
        }
    }

    fn entries(&mut self, payload: &Value<'_>) {
        let mut count = 0;
        for (group, _, fields) in GROUPS {
            match payload.member(group) {
                None => continue,
                Some(Value::Null | Value::Undefined) => {
                    self.tolerances.push(Tolerance::NullAsAbsent);
                    continue;
                }
                Some(value) if value.as_array().is_none() => {
                    self.fault(Path::group(group), Fault::Type);
                }
                Some(_) => {}
            }
            for (index, entry) in items(payload, group).iter().enumerate() {
                count += 1;
                let path = Path::entry(group, index);
                if entry.as_map().is_some() {
                    self.fields(entry, fields, path);
                } else {
                    self.fault(path, Fault::Type);
                }
            }
        }
        match count {
            0 => self.fault(Path::TOP, Fault::NoEntry),
            1 => {}
            _ => self.fault(Path::TOP, Fault::ManyEntries),
        }
    }

    pub(crate) fn fields(&mut self, map: &Value<'_>, fields: &'static [Field], path: Path) {
        for field in fields {
            let path = path.field(field.name);
            match map.member(field.name) {
                None if field.required => self.fault(path, Fault::Missing),
                None => {}
                Some(Value::Null | Value::Undefined) => {
                    self.tolerances.push(Tolerance::NullAsAbsent);
                    if field.required {
                        self.fault(path, Fault::Missing);
                    }
                }
                Some(value) if field.kind == Kind::Count => self.count(value, path),
                Some(value) => self.text(value, field.kind, path),
            }
        }
    }

    fn count(&mut self, value: &Value<'_>, path: Path) {
        if matches!(value, Value::Float(_)) {
            self.tolerances.push(Tolerance::WholeFloat);
        }
        match whole_number(value) {
            None => self.fault(path, Fault::Type),
            Some(..1) => self.fault(path, Fault::BelowOne),
            Some(_) => {}
        }
    }

    fn text(&mut self, value: &Value<'_>, kind: Kind, path: Path) {
        let Some(raw) = plain_text(value) else {
            return self.fault(path, Fault::Type);
        };
        if matches!(value, Value::Tag(..)) {
            self.tolerances.push(Tolerance::TaggedText);
        }
        let text = raw.trim();
        if text.len() != raw.len() {
            self.tolerances.push(Tolerance::SurroundingSpace);
        }
        if let Some(fault) = fault_of(text, kind) {
            self.fault(path, fault);
        }
    }
}

pub(crate) fn fault_of(text: &str, kind: Kind) -> Option<Fault> {
    /// JSON Schema counts code points, not bytes.
    fn too_long(text: &str, chars_max: usize) -> bool {
        text.len() > chars_max && text.chars().count() > chars_max
    }
    let matches = match kind {
        Kind::Text(None) | Kind::Date | Kind::DateTime | Kind::Count => true,
        Kind::Text(Some(chars_max)) if too_long(text, chars_max) => return Some(Fault::TooLong),
        Kind::Standardised if too_long(text, 80) => return Some(Fault::TooLong),
        Kind::Text(Some(_)) => true,
        Kind::Standardised => text.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'<')),
        Kind::Country => text.bytes().any(|byte| byte.is_ascii_uppercase()),
        Kind::BirthDate => is_birth_date(text.as_bytes()),
        Kind::Day => is_day(text),
        Kind::Version => is_version(text),
    };
    if matches { None } else { Some(Fault::Pattern) }
}

/// `^((19|20)\d\d(-\d\d){0,2}){0,1}$`
fn is_birth_date(text: &[u8]) -> bool {
    let (year, rest) = match text {
        [] => return true,
        [a, b, c, d, rest @ ..] => ([*a, *b, *c, *d], rest),
        _ => return false,
    };
    let (parts, left) = rest.as_chunks::<3>();
    matches!(year, [b'1', b'9', ..] | [b'2', b'0', ..])
        && year.iter().all(u8::is_ascii_digit)
        && left.is_empty()
        && parts.len() <= 2
        && parts.iter().all(|[dash, tens, ones]| {
            *dash == b'-' && tens.is_ascii_digit() && ones.is_ascii_digit()
        })
}

/// `YYYY-MM-DD` that can be a day, alone or before a `T`.
fn is_day(text: &str) -> bool {
    let Some((day, rest)) = text.split_at_checked(10) else {
        return false;
    };
    let number = |from: usize, to: usize| {
        let digits = day.get(from..to)?;
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse::<u16>().ok())?
    };
    let dashes = day.get(4..5) == Some("-") && day.get(7..8) == Some("-");
    let month = number(5, 7).is_some_and(|month| (1..=12).contains(&month));
    let day = number(8, 10).is_some_and(|day| (1..=31).contains(&day));
    dashes && number(0, 4).is_some() && month && day && (rest.is_empty() || rest.starts_with('T'))
}

/// `^\d+.\d+.\d+$`; the schema's unescaped dots match any character, and so does this.
fn is_version(text: &str) -> bool {
    let mut rest = text;
    for last in [false, false, true] {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest = rest.get(digits..).unwrap_or_default();
        let mut chars = rest.chars();
        let separator = chars.next();
        if digits == 0 || separator.is_none() != last {
            return false;
        }
        rest = chars.as_str();
    }
    true
}
