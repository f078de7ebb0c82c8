//! The second half: officers of other offices sign, and the act goes on once enough have.

use cleanbill_issuer::act::machine::Course;
use cleanbill_issuer::act::{ActContent, ActError, ActKind, ActState};
use cleanbill_issuer::approval::check_approvals;
use cleanbill_issuer::caps::{day_of, uses};
use cleanbill_issuer::registry::{ActId, Changeset, LeafId, Shard};
use cleanbill_store::{ActFile, StoreError};

use super::ActView;
use super::propose::may_sign;
use super::rows::Ids;
use super::view::course;
use crate::staff::{OfficerSignature, act_record, verify_signed};
use crate::{Authority, AuthorityError, Caller};

impl Authority {
    /// Signs an act that was proposed. With the last signature that it needs it goes on: what takes
    /// nothing away is in force, all else waits for notice.
    ///
    /// A signature that adds nothing (of the proposer's own office, or of one that stands on the
    /// proposer's word alone) is kept, and the act waits for another.
    ///
    /// # Errors
    /// [`AuthorityError::Forbidden`], [`AuthorityError::Approval`];
    /// [`AuthorityError::Act`] where it does not wait for signatures; [`AuthorityError::Staff`]
    /// where what it says cannot be done; [`AuthorityError::Store`] with `store.cap-reached`, and
    /// then nothing is kept.
    pub async fn approve(
        &self,
        caller: &Caller,
        act: &str,
        signature: &OfficerSignature,
        now: i64,
    ) -> Result<ActView, AuthorityError> {
        let (shard, file) = self.act_file(act).await?;
        let known = self.known_staff().await?;
        let signed = known
            .verified
            .directory()
            .signed(&act_record(&file), shard)?;
        let content = &signed.content;
        let before = course(content, &file);
        let from = before.standing()?.state;
        if from != Some(ActState::Proposed) {
            let to = ActState::Approved;
            return Err(ActError::State { from, to }.into());
        }
        may_sign(caller, &known, content)?;
        let (id, rps) = (file.act.id, &self.inner.options.relying_parties);
        let (approval, row) = verify_signed(&known, caller, content, id, signature, now, rps)?;
        let mut set = Changeset {
            name: "approve",
            shard,
            approvals: vec![row],
            ..Changeset::default()
        };
        let mut approvals = signed.approvals.clone();
        approvals.push(approval);
        let staff = known.verified.staff();
        let mut erases = false;
        let mut waits_for_ledger = false;
        if let Ok(checked) = check_approvals(content, &approvals, staff, rps) {
            let step = before.approve(&checked, caller.officer, now)?;
            set.steps.push(step.clone());
            let leaf = LeafId(Ids::reserve(self, shard, 1).await?.take()?);
            let signed = (&*checked.signers(), &*approvals);
            let leaf = self.leaf(&known, content, signed, (leaf, id));
            set.leaves.push(leaf);
            let caps = self.caps().await?;
            set.caps = uses(content, checked.officers(), staff, &caps, day_of(now));
            erases = content.kind() == ActKind::Erase;
            // A key is destroyed between two transactions, so that whoever is interrupted finds
            // the act approved, and goes on.
            let waits = self.inner.options.ledger.is_some();
            waits_for_ledger = waits && !content.kind().takes_away();
            if !content.kind().takes_away() && !erases && !waits {
                let mut steps = file.steps.clone();
                steps.push(step);
                let approved = Course {
                    id,
                    content,
                    steps: &steps,
                };
                set.steps.push(approved.take_effect(now)?);
                self.effect(&mut set, &known, &file, content, now).await?;
            }
        }
        let outcome = self.inner.store.apply(&set).await;
        outcome.map_err(|error| match error {
            // Another last signature came in at the same moment.
            StoreError::NoLeaf => StoreError::Conflict { table: "act_step" },
            error => error,
        })?;
        if waits_for_ledger {
            self.complete_once_told(shard, id, content, now).await?;
        } else if erases {
            self.complete(shard, id, now).await?;
        }
        self.view_of(shard, id).await
    }

    /// Waits for the witnesses of an approved act that takes nothing away, as long as
    /// [`approve`](Self::approve) did. Where they are slow such an act is in force later, by
    /// itself; this is for whoever can do nothing before.
    ///
    /// Gives the act as it stands then, still approved if they have not answered.
    ///
    /// # Errors
    /// [`AuthorityError::NotFound`], [`AuthorityError::Store`], [`AuthorityError::Staff`].
    pub async fn await_effect(&self, act: &str, now: i64) -> Result<ActView, AuthorityError> {
        let (shard, file) = self.act_file(act).await?;
        let known = self.known_staff().await?;
        let content = known.verified.directory().content(&file.act, shard)?;
        let state = course(&content, &file).standing()?.state;
        if state == Some(ActState::Approved) && !content.kind().takes_away() {
            self.complete_once_told(shard, file.act.id, &content, now)
                .await?;
        }
        self.view_of(shard, file.act.id).await
    }

    /// Nothing is in force in secret (G06). Where the witnesses are slow it is so later.
    async fn complete_once_told(
        &self,
        shard: Shard,
        act: ActId,
        content: &ActContent,
        now: i64,
    ) -> Result<(), AuthorityError> {
        if !self.is_soon_told(shard, act, content).await? {
            return Ok(());
        }
        match self.complete(shard, act, now).await {
            // What time moves on was looked at in the same moment: it is in force already.
            Err(
                AuthorityError::Store(StoreError::Conflict { .. })
                | AuthorityError::Act(ActError::State {
                    from: Some(ActState::Effective),
                    ..
                }),
            ) => Ok(()),
            completed => completed,
        }
    }

    /// Brings an approved act that takes nothing away into force.
    pub(super) async fn complete(
        &self,
        shard: Shard,
        act: ActId,
        now: i64,
    ) -> Result<(), AuthorityError> {
        let known = self.known_staff().await?;
        let file = self.inner.store.act(shard, act).await?;
        let file = file.ok_or(AuthorityError::NotFound)?;
        let rps = &self.inner.options.relying_parties;
        let signed = known
            .verified
            .directory()
            .signed(&act_record(&file), shard)?;
        // Steps are rows; that two offices signed is not taken on their word.
        check_approvals(
            &signed.content,
            &signed.approvals,
            known.verified.staff(),
            rps,
        )?;
        let content = &signed.content;
        let mut set = Changeset {
            name: "take-effect",
            shard,
            ..Changeset::default()
        };
        set.steps.push(course(content, &file).take_effect(now)?);
        self.effect(&mut set, &known, &file, content, now).await?;
        if content.kind() == ActKind::Erase {
            let holder = file.act.holder.ok_or(AuthorityError::Damaged)?;
            self.inner.unsealer.erase(shard, holder).await?;
        }
        self.inner.store.apply(&set).await?;
        Ok(())
    }

    pub(crate) async fn view_of(
        &self,
        shard: Shard,
        act: ActId,
    ) -> Result<ActView, AuthorityError> {
        let known = self.known_staff().await?;
        let file: Option<ActFile> = self.inner.store.act(shard, act).await?;
        self.act_view(&known, shard, &file.ok_or(AuthorityError::NotFound)?)
    }
}
