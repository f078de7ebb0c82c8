//! Data Matrix and Aztec symbols: found in dark and light pixels, corrected and read. Pixels in,
//! bytes out; no file format, no clock, no randomness.
//!
//! ```text
//! dark and light pixels
//!   ├─ blobs ─ hulls ─ solid corner ─ Data Matrix grid ─┐
//!   └─ rows ─ bull's eye ─ rings ─ mode ── Aztec grid ──┴─ modules ─ words ─ corrected ─ bytes
//! ```
//!
//! Why our own: `rxing`'s readers of these symbols index and subtract without looking, and search
//! without bound; see ADR 0038.
//!
//! ```
//! use cleanbill_matrix::{Modules, data_matrix};
//!
//! // "123456", as ISO/IEC 16022:2006, annex O, encodes it.
//! let drawn = [
//!     "#.#.#.#.#.", "##..#.##.#", "##.....#..", "##...###.#", "##....#...",
//!     "#.....####", "###.##....", "####.##..#", "#..###.#..", "##########",
//! ];
//! let mut modules = Modules::new(10, 10);
//! for (y, row) in (0..).zip(drawn) {
//!     for (x, module) in (0..).zip(row.bytes()) {
//!         modules.set(x, y, module == b'#');
//!     }
//! }
//! let content = data_matrix::read_modules(&modules);
//! assert_eq!(content.map(|content| content.bytes), Some(b"123456".to_vec()));
//! ```

pub mod aztec;
mod bitmap;
mod blob;
pub mod data_matrix;
mod limits;
mod pattern;
mod perspective;
mod reed_solomon;

pub use bitmap::{Bitmap, Modules};
pub use limits::Limits;

use bitmap::Pixels;
use limits::Budget;
use perspective::Quad;

/// Which kind of symbol was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Symbology {
    /// Aztec (ISO/IEC 24778:2008), compact or full.
    Aztec,
    /// Data Matrix ECC 200 (ISO/IEC 16022:2006).
    DataMatrix,
}

/// What a symbol says.
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    /// The bytes as written, in whatever character set.
    pub bytes: Vec<u8>,
}

/// Without the bytes: they are the holder's.
impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Content")
            .field("size_bytes", &self.bytes.len())
            .finish()
    }
}

/// A symbol read in a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Symbol {
    /// Its kind.
    pub symbology: Symbology,
    /// What it says.
    pub content: Content,
    /// Its outer corners in pixels to the right and down, clockwise from the upper left one of the
    /// upright symbol. They may lie a little outside of the picture.
    pub corners: [(f32, f32); 4],
    /// Modules in a row and rows.
    pub size: (u32, u32),
}

impl Symbol {
    fn new(symbology: Symbology, content: Content, quad: Quad, size: (u32, u32)) -> Self {
        let corners = quad.map(|corner| (corner.x, corner.y));
        Self {
            symbology,
            content,
            corners,
            size,
        }
    }
}

/// What a search found and what it cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// Aztec symbols first, each kind in the order in which it was found.
    pub symbols: Vec<Symbol>,
    /// Work, in the units of [`Limits::work_max`] and at most as much.
    pub work: u64,
}

/// Finds and reads the symbols in a picture that are dark on light. Whoever wants those that are
/// light on dark turns the picture over and asks again.
///
/// Symbols that cannot be corrected are left out. Work and memory stay within the limits; what they
/// cut off is left out too.
#[must_use]
pub fn search<B: Bitmap>(picture: &B, limits: &Limits) -> Search {
    let pixels = Pixels(picture);
    let mut symbols = Vec::new();
    // What one kind looks like must not cost the other its turn.
    let half = limits.work_max / 2;
    let (mut first, mut second) = (Budget::new(half), Budget::new(half));
    aztec::search(&pixels, limits, &mut first, &mut symbols);
    data_matrix::search(&pixels, limits, &mut second, &mut symbols);
    let work = 2 * half - first.left() - second.left();
    Search { symbols, work }
}
