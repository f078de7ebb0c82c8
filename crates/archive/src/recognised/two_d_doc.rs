//! French 2D-Doc (ANTS, *Spécifications techniques des codes à barres 2D-Doc*, version 3.1), in the
//! C40 encoding:
//!
//! ```text
//! DC04 FR00 0001 1F2E 1F2E L1 01 FR  L0NOM␝L1PRENOM␝L201011970…␟BASE32(r‖s)
//! │    │    │    │    │    │  │  └ country (version 4)     └ field ids and values
//! │    │    │    │    │    │  └ perimeter (from version 3)
//! │    │    │    │    │    └ kind of document
//! │    │    │    │    └ day of signature   days since 2000-01-01, four hexadecimal digits
//! │    │    │    └ day of emission
//! │    │    └ certificate of that authority
//! │    └ certification authority
//! └ DC and version                        ␝ 1D ends a field, ␞ 1E one cut short, ␟ 1F the fields
//! ```

use cleanbill_certlogic::civil_from_days;

use super::{Detail, Label, Recognised, Scheme};

const GROUP: char = '\u{1d}';
const RECORD: char = '\u{1e}';
const UNIT: char = '\u{1f}';
/// 2000-01-01, in days since 1970-01-01.
const DAY_2000: i64 = 10_957;
/// Most fields that are read: the kinds below have eleven at most.
const FIELDS_MAX: usize = 32;

/// A kind of document whose fields are known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// `B2`: the result of a test.
    Test,
    /// `L1`: a vaccination.
    Vaccination,
}

/// A field of a kind: what it is, and how long its value is.
struct Field {
    id: &'static str,
    label: Label,
    /// Characters of a value of one length; `None` if a separator ends it.
    exactly: Option<usize>,
    /// Most characters.
    max: usize,
    form: Form,
}

/// How a value is written.
#[derive(Clone, Copy)]
enum Form {
    Text,
    /// `DDMMYYYY`.
    Day,
    /// `DDMMYYYYhhmm`.
    Minute,
}

const fn text(id: &'static str, label: Label, max: usize) -> Field {
    Field {
        id,
        label,
        exactly: None,
        max,
        form: Form::Text,
    }
}

const fn fixed(id: &'static str, label: Label, length: usize, form: Form) -> Field {
    Field {
        id,
        label,
        exactly: Some(length),
        max: length,
        form,
    }
}

const TEST: &[Field] = &[
    text("F0", Label::Forename, 60),
    text("F1", Label::Surname, 38),
    fixed("F2", Label::BirthDate, 8, Form::Day),
    fixed("F3", Label::Sex, 1, Form::Text),
    text("F4", Label::TestKind, 7),
    fixed("F5", Label::TestResult, 1, Form::Text),
    fixed("F6", Label::SampledAt, 12, Form::Minute),
];

const VACCINATION: &[Field] = &[
    text("L0", Label::Surname, 80),
    text("L1", Label::Forename, 80),
    fixed("L2", Label::BirthDate, 8, Form::Day),
    text("L3", Label::Disease, 30),
    text("L4", Label::Vaccine, 15),
    text("L5", Label::Product, 30),
    text("L6", Label::Manufacturer, 30),
    fixed("L7", Label::Dose, 1, Form::Text),
    fixed("L8", Label::Doses, 1, Form::Text),
    fixed("L9", Label::VaccinatedAt, 8, Form::Day),
    fixed("LA", Label::Complete, 2, Form::Text),
];

impl DocumentKind {
    fn of(code: &str) -> Option<Self> {
        match code {
            "B2" => Some(Self::Test),
            "L1" => Some(Self::Vaccination),
            _ => None,
        }
    }

    const fn fields(self) -> &'static [Field] {
        match self {
            Self::Test => TEST,
            Self::Vaccination => VACCINATION,
        }
    }
}

pub(super) fn recognise(text: &str) -> Option<Recognised> {
    let (head, rest) = Header::read(text)?;
    let mut details = vec![
        Detail::new(Label::Issuer, head.authority),
        Detail::new(Label::Key, head.certificate),
    ];
    details.extend(head.signed_on.map(|day| Detail::new(Label::IssuedAt, day)));
    if let Some(kind) = DocumentKind::of(head.kind) {
        let message = rest.split(UNIT).next().unwrap_or_default();
        read_fields(kind, message, &mut details);
    }
    Some(Recognised {
        scheme: Scheme::FranceTwoDDoc,
        details,
    })
}

struct Header<'a> {
    authority: &'a str,
    certificate: &'a str,
    signed_on: Option<String>,
    kind: &'a str,
}

impl<'a> Header<'a> {
    /// The header and what follows it; `None` if this is none.
    fn read(text: &'a str) -> Option<(Self, &'a str)> {
        let version = text.strip_prefix("DC")?.get(..2)?;
        let length = match version {
            "01" | "02" => 22,
            "03" => 24,
            "04" => 26,
            _ => return None,
        };
        let (head, rest) = text.split_at_checked(length)?;
        let is_head = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        if !head.bytes().all(is_head) {
            return None;
        }
        let (emitted, signed) = (head.get(12..16)?, head.get(16..20)?);
        let is_hex = |digits: &str| u16::from_str_radix(digits, 16).is_ok();
        if !(is_hex(emitted) && is_hex(signed)) {
            return None;
        }
        let header = Self {
            authority: head.get(4..8)?,
            certificate: head.get(8..12)?,
            signed_on: day_since_2000(signed),
            kind: head.get(20..22)?,
        };
        Some((header, rest))
    }
}

/// Fields in whatever order they come; reading ends at the first that is not known, as nobody can
/// tell then where the next begins.
fn read_fields(kind: DocumentKind, message: &str, details: &mut Vec<Detail>) {
    let mut rest = message;
    for _ in 0..FIELDS_MAX {
        rest = rest.trim_start_matches([GROUP, RECORD]);
        let Some((id, after)) = rest.split_at_checked(2) else {
            return;
        };
        let Some(field) = kind.fields().iter().find(|field| field.id == id) else {
            return;
        };
        let (value, next) = take_value(field, after);
        rest = next;
        if !value.is_empty() {
            details.push(Detail::new(field.label, render(field.form, value)));
        }
    }
}

/// The value of a field, and what follows it.
fn take_value<'a>(field: &Field, after: &'a str) -> (&'a str, &'a str) {
    let separator = after.find([GROUP, RECORD]).unwrap_or(after.len());
    let length = match field.exactly {
        Some(length) => length.min(separator),
        None => separator,
    };
    // A text as long as it may be needs no separator; values are capitals and digits.
    let end = length.min(field.max);
    after.split_at_checked(end).unwrap_or((after, ""))
}

fn render(form: Form, value: &str) -> String {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    let part = |from: usize, to: usize| value.get(from..to).unwrap_or_default();
    let day = || format!("{}-{}-{}", part(4, 8), part(2, 4), part(0, 2));
    match form {
        Form::Day if digits && value.len() == 8 => day(),
        Form::Minute if digits && value.len() == 12 => {
            format!("{}T{}:{}", day(), part(8, 10), part(10, 12))
        }
        // Several given names stand with a slash between.
        _ => value.replace('/', " "),
    }
}

/// Four hexadecimal digits of days since 2000-01-01; `FFFF` says that it is not known.
fn day_since_2000(digits: &str) -> Option<String> {
    let days = u16::from_str_radix(digits, 16).ok();
    let days = i64::from(days.filter(|days| *days != u16::MAX)?);
    let (year, month, day) = civil_from_days(DAY_2000 + days);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}
