//! Shapes to straight lines in canvas pixels.

use roxmltree::Node;
use svgtypes::{Length, PointsParser, SimplePathSegment, SimplifyingPathParser, Transform};

/// Straight pieces that a curve is drawn as; curves in codes are rounded modules.
const PIECES: u32 = 8;

pub(super) type Point = (f64, f64);

/// From a shape's own coordinates to canvas pixels.
#[derive(Clone, Copy)]
pub(super) struct Matrix(pub(super) Transform);

impl Matrix {
    /// `inner` first, then this.
    pub(super) fn then(self, inner: Transform) -> Self {
        let (o, i) = (self.0, inner);
        Self(Transform::new(
            o.a * i.a + o.c * i.b,
            o.b * i.a + o.d * i.b,
            o.a * i.c + o.c * i.d,
            o.b * i.c + o.d * i.d,
            o.a * i.e + o.c * i.f + o.e,
            o.b * i.e + o.d * i.f + o.f,
        ))
    }

    /// Moved by the node's `x` and `y`.
    pub(super) fn shifted(self, node: Node<'_, '_>) -> Self {
        let x = length(node, "x").unwrap_or_default();
        let y = length(node, "y").unwrap_or_default();
        self.then(Transform::new(1.0, 0.0, 0.0, 1.0, x, y))
    }

    /// By how much lengths grow, on average over directions.
    pub(super) fn scale(self) -> f64 {
        (self.0.a * self.0.d - self.0.b * self.0.c).abs().sqrt()
    }

    fn map(self, (x, y): Point) -> Point {
        let m = self.0;
        (m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f)
    }
}

/// A length in user units. Units of print keep their number: a drawing uses one unit throughout.
pub(super) fn length(node: Node<'_, '_>, name: &str) -> Option<f64> {
    let length: Length = node.attribute(name)?.parse().ok()?;
    length.number.is_finite().then_some(length.number)
}

/// Lines through canvas points; each is closed for filling.
pub(super) struct Outline {
    pub(super) lines: Vec<Vec<Point>>,
    points: usize,
    points_max: usize,
}

impl Outline {
    pub(super) const fn points(&self) -> usize {
        self.points
    }

    fn start(&mut self, at: Point) {
        if self.points < self.points_max {
            self.lines.push(Vec::new());
            self.to(at);
        }
    }

    fn to(&mut self, at: Point) {
        if let (true, Some(line)) = (self.points < self.points_max, self.lines.last_mut()) {
            self.points += 1;
            line.push(at);
        }
    }

    /// A rectangle around each straight piece, without joins or caps.
    pub(super) fn stroked(&self, width: f64) -> impl Iterator<Item = Vec<Point>> {
        let half = width / 2.0;
        let pieces = self
            .lines
            .iter()
            .flat_map(|line| line.iter().zip(line.iter().skip(1)));
        pieces.filter_map(move |(&(x0, y0), &(x1, y1))| {
            let (dx, dy) = (x1 - x0, y1 - y0);
            let run = dx.hypot(dy);
            let (nx, ny) = (-dy / run * half, dx / run * half);
            (run > 0.0).then(|| {
                vec![
                    (x0 + nx, y0 + ny),
                    (x1 + nx, y1 + ny),
                    (x1 - nx, y1 - ny),
                    (x0 - nx, y0 - ny),
                ]
            })
        })
    }
}

/// The outline of a shape element, cut off after `points_max`; `None` for every other element.
pub(super) fn outline(node: Node<'_, '_>, matrix: Matrix, points_max: usize) -> Option<Outline> {
    let mut outline = Outline {
        lines: Vec::new(),
        points: 0,
        points_max,
    };
    let number = |name| length(node, name);
    match node.tag_name().name() {
        "path" => path(node.attribute("d")?, matrix, &mut outline),
        "rect" => {
            let (x, y) = (
                number("x").unwrap_or_default(),
                number("y").unwrap_or_default(),
            );
            let whole = |name| {
                node.attribute(name)
                    .is_some_and(|value| value.ends_with('%'))
            };
            // A share of the view means a ground: large enough to cover it.
            let side = |name| if whole(name) { Some(1e7) } else { number(name) };
            let (w, h) = (side("width")?, side("height")?);
            let corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)];
            chain(corners.into_iter(), matrix, &mut outline);
        }
        "circle" | "ellipse" => {
            let radius = number("r");
            let (rx, ry) = (number("rx").or(radius)?, number("ry").or(radius)?);
            let (cx, cy) = (
                number("cx").unwrap_or_default(),
                number("cy").unwrap_or_default(),
            );
            let turn = |step: u32| f64::from(step) / 16.0 * std::f64::consts::TAU;
            let points = (0..=16)
                .map(turn)
                .map(|t| (cx + rx * t.cos(), cy + ry * t.sin()));
            chain(points, matrix, &mut outline);
        }
        "polygon" | "polyline" => {
            chain(
                PointsParser::from(node.attribute("points")?),
                matrix,
                &mut outline,
            );
        }
        "line" => {
            let end = |x, y| Some((number(x)?, number(y)?));
            chain(
                [end("x1", "y1")?, end("x2", "y2")?].into_iter(),
                matrix,
                &mut outline,
            );
        }
        _ => return None,
    }
    Some(outline)
}

fn chain(points: impl Iterator<Item = Point>, matrix: Matrix, outline: &mut Outline) {
    outline.lines.push(Vec::new());
    points
        .take(outline.points_max)
        .for_each(|point| outline.to(matrix.map(point)));
}

/// Path data (SVG 1.1, 8.3); what follows an error is left out, as the standard says.
fn path(data: &str, matrix: Matrix, outline: &mut Outline) {
    use SimplePathSegment as Segment;
    let mut here = (0.0, 0.0);
    let mut first = here;
    for segment in SimplifyingPathParser::from(data)
        .map_while(Result::ok)
        .take(outline.points_max)
    {
        match segment {
            Segment::MoveTo { x, y } => {
                (here, first) = ((x, y), (x, y));
                outline.start(matrix.map(here));
            }
            Segment::LineTo { x, y } => {
                here = (x, y);
                outline.to(matrix.map(here));
            }
            Segment::CurveTo {
                x1,
                y1,
                x2,
                y2,
                x,
                y,
            } => {
                curve([here, (x1, y1), (x2, y2), (x, y)], matrix, outline);
                here = (x, y);
            }
            Segment::Quadratic { x1, y1, x, y } => {
                let toward = |end: f64, control: f64| end + (control - end) * 2.0 / 3.0;
                let c1 = (toward(here.0, x1), toward(here.1, y1));
                let c2 = (toward(x, x1), toward(y, y1));
                curve([here, c1, c2, (x, y)], matrix, outline);
                here = (x, y);
            }
            Segment::ClosePath => {
                here = first;
                outline.to(matrix.map(here));
            }
        }
    }
}

fn curve([p0, p1, p2, p3]: [Point; 4], matrix: Matrix, outline: &mut Outline) {
    for step in 1..=PIECES {
        let t = f64::from(step) / f64::from(PIECES);
        let s = 1.0 - t;
        let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
        let mix = |a: f64, b: f64, c: f64, d: f64| {
            weights[0] * a + weights[1] * b + weights[2] * c + weights[3] * d
        };
        outline.to(matrix.map((mix(p0.0, p1.0, p2.0, p3.0), mix(p0.1, p1.1, p2.1, p3.1))));
    }
}
