//! All keys of an authority that seal, look up and name; on the disk each is wrapped.

mod file;
mod form;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac;

use self::form::{Contents, Epoch, Purpose};
use crate::aead::{Aead, Randomness, Secret, draw, draw_secret};
use crate::block::BlockCipher;
use crate::{EPOCHS_MAX, FilingKey, Kek, SealError};

/// The keys of an authority: the epochs that wrap data keys, and one key a purpose.
///
/// All are random and none is made from another. Wiped from memory when the ring is dropped;
/// `Debug` shows the epochs' numbers only.
pub struct KeyRing {
    contents: Contents,
    kek_id: [u8; 8],
    path: PathBuf,
    /// Of the file, to notice that another process replaced it.
    digest: Vec<u8>,
    epochs: BTreeMap<i32, Aead>,
    newest: i32,
    pub(crate) ids: BlockCipher,
    pub(crate) codes: BlockCipher,
    pub(crate) tags: hmac::Key,
    pub(crate) sessions: hmac::Key,
    pub(crate) persons: hmac::Key,
    pub(crate) documents: hmac::Key,
    pub(crate) records: hmac::Key,
    /// Of appeals; a ring of an older program has none before [`KeyRing::complete`].
    pub(crate) cases: Option<CaseKeys>,
    /// Of filings, likewise.
    pub(crate) filings: Option<FilingKey>,
}

/// The keys of appeals: none of them opens or names anything else.
pub(crate) struct CaseKeys {
    pub(crate) wrap: Aead,
    pub(crate) tags: hmac::Key,
}

impl KeyRing {
    /// Draws all keys, with epoch 1, and writes the ring to `path`, where none may be yet.
    ///
    /// # Errors
    /// [`SealError::RingExists`], [`SealError::RingInUse`], [`SealError::RingWrite`], those of
    /// [`Kek::wrap`].
    pub fn create(
        path: &Path,
        kek: &dyn Kek,
        now: i64,
        randomness: Randomness<'_>,
    ) -> Result<Self, SealError> {
        let _lock = file::lock(path)?;
        match file::read(path) {
            Err(SealError::RingMissing) => {}
            Err(other) => return Err(other),
            Ok(_) => return Err(SealError::RingExists),
        }
        let contents = Contents {
            id: draw(randomness),
            epochs: BTreeMap::from([(1, new_epoch(now, randomness))]),
            keys: Purpose::all()
                .map(|purpose| (purpose as u8, draw_secret(randomness)))
                .collect(),
        };
        let bytes = form::encode(&contents, kek, randomness)?;
        file::write(path, &bytes)?;
        Self::new(contents, kek.id(), path, &bytes)
    }

    /// Reads the ring.
    ///
    /// An older copy of the same ring cannot be told from the newest one; what was wrapped since
    /// then is [`SealError::UnknownEpoch`].
    ///
    /// # Errors
    /// [`SealError::RingMissing`], [`SealError::RingRead`], [`SealError::RingMalformed`],
    /// [`SealError::RingVersion`], [`SealError::WrongKek`], [`SealError::RingAltered`], those of
    /// [`Kek::unwrap`].
    pub fn open(path: &Path, kek: &dyn Kek) -> Result<Self, SealError> {
        let bytes = file::read(path)?;
        Self::new(form::decode(&bytes, kek)?, kek.id(), path, &bytes)
    }

    /// Draws the keys that a ring of an older program lacks; `false` where it has them all, and
    /// nothing is written then. Whoever opens a ring to work with it calls this once.
    ///
    /// # Errors
    /// Those of a change as at [`KeyRing::rotate_epoch`].
    pub fn complete(
        &mut self,
        kek: &dyn Kek,
        randomness: Randomness<'_>,
    ) -> Result<bool, SealError> {
        let mut contents = self.contents.clone();
        for purpose in Purpose::all() {
            let drawn = || draw_secret(&mut *randomness);
            contents.keys.entry(purpose as u8).or_insert_with(drawn);
        }
        if contents.keys.len() == self.contents.keys.len() {
            return Ok(false);
        }
        self.check_kek(kek)?;
        self.replace(contents, kek, randomness)?;
        Ok(true)
    }

    /// Begins a new epoch: data keys made from now on are wrapped by its key. Those of before can
    /// still be unwrapped; [`KeyRing::rewrap`] moves them. Returns the epoch's number.
    ///
    /// # Errors
    /// [`SealError::TooManyEpochs`], those of a change: [`SealError::RingInUse`],
    /// [`SealError::RingChanged`], [`SealError::RingWrite`], [`SealError::WrongKek`].
    pub fn rotate_epoch(
        &mut self,
        kek: &dyn Kek,
        now: i64,
        randomness: Randomness<'_>,
    ) -> Result<i32, SealError> {
        let epochs_max = EPOCHS_MAX;
        if self.epochs.len() >= epochs_max {
            return Err(SealError::TooManyEpochs { epochs_max });
        }
        let number = self
            .newest
            .checked_add(1)
            .ok_or(SealError::TooManyEpochs { epochs_max })?;
        self.check_kek(kek)?;
        let mut contents = self.contents.clone();
        let epoch = new_epoch(now, randomness);
        contents.epochs.insert(number, epoch);
        self.replace(contents, kek, randomness)?;
        Ok(number)
    }

    /// Takes an old epoch's key out of the ring. What was wrapped by it and not moved is gone, also
    /// from every backup of the key store: an erased person comes back from none.
    ///
    /// # Errors
    /// [`SealError::UnknownEpoch`], [`SealError::EpochInUse`] for the newest, those of a change as
    /// at [`KeyRing::rotate_epoch`].
    pub fn retire_epoch(
        &mut self,
        epoch: i32,
        kek: &dyn Kek,
        randomness: Randomness<'_>,
    ) -> Result<(), SealError> {
        if epoch == self.newest {
            return Err(SealError::EpochInUse { epoch });
        }
        self.check_kek(kek)?;
        let mut contents = self.contents.clone();
        if contents.epochs.remove(&epoch).is_none() {
            return Err(SealError::UnknownEpoch { epoch });
        }
        self.replace(contents, kek, randomness)
    }

    /// Wraps the whole ring by another key-encryption key. The old one opens it no more, only
    /// older copies of the file.
    ///
    /// # Errors
    /// Those of a change as at [`KeyRing::rotate_epoch`].
    pub fn change_kek(
        &mut self,
        kek: &dyn Kek,
        randomness: Randomness<'_>,
    ) -> Result<(), SealError> {
        let contents = self.contents.clone();
        self.replace(contents, kek, randomness)
    }

    /// The epoch that new data keys are wrapped in.
    #[must_use]
    pub const fn newest_epoch(&self) -> i32 {
        self.newest
    }

    /// The epochs, from the oldest on, and when each began, Unix seconds.
    pub fn epochs(&self) -> impl Iterator<Item = (i32, i64)> {
        let epochs = self.contents.epochs.iter();
        epochs.map(|(number, epoch)| (*number, epoch.created_at))
    }

    pub(crate) fn epoch(&self, epoch: i32) -> Result<&Aead, SealError> {
        self.epochs
            .get(&epoch)
            .ok_or(SealError::UnknownEpoch { epoch })
    }

    fn new(
        contents: Contents,
        kek_id: [u8; 8],
        path: &Path,
        bytes: &[u8],
    ) -> Result<Self, SealError> {
        let key = |purpose: Purpose| {
            let key = contents.keys.get(&(purpose as u8));
            key.ok_or(SealError::RingMalformed)
        };
        let mac = |purpose| key(purpose).map(|key| hmac::Key::new(hmac::HMAC_SHA256, &**key));
        let case_keys = |wrap, tags: &Secret| {
            Ok::<_, SealError>(CaseKeys {
                wrap: Aead::new(wrap)?,
                tags: hmac::Key::new(hmac::HMAC_SHA256, tags.as_slice()),
            })
        };
        let later = |purpose: Purpose| contents.keys.get(&(purpose as u8));
        let cases = later(Purpose::Cases).zip(later(Purpose::CaseTag));
        let cases = cases
            .map(|(wrap, tags)| case_keys(wrap, tags))
            .transpose()?;
        let filings = later(Purpose::Filings);
        let filings = filings.map(FilingKey::new).transpose()?;
        let epochs = contents.epochs.iter();
        Ok(Self {
            newest: epochs.clone().next_back().map_or(0, |(number, _)| *number),
            epochs: epochs
                .map(|(number, epoch)| Aead::new(&epoch.key).map(|aead| (*number, aead)))
                .collect::<Result<_, _>>()?,
            ids: BlockCipher::new(key(Purpose::PublicId)?)?,
            codes: BlockCipher::new(key(Purpose::CollectionCode)?)?,
            tags: mac(Purpose::Tag)?,
            sessions: mac(Purpose::Session)?,
            persons: mac(Purpose::LookupPerson)?,
            documents: mac(Purpose::LookupDocument)?,
            records: mac(Purpose::LookupRecord)?,
            cases,
            filings,
            kek_id,
            path: path.to_owned(),
            digest: digest(&SHA256, bytes).as_ref().to_vec(),
            contents,
        })
    }

    fn check_kek(&self, kek: &dyn Kek) -> Result<(), SealError> {
        if kek.id() == self.kek_id {
            Ok(())
        } else {
            Err(SealError::WrongKek)
        }
    }

    fn replace(
        &mut self,
        contents: Contents,
        kek: &dyn Kek,
        randomness: Randomness<'_>,
    ) -> Result<(), SealError> {
        let _lock = file::lock(&self.path)?;
        let on_disk = file::read(&self.path)?;
        if digest(&SHA256, &on_disk).as_ref() != self.digest {
            return Err(SealError::RingChanged);
        }
        let bytes = form::encode(&contents, kek, randomness)?;
        let ring = Self::new(contents, kek.id(), &self.path, &bytes)?;
        file::write(&self.path, &bytes)?;
        *self = ring;
        Ok(())
    }
}

fn new_epoch(now: i64, randomness: Randomness<'_>) -> Epoch {
    Epoch {
        created_at: now,
        key: draw_secret(randomness),
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let epochs: Vec<i32> = self.epochs.keys().copied().collect();
        f.debug_struct("KeyRing")
            .field("epochs", &epochs)
            .finish_non_exhaustive()
    }
}
