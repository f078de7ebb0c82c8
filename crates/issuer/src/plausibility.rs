//! What looks wrong: pure checks over counts and lists that lead to nobody.
//!
//! An alarm is written down and looked at; it stops nothing. Only one thing stops: a dose beyond
//! those delivered. The lot is then held at that clinic until two offices let it go on.

use thiserror::Error;

use crate::registry::{EntryHoldRow, OfficeId, TallyChange};
use crate::staff::{AlarmKind, Role};

/// When counts are alarming.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Acts of one person in an hour. Default 60: one a minute.
    pub acts_per_hour: i64,
    /// Holders that one person had to do with in an hour. Default 40.
    pub holders_per_hour: i64,
    /// Acts of one machine in an hour. Default 3,600: one a second, a large vaccination centre.
    pub machine_acts_per_hour: i64,
    /// Of the events entered on a day at an office, how many in a hundred may be removed.
    /// Default 5.
    pub removed_percent: i64,
    /// Below so many removals nothing is said. Default 5.
    pub removed_min: i64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            acts_per_hour: 60,
            holders_per_hour: 40,
            machine_acts_per_hour: 3_600,
            removed_percent: 5,
            removed_min: 5,
        }
    }
}

/// Whether an officer did too much in one hour.
#[must_use]
pub const fn check_burst(
    role: Role,
    acts: i64,
    holders: i64,
    limits: &Thresholds,
) -> Option<AlarmKind> {
    let is_burst = match role {
        Role::Machine => acts > limits.machine_acts_per_hour,
        _ => acts > limits.acts_per_hour || holders > limits.holders_per_hour,
    };
    if is_burst {
        Some(AlarmKind::Burst)
    } else {
        None
    }
}

/// Whether too many of the events that were entered were removed again.
#[must_use]
pub const fn check_removed(tally: &TallyChange, limits: &Thresholds) -> Option<AlarmKind> {
    let allowed = tally.issued.saturating_mul(limits.removed_percent);
    let is_alarming =
        tally.removed >= limits.removed_min && tally.removed.saturating_mul(100) > allowed;
    if is_alarming {
        Some(AlarmKind::EnteredAndRemoved)
    } else {
        None
    }
}

/// What is known around a dose that is to be entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dose {
    /// The day of the dose, days since 1970-01-01.
    pub day: i32,
    /// The day from which its product is approved; `None` if it is not.
    pub approved_on: Option<i32>,
    /// Doses of the lot delivered anywhere; `None` where no list of deliveries was ever taken over,
    /// so that nothing can be said.
    pub delivered: Option<i64>,
    /// Of these, to this clinic.
    pub delivered_here: i64,
    /// Doses of the lot entered at this clinic so far, without those removed.
    pub entered_here: i64,
    /// Whether entry of the lot is held at this clinic.
    pub is_held: bool,
}

/// Why a dose is not entered.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EntryError {
    /// Entry of the lot is held at this clinic.
    #[error("entry of this lot is held at this clinic")]
    Held,
    /// It would be one more than were delivered; from now on entry is held.
    #[error("more doses of this lot than the {delivered} delivered to this clinic")]
    MoreThanDelivered {
        /// Doses delivered to this clinic.
        delivered: i64,
    },
}

impl EntryError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Held => "entry.held",
            Self::MoreThanDelivered { .. } => "entry.more-than-delivered",
        }
    }

    /// The alarm to write, where this is the first dose too many.
    #[must_use]
    pub const fn alarm(&self) -> Option<AlarmKind> {
        match self {
            Self::Held => None,
            Self::MoreThanDelivered { .. } => Some(AlarmKind::MoreThanDelivered),
        }
    }
}

/// What looks wrong about a dose that may be entered.
///
/// # Errors
/// [`EntryError`]: it may not. After [`EntryError::MoreThanDelivered`] the caller writes a
/// [`hold`].
pub fn check_dose(dose: &Dose) -> Result<Vec<AlarmKind>, EntryError> {
    if dose.is_held {
        return Err(EntryError::Held);
    }
    let mut alarms = Vec::new();
    if dose.approved_on.is_none_or(|approved| dose.day < approved) {
        alarms.push(AlarmKind::BeforeApproval);
    }
    match dose.delivered {
        None => {}
        Some(..=0) => alarms.push(AlarmKind::UnknownLot),
        Some(_) if dose.delivered_here <= 0 => alarms.push(AlarmKind::UnknownClinic),
        Some(_) if dose.entered_here >= dose.delivered_here => {
            let delivered = dose.delivered_here;
            return Err(EntryError::MoreThanDelivered { delivered });
        }
        Some(_) => {}
    }
    Ok(alarms)
}

/// The row that holds entry of a lot at a clinic from now on.
#[must_use]
pub const fn hold(office: OfficeId, product: String, lot: String, now: i64) -> EntryHoldRow {
    EntryHoldRow {
        office,
        product,
        lot,
        since: Some(now),
        act: None,
    }
}

/// Whether the clock looks wrong: before the last act, or more than `ahead_max_secs` after it.
#[must_use]
pub const fn check_clock(last_act_at: i64, now: i64, ahead_max_secs: i64) -> Option<AlarmKind> {
    if now < last_act_at || now.saturating_sub(last_act_at) > ahead_max_secs {
        Some(AlarmKind::ClockJump)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINE: Dose = Dose {
        day: 19_000,
        approved_on: Some(18_600),
        delivered: Some(100),
        delivered_here: 10,
        entered_here: 9,
        is_held: false,
    };

    #[test]
    fn a_dose_beyond_those_delivered_is_not_entered() {
        assert_eq!(check_dose(&FINE), Ok(vec![]));
        let over = Dose {
            entered_here: 10,
            ..FINE
        };
        let error = check_dose(&over).unwrap_err();
        assert_eq!(error, EntryError::MoreThanDelivered { delivered: 10 });
        assert_eq!(error.alarm(), Some(AlarmKind::MoreThanDelivered));
        let held = Dose {
            is_held: true,
            ..FINE
        };
        assert_eq!(check_dose(&held), Err(EntryError::Held));
        let row = hold(OfficeId(3), "P".to_owned(), "L".to_owned(), 7);
        assert_eq!((row.since, row.act), (Some(7), None));
    }

    #[test]
    fn strange_doses_raise_an_alarm_each() {
        let early = Dose {
            day: 18_599,
            ..FINE
        };
        assert_eq!(check_dose(&early), Ok(vec![AlarmKind::BeforeApproval]));
        let unapproved = Dose {
            approved_on: None,
            ..FINE
        };
        assert_eq!(check_dose(&unapproved), Ok(vec![AlarmKind::BeforeApproval]));
        let lot = Dose {
            delivered: Some(0),
            delivered_here: 0,
            ..FINE
        };
        assert_eq!(check_dose(&lot), Ok(vec![AlarmKind::UnknownLot]));
        let clinic = Dose {
            delivered_here: 0,
            ..FINE
        };
        assert_eq!(check_dose(&clinic), Ok(vec![AlarmKind::UnknownClinic]));
        let no_list = Dose {
            delivered: None,
            delivered_here: 0,
            ..FINE
        };
        assert_eq!(check_dose(&no_list), Ok(vec![]));
    }

    #[test]
    fn bursts_and_removals_are_told_at_the_threshold() {
        let limits = Thresholds::default();
        assert_eq!(check_burst(Role::Clinic, 60, 40, &limits), None);
        assert_eq!(
            check_burst(Role::Clinic, 61, 1, &limits),
            Some(AlarmKind::Burst)
        );
        assert_eq!(
            check_burst(Role::Desk, 41, 41, &limits),
            Some(AlarmKind::Burst)
        );
        assert_eq!(check_burst(Role::Machine, 3_600, 3_600, &limits), None);
        assert_eq!(
            check_burst(Role::Machine, 3_601, 1, &limits),
            Some(AlarmKind::Burst)
        );
        let tally = |issued, removed| TallyChange {
            issued,
            corrected: 0,
            removed,
        };
        assert_eq!(check_removed(&tally(100, 5), &limits), None);
        assert_eq!(check_removed(&tally(4, 4), &limits), None);
        let alarm = Some(AlarmKind::EnteredAndRemoved);
        assert_eq!(check_removed(&tally(100, 6), &limits), alarm);
        assert_eq!(check_removed(&tally(i64::MAX, i64::MAX), &limits), None);
    }

    #[test]
    fn a_clock_that_jumps_is_told() {
        assert_eq!(check_clock(100, 100, 60), None);
        assert_eq!(check_clock(100, 160, 60), None);
        assert_eq!(check_clock(100, 161, 60), Some(AlarmKind::ClockJump));
        assert_eq!(check_clock(100, 99, 60), Some(AlarmKind::ClockJump));
        assert_eq!(
            check_clock(i64::MIN, i64::MAX, 60),
            Some(AlarmKind::ClockJump)
        );
    }
}
