//! Text to modules: the choice of modes, error correction and version.

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

use super::modes::{Mode, split};
use crate::error::WriteError;

/// How much of a symbol may be lost before it cannot be read (ISO/IEC 18004:2015, 7.5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorCorrection {
    /// About 7 % of the codewords.
    L,
    /// About 15 %.
    M,
    /// About 25 %.
    Q,
    /// About 30 %.
    H,
}

impl ErrorCorrection {
    const fn letter(self) -> char {
        match self {
            Self::L => 'L',
            Self::M => 'M',
            Self::Q => 'Q',
            Self::H => 'H',
        }
    }

    const fn as_encoder(self) -> QrCodeEcc {
        match self {
            Self::L => QrCodeEcc::Low,
            Self::M => QrCodeEcc::Medium,
            Self::Q => QrCodeEcc::Quartile,
            Self::H => QrCodeEcc::High,
        }
    }
}

/// How a code is made and drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Forces one error correction; `None` chooses as the [module](super) says. Default `None`.
    pub error_correction: Option<ErrorCorrection>,
    /// Largest version in which the automatic choice still spends room on Q or M, 1 to 40.
    /// Default 22: SMART Health Cards 1.0, "Chunking", on what phones and scanners read reliably.
    pub version_comfort: u8,
    /// Largest version at all, 1 to 40. Default 40.
    pub version_max: u8,
    /// Forces one mask pattern, 0 to 7; `None` takes the best by the standard's penalty (7.8.3),
    /// which is most of the time that writing takes. Default `None`.
    pub mask: Option<u8>,
    /// White border, in modules, 0 to 32. Default 4, the least that the standard allows (6.3.8).
    pub quiet_zone_modules: u8,
    /// Width of a module in the PNG, in pixels, 1 to 64. Default 4.
    pub module_pixels: u8,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            error_correction: None,
            version_comfort: 22,
            version_max: 40,
            mask: None,
            quiet_zone_modules: 4,
            module_pixels: 4,
        }
    }
}

impl Style {
    fn check(&self) -> Result<(), WriteError> {
        let ranges = [
            ("version_comfort", self.version_comfort, 1, 40),
            ("version_max", self.version_max, 1, 40),
            ("mask", self.mask.unwrap_or(0), 0, 7),
            ("quiet_zone_modules", self.quiet_zone_modules, 0, 32),
            ("module_pixels", self.module_pixels, 1, 64),
        ];
        for (field, value, min, max) in ranges {
            if !(min..=max).contains(&value) {
                let (value, min, max) = (value.into(), min.into(), max.into());
                return Err(WriteError::StyleOutOfRange {
                    field,
                    value,
                    min,
                    max,
                });
            }
        }
        Ok(())
    }
}

/// A square of dark and light modules, without quiet zone.
#[derive(Clone)]
pub struct Symbol(QrCode);

impl Symbol {
    /// Modules a side: 21 to 177, `17 + 4 × version`.
    #[must_use]
    pub fn side(&self) -> usize {
        self.0.size().unsigned_abs() as usize
    }

    /// Version, 1 to 40.
    #[must_use]
    pub fn version(&self) -> u8 {
        self.0.version().value()
    }

    /// The error correction chosen.
    #[must_use]
    pub fn error_correction(&self) -> ErrorCorrection {
        match self.0.error_correction_level() {
            QrCodeEcc::Low => ErrorCorrection::L,
            QrCodeEcc::Medium => ErrorCorrection::M,
            QrCodeEcc::Quartile => ErrorCorrection::Q,
            QrCodeEcc::High => ErrorCorrection::H,
        }
    }

    /// Whether the module at column `x`, row `y` is dark; outside of the symbol all is light.
    #[must_use]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        match (i32::try_from(x), i32::try_from(y)) {
            (Ok(x), Ok(y)) => self.0.get_module(x, y),
            _ => false,
        }
    }
}

/// Encodes a text, for callers that draw themselves.
///
/// # Errors
/// [`WriteError`]: an empty text, one that fits no symbol allowed, a style out of range.
pub fn encode(text: &str, style: &Style) -> Result<Symbol, WriteError> {
    style.check()?;
    if text.is_empty() {
        return Err(WriteError::Empty);
    }
    let comfort = style.version_comfort.min(style.version_max);
    let forced;
    let choices: &[(ErrorCorrection, u8)] = match style.error_correction {
        Some(correction) => {
            forced = [(correction, style.version_max)];
            &forced
        }
        None => &[
            (ErrorCorrection::Q, comfort),
            (ErrorCorrection::M, comfort),
            (ErrorCorrection::L, style.version_max),
        ],
    };
    let mut weakest = ErrorCorrection::H;
    for &(correction, version_max) in choices {
        weakest = correction;
        if let Some(symbol) = fit(text, correction, version_max, style) {
            return Ok(symbol);
        }
    }
    Err(WriteError::TooLong {
        size_bytes: text.len(),
        version_max: style.version_max,
        error_correction: weakest.letter(),
    })
}

/// Digits that fit a symbol of version 40 at L, the most characters of any text that fits.
const CHARS_MAX: usize = 7_089;

/// The smallest symbol at this error correction, if there is one.
fn fit(text: &str, correction: ErrorCorrection, version_max: u8, style: &Style) -> Option<Symbol> {
    if text.len() > CHARS_MAX {
        return None;
    }
    // The length fields, and with them the best modes, change after versions 9 and 26.
    for (first, last) in [(1, 9), (10, 26), (27, 40)] {
        if first > version_max {
            break;
        }
        let segments: Vec<_> = split(text.as_bytes(), first).map(segment).collect();
        let versions = (Version::new(first), Version::new(last.min(version_max)));
        let mask = style.mask.map(Mask::new);
        // Stronger correction for nothing, where the version has room and nobody chose.
        let boost = style.error_correction.is_none();
        let correction = correction.as_encoder();
        let code = QrCode::encode_segments_advanced(
            &segments, correction, versions.0, versions.1, mask, boost,
        );
        if let Ok(code) = code {
            return Some(Symbol(code));
        }
    }
    None
}

fn segment((mode, stretch): (Mode, &[u8])) -> QrSegment {
    match (mode, std::str::from_utf8(stretch)) {
        (Mode::Numeric, Ok(digits)) => QrSegment::make_numeric(digits),
        (Mode::Alphanumeric, Ok(text)) => QrSegment::make_alphanumeric(text),
        _ => QrSegment::make_bytes(stretch),
    }
}
