//! Breaking a text into lines.

use std::ops::Range;

use unicode_bidi::ParagraphBidiInfo;
use unicode_normalization::char::is_combining_mark;

use super::{Fonts, Line, Weight};
use crate::error::PaperError;

/// Lines of a text, none wider than `width_max` ems, as far as single letters allow.
///
/// Breaks come after spaces and after hyphens between letters; a word that is wider than a line is
/// broken between letters, because a name is never cut. The text's own first strong letter gives
/// its direction (UAX 9, rules P2 and P3).
pub(crate) fn wrap(
    fonts: &Fonts,
    text: &str,
    weight: Weight,
    width_max: f32,
) -> Result<Vec<Line>, PaperError> {
    let paragraph = ParagraphBidiInfo::new(text, None);
    let shape = |range: Range<usize>| Line::shape(fonts, &paragraph, range, weight);
    let mut lines = Vec::new();
    // What stands on the line so far, and its width with the spaces at its end.
    let (mut current, mut used) = (0..0, 0.0);
    for word in words(text) {
        let shaped = shape(word.clone())?;
        if !current.is_empty() && used + shaped.width > width_max {
            lines.push(shape(current.clone())?);
            (current, used) = (word.start..word.start, 0.0);
        }
        let mut rest = word.clone();
        while shape(rest.clone())?.width > width_max {
            let Some(end) = break_word(text, rest.clone(), |part| {
                shape(part).map(|line| line.width <= width_max)
            })?
            else {
                break;
            };
            lines.push(shape(rest.start..end)?);
            rest = end..rest.end;
            current = end..end;
        }
        current.end = rest.end;
        used += advance(&shape(rest)?);
    }
    if !current.is_empty() {
        lines.push(shape(current)?);
    }
    Ok(lines)
}

/// Width with the spaces at the end.
fn advance(line: &Line) -> f32 {
    let glyphs = line.runs.iter().flat_map(|run| &run.glyphs);
    glyphs.map(|glyph| glyph.x_advance).sum()
}

/// Stretches after which a line may end, with the spaces that follow each.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, character)) = characters.next() {
        let end = at + character.len_utf8();
        let next = characters.peek().map(|(_, next)| *next);
        let may_break = match character {
            ' ' => next != Some(' '),
            '\u{200b}' => true,
            '-' | '\u{2010}' => {
                before.is_alphabetic() && next.is_some_and(|next| next.is_alphabetic())
            }
            _ => false,
        };
        if may_break || next.is_none() {
            words.push(start..end);
            start = end;
        }
        before = character;
    }
    words
}

/// Where to break a word that is wider than a line: after the most letters that fit. `None` when
/// not even the first does, or when there is only one.
fn break_word(
    text: &str,
    word: Range<usize>,
    fits: impl Fn(Range<usize>) -> Result<bool, PaperError>,
) -> Result<Option<usize>, PaperError> {
    let letters = text.get(word.clone()).unwrap_or_default().char_indices();
    let ends: Vec<usize> = letters
        .skip(1)
        .filter(|(_, character)| !is_combining_mark(*character))
        .map(|(at, _)| word.start + at)
        .collect();
    let (mut low, mut high) = (0, ends.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let Some(end) = ends.get(middle) else { break };
        if fits(word.start..*end)? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low.checked_sub(1).and_then(|last| ends.get(last).copied()))
}
