//! Why a page could not be made.

use std::fmt;

use thiserror::Error;

/// Which part of the input an error is about; never what stood there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Field {
    /// The language tag.
    Language,
    /// The document identifier of the [`Stamp`](crate::Stamp).
    DocumentId,
    /// A text of [`Labels`](crate::Labels), by its place there, from 0.
    Label(usize),
    /// The title.
    Title,
    /// The holder's name in its own script.
    Name,
    /// The holder's name in Latin letters.
    Transliterated,
    /// The birth date.
    BirthDate,
    /// The time for which the pass holds.
    Validity,
    /// Label or value of a row on the ground, from 0.
    GroundRow(usize),
    /// The issuer.
    Issuer,
    /// The identifier of the pass.
    Identifier,
    /// The line that proves the pass to its holder.
    Receipt,
    /// The one-time code for fetching the pass.
    CollectionCode,
    /// A note, from 0.
    Note(usize),
    /// The text of the QR code.
    Code,
    /// Date span or text of a light pass's code, from 0.
    LightCode(usize),
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Language => f.write_str("the language"),
            Self::DocumentId => f.write_str("the document identifier"),
            Self::Label(at) => write!(f, "label {at}"),
            Self::Title => f.write_str("the title"),
            Self::Name => f.write_str("the name"),
            Self::Transliterated => f.write_str("the transliterated name"),
            Self::BirthDate => f.write_str("the birth date"),
            Self::Validity => f.write_str("the validity"),
            Self::GroundRow(at) => write!(f, "row {at} of the ground"),
            Self::Issuer => f.write_str("the issuer"),
            Self::Identifier => f.write_str("the identifier"),
            Self::Receipt => f.write_str("the receipt"),
            Self::CollectionCode => f.write_str("the collection code"),
            Self::Note(at) => write!(f, "note {at}"),
            Self::Code => f.write_str("the code"),
            Self::LightCode(at) => write!(f, "code {at} of the sheet"),
        }
    }
}

/// A part of a page that has a size of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// The half of the A4 page, or the panel of the card, that a door sees.
    DoorSide,
    /// The half of the A4 page, or the panels of the card, that only the holder sees.
    OwnSide,
    /// The sheet of light passes.
    LightSheet,
    /// A page in large print.
    LargePrint,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DoorSide => "the side for the door",
            Self::OwnSide => "the holder's side",
            Self::LightSheet => "the sheet of light passes",
            Self::LargePrint => "the page in large print",
        })
    }
}

/// Why a page could not be made.
///
/// Errors name fields and positions, never what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PaperError {
    /// A text has nothing visible in it.
    #[error("{field} is empty")]
    EmptyField {
        /// Where.
        field: Field,
    },
    /// A text is longer than any page could take.
    #[error("{field} has {chars} characters, at most {max} are printed")]
    FieldTooLong {
        /// Where.
        field: Field,
        /// Characters given.
        chars: usize,
        /// Characters allowed.
        max: usize,
    },
    /// More rows, notes or codes than a page could take.
    #[error("{field} is one too many of {count}, at most {max} are printed")]
    TooMany {
        /// The first that is too many.
        field: Field,
        /// Number given.
        count: usize,
        /// Number allowed.
        max: usize,
    },
    /// A control character: a line break, a tab or worse (Unicode general category Cc, Zl, Zp).
    #[error("{field} has a control character at position {position}")]
    ControlCharacter {
        /// Where.
        field: Field,
        /// Characters before it.
        position: usize,
    },
    /// A character that turns the direction of letters around, so that a name could read other
    /// than it is (Unicode Standard Annex 9, section 2: embeddings and overrides).
    #[error("{field} has a direction override at position {position}")]
    DirectionOverride {
        /// Where.
        field: Field,
        /// Characters before it.
        position: usize,
    },
    /// More combining marks on one letter than any orthography has; they would cover other lines.
    #[error("{field} has more than {max} marks on one letter at position {position}")]
    MarksStacked {
        /// Where.
        field: Field,
        /// Characters before the first mark that is too many.
        position: usize,
        /// Marks allowed.
        max: usize,
    },
    /// A character that the fonts do not have. A page never shows a box for a letter.
    #[error("{field} has a character at position {position} that the fonts do not have")]
    NotInFonts {
        /// Where.
        field: Field,
        /// Characters before it.
        position: usize,
    },
    /// Not the form of a language tag (RFC 5646, section 2.1: letters, digits, hyphens).
    #[error("the language is no language tag")]
    Language,
    /// The instant of making is outside of the years 1 to 9999.
    #[error("the instant of making is outside of the years 1 to 9999")]
    CreatedAt,
    /// The texts do not fit at the smallest size that is still read without effort.
    #[error("the texts do not fit {part} at {size_min_pt} points")]
    DoesNotFit {
        /// Which part of the page.
        part: Part,
        /// Smallest size of text tried, in points, rounded down.
        size_min_pt: u8,
    },
    /// The code would need smaller modules than 0.40 mm, or is longer than any QR code.
    #[error(
        "the code's {bytes} bytes need modules below 0.40 mm within {side_max_mm} mm, or exceed \
         every QR code at error correction M"
    )]
    CodeDoesNotFit {
        /// Length of the code's text.
        bytes: usize,
        /// Side of the place for the code with its quiet zone, in whole millimetres.
        side_max_mm: u8,
    },
    /// The text of a code cannot be read.
    #[error("the code cannot be read: {code}")]
    Unreadable {
        /// The code of what is wrong with it.
        code: &'static str,
    },
    /// The code is no full pass.
    #[error("the code is no full pass")]
    NotAFullPass,
    /// The code is no light pass.
    #[error("the code is no light pass")]
    NotALightPass,
    /// The light passes of a sheet are not all of one person.
    #[error("the light passes are not all of one name and birth date")]
    SeveralHolders,
    /// The PDF writer refused the page, or a font of this crate: a fault here, not in the input.
    #[error("the page could not be written as PDF: {fault}")]
    Writer {
        /// What refused.
        fault: WriterFault,
    },
}

/// What the PDF writer refused; a fault of this crate, not of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WriterFault {
    /// A bundled font could not be read.
    Font,
    /// A length or coordinate is no number that a page can have.
    Geometry,
    /// PDF/A-2a or PDF/UA-1 would be broken, so many times.
    Conformance(usize),
    /// Another refusal.
    Other,
}

impl fmt::Display for WriterFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Font => f.write_str("a bundled font is unreadable"),
            Self::Geometry => f.write_str("a length is out of range"),
            Self::Conformance(count) => write!(f, "{count} breaches of PDF/A-2a or PDF/UA-1"),
            Self::Other => f.write_str("refused"),
        }
    }
}

impl PaperError {
    /// The stable code of this error, as listed in `docs/ERROR_CODES.md`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EmptyField { .. } => "paper.empty-field",
            Self::FieldTooLong { .. } => "paper.field-too-long",
            Self::TooMany { .. } => "paper.too-many",
            Self::ControlCharacter { .. } => "paper.control-character",
            Self::DirectionOverride { .. } => "paper.direction-override",
            Self::MarksStacked { .. } => "paper.marks-stacked",
            Self::NotInFonts { .. } => "paper.not-in-fonts",
            Self::Language => "paper.language",
            Self::CreatedAt => "paper.created-at",
            Self::DoesNotFit { .. } => "paper.does-not-fit",
            Self::CodeDoesNotFit { .. } => "paper.code-does-not-fit",
            Self::Unreadable { .. } => "paper.unreadable",
            Self::NotAFullPass => "paper.not-a-full-pass",
            Self::NotALightPass => "paper.not-a-light-pass",
            Self::SeveralHolders => "paper.several-holders",
            Self::Writer { .. } => "paper.writer",
        }
    }

    pub(crate) const fn writer(fault: WriterFault) -> Self {
        Self::Writer { fault }
    }
}
