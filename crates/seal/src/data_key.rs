//! A person's data key, and the records under it.

use std::fmt;

use aws_lc_rs::digest::{Context, SHA256, digest};
use aws_lc_rs::hkdf::{HKDF_SHA256, Prk};
use cleanbill_issuer::registry::{DataKeyRow, EventId, HolderId, PassId, Shard};
use zeroize::Zeroizing;

use crate::aead::{Aead, NONCE_BYTES, Randomness, Secret, TAG_BYTES, draw, draw_secret};
use crate::{KeyRing, RECORD_MAX_BYTES, SealError};

/// Records are filled up to a multiple of this before they are sealed, so that a stolen database
/// tells less by lengths: of a name, or of which ground an event is.
pub const PADDING_BYTES: usize = 32;

/// The tables with sealed records; the names never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Person,
    Event,
    Pass,
    Channel,
}

impl Table {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Person => b"cleanbill/person/1",
            Self::Event => b"cleanbill/event/1",
            Self::Pass => b"cleanbill/pass/1",
            Self::Channel => b"cleanbill/channel/1",
        }
    }
}

/// Which row of which table sealed bytes belong to: they open nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    table: Table,
    shard: Shard,
    holder: HolderId,
    /// What tells the row from the holder's others in its table.
    row: i64,
}

impl Place {
    /// A version of a person.
    #[must_use]
    pub const fn person(shard: Shard, holder: HolderId, version: i32) -> Self {
        Self::new(Table::Person, shard, holder, version as i64)
    }

    /// An event.
    #[must_use]
    pub const fn event(shard: Shard, holder: HolderId, event: EventId) -> Self {
        Self::new(Table::Event, shard, holder, event.0)
    }

    /// A pass.
    #[must_use]
    pub const fn pass(shard: Shard, holder: HolderId, pass: PassId) -> Self {
        Self::new(Table::Pass, shard, holder, pass.0)
    }

    /// The delivery channel of a holder.
    #[must_use]
    pub const fn channel(shard: Shard, holder: HolderId) -> Self {
        Self::new(Table::Channel, shard, holder, 0)
    }

    const fn new(table: Table, shard: Shard, holder: HolderId, row: i64) -> Self {
        Self {
            table,
            shard,
            holder,
            row,
        }
    }

    fn aad(&self, buffer: &mut [u8; 48]) -> usize {
        bind(
            buffer,
            self.table.label(),
            self.shard,
            &[self.holder.0, self.row],
        )
    }
}

/// label ‖ 0 ‖ shard ‖ keys, all big-endian, into `buffer`; returns the length.
pub(crate) fn bind(buffer: &mut [u8; 48], label: &[u8], shard: Shard, keys: &[i64]) -> usize {
    let keys = keys.iter().flat_map(|key| key.to_be_bytes());
    let bytes = label.iter().copied().chain([0]);
    let bytes = bytes.chain(shard.0.to_be_bytes()).chain(keys);
    buffer
        .iter_mut()
        .zip(bytes)
        .map(|(to, byte)| *to = byte)
        .count()
}

/// A person's data key. It seals and commits; what was sealed is opened only through
/// [`Unsealer`](crate::Unsealer), which writes down who looks.
///
/// Wiped from memory when it is dropped; `Debug` shows nothing.
pub struct DataKey {
    secret: Secret,
    records: Aead,
}

impl DataKey {
    fn new(secret: Secret) -> Result<Self, SealError> {
        let mut record = Zeroizing::new([0; 32]);
        expand(&secret, &[b"record"], &mut record)?;
        Ok(Self {
            records: Aead::new(&record)?,
            secret,
        })
    }

    /// The record as it is kept: nonce, ciphertext, tag.
    ///
    /// # Errors
    /// [`SealError::TooLong`] above [`RECORD_MAX_BYTES`], [`SealError::Failed`].
    pub fn seal(
        &self,
        place: Place,
        record: &[u8],
        nonce: [u8; NONCE_BYTES],
    ) -> Result<Vec<u8>, SealError> {
        let mut out = Vec::new();
        self.seal_into(place, record, nonce, &mut out)?;
        Ok(out)
    }

    /// As [`DataKey::seal`], appended to `out`. The nonce must be random.
    ///
    /// # Errors
    /// As [`DataKey::seal`]; `out` is then as it was.
    pub fn seal_into(
        &self,
        place: Place,
        record: &[u8],
        nonce: [u8; NONCE_BYTES],
        out: &mut Vec<u8>,
    ) -> Result<(), SealError> {
        if record.len() > RECORD_MAX_BYTES {
            return Err(SealError::TooLong {
                size_max_bytes: RECORD_MAX_BYTES,
            });
        }
        let before = out.len();
        let padded = padded_len(record.len());
        out.reserve(NONCE_BYTES + padded + TAG_BYTES);
        out.extend_from_slice(&nonce);
        let start = out.len();
        out.extend_from_slice(record);
        out.push(0x80);
        out.resize(start + padded, 0);
        let mut buffer = [0; 48];
        let len = place.aad(&mut buffer);
        let aad = buffer.get(..len).ok_or(SealError::Failed)?;
        let sealed = self.records.seal_tail(aad, nonce, out, start);
        if sealed.is_err() {
            // What was not encrypted must not stay.
            out.truncate(before);
        }
        sealed
    }

    pub(crate) fn open(
        &self,
        place: Place,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealError> {
        if sealed.len() > NONCE_BYTES + padded_len(RECORD_MAX_BYTES) + TAG_BYTES {
            return Err(SealError::NotAuthentic);
        }
        let mut buffer = [0; 48];
        let len = place.aad(&mut buffer);
        let aad = buffer.get(..len).ok_or(SealError::Failed)?;
        let mut record = self.records.open(aad, sealed)?;
        let end = record.iter().rposition(|byte| *byte != 0);
        match end {
            Some(end) if record.get(end) == Some(&0x80) => record.truncate(end),
            _ => return Err(SealError::NotAuthentic),
        }
        Ok(record)
    }

    /// The secret of a pass's commitment. It is handed over with the pass, so that its holder can
    /// find the pass's leaf, and nobody else.
    ///
    /// # Errors
    /// [`SealError::Failed`].
    pub fn commitment_secret(&self, pass: PassId) -> Result<Zeroizing<[u8; 32]>, SealError> {
        let mut secret = Zeroizing::new([0; 32]);
        let id = pass.0.to_be_bytes();
        expand(&self.secret, &[b"commitment", &id], &mut secret)?;
        Ok(secret)
    }
}

/// What a pass's leaf says: SHA-256 of `cleanbill commitment 1`, the secret and the SHA-256 of the
/// signed message.
#[must_use]
pub fn commitment(secret: &[u8; 32], cose: &[u8]) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    context.update(b"cleanbill commitment 1");
    context.update(secret);
    context.update(digest(&SHA256, cose).as_ref());
    let mut hash = [0; 32];
    hash.copy_from_slice(context.finish().as_ref());
    hash
}

/// At least one byte of padding: 0x80, then zeros (ISO/IEC 7816-4).
const fn padded_len(len: usize) -> usize {
    (len + 1).next_multiple_of(PADDING_BYTES)
}

/// HKDF-Expand (RFC 5869, section 2.3); a data key is random, so nothing is extracted first.
pub(crate) fn expand(secret: &Secret, info: &[&[u8]], out: &mut Secret) -> Result<(), SealError> {
    Prk::new_less_safe(HKDF_SHA256, secret.as_slice())
        .expand(info, HKDF_SHA256)
        .and_then(|okm| okm.fill(out.as_mut_slice()))
        .map_err(|_| SealError::Failed)
}

const KEY_LABEL: &[u8] = b"cleanbill/data_key/1";

impl KeyRing {
    /// Draws a data key for a new holder, wrapped in the newest epoch. Keep the row in the key
    /// store before anything sealed is kept: a record without its key is lost.
    ///
    /// # Errors
    /// [`SealError::Failed`].
    pub fn generate_data_key(
        &self,
        shard: Shard,
        holder: HolderId,
        randomness: Randomness<'_>,
    ) -> Result<(DataKey, DataKeyRow), SealError> {
        let secret = draw_secret(randomness);
        let row = self.wrap(shard, holder, &secret, randomness)?;
        Ok((DataKey::new(secret)?, row))
    }

    /// The same data key, wrapped in the newest epoch; `None` where it is already.
    ///
    /// # Errors
    /// [`SealError::UnknownEpoch`], [`SealError::NotAuthentic`], [`SealError::Failed`].
    pub fn rewrap(
        &self,
        shard: Shard,
        row: &DataKeyRow,
        randomness: Randomness<'_>,
    ) -> Result<Option<DataKeyRow>, SealError> {
        if row.epoch == self.newest_epoch() {
            return Ok(None);
        }
        let secret = self.unwrap_secret(shard, row.holder, row)?;
        self.wrap(shard, row.holder, &secret, randomness).map(Some)
    }

    pub(crate) fn unwrap(
        &self,
        shard: Shard,
        holder: HolderId,
        row: &DataKeyRow,
    ) -> Result<DataKey, SealError> {
        DataKey::new(self.unwrap_secret(shard, holder, row)?)
    }

    fn wrap(
        &self,
        shard: Shard,
        holder: HolderId,
        secret: &Secret,
        randomness: Randomness<'_>,
    ) -> Result<DataKeyRow, SealError> {
        let epoch = self.newest_epoch();
        let mut buffer = [0; 48];
        let len = bind(&mut buffer, KEY_LABEL, shard, &[holder.0, epoch.into()]);
        let aad = buffer.get(..len).ok_or(SealError::Failed)?;
        Ok(DataKeyRow {
            holder,
            epoch,
            wrapped: self.epoch(epoch)?.wrap(aad, secret, draw(randomness))?,
        })
    }

    fn unwrap_secret(
        &self,
        shard: Shard,
        holder: HolderId,
        row: &DataKeyRow,
    ) -> Result<Secret, SealError> {
        let mut buffer = [0; 48];
        let len = bind(&mut buffer, KEY_LABEL, shard, &[holder.0, row.epoch.into()]);
        let aad = buffer.get(..len).ok_or(SealError::Failed)?;
        let unwrapped = self.epoch(row.epoch)?.unwrap(aad, &row.wrapped);
        unwrapped.ok_or(SealError::NotAuthentic)
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(..)")
    }
}
