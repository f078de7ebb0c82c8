//! The signature under a decision, made and verified.

use cleanbill_issuer::act::Body;
use cleanbill_issuer::approval::{Approval, ApprovalError, check_own_approval};
use cleanbill_redress::case::{CaseError, Decision, Subject, commit_subject, verify_decision};
use cleanbill_store::DecisionRow;

use super::load::Loaded;
use super::view::DecisionView;
use crate::staff::{KnownStaff, OfficerSignature, act_record};
use crate::{Authority, AuthorityError, Caller};

/// Verifies the signature of an officer under a decision, by whichever of their keys it is.
pub(super) fn verify_signed_decision(
    known: &KnownStaff,
    caller: &Caller,
    decision: &Decision,
    signature: &OfficerSignature,
    now: i64,
    rps: &[cleanbill_webauthn::RelyingParty],
) -> Result<Approval, AuthorityError> {
    let staff = known.verified.staff();
    let officer = staff.officer(caller.number);
    let keys = officer.map_or(&[][..], |officer| &officer.keys);
    let mut why = CaseError::from(ApprovalError::Key);
    for key in keys.iter().filter(|key| signature.may_be_of(&key.spec)) {
        let hash = key.spec.hash();
        let approval = signature.approval(caller.number, &caller.office_name, hash, now);
        match verify_decision(decision, &approval, staff, rps) {
            Ok(_) => return Ok(approval),
            Err(error) => why = error,
        }
    }
    Err(why.into())
}

impl Authority {
    /// The decision on a case, if there is one and a reviewer signed it. Rows that say that
    /// somebody decided, and nobody signed, are damaged rows, not a decision.
    pub(super) async fn decision_of(
        &self,
        known: &KnownStaff,
        case: &Loaded,
    ) -> Result<Option<DecisionView>, AuthorityError> {
        let Some(row) = &case.file.decision else {
            // Its steps may not say that there is one.
            return match case.standing.outcome {
                None => Ok(None),
                Some(_) => Err(AuthorityError::Damaged),
            };
        };
        let bytes = case.key.open(case.place(DECISION_ROW), &row.sealed)?;
        let decision = Decision::parse(&bytes).map_err(|_| AuthorityError::Damaged)?;
        let own = decision.case(&case.appeal.number);
        let own = own.ok_or(AuthorityError::Damaged)?;
        let is_of_case = own.subject == commit_subject(&case.secret, &case.appeal.subject)
            && decision.kind == case.appeal.subject.kind()
            && case.standing.outcome == Some(decision.outcome);
        if !is_of_case {
            return Err(AuthorityError::Damaged);
        }
        self.verify_row(known, case, &decision, row).await?;
        Ok(Some(DecisionView {
            outcome: decision.outcome,
            ending: decision.ending,
            cases: decision.cases.len(),
            hash: decision.hash(),
            findings: decision.findings,
            order: decision.order,
            officer: decision.officer,
            office: decision.office,
            at: decision.at,
        }))
    }

    /// Verifies the signature again, as it was kept: over the decision, or over the act that undoes
    /// what was in force and names the decision as its evidence.
    async fn verify_row(
        &self,
        known: &KnownStaff,
        case: &Loaded,
        decision: &Decision,
        row: &DecisionRow,
    ) -> Result<(), AuthorityError> {
        let (staff, directory) = (known.verified.staff(), known.verified.directory());
        let rps = &self.inner.options.relying_parties;
        let Some(restores) = row.restores else {
            let approval = Approval {
                officer: directory.officer(row.officer).unwrap_or(0),
                office: directory.office(row.office).unwrap_or_default().to_owned(),
                key: directory.key(row.key).ok_or(ApprovalError::Key)?,
                form: row.form,
                authenticator_data: row.authenticator_data.clone(),
                client_data: row.client_data.clone(),
                signature: row.signature.clone(),
                at: row.at,
            };
            verify_decision(decision, &approval, staff, rps)?;
            return Ok(());
        };
        decision.check()?;
        let file = self.inner.store.act(case.shard, restores).await?;
        let file = file.ok_or(AuthorityError::Damaged)?;
        let signed = directory.signed(&act_record(&file), case.shard)?;
        let signer = check_own_approval(&signed.content, &signed.approvals, staff, rps)?;
        let undoes = match (&signed.content.body, &case.appeal.subject) {
            (Body::Restore { undoes }, Subject::Act(hash)) => undoes == hash,
            _ => false,
        };
        let is_its = signed.content.evidence == Some(decision.hash())
            && (signer.officer, &signer.office) == (decision.officer, &decision.office);
        if undoes && is_its {
            Ok(())
        } else {
            Err(AuthorityError::Damaged)
        }
    }
}

/// The place of the decision among the sealed rows of a case: no text has it.
pub(super) const DECISION_ROW: i64 = -1;
