//! Checks as they are told.

use cleanbill_precheck::{CheckResult, ResultItem, ResultKind};
use cleanbill_verifier::{DoorReason, Reason, Report, Verdict};
use cleanbill_wording::Wording;

/// A technical check.
pub(crate) fn technical(code: &str, result: CheckResult, details: String) -> ResultItem {
    ResultItem {
        identifier: code.to_owned(),
        result,
        kind: ResultKind::Technical,
        details,
    }
}

/// A technical check and its reason in words.
pub(crate) fn because(reason: &Reason, result: CheckResult, wording: &Wording) -> ResultItem {
    technical(reason.code(), result, wording.sentence(reason))
}

/// What a verdict is as the outcome of a check.
pub(crate) const fn result_of(verdict: Verdict) -> CheckResult {
    match verdict {
        Verdict::Accepted
        | Verdict::Authentic
        | Verdict::NoPassNeeded
        | Verdict::NoCheckInForce => CheckResult::Ok,
        Verdict::Undetermined => CheckResult::Open,
        Verdict::Refused => CheckResult::Failed,
    }
}

/// What a report says of the pass itself.
pub(crate) fn of_report(report: &Report, wording: &Wording) -> ResultItem {
    let verdict = report.verdict();
    match report.reason() {
        Some(reason) => because(reason, result_of(verdict), wording),
        None => {
            let reason = DoorReason::Good;
            technical(reason.code(), result_of(verdict), wording.door(reason))
        }
    }
}
