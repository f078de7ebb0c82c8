//! What a look-up is made of: names as they compare, not as they are written.
//!
//! The bytes given here go under a keyed hash and nowhere else.

use cleanbill_hcert::dcc::PersonName;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::DocumentKind;
use crate::authority::is_country;

/// Longest number of a document that is looked at, in characters.
const NUMBER_MAX_CHARS: usize = 40;

/// The keys by which a person is found by name and birth date: one for the name as it is written,
/// one for its spelling in `A`–`Z`, each once.
///
/// Case, marks on letters, spaces, hyphens, apostrophes and the order of the parts do not count, so
/// that who types `muller anna` finds `Anna Müller`, whose passport says `MUELLER<ANNA`. A person
/// is found if one of the keys of the question is one of theirs. An empty name has none.
#[must_use]
pub fn match_keys(name: &PersonName, birth_date: &str) -> Vec<Vec<u8>> {
    let written = [name.surname.as_deref(), name.forename.as_deref()];
    let standardised = [
        name.surname_standardised.as_deref(),
        name.forename_standardised.as_deref(),
    ];
    let mut keys: Vec<Vec<u8>> = [written, standardised]
        .into_iter()
        .filter_map(|parts| key_of(&parts, birth_date))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn key_of(parts: &[Option<&str>], birth_date: &str) -> Option<Vec<u8>> {
    let mut words: Vec<String> = parts
        .iter()
        .flatten()
        .flat_map(|part| part.split(is_separator))
        .map(fold)
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    // No word holds a zero byte: it is no letter.
    let words = words.join("\0");
    (!words.is_empty()).then(|| [birth_date.trim(), "\0\0", &words].concat().into_bytes())
}

const fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '-' | '<' | '\u{a0}' | '\u{2010}'..='\u{2015}' | '.' | ','
    )
}

/// Letters and digits, small and without marks.
fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.nfkd().filter(|c| !is_combining_mark(*c)) {
        for small in c.to_lowercase().filter(|c| c.is_alphanumeric()) {
            match small {
                'ß' => folded.push_str("ss"),
                'æ' => folded.push_str("ae"),
                'œ' => folded.push_str("oe"),
                'ø' => folded.push('o'),
                'ł' => folded.push('l'),
                'đ' | 'ð' => folded.push('d'),
                'ı' => folded.push('i'),
                'ς' => folded.push('σ'),
                _ => folded.push(small),
            }
        }
    }
    folded
}

/// The key by which a person is found by a document: kind, issuing country (ISO 3166-1 alpha-2) and
/// the letters and digits of its number. `None` if there are none, more than 40, or the country is
/// no code.
#[must_use]
pub fn document_match_key(kind: DocumentKind, country: &str, number: &str) -> Option<Vec<u8>> {
    let country = country.trim().to_ascii_uppercase();
    let number: String = number
        .nfkc()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .take(NUMBER_MAX_CHARS + 1)
        .collect();
    let fits = is_country(&country) && (1..=NUMBER_MAX_CHARS).contains(&number.chars().count());
    fits.then(|| {
        let mut key = vec![kind.number()];
        key.extend_from_slice(country.as_bytes());
        key.extend_from_slice(number.as_bytes());
        key
    })
}
