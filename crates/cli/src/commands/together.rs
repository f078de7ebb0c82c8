//! Several passes together: whether they are of one person, and what they come to.

use cleanbill_health::matching::{Combined, CombinedEvent, Proposal, SamePerson, combine, propose};
use cleanbill_health::{Event, Record};
use cleanbill_verifier::{Report, Verdict};

use crate::error::CliError;
use crate::output::{FAINT, OPEN, RESET, STRONG, harmless, line};

/// Says whether these are of one person, and why.
pub(super) fn propose_aloud(records: &[&Record], are_genuine: bool) -> Result<Proposal, CliError> {
    let proposal = propose(records).map_err(CliError::from)?;
    line(&format!("\n{}Together{RESET}", STRONG.render()))?;
    line(&format!("  {}", sentence(proposal.answer)))?;
    for reason in &proposal.reasons {
        line(&format!("  {}{}{RESET}", FAINT.render(), reason.code()))?;
    }
    if !are_genuine {
        let open = OPEN.render();
        line(&format!(
            "  {open}!{RESET} Not all of them are proven to be genuine."
        ))?;
    }
    Ok(proposal)
}

/// Says that a proposal alone does nothing.
pub(super) fn unconfirmed() -> Result<(), CliError> {
    line("  Nothing is taken together: with --same-person, somebody confirms it.")
}

/// Proposes, and with somebody's confirmation combines.
pub(super) fn tell(reports: &[Report], same_person: bool) -> Result<(), CliError> {
    let records = records_of(reports);
    let records: Vec<&Record> = records.iter().collect();
    let genuine = |report: &Report| report.verdict() == Verdict::Authentic;
    let proposal = propose_aloud(&records, reports.iter().all(genuine))?;
    if !same_person {
        return unconfirmed();
    }
    let confirmed = proposal.confirm()?;
    events(&combine(&records, confirmed)?)
}

/// What those say that say anything.
pub(super) fn records_of(reports: &[Report]) -> Vec<Record> {
    let passes = reports.iter().filter_map(|report| report.pass.as_ref());
    passes.map(|pass| pass.content.record()).collect()
}

const fn sentence(answer: SamePerson) -> &'static str {
    match answer {
        SamePerson::Same => "The passes name one person.",
        SamePerson::Likely => "The passes may be of one person: nothing contradicts.",
        SamePerson::Unknown => {
            "The passes do not say enough to tell whether they are of one person."
        }
        SamePerson::Different => "The passes name different people.",
    }
}

fn events(combined: &Combined) -> Result<(), CliError> {
    let records = combined.records();
    for (kept, record) in combined.events.iter().zip(&records) {
        if let [event] = record.events.as_slice() {
            line(&format!("  {}", harmless(&told(event, kept))))?;
        }
    }
    for conflict in &combined.conflicts {
        line(&format!("  {}!{RESET} {}", OPEN.render(), conflict.code()))?;
    }
    Ok(())
}

/// One event, and in how many passes it is.
fn told(event: &Event, kept: &CombinedEvent) -> String {
    let ground = event.ground().name();
    let what = match event {
        Event::Vaccination(dose) => {
            let day = dose.date.map(|day| day.to_string()).unwrap_or_default();
            let number = dose.dose.map(|number| format!(" dose {number}"));
            let product = dose.product.as_ref().map(|code| format!(" {}", code.value));
            format!(
                "{day}{}{}",
                number.unwrap_or_default(),
                product.unwrap_or_default()
            )
        }
        Event::Recovery(recovery) => recovery
            .first_positive
            .map(|day| day.to_string())
            .unwrap_or_default(),
        Event::Test(_) | Event::Exemption(_) => String::new(),
    };
    let count = kept.sources.len();
    format!("{ground} {what} (in {count} of the passes)")
}
