//! From a bull's eye to the symbol around it.

use super::rings::{Eye, eyes};
use super::{Mode, mode, read_modules};
use crate::bitmap::{Bitmap, Grid, Pixels};
use crate::limits::{Budget, Limits};
use crate::pattern::{self, Pattern, Tilt};
use crate::perspective::Quad;
use crate::{Symbol, Symbology};

/// Modules of the square that an [`Eye`] gives.
const EYE: u32 = 7;

/// Marks that may be wrong.
const MARKS_WRONG_MAX: usize = 2;

/// Finds and reads what the budget allows.
pub(crate) fn search<B: Bitmap>(
    pixels: &Pixels<'_, B>,
    limits: &Limits,
    budget: &mut Budget,
    found: &mut Vec<Symbol>,
) {
    for eye in eyes(pixels, budget) {
        if found.len() >= limits.symbols_max {
            return;
        }
        found.extend(read(pixels, &eye, budget));
    }
}

/// A square of modules around the middle, whose number a side is odd.
#[derive(Clone, Copy)]
struct Centred {
    grid: Grid,
}

impl Centred {
    fn eye(quad: Quad) -> Self {
        Self {
            grid: Grid {
                quad,
                columns: EYE,
                rows: EYE,
            },
        }
    }

    fn side(&self) -> i32 {
        self.grid.columns as i32
    }

    /// The parallelogram nearest to it: how far a plane is tilted is not to be seen in its middle.
    fn flat(&self) -> Self {
        let [a, b, c, d] = self.grid.quad;
        let middle = a.plus(b).plus(c).plus(d).times(0.25);
        let across = b.minus(a).plus(c.minus(d)).times(0.25);
        let down = d.minus(a).plus(c.minus(b)).times(0.25);
        let corner = |x: f32, y: f32| middle.plus(across.times(x)).plus(down.times(y));
        let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
        let quad = corners.map(|(x, y)| corner(x, y));
        Self {
            grid: Grid { quad, ..self.grid },
        }
    }

    /// The same plane with more modules around.
    fn widened(&self, side: i32) -> Option<Self> {
        let map = self.grid.map()?;
        let (low, high) = (
            (self.side() - side) as f32 / 2.0,
            (self.side() + side) as f32 / 2.0,
        );
        let corners = [(low, low), (high, low), (high, high), (low, high)];
        Some(Self {
            grid: Grid {
                quad: corners.map(|(x, y)| map(x, y)),
                columns: side as u32,
                rows: side as u32,
            },
        })
    }

    /// Modules by their distance from the middle.
    fn dark<B: Bitmap>(
        &self,
        pixels: &Pixels<'_, B>,
        places: impl Iterator<Item = (i32, i32)>,
    ) -> Option<Vec<bool>> {
        let map = self.grid.map()?;
        let middle = self.side() as f32 / 2.0;
        let at = |(x, y): (i32, i32)| map(middle + x as f32, middle + y as f32);
        Some(places.map(|place| pixels.is_dark(at(place))).collect())
    }
}

/// What was found out about a symbol before its words.
struct Frame {
    centred: Centred,
    mode: Mode,
    message: Vec<bool>,
}

/// Reads the symbol around a bull's eye, if it is one.
fn read<B: Bitmap>(pixels: &Pixels<'_, B>, eye: &Eye, budget: &mut Budget) -> Option<Symbol> {
    let frame = frame(pixels, eye, budget)?;
    // How far a plane is tilted is hardly to be seen in its middle: first as if it were not.
    let flat = frame.centred.flat();
    let ways = [
        (flat, Tilt::Kept, 3),
        (flat, Tilt::Free, 3),
        (flat, Tilt::Free, 6),
        (frame.centred, Tilt::Free, 6),
    ];
    for (centred, tilt, pace) in ways {
        let grid = grown(pixels, &frame, centred, (tilt, pace), budget)?;
        let symbol = read_grid(pixels, &frame.mode, grid, budget);
        if symbol.is_some() {
            return symbol;
        }
    }
    None
}

/// The grid of the whole symbol, outwards step by step: where a ring of modules is shows where the
/// next one is. A step adds one part in `pace`. Only the last may tilt what is kept.
fn grown<B: Bitmap>(
    pixels: &Pixels<'_, B>,
    frame: &Frame,
    mut centred: Centred,
    (tilt, pace): (Tilt, i32),
    budget: &mut Budget,
) -> Option<Grid> {
    let side = frame.mode.side() as i32;
    let mut reach = mode::radius(frame.mode.compact) * 2 + 1;
    loop {
        let last = reach >= side;
        let tilt = if last { Tilt::Free } else { tilt };
        let grid = centred.widened(reach)?.grid;
        let grid = pattern::settled(pixels, grid, &known(frame, reach), tilt, budget)?;
        if last {
            return Some(grid);
        }
        centred = Centred { grid };
        reach = ((reach + reach / pace + 1) | 1).min(side);
    }
}

fn read_grid<B: Bitmap>(
    pixels: &Pixels<'_, B>,
    mode: &Mode,
    grid: Grid,
    budget: &mut Budget,
) -> Option<Symbol> {
    budget.spend(words_cost(mode))?;
    let content = read_modules(&grid.sample(pixels)?, mode)?;
    let across = (grid.columns, grid.rows);
    Some(Symbol::new(Symbology::Aztec, content, grid.quad, across))
}

/// What sampling and correcting costs at most.
fn words_cost(mode: &Mode) -> usize {
    let side = mode.side() as usize;
    let words = side * side / mode.word_bits() as usize;
    let check = words.saturating_sub(usize::from(mode.data));
    side * side + 2 * words * check
}

/// The way up and the mode, from the message around the rings: four ways up, seen from the front or
/// in a mirror.
fn frame<B: Bitmap>(pixels: &Pixels<'_, B>, eye: &Eye, budget: &mut Budget) -> Option<Frame> {
    budget.spend(1_000)?;
    let mut ways = [true, false].into_iter().flat_map(|compact| {
        let turns = (0..4).flat_map(|turns| [(turns, false), (turns, true)]);
        turns.map(move |(turns, mirrored)| (compact, turned(eye.quad, turns, mirrored)))
    });
    ways.find_map(|(compact, quad)| {
        let centred = Centred::eye(quad);
        let (mode, message) = message(pixels, &centred, compact)
            .or_else(|| message(pixels, &centred.flat(), compact))?;
        Some(Frame {
            centred,
            mode,
            message,
        })
    })
}

/// The message, if the marks around it are where they should be.
fn message<B: Bitmap>(
    pixels: &Pixels<'_, B>,
    centred: &Centred,
    compact: bool,
) -> Option<(Mode, Vec<bool>)> {
    let marks = mode::marks(compact);
    let seen = centred.dark(pixels, marks.iter().map(|(x, y, _)| (*x, *y)))?;
    let wrong = seen.iter().zip(&marks);
    let wrong = wrong.filter(|(seen, (_, _, dark))| *seen != dark);
    if wrong.count() > MARKS_WRONG_MAX {
        return None;
    }
    let bits = centred.dark(pixels, mode::places(compact).into_iter())?;
    mode::parse(compact, &bits)
}

fn turned([a, b, c, d]: Quad, turns: usize, mirrored: bool) -> Quad {
    let mut quad = if mirrored { [a, d, c, b] } else { [a, b, c, d] };
    quad.rotate_left(turns);
    quad
}

/// What is known within a square around the middle: rings, marks, message, lines of reference.
fn known(frame: &Frame, side: i32) -> Pattern {
    let half = side / 2;
    let compact = frame.mode.compact;
    let rings: i32 = if compact { 4 } else { 6 };
    let inner = (-rings..=rings).flat_map(move |y| {
        (-rings..=rings).map(move |x| (x, y, i32::max(x.abs(), y.abs()) % 2 == 0))
    });
    let places = mode::places(compact);
    let message = places.iter().zip(&frame.message);
    let message = message.map(|((x, y), dark)| (*x, *y, *dark));
    let lines = (-half..=half).flat_map(move |y| {
        (-half..=half).filter_map(move |x| {
            let outside = i32::max(x.abs(), y.abs()) > rings + 1;
            let on_line = x % 16 == 0 || y % 16 == 0;
            (!compact && outside && on_line).then_some((x, y, (x + y) % 2 == 0))
        })
    });
    let all = inner
        .chain(mode::marks(compact))
        .chain(message)
        .chain(lines);
    pattern::of_modules(all.map(|(x, y, dark)| (x + half, y + half, dark)))
}
