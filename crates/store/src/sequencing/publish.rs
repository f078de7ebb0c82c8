//! How far the ledger is published.

use super::rows::{self, Entry};
use super::{FileKind, LedgerDoor, LedgerFile, LedgerHead};
use crate::StoreError;
use crate::link::{Arg, args};
use crate::table::Stored;

/// Entries that are read together.
const ENTRIES_MAX: u32 = 16_384;
/// Files that are read together.
const FILES_MAX: u32 = 16;

impl LedgerDoor {
    /// How far the ledger is.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn head(&self) -> Result<LedgerHead, StoreError> {
        self.0.ledger_head().await
    }

    /// Whether any leaf waits.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn waits(&self) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM leaf_pending LIMIT 1";
        Ok(!self.0.registry.rows(sql, args![]).await?.is_empty())
    }

    /// The entries from `from` on, at most 16,384.
    ///
    /// # Errors
    ///
    /// Those of the database; [`StoreError::Unreadable`] where one is missing.
    pub async fn entries(&self, from: u64) -> Result<Vec<Vec<u8>>, StoreError> {
        let sql = "SELECT id, body FROM ledger_entry WHERE shard = 0 AND id >= $1
             ORDER BY id LIMIT $2";
        let found = args![rows::long(from), ENTRIES_MAX];
        let found = self.0.registry.rows(sql, found).await?;
        let mut entries = Vec::with_capacity(found.len());
        for (row, expected) in found.iter().zip(from..) {
            let entry = Entry::take(row)?;
            if entry.id != rows::long(expected) {
                return Err(StoreError::Unreadable {
                    table: "ledger_entry",
                    column: 0,
                });
            }
            entries.push(entry.body);
        }
        Ok(entries)
    }

    /// Some files that are not published yet.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn files(&self) -> Result<Vec<LedgerFile>, StoreError> {
        let sql = "SELECT kind, digest, body FROM ledger_file WHERE shard = 0
             ORDER BY kind, digest LIMIT $1";
        let found = self.0.registry.rows(sql, args![FILES_MAX]).await?;
        found.iter().map(LedgerFile::take).collect()
    }

    /// Forgets a file: it is published.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn forget_file(&self, kind: FileKind, digest: &[u8; 32]) -> Result<(), StoreError> {
        let number = match kind {
            FileKind::Batch => 1_i64,
            FileKind::Object => 2,
        };
        let sql = "DELETE FROM ledger_file WHERE shard = 0 AND kind = $1 AND digest = $2";
        let args = args![number, digest];
        let statements: &[(&'static str, &[Arg<'_>])] = &[(sql, args)];
        let registry = &self.0.registry;
        registry
            .change("ledger-file", self.0.attempts, statements)
            .await
            .map(drop)
    }

    /// Keeps a file until it is published.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn put_file(&self, file: &LedgerFile) -> Result<(), StoreError> {
        let mut link = self.0.registry.begin().await?;
        let again = "ON CONFLICT DO NOTHING";
        let files = std::slice::from_ref(file);
        crate::insert::insert_with(&mut link, crate::insert::AUTHORITY, files, again).await?;
        link.commit().await
    }

    /// Writes down that so many entries are under a published checkpoint; it never goes back.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn set_published(&self, size: u64) -> Result<(), StoreError> {
        let sql = "UPDATE ledger_head SET published = $1
             WHERE shard = 0 AND id = 1 AND published < $1";
        let args = args![rows::long(size)];
        let statements: &[(&'static str, &[Arg<'_>])] = &[(sql, args)];
        let registry = &self.0.registry;
        registry
            .change("ledger-published", self.0.attempts, statements)
            .await
            .map(drop)
    }

    /// Writes down that so many entries are under a cosigned checkpoint; it never goes back.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn set_cosigned(&self, size: u64) -> Result<(), StoreError> {
        let sql = "UPDATE ledger_head SET cosigned = $1
             WHERE shard = 0 AND id = 1 AND cosigned < $1";
        let args = args![rows::long(size)];
        let statements: &[(&'static str, &[Arg<'_>])] = &[(sql, args)];
        let registry = &self.0.registry;
        registry
            .change("ledger-cosigned", self.0.attempts, statements)
            .await
            .map(drop)
    }
}
