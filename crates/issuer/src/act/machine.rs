//! How an act goes on, as pure functions from where it stands to its next step.
//!
//! ```text
//!   ─ propose → proposed ─ approve → approved ─ notice → noticed ─ take_effect → effective
//!                  │ drop_act, lapse    │ drop_act          │ │ contest              │ undo
//!                  ▼                    ▼                   │ ▼                      ▼
//!               dropped, lapsed      dropped        dropped ◀ contested ─ decide    undone
//!                                                             │    └─ upheld → effective
//!                                                             └─ lapse, not upheld → lapsed
//! ```
//!
//! An act that takes nothing away goes from `approved` to `effective` at once. An act that needs no
//! second office has no steps: it is in force from its `at` on, by the one officer who did it.
//!
//! `effective_at` is fixed when notice is given: the time of notice and the objection period, or
//! the time of notice where the reason acts at once (G08). Nobody can move it. The clock is an
//! argument; one that is behind the last step moves nothing.

use super::{ActContent, ActError, ActState, NoticeChannel};
use crate::approval::CheckedApprovals;
use crate::registry::{ActId, OfficerId, StepRow};
use cleanbill_health::DAY_SECS;

/// How long after it was signed by its proposer an act can be proposed, in seconds: the time of a
/// ceremony with a passkey.
pub const PROPOSE_WITHIN_SECS: i64 = 600;
/// After how many days an act that nobody else signed lapses.
pub const APPROVE_WITHIN_DAYS: i64 = 30;
/// After how many days a contested act lapses that nobody decided on (G09).
pub const DECIDE_WITHIN_DAYS: i64 = 30;

/// How long a holder can object, from notice on: 14 to 90 days; 14 by default (G08).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObjectionPeriod {
    days: i64,
}

impl ObjectionPeriod {
    /// The shortest, and the default.
    pub const SHORTEST: Self = Self { days: 14 };

    /// So many days; `None` if they are not 14 to 90.
    #[must_use]
    pub const fn from_days(days: i64) -> Option<Self> {
        if days >= 14 && days <= 90 {
            Some(Self { days })
        } else {
            None
        }
    }

    /// In seconds.
    #[must_use]
    pub const fn secs(self) -> i64 {
        self.days * DAY_SECS
    }
}

impl Default for ObjectionPeriod {
    fn default() -> Self {
        Self::SHORTEST
    }
}

/// Where an act stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Its state; `None` before the first step.
    pub state: Option<ActState>,
    /// Since when, Unix seconds.
    pub since: i64,
    /// From when on it takes effect, once that is known.
    pub effective_at: Option<i64>,
    /// How many steps it has.
    pub steps: i16,
}

/// An act and its steps so far.
#[derive(Debug, Clone, Copy)]
pub struct Course<'a> {
    /// Its key.
    pub id: ActId,
    /// What was signed.
    pub content: &'a ActContent,
    /// Its steps, in the order of their numbers.
    pub steps: &'a [StepRow],
}

impl Course<'_> {
    /// Reads the steps, and refuses those that no act takes: a state that does not follow, a time
    /// that goes back, a period cut short.
    ///
    /// # Errors
    /// [`ActError::History`].
    pub fn standing(&self) -> Result<Standing, ActError> {
        let mut standing = Standing {
            state: None,
            since: self.content.at,
            effective_at: None,
            steps: 0,
        };
        if !self.content.kind().needs_two_offices() {
            return match self.steps {
                [] => Ok(Standing {
                    state: Some(ActState::Effective),
                    effective_at: Some(self.content.at),
                    ..standing
                }),
                _ => Err(ActError::History { step: 1 }),
            };
        }
        for step in self.steps {
            let history = ActError::History {
                step: usize::try_from(standing.steps).unwrap_or(0) + 1,
            };
            if !self.may_follow(&standing, step) {
                return Err(history);
            }
            standing = Standing {
                state: Some(step.state),
                since: step.at,
                effective_at: step.effective_at,
                steps: step.step,
            };
        }
        Ok(standing)
    }

    fn may_follow(&self, before: &Standing, step: &StepRow) -> bool {
        let in_order = step.act == self.id
            && before.steps.checked_add(1) == Some(step.step)
            && step.at >= before.since
            && self.follows(before.state, step.state)
            && (step.state == ActState::Noticed) == step.channel.is_some();
        let effective_at = match step.state {
            ActState::Noticed => step
                .effective_at
                .is_some_and(|at| at >= self.earliest(step.at, ObjectionPeriod::SHORTEST)),
            ActState::Effective if self.content.kind().takes_away() => {
                step.effective_at == before.effective_at
                    && step.effective_at.is_some_and(|at| step.at >= at)
            }
            ActState::Effective => step.effective_at == Some(step.at),
            _ => step.effective_at == before.effective_at,
        };
        in_order && effective_at
    }

    /// Whether an act of this kind can go from one state to the other at all.
    fn follows(&self, from: Option<ActState>, to: ActState) -> bool {
        use ActState as S;
        let takes_away = self.content.kind().takes_away();
        match (from, to) {
            (None, S::Proposed)
            | (Some(S::Proposed), S::Approved | S::Dropped | S::Lapsed)
            | (Some(S::Approved), S::Dropped) => true,
            (Some(S::Approved), S::Effective) => !takes_away,
            (Some(S::Approved), S::Noticed)
            | (Some(S::Noticed), S::Effective | S::Contested | S::Dropped)
            | (Some(S::Contested), S::Effective | S::Lapsed | S::Dropped)
            | (Some(S::Effective), S::Undone) => takes_away,
            _ => false,
        }
    }

    /// When the act takes effect if notice is given `noticed_at`.
    fn earliest(&self, noticed_at: i64, period: ObjectionPeriod) -> i64 {
        if self.content.acts_at_once() {
            noticed_at
        } else {
            noticed_at.saturating_add(period.secs())
        }
    }

    /// The next step, if the act and the clock allow it.
    fn step(
        &self,
        to: ActState,
        officer: Option<OfficerId>,
        now: i64,
    ) -> Result<StepRow, ActError> {
        let standing = self.standing()?;
        let state = ActError::State {
            from: standing.state,
            to,
        };
        let needs_steps = self.content.kind().needs_two_offices();
        if !needs_steps || !self.follows(standing.state, to) {
            return Err(state);
        }
        if now < standing.since {
            return Err(ActError::ClockBehind);
        }
        Ok(StepRow {
            act: self.id,
            step: standing.steps.checked_add(1).ok_or(state)?,
            state: to,
            officer,
            at: now,
            effective_at: standing.effective_at,
            channel: None,
        })
    }

    /// The first step: the act is proposed by who signed it a moment ago.
    ///
    /// # Errors
    /// [`ActError`]: the content, the state, or a signature that is too old.
    pub fn propose(&self, officer: OfficerId, now: i64) -> Result<StepRow, ActError> {
        self.content.check()?;
        let step = self.step(ActState::Proposed, Some(officer), now)?;
        if now.saturating_sub(self.content.at) > PROPOSE_WITHIN_SECS {
            return Err(ActError::Signed);
        }
        Ok(step)
    }

    /// All who have to sign have signed.
    ///
    /// # Errors
    /// [`ActError::Approvals`], [`ActError::State`], [`ActError::ClockBehind`].
    pub fn approve(
        &self,
        approvals: &CheckedApprovals,
        officer: OfficerId,
        now: i64,
    ) -> Result<StepRow, ActError> {
        if approvals.act_hash() != self.content.hash() {
            return Err(ActError::Approvals);
        }
        self.step(ActState::Approved, Some(officer), now)
    }

    /// The holder was told; when the act takes effect is fixed.
    ///
    /// # Errors
    /// [`ActError::State`], [`ActError::ClockBehind`].
    pub fn notice(
        &self,
        channel: NoticeChannel,
        period: ObjectionPeriod,
        officer: OfficerId,
        now: i64,
    ) -> Result<StepRow, ActError> {
        let step = self.step(ActState::Noticed, Some(officer), now)?;
        Ok(StepRow {
            effective_at: Some(self.earliest(now, period)),
            channel: Some(channel),
            ..step
        })
    }

    /// The act takes effect, if its time has come and nobody contests it.
    ///
    /// # Errors
    /// [`ActError::NotYet`], [`ActError::State`], also where it is contested,
    /// [`ActError::ClockBehind`].
    pub fn take_effect(&self, now: i64) -> Result<StepRow, ActError> {
        if self.standing()?.state == Some(ActState::Contested) {
            return Err(ActError::State {
                from: Some(ActState::Contested),
                to: ActState::Effective,
            });
        }
        self.effect(None, now)
    }

    fn effect(&self, officer: Option<OfficerId>, now: i64) -> Result<StepRow, ActError> {
        let step = self.step(ActState::Effective, officer, now)?;
        if !self.content.kind().takes_away() {
            return Ok(StepRow {
                effective_at: Some(now),
                ..step
            });
        }
        // A noticed act always has it.
        let at = step.effective_at.unwrap_or(i64::MAX);
        if now < at {
            return Err(ActError::NotYet { at });
        }
        Ok(step)
    }

    /// The act is taken back, or refused by who should have signed it.
    ///
    /// # Errors
    /// [`ActError::State`], [`ActError::ClockBehind`].
    pub fn drop_act(&self, officer: OfficerId, now: i64) -> Result<StepRow, ActError> {
        self.step(ActState::Dropped, Some(officer), now)
    }

    /// The holder objects: the act waits for the decision.
    ///
    /// # Errors
    /// [`ActError::State`], [`ActError::ClockBehind`].
    pub fn contest(&self, now: i64) -> Result<StepRow, ActError> {
        self.step(ActState::Contested, None, now)
    }

    /// A reviewer decides on a contested act: it stands, or it lapses. That the reviewer is
    /// independent is for the caller to check.
    ///
    /// # Errors
    /// [`ActError::State`], [`ActError::NotYet`] if the objection period still runs,
    /// [`ActError::ClockBehind`].
    pub fn decide(&self, stands: bool, reviewer: OfficerId, now: i64) -> Result<StepRow, ActError> {
        let from = self.standing()?.state;
        let to = if stands {
            ActState::Effective
        } else {
            ActState::Lapsed
        };
        if from != Some(ActState::Contested) {
            return Err(ActError::State { from, to });
        }
        if stands {
            self.effect(Some(reviewer), now)
        } else {
            self.step(to, Some(reviewer), now)
        }
    }

    /// Time ends the act: nobody else signed it, or nobody decided on it (G09).
    ///
    /// # Errors
    /// [`ActError::NotYet`], [`ActError::State`], [`ActError::ClockBehind`].
    pub fn lapse(&self, now: i64) -> Result<StepRow, ActError> {
        let standing = self.standing()?;
        let step = self.step(ActState::Lapsed, None, now)?;
        let days = match standing.state {
            Some(ActState::Contested) => DECIDE_WITHIN_DAYS,
            _ => APPROVE_WITHIN_DAYS,
        };
        let at = standing.since.saturating_add(days * DAY_SECS);
        if now < at {
            return Err(ActError::NotYet { at });
        }
        Ok(step)
    }

    /// The act was in force and is undone by an act [`Restore`](super::Body::Restore) that names
    /// it.
    ///
    /// # Errors
    /// [`ActError::Approvals`] if `restore` names another, [`ActError::State`],
    /// [`ActError::ClockBehind`].
    pub fn undo(
        &self,
        restore: &ActContent,
        officer: OfficerId,
        now: i64,
    ) -> Result<StepRow, ActError> {
        match restore.body {
            super::Body::Restore { undoes } if undoes == self.content.hash() => {
                self.step(ActState::Undone, Some(officer), now)
            }
            _ => Err(ActError::Approvals),
        }
    }
}
