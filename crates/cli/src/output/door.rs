//! One line of JSON a scan, for turnstiles: nothing in it tells the ground (guarantee G04).

use cleanbill_verifier::DoorVerdict;
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    verdict: &'static str,
    action: &'static str,
    name: Option<&'a str>,
    birth_date: Option<&'a str>,
    /// `null` if there is no data.
    data_age_secs: Option<i64>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    data_ageing: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    consecutive_policy: Option<u16>,
    reason: &'static str,
}

/// The line, without its line feed.
pub(crate) fn line(door: &DoorVerdict) -> String {
    let line = Line {
        verdict: door.verdict.name(),
        action: door.action.name(),
        name: door.name.as_deref(),
        birth_date: door.birth_date.as_deref(),
        data_age_secs: door.data_age_secs,
        data_ageing: door.data_ageing,
        consecutive_policy: door.consecutive_policy,
        reason: door.reason.code(),
    };
    // Every part is text or number, so it can always be written.
    serde_json::to_string(&line).unwrap_or_default()
}
