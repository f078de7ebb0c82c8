//! A mandate for one case: a lawyer sees that case, and no other.

use super::{CaseError, CaseId, DAY_SECS};

/// Longest mandate for a case, in days: two years.
pub const CASE_MANDATE_MAX_DAYS: i64 = 731;

/// Somebody may act in one case, until a time or until who appeals says no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseMandate {
    /// The case.
    pub case: CaseId,
    /// From when on, Unix seconds.
    pub at: i64,
    /// Until when, Unix seconds.
    pub ends_at: i64,
    /// When it was taken back, Unix seconds.
    pub ended_at: Option<i64>,
}

impl CaseMandate {
    /// A mandate from `now` to `ends_at`.
    ///
    /// # Errors
    /// [`CaseError::Mandate`].
    pub fn new(case: CaseId, ends_at: i64, now: i64) -> Result<Self, CaseError> {
        let secs = ends_at.saturating_sub(now);
        if secs <= 0 || secs > CASE_MANDATE_MAX_DAYS * DAY_SECS {
            return Err(CaseError::Mandate);
        }
        Ok(Self {
            case,
            at: now,
            ends_at,
            ended_at: None,
        })
    }

    /// Whether who has it may act in this case at this time.
    #[must_use]
    pub fn covers(&self, case: CaseId, now: i64) -> bool {
        let ended = self.ended_at.is_some_and(|end| now >= end);
        self.case == case && now >= self.at && now < self.ends_at && !ended
    }
}
