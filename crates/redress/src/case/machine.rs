//! How a case goes on, as pure functions from where it stands to its next step. The clock is an
//! argument; one that is behind the last step moves nothing.

use cleanbill_issuer::act::machine::DECIDE_WITHIN_DAYS;
use cleanbill_issuer::registry::OfficerId;

use super::{CaseError, CaseKind, CaseState, DAY_SECS, ExtensionReason, Outcome};

/// The longest extension, in days; there is one.
pub const EXTEND_AT_MOST_DAYS: i64 = 30;

/// The key of a case in the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CaseId(pub i64);

/// What a case is from its beginning on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filing {
    /// What it is against.
    pub kind: CaseKind,
    /// Whether an act waits for the decision, and lapses without one: it was contested before it
    /// took effect (G08, G09).
    pub contests: bool,
}

/// What became of a case. Steps of one case are numbered from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseStep {
    /// 1 for the first.
    pub step: i16,
    /// The state that it enters.
    pub state: CaseState,
    /// Who moved it; nobody where time or the appellant did.
    pub officer: Option<OfficerId>,
    /// When, Unix seconds.
    pub at: i64,
    /// By when it is to be decided, Unix seconds.
    pub due_at: i64,
    /// Why it takes longer.
    pub reason: Option<ExtensionReason>,
    /// How it was decided.
    pub outcome: Option<Outcome>,
    /// The case that it is decided with.
    pub lead: Option<CaseId>,
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseStanding {
    /// Its state; `None` before it was filed.
    pub state: Option<CaseState>,
    /// Since when, Unix seconds.
    pub since: i64,
    /// When it was filed, Unix seconds.
    pub filed_at: i64,
    /// By when it is to be decided, Unix seconds.
    pub due_at: i64,
    /// How many steps it has.
    pub steps: i16,
    /// Whether its extension was used.
    pub is_extended: bool,
    /// The case that it is decided with.
    pub lead: Option<CaseId>,
    /// How it was decided.
    pub outcome: Option<Outcome>,
}

impl CaseStanding {
    /// Whether somebody owes an answer whose time is over.
    #[must_use]
    pub fn is_overdue(&self, now: i64) -> bool {
        self.state.is_some_and(CaseState::is_open) && now >= self.due_at
    }
}

/// The first step: an appeal is filed. What names nobody is filed on a day, not at a time (G12).
#[must_use]
pub const fn file(filing: Filing, now: i64) -> CaseStep {
    let at = match filing.kind {
        CaseKind::Door => now - now.rem_euclid(DAY_SECS),
        CaseKind::Act | CaseKind::Refusal | CaseKind::Look => now,
    };
    CaseStep {
        step: 1,
        state: CaseState::Filed,
        officer: None,
        at,
        due_at: at.saturating_add(DECIDE_WITHIN_DAYS * DAY_SECS),
        reason: None,
        outcome: None,
        lead: None,
    }
}

/// A case and its steps so far.
#[derive(Debug, Clone, Copy)]
pub struct CaseCourse<'a> {
    /// What it was from its beginning on.
    pub filing: Filing,
    /// Its steps, in the order of their numbers.
    pub steps: &'a [CaseStep],
}

impl CaseCourse<'_> {
    /// Reads the steps, and refuses those that no case takes: a state that does not follow, a time
    /// that goes back, a second extension, a decision past the clock of the act.
    ///
    /// # Errors
    /// [`CaseError::History`].
    pub fn standing(&self) -> Result<CaseStanding, CaseError> {
        let mut standing = CaseStanding {
            state: None,
            since: i64::MIN,
            filed_at: 0,
            due_at: 0,
            steps: 0,
            is_extended: false,
            lead: None,
            outcome: None,
        };
        for step in self.steps {
            if !self.may_follow(&standing, step) {
                return Err(CaseError::History {
                    step: usize::try_from(standing.steps).unwrap_or(0) + 1,
                });
            }
            if standing.state.is_none() {
                standing.filed_at = step.at;
            }
            standing = CaseStanding {
                state: Some(step.state),
                since: step.at,
                due_at: step.due_at,
                steps: step.step,
                is_extended: standing.is_extended || step.state == CaseState::Extended,
                lead: step.lead.or(standing.lead),
                outcome: step.outcome,
                ..standing
            };
        }
        Ok(standing)
    }

    fn may_follow(&self, before: &CaseStanding, step: &CaseStep) -> bool {
        use CaseState as S;
        let in_order = before.steps.checked_add(1) == Some(step.step)
            && step.at >= before.since
            && self.follows(before, step.state);
        let due = match step.state {
            S::Filed => *step == file(self.filing, step.at),
            S::Extended => self.may_extend(before, step.at, step.due_at),
            _ => step.due_at == before.due_at,
        };
        let in_time = match step.state {
            S::Decided => !self.filing.contests || step.at < before.due_at,
            S::Lapsed => step.at >= before.due_at,
            _ => true,
        };
        let said = (step.state == S::Extended) == step.reason.is_some()
            && (step.state == S::Decided) == step.outcome.is_some()
            && (step.state == S::Joined) == step.lead.is_some()
            && step.officer.is_some()
                == matches!(
                    step.state,
                    S::Extended | S::Joined | S::Decided | S::Settled
                );
        in_order && due && in_time && said
    }

    fn follows(&self, from: &CaseStanding, to: CaseState) -> bool {
        use CaseState as S;
        let is_open = from.state.is_some_and(CaseState::is_open);
        match (from.state, to) {
            (None, S::Filed) => true,
            (_, S::Decided | S::Withdrawn | S::Settled) => is_open,
            (Some(S::Filed | S::Extended), S::Joined) => from.lead.is_none(),
            (Some(S::Filed | S::Joined), S::Extended) => !from.is_extended,
            // Where no act waits, nothing lapses: the answer stays owed.
            (_, S::Lapsed) => is_open && self.filing.contests,
            _ => false,
        }
    }

    /// An extension begins before the case is due and adds 1 second to 30 days. An act that waits
    /// has a clock of its own, which nobody moves: its case is not extended.
    fn may_extend(&self, before: &CaseStanding, at: i64, due_at: i64) -> bool {
        let longest = EXTEND_AT_MOST_DAYS * DAY_SECS;
        let added = due_at.saturating_sub(before.due_at);
        !self.filing.contests && at < before.due_at && added > 0 && added <= longest
    }

    fn step(
        &self,
        to: CaseState,
        officer: Option<OfficerId>,
        now: i64,
    ) -> Result<(CaseStanding, CaseStep), CaseError> {
        let standing = self.standing()?;
        let from = standing.state;
        if !self.follows(&standing, to) {
            return Err(match (from, to) {
                (Some(state), CaseState::Extended) if state.is_open() => CaseError::Extension,
                _ => CaseError::State { from, to },
            });
        }
        // What was filed on a day began with it.
        if now < standing.since {
            return Err(CaseError::ClockBehind);
        }
        let step = CaseStep {
            step: (standing.steps.checked_add(1)).ok_or(CaseError::State { from, to })?,
            state: to,
            officer,
            at: now,
            due_at: standing.due_at,
            reason: None,
            outcome: None,
            lead: None,
        };
        Ok((standing, step))
    }

    /// The reviewer takes longer, once.
    ///
    /// # Errors
    /// [`CaseError::Extension`], [`CaseError::State`], [`CaseError::ClockBehind`].
    pub fn extend(
        &self,
        reason: ExtensionReason,
        days: i64,
        reviewer: OfficerId,
        now: i64,
    ) -> Result<CaseStep, CaseError> {
        let (before, step) = self.step(CaseState::Extended, Some(reviewer), now)?;
        let due_at = days
            .checked_mul(DAY_SECS)
            .and_then(|secs| before.due_at.checked_add(secs))
            .ok_or(CaseError::Extension)?;
        if !self.may_extend(&before, now, due_at) {
            return Err(CaseError::Extension);
        }
        Ok(CaseStep {
            due_at,
            reason: Some(reason),
            ..step
        })
    }

    /// The case is decided together with `lead`, which [`may_join`] says is like it. Its own clock
    /// goes on.
    ///
    /// # Errors
    /// [`CaseError::State`], [`CaseError::ClockBehind`].
    pub fn join(&self, lead: CaseId, reviewer: OfficerId, now: i64) -> Result<CaseStep, CaseError> {
        let (_, step) = self.step(CaseState::Joined, Some(reviewer), now)?;
        Ok(CaseStep {
            lead: Some(lead),
            ..step
        })
    }

    /// A reviewer decided. That the decision is signed and the reviewer independent is checked by
    /// [`verify_decision`](super::verify_decision) and
    /// [`check_independence`](super::check_independence).
    ///
    /// # Errors
    /// [`CaseError::Overdue`] where an act waits and its time is over; [`CaseError::State`],
    /// [`CaseError::ClockBehind`].
    pub fn decide(
        &self,
        outcome: Outcome,
        reviewer: OfficerId,
        now: i64,
    ) -> Result<CaseStep, CaseError> {
        let (before, step) = self.step(CaseState::Decided, Some(reviewer), now)?;
        if self.filing.contests && now >= before.due_at {
            return Err(CaseError::Overdue);
        }
        Ok(CaseStep {
            outcome: Some(outcome),
            ..step
        })
    }

    /// The appellant takes it back. An act that waits goes on waiting: it takes effect by a
    /// reviewer's decision or lapses, so that nobody gains by pressing somebody to withdraw.
    ///
    /// # Errors
    /// [`CaseError::State`], [`CaseError::ClockBehind`].
    pub fn withdraw(&self, now: i64) -> Result<CaseStep, CaseError> {
        Ok(self.step(CaseState::Withdrawn, None, now)?.1)
    }

    /// The authority took back what was appealed against: there is nothing left to decide.
    ///
    /// # Errors
    /// [`CaseError::State`], [`CaseError::ClockBehind`].
    pub fn settle(&self, officer: OfficerId, now: i64) -> Result<CaseStep, CaseError> {
        Ok(self.step(CaseState::Settled, Some(officer), now)?.1)
    }

    /// Nobody decided in time, and the act that waited lapses (G09).
    ///
    /// # Errors
    /// [`CaseError::NotYet`], [`CaseError::State`] also where no act waits,
    /// [`CaseError::ClockBehind`].
    pub fn lapse(&self, now: i64) -> Result<CaseStep, CaseError> {
        let (before, step) = self.step(CaseState::Lapsed, None, now)?;
        if now < before.due_at {
            return Err(CaseError::NotYet { at: before.due_at });
        }
        Ok(step)
    }
}

/// Whether one case may be decided with another as its lead: both are open and against the same
/// kind of thing, and the lead is joined to no third.
///
/// # Errors
/// [`CaseError::NotAlike`], [`CaseError::History`].
pub fn may_join(
    (id, case): (CaseId, &CaseCourse<'_>),
    (lead_id, lead): (CaseId, &CaseCourse<'_>),
) -> Result<(), CaseError> {
    let (standing, leading) = (case.standing()?, lead.standing()?);
    let is_open = |standing: &CaseStanding| standing.state.is_some_and(CaseState::is_open);
    let alike = id != lead_id
        && case.filing == lead.filing
        && is_open(&standing)
        && is_open(&leading)
        && standing.lead.is_none()
        && leading.lead.is_none();
    if alike {
        Ok(())
    } else {
        Err(CaseError::NotAlike)
    }
}
