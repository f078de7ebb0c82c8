//! How large the ribbons are. Integers only, so that every machine comes to the same layout.

use cleanbill_revocation::national::COLUMNS_MAX;
use cleanbill_revocation::national::ribbon::SPAN;

use crate::PublishError;
use crate::universe::Summary;

/// How often the exact ribbon is tried, with another seed and more rows each time.
pub(super) const ATTEMPTS_MAX: u8 = 32;

/// How often the approximate ribbon is made longer because too many keys come through.
pub(super) const LENGTHENINGS_MAX: u8 = 4;

/// Rows for so many keys: 1/64 more than keys, 1/256 more with each attempt, and 64, in whole words
/// and at least a span. Measured: at 1/128 a million keys begin to fill the band.
pub(super) fn rows_for(keys: u64, attempt: u8) -> Result<u32, PublishError> {
    let slack = keys / 64 + keys / 256 * u64::from(attempt) + 64;
    let rows = keys.saturating_add(slack).max(SPAN.into());
    let rows = rows.checked_next_multiple_of(64);
    rows.and_then(|rows| u32::try_from(rows).ok())
        .ok_or(PublishError::TooLarge)
}

/// The number of columns with which both ribbons together are smallest; the lowest of several.
pub(super) fn columns_for(issued: u64, revoked: u64) -> Result<u8, PublishError> {
    if revoked == 0 {
        return Ok(0);
    }
    let size = |columns: u8| {
        let survivors = (issued.saturating_sub(revoked)) >> columns;
        let approximate = u64::from(columns) * u64::from(rows_for(revoked, 0).ok()?);
        Some(approximate + u64::from(rows_for(revoked + survivors, 0).ok()?))
    };
    (0..=COLUMNS_MAX)
        .filter_map(|columns| Some((size(columns)?, columns)))
        .min()
        .map(|(_, columns)| columns)
        .ok_or(PublishError::TooLarge)
}

/// Whether so many survivors are what `columns` promise: one in 2^columns of those not revoked, a
/// sixteenth more at most.
pub(super) const fn is_expected(survivors: u64, universe: &Summary, columns: u8) -> bool {
    let expected = universe.issued.saturating_sub(universe.revoked) >> columns;
    survivors <= expected + expected / 16 + 256
}

/// The fewest bits in which one can say which `revoked` of `issued` passes are revoked: the binary
/// logarithm of the binomial coefficient.
#[must_use]
pub fn size_bound_bits(issued: u64, revoked: u64) -> f64 {
    let fewer = revoked.min(issued.saturating_sub(revoked));
    (0..fewer)
        .map(|taken| ((issued - taken) as f64).log2() - ((taken + 1) as f64).log2())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_is_that_of_the_binomial_coefficient() {
        assert_eq!(size_bound_bits(10, 0), 0.0);
        assert!((size_bound_bits(10, 3) - 120_f64.log2()).abs() < 1e-9);
        assert_eq!(size_bound_bits(10, 7), size_bound_bits(10, 3));
        assert_eq!(size_bound_bits(10, 10), 0.0);
    }

    #[test]
    fn columns_follow_the_share_of_revoked_passes() {
        assert_eq!(columns_for(1_000, 0), Ok(0));
        assert_eq!(columns_for(1_000_000, 900_000), Ok(0));
        assert_eq!(columns_for(10_000_000, 100_000), Ok(6));
        assert_eq!(columns_for(1_000_000_000, 100_000), Ok(13));
        assert_eq!(columns_for(u64::MAX, u64::MAX), Err(PublishError::TooLarge));
    }

    #[test]
    fn rows_are_whole_words_and_at_least_a_span() {
        assert_eq!(rows_for(0, 0), Ok(256));
        assert_eq!(rows_for(192, 0), Ok(320));
        assert_eq!(rows_for(64_000, 0), Ok(65_088));
        assert_eq!(rows_for(64_000, 2), Ok(65_600));
        assert_eq!(rows_for(1 << 32, 0), Err(PublishError::TooLarge));
    }
}
