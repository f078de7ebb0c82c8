//! Laying a grid over a symbol by what is known of it: modules whose colour the standard fixes.

use crate::bitmap::{Bitmap, Grid, Pixels};
use crate::limits::Budget;
use crate::perspective::{Place, Quad};

/// Places of a grid, in modules from its upper left corner, and whether they are dark.
pub(crate) type Pattern = Vec<(f32, f32, bool)>;

/// Most places compared at once: more tell no more.
const PLACES_MAX: usize = 1_000;

/// How far from the middle of a module it is looked at too, in modules.
const OFFSETS: [(f32, f32); 5] = [(0.5, 0.5), (0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)];

/// Whether corners may move alone, which tilts the plane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tilt {
    Kept,
    Free,
}

/// A pattern of modules: each is looked at in its middle and towards its corners.
pub(crate) fn of_modules(known: impl Iterator<Item = (i32, i32, bool)> + Clone) -> Pattern {
    let all = known.clone().count();
    // Whole modules are left out, so that every offset is as often among those that stay.
    let chosen = known
        .enumerate()
        .filter(|(index, _)| is_chosen(*index, all));
    chosen
        .map(|(_, module)| module)
        .flat_map(|(x, y, dark)| OFFSETS.map(|(dx, dy)| (x as f32 + dx, y as f32 + dy, dark)))
        .collect()
}

/// Whether a module is among the few that are looked at: as good as by chance, since any step from
/// one to the next would fall into the rhythm of some grid.
const fn is_chosen(index: usize, all: usize) -> bool {
    // The golden ratio's fraction of 2³² spreads best (Knuth, volume 3, 6.4).
    let spread = (index as u32).wrapping_mul(2_654_435_769) as u64;
    spread * all as u64 <= (PLACES_MAX / OFFSETS.len()) as u64 * u32::MAX as u64
}

/// How many places are as they should be; 0 for no grid.
pub(crate) fn agreement<B: Bitmap>(
    pixels: &Pixels<'_, B>,
    grid: &Grid,
    pattern: &Pattern,
) -> usize {
    let Some(map) = grid.map() else { return 0 };
    pattern
        .iter()
        .filter(|(x, y, dark)| pixels.is_dark(map(*x, *y)) == *dark)
        .count()
}

/// How many modules look the same towards all their corners; 0 for no grid.
fn evenness<B: Bitmap>(pixels: &Pixels<'_, B>, grid: &Grid) -> usize {
    let Some(map) = grid.map() else { return 0 };
    let (columns, all) = (grid.columns as usize, (grid.columns * grid.rows) as usize);
    let even = |module: &usize| {
        let (x, y) = ((module % columns) as f32, (module / columns) as f32);
        let dark = OFFSETS.map(|(dx, dy)| pixels.is_dark(map(x + dx, y + dy)));
        dark.iter().all(|d| *d) || !dark.iter().any(|d| *d)
    };
    (0..all)
        .filter(|module| is_chosen(*module, all))
        .filter(even)
        .count()
}

/// Moves the corners while more of the pattern agrees. `None` once the budget is spent.
pub(crate) fn refined<B: Bitmap>(
    pixels: &Pixels<'_, B>,
    grid: Grid,
    pattern: &Pattern,
    budget: &mut Budget,
) -> Option<Grid> {
    let score = |grid: &Grid| agreement(pixels, grid, pattern);
    climbed(grid, score, pattern.len(), Tilt::Free, budget)
}

/// Moves the corners while more modules are even, and more of the pattern agrees: for grids of
/// which little is known far from the middle, or whose pattern is damaged. `None` once the budget
/// is spent.
pub(crate) fn settled<B: Bitmap>(
    pixels: &Pixels<'_, B>,
    grid: Grid,
    pattern: &Pattern,
    tilt: Tilt,
    budget: &mut Budget,
) -> Option<Grid> {
    let even = |grid: &Grid| OFFSETS.len() * evenness(pixels, grid);
    let score = |grid: &Grid| even(grid) + agreement(pixels, grid, pattern);
    climbed(grid, score, pattern.len() + PLACES_MAX, tilt, budget)
}

/// Moves corners in ever smaller steps while the score rises, which costs `cost` to find out.
fn climbed(
    mut grid: Grid,
    score: impl Fn(&Grid) -> usize,
    cost: usize,
    tilt: Tilt,
    budget: &mut Budget,
) -> Option<Grid> {
    /// In modules.
    const STEPS: [f32; 4] = [0.8, 0.4, 0.2, 0.1];
    const ROUNDS: usize = 3;
    budget.spend(cost)?;
    let mut best = score(&grid);
    for step in STEPS {
        for _ in 0..ROUNDS {
            let before = best;
            for (shifts, tilts) in moves(&grid, step) {
                if tilts == Tilt::Free && tilt == Tilt::Kept {
                    continue;
                }
                budget.spend(cost)?;
                let moved = Grid {
                    quad: moved(grid.quad, shifts),
                    ..grid
                };
                // A tilt throws what is farther out far off: not for the little that chance gives.
                let gain = if tilts == Tilt::Free { cost / 200 } else { 0 };
                let reached = score(&moved);
                if reached > best + gain {
                    (best, grid) = (reached, moved);
                }
            }
            if best == before {
                break;
            }
        }
    }
    Some(grid)
}

/// How each corner moves: all alike or a side's, which keeps a parallelogram one; a side's against
/// each other or one alone, which tilts.
const MOVES: [([f32; 4], Tilt); 13] = [
    ([1.0, 1.0, 1.0, 1.0], Tilt::Kept),
    ([1.0, 1.0, 0.0, 0.0], Tilt::Kept),
    ([0.0, 1.0, 1.0, 0.0], Tilt::Kept),
    ([0.0, 0.0, 1.0, 1.0], Tilt::Kept),
    ([1.0, 0.0, 0.0, 1.0], Tilt::Kept),
    ([1.0, -1.0, 0.0, 0.0], Tilt::Free),
    ([0.0, 1.0, -1.0, 0.0], Tilt::Free),
    ([0.0, 0.0, 1.0, -1.0], Tilt::Free),
    ([-1.0, 0.0, 0.0, 1.0], Tilt::Free),
    ([1.0, 0.0, 0.0, 0.0], Tilt::Free),
    ([0.0, 1.0, 0.0, 0.0], Tilt::Free),
    ([0.0, 0.0, 1.0, 0.0], Tilt::Free),
    ([0.0, 0.0, 0.0, 1.0], Tilt::Free),
];

/// Every move of corners, along the rows and along the columns, by a step of modules.
fn moves(grid: &Grid, step: f32) -> impl Iterator<Item = ([Place; 4], Tilt)> + use<> {
    let [a, b, c, d] = grid.quad;
    let across = b.minus(a).plus(c.minus(d));
    let across = across.times(0.5 * step / grid.columns as f32);
    let down = d.minus(a).plus(c.minus(b));
    let down = down.times(0.5 * step / grid.rows as f32);
    let shifts = [across, across.times(-1.0), down, down.times(-1.0)];
    MOVES.into_iter().flat_map(move |(corners, tilt)| {
        shifts.map(|shift| (corners.map(|factor| shift.times(factor)), tilt))
    })
}

fn moved([a, b, c, d]: Quad, [i, j, k, l]: [Place; 4]) -> Quad {
    [a.plus(i), b.plus(j), c.plus(k), d.plus(l)]
}
