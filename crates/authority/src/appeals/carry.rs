//! What follows from a decision, in its transaction: the cases end, and acts move on.

use cleanbill_issuer::act::{ActState, Body};
use cleanbill_issuer::registry::{ActId, ApprovalRow, Changeset, LeafId, RowId, RulingRow};
use cleanbill_redress::case::{Author, CaseKind, Decision, commit_decision};
use cleanbill_store::{CaseChange, DecisionRow};

use super::file::case_leaf;
use super::load::Loaded;
use super::sign::{DECISION_ROW, verify_signed_decision};
use crate::acts::{Ids, NewAct, Plan, course};
use crate::staff::{KnownStaff, OfficerSignature, verify_signed};
use crate::{Authority, AuthorityError, Caller, Proposal};

/// The signature, as it is kept with each case.
pub(super) struct Kept {
    row: ApprovalRow,
    /// The act that it is under, where one undoes what was in force.
    restores: Option<ActId>,
}

/// A decision that is being carried out.
pub(super) struct Carrying<'a> {
    pub(super) authority: &'a Authority,
    pub(super) caller: &'a Caller,
    pub(super) known: &'a KnownStaff,
    pub(super) decision: &'a Decision,
    pub(super) set: &'a mut Changeset,
    pub(super) change: CaseChange,
    pub(super) ids: Ids,
    pub(super) now: i64,
}

impl Carrying<'_> {
    /// Verifies the signature; where something in force is undone, writes the act that does.
    pub(super) fn sign(
        &mut self,
        restore: Option<&Plan>,
        signature: &OfficerSignature,
    ) -> Result<Kept, AuthorityError> {
        let rps = &self.authority.inner.options.relying_parties;
        let (known, caller, now) = (self.known, self.caller, self.now);
        let Some(plan) = restore else {
            let approval =
                verify_signed_decision(known, caller, self.decision, signature, now, rps)?;
            let key = known.key_id(&approval.key);
            let row = ApprovalRow {
                act: ActId(0),
                officer: caller.officer,
                office: caller.office,
                key: key.ok_or(AuthorityError::Damaged)?,
                form: approval.form,
                authenticator_data: approval.authenticator_data,
                client_data: approval.client_data,
                signature: approval.signature,
                at: now,
            };
            let restores = None;
            return Ok(Kept { row, restores });
        };
        let (content, subject) = (&plan.content, plan.subject);
        let new = NewAct {
            content,
            subject,
            now,
        };
        let authority = self.authority;
        let act = authority.write_act(self.set, caller, known, &new, &mut self.ids)?;
        let (_, row) = verify_signed(known, caller, content, act, signature, now, rps)?;
        self.set.approvals.push(row.clone());
        let undone = plan.undone.as_ref().ok_or(AuthorityError::Damaged)?;
        let directory = known.verified.directory();
        let before = directory.content(&undone.act, subject.shard)?;
        let step = course(&before, undone).undo(content, caller.officer, now)?;
        self.set.steps.push(step);
        Ok(Kept {
            row,
            restores: Some(act),
        })
    }

    /// Ends a case: the decision, its reasons in writing, its leaf, its last step.
    pub(super) fn end_case(
        &mut self,
        case: &Loaded,
        kept: &Kept,
        reasons: &str,
    ) -> Result<(), AuthorityError> {
        let (authority, decision, now) = (self.authority, self.decision, self.now);
        let leaf = LeafId(self.ids.take()?);
        let commitment = commit_decision(&case.secret, &decision.hash());
        self.set.leaves.push(case_leaf(leaf, commitment));
        let place = (case.shard, case.id);
        let text = (RowId(self.ids.take()?), Author::Reviewer);
        let text = authority.seal_text(&case.key, place, text, reasons, now)?;
        self.change.texts.push(text);
        let place = case.place(DECISION_ROW);
        let nonce = authority.case_nonce();
        let row = kept.row.clone();
        self.change.decisions.push(DecisionRow {
            appeal: case.id,
            officer: row.officer,
            office: row.office,
            key: row.key,
            form: row.form,
            authenticator_data: row.authenticator_data,
            client_data: row.client_data,
            signature: row.signature,
            at: row.at,
            restores: kept.restores,
            leaf,
            sealed: case.key.seal(place, &decision.encode(), nonce)?,
        });
        let officer = self.caller.officer;
        let step = case.course().decide(decision.outcome, officer, now)?;
        self.change.steps.push((case.id, step));
        Ok(())
    }

    /// Moves the act that waited: it takes effect, with the signature that whoever publishes asks
    /// for, or lapses. One that does not wait any more is left as it is.
    pub(super) async fn move_act(
        &mut self,
        case: &Loaded,
        kept: &Kept,
    ) -> Result<(), AuthorityError> {
        if !case.file.appeal.contests {
            return Ok(());
        }
        let Some((_, file)) = self.authority.act_of(case).await? else {
            return Err(AuthorityError::Damaged);
        };
        let stands = self.decision.outcome.stands();
        let (authority, now) = (self.authority, self.now);
        let content = if stands {
            // Rows alone take nothing away.
            authority.signed_content(self.known, case.shard, &file)?
        } else {
            let directory = self.known.verified.directory();
            directory.content(&file.act, case.shard)?
        };
        let before = course(&content, &file);
        if before.standing()?.state != Some(ActState::Contested) {
            return Ok(());
        }
        let step = before.decide(stands, self.caller.officer, now)?;
        self.set.steps.push(step);
        if stands {
            let row = kept.row.clone();
            self.set.rulings.push(RulingRow {
                act: file.act.id,
                officer: row.officer,
                office: row.office,
                key: row.key,
                form: row.form,
                authenticator_data: row.authenticator_data,
                client_data: row.client_data,
                signature: row.signature,
                at: row.at,
                body: self.decision.ruling().encode(),
            });
            authority
                .count_removed(self.set, &file, &content, now)
                .await?;
        }
        Ok(())
    }
}

impl Authority {
    /// The act that undoes what a case is against, if it is in force and the appellant is right.
    /// It names the decision as its evidence: the signature under it is one under both.
    pub(super) async fn plan_restore(
        &self,
        caller: &Caller,
        known: &KnownStaff,
        cases: &[Loaded],
        decision: &Decision,
    ) -> Result<Option<Plan>, AuthorityError> {
        let [case] = cases else { return Ok(None) };
        let is_act = case.file.appeal.kind == CaseKind::Act && !case.file.appeal.contests;
        if !is_act || decision.outcome.stands() {
            return Ok(None);
        }
        let (_, file) = self.act_of(case).await?.ok_or(AuthorityError::Damaged)?;
        // What is about many goes on for the others; the holder gets a pass that it does not touch.
        if file.act.holder.is_none() {
            return Ok(None);
        }
        let directory = known.verified.directory();
        let content = directory.content(&file.act, case.shard)?;
        if course(&content, &file).standing()?.state != Some(ActState::Effective) {
            return Ok(None);
        }
        let act = self.act_id(case.shard, file.act.id)?;
        let proposal = Proposal::Restore { act };
        let mut plan = self.plan(caller, known, &proposal, decision.at).await?;
        match plan.content.body {
            Body::Restore { .. } => plan.content.evidence = Some(decision.hash()),
            _ => return Err(AuthorityError::Damaged),
        }
        plan.content.check()?;
        known.verified.staff().check_region(&plan.content)?;
        Ok(Some(plan))
    }
}
