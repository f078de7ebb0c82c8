//! One line a pass, for people. Widths are fixed, so that a million rows stream.

use cleanbill_verifier::{DoorVerdict, Report};
use cleanbill_wording::Wording;

use super::{FAINT, RESET, harmless, mark};
use crate::check::{Checked, Finding, Tally};

const VERDICT_WIDTH: usize = 17;
const SOURCE_WIDTH: usize = 40;

/// The heading.
pub(crate) fn heading() -> String {
    format!(
        "{}  {:VERDICT_WIDTH$}  {:2}  {:SOURCE_WIDTH$}  WHY{RESET}",
        FAINT.render(),
        "VERDICT",
        "BY",
        "SOURCE"
    )
}

/// The row of one code.
pub(crate) fn row(checked: &Checked, wording: &Wording) -> String {
    let verdict = checked.verdict();
    let (sign, style) = mark(verdict);
    let (country, why) = match &checked.finding {
        Finding::Report(report) => {
            let signer = report.signer.as_ref().and_then(|signer| signer.country);
            (
                signer.map_or_else(|| "–".to_owned(), |country| country.to_string()),
                why(report, wording),
            )
        }
        Finding::Failed(error) => ("–".to_owned(), error.sentence().to_owned()),
    };
    let source = shorten(&harmless(&checked.source.to_string()));
    format!(
        "{}{sign} {:VERDICT_WIDTH$}{RESET}  {country:2}  {source:SOURCE_WIDTH$}  {why}",
        style.render(),
        verdict.name()
    )
}

/// What is said of a report: its reason, or what is good.
pub(crate) fn why(report: &Report, wording: &Wording) -> String {
    match report.reason() {
        Some(reason) => wording.sentence(reason),
        None => wording.door(DoorVerdict::new(report, None).reason),
    }
}

/// The last line, under several rows.
pub(crate) fn sum(tally: Tally) -> String {
    format!(
        "{} checked: {} authentic, {} refused, {} could not be checked",
        tally.total(),
        tally.good,
        tally.refused,
        tally.undetermined
    )
}

/// The end of a long path says more than its beginning.
fn shorten(source: &str) -> String {
    let chars = source.chars().count();
    if chars <= SOURCE_WIDTH {
        return source.to_owned();
    }
    let end: String = source.chars().skip(chars - (SOURCE_WIDTH - 1)).collect();
    format!("…{end}")
}
