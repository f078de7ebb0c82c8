//! Health links that holders made: encrypted files, and who may still ask for them.
//!
//! No row leads to a person, and none opens a file. What a link takes away when it ends is gone:
//! these tables are no record.

use crate::database::Tries;
use crate::field::{Columns, Field, Sink};
use crate::insert::{AUTHORITY, insert};
use crate::link::{Link, args};
use crate::table::{Stored, stored};
use crate::{Store, StoreError};

/// Bytes that a link takes beside its files, in rows and indexes.
pub const HEALTH_LINK_ROWS_BYTES: u64 = 1_024;
/// Ended links that are deleted when one is made: more than are made.
const DELETED_AT_ONCE: u32 = 16;

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthLinkRow {
    /// SHA-256 of the random part of the address.
    pub path: [u8; 32],
    /// SHA-256 of the code by which the holder ends it.
    pub revocation: [u8; 32],
    /// 1 a list of files, 2 one file without a list.
    pub form: u8,
    /// What a passcode has to hash to, where one is asked for.
    pub passcode: Option<[u8; 32]>,
    /// How many wrong passcodes are still borne.
    pub attempts: i16,
    /// What addresses of single files are proven by.
    pub ticket: [u8; 32],
    /// When it ends, Unix seconds.
    pub expires_at: i64,
    /// Bytes that its files take, and what is around them.
    pub size: i64,
}

/// A file of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthLinkFileRow {
    /// The link.
    pub path: [u8; 32],
    /// Its number, from 1.
    pub number: i16,
    /// 1 a SMART Health Card, 2 FHIR, 3 a token for a FHIR server.
    pub kind: u8,
    /// The encrypted file.
    pub sealed: Vec<u8>,
}

stored!(
    HealthLinkRow, "health_link", false;
    path, revocation, form, passcode, attempts, ticket, expires_at, size
);
stored!(HealthLinkFileRow, "health_link_file", false; path, number, kind, sealed);

/// What becomes of somebody who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passage {
    /// The files may be had.
    Open(HealthLinkRow),
    /// A passcode is asked for, and this is not it.
    Wrong {
        /// How many wrong ones are still borne.
        remaining: i16,
    },
    /// There is no such link, or not any more.
    Gone,
}

/// What the service of health links may do.
#[derive(Debug, Clone)]
pub struct HealthLinkDoor(Store);

impl Store {
    /// The door of health links.
    #[must_use]
    pub fn health_links(&self) -> HealthLinkDoor {
        HealthLinkDoor(self.clone())
    }
}

const BY_PATH: &str = "SELECT path, revocation, form, passcode, attempts, ticket, expires_at, size
    FROM health_link WHERE shard = 0 AND path = $1";
/// The same, and nobody else changes it until the transaction ends.
const BY_PATH_LOCKED: &str =
    "SELECT path, revocation, form, passcode, attempts, ticket, expires_at, size
    FROM health_link WHERE shard = 0 AND path = $1 FOR UPDATE";

impl HealthLinkDoor {
    /// Keeps a link, unless all links together would take more than `room_bytes` then: `false`, and
    /// nothing was written. Some that have ended by `now` (Unix seconds) are deleted before.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] for an address or code that is there, and those of the database.
    pub async fn keep(
        &self,
        row: &HealthLinkRow,
        files: &[HealthLinkFileRow],
        room_bytes: u64,
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut tries = Tries::new("health-link", self.0.attempts);
        loop {
            let outcome = self.try_keep(row, files, room_bytes, now).await;
            if let Some(outcome) = tries.judge(outcome).await {
                return self.0.refusal.note(outcome);
            }
        }
    }

    async fn try_keep(
        &self,
        row: &HealthLinkRow,
        files: &[HealthLinkFileRow],
        room_bytes: u64,
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut link = self.0.registry.begin().await?;
        let used = used(&mut link).await? - delete_ended(&mut link, now).await?;
        let after = used.saturating_add(row.size);
        let has_room = u64::try_from(after).is_ok_and(|after| after <= room_bytes);
        if has_room {
            insert(&mut link, AUTHORITY, std::slice::from_ref(row)).await?;
            insert(&mut link, AUTHORITY, files).await?;
        }
        set_used(&mut link, if has_room { after } else { used }).await?;
        link.commit().await?;
        Ok(has_room)
    }

    /// Lets somebody in who knows the address and the passcode, where one is asked for: `passcode`
    /// is what theirs hashes to. A wrong one is counted before anybody is told, and those that come
    /// at the same time one after the other, so that nobody tries more than are borne.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn enter(
        &self,
        path: &[u8; 32],
        passcode: Option<&[u8; 32]>,
        now: i64,
    ) -> Result<Passage, StoreError> {
        let mut tries = Tries::new("health-link-enter", self.0.attempts);
        loop {
            let outcome = self.try_enter(path, passcode, now).await;
            if let Some(outcome) = tries.judge(outcome).await {
                return self.0.refusal.note(outcome);
            }
        }
    }

    async fn try_enter(
        &self,
        path: &[u8; 32],
        passcode: Option<&[u8; 32]>,
        now: i64,
    ) -> Result<Passage, StoreError> {
        let Some(found) = self.find(path, now).await? else {
            return Ok(Passage::Gone);
        };
        if found.passcode.is_none() {
            return Ok(Passage::Open(found));
        }
        let mut link = self.0.registry.begin().await?;
        let sql = if link.is_postgres() {
            BY_PATH_LOCKED
        } else {
            BY_PATH
        };
        let row = link.row(sql, args![path]).await?;
        let row = row.map(|row| HealthLinkRow::take(&row)).transpose()?;
        let Some(row) = row.filter(|row| row.attempts > 0) else {
            return Ok(Passage::Gone);
        };
        if is_let_in(&row, passcode) {
            return Ok(Passage::Open(row));
        }
        let remaining = row.attempts - 1;
        link.run(
            "UPDATE health_link SET attempts = $2 WHERE shard = 0 AND path = $1",
            args![path, remaining],
        )
        .await?;
        link.commit().await?;
        Ok(Passage::Wrong { remaining })
    }

    /// A link that has not ended and is not disabled.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn find(
        &self,
        path: &[u8; 32],
        now: i64,
    ) -> Result<Option<HealthLinkRow>, StoreError> {
        let row = self.0.one::<HealthLinkRow>(BY_PATH, args![path]).await?;
        Ok(row.filter(|row| row.expires_at > now && row.attempts > 0))
    }

    /// The files of a link, in the order of their numbers.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn files(&self, path: &[u8; 32]) -> Result<Vec<HealthLinkFileRow>, StoreError> {
        let sql = "SELECT path, number, kind, sealed FROM health_link_file
             WHERE shard = 0 AND path = $1 ORDER BY number LIMIT 99";
        self.0.all(sql, args![path]).await
    }

    /// One file of a link.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn file(
        &self,
        path: &[u8; 32],
        number: i16,
    ) -> Result<Option<HealthLinkFileRow>, StoreError> {
        let sql = "SELECT path, number, kind, sealed FROM health_link_file
             WHERE shard = 0 AND path = $1 AND number = $2";
        self.0.one(sql, args![path, number]).await
    }

    /// Ends a link by the hash of its code; whether there was one. Its files are gone with it.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn revoke(&self, revocation: &[u8; 32]) -> Result<bool, StoreError> {
        let mut tries = Tries::new("health-link-revoke", self.0.attempts);
        loop {
            let outcome = self.try_revoke(revocation).await;
            if let Some(outcome) = tries.judge(outcome).await {
                return self.0.refusal.note(outcome);
            }
        }
    }

    async fn try_revoke(&self, revocation: &[u8; 32]) -> Result<bool, StoreError> {
        let mut link = self.0.registry.begin().await?;
        let used = used(&mut link).await?;
        let sql = "SELECT path, size FROM health_link WHERE shard = 0 AND revocation = $1";
        let Some(row) = link.row(sql, args![revocation]).await? else {
            return Ok(false);
        };
        let (path, size) = (row.bytes(0).unwrap_or_default(), row.long(1).unwrap_or(0));
        delete(&mut link, path).await?;
        set_used(&mut link, used - size).await?;
        link.commit().await?;
        Ok(true)
    }
}

/// Whether somebody with this hash of a passcode is let in. All bytes are compared, so that the
/// time that it takes tells nothing.
fn is_let_in(row: &HealthLinkRow, passcode: Option<&[u8; 32]>) -> bool {
    match (&row.passcode, passcode) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(wanted), Some(given)) => {
            let pairs = wanted.iter().zip(given);
            pairs.fold(0, |differing, (one, other)| differing | (one ^ other)) == 0
        }
    }
}

/// How much room is taken, bytes; nobody else makes or ends a link until the transaction ends.
async fn used(link: &mut Link) -> Result<i64, StoreError> {
    let sql = if link.is_postgres() {
        "SELECT used FROM health_link_room WHERE shard = 0 AND id = 1 FOR UPDATE"
    } else {
        "SELECT used FROM health_link_room WHERE shard = 0 AND id = 1"
    };
    let row = link.row(sql, args![]).await?;
    row.and_then(|row| row.long(0))
        .ok_or(StoreError::Unreadable {
            table: "health_link_room",
            column: 2,
        })
}

async fn set_used(link: &mut Link, used: i64) -> Result<(), StoreError> {
    let sql = "UPDATE health_link_room SET used = $1 WHERE shard = 0 AND id = 1";
    link.run(sql, args![used]).await.map(drop)
}

/// Deletes some links that have ended; how many bytes they took.
async fn delete_ended(link: &mut Link, now: i64) -> Result<i64, StoreError> {
    let sql = "SELECT path, size FROM health_link WHERE shard = 0 AND expires_at <= $1
         ORDER BY expires_at LIMIT $2";
    let mut freed = 0;
    for row in link.rows(sql, args![now, DELETED_AT_ONCE]).await? {
        delete(link, row.bytes(0).unwrap_or_default()).await?;
        freed += row.long(1).unwrap_or(0);
    }
    Ok(freed)
}

async fn delete(link: &mut Link, path: &[u8]) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM health_link_file WHERE shard = 0 AND path = $1",
        "DELETE FROM health_link WHERE shard = 0 AND path = $1",
    ] {
        link.run(sql, args![path]).await?;
    }
    Ok(())
}
