//! The QR code on paper: which error correction, how large a module.

use cleanbill_qr::write::{ErrorCorrection, Style, Symbol, encode};

use crate::error::{Field, PaperError};
use crate::page::mm;

/// Smallest module, in millimetres: what an office printer and a phone at arm's length manage.
pub const MODULE_MIN_MM: f32 = 0.40;
/// Smallest code, in millimetres, without its quiet zone (EU *Technical Specifications for Digital
/// Green Certificates*, volume 3: 35 to 60 mm printed).
pub const SIDE_MIN_MM: f32 = 35.0;

/// Largest version of a health card's symbol, at whatever error correction (SMART Health Cards and
/// Links 1.0.0, "Encoding Chunks as QR Codes").
const CARD_VERSION_MAX: u8 = 22;

/// Modules are whole dots of 300 dpi, so that printers draw all of them equally wide.
const DOT_MM: f32 = 25.4 / 300.0;
/// White modules around the code (ISO/IEC 18004:2015, 6.3.8).
const QUIET_MODULES: f32 = 4.0;

/// A code and how large it is drawn.
pub(crate) struct PaperCode {
    /// The modules.
    pub(crate) symbol: Symbol,
    /// Side of a module, in points.
    pub(crate) module: f32,
}

impl PaperCode {
    /// The code at error correction Q if its modules come out large enough, else at M, a health
    /// card else at L, as near to `side_mm` as modules of whole dots allow.
    ///
    /// `place_mm` is the side of the place that it and its quiet zone have at most.
    pub(crate) fn choose(
        text: &str,
        field: Field,
        side_mm: f32,
        place_mm: f32,
    ) -> Result<Self, PaperError> {
        if text.is_empty() {
            return Err(PaperError::EmptyField { field });
        }
        let is_card = text.starts_with("shc:/");
        let weakest = is_card.then_some(ErrorCorrection::L);
        let corrections = [ErrorCorrection::Q, ErrorCorrection::M].into_iter();
        for correction in corrections.chain(weakest) {
            let style = Style {
                error_correction: Some(correction),
                version_max: if is_card { CARD_VERSION_MAX } else { 40 },
                ..Style::default()
            };
            let Ok(symbol) = encode(text, &style) else {
                continue;
            };
            let side = side(&symbol);
            let most = (place_mm / (side + 2.0 * QUIET_MODULES) / DOT_MM).floor();
            let least = (MODULE_MIN_MM / DOT_MM)
                .ceil()
                .max((SIDE_MIN_MM / side / DOT_MM).ceil());
            if least <= most {
                let dots = (side_mm / side / DOT_MM).round().clamp(least, most);
                let module = mm(dots * DOT_MM);
                return Ok(Self { symbol, module });
            }
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let side_max_mm = place_mm as u8;
        let bytes = text.len();
        Err(PaperError::CodeDoesNotFit { bytes, side_max_mm })
    }

    /// Side with the quiet zone, in points.
    pub(crate) fn outer(&self) -> f32 {
        self.module * (side(&self.symbol) + 2.0 * QUIET_MODULES)
    }

    /// Width of the quiet zone, in points.
    pub(crate) fn quiet(&self) -> f32 {
        self.module * QUIET_MODULES
    }

    /// Dark rectangles as (column, row, columns, rows), in modules: runs along the rows, joined
    /// with equal ones below, so that few edges lie inside dark areas.
    pub(crate) fn rectangles(&self) -> Vec<(usize, usize, usize, usize)> {
        let side = self.symbol.side();
        let mut done: Vec<(usize, usize, usize, usize)> = Vec::new();
        let mut open: Vec<(usize, usize, usize, usize)> = Vec::new();
        for row in 0..side {
            let mut next = Vec::new();
            for (column, width) in dark_runs(&self.symbol, row) {
                let above = open
                    .iter()
                    .position(|one| one.0 == column && one.2 == width);
                next.push(match above {
                    Some(at) => {
                        let (column, top, width, height) = open.swap_remove(at);
                        (column, top, width, height + 1)
                    }
                    None => (column, row, width, 1),
                });
            }
            done.append(&mut open);
            open = next;
        }
        done.append(&mut open);
        done
    }
}

#[allow(clippy::cast_precision_loss)]
fn side(symbol: &Symbol) -> f32 {
    symbol.side() as f32
}

/// Runs of dark modules of a row: first column and length.
fn dark_runs(symbol: &Symbol, row: usize) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for column in (0..symbol.side()).filter(|column| symbol.is_dark(*column, row)) {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == column => *length += 1,
            _ => runs.push((column, 1)),
        }
    }
    runs
}
