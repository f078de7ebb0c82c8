//! Text that goes into a pass: normalised, bounded, and free of what cannot be seen.

use unicode_normalization::UnicodeNormalization;

use crate::error::RequestError;
use crate::field::Field;

/// `maxLength` of the DCC schema, version 1.3.3.
pub(crate) const CHARS_MAX: usize = 80;

/// Normalises the text to NFC (eHN Electronic Health Certificate Specification, "Health Certificate
/// Claim"), without white space around; empty text becomes `None`.
pub(crate) fn normalise(field: Field, text: &mut Option<String>) -> Result<(), RequestError> {
    let Some(raw) = text.take() else {
        return Ok(());
    };
    let normal: String = raw.trim().nfc().collect();
    if normal.chars().count() > CHARS_MAX {
        return Err(RequestError::FieldTooLong {
            field,
            chars_max: CHARS_MAX,
        });
    }
    if let Some(index) = normal.chars().position(is_forbidden) {
        return Err(RequestError::ForbiddenCharacter {
            field,
            position: index + 1,
        });
    }
    if !normal.is_empty() {
        *text = Some(normal);
    }
    Ok(())
}

/// As [`normalise`], and asks that something is left.
pub(crate) fn require(field: Field, text: &mut Option<String>) -> Result<&str, RequestError> {
    normalise(field, text)?;
    text.as_deref().ok_or(RequestError::Missing { field })
}

/// Controls, direction controls (Unicode Standard Annex 9, §2), other invisible characters that no
/// name is spelt with, and code points that have no meaning of their own. The joiners U+200C and
/// U+200D stay: Persian and several Indian scripts spell with them.
pub(crate) fn is_forbidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{fff0}'..='\u{ffff}'
            | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e007f}' | '\u{f0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field;

    fn normalised(text: &str) -> Result<Option<String>, &'static str> {
        let mut text = Some(text.to_owned());
        normalise(field::SURNAME, &mut text).map_err(|error| error.code())?;
        Ok(text)
    }

    #[test]
    fn text_is_composed_and_trimmed() {
        assert_eq!(
            normalised(" Mu\u{308}ller\u{a0}"),
            Ok(Some("Müller".to_owned()))
        );
        assert_eq!(normalised(" \t\n"), Ok(None));
        assert_eq!(
            normalised("کیان\u{200c}پور"),
            Ok(Some("کیان\u{200c}پور".to_owned()))
        );
    }

    #[test]
    fn the_length_is_counted_in_characters() {
        assert_eq!(normalised(&"ё".repeat(80)), Ok(Some("ё".repeat(80))));
        assert_eq!(normalised(&"ё".repeat(81)), Err("issue.field-too-long"));
    }

    #[test]
    fn what_cannot_be_seen_is_refused() {
        for hidden in [
            '\0',
            '\n',
            '\u{7f}',
            '\u{85}',
            '\u{ad}',
            '\u{200b}',
            '\u{200f}',
            '\u{202e}',
            '\u{2066}',
            '\u{feff}',
            '\u{fffd}',
            '\u{e001}',
            '\u{e0041}',
            '\u{10ffff}',
        ] {
            let name = format!("Eri{hidden}ka");
            assert_eq!(
                normalised(&name),
                Err("issue.forbidden-character"),
                "{hidden:?}"
            );
        }
    }
}
