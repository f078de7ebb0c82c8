//! What goes to the terminal and to other programs.

pub(crate) mod card;
pub(crate) mod door;
pub(crate) mod explain;
pub(crate) mod json;
pub(crate) mod row;
pub(crate) mod slip;

use std::io::Write;

use anstyle::{AnsiColor, Reset, Style};
use cleanbill_verifier::Verdict;

use crate::error::CliError;

pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
pub(crate) const OPEN: Style = AnsiColor::Yellow.on_default().bold();
pub(crate) const FAINT: Style = Style::new().dimmed();
pub(crate) const STRONG: Style = Style::new().bold();
pub(crate) const RESET: Reset = Reset;

/// The verdict by shape and word, not by colour alone.
pub(crate) const fn mark(verdict: Verdict) -> (&'static str, Style) {
    match verdict {
        Verdict::Accepted | Verdict::Authentic => ("✔", GOOD),
        Verdict::NoPassNeeded | Verdict::NoCheckInForce => ("○", GOOD),
        Verdict::Refused => ("✘", BAD),
        Verdict::Undetermined => ("?", OPEN),
    }
}

/// A line to standard output, with colours where a terminal shows them.
pub(crate) fn line(text: &str) -> Result<(), CliError> {
    writeln!(anstream::stdout(), "{text}").map_err(|error| CliError::Output { kind: error.kind() })
}

/// Text from outside, made harmless for a terminal: control and bidirectional override characters
/// are shown as `\u{…}`.
pub(crate) fn harmless(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
    };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) {
            out.extend(c.escape_unicode())
        } else {
            out.push(c)
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_cannot_steer_the_terminal() {
        assert_eq!(
            harmless("Ann \u{1b}[2J\n\u{202e}Lee"),
            "Ann \\u{1b}[2J\\u{a}\\u{202e}Lee"
        );
        assert_eq!(harmless("Анна Österreich עלי"), "Анна Österreich עלי");
    }
}
