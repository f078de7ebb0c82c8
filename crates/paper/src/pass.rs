//! What goes onto a page: plain data, every word of it the caller's.

use crate::Labels;

/// What makes the bytes of a document its own, as arguments, so that equal input gives equal bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Identifier of this document (XMP `xmpMM:DocumentID`); only a hash of it is written. At most
    /// 256 characters.
    pub document_id: String,
    /// When the document was made, Unix seconds, years 1 to 9999; written as UTC.
    pub created_at: i64,
}

/// A label and its value.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is, in the holder's language.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// A pass to print, in words that are ready for the holder.
///
/// Texts are single lines without control characters, in Latin, Cyrillic, Greek or Arabic script,
/// mixed as they like; dates are texts already. At most [`TEXT_CHARS_MAX`] characters each.
#[derive(Clone, PartialEq, Eq)]
pub struct PrintedPass {
    /// Identity and time of the document.
    pub stamp: Stamp,
    /// Language of the labels (RFC 5646), such as `ar`. It also says on which side lines begin.
    pub language: String,
    /// The fixed words around the facts.
    pub labels: Labels,
    /// What the document is; shown to the door too, so it must not tell the ground.
    pub title: String,
    /// The holder's name as it is written in the holder's own script.
    pub name: String,
    /// The name in Latin letters (ICAO 9303-3, section 6), where it differs.
    pub transliterated: Option<String>,
    /// The birth date.
    pub birth_date: String,
    /// For how long the pass holds.
    pub validity: String,
    /// The ground's facts; only on the holder's side (G04). At most [`ROWS_MAX`].
    pub ground: Vec<Row>,
    /// Who issued it.
    pub issuer: String,
    /// The identifier of the pass, such as its UVCI.
    pub identifier: String,
    /// The secret of the pass's commitment, as text. Paper is where it is handed over; it is never
    /// in the code.
    pub receipt: Option<String>,
    /// A one-time code with which the holder fetches the pass onto a phone.
    pub collection_code: Option<String>,
    /// The text of the QR code, such as `HC1:…`.
    pub code: String,
    /// Further sentences at the end of the holder's side. At most [`NOTES_MAX`].
    pub notes: Vec<String>,
}

/// A code of a light pass and the dates for which it holds.
#[derive(Clone, PartialEq, Eq)]
pub struct LightCode {
    /// From when to when, as text.
    pub span: String,
    /// The text of the QR code.
    pub code: String,
}

/// A sheet of light passes (G04): short-lived codes with name and birth date and without a ground,
/// one for each span of dates.
#[derive(Clone, PartialEq, Eq)]
pub struct LightSheet {
    /// Identity and time of the document.
    pub stamp: Stamp,
    /// Language of the labels (RFC 5646).
    pub language: String,
    /// The fixed words around the facts.
    pub labels: Labels,
    /// What the document is.
    pub title: String,
    /// The holder's name as it is written in the holder's own script.
    pub name: String,
    /// The name in Latin letters, where it differs.
    pub transliterated: Option<String>,
    /// The birth date.
    pub birth_date: String,
    /// The codes, in the order of their dates. At least one, at most [`LIGHT_CODES_MAX`].
    pub codes: Vec<LightCode>,
}

/// Longest text, in characters. Names in civil registers reach 200; a note is a sentence or two.
pub const TEXT_CHARS_MAX: usize = 400;
/// Most rows on the ground; a vaccination has 8.
pub const ROWS_MAX: usize = 16;
/// Most notes.
pub const NOTES_MAX: usize = 6;
/// Most codes on a sheet of light passes: a month of 48-hour passes that overlap by a day.
pub const LIGHT_CODES_MAX: usize = 31;
/// Most combining marks on one letter. Vietnamese and polytonic Greek have 3 when decomposed,
/// vocalised Arabic 3.
pub const MARKS_MAX: usize = 4;

/// Shows no more than that there is one: all of it is somebody's.
macro_rules! debug_without_content {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

debug_without_content!(Row, PrintedPass, LightCode, LightSheet);
