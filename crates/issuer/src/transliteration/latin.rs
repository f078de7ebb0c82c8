//! ICAO Doc 9303, part 3, section 6, table A.

use unicode_normalization::UnicodeNormalization;

use super::{Language, is_diacritic};

/// The letters of table A that are more than a letter with a diacritic.
pub(super) const fn transliterate(capital: char, language: Language) -> Option<&'static str> {
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
pub(super) fn strip_diacritics(capital: char) -> Option<char> {
    let mut parts = std::iter::once(capital).nfd();
    let base = parts.next().filter(char::is_ascii_uppercase)?;
    parts.all(is_diacritic).then_some(base)
}

pub(super) fn is_latin(capital: char) -> bool {
    strip_diacritics(capital).is_some() || transliterate(capital, Language::Other).is_some()
}
