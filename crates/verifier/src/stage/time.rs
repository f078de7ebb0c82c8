//! The pass's own dates against the clock.

use cleanbill_cose::DateClaim;

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
}
