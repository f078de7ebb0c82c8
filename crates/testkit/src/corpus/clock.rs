//! The instants of the corpus, as its authors wrote them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// Unix seconds of a date and time: ISO 8601 with any offset (`Z`, `+02:00`, `+0200`); without one
/// it is UTC. A fraction is cut off.
pub(super) fn parse_instant(text: &str) -> Option<i64> {
    let instant = text.parse::<Timestamp>().or_else(|_| {
        text.parse::<DateTime>()
            .and_then(|local| Offset::UTC.to_timestamp(local))
    });
    Some(instant.ok()?.as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_the_corpus_is_read() {
        const NOON: Option<i64> = Some(1_620_302_400);
        for text in [
            "2021-05-06T12:00:00Z",
            "2021-05-06T12:00:00.806Z",
            "2021-05-06T12:00:00.085231Z",
            "2021-05-06T12:00:00.085231",
            "2021-05-06T12:00:00",
            "2021-05-06T14:00:00+02:00",
            "2021-05-06T14:00:00.120+02:00",
            "2021-05-06T14:00:00+0200",
        ] {
            assert_eq!(parse_instant(text), NOON, "{text}");
        }
        assert_eq!(parse_instant("2021-05-06"), Some(1_620_259_200));
        assert_eq!(parse_instant("noon"), None);
    }
}
