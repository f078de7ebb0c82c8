//! Picture to texts: a ladder of attempts, cheapest first.

mod contrast;
mod ladder;
#[cfg(feature = "matrix")]
mod matrix;
mod symbol;

pub(crate) use ladder::climb;

#[cfg(feature = "pictures")]
use crate::{Effort, error::ReadError, limits::Limits, picture};

/// A place in the picture, in pixels from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Point {
    /// To the right.
    pub x: i32,
    /// Down.
    pub y: i32,
}

/// Which kind of code was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Symbology {
    /// QR Code (ISO/IEC 18004:2015).
    Qr {
        /// 1 to 40: `17 + 4 × version` modules a side.
        version: u8,
    },
    /// Aztec (ISO/IEC 24778:2008), read with feature `matrix`.
    Aztec,
    /// Data Matrix (ISO/IEC 16022:2006), read with feature `matrix`.
    DataMatrix,
}

impl Symbology {
    /// The version of a QR code; the others have none.
    #[must_use]
    pub const fn version(self) -> Option<u8> {
        match self {
            Self::Qr { version } => Some(version),
            _ => None,
        }
    }
}

/// A code read in a picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Found {
    /// What it says. Bytes are UTF-8 where they are valid UTF-8, else ISO/IEC 8859-1 (ISO/IEC
    /// 18004:2015, 7.3.5), whose bytes are the first 256 code points: what is no text comes whole.
    pub text: String,
    /// The symbol's outer corners, clockwise: upper left, upper right, lower right, lower left of
    /// the upright symbol. They may lie a little outside of the picture.
    pub corners: [Point; 4],
    /// Its kind.
    pub symbology: Symbology,
    /// Whether the code is light on dark.
    pub inverted: bool,
    /// Name of the attempt that read it, for diagnosis.
    pub attempt: &'static str,
}

/// Without the text: it is the holder's.
impl std::fmt::Debug for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Found")
            .field("text_chars", &self.text.chars().count())
            .field("corners", &self.corners)
            .field("symbology", &self.symbology)
            .field("inverted", &self.inverted)
            .field("attempt", &self.attempt)
            .finish()
    }
}

/// Reads every code in a picture, sorted from top to bottom, then left to right.
///
/// The format is told by the content. See [`Limits`] for what is refused before it is decoded.
///
/// # Errors
/// [`ReadError`]; [`ReadError::NoCode`] when the picture is sound but holds no code that can be
/// read.
#[cfg(feature = "pictures")]
pub fn read(picture: &[u8], limits: &Limits) -> Result<Vec<Found>, ReadError> {
    let gray = picture::decode(picture, limits)?;
    let (width, height) = (gray.width() as u32, gray.height() as u32);
    let found = climb(gray, Effort::Picture, limits);
    if found.is_empty() {
        return Err(ReadError::NoCode { width, height });
    }
    Ok(found)
}
