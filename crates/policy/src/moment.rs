//! Days in the policy's own offset from UTC.

use cleanbill_health::{DAY_SECS, day_number, day_of_number};
use jiff::civil::Date;

use crate::term::Span;

/// Farthest offset from UTC that can be written, 25:59.
const OFFSET_MAX_MINUTES: u16 = 25 * 60 + 59;

/// An offset from UTC: where a policy's days begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    offset_secs: i32,
}

impl Zone {
    /// UTC.
    pub const UTC: Self = Self { offset_secs: 0 };

    /// So many minutes east of UTC; `None` beyond a day.
    #[must_use]
    pub fn of_minutes(minutes: i16) -> Option<Self> {
        let exists = minutes.unsigned_abs() <= OFFSET_MAX_MINUTES;
        exists.then_some(Self {
            offset_secs: i32::from(minutes) * 60,
        })
    }

    /// Seconds east of UTC.
    #[must_use]
    pub const fn offset_secs(self) -> i32 {
        self.offset_secs
    }

    /// The day that it is at an instant, Unix seconds.
    #[must_use]
    pub fn day(self, at: i64) -> Option<Date> {
        let here = at.checked_add(self.offset_secs.into())?;
        day_of_number(here.div_euclid(DAY_SECS))
    }

    /// First second of a day, Unix.
    #[must_use]
    pub fn start(self, day: Date) -> i64 {
        day_number(day) * DAY_SECS - i64::from(self.offset_secs)
    }

    /// Last second of a day, Unix.
    #[must_use]
    pub fn end(self, day: Date) -> i64 {
        self.start(day) + DAY_SECS - 1
    }

    /// The day so many days later; `None` past the end of the calendar.
    #[must_use]
    pub fn plus_days(self, day: Date, days: u16) -> Option<Date> {
        day_of_number(day_number(day) + i64::from(days))
    }

    /// Last second of a span that began on `day`, Unix.
    pub(crate) fn last_second(self, day: Date, span: Span) -> Option<i64> {
        match span {
            Span::Days(days) => self.plus_days(day, days).map(|last| self.end(last)),
            Span::Months(months) => plus_months(day, months).map(|last| self.end(last)),
            Span::Hours(hours) => Some(self.start(day) + i64::from(hours) * 3_600),
        }
    }
}

/// The same day so many months later, or the last of a month that has no such day.
fn plus_months(day: Date, months: u16) -> Option<Date> {
    let months = i32::from(day.year()) * 12 + i32::from(day.month() - 1) + i32::from(months);
    let year = i16::try_from(months.div_euclid(12)).ok()?;
    let month = i8::try_from(months.rem_euclid(12) + 1).ok()?;
    let last = Date::new(year, month, 1).ok()?.last_of_month();
    Date::new(year, month, day.day().min(last.day())).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_and_days_are_added_as_on_a_calendar() {
        for start in [
            "2019-12-31",
            "2020-01-30",
            "2020-02-29",
            "2021-11-08",
            "9990-08-31",
        ] {
            let start: Date = start.parse().unwrap();
            for count in 0..500 {
                let span = jiff::Span::new().months(count);
                let expected = start.checked_add(span).ok();
                assert_eq!(plus_months(start, count), expected, "{start} {count}");
                let span = jiff::Span::new().days(count);
                let expected = start.checked_add(span).ok();
                assert_eq!(
                    Zone::UTC.plus_days(start, count),
                    expected,
                    "{start} {count}"
                );
            }
        }
    }

    #[test]
    fn an_offset_that_can_be_written_is_one() {
        for (minutes, exists) in [
            (1_559, true),
            (-1_559, true),
            (1_560, false),
            (i16::MIN, false),
        ] {
            assert_eq!(Zone::of_minutes(minutes).is_some(), exists, "{minutes}");
        }
    }

    #[test]
    fn a_span_ends_with_its_last_day_where_the_door_is() {
        let moscow = Zone::of_minutes(180).unwrap();
        let last = moscow
            .last_second(date(2021, 8, 31), Span::Months(6))
            .unwrap();
        assert_eq!(moscow.day(last), Some(date(2022, 2, 28)));
        assert_eq!(moscow.day(last + 1), Some(date(2022, 3, 1)));
        // 21:00 UTC is midnight in Moscow.
        assert_eq!((last + 1) % 86_400, 21 * 3_600);
        assert_eq!(moscow.plus_days(Date::MAX, 1), None);
    }
}
