use cleanbill_issuer::registry::{
    ActId, ActRow, EpochId, EpochRow, LeafId, LeafRow, PassId, Shard,
};

use super::{ActFile, page};
use crate::field::{Columns, Field, Sink};
use crate::link::args;
use crate::table::{Stored, stored};
use crate::{Store, StoreError};

/// Most handles of one page.
const HANDLES_MAX: u32 = 65_536;

/// What the publisher may read: handles, epochs, and acts that take passes away. Exempt from access
/// entries, because none of its columns is personal or sealed (`docs/DATA_MODEL.md`).
#[derive(Debug, Clone)]
pub struct PublisherReader(Store);

/// What the ledger's sequencer may read: leaves. Exempt from access entries, because none of its
/// columns is personal or sealed (`docs/DATA_MODEL.md`).
#[derive(Debug, Clone)]
pub struct LedgerReader(Store);

/// A handle that was issued in an epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IssuedHandle {
    /// The pass.
    pub id: PassId,
    /// SHA-256 of its UCI, first 16 bytes.
    pub handle: [u8; 16],
    /// Claim `iat`, Unix seconds.
    pub issued_at: i64,
    /// Claim `exp`, Unix seconds.
    pub expires_at: i64,
}

stored!(IssuedHandle, "pass", true; id, handle, issued_at, expires_at);

impl Store {
    /// The publisher's view.
    #[must_use]
    pub fn publisher(&self) -> PublisherReader {
        PublisherReader(self.clone())
    }

    /// The sequencer's view.
    #[must_use]
    pub fn ledger(&self) -> LedgerReader {
        LedgerReader(self.clone())
    }
}

impl PublisherReader {
    /// The epochs of the keys that sign passes.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn epochs(&self) -> Result<Vec<EpochRow>, StoreError> {
        self.0.epochs().await
    }

    /// The handles of an epoch in a shard, in the order of the passes, after `after`; up to
    /// `limit`, at most 65,536.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn handles(
        &self,
        shard: Shard,
        epoch: EpochId,
        after: Option<PassId>,
        limit: u32,
    ) -> Result<Vec<IssuedHandle>, StoreError> {
        self.0
            .all(
                "SELECT id, handle, issued_at, expires_at FROM pass
                 WHERE shard = $1 AND epoch = $2 AND id > $3 ORDER BY id LIMIT $4",
                args![
                    shard.0,
                    epoch.0,
                    after.map_or(0, |pass| pass.0),
                    limit.clamp(1, HANDLES_MAX)
                ],
            )
            .await
    }

    /// The handle of a pass.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn handle(&self, shard: Shard, pass: PassId) -> Result<Option<[u8; 16]>, StoreError> {
        Ok(self.0.pass(shard, pass).await?.map(|pass| pass.handle))
    }

    /// The acts that take passes away or give them back, with their steps and approvals, to be
    /// verified again before anything is published: in the order of their keys, after `after`.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn takings(
        &self,
        shard: Shard,
        after: Option<ActId>,
        limit: u32,
    ) -> Result<Vec<ActFile>, StoreError> {
        let rows: Vec<ActRow> = self
            .0
            .all(
                "SELECT id, kind, holder, pass, target, officer, office, region, reason, basis,
                     evidence, at, body, hash
                 FROM act WHERE shard = $1 AND kind > 1 AND kind IN (4, 5, 10, 11, 12, 13)
                     AND id > $2
                 ORDER BY id LIMIT $3",
                args![shard.0, after.map_or(0, |act| act.0), page(limit)],
            )
            .await?;
        self.0.files(shard, rows).await
    }

    /// Everything about offices and officers, by which the approvals are verified.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn staff_rows(&self) -> Result<super::StaffRows, StoreError> {
        self.0.staff_rows().await
    }
}

impl LedgerReader {
    /// The leaves of a shard in the order of their keys, after `after`.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn leaves(
        &self,
        shard: Shard,
        after: Option<LeafId>,
        limit: u32,
    ) -> Result<Vec<LeafRow>, StoreError> {
        self.0
            .all(
                "SELECT id, kind, act, body FROM leaf
                 WHERE shard = $1 AND id > $2 ORDER BY id LIMIT $3",
                args![
                    shard.0,
                    after.map_or(0, |leaf| leaf.0),
                    limit.clamp(1, HANDLES_MAX)
                ],
            )
            .await
    }
}
