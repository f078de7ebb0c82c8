//! Why a machine readable zone is not read.

use thiserror::Error;

/// What a check digit covers (ICAO Doc 9303, part 3, section 4.9).
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CheckedField {
    /// The number of the document, overlong ones included (part 5, section 4.2.2, note j).
    DocumentNumber,
    /// The birth date.
    BirthDate,
    /// The date of expiry.
    ExpiryDate,
    /// The personal number or other optional data; of passports only.
    OptionalData,
    /// All of the above together; none on visas.
    Composite,
}

/// Why a machine readable zone is not read. Lines and columns count from 1.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MrzError {
    /// More bytes than [`Limits::size_max_bytes`](super::Limits::size_max_bytes).
    #[error("the text has more than {size_max_bytes} bytes")]
    TooLong {
        /// What is allowed.
        size_max_bytes: usize,
    },
    /// Neither 90 (TD1), 72 (TD2, MRV-B) nor 88 characters (TD3, MRV-A): parts 4 to 7, section 4.2.
    #[error("{chars} characters are no machine readable zone, which has 72, 88 or 90")]
    Length {
        /// Characters without white space.
        chars: usize,
    },
    /// The whole is as long as a zone, a line is not as long as its lines.
    #[error("line {line} has {chars} characters instead of {expected}")]
    LineLength {
        /// Which line, empty ones not counted.
        line: usize,
        /// Its characters, without white space.
        chars: usize,
        /// What the format asks for.
        expected: usize,
    },
    /// None of `A`–`Z`, `0`–`9` and `<` (part 3, section 4.3).
    #[error("line {line} has a character at column {column} that no zone has")]
    Character {
        /// Which line.
        line: usize,
        /// Which of its characters, white space not counted.
        column: usize,
    },
    /// A letter where only digits can be.
    #[error("line {line} has no digit at column {column}")]
    NotDigit {
        /// Which line.
        line: usize,
        /// Which of its characters.
        column: usize,
    },
    /// A digit where only letters can be.
    #[error("line {line} has no letter at column {column}")]
    NotLetter {
        /// Which line.
        line: usize,
        /// Which of its characters.
        column: usize,
    },
    /// The first character names no kind of document that has this format (parts 4 to 7,
    /// section 4.2.2: `V` is a visa's, and no visa has three lines).
    #[error("the zone begins with no document code of its format")]
    DocumentCode,
    /// A check digit differs (part 3, section 4.9).
    #[error("the check digit of the {} is wrong", field_name(*.field))]
    CheckDigit {
        /// What it covers.
        field: CheckedField,
    },
    /// The digits of the birth date are no day of the calendar (part 3, section 4.8).
    #[error("the birth date does not exist")]
    BirthDate,
    /// The name field begins with a filler, so that nobody is named (part 3, section 4.6).
    #[error("the zone holds no name")]
    NoName,
}

impl MrzError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "mrz.too-long",
            Self::Length { .. } => "mrz.length",
            Self::LineLength { .. } => "mrz.line-length",
            Self::Character { .. } => "mrz.character",
            Self::NotDigit { .. } => "mrz.not-digit",
            Self::NotLetter { .. } => "mrz.not-letter",
            Self::DocumentCode => "mrz.document-code",
            Self::CheckDigit { field } => match field {
                CheckedField::DocumentNumber => "mrz.check-digit-document-number",
                CheckedField::BirthDate => "mrz.check-digit-birth-date",
                CheckedField::ExpiryDate => "mrz.check-digit-expiry-date",
                CheckedField::OptionalData => "mrz.check-digit-optional-data",
                CheckedField::Composite => "mrz.check-digit-composite",
            },
            Self::BirthDate => "mrz.birth-date",
            Self::NoName => "mrz.no-name",
        }
    }
}

const fn field_name(field: CheckedField) -> &'static str {
    match field {
        CheckedField::DocumentNumber => "document number",
        CheckedField::BirthDate => "birth date",
        CheckedField::ExpiryDate => "date of expiry",
        CheckedField::OptionalData => "optional data",
        CheckedField::Composite => "whole line",
    }
}
