//! One binarised picture to the Aztec and Data Matrix symbols in it, through crate `matrix`.

use cleanbill_matrix::{Bitmap, Limits, search as search_symbols};
use rxing::common::BitMatrix;

use super::Symbology;
use super::symbol::{Symbol, text};

struct Bits<'a>(&'a BitMatrix);

impl Bitmap for Bits<'_> {
    fn width(&self) -> u32 {
        self.0.width()
    }

    fn height(&self) -> u32 {
        self.0.height()
    }

    fn is_dark(&self, x: u32, y: u32) -> bool {
        x < self.0.width() && y < self.0.height() && self.0.get(x, y)
    }
}

/// Work for all searches of one picture: a second or two of one core.
pub(super) const WORK_MAX: u64 = 30_000_000;

/// Takes what it costs from the work that is left.
pub(super) fn search(bits: &BitMatrix, codes_max: usize, work_left: &mut u64) -> Vec<Symbol> {
    let usual = Limits::default();
    let limits = Limits {
        symbols_max: codes_max,
        work_max: usual.work_max.min(*work_left),
        ..usual
    };
    let search = search_symbols(&Bits(bits), &limits);
    *work_left = work_left.saturating_sub(search.work);
    search
        .symbols
        .into_iter()
        .filter_map(|symbol| {
            let symbology = match symbol.symbology {
                cleanbill_matrix::Symbology::Aztec => Symbology::Aztec,
                cleanbill_matrix::Symbology::DataMatrix => Symbology::DataMatrix,
                _ => return None,
            };
            Some(Symbol {
                text: text(&symbol.content.bytes),
                corners: symbol.corners,
                symbology,
            })
        })
        .collect()
}
