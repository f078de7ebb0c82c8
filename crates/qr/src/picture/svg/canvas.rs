//! Filling of polygons, without smoothing: a pixel has the gray of what covers its centre.

use super::shape::Point;
use crate::gray::Gray;

/// Most crossings of outlines with rows of pixels, over the whole picture: a code of version 40
/// at 8 pixels a module has 250,000.
const CROSSINGS_MAX: usize = 4_000_000;

/// Most of them in one shape.
const SHAPE_CROSSINGS_MAX: usize = 1_000_000;

pub(super) struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
    crossings_left: usize,
}

/// Where an outline crosses the middle of a row of pixels.
#[derive(Clone, Copy)]
struct Crossing {
    row: u32,
    x: f32,
    down: bool,
}

impl Canvas {
    /// White paper.
    pub(super) fn new(width: usize, height: usize) -> Option<Self> {
        let size = width.checked_mul(height)?;
        Some(Self {
            width,
            height,
            pixels: vec![u8::MAX; size],
            crossings_left: CROSSINGS_MAX,
        })
    }

    pub(super) fn into_gray(self) -> Option<Gray> {
        Gray::new(self.width, self.height, self.pixels)
    }

    /// Fills closed lines; what would exceed the bounds of work is left out.
    pub(super) fn fill(&mut self, lines: &[Vec<Point>], even_odd: bool, gray: u8) {
        let mut crossings = Vec::new();
        let allowed = SHAPE_CROSSINGS_MAX.min(self.crossings_left);
        for line in lines {
            let ends = line.iter().cycle().skip(1).take(line.len());
            for (&from, &to) in line.iter().zip(ends) {
                self.cross(from, to, allowed, &mut crossings);
            }
        }
        self.crossings_left -= crossings.len().min(self.crossings_left);
        crossings.sort_by(|a, b| a.row.cmp(&b.row).then(a.x.total_cmp(&b.x)));
        for row in crossings.chunk_by(|a, b| a.row == b.row) {
            let mut winding = 0;
            for (crossing, next) in row.iter().zip(row.iter().skip(1)) {
                winding += if crossing.down { 1 } else { -1 };
                if if even_odd {
                    winding & 1 != 0
                } else {
                    winding != 0
                } {
                    self.span(crossing.row as usize, crossing.x, next.x, gray);
                }
            }
        }
    }

    fn cross(&self, from: Point, to: Point, allowed: usize, crossings: &mut Vec<Crossing>) {
        let down = from.1 < to.1;
        let ((x0, y0), (x1, y1)) = if down { (from, to) } else { (to, from) };
        if !(x0 + y0 + x1 + y1).is_finite() || y0 == y1 {
            return;
        }
        // Rows whose middle lies in y0..y1.
        let row = |y: f64| (y - 0.5).ceil().clamp(0.0, self.height as f64) as u32;
        for row in row(y0)..row(y1) {
            if crossings.len() >= allowed {
                return;
            }
            let along = (f64::from(row) + 0.5 - y0) / (y1 - y0);
            crossings.push(Crossing {
                row,
                x: (x0 + (x1 - x0) * along) as f32,
                down,
            });
        }
    }

    fn span(&mut self, row: usize, from: f32, to: f32, gray: u8) {
        let column = |x: f32| (x - 0.5).ceil().clamp(0.0, self.width as f32) as usize;
        let start = row * self.width;
        if let Some(span) = self
            .pixels
            .get_mut(start + column(from)..start + column(to))
        {
            span.fill(gray);
        }
    }
}
