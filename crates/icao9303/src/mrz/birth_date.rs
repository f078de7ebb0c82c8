//! The birth date: two digits of the year, and what may be unknown.

use super::MrzError;

/// Nobody is older. The oldest person on record reached 122 years.
const AGE_YEARS_MAX: i64 = 130;
/// UTC+14: a date has begun somewhere once it has begun there.
const EARLIEST_OFFSET_SECS: i64 = 14 * 3_600;
const DAY_SECS: i64 = 86_400;
/// 9999-12-31, the last day with four digits of the year.
const LAST_DAY_SECS: i64 = 253_402_214_400;

/// A birth date as a zone has it: of each part, what is known (ICAO Doc 9303, part 3, section 4.8).
///
/// A zone holds two digits of the year. [`BirthDate::year`] is the latest year that does not lie
/// ahead; [`BirthDate::year_before`] the one a century earlier, if somebody can be that old.
///
/// `Debug` shows which parts are known and none of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct BirthDate {
    year: Option<u16>,
    year_before: Option<u16>,
    month: Option<u8>,
    day: Option<u8>,
}

impl BirthDate {
    /// The latest year with these two digits that does not lie ahead.
    #[must_use]
    pub const fn year(&self) -> Option<u16> {
        self.year
    }

    /// The same a hundred years earlier, unless that makes somebody over 130 years old.
    #[must_use]
    pub const fn year_before(&self) -> Option<u16> {
        self.year_before
    }

    /// 1 to 12.
    #[must_use]
    pub const fn month(&self) -> Option<u8> {
        self.month
    }

    /// 1 to 31.
    #[must_use]
    pub const fn day(&self) -> Option<u8> {
        self.day
    }

    /// Six cells: `YYMMDD`, `<<` for a part that is not known.
    pub(super) fn parse(cells: &[u8], now: i64) -> Result<Self, MrzError> {
        let [y1, y2, m1, m2, d1, d2] = *cells else {
            return Err(MrzError::BirthDate);
        };
        let two_digits = pair(y1, y2)?;
        let (month, day) = (pair(m1, m2)?, pair(d1, d2)?);
        if month.is_some_and(|month| !(1..=12).contains(&month))
            || day.is_some_and(|day| day == 0 || day > days_of(two_digits, month))
        {
            return Err(MrzError::BirthDate);
        }
        let date = Self {
            year: None,
            year_before: None,
            month,
            day,
        };
        Ok(match two_digits {
            Some(two_digits) => date.with_century(two_digits, now),
            None => date,
        })
    }

    fn with_century(self, two_digits: u8, now: i64) -> Self {
        let (year_now, month_now, day_now) = civil_date(now);
        let century = year_now - year_now.rem_euclid(100);
        let year = century + i64::from(two_digits);
        let month = i64::from(self.month.unwrap_or(1));
        let day = i64::from(self.day.unwrap_or(1));
        let lies_ahead = (year, month, day) > (year_now, month_now, day_now);
        let year = if lies_ahead { year - 100 } else { year };
        let can_be_older = year_now - (year - 100) <= AGE_YEARS_MAX;
        Self {
            year: u16::try_from(year).ok(),
            year_before: u16::try_from(year - 100).ok().filter(|_| can_be_older),
            ..self
        }
    }
}

impl std::fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BirthDate")
            .field("knows_year", &self.year.is_some())
            .field("knows_month", &self.month.is_some())
            .field("knows_day", &self.day.is_some())
            .finish()
    }
}

/// `None` for two fillers.
fn pair(tens: u8, ones: u8) -> Result<Option<u8>, MrzError> {
    match (tens, ones) {
        (b'<', b'<') => Ok(None),
        (b'0'..=b'9', b'0'..=b'9') => Ok(Some((tens - b'0') * 10 + (ones - b'0'))),
        _ => Err(MrzError::BirthDate),
    }
}

/// The most days that the month can have, as far as year and month are known.
const fn days_of(two_digits: Option<u8>, month: Option<u8>) -> u8 {
    match (month, two_digits) {
        (Some(4 | 6 | 9 | 11), _) => 30,
        (Some(2), Some(two_digits)) if !two_digits.is_multiple_of(4) => 28,
        (Some(2), _) => 29,
        _ => 31,
    }
}

/// Year, month and day of the latest date that has begun on earth, from 1970 to 9999.
fn civil_date(now: i64) -> (i64, i64, i64) {
    let secs = now
        .saturating_add(EARLIEST_OFFSET_SECS)
        .clamp(0, LAST_DAY_SECS);
    let mut days = secs / DAY_SECS;
    let mut year = 1970;
    while days >= days_of_year(year) {
        days -= days_of_year(year);
        year += 1;
    }
    let mut month = 1;
    while days >= days_of_month(year, month) {
        days -= days_of_month(year, month);
        month += 1;
    }
    (year, month, days + 1)
}

const fn days_of_year(year: i64) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

const fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 22 November 2026, noon.
    const NOW: i64 = 1_795_348_800;

    /// Latest year, the year a century before, month, day; 0 for what is not known.
    fn parts(cells: &str, now: i64) -> Option<[u16; 4]> {
        let date = BirthDate::parse(cells.as_bytes(), now).ok()?;
        let (month, day) = (date.month.map(u16::from), date.day.map(u16::from));
        Some([date.year, date.year_before, month, day].map(Option::unwrap_or_default))
    }

    #[test]
    fn civil_dates_are_those_of_the_clock() {
        assert_eq!(
            civil_date(NOW),
            (2026, 11, 23),
            "already the 23rd at UTC+14"
        );
        assert_eq!(civil_date(0), (1970, 1, 1));
        assert_eq!(civil_date(951_782_400), (2000, 2, 29));
        assert_eq!(civil_date(i64::MIN), (1970, 1, 1));
        assert_eq!(civil_date(i64::MAX), (9999, 12, 31));
    }

    #[test]
    fn the_century_is_the_latest_that_does_not_lie_ahead() {
        assert_eq!(parts("740812", NOW), Some([1974, 0, 8, 12]));
        assert_eq!(parts("261123", NOW), Some([2026, 1926, 11, 23]));
        // 1826 would make 200 years.
        assert_eq!(parts("261124", NOW), Some([1926, 0, 11, 24]));
        assert_eq!(parts("000229", NOW), Some([2000, 1900, 2, 29]));
    }

    #[test]
    fn parts_may_be_unknown() {
        assert_eq!(parts("64<<<<", NOW), Some([1964, 0, 0, 0]));
        assert_eq!(parts("6408<<", NOW), Some([1964, 0, 8, 0]));
        assert_eq!(parts("26<<<<", NOW), Some([2026, 1926, 0, 0]));
        assert_eq!(parts("<<0229", NOW), Some([0, 0, 2, 29]));
        assert_eq!(parts("<<<<<<", NOW), Some([0, 0, 0, 0]));
    }

    #[test]
    fn only_days_that_exist_are_dates() {
        for bad in [
            "741312", "740012", "740800", "740832", "740431", "750229", "7<0812", "<40812", "7408",
            "74081<",
        ] {
            assert_eq!(parts(bad, NOW), None, "{bad}");
        }
    }
}
