//! ICAO Doc 9303, part 3, section 6, table A.

use super::{Language, Letter};
use crate::composition;

pub(super) fn transliterate(
    rest: &[Letter],
    language: Language,
    out: &mut String,
) -> Option<usize> {
    let (letter, after) = rest.split_first()?;
    match apart(letter.character, language) {
        Some(text) => out.push_str(text),
        None => out.push(strip_diacritics(letter.character)?),
    }
    // Diacritics that Unicode has no composed letter for.
    let marks = after.iter().take_while(|mark| is_diacritic(mark.character));
    Some(1 + marks.count())
}

/// The letters of table A that are more than a letter with a diacritic.
const fn apart(capital: char, language: Language) -> Option<&'static str> {
    let is_short = matches!(language, Language::Spanish | Language::Turkish);
    Some(match capital {
        'Ä' if is_short => "A",
        'Ö' if is_short => "O",
        'Ü' if is_short => "U",
        'Ä' | 'Æ' => "AE",
        'Å' => "AA",
        'Ð' | 'Đ' => "D",
        'Ħ' => "H",
        'Ĳ' => "IJ",
        'Ŀ' | 'Ł' => "L",
        'Ŋ' => "N",
        'Ö' | 'Ø' | 'Œ' => "OE",
        'Ŧ' => "T",
        'Ü' => "UE",
        'Þ' => "TH",
        'ẞ' => "SS",
        _ => return None,
    })
}

/// `A`–`Z`, alone or under diacritics, as table A drops them.
fn strip_diacritics(capital: char) -> Option<char> {
    let (base, marks) = composition::split(capital);
    let fits = base.is_ascii_uppercase() && marks.into_iter().all(is_diacritic);
    fits.then_some(base)
}

/// The block Combining Diacritical Marks.
const fn is_diacritic(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}
