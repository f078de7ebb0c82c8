//! Times of a certificate, to Unix seconds and back (RFC 5280 §4.1.2.5).

use crate::der::{Element, tag};
use crate::deviation::{Deviation, Deviations};
use crate::error::X509Error;

const DAY_SECS: i64 = 86_400;

/// Reads `Time ::= CHOICE { utcTime, generalTime }`: `YYMMDDhhmmssZ`, where 50 to 99 mean 1950 to
/// 1999, or `YYYYMMDDhhmmssZ`, which should be from 2050 on.
pub(crate) fn parse_time(
    time: &Element<'_>,
    deviations: &mut Deviations,
) -> Result<i64, X509Error> {
    let (year, rest) = match time.tag {
        tag::UTC_TIME => {
            let (digits, rest) = time.content.split_at_checked(2).ok_or(X509Error::Time)?;
            let year = number(digits)?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        tag::GENERALIZED_TIME => {
            let (digits, rest) = time.content.split_at_checked(4).ok_or(X509Error::Time)?;
            let year = number(digits)?;
            if year < 2050 {
                deviations.note(Deviation::EarlyGeneralizedTime);
            }
            (year, rest)
        }
        _ => return Err(X509Error::Time),
    };
    let Some((digits, [b'Z'])) = rest.split_at_checked(10) else {
        return Err(X509Error::Time);
    };
    let mut fields = [0; 5];
    for (field, digits) in fields.iter_mut().zip(digits.chunks(2)) {
        *field = number(digits)?;
    }
    let [month, day, hour, minute, second] = fields;
    let in_range = (1..=12).contains(&month)
        && (1..=days_of_month(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    if !in_range {
        return Err(X509Error::Time);
    }
    Ok(days_since_epoch(year, month, day) * DAY_SECS + hour * 3600 + minute * 60 + second)
}

/// Writes Unix seconds as the tag and the content of a `Time`: UTCTime up to 2049, GeneralizedTime
/// after that. `None` outside the years 1950 to 9999.
pub(crate) fn render_time(at: i64) -> Option<(u8, String)> {
    let (year, month, day) = date_of(at.div_euclid(DAY_SECS));
    let second = at.rem_euclid(DAY_SECS);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let rest = format!("{month:02}{day:02}{hour:02}{minute:02}{second:02}Z");
    match year {
        1950..=2049 => Some((tag::UTC_TIME, format!("{:02}{rest}", year % 100))),
        2050..=9999 => Some((tag::GENERALIZED_TIME, format!("{year}{rest}"))),
        _ => None,
    }
}

/// A number written in decimal digits and nothing else.
fn number(digits: &[u8]) -> Result<i64, X509Error> {
    digits.iter().try_fold(0, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + i64::from(digit - b'0'))
            .ok_or(X509Error::Time)
    })
}

const fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar. A year is counted from March, so that
/// the leap day is its last; 400 years have 146,097 days.
const fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year
        - 719_468
}

/// The inverse of [`days_since_epoch`]: year, month, day.
const fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let january_or_february = month >= 10;
    let month = if january_or_february {
        month - 9
    } else {
        month + 3
    };
    (era * 400 + year + january_or_february as i64, month, day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::der::Reader;

    fn parse(tag: u8, text: &str) -> Result<i64, X509Error> {
        let der = [&[tag, text.len() as u8], text.as_bytes()].concat();
        parse_time(
            &Reader::new(&der).any().unwrap(),
            &mut Deviations::default(),
        )
    }

    #[test]
    fn known_instants() {
        for (tag, text, at) in [
            (tag::UTC_TIME, "700101000000Z", 0),
            (tag::UTC_TIME, "500101000000Z", -631_152_000),
            (tag::UTC_TIME, "491231235959Z", 2_524_607_999),
            (tag::UTC_TIME, "210628132801Z", 1_624_886_881),
            (tag::GENERALIZED_TIME, "20500101000000Z", 2_524_608_000),
            (tag::GENERALIZED_TIME, "20240229120000Z", 1_709_208_000),
            (tag::GENERALIZED_TIME, "99991231235959Z", 253_402_300_799),
        ] {
            assert_eq!(parse(tag, text), Ok(at), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "2",
            "210628132801",
            "2106281328Z",
            "210628132801+0200",
            "210628132860Z",
            "210628136001Z",
            "210628242801Z",
            "210631132801Z",
            "210229132801Z",
            "211328132801Z",
            "210028132801Z",
            "2106281328 1Z",
            "21062813280-Z",
        ] {
            assert_eq!(parse(tag::UTC_TIME, text), Err(X509Error::Time), "{text}");
        }
        assert_eq!(
            parse(tag::GENERALIZED_TIME, "20210628132801.5Z"),
            Err(X509Error::Time)
        );
        assert_eq!(
            parse(tag::PRINTABLE_STRING, "210628132801Z"),
            Err(X509Error::Time)
        );
    }

    #[test]
    fn only_years_that_can_be_written_are() {
        assert_eq!(render_time(-631_152_001), None);
        assert_eq!(render_time(253_402_300_800), None);
        assert_eq!(render_time(i64::MAX), None);
        assert_eq!(render_time(i64::MIN), None);
    }

    proptest! {
        #[test]
        fn round_trip(at in -631_152_000_i64..=253_402_300_799) {
            let (tag, text) = render_time(at).unwrap();
            prop_assert_eq!(parse(tag, &text), Ok(at));
        }
    }
}
