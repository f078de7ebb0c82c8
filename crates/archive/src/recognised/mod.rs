//! Codes that are known by their form, and that nobody can verify here: named, explained, and what
//! can be read of them without a key.
//!
//! Naming is no verifying. Whatever a code of these kinds says, anybody could have written it.

mod detail;
mod israel;
mod json_codes;
mod scheme;
#[cfg(test)]
mod tests;
mod two_d_doc;
mod uk;

pub use detail::{Detail, Label};
pub use scheme::Scheme;
pub use two_d_doc::DocumentKind;

use crate::{Limits, link};

/// A code that was recognised. Personal: `Debug` shows the scheme only.
#[derive(Clone, PartialEq, Eq)]
pub struct Recognised {
    /// What it is.
    pub scheme: Scheme,
    /// What stands in it for everybody to read, in the order of the code. Nothing of it is proven.
    pub details: Vec<Detail>,
}

impl Recognised {
    const fn bare(scheme: Scheme) -> Self {
        Self {
            scheme,
            details: Vec::new(),
        }
    }
}

impl core::fmt::Debug for Recognised {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Recognised")
            .field("scheme", &self.scheme)
            .finish_non_exhaustive()
    }
}

/// Recognises a code; `None` if it is none that is known here. An address is recognised only to the
/// letter: what merely looks like one is for [`link::Lookalike`] to name.
#[must_use]
pub fn recognise(text: &str, limits: &Limits) -> Option<Recognised> {
    if text.len() > limits.text_max_bytes {
        return None;
    }
    let text = text.trim_matches([' ', '\r', '\n', '\u{feff}']);
    prefixed(text)
        .map(Recognised::bare)
        .or_else(|| link::official_page(text).map(Recognised::bare))
        .or_else(|| two_d_doc::recognise(text))
        .or_else(|| israel::recognise(text, limits))
        .or_else(|| json_codes::recognise(text, limits))
        .or_else(|| uk::recognise(text))
}

/// Those that say what they are by how they begin.
fn prefixed(text: &str) -> Option<Scheme> {
    if text.starts_with("LT1:") {
        return Some(Scheme::SwissLight);
    }
    let bytes = text.as_bytes();
    match bytes {
        // CoronaCheck: `NL`, one character for the version, a colon.
        [b'N', b'L', version, b':', ..] if version.is_ascii_alphanumeric() => {
            Some(Scheme::NetherlandsDomestic)
        }
        [b'H', b'K', b'1'..=b'9', b':', ..] => Some(Scheme::HongKong),
        _ if text.starts_with("GreenPass") => Some(Scheme::IsraelGreenPass),
        // ICAO Doc 9303, part 13, section 2.3: the constant 0xDC, then 2 or 3 for the version; here
        // as the characters that a scanner makes of these bytes.
        _ if text.starts_with("\u{dc}\u{2}") || text.starts_with("\u{dc}\u{3}") => {
            Some(Scheme::IcaoSeal)
        }
        _ => None,
    }
}
