//! Days and instants, as passes write them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

/// One civil day in UTC, in seconds.
pub const DAY_SECS: i64 = 86_400;

/// Reads `YYYY-MM-DD`, a day that exists, 1900 to 2099: the years of the DCC schema.
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let [_, _, _, _, b'-', _, _, b'-', _, _] = bytes else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |value, digit| {
            let digit = digit.is_ascii_digit().then(|| i16::from(digit - b'0'))?;
            Some(value * 10 + digit)
        })
    };
    let year = number(bytes.get(..4)?)?;
    let month = number(bytes.get(5..7)?)?;
    let day = number(bytes.get(8..)?)?;
    if !(1900..=2099).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Reads a date and time with its offset from UTC (RFC 3339 §5.6, and what real passes make of it:
/// `+0200`, `+02`, or no offset at all, which is UTC), or a day alone, which is its first instant
/// in UTC. Unix seconds.
#[must_use]
pub fn parse_time(text: &str) -> Option<i64> {
    let (day, rest) = text.split_at_checked(10)?;
    let day = parse_date(day)?;
    if rest.is_empty() {
        return utc(day.at(0, 0, 0, 0));
    }
    // Annotations (RFC 9557) say nothing that a pass could mean.
    if rest.contains('[') || !rest.starts_with(['T', 't', ' ']) {
        return None;
    }
    match text.parse::<Timestamp>() {
        Ok(instant) => Some(instant.as_second()),
        Err(_) => utc(text.parse::<DateTime>().ok()?),
    }
}

fn utc(time: DateTime) -> Option<i64> {
    Offset::UTC
        .to_timestamp(time)
        .ok()
        .map(Timestamp::as_second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_passes_write_them() {
        for same in [
            "2021-11-08T10:30:00Z",
            "2021-11-08T13:30:00+03:00",
            "2021-11-08T13:30:00+0300",
            "2021-11-08T13:30:00+03",
            "2021-11-08T10:30:00",
            "2021-11-08 10:30:00.000Z",
            "2021-11-08t10:30:00z",
        ] {
            assert_eq!(parse_time(same), Some(1_636_367_400), "{same}");
        }
        assert_eq!(parse_time("2021-11-08"), Some(1_636_329_600));
        for odd in [
            "",
            "2021-11-31",
            "2021-11-08Z",
            "2021-11-08T25:00:00Z",
            "noon",
            "2021-11-08T10:30:00Z[Europe/Paris]",
        ] {
            assert_eq!(parse_time(odd), None, "{odd}");
        }
    }
}
