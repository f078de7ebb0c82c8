//! Blocks of text set below each other in a column of a given width and scale.

use crate::error::PaperError;
use crate::page::{GRAY, INK, Mark, Placed, RULE, Shade, Side};
use crate::text::{Fonts, Line, Weight, wrap};

/// Height of a line, in ems: Latin, Cyrillic and Greek.
const LEADING: f32 = 1.32;
/// Height of a line with Arabic script, whose marks reach further up and down.
const LEADING_TALL: f32 = 1.62;
/// From the top of a line to its baseline, in ems.
const RISE: f32 = 1.0;
const RISE_TALL: f32 = 1.12;

/// How a text looks.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    /// Points an em at scale 1.
    pub(crate) size: f32,
    pub(crate) weight: Weight,
    pub(crate) shade: Shade,
}

impl Look {
    /// Regular and black.
    pub(crate) const fn plain(size: f32) -> Self {
        let (weight, shade) = (Weight::Regular, INK);
        Self {
            size,
            weight,
            shade,
        }
    }

    /// Bold and black.
    pub(crate) const fn bold(size: f32) -> Self {
        let (weight, shade) = (Weight::Bold, INK);
        Self {
            size,
            weight,
            shade,
        }
    }

    /// Regular and gray.
    pub(crate) const fn quiet(size: f32) -> Self {
        let (weight, shade) = (Weight::Regular, GRAY);
        Self {
            size,
            weight,
            shade,
        }
    }
}

/// A column that is being filled.
pub(crate) struct Flow {
    fonts: &'static Fonts,
    side: Side,
    left: f32,
    width: f32,
    /// Factor on all sizes and gaps.
    scale: f32,
    /// How far down the column is filled, from the page's top.
    pub(crate) down: f32,
    marks: Vec<Mark>,
}

impl Flow {
    /// An empty column, from `top` downwards.
    pub(crate) const fn new(
        fonts: &'static Fonts,
        side: Side,
        (left, top, width): (f32, f32, f32),
        scale: f32,
    ) -> Self {
        Self {
            fonts,
            side,
            left,
            width,
            scale,
            down: top,
            marks: Vec::new(),
        }
    }

    /// What was set, in the order of reading.
    pub(crate) fn into_marks(self) -> Vec<Mark> {
        self.marks
    }

    /// Leaves room, in points at scale 1.
    pub(crate) fn gap(&mut self, points: f32) {
        self.down += points * self.scale;
    }

    /// A hairline across the column.
    pub(crate) fn rule(&mut self) {
        let ends = ((self.left, self.down), (self.left + self.width, self.down));
        self.marks.push(Mark::Rule(ends.0, ends.1));
    }

    /// A heading, level 1 or 2.
    pub(crate) fn heading(&mut self, level: u16, text: &str, look: Look) -> Result<(), PaperError> {
        let lines = self.set(text, look, (self.left, self.width))?;
        let title = text.to_owned();
        self.marks.push(Mark::Heading(level, title, lines));
        Ok(())
    }

    /// A paragraph.
    pub(crate) fn text(&mut self, text: &str, look: Look) -> Result<(), PaperError> {
        let lines = self.set(text, look, (self.left, self.width))?;
        self.marks.push(Mark::Text(lines));
        Ok(())
    }

    /// Rows of label and value beside each other, the labels in a column of `share` of the width.
    pub(crate) fn table(
        &mut self,
        rows: &[(&str, &str)],
        looks: (Look, Look),
        share: f32,
        gap: f32,
    ) -> Result<(), PaperError> {
        let ((label_left, labels), (value_left, values)) = self.columns(share);
        let mut table = Vec::with_capacity(rows.len());
        for (label, value) in rows {
            let top = self.down;
            let mut value = self.set(value, looks.1, (value_left, values))?;
            let below = self.down;
            self.down = top;
            let mut label = self.set(label, looks.0, (label_left, labels))?;
            let beside = self.down;
            // Both begin on one baseline.
            let baseline = |lines: &[Placed]| lines.first().map_or(0.0, |line| line.baseline);
            let shift = baseline(&value) - baseline(&label);
            let (lower, by) = if shift > 0.0 {
                (&mut label, shift)
            } else {
                (&mut value, -shift)
            };
            for placed in lower {
                placed.baseline += by;
            }
            self.down = (below + (-shift).max(0.0)).max(beside + shift.max(0.0));
            self.gap(gap);
            table.push((label, value));
        }
        self.marks.push(Mark::Table(table));
        Ok(())
    }

    /// A paragraph below the values of a table.
    pub(crate) fn below_values(
        &mut self,
        text: &str,
        look: Look,
        share: f32,
    ) -> Result<(), PaperError> {
        let (_, values) = self.columns(share);
        let lines = self.set(text, look, values)?;
        self.marks.push(Mark::Text(lines));
        Ok(())
    }

    /// Left ends and widths of the columns of labels and values.
    fn columns(&self, share: f32) -> ((f32, f32), (f32, f32)) {
        let gutter = 8.0 * self.scale;
        let labels = self.width * share - gutter;
        let values = self.width - labels - gutter;
        match self.side {
            Side::Left => ((self.left, labels), (self.left + labels + gutter, values)),
            Side::Right => ((self.left + values + gutter, labels), (self.left, values)),
        }
    }

    /// Rows with each label above its value.
    pub(crate) fn stacked(
        &mut self,
        rows: &[(&str, &str)],
        looks: (Look, Look),
        gap: f32,
    ) -> Result<(), PaperError> {
        let mut table = Vec::with_capacity(rows.len());
        for (label, value) in rows {
            let label = self.set(label, looks.0, (self.left, self.width))?;
            let value = self.set(value, looks.1, (self.left, self.width))?;
            self.gap(gap);
            table.push((label, value));
        }
        self.marks.push(Mark::Table(table));
        Ok(())
    }

    /// Breaks, places and returns the lines of a text, and moves down past them.
    fn set(
        &mut self,
        text: &str,
        look: Look,
        (left, width): (f32, f32),
    ) -> Result<Vec<Placed>, PaperError> {
        let size = look.size * self.scale;
        let lines = wrap(self.fonts, text, look.weight, width / size)?;
        let mut placed = Vec::with_capacity(lines.len());
        for line in lines {
            let (rise, leading) = if line.is_tall {
                (RISE_TALL, LEADING_TALL)
            } else {
                (RISE, LEADING)
            };
            placed.push(Placed {
                left: self.begin(&line, size, left, width),
                baseline: self.down + rise * size,
                size,
                shade: look.shade,
                line,
            });
            self.down += leading * size;
        }
        Ok(placed)
    }

    /// Where a line's glyphs begin, so that its ink stands at the column's side.
    fn begin(&self, line: &Line, size: f32, left: f32, width: f32) -> f32 {
        let white = line.white_left * size;
        match self.side {
            Side::Left => left - white,
            Side::Right => left + width - line.width * size - white,
        }
    }
}

/// Rules are drawn in this shade.
pub(crate) const RULE_SHADE: Shade = RULE;

/// The scales that are tried, from full size down to the smallest.
pub(crate) fn scales(smallest: f32) -> impl Iterator<Item = f32> {
    const STEP: f32 = 0.04;
    (0..26u8)
        .map(|step| 1.0 - STEP * f32::from(step))
        .take_while(move |scale| *scale >= smallest)
        .chain(std::iter::once(smallest))
}
