//! How passports spell letters besides the tables of [`transliteration`](crate::transliteration).
//!
//! Sources: the choices that ICAO Doc 9303, part 3, section 6, table A leaves; the rules of Russian
//! passports of 1997 (order 310), 2010 (GOST R 52535.1) and 2014 (as ICAO); the Bulgarian
//! Transliteration Act of 2009; the Ukrainian resolution 55 of 2010; ELOT 743 type 1, and the
//! spellings by sound that Greek identity cards carried before it.

/// Letters taken, and how they are spelt; the tables' own spellings need not be among them.
pub(super) fn of(letters: &[char], index: usize) -> Vec<(usize, &'static str)> {
    let rest = letters.get(index..).unwrap_or_default();
    let Some(letter) = rest.first() else {
        return Vec::new();
    };
    let singles = [latin(*letter), cyrillic(*letter), greek(*letter)];
    let mut ways: Vec<_> = singles.concat().into_iter().map(|text| (1, text)).collect();
    ways.extend(pair(rest).iter().map(|text| (2, *text)));
    romanised(letters, index, &mut ways);
    ways
}

/// Table A's choices, `DJ`, and the plain letter that several states print.
const fn latin(letter: char) -> &'static [&'static str] {
    match letter {
        'Ä' | 'Å' => &["A"],
        'Ö' | 'Ø' => &["O"],
        'Ü' => &["U", "UXX"],
        'Ñ' => &["NXX"],
        'Đ' => &["DJ"],
        _ => &[],
    }
}

/// Across languages: the letter does not say which one it is.
const fn cyrillic(letter: char) -> &'static [&'static str] {
    match letter {
        'Г' => &["G", "H", "GH"],
        'Ђ' => &["DJ"],
        'Е' => &["YE", "IE", "JE"],
        'Ё' => &["YE", "YO", "IO", "JO"],
        'Є' => &["E", "YE", "IE", "JE"],
        'Ж' => &["J", "Z", "ZH"],
        'И' => &["I", "Y"],
        'Й' => &["I", "Y", "J"],
        'Ї' => &["I", "YI", "JI"],
        'Ў' => &["W"],
        'Х' => &["H", "KH"],
        'Ц' => &["TS", "TC", "TZ", "C"],
        'Ч' => &["CH", "C", "TCH"],
        'Ш' => &["SH", "S"],
        'Щ' => &["SHCH", "SCH", "SHT"],
        'Ъ' => &["", "A", "Y"],
        'Ы' => &["Y", "I"],
        'Ь' => &["", "Y"],
        'Џ' => &["DJ", "DZH"],
        'Ю' => &["YU", "JU"],
        'Я' => &["YA", "JA"],
        _ => &[],
    }
}

const fn greek(letter: char) -> &'static [&'static str] {
    match letter {
        'Β' => &["B"],
        'Ξ' => &["KS"],
        'Υ' => &["I", "U"],
        'Φ' => &["PH"],
        'Χ' => &["H", "KH"],
        _ => &[],
    }
}

const fn pair(rest: &[char]) -> &'static [&'static str] {
    match rest {
        ['И' | 'Ы', 'Й', ..] => &["Y", "I"],
        ['К', 'С', ..] => &["X"],
        ['Α', 'Ι', ..] => &["E"],
        ['Α', 'Υ', ..] => &["AU"],
        ['Γ', 'Γ', ..] => &["GG"],
        ['Γ', 'Κ', ..] => &["G", "NG"],
        ['Ε', 'Ι', ..] | ['Ο', 'Ι', ..] => &["I"],
        ['Ε', 'Υ', ..] => &["EU"],
        ['Μ', 'Π', ..] => &["B", "MP"],
        ['Ν', 'Τ', ..] => &["D"],
        ['Ο', 'Υ', ..] => &["U"],
        _ => &[],
    }
}

/// What the Russian tables differ in once a name is in `A`–`Z`, and the Arabic article.
fn romanised(letters: &[char], index: usize, ways: &mut Vec<(usize, &'static str)>) {
    let rest = letters.get(index..).unwrap_or_default();
    let before = index.checked_sub(1).and_then(|index| letters.get(index));
    let is_first = index == 0;
    match rest {
        ['I' | 'Y', 'A' | 'E' | 'O' | 'U', ..] => ways.extend([(1, "I"), (1, "Y")]),
        ['I', 'I' | 'Y'] => ways.extend([(2, "II"), (2, "IY"), (2, "Y")]),
        ['Y'] if before.is_some_and(|letter| is_consonant(*letter)) => {
            ways.extend([(1, "II"), (1, "IY")]);
        }
        ['T', 'S', ..] => ways.push((2, "TC")),
        ['T', 'C', after @ ..] if after.first() != Some(&'H') => ways.push((2, "TS")),
        ['E', 'L'] if is_first => ways.push((1, "A")),
        ['A', 'L'] if is_first => ways.push((1, "E")),
        _ => {}
    }
    match rest {
        ['Y', 'E', _, ..] if is_first => ways.push((2, "E")),
        ['E', _, ..] if is_first => ways.push((1, "YE")),
        _ => {}
    }
}

const fn is_consonant(letter: char) -> bool {
    letter.is_ascii_uppercase() && !matches!(letter, 'A' | 'E' | 'I' | 'O' | 'U' | 'Y')
}
