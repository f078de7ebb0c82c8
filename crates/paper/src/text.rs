//! Text to lines of glyphs: checked, split by direction and script, shaped, wrapped.

mod check;
mod fonts;
mod line;
mod wrap;

pub(crate) use check::check_text;
pub use check::is_printable;
pub(crate) use fonts::{FaceId, Fonts, Weight, fonts};
pub(crate) use line::Line;
pub(crate) use wrap::wrap;

/// Characters that steer layout and have no shape: left out of what is drawn.
///
/// Soft hyphen, direction marks and isolates, zero-width space, word joiner, byte order mark.
const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{2066}'
            ..='\u{2069}' | '\u{feff}'
    )
}
