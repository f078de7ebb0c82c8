//! Files and messages that carry cards.

use super::{Examination, Path, Question, jws, trim};
use crate::file::{self, FileError};
use crate::finding::FindingKind;

/// A `.smart-health-card` file.
pub(super) fn examine(text: &str, question: &Question<'_>, found: &mut Examination) {
    let text = trim(text, question, &Path::TOP, found);
    let cards = file::parse_file(text.as_bytes(), &question.limits);
    each(cards, "verifiableCredential", question, found);
}

/// The answer to `$health-cards-issue`.
pub(super) fn examine_parameters(text: &str, question: &Question<'_>, found: &mut Examination) {
    let text = trim(text, question, &Path::TOP, found);
    let cards = file::parse_parameters(text.as_bytes(), &question.limits);
    each(cards, "parameter", question, found);
}

fn each(
    cards: Result<Vec<Option<String>>, FileError>,
    name: &'static str,
    question: &Question<'_>,
    found: &mut Examination,
) {
    let limits = &question.limits;
    let list = &Path::TOP.name(name);
    let cards = match cards {
        Ok(cards) => cards,
        Err(FileError::Json(_)) => return found.note(FindingKind::NotJson, &Path::TOP, limits),
        Err(FileError::NoCards | FileError::TooMany { .. }) => {
            return found.note(FindingKind::NoCards, list, limits);
        }
    };
    for (index, card) in cards.iter().enumerate() {
        let path = &list.item(index);
        match card {
            Some(card) => jws::examine(card, question, path, found),
            None => found.note(FindingKind::NotJws, path, limits),
        }
    }
}
