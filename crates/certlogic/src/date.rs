//! Date-times as CertLogic reads and adds them: those of JavaScript, in UTC.

use thiserror::Error;

use crate::TimeUnit;

/// The farthest that a JavaScript date is from 1970, in milliseconds (ECMA-262, "Time Range").
const MILLIS_MAX: i64 = 8_640_000_000_000_000;
const MILLIS_A_DAY: i64 = 86_400_000;
const MILLIS_AN_HOUR: i64 = 3_600_000;

/// Why a text is no date-time, or none can be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DateError {
    /// Not in one of the forms that CertLogic reads.
    #[error("not in the form of a date")]
    Format,
    /// In the right form, with a month, day, hour, minute, second or offset that does not exist.
    #[error("no such date or time")]
    NoSuchDate,
    /// Beyond the range of dates, some 270,000 years from now.
    #[error("beyond the range of dates")]
    OutOfRange,
}

/// A date-time: milliseconds since 1970-01-01T00:00:00Z, at most 8.64 · 10^15 from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(i64);

impl DateTime {
    /// Milliseconds since 1970.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970, rounded down.
    #[must_use]
    pub const fn as_secs(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// From seconds since 1970; `None` beyond the range.
    #[must_use]
    pub const fn from_secs(secs: i64) -> Option<Self> {
        match secs.checked_mul(1000) {
            Some(millis) if millis >= -MILLIS_MAX && millis <= MILLIS_MAX => Some(Self(millis)),
            _ => None,
        }
    }

    /// Reads `YYYY-MM-DD`, or `YYYY-MM-DDThh:mm:ss` with an optional fraction and an optional zone:
    /// `Z`, `+h`, `+hh`, `+hmm`, `+hhmm`, `+hh:mm` (CertLogic specification 1.3, "Offset
    /// date-time").
    ///
    /// Without a zone it is UTC. As JavaScript engines do, a day 29 to 31 that the month lacks is
    /// a day of the next month, 24:00:00 is the next day, and digits past milliseconds are cut.
    ///
    /// # Errors
    /// [`DateError`]. JavaScript has an invalid date instead of [`DateError::NoSuchDate`], which no
    /// comparison holds for.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let bytes = text.as_bytes();
        let (days, rest) = read_day(bytes)?;
        let [separator, rest @ ..] = rest else {
            return days
                .map(|days| Self(days * MILLIS_A_DAY))
                .ok_or(DateError::NoSuchDate);
        };
        let (millis, zone) = match separator {
            b'T' => read_time(rest)?,
            _ => return Err(DateError::Format),
        };
        let offset = read_zone(zone)?;
        match (days, millis, offset) {
            (Some(days), Some(millis), Some(offset)) => {
                Ok(Self(days * MILLIS_A_DAY + millis - offset))
            }
            _ => Err(DateError::NoSuchDate),
        }
    }

    /// Reads what [`DateTime::parse`] reads, and `YYYY` and `YYYY-MM`, which become their last day
    /// at 00:00 UTC.
    ///
    /// # Errors
    /// [`DateError`].
    pub fn parse_rounding_up(text: &str) -> Result<Self, DateError> {
        match last_day(text.as_bytes()) {
            Some(day) => day,
            None => Self::parse(text),
        }
    }

    /// Reads a date of birth of the EU DCC: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as the last day it
    /// can be.
    ///
    /// # Errors
    /// [`DateError`].
    pub fn parse_date_of_birth(text: &str) -> Result<Self, DateError> {
        match last_day(text.as_bytes()) {
            Some(day) => day,
            None if text.len() == "YYYY-MM-DD".len() => Self::parse(text),
            None => Err(DateError::Format),
        }
    }

    /// Adds as JavaScript's `Date` does: years and months on the calendar, an overflowing day
    /// flowing into the next month.
    ///
    /// # Errors
    /// [`DateError::OutOfRange`].
    pub fn plus(self, amount: i64, unit: TimeUnit) -> Result<Self, DateError> {
        let months = match unit {
            TimeUnit::Day => return self.plus_millis(amount, MILLIS_A_DAY),
            TimeUnit::Hour => return self.plus_millis(amount, MILLIS_AN_HOUR),
            TimeUnit::Month => Some(amount),
            TimeUnit::Year => amount.checked_mul(12),
        };
        let (days, time) = (
            self.0.div_euclid(MILLIS_A_DAY),
            self.0.rem_euclid(MILLIS_A_DAY),
        );
        let (year, month, day) = civil_from_days(days);
        let months = months
            .and_then(|months| (year * 12 + month - 1).checked_add(months))
            .filter(|months| months.unsigned_abs() < 12 * 300_000)
            .ok_or(DateError::OutOfRange)?;
        let first = days_from_civil(months.div_euclid(12), months.rem_euclid(12) + 1, 1);
        Self::in_range((first + day - 1) * MILLIS_A_DAY + time)
    }

    fn plus_millis(self, amount: i64, millis_each: i64) -> Result<Self, DateError> {
        let sum = amount
            .checked_mul(millis_each)
            .and_then(|added| self.0.checked_add(added));
        sum.ok_or(DateError::OutOfRange).and_then(Self::in_range)
    }

    fn in_range(millis: i64) -> Result<Self, DateError> {
        if (-MILLIS_MAX..=MILLIS_MAX).contains(&millis) {
            Ok(Self(millis))
        } else {
            Err(DateError::OutOfRange)
        }
    }

    /// Year, month 1 to 12, day 1 to 31.
    pub(crate) fn civil(self) -> (i64, i64, i64) {
        civil_from_days(self.0.div_euclid(MILLIS_A_DAY))
    }

    /// Hour, minute, second, millisecond.
    pub(crate) fn clock(self) -> (i64, i64, i64, i64) {
        let millis = self.0.rem_euclid(MILLIS_A_DAY);
        let secs = millis / 1000;
        (secs / 3600, secs / 60 % 60, secs % 60, millis % 1000)
    }
}

/// As JavaScript's `toISOString`: `2021-06-01T00:00:00.000Z`, six digits and a sign for years
/// outside 0 to 9999.
impl core::fmt::Display for DateTime {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (year, month, day) = self.civil();
        let (hour, minute, second, millis) = self.clock();
        if (0..=9999).contains(&year) {
            write!(f, "{year:04}")?;
        } else {
            write!(f, "{year:+07}")?;
        }
        write!(
            f,
            "-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z"
        )
    }
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |sum, digit| {
        digit
            .is_ascii_digit()
            .then(|| sum * 10 + i64::from(digit - b'0'))
    })
}

/// `YYYY-MM-DD` and what follows; no day if it does not exist.
fn read_day(bytes: &[u8]) -> Result<(Option<i64>, &[u8]), DateError> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, rest @ ..] = bytes else {
        return Err(DateError::Format);
    };
    let year = number(&[*y1, *y2, *y3, *y4]).ok_or(DateError::Format)?;
    let month = number(&[*m1, *m2]).ok_or(DateError::Format)?;
    let day = number(&[*d1, *d2]).ok_or(DateError::Format)?;
    let exists = (1..=12).contains(&month) && (1..=31).contains(&day);
    Ok((
        exists.then(|| days_from_civil(year, month, 1) + day - 1),
        rest,
    ))
}

/// `hh:mm:ss[.f…]` as milliseconds, and what follows.
fn read_time(bytes: &[u8]) -> Result<(Option<i64>, &[u8]), DateError> {
    let [h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = bytes else {
        return Err(DateError::Format);
    };
    let hour = number(&[*h1, *h2]).ok_or(DateError::Format)?;
    let minute = number(&[*m1, *m2]).ok_or(DateError::Format)?;
    let second = number(&[*s1, *s2]).ok_or(DateError::Format)?;
    let (millis, rest) = match rest {
        [b'.', rest @ ..] => read_fraction(rest)?,
        _ => (0, rest),
    };
    let exists = (hour < 24 && minute < 60 && second < 60)
        || (hour == 24 && minute == 0 && second == 0 && millis == 0);
    Ok((
        exists.then_some(((hour * 60 + minute) * 60 + second) * 1000 + millis),
        rest,
    ))
}

fn read_fraction(bytes: &[u8]) -> Result<(i64, &[u8]), DateError> {
    let count = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if count == 0 {
        return Err(DateError::Format);
    }
    let (digits, rest) = bytes.split_at(count);
    let padded = digits.iter().copied().chain([b'0', b'0']).take(3);
    Ok((
        padded.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')),
        rest,
    ))
}

/// The offset from UTC in milliseconds.
fn read_zone(bytes: &[u8]) -> Result<Option<i64>, DateError> {
    let (sign, rest) = match bytes {
        [] | [b'Z'] => return Ok(Some(0)),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return Err(DateError::Format),
    };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    // The reference's `\d{1,2}:?(\d{2})?$` gives three digits one of hours and two of minutes.
    let count = if digits == 3 && rest.len() == 3 {
        1
    } else {
        digits.min(2)
    };
    let (hours, rest) = rest.split_at(count);
    let minutes = match rest {
        [b':', minutes @ ..] => minutes,
        minutes => minutes,
    };
    if hours.is_empty() || !matches!(minutes.len(), 0 | 2) {
        return Err(DateError::Format);
    }
    let hours = number(hours).ok_or(DateError::Format)?;
    let minutes = number(minutes).ok_or(DateError::Format)?;
    let exists = hours < 24 && minutes < 60;
    Ok(exists.then_some(sign * (hours * 60 + minutes) * 60_000))
}

/// The last day of `YYYY` or `YYYY-MM`; `None` for texts in another form.
fn last_day(bytes: &[u8]) -> Option<Result<DateTime, DateError>> {
    let (year, month) = match bytes {
        [y1, y2, y3, y4] => (number(&[*y1, *y2, *y3, *y4])?, 12),
        [y1, y2, y3, y4, b'-', m1, m2] => (number(&[*y1, *y2, *y3, *y4])?, number(&[*m1, *m2])?),
        _ => return None,
    };
    if !(1..=12).contains(&month) {
        return Some(Err(DateError::NoSuchDate));
    }
    let next = if month == 12 {
        (year + 1, 1)
    } else {
        (year, month + 1)
    };
    Some(Ok(DateTime(
        (days_from_civil(next.0, next.1, 1) - 1) * MILLIS_A_DAY,
    )))
}

/// Days since 1970-01-01 of a date of the proleptic Gregorian calendar: years are counted from
/// March, so that the leap day is the last of a year, in eras of 400 years of 146,097 days.
#[must_use]
pub const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`]: year, month 1 to 12, day 1 to 31.
#[must_use]
pub const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400;
    (if month <= 2 { year + 1 } else { year }, month, day)
}

#[cfg(test)]
#[path = "date_tests.rs"]
mod tests;
