//! ICAO Doc 9303, part 3, section 6, table B.

use super::Language::{self, Belarusian, Bulgarian, Macedonian, Serbian, Ukrainian};
use super::Letter;

/// `is_first`: the letter begins a part of the name, which matters in Ukrainian.
pub(super) fn transliterate(
    rest: &[Letter],
    language: Language,
    is_first: bool,
    out: &mut String,
) -> Option<usize> {
    let capital = rest.first()?.character;
    out.push_str(exception(capital, language, is_first).or_else(|| general(capital))?);
    Some(1)
}

fn exception(capital: char, language: Language, is_first: bool) -> Option<&'static str> {
    Some(match (language, capital) {
        (Belarusian, 'Ё') => "IO",
        (Belarusian | Serbian | Ukrainian, 'Г') => "H",
        (Bulgarian, 'Щ') => "SHT",
        (Macedonian, 'Ѓ') => "GJ",
        (Macedonian, 'Ќ') => "KJ",
        (Macedonian, 'Џ') => "DJ",
        (Macedonian | Serbian, 'Х') => "H",
        (Macedonian | Serbian, 'Ц') | (Serbian, 'Ч') => "C",
        (Serbian, 'Ж') => "Z",
        (Serbian, 'Ш') => "S",
        (Ukrainian, 'И') => "Y",
        (Ukrainian, 'Є') if is_first => "YE",
        (Ukrainian, 'Ї') if is_first => "YI",
        (Ukrainian, 'Й') if is_first => "Y",
        (Ukrainian, 'Ю') if is_first => "YU",
        (Ukrainian, 'Я') if is_first => "YA",
        _ => return None,
    })
}

const fn general(capital: char) -> Option<&'static str> {
    Some(match capital {
        'А' => "A",
        'Б' => "B",
        'В' => "V",
        'Г' | 'Ґ' | 'Ғ' | 'Ѓ' => "G",
        'Д' | 'Ђ' => "D",
        'Е' | 'Ё' | 'Э' => "E",
        'Ж' => "ZH",
        'З' => "Z",
        'И' | 'Й' | 'І' | 'Ї' => "I",
        'Ј' => "J",
        'К' | 'Ќ' => "K",
        'Л' => "L",
        'Љ' => "LJ",
        'М' => "M",
        'Н' => "N",
        'Њ' => "NJ",
        'О' => "O",
        'П' => "P",
        'Р' => "R",
        'С' => "S",
        'Т' => "T",
        'Ћ' => "C",
        'У' | 'Ў' | 'Ѫ' => "U",
        'Ф' => "F",
        'Х' => "KH",
        'Ц' => "TS",
        'Ч' => "CH",
        'Ш' => "SH",
        'Щ' => "SHCH",
        'Ъ' | 'Є' => "IE",
        'Ы' | 'Ѵ' => "Y",
        'Ь' => "",
        'Ѕ' | 'Џ' => "DZ",
        'Ю' => "IU",
        'Я' => "IA",
        _ => return None,
    })
}
