use std::path::PathBuf;

use clap::{Args, Subcommand};
use cleanbill_policy::{Place, Region};

use super::door::{parse_place, parse_region};
use crate::clock::parse_time;

#[derive(Subcommand)]
pub(crate) enum RulesAction {
    /// Run the tests that business rules are published with
    ///
    /// Every folder with a `rule.json` (or several versions, `rule*.json`) and its folder `tests`
    /// is run, however deep it lies.
    Test(TestRulesOptions),
    /// Count for how many holders the answer would flip if rules changed, by ground and age
    ///
    /// No number below 10 is shown, nor one that others give away. Exits with 1 if more lose than
    /// the threshold allows and that was not announced in time.
    Rehearse(Box<RehearseOptions>),
}

#[derive(Args)]
pub(crate) struct TestRulesOptions {
    /// Folders: of one rule, of a country, or of countries
    #[arg(required = true, value_name = "FOLDER")]
    pub(crate) folders: Vec<PathBuf>,
    /// Value sets for tests that bring none [default: the folder `valuesets` in or beside FOLDER]
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) value_sets: Option<PathBuf>,
    /// One line of JSON a test, and one for the sum
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct RehearseOptions {
    /// The rules in force: a policy (TOML), a business rule (JSON), or a folder of them
    pub(crate) old: PathBuf,
    /// The rules that are to be
    pub(crate) new: PathBuf,
    /// Passes, a text or DCC JSON a line, whose signatures are not checked; or made-up ones,
    /// `synthetic:N` or `synthetic:N:SEED`
    #[arg(long, value_name = "FILE|synthetic:N[:SEED]", value_parser = parse_population)]
    pub(crate) population: PopulationSource,
    /// The instant: RFC 3339, a date, or Unix seconds [default: the start of a new policy, else
    /// now]
    #[arg(long, value_name = "TIME", value_parser = parse_time, allow_negative_numbers = true)]
    pub(crate) at: Option<i64>,
    /// Which kind of place counts, of folders of policies [default: the first of the other side's
    /// policy]
    #[arg(long, value_name = "KIND", value_parser = parse_place)]
    pub(crate) place: Option<Place>,
    /// Where it is: a country as RU, or a part of one as RU-TA
    #[arg(long, value_name = "REGION", value_parser = parse_region)]
    pub(crate) region: Option<Region>,
    /// Business rules beside both sides, which policies name
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) rules: Vec<PathBuf>,
    /// Value sets that the rules read
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) value_sets: Vec<PathBuf>,
    /// Share of holders that may lose without notice, in percent
    #[arg(long, value_name = "PERCENT", default_value = "0.5", value_parser = parse_percent)]
    pub(crate) threshold: Percent,
    /// When the change was announced: RFC 3339, a date, or Unix seconds
    #[arg(long, value_name = "TIME", value_parser = parse_time, allow_negative_numbers = true)]
    pub(crate) announced: Option<i64>,
    /// One JSON document with the report and the decision
    #[arg(long)]
    pub(crate) json: bool,
}

/// Whose passes are judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PopulationSource {
    /// Those of a file.
    File(PathBuf),
    /// Made-up ones.
    Synthetic {
        /// How many.
        count: u64,
        /// Which draw.
        seed: u64,
    },
}

/// A share in millionths, as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Percent {
    pub(crate) millionths: u32,
}

/// Most made-up passes: a fifth of mankind takes hours, and more tells no more.
const SYNTHETIC_MAX: u64 = 1_000_000_000;

fn parse_population(text: &str) -> Result<PopulationSource, String> {
    let Some(numbers) = text.strip_prefix("synthetic:") else {
        return Ok(PopulationSource::File(text.into()));
    };
    let (count, seed) = numbers.split_once(':').unwrap_or((numbers, "1"));
    match (count.parse(), seed.parse()) {
        (Ok(count), Ok(seed)) if (1..=SYNTHETIC_MAX).contains(&count) => {
            Ok(PopulationSource::Synthetic { count, seed })
        }
        _ => Err(format!(
            "write synthetic:N or synthetic:N:SEED, N from 1 to {SYNTHETIC_MAX}"
        )),
    }
}

/// `0.5`: digits, and at most four behind the point.
fn parse_percent(text: &str) -> Result<Percent, String> {
    let parsed = || {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(part) || !(1..=4).contains(&part.len()) {
            return None;
        }
        let whole: u32 = whole.parse().ok().filter(|whole| *whole <= 100)?;
        let millionths = whole * 10_000 + format!("{part:0<4}").parse::<u32>().ok()?;
        (millionths <= 1_000_000).then_some(Percent { millionths })
    };
    parsed().ok_or_else(|| "write a number from 0 to 100, as 0.5".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_are_exact() {
        let millionths = |text| parse_percent(text).map(|percent| percent.millionths);
        assert_eq!(millionths("0.5"), Ok(5_000));
        assert_eq!(millionths("0.0001"), Ok(1));
        assert_eq!(millionths("100"), Ok(1_000_000));
        for odd in [
            "",
            ".",
            "-1",
            "1.",
            "100.1",
            "0.00001",
            "1e2",
            "٥",
            "4294967296",
        ] {
            assert!(millionths(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn populations_are_files_or_made_up() {
        let synthetic = |count, seed| Ok(PopulationSource::Synthetic { count, seed });
        assert_eq!(parse_population("synthetic:100"), synthetic(100, 1));
        assert_eq!(parse_population("synthetic:100:7"), synthetic(100, 7));
        assert!(parse_population("synthetic:0").is_err());
        assert!(parse_population("synthetic:10:x").is_err());
        let file = PopulationSource::File("passes.txt".into());
        assert_eq!(parse_population("passes.txt"), Ok(file));
    }
}
