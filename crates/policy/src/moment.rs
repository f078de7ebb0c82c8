//! Days in the policy's own offset from UTC.

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Span as Duration, Timestamp};

use crate::term::Span;

/// An offset from UTC: where a policy's days begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Offset);

impl Zone {
    /// UTC.
    pub const UTC: Self = Self(Offset::UTC);

    /// So many minutes east of UTC; `None` beyond a day.
    #[must_use]
    pub fn of_minutes(minutes: i16) -> Option<Self> {
        Offset::from_seconds(i32::from(minutes) * 60).ok().map(Self)
    }

    /// Seconds east of UTC.
    #[must_use]
    pub fn offset_secs(self) -> i32 {
        self.0.seconds()
    }

    /// The day that it is at an instant, Unix seconds.
    #[must_use]
    pub fn day(self, at: i64) -> Option<Date> {
        let instant = Timestamp::from_second(at).ok()?;
        Some(self.0.to_datetime(instant).date())
    }

    /// First second of a day, Unix.
    #[must_use]
    pub fn start(self, day: Date) -> i64 {
        let midnight = day.at(0, 0, 0, 0);
        self.0
            .to_timestamp(midnight)
            .map_or(i64::MAX, Timestamp::as_second)
    }

    /// Last second of a day, Unix.
    #[must_use]
    pub fn end(self, day: Date) -> i64 {
        self.start(day)
            .saturating_add(cleanbill_health::DAY_SECS - 1)
    }

    /// The day so many days later; `None` past the end of the calendar.
    #[must_use]
    pub fn plus_days(self, day: Date, days: u16) -> Option<Date> {
        day.checked_add(Duration::new().days(i64::from(days))).ok()
    }

    /// Last second of a span that began on `day`, Unix.
    pub(crate) fn last_second(self, day: Date, span: Span) -> Option<i64> {
        match span {
            Span::Days(days) => self.plus_days(day, days).map(|last| self.end(last)),
            Span::Months(months) => {
                let last = day.checked_add(Duration::new().months(i64::from(months)));
                last.ok().map(|last| self.end(last))
            }
            Span::Hours(hours) => Some(self.start(day) + i64::from(hours) * 3_600),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

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
