//! The keys of appeals, in the key store: destroying one leaves every person's record as it was.

use cleanbill_issuer::registry::Shard;
use cleanbill_redress::case::CaseId;
use cleanbill_seal::CaseKeyRow;

use crate::database::Tries;
use crate::insert::insert;
use crate::link::args;
use crate::table::Stored;
use crate::{KeyDatabase, StoreError};

impl KeyDatabase {
    /// Keeps the key of an appeal, durably, before anything that it sealed.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] if the appeal has one already, and those of the database.
    pub async fn put_case_key(&self, shard: Shard, row: &CaseKeyRow) -> Result<(), StoreError> {
        let mut tries = Tries::new("case-key", self.attempts);
        loop {
            let outcome = self.try_put_case_key(shard, row).await;
            if let Some(outcome) = tries.judge(outcome).await {
                return self.refusal.note_failure(outcome);
            }
        }
    }

    async fn try_put_case_key(&self, shard: Shard, row: &CaseKeyRow) -> Result<(), StoreError> {
        let mut link = self.database.begin().await?;
        insert(&mut link, shard, std::slice::from_ref(row)).await?;
        link.commit().await
    }

    /// The key of an appeal; `None` where it was destroyed.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn case_key(
        &self,
        shard: Shard,
        appeal: CaseId,
    ) -> Result<Option<CaseKeyRow>, StoreError> {
        let sql = "SELECT appeal, wrapped FROM case_key WHERE shard = $1 AND appeal = $2";
        let rows = self.database.rows(sql, args![shard.0, appeal.0]).await?;
        rows.first().map(CaseKeyRow::take).transpose()
    }

    /// Destroys the key of an appeal: what it says cannot be read any more (as
    /// [`erase`](Self::erase) does for a person).
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn erase_case(&self, shard: Shard, appeal: CaseId) -> Result<bool, StoreError> {
        let sql = "DELETE FROM case_key WHERE shard = $1 AND appeal = $2";
        let statements: [(&'static str, &[_]); 1] = [(sql, args![shard.0, appeal.0])];
        let touched = self
            .database
            .change("erase-case", self.attempts, &statements)
            .await?;
        self.database.forget_deleted(self.attempts).await?;
        Ok(touched.first().is_some_and(|&rows| rows > 0))
    }
}
