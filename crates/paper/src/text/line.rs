//! One line: runs of one direction, one font and one script, in the order in which they stand.
//!
//! krilla draws a run in one direction only and reverses a line that mixes them, so lines are
//! split here by the Unicode Bidirectional Algorithm (Unicode Standard Annex 9).

use std::ops::Range;

use krilla::text::{GlyphId, KrillaGlyph};
use unicode_bidi::ParagraphBidiInfo;
use unicode_normalization::char::is_combining_mark;

use super::fonts::Writing;
use super::{FaceId, Fonts, Weight, is_invisible};
use crate::error::{PaperError, WriterFault};

/// Glyphs of one direction and font.
pub(crate) struct Run {
    /// The font.
    pub(crate) face: FaceId,
    /// The run's characters, in the order of reading.
    pub(crate) text: String,
    /// Its glyphs from left to right; lengths in ems.
    pub(crate) glyphs: Vec<KrillaGlyph>,
    /// Ems from the line's left end.
    pub(crate) left: f32,
    /// Where the run's text begins in the paragraph: the order of reading.
    pub(crate) start: usize,
}

/// A shaped line; lengths in ems.
pub(crate) struct Line {
    /// Its runs from left to right.
    pub(crate) runs: Vec<Run>,
    /// Its characters in the order of reading, those without shape left out.
    pub(crate) text: String,
    /// Width without white space at its end.
    pub(crate) width: f32,
    /// Width of the white space at the left, which a line from right to left may end with.
    pub(crate) white_left: f32,
    /// Whether any of it runs from right to left.
    pub(crate) has_rtl: bool,
    /// Whether it needs the height of Arabic script.
    pub(crate) is_tall: bool,
}

impl Line {
    /// Shapes `range` of a paragraph whose directions are resolved.
    pub(crate) fn shape(
        fonts: &Fonts,
        paragraph: &ParagraphBidiInfo<'_>,
        range: Range<usize>,
        weight: Weight,
    ) -> Result<Self, PaperError> {
        let whole = paragraph.text;
        let mut line = Self {
            runs: Vec::new(),
            text: visible(whole.get(range.clone()).unwrap_or_default()),
            width: 0.0,
            white_left: 0.0,
            has_rtl: false,
            is_tall: false,
        };
        let (levels, level_runs) = paragraph.visual_runs(range.clone());
        let mut left = 0.0;
        for level_run in level_runs {
            let is_rtl = levels.get(level_run.start).is_some_and(|it| it.is_rtl());
            line.has_rtl |= is_rtl;
            let mut pieces = split(fonts, whole, level_run, weight);
            if is_rtl {
                pieces.reverse();
            }
            for piece in pieces {
                line.is_tall |= matches!(piece.face, FaceId::Naskh(_));
                let (run, advance) = piece.shape(fonts, is_rtl, left)?;
                left += advance;
                line.runs.push(run);
            }
        }
        line.measure_white(left, paragraph.paragraph_level.is_rtl());
        Ok(line)
    }

    /// Sets the width without the spaces that end the line: at its left end when the paragraph
    /// runs from right to left, else at its right end (UAX 9, rule L1).
    fn measure_white(&mut self, advance: f32, is_rtl: bool) {
        let last = if is_rtl {
            self.runs.first()
        } else {
            self.runs.last()
        };
        let white = last.map_or(0.0, |run| {
            let kept = run.text.trim_end().len();
            let at_end = |glyph: &&KrillaGlyph| glyph.text_range.start >= kept;
            let white = run.glyphs.iter().filter(at_end);
            white.map(|glyph| glyph.x_advance).sum()
        });
        self.width = advance - white;
        self.white_left = if is_rtl { white } else { 0.0 };
    }
}

/// A stretch of one direction, font and script.
struct Piece {
    face: FaceId,
    writing: Writing,
    text: String,
    start: usize,
}

impl Piece {
    fn shape(self, fonts: &Fonts, is_rtl: bool, left: f32) -> Result<(Run, f32), PaperError> {
        let loaded = fonts.loaded(self.face);
        let shaped = loaded
            .shape(&self.text, self.writing, is_rtl)
            .ok_or(PaperError::writer(WriterFault::Font))?;
        let em = loaded.units_per_em();
        let infos = shaped.glyph_infos();
        let mut starts: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
        starts.sort_unstable();
        let mut advance = 0.0;
        let mut glyphs = Vec::with_capacity(infos.len());
        for (info, position) in infos.iter().zip(shaped.glyph_positions()) {
            let start = info.cluster as usize;
            let after = starts.partition_point(|other| *other <= start);
            let end = starts.get(after).copied().unwrap_or(self.text.len());
            #[allow(clippy::cast_precision_loss)]
            let ems = |units: i32| units as f32 / em;
            advance += ems(position.x_advance);
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                ems(position.x_advance),
                ems(position.x_offset),
                ems(position.y_offset),
                ems(position.y_advance),
                start..end,
                None,
            ));
        }
        let run = Run {
            face: self.face,
            text: self.text,
            glyphs,
            left,
            start: self.start,
        };
        Ok((run, advance))
    }
}

/// Splits a run of one direction by font and script, in the order of reading.
fn split(fonts: &Fonts, whole: &str, range: Range<usize>, weight: Weight) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let text = whole.get(range.clone()).unwrap_or_default();
    for (at, character) in text.char_indices() {
        if is_invisible(character) {
            continue;
        }
        let before = pieces.last();
        let face_before = before.map_or(FaceId::Sans(weight), |piece| piece.face);
        let face = fonts.face_for(character, weight, face_before);
        // A mark belongs to its letter; what has no script goes on with the one before it.
        let writing = Writing::of(character)
            .filter(|_| !is_combining_mark(character))
            .or(before.map(|piece| piece.writing))
            .unwrap_or(match face {
                FaceId::Sans(_) => Writing::Latin,
                FaceId::Naskh(_) => Writing::Arabic,
            });
        match pieces.last_mut() {
            Some(piece) if piece.face == face && piece.writing == writing => {
                piece.text.push(character);
            }
            _ => pieces.push(Piece {
                face,
                writing,
                text: character.to_string(),
                start: range.start + at,
            }),
        }
    }
    pieces
}

fn visible(text: &str) -> String {
    text.chars().filter(|it| !is_invisible(*it)).collect()
}
