//! Petitions: what is put to signature, vouchers, and signatures that wait to be released.
//!
//! Nothing here leads to a person, and nothing keeps a time or an order: a voucher is a hash and a
//! region, a signature a random serial.

mod answer;
mod release;

use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::{LeafId, LeafRow, Shard};

use crate::field::{Columns, Field, Sink};
use crate::insert::{AUTHORITY, insert, insert_with};
use crate::link::{Link, args};
use crate::sequencing::{FileKind, LedgerFile};
use crate::table::{Stored, stored};
use crate::{Store, StoreError};

pub use answer::{PetitionAnswerRow, PetitionDay};
pub use release::{Release, Told, WaitingSignature};

/// Most petitions that are listed.
const LISTED_MAX: u32 = 4_096;

/// What petitions may do with the database.
#[derive(Debug, Clone)]
pub struct PetitionDoor(Store);

/// A petition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PetitionRow {
    /// Its name.
    pub id: [u8; 32],
    /// Its epoch.
    pub epoch: i32,
    /// The leaf of the ledger.
    pub record: Vec<u8>,
    /// Its text.
    pub text: Vec<u8>,
}

stored!(PetitionRow, "petition", false; id, epoch, record, text);

/// A voucher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoucherRow {
    /// Hash of its code.
    pub tag: [u8; 32],
    /// The epoch that it is for.
    pub epoch: i32,
    /// The region that it was handed out in.
    pub region: String,
    /// Hash of what it was exchanged for.
    pub exchange: Option<[u8; 32]>,
    /// Whether another one stands in its place.
    pub void: bool,
}

stored!(VoucherRow, "petition_voucher", false; tag, epoch, region, exchange, void);

/// A signature that waits.
struct WaitingRow {
    petition: [u8; 32],
    serial: [u8; 32],
    body: Vec<u8>,
}

stored!(WaitingRow, "petition_waiting", false; petition, serial, body);

/// What became of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exchanged {
    /// It is the first one, or the same again.
    Granted,
    /// The voucher was exchanged for something else.
    Used,
    /// There is no such voucher, or another one stands in its place.
    Unknown,
}

/// What became of a signature that was given in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It waits, now or already, or it was released.
    Waits,
    /// Another signature has its serial.
    Other,
}

/// How many vouchers of a region count, and how many of them were exchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionVouchers {
    /// The region.
    pub region: String,
    /// Handed out and not replaced.
    pub issued: u64,
    /// Exchanged.
    pub exchanged: u64,
}

impl Store {
    /// The door of petitions.
    #[must_use]
    pub fn petitions(&self) -> PetitionDoor {
        PetitionDoor(self.clone())
    }
}

impl PetitionDoor {
    /// Writes a petition, its leaf, and its text as an object of the ledger: all of it or none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] if it is there, and those of the database.
    pub async fn open(&self, petition: &PetitionRow, object: [u8; 32]) -> Result<(), StoreError> {
        let leaf = self.leaf(petition.record.clone()).await?;
        let text = LedgerFile {
            kind: FileKind::Object,
            digest: object,
            body: petition.text.clone(),
        };
        let mut link = self.0.registry.begin().await?;
        insert(&mut link, AUTHORITY, std::slice::from_ref(petition)).await?;
        put_file(&mut link, &text).await?;
        insert(&mut link, Shard::default(), &[leaf]).await?;
        link.commit().await
    }

    async fn leaf(&self, body: Vec<u8>) -> Result<LeafRow, StoreError> {
        let id = LeafId(self.0.reserve_ids(Shard::default(), 1).await?.start);
        Ok(LeafRow {
            id,
            kind: LeafKind::Ledger,
            act: None,
            body,
        })
    }

    /// All petitions, at most 4,096, in the order of their names.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn petitions(&self) -> Result<Vec<PetitionRow>, StoreError> {
        let sql = "SELECT id, epoch, record, text FROM petition WHERE shard = 0
             ORDER BY id LIMIT $1";
        self.0.all(sql, args![LISTED_MAX]).await
    }

    /// The petitions of an epoch, in the order of their names.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn petitions_of(&self, epoch: i32) -> Result<Vec<PetitionRow>, StoreError> {
        let sql = "SELECT id, epoch, record, text FROM petition WHERE shard = 0 AND epoch = $1
             ORDER BY id LIMIT $2";
        self.0.all(sql, args![epoch, LISTED_MAX]).await
    }

    /// A petition by its name.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn petition(&self, id: &[u8; 32]) -> Result<Option<PetitionRow>, StoreError> {
        let sql = "SELECT id, epoch, record, text FROM petition WHERE shard = 0 AND id = $1";
        self.0.one(sql, args![id]).await
    }

    /// Writes vouchers that are to be handed out, all or none.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn put_vouchers(&self, vouchers: &[VoucherRow]) -> Result<(), StoreError> {
        let mut ordered = vouchers.to_vec();
        // The order in which they were drawn is that of the paper: it is not kept.
        ordered.sort_unstable_by_key(|voucher| voucher.tag);
        let mut link = self.0.registry.begin().await?;
        insert(&mut link, AUTHORITY, &ordered).await?;
        link.commit().await
    }

    /// A voucher by the hash of its code.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn voucher(&self, tag: &[u8; 32]) -> Result<Option<VoucherRow>, StoreError> {
        let sql = "SELECT tag, epoch, region, exchange, void FROM petition_voucher
             WHERE shard = 0 AND tag = $1";
        self.0.one(sql, args![tag]).await
    }

    /// Puts another voucher in the place of one that was not exchanged; `false` if there is none
    /// such.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn replace_voucher(
        &self,
        old: &[u8; 32],
        new: &[u8; 32],
    ) -> Result<bool, StoreError> {
        let mut link = self.0.registry.begin().await?;
        let row = link
            .row(
                "UPDATE petition_voucher SET void = $2
                 WHERE shard = 0 AND tag = $1 AND exchange IS NULL AND NOT void
                 RETURNING tag, epoch, region, exchange, void",
                args![old, true],
            )
            .await?;
        let Some(row) = row.as_ref().map(VoucherRow::take).transpose()? else {
            return Ok(false);
        };
        let other = VoucherRow {
            tag: *new,
            void: false,
            ..row
        };
        insert(&mut link, AUTHORITY, &[other]).await?;
        link.commit().await?;
        Ok(true)
    }

    /// Exchanges a voucher for what has this hash: once, and the same as often as asked.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn exchange(
        &self,
        tag: &[u8; 32],
        exchange: &[u8; 32],
    ) -> Result<Exchanged, StoreError> {
        let sql = "UPDATE petition_voucher SET exchange = $2
             WHERE shard = 0 AND tag = $1 AND exchange IS NULL AND NOT void";
        let statements: &[(&'static str, &[_])] = &[(sql, args![tag, exchange])];
        let (registry, attempts) = (&self.0.registry, self.0.attempts);
        let touched = registry.change("exchange", attempts, statements).await?;
        if touched.first() == Some(&1) {
            return Ok(Exchanged::Granted);
        }
        // Nobody changes an exchange any more, so what is read now stands.
        let found = self.voucher(tag).await?;
        Ok(match found.and_then(|voucher| voucher.exchange) {
            Some(before) if before == *exchange => Exchanged::Granted,
            Some(_) => Exchanged::Used,
            None => Exchanged::Unknown,
        })
    }

    /// Whether any voucher of an epoch was exchanged.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn is_begun(&self, epoch: i32) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM petition_voucher
             WHERE shard = 0 AND epoch = $1 AND exchange IS NOT NULL LIMIT 1";
        Ok(!self.0.registry.rows(sql, args![epoch]).await?.is_empty())
    }

    /// Takes a signature, once.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn take_signature(
        &self,
        petition: &[u8; 32],
        serial: &[u8; 32],
        body: &[u8],
    ) -> Result<Taken, StoreError> {
        let released = "SELECT 1 FROM petition_released
             WHERE shard = 0 AND petition = $1 AND serial = $2";
        let mut link = self.0.registry.begin().await?;
        if link.row(released, args![petition, serial]).await?.is_some() {
            return Ok(Taken::Waits);
        }
        let row = WaitingRow {
            petition: *petition,
            serial: *serial,
            body: body.to_vec(),
        };
        let again = "ON CONFLICT DO NOTHING";
        insert_with(&mut link, AUTHORITY, &[row], again).await?;
        let waiting = "SELECT petition, serial, body FROM petition_waiting
             WHERE shard = 0 AND petition = $1 AND serial = $2";
        let found = link.row(waiting, args![petition, serial]).await?;
        let found = found.as_ref().map(WaitingRow::take).transpose()?;
        link.commit().await?;
        // Released between the two: then it was the same, or another that was first.
        Ok(match found {
            Some(found) if found.body != body => Taken::Other,
            _ => Taken::Waits,
        })
    }

    /// How many signatures of a petition wait, counted up to `max`.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn waiting(&self, petition: &[u8; 32], max: u32) -> Result<u64, StoreError> {
        let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM petition_waiting
             WHERE shard = 0 AND petition = $1 LIMIT $2) AS few";
        self.count(sql, petition, max).await
    }

    /// How many vouchers of an epoch and region there are, counted up to `max`.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn issued(&self, epoch: i32, region: &str, max: u32) -> Result<u64, StoreError> {
        let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM petition_voucher
             WHERE shard = 0 AND epoch = $1 AND region = $2 AND NOT void LIMIT $3) AS few";
        let rows = self.0.registry.rows(sql, args![epoch, region, max]).await?;
        let count = rows.first().and_then(|row| row.long(0));
        Ok(count
            .and_then(|count| u64::try_from(count).ok())
            .unwrap_or(0))
    }

    async fn count(
        &self,
        sql: &'static str,
        petition: &[u8; 32],
        max: u32,
    ) -> Result<u64, StoreError> {
        let rows = self.0.registry.rows(sql, args![petition, max]).await?;
        let count = rows.first().and_then(|row| row.long(0));
        Ok(count
            .and_then(|count| u64::try_from(count).ok())
            .unwrap_or(0))
    }

    /// How many signatures of a petition were released, counted up to `max`.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn released(&self, petition: &[u8; 32], max: u32) -> Result<u64, StoreError> {
        let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM petition_released
             WHERE shard = 0 AND petition = $1 LIMIT $2) AS few";
        self.count(sql, petition, max).await
    }
}

async fn put_file(link: &mut Link, file: &LedgerFile) -> Result<(), StoreError> {
    let again = "ON CONFLICT DO NOTHING";
    insert_with(link, AUTHORITY, std::slice::from_ref(file), again).await
}
