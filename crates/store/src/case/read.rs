//! Appeals by key, tag and code.

use cleanbill_issuer::registry::{LeafId, LeafRow, Shard};
use cleanbill_redress::case::{CaseId, CaseStep};

use super::rows::{AppealRow, DecisionRow, LookRow, MandateForCase, StepColumns, TextRow};
use crate::field::Columns;
use crate::link::args;
use crate::read::WHOLE_MAX;
use crate::{Store, StoreError};

/// An appeal with all that became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealFile {
    /// The appeal.
    pub appeal: AppealRow,
    /// Its steps, the first first.
    pub steps: Vec<CaseStep>,
    /// The decision, if there is one.
    pub decision: Option<DecisionRow>,
}

impl Store {
    /// An appeal with its steps and its decision.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn appeal(
        &self,
        shard: Shard,
        appeal: CaseId,
    ) -> Result<Option<AppealFile>, StoreError> {
        let key = args![shard.0, appeal.0];
        let row = self
            .one::<AppealRow>(
                "SELECT id, kind, contests, subject_tag, owner_tag, code_tag, leaf, sealed
                 FROM appeal WHERE shard = $1 AND id = $2",
                key,
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        let steps = self
            .all::<StepColumns>(
                "SELECT appeal, step, state, officer, at, due_at, reason, outcome, lead
                 FROM appeal_step WHERE shard = $1 AND appeal = $2 ORDER BY step",
                key,
            )
            .await?;
        let decision = self
            .one(
                "SELECT appeal, officer, office, key, form, authenticator_data, client_data,
                     signature, at, restores, leaf, sealed
                 FROM appeal_decision WHERE shard = $1 AND appeal = $2",
                key,
            )
            .await?;
        Ok(Some(AppealFile {
            appeal: row,
            steps: steps.iter().map(StepColumns::step).collect(),
            decision,
        }))
    }

    /// What was said in writing in an appeal, the oldest first.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn appeal_texts(
        &self,
        shard: Shard,
        appeal: CaseId,
    ) -> Result<Vec<TextRow>, StoreError> {
        self.all(
            "SELECT appeal, id, author, day, sealed FROM appeal_text
             WHERE shard = $1 AND appeal = $2 ORDER BY id LIMIT $3",
            args![shard.0, appeal.0, WHOLE_MAX],
        )
        .await
    }

    /// Who looked at an appeal, the first first.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn appeal_looks(
        &self,
        shard: Shard,
        appeal: CaseId,
    ) -> Result<Vec<LookRow>, StoreError> {
        self.all(
            "SELECT appeal, officer, office, day FROM appeal_look
             WHERE shard = $1 AND appeal = $2 ORDER BY day, officer LIMIT $3",
            args![shard.0, appeal.0, WHOLE_MAX],
        )
        .await
    }

    /// Keys of appeals by a query whose first column they are.
    async fn appeal_keys(
        &self,
        sql: &'static str,
        args: &[crate::link::Arg<'_>],
    ) -> Result<Vec<CaseId>, StoreError> {
        let rows = self.registry.rows(sql, args).await?;
        let key = |row| Columns::of(row, "appeal").take();
        rows.iter().map(key).collect()
    }

    /// The appeal against what has this tag: one that is open, or that judged it.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn appeal_against(
        &self,
        shard: Shard,
        tag: &[u8; 16],
    ) -> Result<Option<CaseId>, StoreError> {
        let sql = "SELECT appeal FROM appeal_subject WHERE shard = $1 AND tag = $2";
        let found = self.appeal_keys(sql, args![shard.0, tag]).await?;
        Ok(found.first().copied())
    }

    /// The appeal that a code follows.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn appeal_of_code(
        &self,
        shard: Shard,
        tag: &[u8; 16],
    ) -> Result<Option<CaseId>, StoreError> {
        let sql = "SELECT id FROM appeal WHERE shard = $1 AND code_tag = $2";
        let found = self.appeal_keys(sql, args![shard.0, tag]).await?;
        Ok(found.first().copied())
    }

    /// The appeals of a holder, by their tag.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn appeals_of_owner(
        &self,
        shard: Shard,
        tag: &[u8; 16],
    ) -> Result<Vec<CaseId>, StoreError> {
        let sql = "SELECT id FROM appeal WHERE shard = $1 AND owner_tag = $2 ORDER BY id LIMIT $3";
        self.appeal_keys(sql, args![shard.0, tag, WHOLE_MAX]).await
    }

    /// Open appeals, in the order of their keys, after `after`.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn open_appeals(
        &self,
        shard: Shard,
        after: Option<CaseId>,
        limit: u32,
    ) -> Result<Vec<CaseId>, StoreError> {
        let sql = "SELECT appeal FROM appeal_open WHERE shard = $1 AND appeal > $2
             ORDER BY appeal LIMIT $3";
        let after = after.map_or(0, |appeal| appeal.0);
        let limit = crate::read::page(limit);
        self.appeal_keys(sql, args![shard.0, after, limit]).await
    }

    /// Open appeals that are decided with another.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn joined_appeals(
        &self,
        shard: Shard,
        lead: CaseId,
    ) -> Result<Vec<CaseId>, StoreError> {
        let sql = "SELECT appeal FROM appeal_open WHERE shard = $1 AND lead = $2
             ORDER BY appeal LIMIT $3";
        self.appeal_keys(sql, args![shard.0, lead.0, WHOLE_MAX])
            .await
    }

    /// The mandates for an appeal, or the one of a code.
    async fn case_mandates(
        &self,
        sql: &'static str,
        args: &[crate::link::Arg<'_>],
    ) -> Result<Vec<MandateForCase>, StoreError> {
        let rows = self.registry.rows(sql, args).await?;
        let mandate = |row| {
            let mut columns = Columns::of(row, "appeal_mandate");
            Ok(MandateForCase {
                appeal: columns.take()?,
                id: columns.take()?,
                tag: columns.take()?,
                at: columns.take()?,
                ends_at: columns.take()?,
                ended_at: columns.take()?,
            })
        };
        rows.iter().map(mandate).collect()
    }

    /// The mandates for an appeal, the oldest first.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn mandates_for_appeal(
        &self,
        shard: Shard,
        appeal: CaseId,
    ) -> Result<Vec<MandateForCase>, StoreError> {
        self.case_mandates(
            "SELECT m.appeal, m.id, m.tag, m.at, m.ends_at, e.at FROM appeal_mandate AS m
             LEFT JOIN appeal_mandate_end AS e
                 ON e.shard = m.shard AND e.appeal = m.appeal AND e.mandate = m.id
             WHERE m.shard = $1 AND m.appeal = $2 ORDER BY m.id LIMIT $3",
            args![shard.0, appeal.0, WHOLE_MAX],
        )
        .await
    }

    /// The mandate that a code acts with.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn mandate_of_code(
        &self,
        shard: Shard,
        tag: &[u8; 16],
    ) -> Result<Option<MandateForCase>, StoreError> {
        let found = self
            .case_mandates(
                "SELECT m.appeal, m.id, m.tag, m.at, m.ends_at, e.at FROM appeal_mandate AS m
                 LEFT JOIN appeal_mandate_end AS e
                     ON e.shard = m.shard AND e.appeal = m.appeal AND e.mandate = m.id
                 WHERE m.shard = $1 AND m.tag = $2",
                args![shard.0, tag],
            )
            .await?;
        Ok(found.first().copied())
    }

    /// A leaf by its key.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn leaf(&self, shard: Shard, leaf: LeafId) -> Result<Option<LeafRow>, StoreError> {
        self.one(
            "SELECT id, kind, act, body FROM leaf WHERE shard = $1 AND id = $2",
            args![shard.0, leaf.0],
        )
        .await
    }
}
