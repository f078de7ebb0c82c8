//! What changes seldom and is asked for often: whether offices and officers are as they were.

use cleanbill_issuer::registry::{HolderId, Shard};

use crate::link::args;
use crate::{CeremonyRow, Store, StoreError};

/// How many rows say who may do what. Such rows are only ever added: as long as the counts are the
/// same, nothing changed, in this or any other process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StaffVersion([i64; 6]);

impl Store {
    /// Whether offices and officers are as they were, without reading them.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn staff_version(&self) -> Result<StaffVersion, StoreError> {
        let rows = self
            .registry
            .rows(
                "SELECT
                     (SELECT COUNT(*) FROM office WHERE shard = 0),
                     (SELECT COUNT(*) FROM officer WHERE shard = 0),
                     (SELECT COUNT(*) FROM officer_key WHERE shard = 0),
                     (SELECT COUNT(*) FROM appointment WHERE shard = 0),
                     (SELECT COUNT(*) FROM login WHERE shard = 0),
                     (SELECT COUNT(*) FROM act_step WHERE shard = 0 AND state = 4 AND act IN (
                         SELECT id FROM act WHERE shard = 0 AND kind > 1 AND kind = 9))",
                args![],
            )
            .await?;
        let mut version = StaffVersion::default();
        for (column, count) in version.0.iter_mut().enumerate() {
            let found = rows.first().and_then(|row| row.long(column));
            *count = found.ok_or(StoreError::Unreadable {
                table: "office",
                column,
            })?;
        }
        Ok(version)
    }

    /// When the newest act of a shard was done, by its key, Unix seconds; `None` where there is
    /// none. A clock that is behind it is wrong.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn newest_act_at(&self, shard: Shard) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT at FROM act WHERE shard = $1 ORDER BY id DESC LIMIT 1";
        let rows = self.registry.rows(sql, args![shard.0]).await?;
        Ok(rows.first().and_then(|row| row.long(0)))
    }

    /// What was begun, without taking it up.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn ceremony(
        &self,
        tag: &[u8; 16],
        now: i64,
    ) -> Result<Option<CeremonyRow>, StoreError> {
        self.one(
            "SELECT tag, kind, officer, act, state, expires_at FROM ceremony
             WHERE shard = 0 AND tag = $1 AND expires_at > $2",
            args![tag, now],
        )
        .await
    }

    /// Whether there is a holder of this key.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn has_holder(&self, shard: Shard, holder: HolderId) -> Result<bool, StoreError> {
        let found = self
            .number(
                "SELECT 1 FROM person WHERE shard = $1 AND holder = $2 LIMIT 1",
                args![shard.0, holder.0],
            )
            .await?;
        Ok(found.is_some())
    }

    /// Withdrawals of keys, products and lots with their steps, the oldest first: few, and never
    /// about one holder.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn withdrawals(&self, shard: Shard) -> Result<Vec<super::ActFile>, StoreError> {
        let rows = self
            .all(
                "SELECT id, kind, holder, pass, target, officer, office, region, reason, basis,
                     evidence, at, body, hash
                 FROM act WHERE shard = $1 AND kind > 1 AND kind IN (10, 11)
                 ORDER BY id LIMIT $2",
                args![shard.0, super::WHOLE_MAX],
            )
            .await?;
        self.files(shard, rows).await
    }
}
