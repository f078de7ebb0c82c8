//! What time does: acts take effect, and lapse.

use cleanbill_issuer::act::{ActError, ActState};
use cleanbill_issuer::registry::{Changeset, Shard};
use cleanbill_store::{ActFile, StoreError};

use super::view::course;
use crate::{Authority, AuthorityError};

/// Acts that are looked at together.
const PAGE_ACTS: u32 = 200;

/// What time did to acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Due {
    /// Acts that are in force now.
    pub effective: usize,
    /// Acts that ended without effect: nobody signed, or nobody decided in time (G09).
    pub lapsed: usize,
    /// Acts that could not be moved on, though their time has come: rows that nobody signed, or a
    /// database that failed. Each is in the log by its code.
    pub failed: usize,
}

impl Authority {
    /// Moves on what time moves on. Several servers may do that at once; each act moves once.
    ///
    /// # Errors
    /// [`AuthorityError::Store`], [`AuthorityError::Staff`]; an act that cannot be moved on stops
    /// no other.
    pub async fn take_due_effects(&self, now: i64) -> Result<Due, AuthorityError> {
        let mut shards = vec![Shard::default()];
        if !shards.contains(&self.inner.shard) {
            shards.push(self.inner.shard);
        }
        let mut due = Due::default();
        for shard in shards {
            let mut after = None;
            loop {
                let page = self.inner.store.open_acts(shard, after, PAGE_ACTS).await?;
                let Some(last) = page.last() else { break };
                after = Some(last.act.id);
                for file in &page {
                    self.take_due_effect(shard, file, now, &mut due).await;
                }
            }
        }
        Ok(due)
    }

    async fn take_due_effect(&self, shard: Shard, file: &ActFile, now: i64, due: &mut Due) {
        match self.try_due_effect(shard, file, now).await {
            Ok(Some(ActState::Lapsed)) => due.lapsed += 1,
            Ok(Some(_)) => due.effective += 1,
            // Not its time, or another server was first.
            Ok(None)
            | Err(
                AuthorityError::Act(ActError::NotYet { .. } | ActError::ClockBehind)
                | AuthorityError::Store(StoreError::Conflict { .. }),
            ) => {}
            Err(error) => {
                due.failed += 1;
                tracing::warn!(code = error.code(), "an act does not take effect");
            }
        }
    }

    async fn try_due_effect(
        &self,
        shard: Shard,
        file: &ActFile,
        now: i64,
    ) -> Result<Option<ActState>, AuthorityError> {
        let known = self.known_staff().await?;
        let content = known.verified.directory().content(&file.act, shard)?;
        let before = course(&content, file);
        let act = file.act.id;
        match before.standing()?.state {
            Some(ActState::Proposed | ActState::Contested) => {
                let step = before.lapse(now)?;
                let hash = &file.act.hash;
                let lapsed = self.lapse_with_act(shard, hash, now).await?;
                self.write_step_with(shard, "lapse", step, &lapsed).await?;
                Ok(Some(ActState::Lapsed))
            }
            Some(ActState::Approved) if !content.kind().takes_away() => {
                if !self.is_told(shard, act, &content).await? {
                    return Ok(None);
                }
                self.complete(shard, act, now).await?;
                Ok(Some(ActState::Effective))
            }
            Some(ActState::Noticed) => {
                let step = before.take_effect(now)?;
                if !self.is_told(shard, act, &content).await? {
                    return Ok(None);
                }
                // Rows alone take nothing away.
                self.signed_content(&known, shard, file)?;
                let mut set = Changeset {
                    name: "take-effect",
                    shard,
                    steps: vec![step],
                    ..Changeset::default()
                };
                self.count_removed(&mut set, file, &content, now).await?;
                self.inner.store.apply(&set).await?;
                Ok(Some(ActState::Effective))
            }
            _ => Ok(None),
        }
    }
}
