//! What else happens to acts: notice and withdrawal. Objections and decisions are appeals.

use cleanbill_issuer::act::machine::Course;
use cleanbill_issuer::act::{ActContent, NoticeChannel};
use cleanbill_issuer::approval::check_approvals;
use cleanbill_issuer::registry::{Changeset, Shard, StepRow};
use cleanbill_store::{ActFile, CaseChange};

use super::ActView;
use super::plan::permission_of;
use super::propose::may_sign;
use super::view::course;
use crate::staff::{KnownStaff, act_record};
use crate::{Authority, AuthorityError, Caller};

impl Authority {
    pub(super) async fn write_step(
        &self,
        shard: Shard,
        name: &'static str,
        step: StepRow,
    ) -> Result<ActView, AuthorityError> {
        let nothing = CaseChange::default();
        self.write_step_with(shard, name, step, &nothing).await
    }

    /// A step, with what becomes of the appeal against the act.
    pub(super) async fn write_step_with(
        &self,
        shard: Shard,
        name: &'static str,
        step: StepRow,
        cases: &CaseChange,
    ) -> Result<ActView, AuthorityError> {
        let act = step.act;
        let set = Changeset {
            name,
            shard,
            steps: vec![step],
            ..Changeset::default()
        };
        self.inner.store.apply_with(&set, cases).await?;
        self.view_of(shard, act).await
    }

    /// The holder was told of an approved act: the objection period runs, and when the act takes
    /// effect is fixed. What acts at once (a proven forgery, a compromised key, the holder's own
    /// wish) is in force with the notice.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`]; [`AuthorityError::Approval`] where rows say that it was
    /// approved and signatures do not; [`AuthorityError::Act`].
    pub async fn give_notice(
        &self,
        caller: &Caller,
        act: &str,
        channel: NoticeChannel,
        now: i64,
    ) -> Result<ActView, AuthorityError> {
        let (shard, file) = self.act_file(act).await?;
        let known = self.known_staff().await?;
        let content = self.signed_content(&known, shard, &file)?;
        caller.may(permission_of(content.kind()))?;
        let period = self.objection_period().await?;
        let noticed = course(&content, &file).notice(channel, period, caller.officer, now)?;
        if !content.acts_at_once() {
            return self.write_step(shard, "notice", noticed).await;
        }
        let mut steps = file.steps.clone();
        steps.push(noticed.clone());
        let after = Course {
            id: file.act.id,
            content: &content,
            steps: &steps,
        };
        let mut set = Changeset {
            name: "notice",
            shard,
            steps: vec![noticed, after.take_effect(now)?],
            ..Changeset::default()
        };
        self.count_removed(&mut set, &file, &content, now).await?;
        self.inner.store.apply(&set).await?;
        self.view_of(shard, file.act.id).await
    }

    /// The content of an act that was signed as it has to be.
    pub(crate) fn signed_content(
        &self,
        known: &KnownStaff,
        shard: Shard,
        file: &ActFile,
    ) -> Result<ActContent, AuthorityError> {
        let signed = known
            .verified
            .directory()
            .signed(&act_record(file), shard)?;
        let staff = known.verified.staff();
        let rps = &self.inner.options.relying_parties;
        check_approvals(&signed.content, &signed.approvals, staff, rps)?;
        Ok(signed.content)
    }

    /// Takes an act back, or refuses to sign it: whoever may sign it may end it.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::Approval`], [`AuthorityError::Act`].
    pub async fn drop_act(
        &self,
        caller: &Caller,
        act: &str,
        now: i64,
    ) -> Result<ActView, AuthorityError> {
        let (shard, file) = self.act_file(act).await?;
        let known = self.known_staff().await?;
        let content = known.verified.directory().content(&file.act, shard)?;
        may_sign(caller, &known, &content)?;
        let step = course(&content, &file).drop_act(caller.officer, now)?;
        let settled = self.settle_with_act(shard, &file.act.hash, caller.officer, now);
        let settled = settled.await?;
        self.write_step_with(shard, "drop", step, &settled).await
    }
}
