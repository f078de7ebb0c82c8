//! A page as a list of what stands on it, in the order of reading. Lengths are points, from the
//! page's upper left corner.

use crate::code::PaperCode;
use crate::text::Line;

/// Points of a length in millimetres.
pub(crate) const fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

/// On which side lines begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
}

impl Side {
    /// By the language's script: Arabic, Persian, Urdu and others are written from the right.
    pub(crate) fn of(language: &str) -> Self {
        const FROM_RIGHT: [&str; 9] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur"];
        let primary = language.split('-').next().unwrap_or_default();
        if FROM_RIGHT.contains(&primary.to_ascii_lowercase().as_str()) {
            Self::Right
        } else {
            Self::Left
        }
    }
}

/// How dark ink is, 0 black to 255 white.
pub(crate) type Shade = u8;

/// Text that is read first.
pub(crate) const INK: Shade = 0;
/// Labels and small print: 8.6 : 1 on white, above WCAG 2.2's 7 : 1.
pub(crate) const GRAY: Shade = 74;
/// Rules, which carry no meaning.
pub(crate) const RULE: Shade = 176;

/// A line of text at its place.
pub(crate) struct Placed {
    pub(crate) line: Line,
    /// Left end of its glyphs.
    pub(crate) left: f32,
    pub(crate) baseline: f32,
    /// Points an em.
    pub(crate) size: f32,
    pub(crate) shade: Shade,
}

/// One thing on a page.
pub(crate) enum Mark {
    /// A heading of a level, 1 or 2, with its text for the outline.
    Heading(u16, String, Vec<Placed>),
    /// A paragraph.
    Text(Vec<Placed>),
    /// Rows of a label and a value.
    Table(Vec<(Vec<Placed>, Vec<Placed>)>),
    /// A code: its left and upper end with the quiet zone, and its description.
    Code(PaperCode, f32, f32, String),
    /// A straight rule that says nothing: from, to.
    Rule((f32, f32), (f32, f32)),
    /// A mark to fold or cut by, dashed: from, to.
    Fold((f32, f32), (f32, f32)),
}

/// A page.
pub(crate) struct Page {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) marks: Vec<Mark>,
}

impl Page {
    /// An empty page; sides in millimetres.
    pub(crate) const fn new(width_mm: f32, height_mm: f32) -> Self {
        Self {
            width: mm(width_mm),
            height: mm(height_mm),
            marks: Vec::new(),
        }
    }
}
