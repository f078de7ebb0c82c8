//! The one way to a plaintext: first the access entry, then the rows, then the key.

mod limit;
mod port;

use std::fmt;

use cleanbill_issuer::registry::{
    AccessRow, DataKeyRow, EventRow, HolderId, PassRow, PersonRow, Shard,
};
use thiserror::Error;
use zeroize::Zeroizing;

use self::limit::Limiter;
pub use self::limit::OpenLimits;
pub use self::port::{AccessLog, KeyStore, Scope, SealedHolder};
use crate::{DataKey, KeyRing, Place, SealError};

/// Why a record was not opened.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UnsealError<E> {
    /// Too many looks, an erased record, sealed bytes that do not belong here.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The access log or the key store failed.
    #[error("the store failed")]
    Store(E),
}

/// Opens persons' records. There is no other way in this project to the bytes that a
/// [`DataKey`] sealed: an access entry is written and committed before anything is read, and each
/// officer opens so many at most.
///
/// ```compile_fail
/// # fn read(key: &cleanbill_seal::DataKey, place: cleanbill_seal::Place, sealed: &[u8]) {
/// let plaintext = key.open(place, sealed); // only an `Opened` opens
/// # }
/// ```
pub struct Unsealer<L, K> {
    log: L,
    keys: K,
    limiter: Limiter,
}

impl<L, K> Unsealer<L, K>
where
    L: AccessLog,
    K: KeyStore<Error = L::Error>,
{
    /// Over the registry's access log and the key store.
    pub fn new(log: L, keys: K, limits: OpenLimits) -> Self {
        Self {
            log,
            keys,
            limiter: Limiter::new(limits),
        }
    }

    /// Commits the access entry, then opens what `scope` says of the holder's record.
    ///
    /// Looks are counted an officer, those of [`Purpose::Own`] a holder, at the entry's own time.
    /// One that is refused for their number leaves no entry: nothing was seen.
    ///
    /// [`Purpose::Own`]: cleanbill_issuer::staff::Purpose::Own
    ///
    /// # Errors
    /// [`SealError::RateLimited`]; [`UnsealError::Store`]; [`SealError::Erased`],
    /// [`SealError::UnknownEpoch`] and [`SealError::NotAuthentic`] for the data key.
    pub async fn open(
        &self,
        ring: &KeyRing,
        shard: Shard,
        access: &AccessRow,
        scope: Scope,
    ) -> Result<Opened, UnsealError<L::Error>> {
        self.limiter.take(shard, access)?;
        let rows = self.log.commit_access(shard, access, scope).await;
        let rows = rows.map_err(UnsealError::Store)?;
        let holder = access.holder;
        let keys = self.keys.keys(shard, &[holder]).await;
        let keys = keys.map_err(UnsealError::Store)?;
        let row = keys.iter().find(|row| row.holder == holder);
        let key = unwrap(ring, shard, holder, row)?;
        Ok(Opened {
            shard,
            holder,
            key,
            rows,
        })
    }

    /// Commits the access entries, then hands out the holders' data keys in the same order, for
    /// writing only: nothing is read, so it is not counted against the officer's looks. A holder
    /// whose key is gone gets [`SealError::Erased`].
    ///
    /// # Errors
    /// [`UnsealError::Store`].
    pub async fn keys_for_writing(
        &self,
        ring: &KeyRing,
        shard: Shard,
        accesses: &[AccessRow],
    ) -> Result<Vec<Result<DataKey, SealError>>, UnsealError<L::Error>> {
        let committed = self.log.commit_accesses(shard, accesses).await;
        committed.map_err(UnsealError::Store)?;
        let holders: Vec<HolderId> = accesses.iter().map(|access| access.holder).collect();
        let keys = self.keys.keys(shard, &holders).await;
        let mut keys = keys.map_err(UnsealError::Store)?;
        keys.sort_unstable_by_key(|row| row.holder);
        let key = |holder| {
            let from = keys.partition_point(|row| row.holder < holder);
            let row = keys.get(from).filter(|row| row.holder == holder);
            unwrap(ring, shard, holder, row)
        };
        Ok(holders.into_iter().map(key).collect())
    }

    /// Destroys a holder's data key; `false` if it was gone already. What it sealed stays, and
    /// nobody can read it. The act that says so is the caller's.
    ///
    /// # Errors
    /// [`UnsealError::Store`].
    pub async fn erase(
        &self,
        shard: Shard,
        holder: HolderId,
    ) -> Result<bool, UnsealError<L::Error>> {
        let erased = self.keys.erase(shard, holder).await;
        erased.map_err(UnsealError::Store)
    }

    /// Moves up to `rows_max` data keys of older epochs to the newest one, from `after` on.
    /// Returns the last holder it came to, or `None` when there is nothing more to move. A key
    /// that was erased meanwhile stays erased.
    ///
    /// # Errors
    /// [`UnsealError::Store`]; [`SealError::UnknownEpoch`], [`SealError::NotAuthentic`].
    pub async fn rewrap(
        &self,
        ring: &KeyRing,
        shard: Shard,
        after: Option<HolderId>,
        rows_max: u32,
        randomness: &mut (dyn FnMut(&mut [u8]) + Send),
    ) -> Result<Option<HolderId>, UnsealError<L::Error>> {
        let newest = ring.newest_epoch();
        let rows = self.keys.older(shard, newest, after, rows_max).await;
        let rows = rows.map_err(UnsealError::Store)?;
        let mut moved = Vec::with_capacity(rows.len());
        for row in &rows {
            moved.extend(ring.rewrap(shard, row, &mut *randomness)?);
        }
        let replaced = self.keys.replace(shard, &rows, &moved).await;
        replaced.map_err(UnsealError::Store)?;
        Ok(rows.last().map(|row| row.holder))
    }

    /// Keeps data keys, before anything that they sealed.
    ///
    /// # Errors
    /// [`UnsealError::Store`], also where a holder has a key already.
    pub async fn keep(
        &self,
        shard: Shard,
        rows: &[DataKeyRow],
    ) -> Result<(), UnsealError<L::Error>> {
        self.keys.put(shard, rows).await.map_err(UnsealError::Store)
    }
}

fn unwrap(
    ring: &KeyRing,
    shard: Shard,
    holder: HolderId,
    row: Option<&DataKeyRow>,
) -> Result<DataKey, SealError> {
    ring.unwrap(shard, holder, row.ok_or(SealError::Erased)?)
}

/// A holder's record, open: proof that somebody's look at it was written down.
///
/// Only [`Unsealer::open`] makes one. `Debug` shows nothing of what is inside.
pub struct Opened {
    shard: Shard,
    holder: HolderId,
    key: DataKey,
    rows: SealedHolder,
}

impl Opened {
    /// The rows as they lie in the registry.
    #[must_use]
    pub const fn rows(&self) -> &SealedHolder {
        &self.rows
    }

    /// The holder's data key, to write with.
    #[must_use]
    pub const fn key(&self) -> &DataKey {
        &self.key
    }

    /// What a version of the person says.
    ///
    /// # Errors
    /// [`SealError::NotAuthentic`].
    pub fn person(&self, row: &PersonRow) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let place = Place::person(self.shard, self.holder, row.version);
        self.key.open(place, &row.sealed)
    }

    /// What an event says.
    ///
    /// # Errors
    /// [`SealError::NotAuthentic`].
    pub fn event(&self, row: &EventRow) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let place = Place::event(self.shard, self.holder, row.id);
        self.key.open(place, &row.sealed)
    }

    /// The signed message of a pass.
    ///
    /// # Errors
    /// [`SealError::NotAuthentic`].
    pub fn pass(&self, row: &PassRow) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let place = Place::pass(self.shard, self.holder, row.id);
        self.key.open(place, &row.sealed)
    }

    /// The holder's delivery channel, if they gave one.
    ///
    /// # Errors
    /// [`SealError::NotAuthentic`].
    pub fn channel(&self) -> Result<Option<Zeroizing<Vec<u8>>>, SealError> {
        let place = Place::channel(self.shard, self.holder);
        let sealed = self.rows.channel.as_deref();
        sealed
            .map(|sealed| self.key.open(place, sealed))
            .transpose()
    }
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opened(..)")
    }
}
