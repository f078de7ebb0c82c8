//! Gray to dark and light, by the blocks that hold both: for a dim code on a bright ground, whose
//! margin every mean takes for ink.

use rxing::common::BitMatrix;

use crate::gray::Gray;

/// Side of a block, in pixels.
const BLOCK: usize = 8;

/// How many blocks to each side a threshold is taken from.
const REACH: usize = 2;

/// A block that varies by no more than this says nothing of what is dark.
const CONTRAST_MIN: u8 = 24;

/// Dark is what is below the middle between dark and light in the blocks around; `None` where no
/// block has any contrast.
pub(super) fn by_contrast(gray: &Gray) -> Option<BitMatrix> {
    let columns = gray.width().div_ceil(BLOCK);
    let levels = filled(smoothed(&middles(gray, columns), columns))?;
    let mut dark = BitMatrix::new(gray.width() as u32, gray.height() as u32).ok()?;
    for (y, row) in gray.pixels().chunks_exact(gray.width()).enumerate() {
        let levels = levels.chunks_exact(columns).nth(y / BLOCK)?;
        for (at, (block, level)) in row.chunks(BLOCK).zip(levels).enumerate() {
            for (x, pixel) in (at * BLOCK..).zip(block) {
                if u32::from(*pixel) <= *level {
                    dark.set(x as u32, y as u32);
                }
            }
        }
    }
    Some(dark)
}

/// The middle between the darkest and the lightest pixel of each block; 0 without contrast.
fn middles(gray: &Gray, columns: usize) -> Vec<u32> {
    let mut middles = Vec::with_capacity(columns * gray.height().div_ceil(BLOCK));
    for band in gray.pixels().chunks(BLOCK * gray.width()) {
        let mut ends = vec![(u8::MAX, u8::MIN); columns];
        for row in band.chunks_exact(gray.width()) {
            for (block, (low, high)) in row.chunks(BLOCK).zip(&mut ends) {
                for pixel in block {
                    *low = (*low).min(*pixel);
                    *high = (*high).max(*pixel);
                }
            }
        }
        middles.extend(ends.into_iter().map(|(low, high)| {
            let has_contrast = high.saturating_sub(low) > CONTRAST_MIN;
            (u32::from(low) + u32::from(high)) / 2 * u32::from(has_contrast)
        }));
    }
    middles
}

/// The mean of those around that say something; 0 where none does.
fn smoothed(middles: &[u32], columns: usize) -> Vec<u32> {
    let rows = middles.len() / columns;
    let mut means = Vec::with_capacity(middles.len());
    for y in 0..rows {
        let top = y.saturating_sub(REACH);
        let around = |x: usize| {
            let left = x.saturating_sub(REACH);
            let lines = middles.chunks_exact(columns);
            let lines = lines.skip(top).take(y + REACH + 1 - top);
            lines.flat_map(move |line| line.iter().skip(left).take(x + REACH + 1 - left))
        };
        means.extend((0..columns).map(|x| {
            let (sum, count) = around(x)
                .filter(|middle| **middle > 0)
                .fold((0, 0), |(sum, count), middle| (sum + middle, count + 1));
            sum / u32::max(count, 1)
        }));
    }
    means
}

/// Gaps take the level before them, the first ones the first that there is.
fn filled(mut levels: Vec<u32>) -> Option<Vec<u32>> {
    let mut last = *levels.iter().find(|level| **level > 0)?;
    for level in &mut levels {
        if *level == 0 {
            *level = last;
        }
        last = *level;
    }
    Some(levels)
}
