//! ELOT 743, second edition (ISO 843:1997, type 2: transcription).

use unicode_normalization::UnicodeNormalization;

use super::Letter;

const DIAERESIS: char = '\u{308}';

/// Greek and Coptic, Greek Extended.
pub(super) const fn is_greek(character: char) -> bool {
    matches!(character, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')
}

/// The capital under the marks, whether an accent is among them, and whether the diaeresis is.
pub(super) fn split_marks(character: char) -> impl Iterator<Item = (char, bool, bool)> {
    let mut parts = std::iter::once(character).nfd();
    let base = parts.next().unwrap_or(character);
    let marks: String = parts.collect();
    let has_diaeresis = marks.contains(DIAERESIS);
    let is_accented = marks.chars().any(|mark| mark != DIAERESIS);
    base.to_uppercase()
        .map(move |capital| (capital, is_accented, has_diaeresis))
}

/// The letters at the start of `rest`, and how many of them were taken.
pub(super) fn transliterate(rest: &[Letter], is_first: bool) -> Option<(&'static str, usize)> {
    let (letter, after) = rest.split_first()?;
    let next = after.first();
    let is_last_two = after.len() == 1;
    let following = after.get(1).map(|letter| letter.character);
    // An accent on the first vowel, or a diaeresis on the second, keeps the two apart.
    let joins = !letter.is_accented && next.is_some_and(|next| !next.has_diaeresis);
    let is_voiced = following.is_some_and(is_voiced);
    let pair = (letter.character, next.map(|next| next.character)?);
    Some(match pair {
        ('Α', 'Υ') if joins => (if is_voiced { "AV" } else { "AF" }, 2),
        ('Ε', 'Υ') if joins => (if is_voiced { "EV" } else { "EF" }, 2),
        ('Η', 'Υ') if joins => (if is_voiced { "IV" } else { "IF" }, 2),
        ('Ο', 'Υ') if joins => ("OU", 2),
        ('Γ', 'Γ') => ("NG", 2),
        ('Γ', 'Ξ') => ("NX", 2),
        ('Γ', 'Χ') => ("NCH", 2),
        ('Μ', 'Π') if is_first || is_last_two => ("B", 2),
        _ => return one(letter.character).map(|text| (text, 1)),
    })
}

/// Vowels, and the consonants before which `Υ` sounds as `V`.
const fn is_voiced(capital: char) -> bool {
    matches!(
        capital,
        'Α' | 'Ε' | 'Η' | 'Ι' | 'Ο' | 'Υ' | 'Ω' | 'Β' | 'Γ' | 'Δ' | 'Ζ' | 'Λ' | 'Μ' | 'Ν' | 'Ρ'
    )
}

const fn one(capital: char) -> Option<&'static str> {
    Some(match capital {
        'Α' => "A",
        'Β' => "V",
        'Γ' => "G",
        'Δ' => "D",
        'Ε' => "E",
        'Ζ' => "Z",
        'Η' | 'Ι' => "I",
        'Θ' => "TH",
        'Κ' => "K",
        'Λ' => "L",
        'Μ' => "M",
        'Ν' => "N",
        'Ξ' => "X",
        'Ο' | 'Ω' => "O",
        'Π' => "P",
        'Ρ' => "R",
        'Σ' => "S",
        'Τ' => "T",
        'Υ' => "Y",
        'Φ' => "F",
        'Χ' => "CH",
        'Ψ' => "PS",
        _ => return None,
    })
}
