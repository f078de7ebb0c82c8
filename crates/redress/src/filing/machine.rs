//! How a filing goes on, as pure functions from where it stands to its next step.
//!
//! ```text
//!   filed ─ extend → extended ─┐            asked ─ publish → published
//!     └────────── answer ──────┴→ answered    └────── remove ────┴→ removed
//! ```
//!
//! The two go on without each other: what is shown may be answered or not, and what is answered
//! may be removed. Days are the finest time there is: days since 1970-01-01. A day that has passed
//! makes a filing overdue by itself; it can be answered all the same, and stays late for ever.

use cleanbill_cose::closed_list;

use super::Visibility;
use super::{ANSWER_WITHIN_DAYS, EXTEND_BY_DAYS_MAX, ExtensionReason, FilingError, RemovalReason};

closed_list! {
    /// Where a filing stands.
    State {
        /// It waits for its answer.
        Filed = 1, "filed";
        /// It waits longer than it should have, with a reason.
        Extended = 2, "extended";
        /// It was answered.
        Answered = 3, "answered";
    }
}

closed_list! {
    /// Whether the public sees it.
    Publication {
        /// Nobody asked for that.
        NotAsked = 1, "not-asked";
        /// Whoever filed it asked; an officer has to look at it first.
        Asked = 2, "asked";
        /// It is shown.
        Published = 3, "published";
        /// It is not shown, and the ledger tells why.
        Removed = 4, "removed";
    }
}

closed_list! {
    /// What an officer did.
    StepKind {
        /// It was answered.
        Answered = 1, "answered";
        /// The answer takes longer.
        Extended = 2, "extended";
        /// It is shown.
        Published = 3, "published";
        /// It is not shown.
        Removed = 4, "removed";
    }
}

/// What was done about a filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It was answered.
    Answered {
        /// The day.
        day: i32,
    },
    /// The answer takes longer.
    Extended {
        /// The day.
        day: i32,
        /// The last day on which an answer is in time from now on.
        due: i32,
        /// Why.
        reason: ExtensionReason,
    },
    /// It is shown.
    Published {
        /// The day.
        day: i32,
    },
    /// It is not shown.
    Removed {
        /// The day.
        day: i32,
        /// Why.
        reason: RemovalReason,
    },
}

impl Step {
    /// When it was done.
    #[must_use]
    pub const fn day(&self) -> i32 {
        match self {
            Self::Answered { day }
            | Self::Extended { day, .. }
            | Self::Published { day }
            | Self::Removed { day, .. } => *day,
        }
    }

    /// What was done.
    #[must_use]
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Answered { .. } => StepKind::Answered,
            Self::Extended { .. } => StepKind::Extended,
            Self::Published { .. } => StepKind::Published,
            Self::Removed { .. } => StepKind::Removed,
        }
    }
}

/// A filing and its steps so far.
#[derive(Debug, Clone, Copy)]
pub struct Course<'a> {
    /// The day on which it came.
    pub filed_on: i32,
    /// For whose eyes.
    pub visibility: Visibility,
    /// What was done, in its order.
    pub steps: &'a [Step],
}

/// Where a filing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Its state.
    pub state: State,
    /// Whether the public sees it.
    pub publication: Publication,
    /// The last day on which an answer is, or was, in time.
    pub due: i32,
    /// The day of its answer.
    pub answered_on: Option<i32>,
    /// The day of the last step.
    since: i32,
}

impl Standing {
    /// Whether nobody answered in time: today, or at all.
    #[must_use]
    pub const fn is_overdue(&self, today: i32) -> bool {
        match self.answered_on {
            Some(day) => day > self.due,
            None => today > self.due,
        }
    }
}

impl Course<'_> {
    /// Reads the steps, and refuses those that no filing takes.
    ///
    /// # Errors
    /// [`FilingError::History`].
    pub fn standing(&self) -> Result<Standing, FilingError> {
        let mut standing = Standing {
            state: State::Filed,
            publication: match self.visibility {
                Visibility::Shown => Publication::Asked,
                Visibility::Open | Visibility::Sealed => Publication::NotAsked,
            },
            due: self.filed_on.saturating_add(ANSWER_WITHIN_DAYS),
            answered_on: None,
            since: self.filed_on,
        };
        for (step, number) in self.steps.iter().zip(1..) {
            let next = follow(&standing, *step);
            standing = next.map_err(|_| FilingError::History { step: number })?;
        }
        Ok(standing)
    }

    /// The answer, today.
    ///
    /// # Errors
    /// [`FilingError::State`] if it was answered, [`FilingError::ClockBehind`],
    /// [`FilingError::History`].
    pub fn answer(&self, today: i32) -> Result<Step, FilingError> {
        self.take(Step::Answered { day: today })
    }

    /// Puts the answer off by some days, once, before it is due.
    ///
    /// # Errors
    /// [`FilingError::State`] if it was put off or answered, [`FilingError::Extension`],
    /// [`FilingError::ClockBehind`], [`FilingError::History`].
    pub fn extend(
        &self,
        by_days: i32,
        reason: ExtensionReason,
        today: i32,
    ) -> Result<Step, FilingError> {
        let due = self.standing()?.due.saturating_add(by_days);
        self.take(Step::Extended {
            day: today,
            due,
            reason,
        })
    }

    /// Shows it to the public.
    ///
    /// # Errors
    /// [`FilingError::NotShown`], [`FilingError::ClockBehind`], [`FilingError::History`].
    pub fn publish(&self, today: i32) -> Result<Step, FilingError> {
        self.take(Step::Published { day: today })
    }

    /// Does not show it, or no longer.
    ///
    /// # Errors
    /// [`FilingError::NotShown`] where nobody asked, or it was removed;
    /// [`FilingError::ClockBehind`], [`FilingError::History`].
    pub fn remove(&self, reason: RemovalReason, today: i32) -> Result<Step, FilingError> {
        self.take(Step::Removed { day: today, reason })
    }

    fn take(&self, step: Step) -> Result<Step, FilingError> {
        follow(&self.standing()?, step)?;
        Ok(step)
    }
}

/// Where a filing stands after a step, if it can take it.
fn follow(before: &Standing, step: Step) -> Result<Standing, FilingError> {
    if step.day() < before.since {
        return Err(FilingError::ClockBehind);
    }
    let mut after = Standing {
        since: step.day(),
        ..*before
    };
    let state = FilingError::State { from: before.state };
    match (step, before.state, before.publication) {
        (Step::Answered { day }, State::Filed | State::Extended, _) => {
            after.state = State::Answered;
            after.answered_on = Some(day);
        }
        (Step::Extended { day, due, .. }, State::Filed, _) => {
            let latest = before.due.saturating_add(EXTEND_BY_DAYS_MAX);
            if day > before.due || due <= before.due || due > latest {
                return Err(FilingError::Extension);
            }
            after.state = State::Extended;
            after.due = due;
        }
        (Step::Answered { .. } | Step::Extended { .. }, _, _) => return Err(state),
        (Step::Published { .. }, _, Publication::Asked) => {
            after.publication = Publication::Published;
        }
        (Step::Removed { .. }, _, Publication::Asked | Publication::Published) => {
            after.publication = Publication::Removed;
        }
        (Step::Published { .. } | Step::Removed { .. }, _, _) => {
            return Err(FilingError::NotShown);
        }
    }
    Ok(after)
}
