//! Aztec and Data Matrix: pictures of dark and light, modules, corrected words and bits.
#![no_main]

use cleanbill_matrix::{Bitmap, Limits, Modules, aztec, data_matrix, search};

/// Bits as pixels, the first byte saying how many are in a row and how large each is drawn.
struct Drawn<'a> {
    bits: &'a [u8],
    columns: u32,
    scale: u32,
}

impl Drawn<'_> {
    fn rows(&self) -> u32 {
        (8 * self.bits.len() as u32 / self.columns).min(160)
    }
}

impl Bitmap for Drawn<'_> {
    fn width(&self) -> u32 {
        self.columns * self.scale
    }

    fn height(&self) -> u32 {
        self.rows() * self.scale
    }

    fn is_dark(&self, x: u32, y: u32) -> bool {
        let at = (y / self.scale * self.columns + x / self.scale) as usize;
        x < self.width() && self.bits.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1)
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let [shape, size, bits @ ..] = bytes else { return };
    let drawn = Drawn {
        bits,
        columns: 8 + u32::from(*shape) % 152,
        scale: 1 + u32::from(*size) % 4,
    };
    let limits = Limits { work_max: 400_000, ..Limits::default() };
    let found = search(&drawn, &limits);
    assert!(found.work <= limits.work_max);
    let mode = aztec::Mode {
        compact: size & 1 == 1,
        layers: shape % 34,
        data: u16::from(*size) * 9,
    };
    for side in [drawn.columns, mode.side()] {
        let mut modules = Modules::new(side, side);
        for (y, x) in (0..side).flat_map(|y| (0..side).map(move |x| (y, x))) {
            let at = (y * side + x) as usize;
            modules.set(x, y, bits.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1));
        }
        let _ = data_matrix::read_modules(&modules);
        let _ = aztec::read_modules(&modules, &mode);
    }
    if let Some(content) = data_matrix::read_words(bits) {
        assert!(!content.bytes.is_empty() && content.bytes.len() <= 2 * bits.len() + 9);
    }
    let each = |byte: &u8| [0, 1, 2, 3, 4, 5, 6, 7].map(|bit| *byte >> bit & 1 == 1);
    let flags: Vec<bool> = bits.iter().flat_map(each).collect();
    if let Some(content) = aztec::read_bits(&flags) {
        assert!(!content.bytes.is_empty());
    }
});
