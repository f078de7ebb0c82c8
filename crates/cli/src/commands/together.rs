//! Several passes together: whether they are of one person, and what they come to.

use std::sync::{Mutex, PoisonError};

use cleanbill_health::matching::{Combined, CombinedEvent, SamePerson, combine, propose};
use cleanbill_health::{Event, Record};
use cleanbill_verifier::Verdict;

use crate::check::{Checked, Finding};
use crate::error::CliError;
use crate::output::{FAINT, OPEN, RESET, STRONG, harmless, line};

/// What a pass says, and whether it is genuine.
pub(super) struct Kept {
    record: Record,
    is_genuine: bool,
}

/// Keeps what a pass says, if it says anything.
pub(super) fn keep(checked: &Checked, kept: &Mutex<Vec<Kept>>) {
    let Finding::Report(report) = &checked.finding else {
        return;
    };
    let Some(pass) = &report.pass else { return };
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.push(Kept {
        record: pass.content.record(),
        is_genuine: report.verdict() == Verdict::Authentic,
    });
}

/// Proposes, and with somebody's confirmation combines.
pub(super) fn tell(kept: Mutex<Vec<Kept>>, same_person: bool) -> Result<(), CliError> {
    let kept = kept.into_inner().unwrap_or_else(PoisonError::into_inner);
    let records: Vec<&Record> = kept.iter().map(|kept| &kept.record).collect();
    let together = |error| CliError::Together { error };
    let proposal = propose(&records).map_err(together)?;
    line(&format!("\n{}Together{RESET}", STRONG.render()))?;
    line(&format!("  {}", sentence(proposal.answer)))?;
    for reason in &proposal.reasons {
        line(&format!("  {}{}{RESET}", FAINT.render(), reason.code()))?;
    }
    if !kept.iter().all(|kept| kept.is_genuine) {
        let open = OPEN.render();
        line(&format!(
            "  {open}!{RESET} Not all of them are proven to be genuine."
        ))?;
    }
    if !same_person {
        return line("  Nothing is taken together: with --same-person, somebody confirms it.");
    }
    let confirmed = proposal.confirm().map_err(together)?;
    let combined = combine(&records, confirmed).map_err(together)?;
    events(&combined)
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
