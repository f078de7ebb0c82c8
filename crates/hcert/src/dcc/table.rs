//! The schema as data: which fields a group has, and what each may hold. Judged by version 1.3.3,
//! the newest: later versions loosened what issuers did all along, and added only that a pass has
//! exactly one entry.

use super::EntryKind;

/// What a field may hold. Every kind but the counts is text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Any text, or at most so many characters.
    Text(Option<usize>),
    /// `^[A-Z<]*$`, at most 80 characters.
    Standardised,
    /// `^\d+.\d+.\d+$`
    Version,
    /// `^((19|20)\d\d(-\d\d){0,2}){0,1}$`
    BirthDate,
    /// Text; `format: date` is an annotation in JSON Schema 2020-12 and no condition.
    Date,
    /// `YYYY-MM-DD`, a day that can exist, with or without a time after a `T`.
    Day,
    /// Text; `format: date-time` likewise.
    DateTime,
    /// Contains 1 to 10 letters `A`–`Z` somewhere.
    Country,
    /// An integer of at least 1; a float without fraction is one in JSON.
    Count,
}

/// One member of a group.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
}

/// A member that has to be there.
pub(crate) const fn must(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        required: true,
    }
}

/// A member that may be there.
pub(crate) const fn may(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        required: false,
    }
}

/// Any text.
pub(crate) const ANY: Kind = Kind::Text(None);
const SHORT: Kind = Kind::Text(Some(80));

/// `dob` is required; that has a fault of its own.
pub(super) const ROOT: &[Field] = &[must("ver", Kind::Version), may("dob", Kind::BirthDate)];

/// `fnt` or `gnt` is required; that is a rule of its own.
pub(super) const NAME: &[Field] = &[
    may("fn", SHORT),
    may("fnt", Kind::Standardised),
    may("gn", SHORT),
    may("gnt", Kind::Standardised),
];

pub(super) const VACCINATION: &[Field] = &[
    must("tg", ANY),
    must("vp", ANY),
    must("mp", ANY),
    must("ma", ANY),
    must("dn", Kind::Count),
    must("sd", Kind::Count),
    must("dt", Kind::Date),
    must("co", Kind::Country),
    must("is", SHORT),
    must("ci", SHORT),
];

pub(super) const TEST: &[Field] = &[
    must("tg", ANY),
    must("tt", ANY),
    may("nm", SHORT),
    may("ma", ANY),
    must("sc", Kind::DateTime),
    must("tr", ANY),
    may("tc", SHORT),
    must("co", Kind::Country),
    must("is", SHORT),
    must("ci", SHORT),
];

pub(super) const RECOVERY: &[Field] = &[
    must("tg", ANY),
    must("fr", Kind::Date),
    must("co", Kind::Country),
    must("is", SHORT),
    must("df", Kind::Date),
    must("du", Kind::Date),
    must("ci", SHORT),
];

/// Cleanbill's own group (ADR 0007).
pub(super) const EXEMPTION: &[Field] = &[
    must("xv", Kind::Count),
    must("tg", ANY),
    must("df", Kind::Date),
    must("du", Kind::Date),
    must("co", Kind::Country),
    must("is", SHORT),
    must("ci", SHORT),
];

/// The groups of entries: member name, kind, fields.
pub(super) const GROUPS: [(&str, EntryKind, &[Field]); 4] = [
    ("v", EntryKind::Vaccination, VACCINATION),
    ("t", EntryKind::Test, TEST),
    ("r", EntryKind::Recovery, RECOVERY),
    ("xm", EntryKind::Exemption, EXEMPTION),
];
