//! The store as the sealing crate sees it.

use cleanbill_issuer::registry::{AccessRow, DataKeyRow, HolderId, Shard};
use cleanbill_seal::{AccessLog, KeyStore, Scope, SealedHolder};

use crate::{KeyDatabase, Store, StoreError};

impl AccessLog for Store {
    type Error = StoreError;

    async fn commit_access(
        &self,
        shard: Shard,
        access: &AccessRow,
        scope: Scope,
    ) -> Result<SealedHolder, StoreError> {
        self.open_holder(shard, access, scope).await
    }

    async fn commit_accesses(
        &self,
        shard: Shard,
        accesses: &[AccessRow],
    ) -> Result<(), StoreError> {
        self.write_accesses(shard, accesses).await
    }
}

impl KeyStore for KeyDatabase {
    type Error = StoreError;

    async fn put(&self, shard: Shard, rows: &[DataKeyRow]) -> Result<(), StoreError> {
        Self::put(self, shard, rows).await
    }

    async fn keys(
        &self,
        shard: Shard,
        holders: &[HolderId],
    ) -> Result<Vec<DataKeyRow>, StoreError> {
        self.find(shard, holders).await
    }

    async fn erase(&self, shard: Shard, holder: HolderId) -> Result<bool, StoreError> {
        Self::erase(self, shard, holder).await
    }

    async fn older(
        &self,
        shard: Shard,
        epoch: i32,
        after: Option<HolderId>,
        rows_max: u32,
    ) -> Result<Vec<DataKeyRow>, StoreError> {
        Self::older(self, shard, epoch, after, rows_max).await
    }

    async fn replace(
        &self,
        shard: Shard,
        from: &[DataKeyRow],
        to: &[DataKeyRow],
    ) -> Result<(), StoreError> {
        Self::replace(self, shard, from, to).await
    }
}
