//! A changeset becomes rows: one transaction, all of it or none.

use cleanbill_issuer::act::ActState;
use cleanbill_issuer::registry::{
    CapUse, Changeset, HolderId, JobProgress, OfficerId, PassId, Shard, StepRow, TallyChange,
    TallyKey,
};

use crate::case::CaseChange;
use crate::check::check_changeset;
use crate::database::Tries;
use crate::field::{Columns, Field, Sink};
use crate::insert::{AUTHORITY, insert, insert_with};
use crate::link::{Link, args};
use crate::table::{Stored, stored};
use crate::{Store, StoreError};

/// That a changeset was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applied {
    /// How often it was tried: more than once where it gave way to others.
    pub attempts: u32,
}

impl Store {
    /// Writes a changeset: one durable transaction, all of it or none.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoLeaf`], [`StoreError::NoAccess`], [`StoreError::TwoOffices`],
    /// [`StoreError::Reviewer`] and [`StoreError::Constraint`] for what must not be;
    /// [`StoreError::Conflict`], [`StoreError::LookupTaken`], [`StoreError::CapReached`],
    /// [`StoreError::JobMoved`] and [`StoreError::KeyUsed`] for what was there before or came in
    /// between; [`StoreError::Busy`], [`StoreError::Full`] and [`StoreError::Unavailable`].
    pub async fn apply(&self, changeset: &Changeset) -> Result<Applied, StoreError> {
        self.apply_with(changeset, &CaseChange::default()).await
    }

    /// As [`apply`](Self::apply), with what becomes of appeals in the same transaction: an act is
    /// contested with its appeal and moves on with the decision, or neither does.
    ///
    /// # Errors
    ///
    /// As [`apply`](Self::apply); [`StoreError::NoDecision`]; [`StoreError::Conflict`] of
    /// `appeal_subject` where the same thing is appealed against or was judged.
    pub async fn apply_with(
        &self,
        changeset: &Changeset,
        cases: &CaseChange,
    ) -> Result<Applied, StoreError> {
        check_changeset(changeset)?;
        let mut tries = Tries::new(changeset.name, self.attempts);
        loop {
            let outcome = self.try_apply(changeset, cases).await;
            if let Some(outcome) = tries.judge(outcome).await {
                let attempts = tries.done();
                let outcome = self.refusal.note(outcome);
                return outcome.map(|()| Applied { attempts });
            }
        }
    }

    async fn try_apply(&self, changeset: &Changeset, cases: &CaseChange) -> Result<(), StoreError> {
        let mut link = self.registry.begin().await?;
        // What refuses a repeated request comes first.
        if let Some(job) = &changeset.job {
            move_job(&mut link, job).await?;
        }
        if let Some(row) = &changeset.idempotency {
            let outcome = insert(&mut link, AUTHORITY, std::slice::from_ref(row)).await;
            outcome.map_err(|error| match error {
                StoreError::Conflict { .. } => StoreError::KeyUsed,
                error => error,
            })?;
        }
        write_acts(&mut link, changeset).await?;
        cases.write(&mut link, changeset.shard).await?;
        write_records(&mut link, changeset).await?;
        write_staff(&mut link, changeset).await?;
        // What others wait for comes last, always in the same order.
        self.claim(&mut link, changeset.shard, &changeset.lookups)
            .await?;
        write_counts(&mut link, changeset).await?;
        link.commit().await
    }
}

/// Leaves and access entries before the acts, whose triggers ask for them; approvals and rulings
/// before the steps that need them.
async fn write_acts(link: &mut Link, changeset: &Changeset) -> Result<(), StoreError> {
    let shard = changeset.shard;
    insert(link, shard, &changeset.leaves).await?;
    insert(link, shard, &changeset.accesses).await?;
    insert(link, shard, &changeset.acts).await?;
    insert(link, AUTHORITY, &changeset.appointments).await?;
    insert(link, shard, &changeset.approvals).await?;
    insert(link, shard, &changeset.rulings).await?;
    insert(link, shard, &changeset.steps).await?;
    for step in &changeset.steps {
        follow(link, shard, step).await?;
    }
    Ok(())
}

/// Keeps `act_open` in step with the last step of each act.
async fn follow(link: &mut Link, shard: Shard, step: &StepRow) -> Result<(), StoreError> {
    match step.state {
        ActState::Proposed | ActState::Approved | ActState::Noticed | ActState::Contested => {
            link.run(
                "INSERT INTO act_open (shard, act, step, state, effective_at)
                 VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (shard, act) DO UPDATE SET step = excluded.step,
                     state = excluded.state,
                     effective_at = COALESCE(excluded.effective_at, act_open.effective_at)
                 WHERE excluded.step > act_open.step",
                args![
                    shard.0,
                    step.act.0,
                    step.step,
                    step.state.number(),
                    step.effective_at
                ],
            )
            .await?;
        }
        ActState::Effective | ActState::Dropped | ActState::Lapsed | ActState::Undone => {
            link.run(
                "DELETE FROM act_open WHERE shard = $1 AND act = $2 AND step < $3",
                args![shard.0, step.act.0, step.step],
            )
            .await?;
        }
    }
    Ok(())
}

/// A one-time code that was used.
struct CollectionRow {
    pass: PassId,
    version: u8,
    at: i64,
}

stored!(CollectionRow, "collection_use", true; pass, version, at);

/// What is about holders.
async fn write_records(link: &mut Link, changeset: &Changeset) -> Result<(), StoreError> {
    let shard = changeset.shard;
    insert(link, shard, &changeset.persons).await?;
    insert(link, shard, &changeset.events).await?;
    insert(link, shard, &changeset.passes).await?;
    insert(link, shard, &changeset.mandates).await?;
    insert(link, shard, &changeset.mandate_ends).await?;
    let used: Vec<_> = changeset
        .collections
        .iter()
        .map(|&(pass, version, at)| CollectionRow { pass, version, at })
        .collect();
    insert(link, shard, &used).await?;
    for (holder, sealed) in &changeset.channels {
        keep_channel(link, shard, *holder, sealed.as_deref()).await?;
    }
    Ok(())
}

/// Deletes and inserts: to update it, the service would have to see it.
async fn keep_channel(
    link: &mut Link,
    shard: Shard,
    holder: HolderId,
    sealed: Option<&[u8]>,
) -> Result<(), StoreError> {
    let key = args![shard.0, holder.0];
    link.run("DELETE FROM channel WHERE shard = $1 AND holder = $2", key)
        .await?;
    if let Some(sealed) = sealed {
        link.run(
            "INSERT INTO channel (shard, holder, sealed) VALUES ($1, $2, $3)",
            args![shard.0, holder.0, sealed],
        )
        .await?;
    }
    Ok(())
}

/// What is about the authority itself.
async fn write_staff(link: &mut Link, changeset: &Changeset) -> Result<(), StoreError> {
    insert(link, AUTHORITY, &changeset.offices).await?;
    insert(link, AUTHORITY, &changeset.officers).await?;
    insert(link, AUTHORITY, &changeset.officer_keys).await?;
    insert(link, AUTHORITY, &changeset.logins).await?;
    insert(link, AUTHORITY, &changeset.epochs).await?;
    insert(link, AUTHORITY, &changeset.products).await?;
    insert(link, AUTHORITY, &changeset.deliveries).await?;
    insert(link, AUTHORITY, &changeset.alarms).await?;
    insert(link, AUTHORITY, &changeset.job_errors).await?;
    insert_with(
        link,
        AUTHORITY,
        &changeset.holds,
        "ON CONFLICT (shard, office, product, lot)
         DO UPDATE SET since = excluded.since, act = excluded.act",
    )
    .await?;
    for (name, value) in &changeset.settings {
        link.run(
            "INSERT INTO setting (shard, name, value) VALUES (0, $1, $2)
             ON CONFLICT (shard, name) DO UPDATE SET value = excluded.value",
            args![*name, value.as_str()],
        )
        .await?;
    }
    Ok(())
}

/// A tally's key and what is added to it.
struct TallyRow {
    product: String,
    lot: String,
    office: cleanbill_issuer::registry::OfficeId,
    day: i32,
    ground: cleanbill_health::Ground,
    issued: i64,
    corrected: i64,
    removed: i64,
}

stored!(
    TallyRow, "tally", false;
    product, lot, office, day, ground, issued, corrected, removed
);

impl From<(&TallyKey, &TallyChange)> for TallyRow {
    fn from((key, change): (&TallyKey, &TallyChange)) -> Self {
        Self {
            product: key.product.clone(),
            lot: key.lot.clone(),
            office: key.office,
            day: key.day,
            ground: key.ground,
            issued: change.issued,
            corrected: change.corrected,
            removed: change.removed,
        }
    }
}

struct ActivityRow {
    officer: OfficerId,
    hour: i32,
    acts: i64,
    holders: i64,
}

stored!(ActivityRow, "activity", false; officer, hour, acts, holders);

/// Counts last: many want the same rows, and have to wait from here to the commit only. All in the
/// order of their keys, so that two transactions wait for each other in one direction.
async fn write_counts(link: &mut Link, changeset: &Changeset) -> Result<(), StoreError> {
    let activity: Vec<_> = changeset
        .activity
        .iter()
        .map(|(&(officer, hour), &(acts, holders))| ActivityRow {
            officer,
            hour,
            acts,
            holders,
        })
        .collect();
    insert_with(
        link,
        AUTHORITY,
        &activity,
        "ON CONFLICT (shard, officer, hour) DO UPDATE
         SET acts = activity.acts + excluded.acts, holders = activity.holders + excluded.holders",
    )
    .await?;
    let tallies: Vec<TallyRow> = changeset.tallies.iter().map(TallyRow::from).collect();
    insert_with(
        link,
        AUTHORITY,
        &tallies,
        "ON CONFLICT (shard, product, lot, office, day, ground) DO UPDATE
         SET issued = tally.issued + excluded.issued,
             corrected = tally.corrected + excluded.corrected,
             removed = tally.removed + excluded.removed",
    )
    .await?;
    let mut caps: Vec<&CapUse> = changeset.caps.iter().collect();
    caps.sort_by_key(|cap| (cap.day, cap.scope, &cap.key));
    for cap in caps {
        draw(link, cap).await?;
    }
    Ok(())
}

/// Draws on a cap, or fails.
async fn draw(link: &mut Link, cap: &CapUse) -> Result<(), StoreError> {
    let drawn = link
        .run(
            "INSERT INTO cap_use (shard, day, scope, key, used)
             SELECT 0, $1, $2, $3, $4 WHERE $4 <= $5
             ON CONFLICT (shard, day, scope, key) DO UPDATE
             SET used = cap_use.used + excluded.used
             WHERE cap_use.used + excluded.used <= $5",
            args![cap.day, cap.scope, cap.key.as_str(), cap.amount, cap.max],
        )
        .await?;
    if drawn == 0 {
        return Err(StoreError::CapReached { scope: cap.scope });
    }
    Ok(())
}

/// Moves a running job on, if it still stands where its rows were taken up.
async fn move_job(link: &mut Link, job: &JobProgress) -> Result<(), StoreError> {
    let moved = link
        .run(
            "UPDATE job SET done_rows = $1, good_rows = good_rows + $2, bad_rows = bad_rows + $3
             WHERE shard = 0 AND id = $4 AND done_rows = $5 AND state = 1",
            args![
                job.rows_after,
                job.good,
                job.bad,
                job.job.0,
                job.rows_before
            ],
        )
        .await?;
    if moved == 0 {
        return Err(StoreError::JobMoved);
    }
    Ok(())
}
