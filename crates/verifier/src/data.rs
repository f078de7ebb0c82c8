//! How old a verifier's data is, and whether its clock can be right.

use cleanbill_health::DAY_SECS;

/// How far a device's clock may be behind the one that published, in seconds: what the signed set
/// allows too.
const SKEW_MAX_SECS: i64 = cleanbill_trust::set::CLOCK_SKEW_MAX_SECS;

/// When a verifier's data was published, and until when its publisher stands by it. Unix seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataTimes {
    /// When it was published.
    pub issued_at: i64,
    /// Its last second.
    pub expires_at: i64,
}

/// What a clock says of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Younger than half of what the policy allows.
    Fresh,
    /// Good, and past half of what the policy allows: time to update.
    Ageing {
        /// Its age in whole days.
        age_days: i64,
        /// What the policy allows.
        max_days: i64,
    },
    /// Older than the policy allows, or past its end.
    TooOld {
        /// Its age in whole days.
        age_days: i64,
        /// What the policy allows.
        max_days: i64,
    },
    /// The data is from the future: the clock is behind.
    ClockBehind {
        /// How far at the least, in seconds.
        behind_secs: i64,
    },
}

impl DataTimes {
    /// What the device's clock `now` says of it, for a door that decides on data of at most
    /// `max_days`.
    ///
    /// A clock that is ahead cannot be told from data that is old: "too old" names both.
    #[must_use]
    pub fn freshness(&self, now: i64, max_days: u16) -> Freshness {
        let max_days = i64::from(max_days);
        let age_secs = now.saturating_sub(self.issued_at);
        if age_secs < -SKEW_MAX_SECS {
            return Freshness::ClockBehind {
                behind_secs: age_secs.saturating_neg(),
            };
        }
        let age_days = age_secs.max(0) / DAY_SECS;
        if age_secs > max_days * DAY_SECS || now > self.expires_at {
            Freshness::TooOld { age_days, max_days }
        } else if age_secs * 2 > max_days * DAY_SECS {
            Freshness::Ageing { age_days, max_days }
        } else {
            Freshness::Fresh
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: DataTimes = DataTimes {
        issued_at: 1_000_000,
        expires_at: 1_000_000 + 30 * DAY_SECS,
    };

    #[test]
    fn data_is_fresh_then_ageing_then_too_old() {
        let at = |days: i64| DATA.freshness(DATA.issued_at + days * DAY_SECS, 10);
        assert_eq!(at(5), Freshness::Fresh);
        let (age_days, max_days) = (6, 10);
        assert_eq!(at(6), Freshness::Ageing { age_days, max_days });
        assert_eq!(
            at(10),
            Freshness::Ageing {
                age_days: 10,
                max_days
            }
        );
        let second_later = DATA.freshness(DATA.issued_at + 10 * DAY_SECS + 1, 10);
        assert_eq!(
            second_later,
            Freshness::TooOld {
                age_days: 10,
                max_days
            }
        );
    }

    #[test]
    fn data_past_its_end_is_too_old_whatever_the_policy_allows() {
        let found = DATA.freshness(DATA.expires_at + 1, 365);
        assert_eq!(
            found,
            Freshness::TooOld {
                age_days: 30,
                max_days: 365
            }
        );
    }

    #[test]
    fn data_from_the_future_is_a_clock_that_is_behind() {
        assert_eq!(DATA.freshness(DATA.issued_at - 600, 10), Freshness::Fresh);
        let behind_secs = 601;
        let found = DATA.freshness(DATA.issued_at - 601, 10);
        assert_eq!(found, Freshness::ClockBehind { behind_secs });
        let found = DATA.freshness(i64::MIN, 10);
        assert!(matches!(found, Freshness::ClockBehind { .. }));
    }
}
