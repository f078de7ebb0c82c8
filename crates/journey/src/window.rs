//! Whether the pass is valid as long as the journey lasts.

use cleanbill_health::{DAY_SECS, Event, Record, day_number};
use cleanbill_precheck::{CheckResult, Conditions, ResultItem};
use cleanbill_verifier::{Outcome, Reason, Report, Verifier};
use cleanbill_wording::Wording;

use crate::item::because;

/// What stands against the pass at the ends of the window that is asked for, by its own dates;
/// nothing where it is valid throughout.
pub(crate) fn check(
    verifier: &mut Verifier<'_>,
    text: &str,
    conditions: &Conditions,
    now: i64,
    wording: &Wording,
) -> Vec<ResultItem> {
    let ends = [conditions.valid_from, conditions.valid_to];
    let mut items = Vec::new();
    for at in ends.into_iter().flatten() {
        let report = verifier.verify_as_of(text, at, now);
        if let Some(item) = against(&report, at, wording)
            && !items.contains(&item)
        {
            items.push(item);
        }
    }
    items
}

fn against(report: &Report, at: i64, wording: &Wording) -> Option<ResultItem> {
    match &report.stages.time {
        Outcome::Failed(reason) => Some(because(reason, CheckResult::Failed, wording)),
        Outcome::Undetermined(reason) => Some(because(reason, CheckResult::Open, wording)),
        Outcome::Passed | Outcome::Skipped(_) => {
            let reason = recovery(&report.pass.as_ref()?.content.record(), at)?;
            Some(because(&reason, CheckResult::Failed, wording))
        }
    }
}

/// A recovery says itself from when and until when it counts.
fn recovery(record: &Record, at: i64) -> Option<Reason> {
    record.events.iter().find_map(|event| {
        let Event::Recovery(recovery) = event else {
            return None;
        };
        let begins = recovery.valid_from.map(|day| day_number(day) * DAY_SECS);
        let ends = recovery
            .valid_until
            .map(|day| (day_number(day) + 1) * DAY_SECS);
        if let Some(issued_at) = begins.filter(|begins| at < *begins) {
            return Some(Reason::NotYetValid { issued_at });
        }
        let expired_at = ends.filter(|ends| at >= *ends)?;
        Some(Reason::Expired { expired_at })
    })
}
