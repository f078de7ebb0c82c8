//! ICAO Doc 9303, part 3, section 6, table C, and appendix B.

use super::Letter;

const SHADDA: char = '\u{651}';
const TEH_MARBUTA: char = '\u{629}';

/// Takes a letter with the marks on it.
pub(super) fn transliterate(rest: &[Letter], out: &mut String) -> Option<usize> {
    let (letter, after) = rest.split_first()?;
    let marks = after
        .iter()
        .take_while(|mark| mark.character == SHADDA || is_unwritten(mark.character))
        .count();
    let is_last = marks == after.len();
    let text = match letter.character {
        // Appendix B.5.5.6.
        TEH_MARBUTA if is_last => "XAH",
        TEH_MARBUTA => "XTA",
        character if is_unwritten(character) => "",
        character => one(character)?,
    };
    out.push_str(text);
    let mut marks_on_it = after.iter().take(marks);
    if marks_on_it.any(|mark| mark.character == SHADDA) {
        // Doubled without the escape that introduces it: table C, note 3.
        out.push_str(text.trim_start_matches('X'));
    }
    Some(1 + marks)
}

/// Vowel signs and the filler, which the table names and does not encode.
const fn is_unwritten(character: char) -> bool {
    matches!(
        character,
        '\u{640}' | '\u{64b}'..='\u{650}' | '\u{652}' | '\u{670}'
    )
}

const fn one(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{621}' => "XE",
        '\u{622}' => "XAA",
        '\u{623}' => "XAE",
        '\u{624}' => "U",
        '\u{625}' => "I",
        '\u{626}' => "XI",
        '\u{627}' => "A",
        '\u{628}' => "B",
        '\u{62a}' => "T",
        '\u{62b}' => "XTH",
        '\u{62c}' => "J",
        '\u{62d}' => "XH",
        '\u{62e}' => "XKH",
        '\u{62f}' => "D",
        '\u{630}' => "XDH",
        '\u{631}' => "R",
        '\u{632}' => "Z",
        '\u{633}' => "S",
        '\u{634}' => "XSH",
        '\u{635}' => "XSS",
        '\u{636}' => "XDZ",
        '\u{637}' => "XTT",
        '\u{638}' => "XZZ",
        '\u{639}' => "E",
        '\u{63a}' => "G",
        '\u{641}' => "F",
        '\u{642}' => "Q",
        '\u{643}' => "K",
        '\u{644}' => "L",
        '\u{645}' => "M",
        '\u{646}' => "N",
        '\u{647}' => "H",
        '\u{648}' => "W",
        '\u{649}' => "XAY",
        '\u{64a}' | '\u{6d0}' => "Y",
        '\u{671}' => "XXA",
        '\u{679}' => "XXT",
        '\u{67c}' => "XRT",
        '\u{67e}' => "P",
        '\u{681}' => "XKE",
        '\u{685}' => "XXH",
        '\u{686}' => "XC",
        '\u{688}' => "XXD",
        '\u{689}' => "XDR",
        '\u{691}' => "XXR",
        '\u{693}' => "XRR",
        '\u{696}' => "XRX",
        '\u{698}' => "XJ",
        '\u{69a}' => "XXS",
        '\u{6a4}' => "V",
        '\u{6a5}' => "XF",
        '\u{6a9}' => "XKK",
        '\u{6ab}' => "XXK",
        '\u{6ad}' => "XNG",
        '\u{6af}' => "XGG",
        '\u{6ba}' => "XNN",
        '\u{6bc}' => "XXN",
        '\u{6be}' => "XDO",
        '\u{6c0}' => "XYH",
        '\u{6c1}' => "XXG",
        '\u{6c2}' => "XGE",
        '\u{6c3}' => "XTG",
        '\u{6cc}' => "XYA",
        '\u{6cd}' => "XXY",
        '\u{6d2}' => "XYB",
        '\u{6d3}' => "XBE",
        _ => return None,
    })
}
