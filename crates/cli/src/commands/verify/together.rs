//! Passes of one person at a door, judged as one.

use cleanbill_health::Record;
use cleanbill_verifier::Outcome;
use cleanbill_wording::Wording;

use crate::args::VerifyOptions;
use crate::bundle::Data;
use crate::check::{Checked, Finding, Tally, check_all};
use crate::commands::together::{propose_aloud, records_of, unconfirmed};
use crate::error::CliError;
use crate::exit::Exit;
use crate::input::{Items, Source};
use crate::output::{card, line};

/// Shows each pass, then whether they are of one person, and with somebody's confirmation what the
/// policy says of them.
pub(super) fn run(
    items: Items,
    data: &Data,
    options: &VerifyOptions,
    wording: &Wording,
) -> Result<Exit, CliError> {
    let shown = card::Shown {
        holder: options.holder,
        explain: options.explain,
    };
    let (mut tally, mut reports) = (Tally::default(), Vec::new());
    let show = |checked: Checked| {
        let card = card::card(&checked, shown, wording);
        (checked, card)
    };
    check_all(items, data, show, |(checked, card)| {
        tally.add(checked.verdict());
        reports.extend(checked.report());
        line(&card)
    })?;
    let records = records_of(&reports);
    let records: Vec<&Record> = records.iter().collect();
    let is_genuine = |stage: &Outcome| *stage == Outcome::Passed;
    let are_genuine = reports
        .iter()
        .all(|report| is_genuine(&report.stages.signature));
    let proposal = propose_aloud(&records, are_genuine)?;
    if !options.same_person {
        unconfirmed()?;
        return Ok(tally.exit());
    }
    let (at, _) = data.times();
    let judged = data
        .verifier()
        .judge_together(&reports, proposal.confirm()?, at)
        .map_err(|error| CliError::Together { error })?;
    let best = reports.swap_remove(judged.pass);
    let together = Checked {
        source: Source::Together,
        finding: Finding::Report(Box::new(judged.onto(best))),
    };
    let mut tally = Tally::default();
    tally.add(together.verdict());
    line(&card::card(&together, shown, wording))?;
    Ok(tally.exit())
}
