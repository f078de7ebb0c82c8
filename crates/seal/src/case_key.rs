//! The key of an appeal, and what is sealed under it: apart from everybody's health records.
//!
//! Whoever has a person's data key opens no appeal of theirs, and the other way round. The row of
//! the key leads to no person.

use std::fmt;

use aws_lc_rs::hmac;
use cleanbill_issuer::registry::Shard;
use zeroize::Zeroizing;

use crate::aead::{Aead, NONCE_BYTES, Randomness, Secret, TAG_BYTES, WRAPPED_BYTES};
use crate::aead::{draw, draw_secret};
use crate::data_key::{bind, expand};
use crate::lookup::keyed;
use crate::ring::CaseKeys;
use crate::{KeyRing, RECORD_MAX_BYTES, SealError};

/// Texts are filled up to a multiple of this: a length tells how much somebody had to say.
const PADDING_BYTES: usize = 512;
const KEY_LABEL: &[u8] = b"cleanbill/case_key/1";
const ROW_LABEL: &[u8] = b"cleanbill/appeal/1";

/// What a tag of an appeal is of; the same bytes under another use are another tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum CaseTagUse {
    /// What is appealed against.
    Subject = 1,
    /// Who appeals, as a holder.
    Owner = 2,
    /// A code that follows a case, or acts in it.
    Code = 3,
    /// An act, as the code of its printed notice proves it.
    Notice = 4,
}

/// Which row of an appeal sealed bytes belong to: they open nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CasePlace {
    /// The shard of the appeal.
    pub shard: Shard,
    /// The key of the appeal.
    pub case: i64,
    /// What tells the row from the appeal's others: 0 for the appeal itself, else the row's key.
    pub row: i64,
}

/// The wrapped key of an appeal, as it lies in the key store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseKeyRow {
    /// Of which appeal.
    pub appeal: i64,
    /// Nonce, sealed key and tag: 60 bytes.
    pub wrapped: [u8; WRAPPED_BYTES],
}

/// The key of an appeal. Wiped from memory when it is dropped; `Debug` shows nothing.
pub struct CaseKey {
    secret: Secret,
    records: Aead,
}

impl fmt::Debug for CaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaseKey(..)")
    }
}

impl CaseKey {
    fn new(secret: Secret) -> Result<Self, SealError> {
        let mut record = Zeroizing::new([0; 32]);
        expand(&secret, &[b"appeal record"], &mut record)?;
        Ok(Self {
            records: Aead::new(&record)?,
            secret,
        })
    }

    /// What is kept of a record: nonce, ciphertext, tag.
    ///
    /// # Errors
    /// [`SealError::TooLong`] above [`RECORD_MAX_BYTES`], [`SealError::Failed`].
    pub fn seal(
        &self,
        place: CasePlace,
        record: &[u8],
        nonce: [u8; NONCE_BYTES],
    ) -> Result<Vec<u8>, SealError> {
        if record.len() > RECORD_MAX_BYTES {
            return Err(SealError::TooLong {
                size_max_bytes: RECORD_MAX_BYTES,
            });
        }
        let padded = (record.len() + 1).next_multiple_of(PADDING_BYTES);
        let mut out = Vec::with_capacity(NONCE_BYTES + padded + TAG_BYTES);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(record);
        // At least one byte: 0x80, then zeros (ISO/IEC 7816-4).
        out.push(0x80);
        out.resize(NONCE_BYTES + padded, 0);
        let (buffer, len) = aad(ROW_LABEL, place.shard, &[place.case, place.row]);
        let aad = buffer.get(..len).ok_or(SealError::Failed)?;
        self.records.seal_tail(aad, nonce, &mut out, NONCE_BYTES)?;
        Ok(out)
    }

    /// What a record says. Whoever calls this wrote down who looks.
    ///
    /// # Errors
    /// [`SealError::NotAuthentic`].
    pub fn open(&self, place: CasePlace, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let longest = (RECORD_MAX_BYTES + 1).next_multiple_of(PADDING_BYTES);
        if sealed.len() > NONCE_BYTES + longest + TAG_BYTES {
            return Err(SealError::NotAuthentic);
        }
        let (buffer, len) = aad(ROW_LABEL, place.shard, &[place.case, place.row]);
        let aad = buffer.get(..len).ok_or(SealError::Failed)?;
        let mut record = self.records.open(aad, sealed)?;
        let end = record.iter().rposition(|byte| *byte != 0);
        match end {
            Some(end) if record.get(end) == Some(&0x80) => record.truncate(end),
            _ => return Err(SealError::NotAuthentic),
        }
        Ok(record)
    }

    /// The secret that blinds what the ledger and decisions say of the case. The appellant gets it
    /// with the receipt.
    ///
    /// # Errors
    /// [`SealError::Failed`].
    pub fn blinding(&self) -> Result<Zeroizing<[u8; 32]>, SealError> {
        let mut secret = Zeroizing::new([0; 32]);
        expand(&self.secret, &[b"appeal blinding"], &mut secret)?;
        Ok(secret)
    }
}

fn aad(label: &[u8], shard: Shard, keys: &[i64]) -> ([u8; 48], usize) {
    let mut buffer = [0; 48];
    let len = bind(&mut buffer, label, shard, keys);
    (buffer, len)
}

impl KeyRing {
    fn case_keys(&self) -> Result<&CaseKeys, SealError> {
        self.cases.as_ref().ok_or(SealError::NoPurposeKey)
    }

    /// Draws the key of a new appeal, and wraps it. Keep the row before what it seals.
    ///
    /// # Errors
    /// [`SealError::NoPurposeKey`], [`SealError::Failed`].
    pub fn generate_case_key(
        &self,
        shard: Shard,
        case: i64,
        randomness: Randomness<'_>,
    ) -> Result<(CaseKey, CaseKeyRow), SealError> {
        let secret = draw_secret(&mut *randomness);
        let (buffer, len) = aad(KEY_LABEL, shard, &[case]);
        let aad = buffer.get(..len).ok_or(SealError::Failed)?;
        let wrapped = self
            .case_keys()?
            .wrap
            .wrap(aad, &secret, draw(randomness))?;
        let row = CaseKeyRow {
            appeal: case,
            wrapped,
        };
        Ok((CaseKey::new(secret)?, row))
    }

    /// The key of an appeal.
    ///
    /// # Errors
    /// [`SealError::NoPurposeKey`], [`SealError::NotAuthentic`].
    pub fn unwrap_case_key(&self, shard: Shard, row: &CaseKeyRow) -> Result<CaseKey, SealError> {
        let (buffer, len) = aad(KEY_LABEL, shard, &[row.appeal]);
        let aad = buffer.get(..len).ok_or(SealError::Failed)?;
        let secret = self.case_keys()?.wrap.unwrap(aad, &row.wrapped);
        CaseKey::new(secret.ok_or(SealError::NotAuthentic)?)
    }

    /// The tag of something of an appeal, by the key of appeals.
    ///
    /// # Errors
    /// [`SealError::NoPurposeKey`].
    pub fn case_tag(&self, tag_use: CaseTagUse, fields: &[&[u8]]) -> Result<[u8; 16], SealError> {
        let tags: &hmac::Key = &self.case_keys()?.tags;
        Ok(keyed(tags, tag_use as u8, fields))
    }
}
