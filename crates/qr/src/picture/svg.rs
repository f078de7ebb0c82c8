//! SVG, as far as codes are drawn with it: filled and stroked shapes, drawn without smoothing.
//!
//! Text, gradients, patterns, masks, filters, embedded pictures and anything outside of the file
//! are not looked at. What is read costs a bounded amount of work: see the constants.

mod canvas;
mod shape;
mod style;

use roxmltree::{Document, Node, ParsingOptions};
use svgtypes::{Transform, ViewBox};

use super::Budget;
use crate::error::ReadError;
use crate::gray::Gray;
use canvas::Canvas;
use shape::{Matrix, length};
use style::{Sheet, Style};

/// Largest file. A code of version 40 drawn as one rectangle a module takes about 1.5 MB.
const SIZE_MAX_BYTES: usize = 2 << 20;

/// Most elements; the same code has 16,000.
const NODES_MAX: u32 = 50_000;

/// Most `=` between two `<`, so most attributes of one element: comparing each with each for
/// duplicates must stay cheap.
const ATTRIBUTES_MAX: usize = 128;

/// Longest side of the canvas: 8 pixels a module for version 40 with its quiet zone.
const SIDE_PIXELS: f64 = 1_480.0;

/// Deepest nesting of groups and of references to other elements.
const DEPTH_MAX: usize = 32;

/// Most elements visited, counting each use of a shared one.
const VISITS_MAX: usize = 200_000;

/// Most points of all outlines: a code of version 40 drawn module by module has 80,000.
const POINTS_MAX: usize = 1_000_000;

/// Whether a text file is an SVG: its first element says so.
pub(super) fn recognise(bytes: &[u8]) -> bool {
    let bytes = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    let head = bytes.get(..4096).unwrap_or(bytes);
    head.first() == Some(&b'<')
        && head
            .windows(4)
            .any(|window| window == b"<svg" || window == b":svg")
}

pub(super) fn decode(bytes: &[u8], budget: &Budget<'_>) -> Result<Gray, ReadError> {
    let damaged = || budget.damaged();
    if bytes.len() > SIZE_MAX_BYTES {
        return Err(ReadError::FileTooLarge {
            size_bytes: bytes.len(),
            max_bytes: SIZE_MAX_BYTES,
        });
    }
    let crowded =
        |element: &[u8]| element.iter().filter(|byte| **byte == b'=').count() > ATTRIBUTES_MAX;
    // Entities could grow without bound, and no writer of codes defines any.
    let entities = bytes.windows(8).any(|window| window == b"<!ENTITY");
    if entities || bytes.split(|byte| *byte == b'<').any(crowded) {
        return Err(damaged());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| damaged())?;
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: NODES_MAX,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|_| damaged())?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(damaged());
    }
    let view = view(root).ok_or_else(damaged)?;
    let scale = SIDE_PIXELS / view.w.max(view.h);
    let side = |length: f64| (length * scale).ceil().clamp(1.0, SIDE_PIXELS) as usize;
    let canvas = Canvas::new(side(view.w), side(view.h)).ok_or_else(damaged)?;
    let to_canvas = Transform::new(scale, 0.0, 0.0, scale, -view.x * scale, -view.y * scale);
    let sheet = Sheet::of(&document);
    let mut painter = Painter {
        canvas,
        sheet,
        visits_left: VISITS_MAX,
        points_left: POINTS_MAX,
    };
    painter.children(root, Matrix(to_canvas), &Style::default(), DEPTH_MAX);
    painter.canvas.into_gray().ok_or_else(damaged)
}

/// The part of the plane that is shown: the view box, else the size.
fn view(root: Node<'_, '_>) -> Option<ViewBox> {
    let view = match root.attribute("viewBox") {
        Some(text) => text.parse().ok()?,
        None => ViewBox::new(0.0, 0.0, length(root, "width")?, length(root, "height")?),
    };
    let sane = |side: f64| side.is_finite() && side > 1e-6 && side < 1e6;
    (sane(view.w) && sane(view.h) && view.x.abs() < 1e6 && view.y.abs() < 1e6).then_some(view)
}

struct Painter<'a> {
    canvas: Canvas,
    sheet: Sheet<'a>,
    visits_left: usize,
    points_left: usize,
}

impl<'a> Painter<'a> {
    fn children(&mut self, parent: Node<'a, 'a>, matrix: Matrix, style: &Style, depth: usize) {
        for node in parent.children().filter(Node::is_element) {
            self.element(node, matrix, style, depth);
        }
    }

    fn element(&mut self, node: Node<'a, 'a>, matrix: Matrix, inherited: &Style, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        let Some(left) = self.visits_left.checked_sub(1) else {
            return;
        };
        self.visits_left = left;
        let style = inherited.apply(node, &self.sheet);
        if style.hidden {
            return;
        }
        let own = node
            .attribute("transform")
            .and_then(|text| text.parse().ok());
        let matrix = own.map_or(matrix, |own| matrix.then(own));
        match node.tag_name().name() {
            "g" | "a" | "switch" => self.children(node, matrix, &style, depth),
            "svg" | "symbol" => self.children(node, matrix.shifted(node), &style, depth),
            "use" => {
                if let Some(target) = style::href(node).and_then(|id| self.sheet.by_id(id)) {
                    self.element(target, matrix.shifted(node), &style, depth);
                }
            }
            _ => self.shape(node, matrix, &style),
        }
    }

    fn shape(&mut self, node: Node<'a, 'a>, matrix: Matrix, style: &Style) {
        let clip = node.attribute("clip-path").and_then(style::url);
        if let Some(clip) = clip.and_then(|id| self.sheet.by_id(id)) {
            // Styled codes fill one rectangle through a clip made of the modules: what shows is
            // the clip.
            for part in clip.children().filter(Node::is_element) {
                self.visits_left = self.visits_left.saturating_sub(1);
                if self.visits_left > 0 {
                    self.draw(part, matrix, style);
                }
            }
        } else {
            self.draw(node, matrix, style);
        }
    }

    fn draw(&mut self, node: Node<'a, 'a>, matrix: Matrix, style: &Style) {
        let Some(outline) = shape::outline(node, matrix, self.points_left) else {
            return;
        };
        self.points_left = self.points_left.saturating_sub(outline.points());
        if let Some(gray) = style.fill {
            self.canvas.fill(&outline.lines, style.even_odd, gray);
        }
        if let Some(gray) = style.stroke {
            let strokes = outline.stroked(style.stroke_width * matrix.scale());
            for stroke in strokes {
                self.canvas.fill(&[stroke], false, gray);
            }
        }
    }
}
