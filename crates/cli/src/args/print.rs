use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Args)]
pub(crate) struct PrintOptions {
    /// The pass: a text that starts like a pass, a file (text with a code a line, or a picture), or
    /// - for standard input; for a sheet, as many light passes of one person as it takes
    #[arg(required = true, value_name = "PASS")]
    pub(crate) passes: Vec<String>,
    /// Where to write the PDF
    #[arg(long, value_name = "FILE")]
    pub(crate) pdf: PathBuf,
    /// The page
    #[arg(long, value_name = "LAYOUT", value_enum, default_value_t = Layout::A4)]
    pub(crate) layout: Layout,
    /// How far the clocks of the place are ahead of UTC, by which dates are written: +03:00
    #[arg(long, value_name = "HH:MM", default_value = "+00:00", value_parser = parse_offset,
          allow_hyphen_values = true)]
    pub(crate) utc_offset: i32,
}

/// What kind of page.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Layout {
    /// A4, folded once: what a door sees above, the rest below
    A4,
    /// The same in large print, on two or more pages
    Large,
    /// Three panels that are folded to a card
    Card,
    /// Light passes, a code a day
    Sheet,
}

/// `+03:00` as seconds.
pub(crate) fn parse_offset(text: &str) -> Result<i32, String> {
    const HOURS_MAX: i32 = 14;
    let parsed = || {
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+')?),
        };
        let (hours, minutes) = rest.split_once(':')?;
        let number = |part: &str| {
            let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| part.parse::<i32>().ok()).flatten()
        };
        let (hours, minutes) = (number(hours)?, number(minutes)?);
        let fits = hours <= HOURS_MAX && minutes < 60;
        fits.then_some(sign * (hours * 3_600 + minutes * 60))
    };
    parsed().ok_or_else(|| "write +03:00 or -05:30".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_has_a_sign_hours_and_minutes() {
        assert_eq!(parse_offset("+03:00"), Ok(10_800));
        assert_eq!(parse_offset("-05:30"), Ok(-19_800));
        assert_eq!(parse_offset("+00:00"), Ok(0));
        for odd in [
            "", "3", "+3", "+03", "03:00", "+15:00", "+03:60", "+-3:00", "+003:00",
        ] {
            assert!(parse_offset(odd).is_err(), "{odd}");
        }
    }
}
