//! Letters and the marks on them, composed and apart (Unicode Standard Annex 15: NFC and NFD).
//!
//! Complete for all characters up to U+FFFF but Hangul and the CJK compatibility ideographs, which
//! stay as they are, as do all others: no table of this crate has a letter there. The tables take a
//! tenth of the room that those for every form of all of Unicode do, which a page has to load.

mod table;

use cleanbill_order::Arrange;
use table::{CLASSES, COMPOSED, DECOMPOSED, SECONDS};

/// The composed form.
pub(crate) fn compose(text: &str) -> Vec<char> {
    if text.chars().all(is_composed) {
        return text.chars().collect();
    }
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    let mut starter = None;
    let mut last_class = 0;
    for character in decompose(text) {
        let class = class(character);
        // Between the two there is nothing, or marks that do not stand in the way.
        let is_next = starter.is_some_and(|index| index + 1 == out.len());
        let reaches = is_next || last_class < class;
        let base = starter.and_then(|index: usize| out.get_mut(index));
        if let Some(base) = base.filter(|_| reaches)
            && let Some(composed) = pair(*base, character)
        {
            *base = composed;
            continue;
        }
        if class == 0 {
            starter = Some(out.len());
        }
        last_class = class;
        out.push(character);
    }
    out
}

/// A letter without its marks, and the marks in their order.
pub(crate) fn split(character: char) -> (char, Vec<char>) {
    if is_plain(character) {
        return (character, Vec::new());
    }
    let mut parts = Vec::new();
    push_parts(character, &mut parts);
    let mut parts = parts.into_iter();
    (parts.next().unwrap_or(character), parts.collect())
}

/// The decomposed form.
fn decompose(text: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len());
    for character in text.chars() {
        push_parts(character, &mut out);
    }
    let marks = |character: &char| class(*character) != 0;
    for run in out.chunk_by_mut(|before, after| marks(before) && marks(after)) {
        run.arrange_by(|one, other| class(*one).cmp(&class(*other)));
    }
    out
}

fn push_parts(character: char, out: &mut Vec<char>) {
    // No character has more than four parts: the marks are found from the last to the first.
    let mut base = character;
    let mut marks = Vec::new();
    while let Some((first, second)) = parts(base) {
        marks.extend(second);
        base = first;
    }
    out.push(base);
    out.extend(marks.into_iter().rev());
}

/// The two that a character is composed of; the second is missing where it only stands for another.
fn parts(character: char) -> Option<(char, Option<char>)> {
    if is_plain(character) {
        return None;
    }
    let code = u16::try_from(character).ok()?;
    let row = |rows: &[(u16, u16, u16)]| {
        let found = rows.binary_search_by_key(&code, |row| row.0);
        found.ok().and_then(|index| rows.get(index).copied())
    };
    let (_, first, second) = row(&COMPOSED).or_else(|| row(&DECOMPOSED))?;
    let second = char::from_u32(second.into()).filter(|second| *second != '\0');
    Some((char::from_u32(first.into())?, second))
}

/// What two characters compose to.
fn pair(first: char, second: char) -> Option<char> {
    if !may_join(second) {
        return None;
    }
    let pair = (u16::try_from(first).ok()?, u16::try_from(second).ok()?);
    let row = COMPOSED.iter().find(|row| (row.1, row.2) == pair)?;
    char::from_u32(row.0.into())
}

/// Whether it stands in a composed text whatever stands beside it.
fn is_composed(character: char) -> bool {
    if is_below_marks(character) {
        return true;
    }
    let code = u16::try_from(character).ok();
    let is_apart = |code| DECOMPOSED.binary_search_by_key(&code, |row| row.0).is_ok();
    !may_join(character) && !code.is_some_and(is_apart)
}

/// Whether it may compose with what stands before it.
fn may_join(character: char) -> bool {
    let code = u16::try_from(character).ok();
    class(character) != 0 || code.is_some_and(|code| SECONDS.binary_search(&code).is_ok())
}

/// The combining class.
fn class(character: char) -> u8 {
    let Some(code) = u16::try_from(character).ok() else {
        return 0;
    };
    if is_below_marks(character) {
        return 0;
    }
    let after = CLASSES.partition_point(|row| row.0 <= code);
    let row = after.checked_sub(1).and_then(|index| CLASSES.get(index));
    row.map_or(0, |row| if code <= row.1 { row.2 } else { 0 })
}

/// The first mark is U+0300.
const fn is_below_marks(character: char) -> bool {
    character < '\u{300}'
}

/// The first letter with a mark is `À`.
const fn is_plain(character: char) -> bool {
    character < 'À'
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    /// Those that this module knows nothing of.
    fn is_left_out(character: char) -> bool {
        matches!(
            character,
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        ) || character > '\u{ffff}'
    }

    fn known() -> impl Iterator<Item = char> {
        ('\0'..='\u{ffff}').filter(|character| !is_left_out(*character))
    }

    #[test]
    fn every_character_is_as_the_standard_has_it() {
        for character in known() {
            let text = character.to_string();
            let expected: Vec<char> = text.nfc().collect();
            assert_eq!(compose(&text), expected, "{character:?}");
            let expected: Vec<char> = text.nfd().collect();
            assert_eq!(decompose(&text), expected, "{character:?}");
            let (base, marks) = split(character);
            assert_eq!(expected.first(), Some(&base), "{character:?}");
            assert_eq!(expected.get(1..), Some(marks.as_slice()), "{character:?}");
        }
    }

    #[test]
    fn every_pair_is_as_the_standard_has_it() {
        let firsts: BTreeSet<u16> = COMPOSED.iter().map(|row| row.1).collect();
        let seconds: BTreeSet<u16> = COMPOSED.iter().map(|row| row.2).collect();
        for first in firsts {
            for second in &seconds {
                let text = String::from_utf16(&[first, *second]).unwrap();
                let expected: Vec<char> = text.nfc().collect();
                assert_eq!(compose(&text), expected, "{text:?}");
            }
        }
    }

    /// Letters that marks go on, marks, and whatever else.
    fn characters() -> impl Strategy<Value = Vec<char>> {
        let of = |rows: Vec<char>| prop::sample::select(rows);
        let letters = known().filter(|character| parts(*character).is_some());
        let marks = known().filter(|character| may_join(*character));
        let one = prop_oneof![
            of(letters.collect()),
            of(marks.collect()),
            of(('\u{300}'..='\u{345}').collect()),
            of(known().collect()),
            of(('A'..='z').collect()),
        ];
        prop::collection::vec(one, 0..24)
    }

    proptest! {
        #[test]
        fn texts_are_as_the_standard_has_them(text in characters()) {
            let text = String::from_iter(text);
            prop_assert_eq!(compose(&text), text.nfc().collect::<Vec<_>>());
            prop_assert_eq!(decompose(&text), text.nfd().collect::<Vec<_>>());
        }

        #[test]
        fn what_is_left_out_moves_nothing_else(text in "\\PC{0,24}") {
            let known = |c: &char| !is_left_out(*c);
            let whole: String = text.chars().filter(known).collect();
            prop_assert_eq!(compose(&whole), whole.nfc().collect::<Vec<_>>());
        }
    }
}
