//! Which texts are printed at all.

use unicode_normalization::char::is_combining_mark;

use super::{fonts, is_invisible};
use crate::error::{Field, PaperError};
use crate::pass::{MARKS_MAX, TEXT_CHARS_MAX};

/// Whether a page can show a text: for asking before printing, such as for a name in a script that
/// the fonts do not have and that a caller then gives in Latin letters only.
///
/// # Errors
/// The error that printing would give, about [`Field::Name`].
pub fn is_printable(text: &str) -> Result<(), PaperError> {
    check_text(text, Field::Name)
}

/// Refuses what cannot be shown as it is. Nothing is replaced or dropped that has a shape: a page
/// that shows another name than the record would be worse than no page.
pub(crate) fn check_text(text: &str, field: Field) -> Result<(), PaperError> {
    // No text of the greatest length needs more bytes; counting a hostile one is thus bounded too.
    let chars = text.chars().take(TEXT_CHARS_MAX * 4).count();
    if chars > TEXT_CHARS_MAX {
        let max = TEXT_CHARS_MAX;
        return Err(PaperError::FieldTooLong { field, chars, max });
    }
    let fonts = fonts()?;
    let mut marks = 0;
    let mut is_empty = true;
    for (position, character) in text.chars().enumerate() {
        check_control(character, field, position)?;
        if is_invisible(character) {
            continue;
        }
        if is_combining_mark(character) {
            marks += 1;
            if marks > MARKS_MAX {
                let max = MARKS_MAX;
                return Err(PaperError::MarksStacked {
                    field,
                    position,
                    max,
                });
            }
        } else {
            marks = 0;
            is_empty &= character.is_whitespace();
        }
        if !fonts.has(character) {
            return Err(PaperError::NotInFonts { field, position });
        }
    }
    if is_empty {
        return Err(PaperError::EmptyField { field });
    }
    Ok(())
}

fn check_control(character: char, field: Field, position: usize) -> Result<(), PaperError> {
    match character {
        '\u{2028}' | '\u{2029}' => Err(PaperError::ControlCharacter { field, position }),
        _ if character.is_control() => Err(PaperError::ControlCharacter { field, position }),
        '\u{202a}'..='\u{202e}' => Err(PaperError::DirectionOverride { field, position }),
        _ => Ok(()),
    }
}
