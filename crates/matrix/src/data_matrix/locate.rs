//! Where symbols are: a blob whose hull has two long sides that meet, solid within and light
//! outside, and opposite to them sides that alternate.

use super::read_modules;
use super::size::{SIZES, Size};
use crate::bitmap::{Bitmap, Grid, Pixels};
use crate::limits::{Budget, Limits};
use crate::pattern::{self, Pattern, Tilt};
use crate::perspective::{Line, Place, Quad, place};
use crate::{Symbol, Symbology, blob};

/// Sides of a hull that are taken for a side of a symbol, the longest first.
const SIDES_MAX: usize = 6;

/// Grids that are refined and read for one corner.
const GRIDS_MAX: usize = 3;

/// Finds and reads what the budget allows.
pub(crate) fn search<B: Bitmap>(
    pixels: &Pixels<'_, B>,
    limits: &Limits,
    budget: &mut Budget,
    found: &mut Vec<Symbol>,
) {
    for hull in blob::hulls(pixels.0, limits.runs_max) {
        if found.len() >= limits.symbols_max || budget.spend(hull.len()).is_none() {
            return;
        }
        let covered = |symbol: &Symbol| hull.iter().all(|corner| symbol.covers(*corner));
        if found.iter().any(covered) {
            continue;
        }
        let mut corners = corners(&hull);
        found.extend(corners.find_map(|corner| read(pixels, corner.snapped(pixels)?, budget)));
    }
}

impl Symbol {
    /// Whether a place is within the box around the symbol, or close to it.
    fn covers(&self, place: Place) -> bool {
        let within = |at: f32, ends: [f32; 4]| {
            let low = ends.into_iter().fold(f32::INFINITY, f32::min);
            let high = ends.into_iter().fold(f32::NEG_INFINITY, f32::max);
            (low - 2.0..=high + 2.0).contains(&at)
        };
        within(place.x, self.corners.map(|c| c.0)) && within(place.y, self.corners.map(|c| c.1))
    }
}

/// Two long sides of a hull that meet.
#[derive(Clone, Copy)]
struct Corner {
    top_left: Place,
    bottom_left: Place,
    bottom_right: Place,
}

/// A straight side of a hull, clockwise.
#[derive(Clone, Copy)]
struct Side {
    from: Place,
    to: Place,
}

impl Side {
    fn along(&self) -> Place {
        self.to.minus(self.from)
    }

    fn length(&self) -> f32 {
        self.along().length()
    }
}

/// The longest sides of a hull, of corners that are nearly on a line.
fn sides(hull: &[Place]) -> Vec<Side> {
    let next = hull.iter().cycle().skip(1);
    let mut edges: Vec<Side> = hull
        .iter()
        .zip(next)
        .map(|(from, to)| Side {
            from: *from,
            to: *to,
        })
        .collect();
    edges.sort_by(|a, b| b.length().total_cmp(&a.length()));
    let reach = edges.iter().map(Side::length).sum::<f32>() / 4.0;
    let tolerance = (0.012 * reach).max(1.3);
    let mut sides: Vec<Side> = Vec::new();
    for edge in edges.into_iter().take(4 * SIDES_MAX) {
        let unit = edge.along().times(1.0 / edge.length().max(1e-3));
        let off = |corner: Place| unit.cross(corner.minus(edge.from)).abs();
        let known = |side: &Side| off(side.from) <= tolerance && off(side.to) <= tolerance;
        if sides.iter().any(known) {
            continue;
        }
        let near = hull.iter().filter(|corner| off(**corner) <= tolerance);
        let at = |corner: &Place| unit.dot(corner.minus(edge.from));
        let (low, high) = near.fold((0.0, edge.length()), |(low, high), corner| {
            (f32::min(low, at(corner)), f32::max(high, at(corner)))
        });
        let end = |at: f32| edge.from.plus(unit.times(at));
        let side = Side {
            from: end(low),
            to: end(high),
        };
        if side.length() >= 8.0 {
            sides.push(side);
        }
        if sides.len() >= SIDES_MAX {
            break;
        }
    }
    sides
}

/// The corners that two sides of a hull make, the longest sides first.
fn corners(hull: &[Place]) -> impl Iterator<Item = Corner> + use<> {
    let sides = sides(hull);
    let pairs = sides
        .clone()
        .into_iter()
        .flat_map(move |left| sides.clone().into_iter().map(move |bottom| (bottom, left)));
    pairs.filter_map(|(bottom, left)| {
        // Clockwise around the symbol the bottom goes to the left, and the left side up.
        let (b, l) = (bottom.along(), left.along());
        let (long, turn) = (b.length() * l.length(), b.cross(l));
        if turn < 0.6 * long {
            return None;
        }
        // Where the two lines cross.
        let t = left.from.minus(bottom.from).cross(l) / turn;
        let corner = bottom.from.plus(b.times(t));
        let gap = corner
            .minus(bottom.to)
            .length()
            .max(corner.minus(left.from).length());
        let short = b.length().min(l.length());
        (gap <= (0.12 * short).max(3.0)).then_some(Corner {
            top_left: left.to,
            bottom_left: corner,
            bottom_right: bottom.from,
        })
    })
}

impl Corner {
    /// The corner of the lines that dark begins at: what sticks out makes a hull wider.
    fn snapped<B: Bitmap>(&self, pixels: &Pixels<'_, B>) -> Option<Self> {
        let left = edge(pixels, self.bottom_left, self.top_left)?;
        let bottom = edge(pixels, self.bottom_right, self.bottom_left)?;
        Some(Self {
            top_left: left.nearest(self.top_left),
            bottom_left: left.crossing(&bottom)?,
            bottom_right: bottom.nearest(self.bottom_right),
        })
    }

    /// Whether both sides are dark within and light outside.
    fn is_solid<B: Bitmap>(&self, pixels: &Pixels<'_, B>) -> bool {
        const PLACES: u16 = 32;
        let sides = [
            (self.bottom_left, self.top_left),
            (self.bottom_right, self.bottom_left),
        ];
        sides.into_iter().all(|(from, to)| {
            let along = to.minus(from);
            let unit = along.times(1.0 / along.length().max(1e-3));
            // Clockwise, the inside is on the right.
            let inwards = place(-unit.y, unit.x);
            let share = |off: f32| {
                let at = |n: u16| {
                    let step = (f32::from(n) + 0.5) / f32::from(PLACES);
                    from.plus(along.times(step)).plus(inwards.times(off))
                };
                (0..PLACES).filter(|n| pixels.is_dark(at(*n))).count()
            };
            share(1.4).max(share(0.8)) >= 24 && share(-1.8) <= 10
        })
    }

    /// The symbol's corners, with the fourth one where it is said to be.
    const fn quad(&self, top_right: Place) -> Quad {
        [
            self.top_left,
            top_right,
            self.bottom_right,
            self.bottom_left,
        ]
    }

    /// Where the fourth corner may be: where the far sides, seen from their ends, touch the symbol,
    /// and where a parallelogram has it.
    fn fourth<B: Bitmap>(&self, pixels: &Pixels<'_, B>) -> impl Iterator<Item = Place> + use<B> {
        let (right, up) = self.arms();
        let top = tangent(pixels, self.top_left, right, 1.0);
        let side = tangent(pixels, self.bottom_right, up, -1.0);
        let touched = top.zip(side).and_then(|(top, side)| {
            let turn = top.cross(side);
            let t = self.bottom_right.minus(self.top_left).cross(side) / turn;
            (turn.abs() > 0.3 * top.length() * side.length())
                .then(|| self.top_left.plus(top.times(t)))
        });
        let parallel = self.bottom_left.plus(right).plus(up);
        touched.into_iter().chain([parallel])
    }

    /// From the corner to the right and up.
    fn arms(&self) -> (Place, Place) {
        let right = self.bottom_right.minus(self.bottom_left);
        (right, self.top_left.minus(self.bottom_left))
    }

    /// The sizes that the sides allow.
    fn sizes(&self) -> impl Iterator<Item = Size> + use<> {
        let (right, up) = self.arms();
        let (width, height) = (right.length(), up.length());
        let mirrored = SIZES.iter().filter(|size| size.rows != size.columns);
        let mirrored = mirrored.map(|size| size.mirrored());
        SIZES.into_iter().chain(mirrored).filter(move |size| {
            let (columns, rows) = (f32::from(size.columns), f32::from(size.rows));
            let ratio = (width / columns) / (height / rows);
            (0.6..=1.7).contains(&ratio) && width >= 1.2 * columns && height >= 1.2 * rows
        })
    }
}

/// Reads the symbol of a corner, if it is one.
fn read<B: Bitmap>(pixels: &Pixels<'_, B>, corner: Corner, budget: &mut Budget) -> Option<Symbol> {
    budget.spend(256)?;
    if !corner.is_solid(pixels) {
        return None;
    }
    for (grid, size) in grids(pixels, &corner, budget)? {
        let known = borders(&size);
        let grid = pattern::refined(pixels, grid, &known, budget)?;
        if 10 * pattern::agreement(pixels, &grid, &known) < 8 * known.len() {
            continue;
        }
        let symbol = read_grid(pixels, &grid, &size, budget);
        if symbol.is_some() {
            return symbol;
        }
        let grid = pattern::settled(pixels, grid, &known, Tilt::Free, budget)?;
        let symbol = read_grid(pixels, &grid, &size, budget);
        if symbol.is_some() {
            return symbol;
        }
    }
    None
}

fn read_grid<B: Bitmap>(
    pixels: &Pixels<'_, B>,
    grid: &Grid,
    size: &Size,
    budget: &mut Budget,
) -> Option<Symbol> {
    let modules = grid.sample(pixels)?;
    let block = size.words() / usize::from(size.blocks.max(1));
    budget.spend(modules_of(size) + 8 * usize::from(size.check) * block)?;
    let content = read_modules(&modules).or_else(|| read_modules(&modules.mirrored()))?;
    let across = (grid.columns, grid.rows);
    Some(Symbol::new(
        Symbology::DataMatrix,
        content,
        grid.quad,
        across,
    ))
}

fn modules_of(size: &Size) -> usize {
    usize::from(size.rows) * usize::from(size.columns)
}

/// The line at which dark begins along a side, looked for from outside inwards.
fn edge<B: Bitmap>(pixels: &Pixels<'_, B>, from: Place, to: Place) -> Option<Line> {
    const PLACES: u16 = 40;
    /// In pixels.
    const STEP: f32 = 0.5;
    /// Dark for so many steps is no speck.
    const STEPS: u16 = 4;
    let along = to.minus(from);
    let unit = along.times(1.0 / along.length().max(1e-3));
    let inwards = place(-unit.y, unit.x);
    let reach = (0.02 * along.length()).max(3.0);
    let starts = (0..PLACES).map(|n| {
        let on_line = from.plus(along.times((f32::from(n) + 0.5) / f32::from(PLACES)));
        on_line.minus(inwards.times(reach))
    });
    let found = starts.filter_map(|start| {
        let mut dark = 0;
        for n in 0..(2.0 * reach / STEP) as u16 + STEPS {
            let at = start.plus(inwards.times(f32::from(n) * STEP));
            dark = if pixels.is_dark(at) { dark + 1 } else { 0 };
            if dark == STEPS {
                let back = (f32::from(STEPS) - 0.5) * STEP;
                return Some(at.minus(inwards.times(back)));
            }
        }
        None
    });
    Line::through(found.collect())
}

/// The direction in which a line from a place first touches something dark and light by turns,
/// turned inwards step by step; `sense` is 1 for clockwise.
fn tangent<B: Bitmap>(
    pixels: &Pixels<'_, B>,
    from: Place,
    along: Place,
    sense: f32,
) -> Option<Place> {
    const STEPS: u16 = 240;
    const PLACES: u16 = 300;
    let turned = |step: u16| {
        let angle = sense * (f32::from(step) - f32::from(STEPS) / 2.0) * 0.004;
        let (sin, cos) = angle.sin_cos();
        place(along.x * cos - along.y * sin, along.x * sin + along.y * cos)
    };
    (0..STEPS).map(turned).find(|direction| {
        let at = |n: u16| from.plus(direction.times((f32::from(n) + 0.5) / f32::from(PLACES)));
        let dark = |n: u16| pixels.is_dark(at(n));
        let count = (0..PLACES).filter(|n| dark(*n)).count();
        let edges = (1..PLACES).filter(|n| dark(*n) != dark(*n - 1)).count();
        count >= usize::from(PLACES) / 4 && edges >= 6
    })
}

/// The grids whose alternating sides agree best.
fn grids<B: Bitmap>(
    pixels: &Pixels<'_, B>,
    corner: &Corner,
    budget: &mut Budget,
) -> Option<Vec<(Grid, Size)>> {
    /// In modules.
    const SHIFTS: [f32; 7] = [0.0, -0.5, 0.5, -1.0, 1.0, -1.6, 1.6];
    let mut best: Vec<(f32, Grid, Size)> = Vec::new();
    budget.spend(100_000)?;
    let fourth: Vec<Place> = corner.fourth(pixels).collect();
    let (right, up) = corner.arms();
    for size in corner.sizes() {
        let known = alternating(&size);
        let (columns, rows) = (f32::from(size.columns), f32::from(size.rows));
        let mut good: Option<(f32, Grid)> = None;
        for fourth in &fourth {
            budget.spend(SHIFTS.len() * SHIFTS.len() * known.len())?;
            for (across, down) in SHIFTS.iter().flat_map(|a| SHIFTS.map(|d| (*a, d))) {
                let shift = right.times(across / columns).plus(up.times(down / rows));
                let grid = Grid {
                    quad: corner.quad(fourth.plus(shift)),
                    columns: size.columns.into(),
                    rows: size.rows.into(),
                };
                let agreeing = pattern::agreement(pixels, &grid, &known);
                let share = agreeing as f32 / known.len().max(1) as f32;
                if good.as_ref().is_none_or(|(other, _)| share > *other) {
                    good = Some((share, grid));
                }
            }
        }
        best.extend(
            good.filter(|(share, _)| *share >= 0.68)
                .map(|(s, g)| (s, g, size)),
        );
    }
    best.sort_by(|a, b| b.0.total_cmp(&a.0));
    best.truncate(GRIDS_MAX);
    Some(
        best.into_iter()
            .map(|(_, grid, size)| (grid, size))
            .collect(),
    )
}

/// The middles of the modules of the first row and the last column.
fn alternating(size: &Size) -> Pattern {
    let (columns, rows) = (i32::from(size.columns), i32::from(size.rows));
    let top = (0..columns).map(|x| (x as f32 + 0.5, 0.5, x % 2 == 0));
    let right = (0..rows).map(move |y| (columns as f32 - 0.5, y as f32 + 0.5, y % 2 == 1));
    top.chain(right).collect()
}

/// The borders of all regions, and the light around the symbol.
fn borders(size: &Size) -> Pattern {
    let (columns, rows) = (i32::from(size.columns), i32::from(size.rows));
    let width = columns / i32::from(size.regions_across.max(1));
    let height = rows / i32::from(size.regions_down.max(1));
    let known = (0..rows).flat_map(move |y| {
        (0..columns).filter_map(move |x| {
            let (dx, dy) = (x % width, y % height);
            let dark = match (dx, dy) {
                (0, _) => true,
                (_, dy) if dy == height - 1 => true,
                (_, 0) => dx % 2 == 0,
                (dx, _) if dx == width - 1 => dy % 2 == 1,
                _ => return None,
            };
            Some((x, y, dark))
        })
    });
    pattern::of_modules(known)
}
