//! ELOT 743, second edition (ISO 843:1997, type 2: transcription).

use super::Letter;
use crate::composition;

const DIAERESIS: char = '\u{308}';

/// What stood on a Greek letter.
#[derive(Clone, Copy, Default)]
pub(super) struct Marks {
    is_accented: bool,
    has_diaeresis: bool,
}

/// A Greek letter without its marks; any other character as it is.
pub(super) fn split_marks(character: char) -> (char, Marks) {
    if !matches!(character, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}') {
        return (character, Marks::default());
    }
    let (base, marks) = composition::split(character);
    let marks = marks
        .into_iter()
        .fold(Marks::default(), |marks, mark| Marks {
            is_accented: marks.is_accented || mark != DIAERESIS,
            has_diaeresis: marks.has_diaeresis || mark == DIAERESIS,
        });
    (base, marks)
}

pub(super) fn transliterate(rest: &[Letter], is_first: bool, out: &mut String) -> Option<usize> {
    let (text, taken) = match pair(rest, is_first) {
        Some(text) => (text, 2),
        None => (one(rest.first()?.character)?, 1),
    };
    out.push_str(text);
    Some(taken)
}

/// The pairs that are written as they sound.
fn pair(rest: &[Letter], is_first: bool) -> Option<&'static str> {
    let [first, second, after @ ..] = rest else {
        return None;
    };
    let sounds_v = after.first().is_some_and(|next| is_voiced(next.character));
    // An accent on the first vowel, or a diaeresis on the second, keeps the two apart.
    let joins = !first.marks.is_accented && !second.marks.has_diaeresis;
    Some(match (first.character, second.character) {
        ('Α', 'Υ') if joins && sounds_v => "AV",
        ('Α', 'Υ') if joins => "AF",
        ('Ε', 'Υ') if joins && sounds_v => "EV",
        ('Ε', 'Υ') if joins => "EF",
        ('Η', 'Υ') if joins && sounds_v => "IV",
        ('Η', 'Υ') if joins => "IF",
        ('Ο', 'Υ') if joins => "OU",
        ('Γ', 'Γ') => "NG",
        ('Γ', 'Ξ') => "NX",
        ('Γ', 'Χ') => "NCH",
        ('Μ', 'Π') if is_first || after.is_empty() => "B",
        _ => return None,
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
