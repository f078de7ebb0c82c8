//! Names in the letters of a passport's machine readable zone: `A`–`Z`, and `<` between parts.
//!
//! A DCC carries a name twice, as the holder writes it and as ICAO Doc 9303, part 3 (eighth
//! edition, 2021), section 6, transliterates it, so that a door anywhere can hold it against a
//! travel document. What is done here:
//!
//! * **Latin**: section 6, table A. Diacritics on letters that the table does not list are dropped
//!   as on those that it does. Where it leaves a choice, `Ä Å Ö Ü` become two letters, in Spanish
//!   and Turkish one, and `Ñ` becomes `N`.
//! * **Cyrillic**: table B with its exceptions by [`Language`]. `Ь` and the apostrophe have no row;
//!   they have no sound of their own and are left out, as the region's passports do.
//! * **Arabic**: table C and appendix B. Four obsolete Maghrebi letters that the table leaves out
//!   are refused.
//! * **Greek**: ELOT 743 (ISO 843:1997, type 2), as Greek passports have it.
//! * **Punctuation**: section 4.6. Apostrophe and full stop are omitted; hyphen, comma and space
//!   become `<`.
//!
//! Two rows of table B carry a code point that is not that of the letter meant: `C` is given for
//! Serbian `Ћ` (U+040B) here, and not for Tatar `Һ` (U+04BA), which is refused; Macedonian `GJ` for
//! `Ѓ` (U+0403).
//!
//! Whatever is not known is an error and never left out: then the holder says how their name is
//! spelt. **The holder's own spelling, as their passport has it, always wins over these tables**,
//! which in places (Serbian `Г` as `H`) differ from what states really print.

mod arabic;
mod cyrillic;
mod greek;
mod latin;

use thiserror::Error;

use crate::composition;

/// `maxLength` of `fnt` and `gnt` (DCC schema, version 1.3.3).
const CHARS_MAX: usize = 80;

/// A language whose letters table A or B treats apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Language {
    /// Every other.
    #[default]
    Other,
    /// `be`
    Belarusian,
    /// `bg`
    Bulgarian,
    /// `mk`
    Macedonian,
    /// `sr`
    Serbian,
    /// `es`
    Spanish,
    /// `tr`
    Turkish,
    /// `uk`
    Ukrainian,
}

impl Language {
    const ALL: [Self; 8] = [
        Self::Other,
        Self::Belarusian,
        Self::Bulgarian,
        Self::Macedonian,
        Self::Serbian,
        Self::Spanish,
        Self::Turkish,
        Self::Ukrainian,
    ];

    /// The language of a code of two small letters (ISO 639-1); [`Language::Other`] for those
    /// without rules of their own. `None` for what is no such code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "be" => Some(Self::Belarusian),
            "bg" => Some(Self::Bulgarian),
            "mk" => Some(Self::Macedonian),
            "sr" => Some(Self::Serbian),
            "es" => Some(Self::Spanish),
            "tr" => Some(Self::Turkish),
            "uk" => Some(Self::Ukrainian),
            _ => {
                let is_code = code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase());
                is_code.then_some(Self::Other)
            }
        }
    }
}

/// Why a name has to be spelt by its holder.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TransliterationError {
    /// A character that the tables do not have.
    #[error("the character at position {position} has no transliteration")]
    Unknown {
        /// In characters of the composed form (NFC), from 1.
        position: usize,
    },
    /// No letter is left.
    #[error("the transliteration is empty")]
    Empty,
    /// More characters than a DCC holds.
    #[error("the transliteration has more than {chars_max} characters")]
    TooLong {
        /// What is allowed.
        chars_max: usize,
    },
}

impl TransliterationError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "transliteration.unknown",
            Self::Empty => "transliteration.empty",
            Self::TooLong { .. } => "transliteration.too-long",
        }
    }
}

/// One capital of a name. The tables append the transliteration of what `rest` starts with, and
/// answer how many letters that was; `None` if the first is none of theirs.
#[derive(Clone, Copy)]
pub(crate) struct Letter {
    /// In characters of the name, from 1.
    position: usize,
    pub(crate) character: char,
    /// Of Greek letters, whose marks are taken off.
    marks: greek::Marks,
}

/// Transliterates one part of a name, or several with space or hyphen between them.
///
/// ```
/// use cleanbill_icao9303::transliteration::{Language, transliterate};
///
/// assert_eq!(transliterate("D'Artagnan", Language::Other)?, "DARTAGNAN");
/// assert_eq!(transliterate("Marie-Élise", Language::Other)?, "MARIE<ELISE");
/// assert_eq!(transliterate("Юлія", Language::Ukrainian)?, "YULIIA");
/// # Ok::<(), cleanbill_icao9303::transliteration::TransliterationError>(())
/// ```
///
/// # Errors
/// [`TransliterationError`].
pub fn transliterate(name: &str, language: Language) -> Result<String, TransliterationError> {
    let mut out = String::new();
    for part in parts(name) {
        let part = transliterate_part(&part, language)?;
        if !out.is_empty() && !part.is_empty() {
            out.push('<');
        }
        out.push_str(&part);
    }
    match out.len() {
        0 => Err(TransliterationError::Empty),
        1..=CHARS_MAX => Ok(out),
        _ => Err(TransliterationError::TooLong {
            chars_max: CHARS_MAX,
        }),
    }
}

fn transliterate_part(part: &[Letter], language: Language) -> Result<String, TransliterationError> {
    let mut out = String::new();
    let mut rest = part;
    while let Some(letter) = rest.first() {
        let position = letter.position;
        let is_first = rest.len() == part.len();
        let taken = step(rest, language, is_first, &mut out)
            .ok_or(TransliterationError::Unknown { position })?;
        rest = rest.get(taken..).unwrap_or_default();
    }
    Ok(out)
}

fn step(rest: &[Letter], language: Language, is_first: bool, out: &mut String) -> Option<usize> {
    latin::transliterate(rest, language, out)
        .or_else(|| cyrillic::transliterate(rest, language, is_first, out))
        .or_else(|| greek::transliterate(rest, is_first, out))
        .or_else(|| arabic::transliterate(rest, out))
}

/// What `rest` may start as by any language's table: letters taken, and their transliteration.
pub(crate) fn steps(rest: &[Letter], is_first: bool) -> Vec<(usize, String)> {
    let mut steps = Vec::new();
    for language in Language::ALL {
        let mut text = String::new();
        if let Some(taken) = step(rest, language, is_first, &mut text)
            && !steps.contains(&(taken, text.clone()))
        {
            steps.push((taken, text));
        }
    }
    steps
}

/// The capitals of each part of the name, without what section 4.6 omits.
fn parts(name: &str) -> Vec<Vec<Letter>> {
    let mut parts = vec![Vec::new()];
    for (index, character) in composition::compose(name).into_iter().enumerate() {
        if is_separator(character) {
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            part.extend(capitals(index + 1, character));
        }
    }
    parts
}

/// Mostly one: `ß` has two.
pub(crate) fn capitals(position: usize, character: char) -> impl Iterator<Item = Letter> {
    let (base, marks) = greek::split_marks(character);
    base.to_uppercase()
        .filter(|capital| !is_omitted(*capital))
        .map(move |character| Letter {
            position,
            character,
            marks,
        })
}

/// What separates parts of a name (section 4.6); the dashes are the hyphen's kin.
pub(crate) const fn is_separator(character: char) -> bool {
    matches!(
        character,
        ' ' | '\u{a0}' | '\u{202f}' | '\u{3000}' | '-' | '\u{2010}'..='\u{2015}' | ',' | '\u{60c}'
    )
}

/// Apostrophes in all their shapes, the full stop, the Catalan dot, and the joiners that shape
/// letters without being one.
const fn is_omitted(character: char) -> bool {
    matches!(
        character,
        '\'' | '`' | '´' | '\u{2bb}'
            ..='\u{2bd}'
                | '\u{2018}'
                | '\u{2019}'
                | '\u{201b}'
                | '\u{2032}'
                | '.'
                | '·'
                | '\u{200c}'
                | '\u{200d}'
    )
}

#[cfg(test)]
mod tests;
