//! The pass's own dates against the clock.

use cleanbill_cose::DateClaim;

use crate::mapped::Frame;
use crate::verifier::CLOCK_LEEWAY_SECS;
use crate::{Outcome, Reason};

pub(crate) fn check_time(
    issued_at: Option<DateClaim>,
    expires_at: Option<DateClaim>,
    at: i64,
) -> Outcome {
    for claim in [issued_at, expires_at].into_iter().flatten() {
        match claim {
            DateClaim::NotANumber => return Outcome::Failed(Reason::DateNotANumber),
            DateClaim::Absurd | DateClaim::Beyond => return Outcome::Failed(Reason::AbsurdDate),
            DateClaim::At(_) => {}
        }
    }
    if let Some(issued_at) = issued_at.and_then(DateClaim::secs)
        && issued_at > at.saturating_add(CLOCK_LEEWAY_SECS)
    {
        return Outcome::Failed(Reason::NotYetValid { issued_at });
    }
    match expires_at.and_then(DateClaim::secs) {
        // A verifier must reject *after* it, so the second itself is still good (HCERT
        // specification §3.3.5; plain CWT is stricter, RFC 8392 §3.1.4).
        Some(expired_at) if at > expired_at => Outcome::Failed(Reason::Expired { expired_at }),
        Some(_) => Outcome::Passed,
        None => Outcome::Undetermined(Reason::NoExpiry),
    }
}

/// The same for formats that need no end, and may begin at another instant than they were issued.
pub(crate) fn check_window(frame: &Frame, at: i64) -> Outcome {
    let begins = frame.not_before.or(frame.issued_at);
    match check_time(begins, frame.expires_at, at) {
        Outcome::Undetermined(Reason::NoExpiry) => Outcome::Passed,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_of_expiry_is_the_last_good_one() {
        let check = |at| check_time(Some(DateClaim::At(100)), Some(DateClaim::At(200)), at);
        assert_eq!(check(200), Outcome::Passed);
        let expired = Reason::Expired { expired_at: 200 };
        assert_eq!(check(201), Outcome::Failed(expired));
    }

    #[test]
    fn a_window_may_be_open_at_its_end_and_begin_later_than_it_was_issued() {
        let frame = Frame {
            issued_at: Some(DateClaim::At(100)),
            not_before: Some(DateClaim::At(500)),
            ..Frame::default()
        };
        let early = Reason::NotYetValid { issued_at: 500 };
        assert_eq!(check_window(&frame, 400), Outcome::Failed(early));
        assert_eq!(check_window(&frame, i64::MAX), Outcome::Passed);
        assert_eq!(check_window(&Frame::default(), 0), Outcome::Passed);
        let ends = Frame {
            expires_at: Some(DateClaim::At(200)),
            ..Frame::default()
        };
        let expired = Reason::Expired { expired_at: 200 };
        assert_eq!(check_window(&ends, 201), Outcome::Failed(expired));
    }
}
