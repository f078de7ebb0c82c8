//! Date-times against known values, most taken from V8's `Date`.

use proptest::prelude::*;

use super::{DateError, DateTime, civil_from_days, days_from_civil};
use crate::TimeUnit::{Day, Hour, Month, Year};

fn shown(date: Result<DateTime, DateError>) -> Result<String, DateError> {
    date.map(|date| date.to_string())
}

#[test]
fn texts_are_read_as_v8_does() {
    for (text, expected) in [
        ("2021-06-01", "2021-06-01T00:00:00.000Z"),
        ("2021-02-30", "2021-03-02T00:00:00.000Z"),
        ("2021-04-31", "2021-05-01T00:00:00.000Z"),
        ("0000-01-01", "0000-01-01T00:00:00.000Z"),
        ("9999-12-31", "9999-12-31T00:00:00.000Z"),
        ("2021-02-28T24:00:00Z", "2021-03-01T00:00:00.000Z"),
        ("2021-02-30T24:00:00Z", "2021-03-03T00:00:00.000Z"),
        ("2021-06-01T12:34:56", "2021-06-01T12:34:56.000Z"),
        ("2021-02-28T23:59:59+23:59", "2021-02-28T00:00:59.000Z"),
        ("2021-02-28T23:59:59-1", "2021-03-01T00:59:59.000Z"),
        ("2021-02-28T23:59:59+1:", "2021-02-28T22:59:59.000Z"),
        ("2021-02-28T12:00:00+100", "2021-02-28T11:00:00.000Z"),
        ("2021-02-28T12:00:00-130", "2021-02-28T13:30:00.000Z"),
        ("2021-02-28T12:00:00+000", "2021-02-28T12:00:00.000Z"),
        ("2021-02-28T12:00:00+1:00", "2021-02-28T11:00:00.000Z"),
        ("2021-02-28T12:00:00+1000", "2021-02-28T02:00:00.000Z"),
        ("2021-02-28T12:00:00+10:", "2021-02-28T02:00:00.000Z"),
        ("2021-02-28T23:59:59-0130", "2021-03-01T01:29:59.000Z"),
        ("2021-02-28T23:59:59.123456+2", "2021-02-28T21:59:59.123Z"),
        ("2021-02-28T23:59:59.5Z", "2021-02-28T23:59:59.500Z"),
        ("2021-02-28T00:00:00-00:00", "2021-02-28T00:00:00.000Z"),
    ] {
        assert_eq!(
            shown(DateTime::parse(text)),
            Ok(expected.to_owned()),
            "{text}"
        );
    }
}

#[test]
fn dates_that_do_not_exist() {
    for text in [
        "2021-02-32",
        "2021-13-01",
        "2021-00-10",
        "2021-01-00",
        "2021-02-28T24:00:01Z",
        "2021-02-28T25:00:00Z",
        "2021-02-28T23:60:00Z",
        "2021-02-28T23:59:60Z",
        "2021-02-28T23:59:59+24:00",
        "2021-02-28T23:59:59+12:60",
        "2021-02-28T12:00:00+199",
        "2021-13-01T23:59:59Z",
    ] {
        assert_eq!(DateTime::parse(text), Err(DateError::NoSuchDate), "{text}");
    }
    assert_eq!(
        DateTime::parse_rounding_up("2020-13"),
        Err(DateError::NoSuchDate)
    );
    assert_eq!(
        DateTime::parse_rounding_up("2020-00"),
        Err(DateError::NoSuchDate)
    );
}

#[test]
fn texts_in_other_forms() {
    for text in [
        "",
        "2021",
        "2021-06",
        "2021-6-1",
        "2021-06-01T",
        "2021-06-01T12:00",
        "2021-02-28T23:59:59+",
        "2021-02-28T23:59:59.",
        "2021-02-28T23:59:59z",
        "2021-02-28 23:59:59Z",
        "2021-02-28T23:59:59+1:3",
        "2021-02-28T12:00:00+10:0",
        "2021-02-28T12:00:00+10000",
        "2021-02-28T23:59:59+123:00",
        "2021-02-28T23:59:59ZZ",
        " 2021-06-01",
        "2021-06-01\n",
        "+02021-06-01",
        "2021\u{2d}06\u{2d}0\u{661}",
    ] {
        assert_eq!(DateTime::parse(text), Err(DateError::Format), "{text:?}");
    }
    assert_eq!(
        DateTime::parse_date_of_birth("2021-06-01T00:00:00Z"),
        Err(DateError::Format)
    );
    assert_eq!(DateTime::parse_date_of_birth("19"), Err(DateError::Format));
}

#[test]
fn partial_dates_become_their_last_day() {
    for (text, expected) in [
        ("2020", "2020-12-31T00:00:00.000Z"),
        ("2020-02", "2020-02-29T00:00:00.000Z"),
        ("1900-02", "1900-02-28T00:00:00.000Z"),
        ("2000-02", "2000-02-29T00:00:00.000Z"),
        ("9999-12", "9999-12-31T00:00:00.000Z"),
        ("2021-06-01", "2021-06-01T00:00:00.000Z"),
    ] {
        let expected = Ok(expected.to_owned());
        assert_eq!(shown(DateTime::parse_rounding_up(text)), expected, "{text}");
        assert_eq!(
            shown(DateTime::parse_date_of_birth(text)),
            expected,
            "{text}"
        );
    }
}

#[test]
fn sums_are_those_of_javascript() {
    for (text, amount, unit, expected) in [
        ("2020-02-29", 1, Year, "2021-03-01T00:00:00.000Z"),
        ("2020-02-29", 4, Year, "2024-02-29T00:00:00.000Z"),
        ("2021-01-31", 1, Month, "2021-03-03T00:00:00.000Z"),
        ("2021-03-31", -1, Month, "2021-03-03T00:00:00.000Z"),
        ("2021-01-15", -1, Month, "2020-12-15T00:00:00.000Z"),
        ("2021-12-31", 1, Day, "2022-01-01T00:00:00.000Z"),
        (
            "2021-03-01T05:00:00Z",
            -30,
            Hour,
            "2021-02-27T23:00:00.000Z",
        ),
        ("0001-01-01", -5, Year, "-000004-01-01T00:00:00.000Z"),
        (
            "1970-01-01",
            100_000_000,
            Day,
            "+275760-09-13T00:00:00.000Z",
        ),
        (
            "1970-01-01",
            2_400_000_000,
            Hour,
            "+275760-09-13T00:00:00.000Z",
        ),
    ] {
        let date = DateTime::parse(text).unwrap().plus(amount, unit);
        assert_eq!(
            shown(date),
            Ok(expected.to_owned()),
            "{text} {amount} {unit:?}"
        );
    }
    for (amount, unit) in [
        (100_000_001, Day),
        (2_400_000_001, Hour),
        (275_759, Year),
        (-300_000, Year),
        (i64::MAX, Day),
        (i64::MIN, Hour),
        (i64::MAX, Month),
        (i64::MIN, Year),
        (crate::INTEGER_MAX, Month),
    ] {
        let date = DateTime::parse("2021-01-31").unwrap();
        assert_eq!(
            date.plus(amount, unit),
            Err(DateError::OutOfRange),
            "{amount} {unit:?}"
        );
    }
}

#[test]
fn days_of_the_calendar() {
    assert_eq!(days_from_civil(1970, 1, 1), 0);
    assert_eq!(days_from_civil(2000, 3, 1), 11_017);
    assert_eq!(days_from_civil(1969, 12, 31), -1);
    assert_eq!(
        DateTime::parse("2021-06-15T10:00:00Z").unwrap().as_secs(),
        1_623_751_200
    );
    assert_eq!(DateTime::from_secs(i64::MAX), None);
    assert_eq!(
        DateTime::from_secs(1_623_751_200),
        DateTime::parse("2021-06-15T10:00:00Z").ok()
    );
}

proptest! {
    #[test]
    fn days_and_dates_are_inverse(days in -110_000_000_i64..110_000_000) {
        let (year, month, day) = civil_from_days(days);
        prop_assert_eq!(days_from_civil(year, month, day), days);
        prop_assert!((1..=12).contains(&month) && (1..=31).contains(&day));
    }

    #[test]
    fn what_is_shown_is_read(secs in -62_167_219_200_i64..253_402_300_800) {
        let date = DateTime::from_secs(secs).unwrap();
        prop_assert_eq!(DateTime::parse(&date.to_string()), Ok(date));
        let moment = crate::Moment::from_secs(secs);
        prop_assert_eq!(DateTime::parse(moment.as_str()), Ok(date));
    }

    #[test]
    fn months_add_up(secs in 0_i64..4_000_000_000, a in -500_i64..500, b in -500_i64..500) {
        // On the first of a month no day overflows.
        let date = DateTime::from_secs(secs).unwrap();
        let (year, month, _) = date.civil();
        let first = DateTime::parse(&format!("{year:04}-{month:02}-01")).unwrap();
        prop_assert_eq!(
            first.plus(a, Month).unwrap().plus(b, Month),
            first.plus(a + b, Month)
        );
        prop_assert_eq!(first.plus(12 * a, Month), first.plus(a, Year));
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,24}", near in "[0-9TZ:+.-]{0,26}") {
        for text in [text, near] {
            let _ = DateTime::parse_rounding_up(&text);
            let _ = DateTime::parse_date_of_birth(&text);
        }
    }
}
