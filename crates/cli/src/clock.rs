//! The one place that reads the clock and the randomness of the machine.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Now, in Unix seconds.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line is where the clock comes in"
)]
pub(crate) fn now() -> i64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_secs()).unwrap_or(i64::MAX),
    }
}

/// A stopwatch, for `bench`.
#[expect(clippy::disallowed_methods, reason = "measuring is what bench does")]
pub(crate) fn stopwatch() -> Instant {
    Instant::now()
}

/// An instant as people write it: RFC 3339, a date (midnight UTC), or Unix seconds.
pub(crate) fn parse_time(text: &str) -> Result<i64, String> {
    if let Ok(secs) = text.parse::<i64>() {
        return Ok(secs);
    }
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Ok(timestamp.as_second());
    }
    text.parse::<Date>()
        .and_then(|date| TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)))
        .map(|timestamp| timestamp.as_second())
        .map_err(|_| {
            "write 2021-11-19T18:00:00Z, 2021-11-19 or Unix seconds such as 1637344800".to_owned()
        })
}

/// Unix seconds as RFC 3339 in UTC; far dates as the number.
pub(crate) fn render_time(secs: i64) -> String {
    Timestamp::from_second(secs)
        .map_or_else(|_| secs.to_string(), |timestamp| timestamp.to_string())
}

/// Unix seconds as a date in UTC.
pub(crate) fn render_date(secs: i64) -> String {
    render_time(secs).chars().take("2021-11-19".len()).collect()
}

/// A span in the largest unit that has at least two of it.
pub(crate) fn render_span(secs: i64) -> String {
    const UNITS: [(i64, &str); 4] = [
        (86_400, "days"),
        (3_600, "hours"),
        (60, "minutes"),
        (1, "seconds"),
    ];
    let fitting = UNITS.iter().find(|(unit, _)| secs >= 2 * unit);
    let (unit, name) = fitting.unwrap_or(&(1, "seconds"));
    format!("{} {name}", secs / unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_three_forms() {
        assert_eq!(parse_time("2021-11-19T18:00:00Z"), Ok(1_637_344_800));
        assert_eq!(parse_time("2021-11-19T20:00:00+02:00"), Ok(1_637_344_800));
        assert_eq!(parse_time("2021-11-19"), Ok(1_637_280_000));
        assert_eq!(parse_time("1637344800"), Ok(1_637_344_800));
        assert!(parse_time("yesterday").is_err());
        assert!(parse_time("2021-02-30").is_err());
    }

    #[test]
    fn times_and_spans_are_written_for_people() {
        assert_eq!(render_time(1_637_344_800), "2021-11-19T18:00:00Z");
        assert_eq!(render_date(1_637_344_800), "2021-11-19");
        assert_eq!(render_time(i64::MAX), i64::MAX.to_string());
        assert_eq!(render_span(3 * 86_400), "3 days");
        assert_eq!(render_span(90), "90 seconds");
        assert_eq!(render_span(0), "0 seconds");
    }
}
