//! Dates of birth, as precise as they are known.

use jiff::civil::Date;

use crate::parse_date;

/// A date of birth, as precise as it is known (DCC schema, `dob`; ICAO Doc 9303 part 3, §4.5).
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum BirthDate {
    /// The day is known.
    Day(Date),
    /// Only year and month (1–12).
    Month(i16, i8),
    /// Only the year.
    Year(i16),
}

impl BirthDate {
    /// Reads `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; a time after the day is dropped. `None` if it is
    /// none of these, or no day that exists.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.len() {
            4 => Some(Self::Year(parse_date(&format!("{text}-01-01"))?.year())),
            7 => {
                let first = parse_date(&format!("{text}-01"))?;
                Some(Self::Month(first.year(), first.month()))
            }
            10 => parse_date(text).map(Self::Day),
            _ => {
                let (day, rest) = text.split_at_checked(10)?;
                rest.starts_with('T')
                    .then(|| parse_date(day))?
                    .map(Self::Day)
            }
        }
    }

    /// The latest day that it can mean: what is unknown counts for the younger age.
    #[must_use]
    pub fn latest(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Month(year, month) => {
                Date::new(year, month, 1).map_or(Date::MAX, Date::last_of_month)
            }
            Self::Year(year) => Date::new(year, 12, 31).unwrap_or(Date::MAX),
        }
    }

    /// Age in completed years on `today`, of the youngest person that this can be; 0 before
    /// birth. Who was born on 29 February completes a year on 1 March where there is no such day.
    #[must_use]
    pub fn age_min(self, today: Date) -> u16 {
        let born = self.latest();
        let before = (today.month(), today.day()) < (born.month(), born.day());
        let years = today.year() - born.year() - i16::from(before);
        u16::try_from(years).unwrap_or(0)
    }
}

impl std::fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BirthDate(..)")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn it_is_as_precise_as_written() {
        let day = date(1964, 8, 12);
        assert_eq!(BirthDate::parse("1964-08-12"), Some(BirthDate::Day(day)));
        let with_time = BirthDate::parse("1964-08-12T00:00:00");
        assert_eq!(with_time, Some(BirthDate::Day(day)));
        assert_eq!(BirthDate::parse("1964-08"), Some(BirthDate::Month(1964, 8)));
        assert_eq!(BirthDate::parse("1964"), Some(BirthDate::Year(1964)));
        for odd in [
            "",
            "64",
            "1964-13",
            "1964-02-30",
            "1964-8-1",
            "1964-08-12x",
            "١٩٦٤",
        ] {
            assert_eq!(BirthDate::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn what_is_unknown_counts_for_the_younger_age() {
        let today = date(2021, 11, 22);
        let age = |text: &str| BirthDate::parse(text).unwrap().age_min(today);
        assert_eq!(age("2003-11-22"), 18);
        assert_eq!(age("2003-11-23"), 17);
        assert_eq!(age("2003-11"), 17);
        assert_eq!(age("2003"), 17);
        assert_eq!(age("2002"), 18);
        assert_eq!(age("2004-02-29"), 17);
        assert_eq!(age("2030-01-01"), 0);
    }
}
