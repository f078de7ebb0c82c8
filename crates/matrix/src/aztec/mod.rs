//! Aztec: rings in the middle, a message around them that says how large the symbol is, words laid
//! in a spiral of layers.
//!
//! ```text
//! ■■ ············ ■      corners of the message: 3, 2, 1 and 0 dark modules
//! ■  ■■■■■■■■■■■■ ■
//! ·  ■          ■ ·      rings, dark where the distance from the middle is even:
//! ·  ■  ■■■■■■  ■ ·      up to 4 (compact) or 6 (full)
//! ·  ■  ■ ■■ ■  ■ ·
//! ·  ■  ■■■■■■  ■ ·
//! ·  ■          ■ ·
//!    ■■■■■■■■■■■■ ■
//!    ············
//! ```
//!
//! Source: ISO/IEC 24778:2008.

mod content;
mod layers;
mod locate;
mod mode;
mod rings;

pub use content::read_bits;
pub(crate) use locate::search;

use crate::{Content, Modules};

/// What the message around the rings says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mode {
    /// Whether the symbol is compact: smaller rings, no lines of reference.
    pub compact: bool,
    /// Layers of words, 1 to 4 (compact) or 32 (full).
    pub layers: u8,
    /// Words that say something, 1 to 64 (compact) or 2,048 (full); the others correct them.
    pub data: u16,
}

impl Mode {
    /// Modules a side.
    #[must_use]
    pub fn side(&self) -> u32 {
        let layers = u32::from(self.layers);
        if self.compact {
            return 11 + 4 * layers;
        }
        // Lines of reference on every sixteenth module from the middle.
        15 + 4 * layers + 2 * ((6 + 2 * layers) / 15)
    }

    /// Bits of a word.
    pub(crate) const fn word_bits(&self) -> u32 {
        match self.layers {
            ..=2 => 6,
            3..=8 => 8,
            9..=22 => 10,
            23.. => 12,
        }
    }
}

/// Corrects and reads the modules of one upright symbol.
///
/// `None` where the modules are not as many as the mode says, for more errors than can be
/// corrected, and for words that say nothing.
#[must_use]
pub fn read_modules(modules: &Modules, mode: &Mode) -> Option<Content> {
    let side = mode.side();
    if (modules.columns(), modules.rows()) != (side, side) {
        return None;
    }
    read_bits(&layers::data_bits(modules, mode)?)
}
