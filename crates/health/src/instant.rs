//! Days and instants, as passes write them.

use cleanbill_certlogic::{civil_from_days, days_from_civil};
use jiff::civil::Date;

/// One civil day in UTC, in seconds.
pub const DAY_SECS: i64 = 86_400;
/// Largest hour of an offset from UTC that is read; RFC 3339 has 23.
const OFFSET_HOURS_MAX: i64 = 25;

/// Reads `YYYY-MM-DD`, a day that exists, 1900 to 2099: the years of the DCC schema.
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let date = any_date(text)?;
    (1900..=2099).contains(&date.year()).then_some(date)
}

fn any_date(text: &str) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return None;
    };
    let year = i16::try_from(number(&[*y1, *y2, *y3, *y4])?).ok()?;
    let month = i8::try_from(number(&[*m1, *m2])?).ok()?;
    Date::new(year, month, i8::try_from(number(&[*d1, *d2])?).ok()?).ok()
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |value, digit| {
        let digit = digit.is_ascii_digit().then(|| i64::from(digit - b'0'))?;
        Some(value * 10 + digit)
    })
}

/// The number of a day, counted from 1970-01-01.
#[must_use]
pub fn day_number(day: Date) -> i64 {
    days_from_civil(day.year().into(), day.month().into(), day.day().into())
}

/// The inverse of [`day_number`]; `None` outside the calendar, which ends with the year 9999.
#[must_use]
pub fn day_of_number(number: i64) -> Option<Date> {
    let in_range = day_number(Date::MIN)..=day_number(Date::MAX);
    let (year, month, day) = civil_from_days(in_range.contains(&number).then_some(number)?);
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(i16::try_from(year).ok()?, month, day).ok()
}

/// Reads a date and time with its offset from UTC (RFC 3339 §5.6, and what real passes make of it:
/// `+0200`, `+02`, or no offset at all, which is UTC), or a day alone, which is its first instant
/// in UTC. Unix seconds.
#[must_use]
pub fn parse_time(text: &str) -> Option<i64> {
    let (day, rest) = text.split_at_checked(10)?;
    let day = parse_date(day)?;
    if rest.is_empty() {
        return Some(day_number(day) * DAY_SECS);
    }
    let (time, offset) = time_and_offset(rest.as_bytes())?;
    Some(day_number(day) * DAY_SECS + time - offset.unwrap_or(0))
}

/// Reads a date and time of any year from 0 on with its offset from UTC, in all forms that
/// [`parse_time`] reads but those without one. Unix seconds.
#[must_use]
pub fn parse_instant(text: &str) -> Option<i64> {
    let (day, rest) = text.split_at_checked(10)?;
    let (time, offset) = time_and_offset(rest.as_bytes())?;
    Some(day_number(any_date(day)?) * DAY_SECS + time - offset?)
}

/// Seconds since midnight, and seconds east of UTC if it is said. Fractions are cut; a leap second
/// is the one before it.
fn time_and_offset(text: &[u8]) -> Option<(i64, Option<i64>)> {
    let ([b'T' | b't' | b' '], rest) = text.split_at_checked(1)? else {
        return None;
    };
    let (clock, mut rest) = clock(rest)?;
    if clock.hour > 23 || clock.minute > 59 || clock.second.is_some_and(|second| second > 60) {
        return None;
    }
    if clock.second.is_some()
        && let [b'.' | b',', fraction @ ..] = rest
    {
        let count = fraction.iter().take_while(|byte| byte.is_ascii_digit());
        let count = count.count();
        rest = fraction.get(count..).filter(|_| (1..=9).contains(&count))?;
    }
    let second = clock.second.unwrap_or(0).min(59);
    let time = (clock.hour * 60 + clock.minute) * 60 + second;
    Some((time, offset(rest)?))
}

/// The inner one is none where nothing is written.
fn offset(text: &[u8]) -> Option<Option<i64>> {
    let (sign, rest) = match text {
        [] => return Some(None),
        [b'Z' | b'z'] => return Some(Some(0)),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (clock, rest) = clock(rest)?;
    let second = clock.second.unwrap_or(0);
    let exists = clock.hour <= OFFSET_HOURS_MAX && clock.minute <= 59 && second <= 59;
    let secs = (clock.hour * 60 + clock.minute) * 60 + second;
    (exists && rest.is_empty()).then_some(Some(sign * secs))
}

struct Clock {
    hour: i64,
    minute: i64,
    second: Option<i64>,
}

/// `hh`, `hh:mm`, `hh:mm:ss`, or the same without colons; and what follows.
fn clock(text: &[u8]) -> Option<(Clock, &[u8])> {
    let (hour, rest) = two_digits(text)?;
    let has_colons = rest.starts_with(b":");
    let mut clock = Clock {
        hour,
        minute: 0,
        second: None,
    };
    let Some((minute, rest)) = part(rest, has_colons)? else {
        return Some((clock, rest));
    };
    clock.minute = minute;
    let Some((second, rest)) = part(rest, has_colons)? else {
        return Some((clock, rest));
    };
    clock.second = Some(second);
    Some((clock, rest))
}

/// The next two digits if there are any; none at all where a colon promises some that are missing.
fn part(text: &[u8], has_colons: bool) -> Option<Option<(i64, &[u8])>> {
    match text {
        [b':', rest @ ..] if has_colons => two_digits(rest).map(Some),
        _ if has_colons => Some(None),
        rest => Some(two_digits(rest)),
    }
}

fn two_digits(text: &[u8]) -> Option<(i64, &[u8])> {
    let (digits, rest) = text.split_at_checked(2)?;
    Some((number(digits)?, rest))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::DateTime;
    use jiff::tz::Offset;
    use proptest::prelude::*;

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

    /// What read them before: a library for all that a calendar can be asked.
    fn reference(text: &str) -> Option<i64> {
        let (day, rest) = text.split_at_checked(10)?;
        let day = parse_date(day)?;
        if rest.is_empty() {
            return utc(day.at(0, 0, 0, 0));
        }
        if rest.contains('[') || !rest.starts_with(['T', 't', ' ']) {
            return None;
        }
        match text.parse::<Timestamp>() {
            // Not cut towards 1970 before it.
            Ok(instant) => Some(instant.as_nanosecond().div_euclid(1_000_000_000) as i64),
            Err(_) => utc(text.parse::<DateTime>().ok()?),
        }
    }

    fn utc(time: DateTime) -> Option<i64> {
        let instant = Offset::UTC.to_timestamp(time).ok()?;
        Some(instant.as_nanosecond().div_euclid(1_000_000_000) as i64)
    }

    #[test]
    fn every_day_has_its_number() {
        let mut day = Date::new(1899, 12, 31).unwrap();
        let mut number = -25_567;
        while day.year() < 2101 {
            day = day.tomorrow().unwrap();
            assert_eq!(day_number(day), number, "{day}");
            assert_eq!(day_of_number(number), Some(day), "{day}");
            number += 1;
        }
        for (day, outside) in [(Date::MIN, -1), (Date::MAX, 1)] {
            assert_eq!(day_of_number(day_number(day)), Some(day));
            assert_eq!(day_of_number(day_number(day) + outside), None);
        }
        assert_eq!(day_of_number(i64::MIN), None);
        assert_eq!(day_of_number(i64::MAX), None);
    }

    #[test]
    fn an_instant_has_an_offset() {
        assert_eq!(
            parse_instant("2021-11-08T13:30:00+03:00"),
            Some(1_636_367_400)
        );
        assert_eq!(parse_instant("9999-12-31T23:59:59Z"), Some(253_402_300_799));
        for odd in ["", "2021-11-08", "2021-11-08T10:30:00", "1636367400"] {
            assert_eq!(parse_instant(odd), None, "{odd}");
        }
    }

    proptest! {
        #[test]
        fn times_are_read_as_before(
            text in "(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]([Tt _]\\PC{0,12})?"
        ) {
            prop_assert_eq!(parse_time(&text), reference(&text));
        }

        #[test]
        fn forms_are_read_as_before(
            day in "(1969|1970|2021)-(02|12)-(28|29|31)",
            time in "[Tt ][0-2][0-9](:?[0-6][0-9]){0,3}([.,][0-9]{0,10})?",
            offset in "|[Zz]|[+-][0-2][0-9](:?[0-6][0-9]){0,3}|[+-][0-9]|[.,][0-9]",
        ) {
            let text = format!("{day}{time}{offset}");
            prop_assert_eq!(parse_time(&text), reference(&text), "{}", text);
        }
    }
}
