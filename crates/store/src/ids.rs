//! Internal keys, drawn in runs.

use std::ops::Range;

use cleanbill_issuer::registry::Shard;

use crate::database::Tries;
use crate::link::args;
use crate::{Store, StoreError};

/// Most keys that are reserved at once.
pub const IDS_MAX: u32 = 1 << 20;

impl Store {
    /// A run of `count` keys that nobody else has, in this or any other process. Keys that are not
    /// used are lost, and nothing with them.
    ///
    /// # Errors
    ///
    /// [`StoreError::TooMany`] above [`IDS_MAX`], and those of the database.
    pub async fn reserve_ids(&self, shard: Shard, count: u32) -> Result<Range<i64>, StoreError> {
        if count > IDS_MAX {
            return Err(StoreError::TooMany {
                most: usize::try_from(IDS_MAX).unwrap_or(usize::MAX),
            });
        }
        let mut tries = Tries::new("reserve-ids", self.attempts);
        loop {
            let outcome = self.try_reserve(shard, count).await;
            if let Some(outcome) = tries.judge(outcome).await {
                return self.refusal.note_failure(outcome);
            }
        }
    }

    async fn try_reserve(&self, shard: Shard, count: u32) -> Result<Range<i64>, StoreError> {
        let mut link = self.registry.begin().await?;
        let row = link
            .row(
                "INSERT INTO id_block (shard, next) VALUES ($1, 1 + $2)
                 ON CONFLICT (shard) DO UPDATE SET next = id_block.next + $2
                 RETURNING next",
                args![shard.0, count],
            )
            .await?;
        link.commit().await?;
        let next = row.and_then(|row| row.long(0));
        let next = next.ok_or(StoreError::Unreadable {
            table: "id_block",
            column: 1,
        })?;
        Ok(next - i64::from(count)..next)
    }
}
