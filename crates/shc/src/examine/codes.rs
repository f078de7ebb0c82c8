//! The texts of the codes of one card.

use super::{Examination, Path, Question, jws, trim};
use crate::chunks::{Added, ChunkError, Chunks};
use crate::finding::FindingKind;
use crate::numeric::{NumericError, Part};
use crate::{CHUNK_CHARS_MAX, JWS_CHARS_MAX_ONE_CODE, ShcError};

/// How far the size of a chunk may be from the mean, in thousandths of it.
const BALANCE_PER_MILLE: usize = 5;

pub(super) fn examine(texts: &[&str], question: &Question<'_>, found: &mut Examination) {
    let limits = &question.limits;
    let top = &Path::TOP;
    if texts.len() > 1 {
        found.note(FindingKind::CodesSeveral, top, limits);
    }
    let mut chunks = Chunks::new();
    for (index, text) in texts.iter().enumerate().take(limits.chunks_max) {
        let path = &if texts.len() > 1 {
            top.item(index)
        } else {
            Path::TOP
        };
        let text = trim(text, question, path, found);
        if let Err(error) = add(text, texts.len(), &mut chunks, question, path, found) {
            found.cards.push(Err(error));
            return;
        }
    }
    if chunks.missing().next().is_some() || chunks.count() == 0 {
        let count = u32::try_from(chunks.count()).unwrap_or(u32::MAX);
        found.note(FindingKind::CodeMissing, top, limits);
        found.cards.push(Err(ShcError::Incomplete { count }));
        return;
    }
    let Some(jws) = chunks.jws() else {
        return;
    };
    if chunks.count() > 1 {
        if jws.len() <= JWS_CHARS_MAX_ONE_CODE {
            found.note(FindingKind::CodesUnneeded, top, limits);
        }
        let mean = jws.len() / chunks.count();
        let leeway = (mean * BALANCE_PER_MILLE).div_ceil(1_000);
        if chunks.sizes().any(|size| size.abs_diff(mean) > leeway) {
            found.note(FindingKind::CodesUnbalanced, top, limits);
        }
    }
    jws::examine(&jws, question, top, found);
}

fn add(
    text: &str,
    count: usize,
    chunks: &mut Chunks,
    question: &Question<'_>,
    path: &Path<'_>,
    found: &mut Examination,
) -> Result<(), ShcError> {
    let limits = &question.limits;
    let part = Part::parse(text).inspect_err(|error| note(*error, question, path, found))?;
    match part.place {
        Some(place) if place.count == 1 && count == 1 => {
            found.note(FindingKind::CodeNumbered, path, limits);
        }
        None if count > 1 => {
            found.note(FindingKind::CodePrefix, path, limits);
            return Err(NumericError::Place.into());
        }
        Some(_) | None => {}
    }
    let max = if count > 1 {
        CHUNK_CHARS_MAX
    } else {
        JWS_CHARS_MAX_ONE_CODE
    };
    if part.jws_chars() > max {
        found.note(FindingKind::CodeTooBig, path, limits);
    }
    match chunks.add(text, limits) {
        Ok(Added::New) => Ok(()),
        Ok(Added::Again) => {
            found.note(FindingKind::CodeAgain, path, limits);
            Err(ChunkError::Conflict {
                index: part.place.map_or(1, |place| place.index),
            }
            .into())
        }
        Err(error) => {
            match error {
                ChunkError::Numeric(error) => note(error, question, path, found),
                ChunkError::Conflict { .. } => found.note(FindingKind::CodeAgain, path, limits),
                ChunkError::TooLarge { .. } => found.note(FindingKind::CodeTooBig, path, limits),
                ChunkError::TooMany { .. } | ChunkError::OtherCount { .. } => {
                    found.note(FindingKind::CodePrefix, path, limits);
                }
            }
            Err(error.into())
        }
    }
}

fn note(error: NumericError, question: &Question<'_>, path: &Path<'_>, found: &mut Examination) {
    let kind = match error {
        NumericError::NoPrefix | NumericError::Place => FindingKind::CodePrefix,
        NumericError::NotDigits | NumericError::OddDigits | NumericError::PairTooBig { .. } => {
            FindingKind::CodeDigits
        }
    };
    found.note(kind, path, &question.limits);
}
