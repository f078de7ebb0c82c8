//! What is asked of a store. The registry and the key store are two databases, with two backups.

use std::future::Future;

use cleanbill_issuer::registry::{
    AccessRow, DataKeyRow, EventRow, HolderId, PassRow, PersonRow, Shard,
};

/// How much of a holder's record a look needs; no more is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// No rows: only the data key, to write more.
    Key,
    /// The newest version of the person, and the delivery channel.
    Person,
    /// The newest version of the person, the channel, all events and passes.
    Record,
    /// As [`Scope::Record`], with every version of the person.
    History,
}

/// A holder's sealed rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SealedHolder {
    /// Versions of the person, the newest first.
    pub persons: Vec<PersonRow>,
    /// Events, the oldest first.
    pub events: Vec<EventRow>,
    /// Passes, the oldest first.
    pub passes: Vec<PassRow>,
    /// The delivery channel.
    pub channel: Option<Vec<u8>>,
}

/// The registry's side: no sealed row without a committed access entry.
pub trait AccessLog: Send + Sync {
    /// What can go wrong there.
    type Error: Send;

    /// Commits the access entry, and only then reads what `scope` says of its holder.
    ///
    /// When this returns rows, the entry must survive a power cut. An entry whose key is there
    /// already is an error.
    fn commit_access(
        &self,
        shard: Shard,
        access: &AccessRow,
        scope: Scope,
    ) -> impl Future<Output = Result<SealedHolder, Self::Error>> + Send;

    /// Commits all the access entries, or none; reads nothing.
    fn commit_accesses(
        &self,
        shard: Shard,
        accesses: &[AccessRow],
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
}

/// The key store: one wrapped data key a holder.
pub trait KeyStore: Send + Sync {
    /// What can go wrong there.
    type Error: Send;

    /// Keeps data keys, all or none. A holder who has one already is an error: another key over
    /// it would make their record unreadable.
    fn put(
        &self,
        shard: Shard,
        rows: &[DataKeyRow],
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// The data keys of these holders, in any order; those that are gone are left out.
    fn keys(
        &self,
        shard: Shard,
        holders: &[HolderId],
    ) -> impl Future<Output = Result<Vec<DataKeyRow>, Self::Error>> + Send;

    /// Destroys a holder's data key, so that no file of the key store holds it any more; `false`
    /// if there was none.
    fn erase(
        &self,
        shard: Shard,
        holder: HolderId,
    ) -> impl Future<Output = Result<bool, Self::Error>> + Send;

    /// Up to `rows_max` data keys of epochs before `epoch`, of holders above `after`, in the order
    /// of the holders.
    fn older(
        &self,
        shard: Shard,
        epoch: i32,
        after: Option<HolderId>,
        rows_max: u32,
    ) -> impl Future<Output = Result<Vec<DataKeyRow>, Self::Error>> + Send;

    /// Puts each row of `to` in the place of the row of `from` with the same holder, if that is
    /// still there as it was. What was erased meanwhile must stay erased.
    fn replace(
        &self,
        shard: Shard,
        from: &[DataKeyRow],
        to: &[DataKeyRow],
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
}

impl<L: AccessLog> AccessLog for &L {
    type Error = L::Error;

    fn commit_access(
        &self,
        shard: Shard,
        access: &AccessRow,
        scope: Scope,
    ) -> impl Future<Output = Result<SealedHolder, Self::Error>> + Send {
        (**self).commit_access(shard, access, scope)
    }

    fn commit_accesses(
        &self,
        shard: Shard,
        accesses: &[AccessRow],
    ) -> impl Future<Output = Result<(), Self::Error>> + Send {
        (**self).commit_accesses(shard, accesses)
    }
}

impl<K: KeyStore> KeyStore for &K {
    type Error = K::Error;

    fn put(
        &self,
        shard: Shard,
        rows: &[DataKeyRow],
    ) -> impl Future<Output = Result<(), Self::Error>> + Send {
        (**self).put(shard, rows)
    }

    fn keys(
        &self,
        shard: Shard,
        holders: &[HolderId],
    ) -> impl Future<Output = Result<Vec<DataKeyRow>, Self::Error>> + Send {
        (**self).keys(shard, holders)
    }

    fn erase(
        &self,
        shard: Shard,
        holder: HolderId,
    ) -> impl Future<Output = Result<bool, Self::Error>> + Send {
        (**self).erase(shard, holder)
    }

    fn older(
        &self,
        shard: Shard,
        epoch: i32,
        after: Option<HolderId>,
        rows_max: u32,
    ) -> impl Future<Output = Result<Vec<DataKeyRow>, Self::Error>> + Send {
        (**self).older(shard, epoch, after, rows_max)
    }

    fn replace(
        &self,
        shard: Shard,
        from: &[DataKeyRow],
        to: &[DataKeyRow],
    ) -> impl Future<Output = Result<(), Self::Error>> + Send {
        (**self).replace(shard, from, to)
    }
}
