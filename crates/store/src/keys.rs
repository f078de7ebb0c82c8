//! The key store: wrapped data keys, in a database of their own.

use std::collections::BTreeMap;

use cleanbill_issuer::registry::{DataKeyRow, HolderId, Shard};

use crate::StoreError;
use crate::database::{Database, Tries};
use crate::field::{Columns, Field, Sink};
use crate::insert::insert;
use crate::link::args;
use crate::refusal::Refusal;
use crate::table::{Stored, stored};

stored!(DataKeyRow, "data_key", true; holder, epoch, wrapped);

/// Most holders whose keys are read at once.
pub const KEYS_MAX: usize = 65_536;

/// The key store. Who erases a person deletes their row here; backups of the registry do not have
/// it.
#[derive(Clone)]
pub struct KeyDatabase {
    pub(crate) database: Database,
    pub(crate) attempts: u32,
    pub(crate) refusal: Refusal,
}

impl std::fmt::Debug for KeyDatabase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyDatabase").finish_non_exhaustive()
    }
}

impl KeyDatabase {
    pub(crate) const fn new(database: Database, attempts: u32, refusal: Refusal) -> Self {
        Self {
            database,
            attempts,
            refusal,
        }
    }

    /// Keeps data keys, durably: all of them or none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] if a holder has one already, and those of the database.
    pub async fn put(&self, shard: Shard, rows: &[DataKeyRow]) -> Result<(), StoreError> {
        let mut tries = Tries::new("data-keys", self.attempts);
        loop {
            let outcome = self.try_put(shard, rows).await;
            if let Some(outcome) = tries.judge(outcome).await {
                return self.refusal.note_failure(outcome);
            }
        }
    }

    async fn try_put(&self, shard: Shard, rows: &[DataKeyRow]) -> Result<(), StoreError> {
        let mut link = self.database.begin().await?;
        insert(&mut link, shard, rows).await?;
        link.commit().await
    }

    /// The data keys of these holders, in any order; those that are gone are left out.
    ///
    /// # Errors
    ///
    /// [`StoreError::TooMany`], and those of the database.
    pub async fn find(
        &self,
        shard: Shard,
        holders: &[HolderId],
    ) -> Result<Vec<DataKeyRow>, StoreError> {
        if holders.len() > KEYS_MAX {
            return Err(StoreError::TooMany { most: KEYS_MAX });
        }
        let mut link = self.database.reader().await?;
        let mut found = Vec::with_capacity(holders.len());
        for holder in holders {
            let row = link
                .row(
                    "SELECT holder, epoch, wrapped FROM data_key
                     WHERE shard = $1 AND holder = $2",
                    args![shard.0, holder.0],
                )
                .await?;
            found.extend(row.as_ref().map(DataKeyRow::take).transpose()?);
        }
        Ok(found)
    }

    /// Destroys a holder's data key: what it sealed cannot be opened any more, in this database
    /// or in any backup of the registry (G10). On SQLite the bytes are overwritten and the
    /// write-ahead log is emptied; on Postgres they are gone from every table, and from old pages
    /// and logs once the sealing epoch that wrapped them is retired.
    ///
    /// # Errors
    ///
    /// Those of the database; the key may be gone then from the table, and not yet from the log.
    pub async fn erase(&self, shard: Shard, holder: HolderId) -> Result<bool, StoreError> {
        let touched = self
            .database
            .change(
                "erase",
                self.attempts,
                &[(
                    "DELETE FROM data_key WHERE shard = $1 AND holder = $2",
                    args![shard.0, holder.0],
                )],
            )
            .await?;
        self.database.forget_deleted(self.attempts).await?;
        Ok(touched.first().is_some_and(|&rows| rows > 0))
    }

    /// Up to `rows_max` data keys of sealing epochs before `epoch`, of holders above `after`, in
    /// the order of the holders.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn older(
        &self,
        shard: Shard,
        epoch: i32,
        after: Option<HolderId>,
        rows_max: u32,
    ) -> Result<Vec<DataKeyRow>, StoreError> {
        let rows = self
            .database
            .rows(
                "SELECT holder, epoch, wrapped FROM data_key
                 WHERE shard = $1 AND holder > $2 AND epoch < $3 ORDER BY holder LIMIT $4",
                args![shard.0, after.map_or(0, |holder| holder.0), epoch, rows_max],
            )
            .await?;
        rows.iter().map(DataKeyRow::take).collect()
    }

    /// Puts each row of `to` in the place of that of `from` with the same holder, if it is still
    /// there as it was: what was erased meanwhile stays erased.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn replace(
        &self,
        shard: Shard,
        from: &[DataKeyRow],
        to: &[DataKeyRow],
    ) -> Result<(), StoreError> {
        let mut tries = Tries::new("rewrap", self.attempts);
        loop {
            let outcome = self.try_replace(shard, from, to).await;
            if let Some(outcome) = tries.judge(outcome).await {
                outcome?;
                return self.database.forget_deleted(self.attempts).await;
            }
        }
    }

    async fn try_replace(
        &self,
        shard: Shard,
        from: &[DataKeyRow],
        to: &[DataKeyRow],
    ) -> Result<(), StoreError> {
        let mut link = self.database.begin().await?;
        let from: BTreeMap<_, _> = from.iter().map(|old| (old.holder, old)).collect();
        for new in to {
            let Some(old) = from.get(&new.holder) else {
                continue;
            };
            link.run(
                "UPDATE data_key SET epoch = $1, wrapped = $2
                 WHERE shard = $3 AND holder = $4 AND epoch = $5 AND wrapped = $6",
                args![
                    new.epoch,
                    &new.wrapped,
                    shard.0,
                    new.holder.0,
                    old.epoch,
                    &old.wrapped
                ],
            )
            .await?;
        }
        link.commit().await
    }
}
