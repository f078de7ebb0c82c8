//! A registry and a key store in memory, for tests of what stands on this crate.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use cleanbill_issuer::registry::{AccessRow, DataKeyRow, HolderId, Shard};
use thiserror::Error;

use crate::{AccessLog, KeyStore, Scope, SealedHolder};

/// What the doubles can be made to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MemoryError {
    /// The access entry could not be committed.
    #[error("the access log is made to fail")]
    Refused,
    /// The holder has a data key already.
    #[error("there is a data key already")]
    Conflict,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Access entries and sealed rows in memory.
#[derive(Debug, Default)]
pub struct MemoryLog {
    accesses: Mutex<Vec<(Shard, AccessRow)>>,
    rows: Mutex<BTreeMap<(Shard, HolderId), SealedHolder>>,
    refuses: Mutex<bool>,
}

impl MemoryLog {
    /// Puts a holder's rows in the place of what was there.
    pub fn hold(&self, shard: Shard, holder: HolderId, rows: SealedHolder) {
        locked(&self.rows).insert((shard, holder), rows);
    }

    /// The access entries that were committed, the oldest first.
    pub fn accesses(&self) -> Vec<(Shard, AccessRow)> {
        locked(&self.accesses).clone()
    }

    /// From now on no access entry can be committed, or again each.
    pub fn refuse(&self, refuses: bool) {
        *locked(&self.refuses) = refuses;
    }

    fn commit(&self, shard: Shard, accesses: &[AccessRow]) -> Result<(), MemoryError> {
        if *locked(&self.refuses) {
            return Err(MemoryError::Refused);
        }
        let entries = accesses.iter().map(|access| (shard, access.clone()));
        locked(&self.accesses).extend(entries);
        Ok(())
    }
}

impl AccessLog for MemoryLog {
    type Error = MemoryError;

    async fn commit_access(
        &self,
        shard: Shard,
        access: &AccessRow,
        scope: Scope,
    ) -> Result<SealedHolder, MemoryError> {
        self.commit(shard, std::slice::from_ref(access))?;
        let rows = locked(&self.rows).get(&(shard, access.holder)).cloned();
        let mut rows = rows.unwrap_or_default();
        match scope {
            Scope::Key => rows = SealedHolder::default(),
            Scope::Person => {
                rows.persons.truncate(1);
                rows.events.clear();
                rows.passes.clear();
            }
            Scope::Record => rows.persons.truncate(1),
            Scope::History => {}
        }
        Ok(rows)
    }

    async fn commit_accesses(
        &self,
        shard: Shard,
        accesses: &[AccessRow],
    ) -> Result<(), MemoryError> {
        self.commit(shard, accesses)
    }
}

/// Data keys in memory.
#[derive(Debug, Default)]
pub struct MemoryKeys {
    rows: Mutex<BTreeMap<(Shard, HolderId), DataKeyRow>>,
}

impl MemoryKeys {
    /// All rows, as a backup has them.
    pub fn rows(&self) -> Vec<(Shard, DataKeyRow)> {
        let rows = locked(&self.rows);
        let rows = rows.iter();
        rows.map(|((shard, _), row)| (*shard, row.clone()))
            .collect()
    }
}

impl KeyStore for MemoryKeys {
    type Error = MemoryError;

    async fn put(&self, shard: Shard, rows: &[DataKeyRow]) -> Result<(), MemoryError> {
        let mut kept = locked(&self.rows);
        if rows
            .iter()
            .any(|row| kept.contains_key(&(shard, row.holder)))
        {
            return Err(MemoryError::Conflict);
        }
        kept.extend(rows.iter().map(|row| ((shard, row.holder), row.clone())));
        Ok(())
    }

    async fn keys(
        &self,
        shard: Shard,
        holders: &[HolderId],
    ) -> Result<Vec<DataKeyRow>, MemoryError> {
        let kept = locked(&self.rows);
        let rows = holders
            .iter()
            .filter_map(|holder| kept.get(&(shard, *holder)));
        Ok(rows.cloned().collect())
    }

    async fn erase(&self, shard: Shard, holder: HolderId) -> Result<bool, MemoryError> {
        Ok(locked(&self.rows).remove(&(shard, holder)).is_some())
    }

    async fn older(
        &self,
        shard: Shard,
        epoch: i32,
        after: Option<HolderId>,
        rows_max: u32,
    ) -> Result<Vec<DataKeyRow>, MemoryError> {
        let kept = locked(&self.rows);
        let rows = kept.iter().filter(|((place, holder), row)| {
            *place == shard && row.epoch < epoch && after.is_none_or(|after| *holder > after)
        });
        let rows = rows.map(|(_, row)| row.clone());
        Ok(rows.take(rows_max as usize).collect())
    }

    async fn replace(
        &self,
        shard: Shard,
        from: &[DataKeyRow],
        to: &[DataKeyRow],
    ) -> Result<(), MemoryError> {
        let mut kept = locked(&self.rows);
        for row in to {
            let old = from.iter().find(|old| old.holder == row.holder);
            if let Some(place) = kept.get_mut(&(shard, row.holder))
                && Some(&*place) == old
            {
                *place = row.clone();
            }
        }
        Ok(())
    }
}
