//! Where bull's eyes are: rows that cross rings of equal width, then rays in all directions.

use core::f32::consts::{PI, TAU};

use crate::bitmap::{Bitmap, Pixels};
use crate::limits::Budget;
use crate::perspective::{Line, Place, Quad, place};

/// Rows from one that is looked at to the next: the middle is one module high.
const ROW_STEP: usize = 2;

/// Most bull's eyes of one search.
pub(super) const EYES_MAX: usize = 128;

/// Half a ray's directions; the other half is opposite.
const HALF_RAYS: usize = 24;

/// Rays of the first look.
const FIRST_RAYS: usize = 8;

/// Rings, from the middle outwards, that both kinds of symbol have: dark, light, dark, light.
const RINGS: usize = 4;

/// A bull's eye.
#[derive(Clone, Copy)]
pub(super) struct Eye {
    /// Corners of the square of seven modules around the middle, which the third light ring ends.
    pub(super) quad: Quad,
    /// How wide the seven modules are, in pixels.
    pub(super) width: f32,
}

/// The bull's eyes of a picture.
pub(super) fn eyes<B: Bitmap>(pixels: &Pixels<'_, B>, budget: &mut Budget) -> Vec<Eye> {
    let mut eyes: Vec<Eye> = Vec::new();
    let mut tried: Vec<(Place, f32)> = Vec::new();
    for y in (0..pixels.0.height()).step_by(ROW_STEP) {
        tried.retain(|(old, reach)| old.y + reach >= y as f32);
        let mut runs = [0u16; 7];
        let mut dark = false;
        for x in 0..=pixels.0.width() {
            let next = x < pixels.0.width() && pixels.0.is_dark(x, y);
            if next == dark {
                let [.., last] = &mut runs;
                *last = last.saturating_add(1);
                continue;
            }
            // Light, dark, light, dark in the middle, light, dark, light.
            if !dark && are_rings(runs) {
                let [_, _, _, middle, after @ ..] = runs;
                let after = f32::from(after.iter().sum::<u16>());
                let spot = place(x as f32 - after - f32::from(middle) / 2.0, y as f32 + 0.5);
                let module = runs.iter().map(|run| f32::from(*run)).sum::<f32>() / 7.0;
                let near = |(old, reach): &(Place, f32)| old.minus(spot).length() < *reach;
                if !tried.iter().any(near) {
                    let paid = budget.spend(tried.len() + 64);
                    if paid.is_none() || eyes.len() >= EYES_MAX {
                        return eyes;
                    }
                    let eye = look(pixels, spot, module, budget);
                    let reach = eye.map_or(0.4 * module, |eye| eye.width / 2.0);
                    tried.push((spot, reach));
                    eyes.extend(eye);
                }
            }
            let [_, rest @ ..] = runs;
            let [b, c, d, e, f, g] = rest;
            runs = [b, c, d, e, f, g, 1];
            dark = next;
        }
    }
    eyes
}

/// Whether seven runs are about equally wide. Neighbours are judged together too: ink that spread
/// widens one and narrows the other. The outermost may be cut by what is printed around.
fn are_rings(runs: [u16; 7]) -> bool {
    let [first, inner @ .., last] = runs.map(f32::from);
    let module = inner.iter().sum::<f32>() / 5.0;
    let near = |run: f32, modules: f32| (run - modules * module).abs() <= 0.4 * module + 0.8;
    let pairs = inner.iter().zip(inner.iter().skip(1));
    module >= 1.0
        && inner
            .iter()
            .all(|run| near(*run, 1.0) && *run > 0.3 * module)
        && pairs
            .into_iter()
            .all(|(a, b)| (a + b - 2.0 * module).abs() <= 0.4 * module + 0.8)
        && first >= 0.4 * module
        && last >= 0.4 * module
}

/// A close look: the edges of the rings on rays around, twice, the second time from the middle of
/// what the first saw.
fn look<B: Bitmap>(
    pixels: &Pixels<'_, B>,
    spot: Place,
    module: f32,
    budget: &mut Budget,
) -> Option<Eye> {
    // A few rays tell what is none.
    let first = rays(pixels, spot, module, FIRST_RAYS, budget)?;
    if first.iter().flatten().count() < FIRST_RAYS / 2 {
        return None;
    }
    let mut middle = spot;
    // From a place in the middle module, to the middle.
    for needed in [HALF_RAYS / 2, HALF_RAYS * 2 / 3] {
        let rays = rays(pixels, middle, module, 2 * HALF_RAYS, budget)?;
        let pairs = rays.iter().zip(rays.iter().skip(HALF_RAYS));
        let both = pairs.filter_map(|(a, b)| Some(a.as_ref()?.plus(*b.as_ref()?).times(0.5)));
        let both: Vec<Place> = both.collect();
        if both.len() < needed {
            return None;
        }
        let sum = both
            .iter()
            .fold(place(0.0, 0.0), |sum, next| sum.plus(*next));
        middle = sum.times(1.0 / both.len() as f32);
    }
    let edges: Vec<Place> = rays(pixels, middle, module, 2 * HALF_RAYS, budget)?
        .into_iter()
        .flatten()
        .collect();
    // A place on a ring beside the middle has rings around it too, but not all around.
    if edges.len() < 2 * HALF_RAYS * 4 / 5 {
        return None;
    }
    let quad = square(&edges, middle)?;
    let [a, b, c, d] = quad;
    let (across, down) = (b.minus(a).length(), d.minus(a).length());
    let (back, up) = (c.minus(d).length(), c.minus(b).length());
    let alike = |a: f32, b: f32| (0.6..=1.67).contains(&(a / b));
    if !(alike(across, back) && alike(down, up) && alike(across, down)) {
        return None;
    }
    let width = (a.minus(c).length() + b.minus(d).length()) / (2.0 * core::f32::consts::SQRT_2);
    Some(Eye { quad, width })
}

/// Where the fourth ring ends in every direction that crosses four rings of equal width.
fn rays<B: Bitmap>(
    pixels: &Pixels<'_, B>,
    middle: Place,
    module: f32,
    count: usize,
    budget: &mut Budget,
) -> Option<Vec<Option<Place>>> {
    // In pixels; finer than the eighth of a module tells no more.
    let pace = (module / 8.0).max(0.5);
    // A row at an angle, and a ray towards a corner, are longer by up to √2 each.
    let reach = (3.5 * module * 2.1 + 3.0) / pace;
    budget.spend(count * reach as usize)?;
    let ray = |n: usize| {
        let angle = TAU * (n as f32 + 0.5) / count as f32;
        let unit = place(angle.cos(), angle.sin());
        let mut edges = [0.0f32; RINGS];
        let mut known = 0;
        let mut dark = true;
        if !pixels.is_dark(middle) {
            return None;
        }
        for step in 1..=reach as usize {
            let at = step as f32 * pace;
            let here = pixels.at(middle.plus(unit.times(at)))?;
            if here != dark {
                *edges.get_mut(known)? = at - pace / 2.0;
                known += 1;
                dark = here;
                if known == RINGS {
                    break;
                }
            }
        }
        let [a, b, c, d] = edges;
        let ring = d / 3.5;
        let near = |width: f32| (width - ring).abs() <= 0.45 * ring + 0.8;
        // The middle may be off by half of its own width.
        let good = a <= 1.1 * ring + 0.5 && near(b - a) && near(c - b) && near(d - c);
        let good = good && known == RINGS;
        good.then(|| middle.plus(unit.times(d)))
    };
    Some((0..count).map(ray).collect())
}

/// The four lines that edges lie on, and where they cross; clockwise.
fn square(edges: &[Place], middle: Place) -> Option<Quad> {
    let polar = |edge: &Place| {
        let from = edge.minus(middle);
        (from.y.atan2(from.x), from.length())
    };
    // A square's outline is farthest from its middle four times around.
    let (x, y) = edges
        .iter()
        .map(polar)
        .fold((0.0, 0.0), |(x, y), (angle, far)| {
            let weight = far * far;
            (
                x + weight * (4.0 * angle).cos(),
                y + weight * (4.0 * angle).sin(),
            )
        });
    let corner = f32::atan2(y, x) / 4.0;
    let mut lines = Vec::with_capacity(4);
    for side in 0..4 {
        let middle_of_side = corner + PI / 4.0 + side as f32 * PI / 2.0;
        let mine = edges.iter().filter(|edge| {
            let (angle, _) = polar(edge);
            let off = (angle - middle_of_side).rem_euclid(TAU);
            off.min(TAU - off) < 0.7
        });
        lines.push(Line::through(mine.copied().collect())?);
    }
    let [first, second, third, fourth]: [Line; 4] = lines.try_into().ok()?;
    Some([
        fourth.crossing(&first)?,
        first.crossing(&second)?,
        second.crossing(&third)?,
        third.crossing(&fourth)?,
    ])
}
