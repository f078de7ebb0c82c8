//! The way of leaves into the public ledger: which wait, which have their place, how far it is
//! published (G06).
//!
//! What a transaction of the sequencer writes is the ledger: an entry that has its place keeps it,
//! and files are made of entries, as often as need be. So whoever is killed at any moment loses no
//! leaf and makes no second tree.

mod place;
mod publish;
mod rows;
mod sources;

pub use place::Sequencing;
pub use rows::{ActCount, FileKind, LedgerFile, LedgerHead, LedgerSpan, Rest, Sequenced, Waiting};
pub use sources::{DayCount, OfficeRegion};

use cleanbill_issuer::registry::{ActId, LeafId, LeafRow, Shard};

use crate::link::args;
use crate::{Store, StoreError};

/// What the sequencer of the ledger may do: read leaves and counts that lead to nobody, and write
/// down in which order they are in the log. Exempt from access entries, because none of the columns
/// that it reads is personal or sealed (`docs/DATA_MODEL.md`).
#[derive(Debug, Clone)]
pub struct LedgerDoor(Store);

impl Store {
    /// The sequencer's door.
    #[must_use]
    pub fn sequencing(&self) -> LedgerDoor {
        LedgerDoor(self.clone())
    }

    /// The leaf of an act, if it has one by now.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn leaf_of_act(
        &self,
        shard: Shard,
        act: ActId,
    ) -> Result<Option<LeafRow>, StoreError> {
        self.one(
            "SELECT id, kind, act, body FROM leaf WHERE shard = $1 AND act = $2",
            args![shard.0, act.0],
        )
        .await
    }

    /// The entries of the log that a leaf can be in: none while it waits, one where it stands for
    /// itself, and a few where batches were filled at the same time.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn entries_of_leaf(
        &self,
        shard: Shard,
        leaf: LeafId,
    ) -> Result<Vec<u64>, StoreError> {
        let rows = self
            .registry
            .rows(
                // Spans are short and nearly in order: the few after the key can hold it.
                "SELECT entry FROM (
                     SELECT entry, first FROM ledger_span WHERE shard = $1 AND last >= $2
                     ORDER BY last, entry LIMIT 256
                 ) AS near
                 WHERE first <= $2
                     AND NOT EXISTS (SELECT 1 FROM leaf_pending WHERE shard = $1 AND id = $2)",
                args![shard.0, leaf.0],
            )
            .await?;
        rows.iter()
            .map(|row| rows::count(row, 0, "ledger_span"))
            .collect()
    }

    /// Gives the ledger a leaf that no act of an officer stands behind: it waits like all others.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn put_ledger_leaf(&self, body: Vec<u8>) -> Result<LeafId, StoreError> {
        let id = LeafId(self.reserve_ids(Shard::default(), 1).await?.start);
        let row = LeafRow {
            id,
            kind: cleanbill_issuer::leaf::LeafKind::Ledger,
            act: None,
            body,
        };
        let mut link = self.registry.begin().await?;
        crate::insert::insert(&mut link, Shard::default(), std::slice::from_ref(&row)).await?;
        link.commit().await?;
        Ok(id)
    }

    /// The same, if there is no such leaf yet: for what is told once, and may be told again by
    /// whoever was killed. It reads all leaves of its kind, so that it is for rare ones.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn put_ledger_leaf_once(&self, body: Vec<u8>) -> Result<(), StoreError> {
        let kind = cleanbill_issuer::leaf::LeafKind::Ledger.number();
        let sql = "SELECT 1 FROM leaf WHERE shard = 0 AND kind = $1 AND body = $2 LIMIT 1";
        let found = self
            .registry
            .rows(sql, args![kind, body.as_slice()])
            .await?;
        if found.is_empty() {
            self.put_ledger_leaf(body).await?;
        }
        Ok(())
    }

    /// How far the ledger is.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn ledger_head(&self) -> Result<LedgerHead, StoreError> {
        let rows = self.registry.rows(rows::HEAD, args![]).await?;
        rows::head(rows.first())
    }

    /// An entry of the log.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn ledger_entry(&self, index: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT body FROM ledger_entry WHERE shard = 0 AND id = $1";
        let found = self.registry.rows(sql, args![rows::long(index)]).await?;
        Ok(found
            .first()
            .and_then(|row| row.bytes(0))
            .map(<[u8]>::to_vec))
    }
}
