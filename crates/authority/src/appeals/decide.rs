//! What a reviewer does: takes longer, joins, decides.

use std::collections::BTreeSet;

use cleanbill_issuer::act::ActError;
use cleanbill_issuer::act::machine::PROPOSE_WITHIN_SECS;
use cleanbill_issuer::registry::Changeset;
use cleanbill_redress::case::{
    CaseError, CaseKind, CaseState, CaseStep, CourtOrder, DECIDED_MAX, DecidedCase, Decision,
    Ending, ExtensionReason, Finding, Outcome, Subject, check_independence, check_text,
    commit_subject, commit_text, may_join,
};
use cleanbill_store::CaseChange;

use super::carry::Carrying;
use super::load::Loaded;
use super::{QueueEntry, ReviewView};
use crate::acts::{IDS_PER_ACT, Ids, Plan};
use crate::staff::{KnownStaff, OfficerSignature};
use crate::{Authority, AuthorityError, Caller};

/// What a reviewer decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionTold<'a> {
    /// What.
    pub outcome: Outcome,
    /// Why there is nothing to decide.
    pub ending: Option<Ending>,
    /// What they found, in the order of the list.
    pub findings: Vec<Finding>,
    /// The court's order that they carry out.
    pub order: Option<CourtOrder>,
    /// Why, in writing: for the appellant.
    pub reasons: &'a str,
}

/// What a reviewer signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PreparedDecision {
    /// What is signed: of the decision, or of the act that undoes what is in force and names it.
    pub hash: [u8; 32],
    /// How many cases it decides.
    pub cases: usize,
}

/// A decision that is not signed yet.
struct Planned {
    cases: Vec<Loaded>,
    decision: Decision,
    /// The act that undoes what is in force.
    restore: Option<Plan>,
}

impl Planned {
    fn hash(&self) -> [u8; 32] {
        match &self.restore {
            Some(plan) => plan.content.hash(),
            None => self.decision.hash(),
        }
    }
}

/// Keys that a decision takes a case: of its leaf and of the reasons.
const IDS_PER_CASE: usize = 2;

impl Authority {
    /// Takes longer over a case, once, and not where an act waits.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`] for a case that does not fall to the caller;
    /// [`AuthorityError::Case`].
    pub async fn extend_appeal(
        &self,
        caller: &Caller,
        number: &str,
        (reason, days): (ExtensionReason, i64),
        now: i64,
    ) -> Result<QueueEntry, AuthorityError> {
        let known = self.known_staff().await?;
        let case = self.case_in_queue(caller, &known, number, now).await?;
        let step = case.course().extend(reason, days, caller.officer, now)?;
        self.write_case_step("extend-appeal", &case, step).await?;
        self.entry(&self.load_case(case.shard, case.id).await?, now)
    }

    /// Decides a case together with another of the same kind. Both fall to the caller.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`]; [`AuthorityError::Case`], also for acts that are in force:
    /// each of them is undone by an act of its own.
    pub async fn join_appeal(
        &self,
        caller: &Caller,
        number: &str,
        lead: &str,
        now: i64,
    ) -> Result<QueueEntry, AuthorityError> {
        let known = self.known_staff().await?;
        let case = self.case_in_queue(caller, &known, number, now).await?;
        let lead = self.case_in_queue(caller, &known, lead, now).await?;
        let in_force = case.file.appeal.kind == CaseKind::Act && !case.file.appeal.contests;
        if in_force || case.shard != lead.shard {
            return Err(CaseError::NotAlike.into());
        }
        may_join((case.id, &case.course()), (lead.id, &lead.course()))?;
        let with = self.inner.store.joined_appeals(lead.shard, lead.id).await?;
        let leads = self.inner.store.joined_appeals(case.shard, case.id).await?;
        if with.len() + 2 > DECIDED_MAX || !leads.is_empty() {
            return Err(CaseError::NotAlike.into());
        }
        let step = case.course().join(lead.id, caller.officer, now)?;
        self.write_case_step("join-appeal", &case, step).await?;
        self.entry(&self.load_case(case.shard, case.id).await?, now)
    }

    async fn write_case_step(
        &self,
        name: &'static str,
        case: &Loaded,
        step: CaseStep,
    ) -> Result<(), AuthorityError> {
        let set = Changeset {
            name,
            shard: case.shard,
            ..Changeset::default()
        };
        let change = CaseChange {
            steps: vec![(case.id, step)],
            ..CaseChange::default()
        };
        self.inner.store.apply_with(&set, &change).await?;
        Ok(())
    }

    /// What a reviewer signs to decide a case at `at`, and those that were joined to it. Nothing is
    /// written; the same decision at the same time has the same hash, for ten minutes.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`] for a case that does not fall to the caller;
    /// [`AuthorityError::Case`].
    pub async fn prepare_decision(
        &self,
        caller: &Caller,
        number: &str,
        told: &DecisionTold<'_>,
        at: i64,
    ) -> Result<PreparedDecision, AuthorityError> {
        let known = self.known_staff().await?;
        let planned = self.plan_decision(caller, &known, number, told, at).await?;
        Ok(PreparedDecision {
            hash: planned.hash(),
            cases: planned.cases.len(),
        })
    }

    /// Decides a case, signed as it was [prepared](Self::prepare_decision) for `at`. In one
    /// transaction the case ends, the act that waits takes effect or lapses, and one that is in
    /// force is undone if the appellant is right.
    ///
    /// # Errors
    /// As [`prepare_decision`](Self::prepare_decision); [`AuthorityError::Act`] while the objection
    /// period runs, for an act that is to stand; [`AuthorityError::Approval`].
    pub async fn decide_appeal(
        &self,
        caller: &Caller,
        number: &str,
        told: &DecisionTold<'_>,
        (at, signature): (i64, &OfficerSignature),
        now: i64,
    ) -> Result<ReviewView, AuthorityError> {
        if at > now {
            return Err(ActError::ClockBehind.into());
        }
        if now.saturating_sub(at) > PROPOSE_WITHIN_SECS {
            return Err(ActError::Signed.into());
        }
        let known = self.known_staff().await?;
        let planned = self.plan_decision(caller, &known, number, told, at).await?;
        let shard = planned.cases.first().map(|case| case.shard);
        let shard = shard.ok_or(AuthorityError::NotFound)?;
        let mut set = Changeset {
            name: "decide-appeal",
            shard,
            ..Changeset::default()
        };
        let count = planned.cases.len() * IDS_PER_CASE + IDS_PER_ACT;
        let ids = Ids::reserve(self, shard, count).await?;
        let mut carrying = Carrying {
            authority: self,
            caller,
            known: &known,
            decision: &planned.decision,
            set: &mut set,
            change: CaseChange::default(),
            ids,
            now,
        };
        let kept = carrying.sign(planned.restore.as_ref(), signature)?;
        for case in &planned.cases {
            carrying.end_case(case, &kept, told.reasons)?;
            carrying.move_act(case, &kept).await?;
        }
        let change = carrying.change;
        self.inner.store.apply_with(&set, &change).await?;
        self.review_appeal(caller, number, now).await
    }

    async fn plan_decision(
        &self,
        caller: &Caller,
        known: &KnownStaff,
        number: &str,
        told: &DecisionTold<'_>,
        at: i64,
    ) -> Result<Planned, AuthorityError> {
        check_text(told.reasons)?;
        let lead = self.case_in_queue(caller, known, number, at).await?;
        let to = CaseState::Decided;
        let from = lead.standing.state;
        // What was joined is decided with its lead.
        if !lead.is_open() || lead.standing.lead.is_some() {
            return Err(CaseError::State { from, to }.into());
        }
        let (shard, kind) = (lead.shard, lead.file.appeal.kind);
        let joined = self.inner.store.joined_appeals(shard, lead.id).await?;
        let mut cases = vec![lead];
        for id in joined {
            let case = self.load_case(shard, id).await?;
            // One whose time is over lapses with its act.
            if !(case.file.appeal.contests && case.standing.is_overdue(at)) {
                cases.push(case);
            }
        }
        cases.sort_by_key(|case| case.appeal.number);
        let who = (caller.number, caller.office_name.as_str());
        for case in &cases {
            let parties = self.parties(known, case).await?;
            check_independence(who, &parties, known.verified.staff(), at)?;
            case.course().decide(told.outcome, caller.officer, at)?;
        }
        let decided = cases.iter().map(|case| DecidedCase {
            number: case.appeal.number,
            subject: commit_subject(&case.secret, &case.appeal.subject),
            reasons: commit_text(&case.secret, told.reasons),
        });
        let decision = Decision {
            kind,
            cases: decided.collect(),
            acts: acts_that_wait(&cases),
            outcome: told.outcome,
            ending: told.ending,
            findings: told.findings.clone(),
            order: told.order.clone(),
            officer: caller.number,
            office: caller.office_name.clone(),
            at,
        };
        decision.check()?;
        let restore = self.plan_restore(caller, known, &cases, &decision).await?;
        Ok(Planned {
            cases,
            decision,
            restore,
        })
    }
}

/// The acts that wait for the decision, in the order of their hashes.
fn acts_that_wait(cases: &[Loaded]) -> Vec<[u8; 32]> {
    let contesting = cases.iter().filter(|case| case.file.appeal.contests);
    let acts = contesting.filter_map(|case| match case.appeal.subject {
        Subject::Act(hash) => Some(hash),
        _ => None,
    });
    acts.collect::<BTreeSet<_>>().into_iter().collect()
}
