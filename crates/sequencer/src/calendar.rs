//! Days and weeks, in UTC.

/// Seconds of a day.
const DAY_SECS: i64 = 86_400;

/// The day of a time: days since 1970-01-01.
pub(crate) fn day_of(now: i64) -> i32 {
    cleanbill_issuer::caps::day_of(now)
}

/// The first second of a day.
pub(crate) fn start_of(day: i32) -> i64 {
    i64::from(day) * DAY_SECS
}

/// The Monday of a day's week.
#[must_use]
pub fn week_of(day: i32) -> i32 {
    // 1970-01-01 was a Thursday.
    day.saturating_sub((i64::from(day) + 3).rem_euclid(7) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_mondays() {
        // 2026-11-23 is a Monday, 20,780 days after 1970-01-01.
        assert_eq!(week_of(20_780), 20_780);
        assert_eq!(week_of(20_786), 20_780);
        assert_eq!(week_of(20_779), 20_773);
        assert_eq!(week_of(-1), -3, "a Monday as well");
        assert_eq!(start_of(20_780), 1_795_392_000);
    }
}
