//! Symbol to PNG and SVG.

use std::fmt::Write as _;

use super::symbol::{Style, Symbol, encode};
use crate::error::WriteError;

/// A PNG of one bit a pixel, black on white.
///
/// # Errors
/// As [`encode`].
pub fn png(text: &str, style: &Style) -> Result<Vec<u8>, WriteError> {
    let symbol = encode(text, style)?;
    let quiet = usize::from(style.quiet_zone_modules);
    let scale = usize::from(style.module_pixels);
    let modules = symbol.side() + 2 * quiet;
    let side = modules * scale;

    let mut rows = Vec::with_capacity(side * side.div_ceil(8));
    for y in 0..modules {
        let row = packed_row(&symbol, y, quiet, scale);
        for _ in 0..scale {
            rows.extend_from_slice(&row);
        }
    }

    let mut out = Vec::new();
    // Writing to memory, with rows of the right size, leaves the encoder nothing to fail on; a
    // failure would be an empty file, which no reader takes for a code.
    let _ = encode_png(&mut out, side as u32, &rows);
    Ok(out)
}

fn encode_png(out: &mut Vec<u8>, side: u32, rows: &[u8]) -> Result<(), png::EncodingError> {
    let mut encoder = png::Encoder::new(out, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.set_compression(png::Compression::High);
    encoder.write_header()?.write_image_data(rows)
}

/// A row of pixels, eight a byte, the leftmost in the highest bit, 1 for white.
fn packed_row(symbol: &Symbol, y: usize, quiet: usize, scale: usize) -> Vec<u8> {
    let side = (symbol.side() + 2 * quiet) * scale;
    let mut row = vec![0xff; side.div_ceil(8)];
    for x in 0..side {
        if is_dark(symbol, x / scale, y, quiet)
            && let Some(byte) = row.get_mut(x / 8)
        {
            *byte &= !(0x80 >> (x % 8));
        }
    }
    row
}

/// The module at a place that counts the quiet zone.
pub(super) fn is_dark(symbol: &Symbol, x: usize, y: usize, quiet: usize) -> bool {
    match (x.checked_sub(quiet), y.checked_sub(quiet)) {
        (Some(x), Some(y)) => symbol.is_dark(x, y),
        _ => false,
    }
}

/// An SVG of one path on a white ground, one unit a module; it has no size of its own but a view
/// box, so that whoever places it gives the size.
///
/// # Errors
/// As [`encode`].
pub fn svg(text: &str, style: &Style) -> Result<String, WriteError> {
    let symbol = encode(text, style)?;
    let quiet = usize::from(style.quiet_zone_modules);
    let side = symbol.side() + 2 * quiet;
    let mut path = String::new();
    for y in 0..symbol.side() {
        let mut x = 0;
        while x < symbol.side() {
            let length = (x..symbol.side())
                .take_while(|x| symbol.is_dark(*x, y))
                .count();
            if length > 0 {
                let (left, top) = (x + quiet, y + quiet);
                let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
            }
            x += length.max(1);
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/>\
         <path d=\"{path}\"/></svg>\n"
    ))
}
