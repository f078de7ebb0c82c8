//! What moves an act moves the appeal against it, in one transaction.

use cleanbill_issuer::registry::{OfficerId, Shard};
use cleanbill_redress::case::{CaseId, CaseStep, Subject};
use cleanbill_seal::{CaseTagUse, SealError};
use cleanbill_store::{AppealFile, CaseChange};

use super::load::course;
use crate::{Authority, AuthorityError};

impl Authority {
    /// The tag of what is appealed against, where each thing has one appeal.
    pub(super) fn subject_tag(&self, subject: &Subject) -> Result<[u8; 16], AuthorityError> {
        let ring = &self.inner.ring;
        Ok(ring.case_tag(CaseTagUse::Subject, &[&subject.encode()])?)
    }

    /// The open appeal against an act.
    pub(crate) async fn open_appeal(
        &self,
        shard: Shard,
        act_hash: &[u8; 32],
    ) -> Result<Option<AppealFile>, AuthorityError> {
        let tag = match self.subject_tag(&Subject::Act(*act_hash)) {
            // A ring without keys of appeals: nobody filed one yet.
            Err(AuthorityError::Seal(SealError::NoPurposeKey)) => return Ok(None),
            tag => tag?,
        };
        let Some(id) = self.inner.store.appeal_against(shard, &tag).await? else {
            return Ok(None);
        };
        let file = self.inner.store.appeal(shard, id).await?;
        let file = file.ok_or(AuthorityError::Damaged)?;
        let state = course(&file).standing()?.state;
        Ok(Some(file).filter(|_| state.is_some_and(|state| state.is_open())))
    }

    /// The appeal lapses with its act: nobody decided in time (G09).
    pub(crate) async fn lapse_with_act(
        &self,
        shard: Shard,
        act_hash: &[u8; 32],
        now: i64,
    ) -> Result<CaseChange, AuthorityError> {
        let Some(file) = self.open_appeal(shard, act_hash).await? else {
            return Ok(CaseChange::default());
        };
        let step = course(&file).lapse(now)?;
        Ok(change(file.appeal.id, step))
    }

    /// The authority takes an act back: there is nothing left to decide.
    pub(crate) async fn settle_with_act(
        &self,
        shard: Shard,
        act_hash: &[u8; 32],
        officer: OfficerId,
        now: i64,
    ) -> Result<CaseChange, AuthorityError> {
        let Some(file) = self.open_appeal(shard, act_hash).await? else {
            return Ok(CaseChange::default());
        };
        let step = course(&file).settle(officer, now)?;
        Ok(change(file.appeal.id, step))
    }
}

fn change(case: CaseId, step: CaseStep) -> CaseChange {
    CaseChange {
        steps: vec![(case, step)],
        ..CaseChange::default()
    }
}
