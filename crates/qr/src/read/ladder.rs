//! The attempts, cheapest first.

use rxing::common::{BitMatrix, GlobalHistogramBinarizer, HybridBinarizer};
use rxing::{Binarizer, Luma8Source};

use super::Found;
use super::symbol;
use crate::gray::Gray;
use crate::limits::Limits;

/// How a gray picture is made black and white.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Threshold {
    /// Per block of 8 × 8 pixels: uneven light.
    Local,
    /// One for the whole picture: small and clean ones.
    Global,
}

/// What is done to the picture first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Filter {
    None,
    Sharpen,
    Smooth,
}

struct Attempt {
    name: &'static str,
    /// Size relative to the base picture, in quarters.
    quarters: usize,
    filter: Filter,
    threshold: Threshold,
}

const fn attempt(
    name: &'static str,
    quarters: usize,
    filter: Filter,
    threshold: Threshold,
) -> Attempt {
    Attempt {
        name,
        quarters,
        filter,
        threshold,
    }
}

const LADDER: [Attempt; 8] = [
    attempt("plain", 4, Filter::None, Threshold::Local),
    attempt("global", 4, Filter::None, Threshold::Global),
    attempt("double", 8, Filter::None, Threshold::Local),
    attempt("double-sharp", 8, Filter::Sharpen, Threshold::Local),
    attempt("smooth", 4, Filter::Smooth, Threshold::Local),
    attempt("half", 2, Filter::None, Threshold::Local),
    attempt("sharp", 4, Filter::Sharpen, Threshold::Local),
    attempt("triple-sharp", 12, Filter::Sharpen, Threshold::Local),
];

/// The base picture has at most this many pixels; larger ones are reduced to it first.
const BASE_AREA_MAX: usize = 2_500_000;

pub(super) fn climb(original: Gray, limits: &Limits) -> Vec<Found> {
    let width = original.width();
    let base = original.reduced_to(BASE_AREA_MAX);
    let mut work = limits.work_max_pixels;
    for attempt in &LADDER {
        let picture = base.scaled(attempt.quarters, 4);
        let cost = picture.area() as u64 * 2;
        if cost > work {
            continue;
        }
        work -= cost;
        let picture = match attempt.filter {
            Filter::None => picture,
            Filter::Sharpen => picture.sharpened(),
            Filter::Smooth => picture.smoothed(),
        };
        let scale = width as f32 / picture.width() as f32;
        let Some(mut bits) = binarise(&picture, attempt.threshold) else {
            continue;
        };
        for inverted in [false, true] {
            if inverted {
                bits.flip_self();
            }
            let symbols = symbol::search(&bits, limits.codes_max);
            if !symbols.is_empty() {
                let mut found: Vec<_> = symbols
                    .into_iter()
                    .map(|symbol| Found {
                        text: symbol.text,
                        corners: symbol.corners.map(|corner| symbol::point(corner, scale)),
                        inverted,
                        attempt: attempt.name,
                    })
                    .collect();
                found.sort_by_key(|found| {
                    let top = found.corners.iter().map(|corner| corner.y).min();
                    let left = found.corners.iter().map(|corner| corner.x).min();
                    (top, left)
                });
                return found;
            }
        }
    }
    Vec::new()
}

fn binarise(gray: &Gray, threshold: Threshold) -> Option<BitMatrix> {
    let (width, height) = (gray.width() as u32, gray.height() as u32);
    let source = Luma8Source::new_with_slice(gray.pixels(), width, height).ok()?;
    match threshold {
        Threshold::Local => HybridBinarizer::new(source)
            .get_black_matrix()
            .ok()
            .cloned(),
        Threshold::Global => GlobalHistogramBinarizer::new(source)
            .get_black_matrix()
            .ok()
            .cloned(),
    }
}
