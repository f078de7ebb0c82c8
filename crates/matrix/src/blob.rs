//! Dark pixels that touch, and the convex shape around them.

use crate::bitmap::Bitmap;
use crate::perspective::{Place, place};

/// Shortest side of a blob that is looked at, in pixels: the smallest symbol at one and a half
/// pixels a module.
const SIDE_MIN: u16 = 12;

/// Most blobs looked at, the largest first.
const BLOBS_MAX: usize = 512;

/// What joins the stretches of dark pixels in rows.
struct Runs {
    /// First pixel and the one after the last.
    ends: Vec<(u16, u16)>,
    /// Where each row begins.
    rows: Vec<u32>,
    /// Each run's parent; a root is its own.
    parents: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Bounds {
    left: u16,
    right: u16,
    top: u16,
    bottom: u16,
}

impl Bounds {
    const fn shortest_side(&self) -> u16 {
        let (width, height) = (self.right - self.left, self.bottom - self.top);
        if width < height { width } else { height }
    }

    const fn area(&self) -> u32 {
        (self.right - self.left) as u32 * (self.bottom - self.top) as u32
    }
}

/// The convex hulls of the larger blobs, largest first, each clockwise. Empty where there are more
/// runs than allowed.
pub(crate) fn hulls<B: Bitmap>(picture: &B, runs_max: usize) -> Vec<Vec<Place>> {
    let Some(mut runs) = Runs::of(picture, runs_max) else {
        return Vec::new();
    };
    let chosen = runs.largest();
    let mut slots = vec![u16::MAX; runs.ends.len()];
    for (slot, (root, _)) in chosen.iter().enumerate() {
        if let Some(place) = slots.get_mut(*root as usize) {
            *place = slot as u16;
        }
    }
    let mut extents: Vec<Vec<(u16, u16, u16)>> = vec![Vec::new(); chosen.len()];
    for y in 0..picture.height() {
        for run in runs.row(y) {
            let root = runs.root(run);
            let slot = slots.get(root as usize).copied().unwrap_or(u16::MAX);
            let Some(rows) = extents.get_mut(usize::from(slot)) else {
                continue;
            };
            let (start, end) = runs.ends(run);
            match rows.last_mut() {
                Some((row, _, right)) if u32::from(*row) == y => *right = end,
                _ => rows.push((y as u16, start, end)),
            }
        }
    }
    extents.iter().map(|rows| hull(rows)).collect()
}

impl Runs {
    fn of<B: Bitmap>(picture: &B, runs_max: usize) -> Option<Self> {
        let width = u16::try_from(picture.width()).ok()?;
        let height = u16::try_from(picture.height()).ok()?;
        let mut runs = Self {
            ends: Vec::new(),
            rows: Vec::with_capacity(usize::from(height) + 1),
            parents: Vec::new(),
        };
        for y in 0..height {
            runs.rows.push(runs.ends.len() as u32);
            let mut start = None;
            for x in 0..=width {
                let dark = x < width && picture.is_dark(u32::from(x), u32::from(y));
                match (dark, start) {
                    (true, None) => start = Some(x),
                    (false, Some(first)) => {
                        if runs.ends.len() >= runs_max {
                            return None;
                        }
                        runs.parents.push(runs.ends.len() as u32);
                        runs.ends.push((first, x));
                        start = None;
                    }
                    _ => {}
                }
            }
            runs.join(u32::from(y));
        }
        runs.rows.push(runs.ends.len() as u32);
        Some(runs)
    }

    fn ends(&self, run: u32) -> (u16, u16) {
        self.ends.get(run as usize).copied().unwrap_or_default()
    }

    fn row(&self, y: u32) -> core::ops::Range<u32> {
        let at = |y: u32| self.rows.get(y as usize).copied();
        let end = at(y + 1).unwrap_or(self.ends.len() as u32);
        at(y).unwrap_or(end)..end
    }

    fn root(&mut self, mut run: u32) -> u32 {
        loop {
            let parent = self.parents.get(run as usize).copied().unwrap_or(run);
            let grandparent = self.parents.get(parent as usize).copied().unwrap_or(parent);
            if parent == grandparent {
                return parent;
            }
            if let Some(slot) = self.parents.get_mut(run as usize) {
                *slot = grandparent;
            }
            run = grandparent;
        }
    }

    /// Joins the runs of a row with those above that touch them, at corners too.
    fn join(&mut self, y: u32) {
        let Some(above) = y.checked_sub(1) else {
            return;
        };
        let (mut above, here) = (self.row(above), self.row(y));
        for run in here {
            let (start, end) = self.ends(run);
            while above.start < above.end && self.ends(above.start).1 < start {
                above.start += 1;
            }
            for upper in above.clone() {
                if self.ends(upper).0 > end {
                    break;
                }
                let (a, b) = (self.root(run), self.root(upper));
                // The older root stays: it is the lower number.
                if let Some(parent) = self.parents.get_mut(a.max(b) as usize) {
                    *parent = a.min(b);
                }
            }
        }
    }

    /// Roots of the largest blobs with what they cover.
    fn largest(&mut self) -> Vec<(u32, Bounds)> {
        let mut bounds: Vec<Option<Bounds>> = vec![None; self.ends.len()];
        for y in 0..self.rows.len().saturating_sub(1) as u32 {
            for run in self.row(y) {
                let root = self.root(run);
                let (left, right) = self.ends(run);
                let (top, bottom) = (y as u16, y as u16 + 1);
                if let Some(known) = bounds.get_mut(root as usize) {
                    let known = known.get_or_insert(Bounds {
                        left,
                        right,
                        top,
                        bottom,
                    });
                    known.left = known.left.min(left);
                    known.right = known.right.max(right);
                    known.bottom = bottom;
                }
            }
        }
        let mut chosen: Vec<(u32, Bounds)> = (0..)
            .zip(bounds)
            .filter_map(|(root, bounds)| Some((root, bounds?)))
            .filter(|(_, bounds)| bounds.shortest_side() >= SIDE_MIN)
            .collect();
        chosen.sort_by_key(|(root, bounds)| (core::cmp::Reverse(bounds.area()), *root));
        chosen.truncate(BLOBS_MAX);
        chosen
    }
}

/// The hull of pixels, by their rows from the top: the right side down, the left side up.
fn hull(rows: &[(u16, u16, u16)]) -> Vec<Place> {
    let corners = |right: bool| {
        rows.iter().flat_map(move |(y, start, end)| {
            let x = f32::from(if right { *end } else { *start });
            [place(x, f32::from(*y)), place(x, f32::from(*y) + 1.0)]
        })
    };
    let mut hull = chain(corners(true));
    let mut back = chain(corners(false).collect::<Vec<_>>().into_iter().rev());
    hull.append(&mut back);
    hull
}

/// Leaves out what is on the left of the way from one to the next.
fn chain(places: impl Iterator<Item = Place>) -> Vec<Place> {
    let mut out: Vec<Place> = Vec::new();
    for next in places {
        while let [.., a, b] = out.as_slice() {
            if b.minus(*a).cross(next.minus(*a)) > 0.0 {
                break;
            }
            out.pop();
        }
        out.push(next);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Drawn(Vec<&'static str>);

    impl Bitmap for Drawn {
        fn width(&self) -> u32 {
            self.0[0].len() as u32
        }
        fn height(&self) -> u32 {
            self.0.len() as u32
        }
        fn is_dark(&self, x: u32, y: u32) -> bool {
            let row = self.0.get(y as usize);
            row.and_then(|row| row.as_bytes().get(x as usize)) == Some(&b'X')
        }
    }

    #[test]
    fn a_blob_that_joins_late_is_one_and_small_ones_are_left_out() {
        // A fork of fourteen rows, whose arms meet at the bottom, beside a dot.
        let mut rows = vec!["X............X....."; 13];
        rows[3] = "X............X.X...";
        rows.push(".XXXXXXXXXXXX......");
        let hulls = hulls(&Drawn(rows), 1_000);
        assert_eq!(hulls.len(), 1);
        let corners = [
            (14.0, 0.0),
            (14.0, 13.0),
            (13.0, 14.0),
            (1.0, 14.0),
            (0.0, 13.0),
            (0.0, 0.0),
        ];
        let expected: Vec<Place> = corners.map(|(x, y)| place(x, y)).into();
        assert_eq!(hulls[0], expected);
    }

    #[test]
    fn too_many_runs_are_none() {
        let rows = vec!["X.X.X.X.X.X.X.X.X.X"; 40];
        assert!(hulls(&Drawn(rows), 100).is_empty());
    }
}
