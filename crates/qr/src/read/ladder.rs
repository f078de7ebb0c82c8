//! The attempts, cheapest first.

use std::borrow::Cow;

use rxing::common::{BitMatrix, GlobalHistogramBinarizer, HybridBinarizer};
use rxing::{Binarizer, Luma8Source};

use super::contrast::by_contrast;
use super::symbol::{self, Symbol};
use super::{Found, Point};
use crate::Effort;
use crate::gray::Gray;
use crate::limits::Limits;

/// How a gray picture is made black and white.
#[derive(Clone, Copy)]
enum Threshold {
    /// Per block of 8 × 8 pixels: for uneven light.
    Local,
    /// One for the whole picture: for small and clean ones.
    Global,
    /// By the blocks that hold dark and light: for a dim code on a bright ground.
    Contrast,
}

/// What is done to the picture first.
#[derive(Clone, Copy)]
enum Filter {
    None,
    /// Against blur.
    Sharpen,
    /// Against noise.
    Smooth,
}

/// The size to try.
#[derive(Clone, Copy)]
enum Size {
    /// Magnified, for modules of one or two pixels.
    Times(usize),
    /// Reduced, for noise and for modules drawn as dots.
    Part(usize),
}

struct Rung {
    name: &'static str,
    size: Size,
    filter: Filter,
    threshold: Threshold,
}

const fn rung(name: &'static str, size: Size, filter: Filter, threshold: Threshold) -> Rung {
    Rung {
        name,
        size,
        filter,
        threshold,
    }
}

impl Rung {
    /// Whether it looks at no more pixels than there are.
    const fn is_cheap(&self) -> bool {
        matches!(self.size, Times(1) | Part(_))
    }
}

use Filter::{None as Plain, Sharpen, Smooth};
use Size::{Part, Times};
use Threshold::{Contrast, Global, Local};

const LADDER: [Rung; 11] = [
    rung("plain", Times(1), Plain, Local),
    rung("global", Times(1), Plain, Global),
    rung("half", Part(2), Plain, Local),
    rung("double", Times(2), Plain, Local),
    rung("double-sharp", Times(2), Sharpen, Local),
    rung("contrast", Times(1), Plain, Contrast),
    rung("smooth", Times(1), Smooth, Local),
    rung("quarter", Part(4), Plain, Local),
    rung("sharp", Times(1), Sharpen, Local),
    rung("eighth", Part(8), Plain, Local),
    rung("triple-sharp", Times(3), Sharpen, Local),
];

/// Larger pictures are first reduced to this many pixels: a code that fills a third of a page or
/// photo still has three pixels a module.
const BASE_AREA_MAX: usize = 2_500_000;

/// Nothing is magnified beyond this.
const MAGNIFIED_AREA_MAX: usize = 4_000_000;

/// Nothing is reduced below this side: version 1 at three pixels a module.
const REDUCED_SIDE_MIN: usize = 64;

/// Up to here, a picture that was reduced is also searched as it is.
const WHOLE_AREA_MAX: usize = 16_000_000;

/// Rungs still tried for a code that was seen but not read, once another was read.
const EXTRA_RUNGS: usize = 4;

/// Where codes fill this share of a picture, there is no room for more.
const FULL_SHARE: f64 = 0.3;

/// Searches a picture with an effort.
pub(crate) fn climb(original: Gray, effort: Effort, limits: &Limits) -> Vec<Found> {
    let reduced = original.reduced_to(BASE_AREA_MAX);
    let base = reduced.as_ref().unwrap_or(&original);
    let mut climber = Climber {
        width: original.width(),
        area: original.area(),
        codes_max: limits.codes_max,
        work_left: limits.work_max_pixels,
        matrix: Matrix::Never,
        #[cfg(feature = "matrix")]
        matrix_left: super::matrix::WORK_MAX,
        found: Vec::new(),
    };
    match effort {
        Effort::Frame { turn } => climber.glance(base, turn),
        Effort::Picture => {
            climber.matrix = Matrix::Beside;
            let done = climber.study(base) | climber.study_others(base);
            let whole = !done && reduced.is_some() && original.area() <= WHOLE_AREA_MAX;
            if whole && climber.found.is_empty() {
                climber.attempt(&original, Local, "whole");
            }
        }
    }
    climber.sorted()
}

/// The picture as a rung wants it; `None` where that would be useless.
fn prepared<'a>(base: &'a Gray, rung: &Rung) -> Option<Cow<'a, Gray>> {
    let sized = match rung.size {
        Times(factor) if factor > 1 && base.area() * factor * factor > MAGNIFIED_AREA_MAX => {
            return None;
        }
        Times(1) => Cow::Borrowed(base),
        Times(factor) => Cow::Owned(base.scaled(factor, 1)),
        Part(divisor) if base.width().min(base.height()) < divisor * REDUCED_SIDE_MIN => {
            return None;
        }
        Part(divisor) => Cow::Owned(base.scaled(1, divisor)),
    };
    Some(match rung.filter {
        Plain => sized,
        Sharpen => Cow::Owned(sized.sharpened()),
        Smooth => Cow::Owned(sized.smoothed()),
    })
}

/// When other symbols than QR codes are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Matrix {
    /// Not at all.
    Never,
    /// Where nothing was read yet, and nothing looks like a QR code: those come first.
    Beside,
    /// Whatever else is there.
    Always,
}

struct Climber {
    /// Of the original picture, in pixels.
    width: usize,
    area: usize,
    codes_max: usize,
    work_left: u64,
    matrix: Matrix,
    #[cfg(feature = "matrix")]
    matrix_left: u64,
    found: Vec<Found>,
}

/// The rungs that are worth climbing for the other symbols alone.
const OTHERS: [&str; 5] = ["plain", "global", "half", "double", "smooth"];

impl Climber {
    /// The rungs once more, for other symbols than QR codes: all where nothing was read so far,
    /// else the first. Tells whether there is nothing left to look for.
    fn study_others(&mut self, base: &Gray) -> bool {
        if !cfg!(feature = "matrix") || self.is_full() {
            return !self.found.is_empty();
        }
        self.matrix = Matrix::Always;
        let rungs = LADDER.iter().filter(|rung| OTHERS.contains(&rung.name));
        let before = self.found.len();
        let rungs = rungs.take(if before == 0 { OTHERS.len() } else { 1 });
        for rung in rungs {
            let Some(picture) = prepared(base, rung) else {
                continue;
            };
            self.attempt(&picture, rung.threshold, rung.name);
            if self.found.len() > before {
                return true;
            }
        }
        before > 0
    }

    /// The whole ladder. Tells whether there is nothing left to look for.
    fn study(&mut self, base: &Gray) -> bool {
        let mut rungs_left = usize::MAX;
        for rung in &LADDER {
            if rungs_left == 0 {
                break;
            }
            rungs_left -= 1;
            let Some(picture) = prepared(base, rung) else {
                continue;
            };
            if self.attempt(&picture, rung.threshold, rung.name) {
                return true;
            }
            if !self.found.is_empty() {
                rungs_left = rungs_left.min(EXTRA_RUNGS);
            }
        }
        false
    }

    /// The first rung, and one of those that cost no more.
    fn glance(&mut self, base: &Gray, turn: u32) {
        let [first, ..] = &LADDER;
        let turn = usize::try_from(turn).unwrap_or_default();
        let second = LADDER.iter().skip(1).filter(|rung| rung.is_cheap());
        let second = second.clone().nth(turn % second.count().max(1));
        for rung in [Some(first), second].into_iter().flatten() {
            if !self.found.is_empty() {
                return;
            }
            if let Some(picture) = prepared(base, rung) {
                self.attempt(&picture, rung.threshold, rung.name);
            }
        }
    }

    /// Searches a picture, dark on light and light on dark. Tells whether there is nothing left to
    /// look for.
    fn attempt(&mut self, picture: &Gray, threshold: Threshold, name: &'static str) -> bool {
        let Some(left) = self.work_left.checked_sub(3 * picture.area() as u64) else {
            return false;
        };
        self.work_left = left;
        let Some(mut bits) = binarise(picture, threshold) else {
            return false;
        };
        let scale = self.width as f32 / picture.width() as f32;
        let mut leftover = false;
        for inverted in [false, true] {
            if inverted {
                bits.flip_self();
            }
            if self.matrix != Matrix::Always {
                let search = symbol::search(&bits, self.codes_max);
                leftover |= search.leftover;
                self.keep(search.symbols, scale, inverted, name);
            }
            if self.is_full() {
                return true;
            }
        }
        // Only once the picture was looked at both ways for QR codes.
        let due = cfg!(feature = "matrix") && self.matrix != Matrix::Never;
        for inverted in [true, false].into_iter().filter(|_| due) {
            self.beside(&bits, scale, inverted, leftover, name);
            bits.flip_self();
        }
        // A code that was read leaves no trace; anything else that looked like one does.
        !self.found.is_empty() && !leftover
    }

    /// Searches for the other symbols, if it is their turn.
    #[cfg(feature = "matrix")]
    fn beside(
        &mut self,
        bits: &BitMatrix,
        scale: f32,
        inverted: bool,
        leftover: bool,
        name: &'static str,
    ) {
        let due = match self.matrix {
            Matrix::Never => false,
            Matrix::Beside => self.found.is_empty() && !leftover,
            Matrix::Always => true,
        };
        if due {
            let symbols = super::matrix::search(bits, self.codes_max, &mut self.matrix_left);
            self.keep(symbols, scale, inverted, name);
        }
    }

    #[cfg(not(feature = "matrix"))]
    const fn beside(&mut self, _: &BitMatrix, _: f32, _: bool, _: bool, _: &'static str) {}

    fn keep(&mut self, symbols: Vec<Symbol>, scale: f32, inverted: bool, attempt: &'static str) {
        for symbol in symbols {
            let corners = symbol.corners.map(|corner| symbol::point(corner, scale));
            let place = bounds(&corners);
            let known = self
                .found
                .iter()
                .any(|other| overlap(&bounds(&other.corners), &place));
            if !known && self.found.len() < self.codes_max {
                self.found.push(Found {
                    text: symbol.text,
                    corners,
                    symbology: symbol.symbology,
                    inverted,
                    attempt,
                });
            }
        }
    }

    fn is_full(&self) -> bool {
        let areas = self.found.iter().map(|found| {
            let [left, top, right, bottom] = bounds(&found.corners).map(f64::from);
            (right - left) * (bottom - top)
        });
        self.found.len() >= self.codes_max || areas.sum::<f64>() >= FULL_SHARE * self.area as f64
    }

    fn sorted(mut self) -> Vec<Found> {
        self.found.sort_by_key(|found| {
            let [left, top, ..] = bounds(&found.corners);
            (top, left)
        });
        self.found
    }
}

/// Left, top, right and bottom.
fn bounds(corners: &[Point; 4]) -> [i32; 4] {
    corners.iter().fold(
        [i32::MAX, i32::MAX, i32::MIN, i32::MIN],
        |[l, t, r, b], corner| {
            [
                l.min(corner.x),
                t.min(corner.y),
                r.max(corner.x),
                b.max(corner.y),
            ]
        },
    )
}

fn overlap(a: &[i32; 4], b: &[i32; 4]) -> bool {
    let ([l0, t0, r0, b0], [l1, t1, r1, b1]) = (a, b);
    l0 < r1 && l1 < r0 && t0 < b1 && t1 < b0
}

fn binarise(gray: &Gray, threshold: Threshold) -> Option<BitMatrix> {
    let (width, height) = (gray.width() as u32, gray.height() as u32);
    let source = Luma8Source::new_with_slice(gray.pixels(), width, height).ok()?;
    match threshold {
        Local => HybridBinarizer::new(source)
            .get_black_matrix()
            .ok()
            .cloned(),
        Global => GlobalHistogramBinarizer::new(source)
            .get_black_matrix()
            .ok()
            .cloned(),
        Contrast => by_contrast(gray),
    }
}
