//! Symbol to terminal text.

use super::picture::is_dark;
use super::symbol::{Style, encode};
use crate::error::WriteError;

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Terminal {
    /// Half blocks in explicit black on white: right on any ground.
    #[default]
    Colours,
    /// Half blocks in the terminal's own colours, for light text on a dark ground.
    DarkGround,
    /// Half blocks in the terminal's own colours, for dark text on a light ground.
    LightGround,
    /// Two `#` for each dark module, for paper and the plainest terminals; dark on light.
    Ascii,
}

/// Black text on white, from the fixed part of the 256-colour palette, so that no theme turns them
/// into something else.
const BLACK_ON_WHITE: &str = "\x1b[38;5;16;48;5;231m";
const RESET: &str = "\x1b[0m";

/// Lines for a terminal, each ended by a line feed, with the quiet zone. Half blocks put two rows
/// of modules on one line; modules come out about square.
///
/// # Errors
/// As [`encode`].
pub fn terminal(text: &str, kind: Terminal, style: &Style) -> Result<String, WriteError> {
    let symbol = encode(text, style)?;
    let quiet = usize::from(style.quiet_zone_modules);
    let side = symbol.side() + 2 * quiet;
    let dark = |x, y| is_dark(&symbol, x, y, quiet);
    let mut out = String::new();
    if kind == Terminal::Ascii {
        for y in 0..side {
            out.extend((0..side).map(|x| if dark(x, y) { "##" } else { "  " }));
            out.push('\n');
        }
        return Ok(out);
    }
    let (before, after) = if kind == Terminal::Colours {
        (BLACK_ON_WHITE, RESET)
    } else {
        ("", "")
    };
    // On a dark ground the light modules are what is drawn.
    let drawn = kind != Terminal::DarkGround;
    for y in (0..side).step_by(2) {
        out.push_str(before);
        for x in 0..side {
            // An odd last row has no row below: nothing is drawn there.
            let below = y + 1 < side && dark(x, y + 1) == drawn;
            out.push(match (dark(x, y) == drawn, below) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        out.push_str(after);
        out.push('\n');
    }
    Ok(out)
}
