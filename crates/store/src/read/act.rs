use std::collections::BTreeMap;

use cleanbill_issuer::act::{ActKind, ActState};
use cleanbill_issuer::registry::{
    ActId, ActRow, ApprovalRow, HolderId, OfficeId, RulingRow, Shard, StepRow,
};
use cleanbill_issuer::ruling::objected_at;

use super::{WHOLE_MAX, page};
use crate::database::Database;
use crate::field::{Columns, Field, Sink};
use crate::link::{Record, args};
use crate::table::{Stored, stored};
use crate::{Store, StoreError};

/// An act with all that became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActFile {
    /// The act.
    pub act: ActRow,
    /// Its steps, the first first; none for an act that was in force at once.
    pub steps: Vec<StepRow>,
    /// Its approvals, in the order of their times.
    pub approvals: Vec<ApprovalRow>,
    /// That it stands, by a reviewer's word, where the holder objected to it.
    pub ruling: Option<RulingRow>,
}

/// Which acts are listed. Issues of passes are found through their holder only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ActQuery {
    /// Of this kind.
    pub kind: Option<ActKind>,
    /// In this state.
    pub state: Option<ActState>,
    /// Proposed by this office.
    pub office: Option<OfficeId>,
    /// Older than this one: the last of the page before.
    pub before: Option<ActId>,
    /// Rows at most, 1 to [`PAGE_MAX`](crate::PAGE_MAX).
    pub limit: u32,
}

/// An act that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueAct {
    /// The act.
    pub act: ActId,
    /// Its last step.
    pub step: i16,
    /// The state that it is in.
    pub state: ActState,
    /// Since when it is due, Unix seconds.
    pub effective_at: i64,
}

stored!(DueAct, "act_open", true; act, step, state, effective_at);

/// An act that is listed, with its state.
struct Listed {
    act: ActRow,
    state: Option<ActState>,
}

impl Listed {
    fn take(record: &Record) -> Result<Self, StoreError> {
        let mut columns = Columns::of(record, "act");
        let state = columns.take()?;
        let act = ActRow::take_from(&mut columns)?;
        Ok(Self { act, state })
    }
}

impl Store {
    /// An act with its steps and approvals.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn act(&self, shard: Shard, act: ActId) -> Result<Option<ActFile>, StoreError> {
        let row = self
            .one::<ActRow>(
                "SELECT id, kind, holder, pass, target, officer, office, region, reason, basis,
                     evidence, at, body, hash
                 FROM act WHERE shard = $1 AND id = $2",
                args![shard.0, act.0],
            )
            .await?;
        match row {
            Some(row) => Ok(self.files(shard, vec![row]).await?.into_iter().next()),
            None => Ok(None),
        }
    }

    /// Every act about a holder, the oldest first. Issues are found by what they wrote: an index of
    /// them by holder would cost every pass.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn acts_of(
        &self,
        shard: Shard,
        holder: HolderId,
    ) -> Result<Vec<ActFile>, StoreError> {
        let rows = self
            .all(
                "SELECT id, kind, holder, pass, target, officer, office, region, reason, basis,
                     evidence, at, body, hash
                 FROM act WHERE shard = $1 AND id IN (
                     SELECT id FROM act
                     WHERE shard = $1 AND holder = $2 AND holder IS NOT NULL AND kind > 1
                     UNION SELECT act FROM person WHERE shard = $1 AND holder = $2
                     UNION SELECT act FROM event WHERE shard = $1 AND holder = $2
                     UNION SELECT act FROM pass WHERE shard = $1 AND holder = $2
                 ) ORDER BY id LIMIT $3",
                args![shard.0, holder.0, WHOLE_MAX],
            )
            .await?;
        self.files(shard, rows).await
    }

    /// Acts of a shard other than issues, the newest first, each with its state; none for an act
    /// that was in force at once.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn acts(
        &self,
        shard: Shard,
        query: &ActQuery,
    ) -> Result<Vec<(ActRow, Option<ActState>)>, StoreError> {
        let number = |number: Option<u8>| i64::from(number.unwrap_or(0));
        let rows = self
            .registry
            .rows(
                "SELECT * FROM (
                     SELECT (SELECT state FROM act_step
                             WHERE act_step.shard = act.shard AND act_step.act = act.id
                             ORDER BY step DESC LIMIT 1) AS state,
                         id, kind, holder, pass, target, officer, office, region, reason, basis,
                         evidence, at, body, hash
                     FROM act
                     WHERE shard = $1 AND kind > 1 AND id < $2
                         AND ($3 = 0 OR kind = $3) AND ($4 = 0 OR office = $4)
                 ) AS listed
                 WHERE $5 = 0 OR state = $5 ORDER BY id DESC LIMIT $6",
                args![
                    shard.0,
                    query.before.map_or(i64::MAX, |act| act.0),
                    number(query.kind.map(ActKind::number)),
                    query.office.map_or(0, |office| office.0),
                    number(query.state.map(ActState::number)),
                    page(query.limit),
                ],
            )
            .await?;
        rows.iter()
            .map(|row| Listed::take(row).map(|listed| (listed.act, listed.state)))
            .collect()
    }

    /// Acts that wait for their time, and whose time has come: approved or noticed, and due.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn due_acts(
        &self,
        shard: Shard,
        now: i64,
        limit: u32,
    ) -> Result<Vec<DueAct>, StoreError> {
        self.all(
            "SELECT act, step, state, effective_at FROM act_open
             WHERE shard = $1 AND effective_at <= $2 AND state IN (2, 3)
             ORDER BY effective_at, act LIMIT $3",
            args![shard.0, now, page(limit)],
        )
        .await
    }

    /// Acts that are not at their end, in the order of their keys, after `after`.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn open_acts(
        &self,
        shard: Shard,
        after: Option<ActId>,
        limit: u32,
    ) -> Result<Vec<ActFile>, StoreError> {
        let rows = self
            .all(
                "SELECT id, kind, holder, pass, target, officer, office, region, reason, basis,
                     evidence, at, body, hash
                 FROM act WHERE shard = $1 AND id IN (
                     SELECT act FROM act_open WHERE shard = $1 AND act > $2 ORDER BY act LIMIT $3
                 ) ORDER BY id",
                args![shard.0, after.map_or(0, |act| act.0), page(limit)],
            )
            .await?;
        self.files(shard, rows).await
    }

    /// Adds steps and approvals to acts that are in the order of their keys.
    pub(crate) async fn files(
        &self,
        shard: Shard,
        acts: Vec<ActRow>,
    ) -> Result<Vec<ActFile>, StoreError> {
        self.registry.files(shard, acts).await
    }
}

impl Database {
    /// Adds steps and approvals to acts that are in the order of their keys.
    pub(crate) async fn files(
        &self,
        shard: Shard,
        acts: Vec<ActRow>,
    ) -> Result<Vec<ActFile>, StoreError> {
        let mut link = self.reader().await?;
        let mut files = BTreeMap::new();
        for act in acts {
            let mut file = ActFile {
                steps: Vec::new(),
                approvals: Vec::new(),
                ruling: None,
                act,
            };
            // A pass that is issued has neither.
            if file.act.kind != ActKind::Issue {
                let of_act = args![shard.0, file.act.id.0];
                let steps = link
                    .rows(
                        "SELECT act, step, state, officer, at, effective_at, channel
                         FROM act_step WHERE shard = $1 AND act = $2 ORDER BY step",
                        of_act,
                    )
                    .await?;
                file.steps = steps.iter().map(StepRow::take).collect::<Result<_, _>>()?;
                let approvals = link
                    .rows(
                        "SELECT act, officer, office, key, form, authenticator_data,
                             client_data, signature, at
                         FROM approval WHERE shard = $1 AND act = $2 ORDER BY at, officer",
                        of_act,
                    )
                    .await?;
                let approvals = approvals.iter().map(ApprovalRow::take);
                file.approvals = approvals.collect::<Result<_, _>>()?;
                if objected_at(&file.steps).is_some() {
                    let ruling = link
                        .row(
                            "SELECT act, officer, office, key, form, authenticator_data,
                                 client_data, signature, at, body
                             FROM act_ruling WHERE shard = $1 AND act = $2",
                            of_act,
                        )
                        .await?;
                    file.ruling = ruling.as_ref().map(RulingRow::take).transpose()?;
                }
            }
            files.insert(file.act.id, file);
        }
        Ok(files.into_values().collect())
    }
}
