//! The machine readable zone of a travel document: the name and the birth date in it.
//!
//! Read are the zones of ICAO Doc 9303 (eighth edition, 2021), parts 4 to 7: [`Format`]. Every
//! check digit has to be right. What a comparison does not need (number, nationality, sex, expiry,
//! optional data) is checked and dropped at once: it is in no value that leaves this module.
//!
//! Tolerated, because readers give it so:
//!
//! * lines ended by CR, LF, CRLF or not at all, white space anywhere, small letters;
//! * `O I Z S B` where only a digit can be, and `0 1 2 5 8` where only a letter can be, which
//!   optical readers confuse. Each becomes a [`Note`]; a check digit still has to be right
//!   afterwards. The document number may hold both, so nothing is put right in it;
//! * a filler for the check digit of a field that is not used, as part 4, section 4.2.2.2 allows
//!   for the personal number.

mod birth_date;
mod check_digit;
mod error;
mod format;
mod zone;

pub use birth_date::BirthDate;
pub use error::{CheckedField, MrzError};
pub use format::Format;

use check_digit::is_right;
use format::Layout;
use zone::Zone;

/// How much of a hostile text is read before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest text in bytes. Default 512: the longest zone has 90 characters (part 5,
    /// section 4.2), the rest is room for white space.
    pub size_max_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            size_max_bytes: 512,
        }
    }
}

/// What is worth saying of a zone that was read.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Note {
    /// A letter was read where only a digit can be, or the other way round, and put right.
    Corrected {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// The name field is full to its last position, so the name may be shortened (parts 4 to 7,
    /// section 4.2.3).
    NameMayBeTruncated,
}

/// The holder of a travel document. `Debug` shows neither name nor birth date.
#[derive(Clone, PartialEq, Eq)]
pub struct Mrz {
    format: Format,
    primary: Vec<String>,
    secondary: Vec<String>,
    birth_date: BirthDate,
    notes: Vec<Note>,
}

impl Mrz {
    /// Reads a zone as an optical reader or a keyboard gives it. `now` (Unix seconds) decides the
    /// century of the birth date.
    ///
    /// # Errors
    /// [`MrzError`]: the first that is wrong of length, characters, check digits (each by itself,
    /// then the composite one), birth date and name.
    pub fn parse(text: &str, now: i64, limits: &Limits) -> Result<Self, MrzError> {
        let zone = Zone::parse(text, limits)?;
        let layout = zone.format.layout();
        check_digits(&zone, layout)?;
        let birth_date = BirthDate::parse(zone.field(layout.birth), now)?;
        let name = zone.field(layout.name);
        let (primary, secondary) = identifiers(name);
        if primary.is_empty() || name.first() == Some(&b'<') {
            return Err(MrzError::NoName);
        }
        let is_full = name.last() != Some(&b'<');
        let mut notes = zone.notes;
        if is_full {
            notes.push(Note::NameMayBeTruncated);
        }
        Ok(Self {
            format: zone.format,
            primary,
            secondary,
            birth_date,
            notes,
        })
    }

    /// Which kind of document it is.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// The components of the primary identifier, mostly the surname: at least one, each of `A`–`Z`.
    #[must_use]
    pub fn primary(&self) -> &[String] {
        &self.primary
    }

    /// The components of the secondary identifier, mostly the forenames; none where the name is not
    /// divided (part 3, section 4.6).
    #[must_use]
    pub fn secondary(&self) -> &[String] {
        &self.secondary
    }

    /// Whether the name may be shortened: [`Note::NameMayBeTruncated`].
    #[must_use]
    pub fn may_be_truncated(&self) -> bool {
        self.notes.contains(&Note::NameMayBeTruncated)
    }

    /// The birth date, as far as it is known.
    #[must_use]
    pub const fn birth_date(&self) -> BirthDate {
        self.birth_date
    }

    /// What was put right, and what else is worth saying.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
}

impl std::fmt::Debug for Mrz {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mrz")
            .field("format", &self.format)
            .field("notes", &self.notes)
            .finish_non_exhaustive()
    }
}

/// Part 3, section 4.9.
fn check_digits(zone: &Zone, layout: &Layout) -> Result<(), MrzError> {
    let check = |field, is_right: bool| match is_right {
        true => Ok(()),
        false => Err(MrzError::CheckDigit { field }),
    };
    let agrees = |data, digit| is_right(zone.field(data), zone.cell(digit));
    check(CheckedField::DocumentNumber, is_number_right(zone, layout))?;
    check(
        CheckedField::BirthDate,
        agrees(layout.birth, layout.birth_check),
    )?;
    check(
        CheckedField::ExpiryDate,
        agrees(layout.expiry, layout.expiry_check),
    )?;
    if let Some((data, digit)) = layout.optional {
        check(CheckedField::OptionalData, agrees(data, digit))?;
    }
    if let Some((spans, digit)) = layout.composite {
        let fields = spans.iter().map(|span| zone.field(*span));
        let covered: Vec<u8> = fields.flatten().copied().collect();
        check(
            CheckedField::Composite,
            check_digit::check_digit(covered) == zone.cell(digit),
        )?;
    }
    Ok(())
}

/// A filler instead of the digit says that the number goes on in the optional data and ends there
/// with its digit (part 5, section 4.2.2, note j; part 6 likewise).
fn is_number_right(zone: &Zone, layout: &Layout) -> bool {
    let number = zone.field(layout.number);
    let digit = zone.cell(layout.number_check);
    match layout.number_rest {
        Some(rest) if digit == b'<' && number.iter().any(|cell| *cell != b'<') => {
            let rest = zone.field(rest).split(|cell| *cell == b'<').next();
            rest.and_then(<[u8]>::split_last)
                .is_some_and(|(digit, rest)| {
                    !rest.is_empty() && is_right(&[number, rest].concat(), *digit)
                })
        }
        _ => is_right(number, digit),
    }
}

/// Primary and secondary identifier, with `<<` between them (part 3, section 4.6).
fn identifiers(name: &[u8]) -> (Vec<String>, Vec<String>) {
    let divided = name.windows(2).position(|pair| pair == b"<<");
    let (primary, secondary) = name.split_at(divided.unwrap_or(name.len()));
    (components(primary), components(secondary))
}

fn components(identifier: &[u8]) -> Vec<String> {
    identifier
        .split(|cell| *cell == b'<')
        .filter(|component| !component.is_empty())
        .map(|component| component.iter().copied().map(char::from).collect())
        .collect()
}

#[cfg(test)]
mod tests;
