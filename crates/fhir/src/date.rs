//! The forms of dates (R4, section 2.24.0.1): as regular expressions there, as bytes here.

/// Whether this has the form of a FHIR `date`: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, with a month of 1
/// to 12 and a day of 1 to 31. Whether the month has that day is not asked.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let year = parts.next().and_then(|year| number(year, 4));
    let in_range = |part: Option<&str>, max| match part {
        None => true,
        Some(part) => number(part, 2).is_some_and(|number| (1..=max).contains(&number)),
    };
    year.is_some_and(|year| year > 0)
        && in_range(parts.next(), 12)
        && in_range(parts.next(), 31)
        && parts.next().is_none()
}

/// Whether this has the form of a FHIR `dateTime`: a `date`, or a whole day with a time to the
/// second or better and an offset from UTC.
#[must_use]
pub fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else {
        return is_date(text);
    };
    date.len() == 10 && is_date(date) && is_time(time)
}

fn is_time(text: &str) -> bool {
    let Some((clock, offset)) = split_offset(text) else {
        return false;
    };
    let (clock, has_fraction) = match clock.split_once('.') {
        Some((clock, digits)) => {
            let is_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            (clock, is_digits)
        }
        None => (clock, true),
    };
    let mut parts = clock.split(':');
    let mut below = |max: u16| {
        let part = parts.next().and_then(|part| number(part, 2));
        part.is_some_and(|number| number <= max)
    };
    let is_clock = below(23) && below(59) && below(60) && parts.next().is_none();
    let is_offset = match offset.split_once(':') {
        None => offset == "Z",
        Some((hours, minutes)) => {
            number(hours, 2).is_some_and(|hours| hours <= 14)
                && number(minutes, 2).is_some_and(|minutes| minutes <= 59)
        }
    };
    is_clock && has_fraction && is_offset
}

/// The clock, and `Z` or the offset without its sign.
fn split_offset(text: &str) -> Option<(&str, &str)> {
    match text.strip_suffix('Z') {
        Some(clock) => Some((clock, "Z")),
        None => text
            .split_once(['+', '-'])
            .filter(|(_, offset)| *offset != "Z"),
    }
}

fn number(text: &str, digits: usize) -> Option<u16> {
    let is_number = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_date_time};

    #[test]
    fn dates_may_be_partial() {
        for good in ["1980", "1980-05", "1980-05-31", "0001"] {
            assert!(is_date(good) && is_date_time(good), "{good}");
        }
        for bad in [
            "",
            "0000",
            "80",
            "1980-5",
            "1980-13",
            "1980-00",
            "1980-05-32",
            "1980-05-01-",
            "+980",
            "1980-05-01T",
            "19800501",
            "１９８０",
        ] {
            assert!(!is_date(bad) && !is_date_time(bad), "{bad}");
        }
    }

    #[test]
    fn times_have_an_offset() {
        for good in [
            "2021-05-04T10:00:00Z",
            "2021-05-04T23:59:60.123456+14:00",
            "2021-05-04T00:00:00-03:30",
        ] {
            assert!(is_date_time(good) && !is_date(good), "{good}");
        }
        for bad in [
            "2021-05-04T10:00:00",
            "2021-05T10:00:00Z",
            "2021-05-04T10:00Z",
            "2021-05-04T24:00:00Z",
            "2021-05-04T10:00:00.Z",
            "2021-05-04T10:00:00+15:00",
            "2021-05-04T10:00:00+Z",
            "2021-05-04T10:00:00Z+01:00",
            "2021-05-04 10:00:00Z",
        ] {
            assert!(!is_date_time(bad), "{bad}");
        }
    }
}
