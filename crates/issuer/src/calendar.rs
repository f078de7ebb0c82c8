//! Dates of the Gregorian calendar, and the Unix seconds of a clock.

use cleanbill_health::{DAY_SECS, parse_date};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

/// UTC+14, the earliest time zone on earth: a date has begun somewhere once it has begun there.
const EARLIEST_OFFSET_SECS: i64 = 14 * 3_600;

/// A birth date as precise as it is known (DCC schema, `dob`).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum BirthDate {
    /// `YYYY-MM-DD`, `YYYY-MM` or `YYYY`: the first day that it can mean.
    From(Date),
    /// Empty: nothing is known.
    Unknown,
}

impl BirthDate {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let first_day = match text.len() {
            0 => return Some(Self::Unknown),
            4 => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            _ => text.to_owned(),
        };
        parse_date(&first_day).map(Self::From)
    }
}

/// A time with its offset from UTC (RFC 3339, section 5.6), as Unix seconds.
pub(crate) fn parse_time(text: &str) -> Option<i64> {
    parse_date(text.get(..10)?)?;
    // Annotations (RFC 9557) say nothing that a DCC could keep.
    if text.contains('[') {
        return None;
    }
    text.parse::<Timestamp>().ok().map(Timestamp::as_second)
}

/// `YYYY-MM-DDTHH:MM:SSZ`.
pub(crate) fn render_time(secs: i64) -> Option<String> {
    let time = Timestamp::from_second(secs).ok()?;
    Some(format!("{time:.0}"))
}

/// The latest date that has begun anywhere on earth.
pub(crate) fn latest_today(now: i64) -> Option<Date> {
    date_at(now.checked_add(EARLIEST_OFFSET_SECS)?)
}

/// The date in UTC.
pub(crate) fn date_at(secs: i64) -> Option<Date> {
    let time = Timestamp::from_second(secs).ok()?;
    Some(Offset::UTC.to_datetime(time).date())
}

/// The last second of the date in UTC.
pub(crate) fn end_of(date: Date) -> Option<i64> {
    let time = Offset::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()?;
    Some(time.as_second() + DAY_SECS - 1)
}

/// The date so many days later.
pub(crate) fn days_after(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_dates() {
        for good in ["1900-01-01", "2099-12-31", "2020-02-29"] {
            assert_eq!(parse_date(good).unwrap().to_string(), good);
        }
        for bad in [
            "2021-02-29",
            "2021-00-10",
            "2021-13-01",
            "2021-04-31",
            "2021-4-3",
            "1899-12-31",
            "2100-01-01",
            "2021-01-01 ",
            "20210101",
            "",
            "2021-01-0x",
            "+021-01-01",
            "2o21-01-01",
        ] {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
    }

    #[test]
    fn birth_dates_may_be_known_in_part() {
        let first = |text| {
            BirthDate::parse(text).map(|date| match date {
                BirthDate::From(date) => date.to_string(),
                BirthDate::Unknown => String::new(),
            })
        };
        assert_eq!(first("1964-08-12").as_deref(), Some("1964-08-12"));
        assert_eq!(first("1964-08").as_deref(), Some("1964-08-01"));
        assert_eq!(first("1964").as_deref(), Some("1964-01-01"));
        assert_eq!(first("").as_deref(), Some(""));
        for bad in ["64", "1964-13", "1964-8", "XXXX", "1964-XX-XX", "1864"] {
            assert_eq!(first(bad), None, "{bad}");
        }
    }

    #[test]
    fn times_need_an_offset_and_come_out_in_utc() {
        let utc = |text| parse_time(text).and_then(render_time);
        assert_eq!(
            utc("2021-08-20T10:03:12Z").as_deref(),
            Some("2021-08-20T10:03:12Z")
        );
        assert_eq!(
            utc("2021-08-20T10:03:12+02:00").as_deref(),
            Some("2021-08-20T08:03:12Z")
        );
        assert_eq!(
            utc("2021-08-20T10:03:12.750Z").as_deref(),
            Some("2021-08-20T10:03:12Z")
        );
        for bad in [
            "2021-08-20",
            "2021-08-20T10:03:12",
            "2021-08-20T25:03:12Z",
            "20210820T100312Z",
            "2021-08-20T10:03:12+02:00[Europe/Berlin]",
            "now",
            "",
        ] {
            assert_eq!(parse_time(bad), None, "{bad}");
        }
    }

    #[test]
    fn today_is_judged_where_the_day_begins_first() {
        let noon = parse_time("2021-08-20T12:00:00Z").unwrap();
        assert_eq!(latest_today(noon), parse_date("2021-08-21"));
        let morning = parse_time("2021-08-20T09:00:00Z").unwrap();
        assert_eq!(latest_today(morning), parse_date("2021-08-20"));
        assert_eq!(latest_today(i64::MAX), None);
    }

    #[test]
    fn a_day_ends_before_the_next() {
        let end = end_of(parse_date("2021-08-20").unwrap()).unwrap();
        assert_eq!(render_time(end).as_deref(), Some("2021-08-20T23:59:59Z"));
        let later = days_after(parse_date("2021-12-31").unwrap(), 180).unwrap();
        assert_eq!(later.to_string(), "2022-06-29");
    }
}
