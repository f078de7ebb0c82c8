//! What else happens to acts: notice, withdrawal, contest, decision.

use cleanbill_issuer::act::machine::Course;
use cleanbill_issuer::act::{ActContent, NoticeChannel};
use cleanbill_issuer::approval::check_approvals;
use cleanbill_issuer::registry::{Changeset, Shard, StepRow};
use cleanbill_issuer::role::Permission;
use cleanbill_store::{ActFile, CaseChange};

use super::ActView;
use super::plan::permission_of;
use super::propose::may_sign;
use super::view::course;
use crate::collect::Holder;
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

    /// The holder objects to an act about them: it waits for a reviewer's decision (G08).
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`] for an act about somebody else; [`AuthorityError::Act`].
    pub async fn contest(
        &self,
        holder: &Holder,
        act: &str,
        now: i64,
    ) -> Result<ActView, AuthorityError> {
        let (shard, file) = self.act_file(act).await?;
        if (shard, file.act.holder) != (holder.shard, Some(holder.key)) {
            return Err(AuthorityError::NotFound);
        }
        let known = self.known_staff().await?;
        let content = known.verified.directory().content(&file.act, shard)?;
        let step = course(&content, &file).contest(now)?;
        self.write_step(shard, "contest", step).await
    }

    /// A reviewer who has no part in an act decides on the objection to it: it stands, or lapses.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::NotIndependent`],
    /// [`AuthorityError::Act`], also while the objection period runs.
    pub async fn decide(
        &self,
        caller: &Caller,
        act: &str,
        stands: bool,
        now: i64,
    ) -> Result<ActView, AuthorityError> {
        caller.may(Permission::Review)?;
        let (shard, file) = self.act_file(act).await?;
        // An appeal is decided with findings, reasons and a signature, or not at all.
        self.check_no_open_appeal(shard, &file.act.hash).await?;
        let known = self.known_staff().await?;
        let content = self.signed_content(&known, shard, &file)?;
        let has_part = |row: &cleanbill_issuer::registry::ApprovalRow| {
            row.officer == caller.officer || row.office == caller.office
        };
        if file.approvals.iter().any(has_part) {
            return Err(AuthorityError::NotIndependent);
        }
        let step = course(&content, &file).decide(stands, caller.officer, now)?;
        if !stands {
            return self.write_step(shard, "decide", step).await;
        }
        let mut set = Changeset {
            name: "decide",
            shard,
            steps: vec![step],
            ..Changeset::default()
        };
        self.count_removed(&mut set, &file, &content, now).await?;
        self.inner.store.apply(&set).await?;
        self.view_of(shard, file.act.id).await
    }
}
