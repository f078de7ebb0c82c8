//! Data Matrix, ECC 200: a solid border on two sides, an alternating one on the others, words laid
//! in diagonals.
//!
//! ```text
//! ■ ■ ■ ■ ■     top and right alternate: they count the modules
//! ■         ■
//! ■  words
//! ■         ■
//! ■■■■■■■■■■    left and bottom are solid: they are found
//! ```
//!
//! Source: ISO/IEC 16022:2006; ISO/IEC 21471:2020 for the longer rectangles.

mod content;
mod locate;
mod placement;
mod size;

pub use content::read_words;
pub(crate) use locate::search;

use self::size::Size;
use crate::reed_solomon::Field;
use crate::{Content, Modules};

/// Corrects and reads the modules of one upright symbol: its solid sides are the first column and
/// the last row.
///
/// `None` for a size that does not exist, for more errors than can be corrected, and for words that
/// say nothing.
#[must_use]
pub fn read_modules(modules: &Modules) -> Option<Content> {
    let size = Size::of(modules.columns(), modules.rows())?;
    let words = placement::words(modules, size);
    let field = Field::new(8, 0x12d);
    // Writers disagree about where the check words of 144 × 144 begin: ISO/IEC 16022:2006 goes on
    // with the block that follows, others begin with the first.
    let shift = usize::from(size.data) % usize::from(size.blocks.max(1));
    corrected(&words, size, &field, shift)
        .or_else(|| (shift != 0).then(|| corrected(&words, size, &field, 0))?)
        .and_then(|words| read_words(&words))
}

/// The words of data, with the block of the first check word.
fn corrected(words: &[u8], size: &Size, field: &Field, shift: usize) -> Option<Vec<u8>> {
    let blocks = usize::from(size.blocks);
    let check = usize::from(size.check) / blocks.max(1);
    let (data, checks) = words.split_at_checked(usize::from(size.data))?;
    let mut out = vec![0u8; data.len()];
    for block in 0..blocks {
        let mine = data.iter().skip(block).step_by(blocks);
        let first = (block + blocks - shift) % blocks;
        let mine = mine.chain(checks.iter().skip(first).step_by(blocks));
        let mut mine: Vec<u16> = mine.map(|word| u16::from(*word)).collect();
        field.correct(&mut mine, check)?;
        for (to, from) in out.iter_mut().skip(block).step_by(blocks).zip(mine) {
            *to = from as u8;
        }
    }
    Some(out)
}
