//! SMART Health Cards that are several codes, and files that are several cards.

use cleanbill_shc::file::parse_file;
use cleanbill_shc::{Chunks, Limits, numeric};

use crate::input::Source;

/// A code that is one of several of a card.
pub(super) struct Part {
    pub(super) source: Source,
    pub(super) text: String,
}

/// Whether a text says that it is one of several codes.
pub(super) fn is_part(text: &str) -> bool {
    let place = numeric::Part::parse(text.trim()).map(|part| part.place);
    matches!(place, Ok(Some(place)) if place.count > 1)
}

/// Codes of one card that follow each other, in any order among themselves.
#[derive(Default)]
pub(super) struct Parts {
    chunks: Chunks,
    waiting: Vec<Part>,
}

impl Parts {
    /// Takes one more. What comes back is to be checked now: the whole card, under the name of its
    /// first code, or those that nothing can be added to.
    pub(super) fn add(&mut self, part: Part) -> Vec<(Source, String)> {
        let limits = &Limits::DEFAULT;
        let mut left = Vec::new();
        if self.chunks.add(part.text.trim(), limits).is_err() {
            left = self.take();
            if self.chunks.add(part.text.trim(), limits).is_err() {
                left.push((part.source, part.text));
                return left;
            }
        }
        self.waiting.push(part);
        if let Some(jws) = self.chunks.jws() {
            let first = self.waiting.drain(..).next();
            left.extend(first.map(|first| (first.source, jws)));
            self.chunks = Chunks::new();
        }
        left
    }

    /// Those that wait in vain: each says which it is and how many there are.
    pub(super) fn take(&mut self) -> Vec<(Source, String)> {
        self.chunks = Chunks::new();
        let waiting = std::mem::take(&mut self.waiting);
        waiting
            .into_iter()
            .map(|part| (part.source, part.text))
            .collect()
    }
}

/// The cards of a file that has several, each a text of its own; any other text as it is.
pub(super) fn cards_of(text: String) -> Vec<String> {
    let cards = parse_file(text.as_bytes(), &Limits::DEFAULT).unwrap_or_default();
    if cards.len() < 2 {
        return vec![text];
    }
    // An item that is no text is no card: it is checked as what it is, nothing.
    let cards = cards.into_iter();
    cards.map(Option::unwrap_or_default).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Digits of a JWS that is nothing, cut in so many.
    fn cut(count: usize) -> Vec<String> {
        let whole = numeric::encode("eyJ.abc.def").unwrap();
        let digits = whole.trim_start_matches("shc:/");
        let size = digits.len().div_ceil(count).next_multiple_of(2);
        let bytes: Vec<char> = digits.chars().collect();
        let parts = bytes.chunks(size).zip(1..);
        parts
            .map(|(part, index)| {
                format!("shc:/{index}/{count}/{}", part.iter().collect::<String>())
            })
            .collect()
    }

    fn part(ordinal: usize, text: &str) -> Part {
        Part {
            source: Source::Ordinal(ordinal),
            text: text.to_owned(),
        }
    }

    #[test]
    fn codes_of_one_card_are_one_in_any_order() {
        let texts = cut(3);
        assert!(texts.iter().all(|text| is_part(text)));
        assert!(!is_part("shc:/5676") && !is_part("shc:/1/1/5676") && !is_part("HC1:6BF"));
        for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
            let mut parts = Parts::default();
            let mut done = Vec::new();
            for (index, ordinal) in order.into_iter().zip(1..) {
                done.extend(parts.add(part(ordinal, &texts[index])));
            }
            assert_eq!(done, [(Source::Ordinal(1), "eyJ.abc.def".to_owned())]);
            assert!(parts.take().is_empty());
        }
    }

    #[test]
    fn parts_that_miss_others_are_given_back_one_by_one() {
        let (three, two) = (cut(3), cut(2));
        let mut parts = Parts::default();
        assert!(parts.add(part(1, &three[0])).is_empty());
        let back = parts.add(part(2, &two[1]));
        assert_eq!(back, [(Source::Ordinal(1), three[0].clone())]);
        assert_eq!(parts.add(part(3, &two[0])).len(), 1);
        assert!(parts.add(part(4, &three[2])).is_empty());
        assert_eq!(parts.take(), [(Source::Ordinal(4), three[2].clone())]);
    }

    #[test]
    fn a_file_of_several_cards_is_several_texts() {
        let file = r#"{"verifiableCredential":["a.b.c","d.e.f"]}"#;
        assert_eq!(cards_of(file.to_owned()), ["a.b.c", "d.e.f"]);
        let one = r#"{"verifiableCredential":["a.b.c"]}"#;
        assert_eq!(cards_of(one.to_owned()), [one]);
        assert_eq!(cards_of("HC1:".to_owned()), ["HC1:"]);
    }
}
