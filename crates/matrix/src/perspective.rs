//! From a symbol's plane to the picture's: the projective map of a square onto four corners.
//!
//! Source: P. Heckbert, *Fundamentals of Texture Mapping and Image Warping*, 1989, section 2.2.

/// A place, in pixels to the right and down from the upper left corner of the upper left pixel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    pub(crate) x: f32,
    pub(crate) y: f32,
}

pub(crate) const fn place(x: f32, y: f32) -> Place {
    Place { x, y }
}

impl Place {
    pub(crate) fn plus(self, other: Self) -> Self {
        place(self.x + other.x, self.y + other.y)
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        place(self.x - other.x, self.y - other.y)
    }

    pub(crate) fn times(self, factor: f32) -> Self {
        place(self.x * factor, self.y * factor)
    }

    pub(crate) fn length(self) -> f32 {
        self.x.hypot(self.y)
    }

    /// Positive where `other` is clockwise from here, as the picture is seen.
    pub(crate) fn cross(self, other: Self) -> f32 {
        self.x * other.y - self.y * other.x
    }

    pub(crate) fn dot(self, other: Self) -> f32 {
        self.x * other.x + self.y * other.y
    }
}

/// A straight line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    /// A place on it.
    through: Place,
    /// Its direction, of length 1.
    along: Place,
}

impl Line {
    /// The line closest to places, once more without those that are far off. `None` for fewer than
    /// three.
    pub(crate) fn through(mut places: Vec<Place>) -> Option<Self> {
        let first = Self::closest(&places)?;
        let usual = places.iter().map(|next| first.off(*next)).sum::<f32>() / places.len() as f32;
        places.retain(|next| first.off(*next) <= 2.0 * usual + 0.3);
        Self::closest(&places)
    }

    fn closest(places: &[Place]) -> Option<Self> {
        if places.len() < 3 {
            return None;
        }
        let sum = places
            .iter()
            .fold(place(0.0, 0.0), |sum, next| sum.plus(*next));
        let through = sum.times(1.0 / places.len() as f32);
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        for from in places.iter().map(|next| next.minus(through)) {
            xx += from.x * from.x;
            xy += from.x * from.y;
            yy += from.y * from.y;
        }
        let angle = f32::atan2(2.0 * xy, xx - yy) / 2.0;
        let along = place(angle.cos(), angle.sin());
        Some(Self { through, along })
    }

    fn off(&self, place: Place) -> f32 {
        self.along.cross(place.minus(self.through)).abs()
    }

    /// The place on the line that is nearest to another.
    pub(crate) fn nearest(&self, place: Place) -> Place {
        let at = self.along.dot(place.minus(self.through));
        self.through.plus(self.along.times(at))
    }

    /// `None` where the lines are nearly parallel.
    pub(crate) fn crossing(&self, other: &Self) -> Option<Place> {
        let turn = self.along.cross(other.along);
        if turn.abs() < 0.3 {
            return None;
        }
        let at = other.through.minus(self.through).cross(other.along) / turn;
        Some(self.through.plus(self.along.times(at)))
    }
}

/// Four corners, clockwise as the picture is seen: of (0, 0), (1, 0), (1, 1), (0, 1).
pub(crate) type Quad = [Place; 4];

/// Maps the unit square onto a [`Quad`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Perspective {
    x: [f32; 3],
    y: [f32; 3],
    w: [f32; 2],
}

impl Perspective {
    /// `None` where the corners are on a line, or no four sides of a convex shape.
    pub(crate) fn onto([a, b, c, d]: Quad) -> Option<Self> {
        let sum = a.minus(b).plus(c).minus(d);
        let (right, down) = (b.minus(c), d.minus(c));
        let area = right.cross(down);
        if !area.is_finite() || area.abs() < 1.0 {
            return None;
        }
        let g = sum.cross(down) / area;
        let h = right.cross(sum) / area;
        // The line at infinity must not cross the square.
        if !(g > -0.9 && h > -0.9 && g + h > -0.9 && g < 9.0 && h < 9.0) {
            return None;
        }
        Some(Self {
            x: [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x],
            y: [b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y],
            w: [g, h],
        })
    }

    /// Where a place of the unit square's plane is.
    pub(crate) fn of(&self, u: f32, v: f32) -> Place {
        let [x0, x1, x2] = self.x;
        let [y0, y1, y2] = self.y;
        let [w0, w1] = self.w;
        let w = w0 * u + w1 * v + 1.0;
        place((x0 * u + x1 * v + x2) / w, (y0 * u + y1 * v + y2) / w)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_go_to_corners_and_diagonals_cross_in_the_middle() {
        let quad = [
            place(10.0, 20.0),
            place(110.0, 10.0),
            place(130.0, 140.0),
            place(5.0, 120.0),
        ];
        let map = Perspective::onto(quad).unwrap();
        let square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
        for ((u, v), corner) in square.into_iter().zip(quad) {
            assert!(map.of(u, v).minus(corner).length() < 1e-3);
        }
        let centre = map.of(0.5, 0.5);
        let [a, b, c, d] = quad;
        let off = |p: Place, q: Place| centre.minus(p).cross(q.minus(p)) / q.minus(p).length();
        assert!(off(a, c).abs() < 1e-3 && off(b, d).abs() < 1e-3);
    }

    #[test]
    fn no_shape_no_map() {
        let line = [0.0, 1.0, 2.0, 3.0].map(|at| place(at, at));
        assert!(Perspective::onto(line).is_none());
        assert!(Perspective::onto([place(f32::NAN, 0.0); 4]).is_none());
    }
}
