//! One binarised picture to the codes in it, through crate `rxing`.

use rxing::common::{BitMatrix, DetectorRXingResult};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{FindFinderPatterns, GenerateFinderPatternSets, SampleQR};

use super::Point;

/// A code in the coordinates of the picture that was searched.
pub(super) struct Symbol {
    pub(super) text: String,
    pub(super) corners: [(f32, f32); 4],
}

/// Most finder patterns considered in one search; a page of 64 codes has 192.
const PATTERNS_MAX: usize = 256;

/// Most triples of finder patterns sampled in one search.
const TRIPLES_MAX: usize = 96;

pub(super) fn search(bits: &BitMatrix, codes_max: usize) -> Vec<Symbol> {
    let mut patterns = FindFinderPatterns(bits, true, 0);
    patterns.truncate(PATTERNS_MAX);
    let mut symbols = Vec::new();
    let mut used = Vec::new();
    for set in GenerateFinderPatternSets(&mut patterns)
        .into_iter()
        .take(TRIPLES_MAX)
    {
        if [set.bl, set.tl, set.tr]
            .iter()
            .any(|pattern| used.contains(pattern))
        {
            continue;
        }
        let Ok(sampled) = SampleQR(bits, &set) else {
            continue;
        };
        let Ok(decoded) = Decode(sampled.getBits()) else {
            continue;
        };
        if !decoded.isValid() {
            continue;
        }
        let mut corners = [(0.0, 0.0); 4];
        for (corner, point) in corners.iter_mut().zip(sampled.getPoints()) {
            *corner = (point.x, point.y);
        }
        // rxing gives upper left, upper right, lower left, lower right.
        corners.swap(2, 3);
        symbols.push(Symbol {
            text: text(decoded.content().bytes()),
            corners,
        });
        used.extend([set.bl, set.tl, set.tr]);
        if symbols.len() >= codes_max {
            break;
        }
    }
    symbols
}

/// UTF-8 where it is valid, else ISO/IEC 8859-1, whose bytes are the first 256 code points.
fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// Rounds to whole pixels of the original picture; absurd values stay at the edge of `i32`.
pub(super) fn point((x, y): (f32, f32), scale: f32) -> Point {
    Point {
        x: (x * scale).round() as i32,
        y: (y * scale).round() as i32,
    }
}
