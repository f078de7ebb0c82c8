//! One line a pass, for people. Widths are fixed, so that a million rows stream.

use cleanbill_verifier::Verdict;

use super::{FAINT, RESET, harmless, mark};
use crate::check::{Checked, Finding, Tally};

const VERDICT_WIDTH: usize = 12;
const SOURCE_WIDTH: usize = 44;

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
pub(crate) fn row(checked: &Checked) -> String {
    let verdict = checked.verdict();
    let (sign, style) = mark(verdict);
    let (country, why) = match &checked.finding {
        Finding::Report(report) => {
            let signer = report.signer.as_ref().and_then(|signer| signer.country);
            let why = report
                .reason()
                .map_or(good(verdict), |reason| reason.sentence());
            (
                signer.map_or_else(|| "–".to_owned(), |country| country.to_string()),
                why,
            )
        }
        Finding::Failed(error) => ("–".to_owned(), error.sentence()),
    };
    let source = shorten(&harmless(&checked.source.to_string()));
    format!(
        "{}{sign} {:VERDICT_WIDTH$}{RESET}  {country:2}  {source:SOURCE_WIDTH$}  {why}",
        style.render(),
        verdict.name()
    )
}

/// What is said of a pass that nothing stands against.
pub(crate) const fn good(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Authentic => "Genuine and in date. No policy was asked.",
        _ => "Good.",
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
