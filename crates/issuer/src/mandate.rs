//! Acting for others, growing up, being forgotten, being handed over: when each is allowed, and
//! the body of its act.
//!
//! The basis of law is checked with the act ([`ActContent::check`](crate::act::ActContent::check)):
//! an erasure rests on the end of retention, a court's or the supervisor's order, or the holder's
//! upheld request (G10); a disclosure is seen by its holder at once, or by a court's order at most
//! 90 days later (G11).

use cleanbill_health::{BirthDate, DAY_SECS};
use jiff::civil::Date;
use thiserror::Error;

use crate::act::{Body, DISCLOSURE_DELAY_MAX_DAYS, LegalBasis, PublicId, Recipient};
use crate::calendar::{date_at, end_of};

/// Longest mandate, in days: five years, then it is given anew.
pub const MANDATE_MAX_DAYS: i64 = 5 * 366;

/// Why it is not allowed.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MandateError {
    /// The holder is not of age yet, or nobody knows.
    #[error("the holder is not of age yet, or their birth date is not known")]
    NotOfAge,
    /// A parent's mandate ends when the child comes of age, and the child is.
    #[error("the holder is of age: nobody has a parent's mandate for them")]
    OfAge,
    /// A mandate ends after it began, at most five years later.
    #[error("a mandate ends after it begins, at most {MANDATE_MAX_DAYS} days later")]
    End,
    /// Nobody represents themselves.
    #[error("holder and representative are the same")]
    Same,
    /// The clock shows no date.
    #[error("the clock shows no date")]
    Clock,
    /// Only a court can delay what a holder sees, and by 90 days at most.
    #[error("a holder sees a disclosure at once, or by a court's order 90 days later at most")]
    Delay,
}

impl MandateError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotOfAge => "mandate.not-of-age",
            Self::OfAge => "mandate.of-age",
            Self::End => "mandate.end",
            Self::Same => "mandate.same",
            Self::Clock => "mandate.clock",
            Self::Delay => "mandate.delay",
        }
    }
}

/// A record passes into the holder's own hands, once they surely are `majority_years` old; what is
/// not known of a birth date counts for the younger age.
///
/// # Errors
/// [`MandateError::NotOfAge`], [`MandateError::Clock`].
pub fn hand_over(
    subject: PublicId,
    birth: Option<BirthDate>,
    majority_years: u16,
    now: i64,
) -> Result<Body, MandateError> {
    let today = date_at(now).ok_or(MandateError::Clock)?;
    match birth {
        Some(birth) if birth.age_min(today) >= majority_years => Ok(Body::HandOver { subject }),
        _ => Err(MandateError::NotOfAge),
    }
}

/// Somebody may act for a holder until `ends_at`.
///
/// # Errors
/// [`MandateError::Same`], [`MandateError::End`].
pub fn mandate(
    subject: PublicId,
    representative: PublicId,
    may_act: bool,
    ends_at: i64,
    now: i64,
) -> Result<Body, MandateError> {
    if subject == representative {
        return Err(MandateError::Same);
    }
    let secs = ends_at.saturating_sub(now);
    if secs <= 0 || secs > MANDATE_MAX_DAYS * DAY_SECS {
        return Err(MandateError::End);
    }
    Ok(Body::Mandate {
        subject,
        representative,
        may_act,
        ends_at,
    })
}

/// As [`mandate`], for a parent: it ends on the day before the child comes of age, or after five
/// years, and is given anew.
///
/// # Errors
/// [`MandateError::OfAge`], also where no birth date is known; [`MandateError::Same`],
/// [`MandateError::Clock`].
pub fn parental_mandate(
    subject: PublicId,
    representative: PublicId,
    birth: Option<BirthDate>,
    majority_years: u16,
    now: i64,
) -> Result<Body, MandateError> {
    let last = birth
        .and_then(|birth| last_minor_day(birth, majority_years))
        .ok_or(MandateError::OfAge)?;
    let end = end_of(last).ok_or(MandateError::Clock)?;
    if end <= now {
        return Err(MandateError::OfAge);
    }
    let ends_at = end.min(now.saturating_add(MANDATE_MAX_DAYS * DAY_SECS));
    mandate(subject, representative, true, ends_at, now)
}

/// The last day on which somebody is surely below that age: what is not known of the birth date
/// counts for the older one here, so that no mandate outlives childhood.
fn last_minor_day(birth: BirthDate, years: u16) -> Option<Date> {
    let earliest = match birth {
        BirthDate::Day(day) => day,
        BirthDate::Month(year, month) => Date::new(year, month, 1).ok()?,
        BirthDate::Year(year) => Date::new(year, 1, 1).ok()?,
    };
    let span = jiff::Span::new().try_years(i64::from(years)).ok()?;
    earliest.checked_add(span).ok()?.yesterday().ok()
}

/// A record is handed to a court or a body named by law. The holder sees it after `delay_days`.
///
/// # Errors
/// [`MandateError::Delay`].
pub fn disclose(
    subject: PublicId,
    recipient: Recipient,
    basis: LegalBasis,
    delay_days: i64,
    now: i64,
) -> Result<Body, MandateError> {
    let max = match basis {
        LegalBasis::CourtOrder => DISCLOSURE_DELAY_MAX_DAYS,
        _ => 0,
    };
    if !(0..=max).contains(&delay_days) {
        return Err(MandateError::Delay);
    }
    Ok(Body::Disclose {
        subject,
        recipient,
        visible_at: now.saturating_add(delay_days * DAY_SECS),
    })
}

/// Whether a person's data key may be destroyed on this basis (G10).
#[must_use]
pub const fn may_erase(basis: LegalBasis) -> bool {
    matches!(
        basis,
        LegalBasis::Retention
            | LegalBasis::CourtOrder
            | LegalBasis::SupervisoryOrder
            | LegalBasis::Erasure
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHILD: PublicId = [1; 16];
    const PARENT: PublicId = [2; 16];

    fn noon(text: &str) -> i64 {
        cleanbill_health::parse_time(&format!("{text}T12:00:00Z")).unwrap()
    }

    #[test]
    fn a_record_is_handed_over_when_its_holder_surely_is_of_age() {
        let hand = |birth: &str, day: &str| {
            hand_over(CHILD, BirthDate::parse(birth), 18, noon(day)).is_ok()
        };
        assert!(!hand("2003-11-22", "2021-11-21"));
        assert!(hand("2003-11-22", "2021-11-22"));
        assert!(!hand("2003-11", "2021-11-22"));
        assert!(hand("2003-11", "2021-11-30"));
        assert!(!hand("2003", "2021-12-30"));
        assert!(!hand("", "2021-12-30"));
    }

    #[test]
    fn a_parents_mandate_ends_with_childhood() {
        let ends = |birth: &str, day: &str| {
            let birth = BirthDate::parse(birth);
            match parental_mandate(CHILD, PARENT, birth, 18, noon(day)) {
                Ok(Body::Mandate { ends_at, .. }) => Ok(ends_at),
                Ok(_) => unreachable!(),
                Err(error) => Err(error),
            }
        };
        let day_after = |day: &str| noon(day) - 12 * 3_600 - 1;
        assert_eq!(
            ends("2003-11-22", "2021-11-21"),
            Ok(day_after("2021-11-22"))
        );
        assert_eq!(ends("2003-11-22", "2021-11-22"), Err(MandateError::OfAge));
        assert_eq!(ends("2003", "2020-12-31"), Ok(day_after("2021-01-01")));
        assert_eq!(ends("", "2020-12-31"), Err(MandateError::OfAge));
        let long = noon("2015-01-01") + MANDATE_MAX_DAYS * DAY_SECS;
        assert_eq!(ends("2014-11-22", "2015-01-01"), Ok(long));
    }

    #[test]
    fn mandates_have_two_people_and_an_end() {
        assert_eq!(mandate(CHILD, CHILD, false, 10, 1), Err(MandateError::Same));
        assert_eq!(mandate(CHILD, PARENT, false, 1, 1), Err(MandateError::End));
        let late = MANDATE_MAX_DAYS * DAY_SECS + 2;
        assert_eq!(
            mandate(CHILD, PARENT, false, late, 1),
            Err(MandateError::End)
        );
        assert!(mandate(CHILD, PARENT, false, late - 1, 1).is_ok());
    }

    #[test]
    fn only_a_court_delays_what_a_holder_sees() {
        let delay = |basis, days| disclose(CHILD, Recipient::Police, basis, days, 0);
        assert!(delay(LegalBasis::CourtOrder, 90).is_ok());
        assert_eq!(delay(LegalBasis::CourtOrder, 91), Err(MandateError::Delay));
        assert_eq!(delay(LegalBasis::CourtOrder, -1), Err(MandateError::Delay));
        assert_eq!(delay(LegalBasis::PassLaw, 1), Err(MandateError::Delay));
        assert!(delay(LegalBasis::PassLaw, 0).is_ok());
    }

    #[test]
    fn four_bases_allow_an_erasure() {
        let allowed = LegalBasis::ALL.iter().filter(|basis| may_erase(**basis));
        assert_eq!(allowed.count(), 4);
    }
}
