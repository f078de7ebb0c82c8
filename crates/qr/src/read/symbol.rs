//! One binarised picture to the codes in it, through crate `rxing`.

use rxing::common::cpp_essentials::{ConcentricPattern, LocateConcentricPattern};
use rxing::common::{BitMatrix, DetectorRXingResult};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{GenerateFinderPatternSets, SampleQR};
use rxing::{Point as Place, point as place};

use super::{Point, Symbology};

/// A code in the coordinates of the picture that was searched.
pub(super) struct Symbol {
    pub(super) text: String,
    pub(super) corners: [(f32, f32); 4],
    pub(super) symbology: Symbology,
}

/// What one search saw.
pub(super) struct Search {
    pub(super) symbols: Vec<Symbol>,
    /// Whether three finder patterns outside of these symbols look like one more.
    pub(super) leftover: bool,
}

/// Most finder patterns taken in one search; a page of 64 codes has 192.
const PATTERNS_MAX: usize = 256;

/// Most places looked at closely for one. What a photo of text and leaves offers stays below a
/// tenth of this; a page made of finder patterns offers any number.
const PLACES_MAX: usize = 4_096;

/// Most triples of finder patterns sampled in one search.
const TRIPLES_MAX: usize = 96;

/// Rows from one scan line to the next: the middle of a finder pattern is three modules high, and
/// nothing below a pixel a module can be read.
const ROW_STEP: usize = 3;

pub(super) fn search(bits: &BitMatrix, codes_max: usize) -> Search {
    let mut patterns = patterns(bits);
    let mut symbols: Vec<Symbol> = Vec::new();
    let mut leftover = false;
    for set in GenerateFinderPatternSets(&mut patterns)
        .into_iter()
        .take(TRIPLES_MAX)
    {
        let parts = [set.bl, set.tl, set.tr].map(|pattern| pattern.p);
        let explained = |part: &Place| symbols.iter().any(|symbol| symbol.surrounds(*part));
        if symbols.len() >= codes_max || parts.iter().any(explained) {
            continue;
        }
        let Ok(sampled) = SampleQR(bits, &set) else {
            continue;
        };
        leftover = true;
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
            symbology: Symbology::Qr {
                version: version(sampled.getBits().height()),
            },
        });
    }
    Search { symbols, leftover }
}

impl Symbol {
    /// Whether a place lies within the box around the symbol.
    fn surrounds(&self, place: Place) -> bool {
        let within = |at: f32, ends: [f32; 4]| {
            let low = ends.into_iter().fold(f32::INFINITY, f32::min);
            let high = ends.into_iter().fold(f32::NEG_INFINITY, f32::max);
            (low..=high).contains(&at)
        };
        within(place.x, self.corners.map(|c| c.0)) && within(place.y, self.corners.map(|c| c.1))
    }
}

/// Finder patterns: rows that cross dark and light as 1:1:3:1:1, then a close look around.
///
/// rxing has this search too, but without bound: a picture tiled with finder patterns keeps it
/// busy for a minute.
fn patterns(bits: &BitMatrix) -> Vec<ConcentricPattern> {
    let mut found: Vec<ConcentricPattern> = Vec::new();
    let mut places_left = PLACES_MAX;
    for y in (ROW_STEP as u32 - 1..bits.height()).step_by(ROW_STEP) {
        let mut runs = [0u16; 5];
        let mut dark = false;
        // One light pixel beyond the row ends its last run.
        for x in 0..=bits.width() {
            let next = x < bits.width() && bits.get(x, y);
            if next == dark {
                let [.., last] = &mut runs;
                *last = last.saturating_add(1);
                continue;
            }
            if dark && is_finder(runs) {
                let [_, _, centre, inner, outer] = runs.map(f32::from);
                let spot = place(x as f32 - outer - inner - centre / 2.0, y as f32 + 0.5);
                let near =
                    |old: &ConcentricPattern| Place::distance(old.p, spot) < old.size as f32 / 2.0;
                if !found.iter().any(near) {
                    if places_left == 0 || found.len() >= PATTERNS_MAX {
                        return found;
                    }
                    places_left -= 1;
                    let reach = 3 * runs.iter().map(|run| i32::from(*run)).sum::<i32>();
                    let ratio = [1, 1, 3, 1, 1];
                    found.extend(LocateConcentricPattern::<true, 5, 7>(
                        bits, &ratio, spot, reach,
                    ));
                }
            }
            let [_, b, c, d, e] = runs;
            runs = [b, c, d, e, 1];
            dark = next;
        }
    }
    found
}

/// Whether five runs, dark first, are 1:1:3:1:1. Neighbours are judged together: ink that spread
/// or a threshold off the middle widens one and narrows the other.
fn is_finder(runs: [u16; 5]) -> bool {
    let [a, b, c, d, e] = runs.map(f32::from);
    let module = (a + b + c + d + e) / 7.0;
    let near =
        |pair: f32, modules: f32| (pair - modules * module).abs() <= 0.2 * modules * module + 0.75;
    a > 0.0
        && c >= b.max(d)
        && c >= 1.5 * a.max(e)
        && near(a + b, 2.0)
        && near(b + c, 4.0)
        && near(c + d, 4.0)
        && near(d + e, 2.0)
}

/// A symbol has `17 + 4 × version` modules a side (ISO/IEC 18004:2015, 6.3.1).
fn version(side: u32) -> u8 {
    u8::try_from(side.saturating_sub(17) / 4).unwrap_or(u8::MAX)
}

/// UTF-8 where it is valid, else ISO/IEC 8859-1, whose bytes are the first 256 code points.
pub(super) fn text(bytes: &[u8]) -> String {
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
