//! Pixels to texts: for whoever has a camera, or a picture that is unpacked already.

use crate::colour::{fold, luma, over_white};
use crate::gray::Gray;
use crate::limits::Limits;
use crate::read::{Found, climb};

/// How hard a picture is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effort {
    /// One of the many frames of a camera, quickly: as it is, and then in one other way, which is
    /// the next one in each turn. A code that is dim or blurred is read a few frames later.
    Frame {
        /// Which frame it is.
        turn: u32,
    },
    /// In every way.
    Picture,
}

/// Reads the QR codes in pixels, row by row from the upper left corner, sorted from top to bottom,
/// then left to right. A byte a pixel is gray, 0 is black; four are red, green, blue and opacity.
///
/// `None` where the bytes are neither for that many pixels, and for more than
/// [`Limits::side_max_pixels`] a side or [`Limits::memory_max_bytes`] in all. A frame is searched
/// no more once something was read.
#[must_use]
pub fn scan(
    mut pixels: Vec<u8>,
    width: u32,
    height: u32,
    effort: Effort,
    limits: &Limits,
) -> Option<Vec<Found>> {
    let max = limits.side_max_pixels;
    if width > max || height > max || pixels.len() > limits.memory_max_bytes {
        return None;
    }
    let (width, height) = (usize::try_from(width).ok()?, usize::try_from(height).ok()?);
    let area = width.checked_mul(height)?;
    if area.checked_mul(4)? == pixels.len() {
        fold::<4>(&mut pixels, |[r, g, b, a]| over_white(luma(r, g, b), a));
    } else if area != pixels.len() {
        return None;
    }
    Some(climb(Gray::new(width, height, pixels)?, effort, limits))
}
