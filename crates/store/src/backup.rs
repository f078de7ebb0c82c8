//! Copies of SQLite files that are in use, and what has to happen before a copy is used again.
//!
//! PostgreSQL brings its own means: base backups and archived logs.

use std::path::Path;
use std::str::FromStr;

use cleanbill_issuer::registry::{EpochId, Shard};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Row};

use crate::database::Database;
use crate::failure::failed;
use crate::link::args;
use crate::sqlite::keys_beside;
use crate::{Store, StoreConfig, StoreError};

/// Which database is copied. Each has its own place: a copy of both together brings erased people
/// back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// The registry.
    Registry,
    /// The key store.
    Keys,
}

/// How many keys are passed over after a restore: more than were drawn since any copy.
const PASSED_OVER: i64 = 1 << 32;

/// The file of one of the databases, where it is one.
fn file_of(config: &StoreConfig, copied: Copied) -> Result<SqliteConnectOptions, StoreError> {
    let parsed = |url: &str| SqliteConnectOptions::from_str(url).map_err(failed);
    if !config.url.starts_with("sqlite:") {
        return Err(StoreError::Address);
    }
    let registry = parsed(&config.url)?;
    Ok(match (copied, &config.keys) {
        (Copied::Registry, _) => registry,
        (Copied::Keys, Some(url)) => parsed(url)?,
        (Copied::Keys, None) => {
            SqliteConnectOptions::new().filename(keys_beside(registry.get_filename()))
        }
    })
}

/// Whether there is a registry's file, and none of its key store. A new one must not be begun then:
/// nothing that is sealed would open again.
#[must_use]
pub fn lacks_key_store(config: &StoreConfig) -> bool {
    let is_there = |copied| {
        let file = file_of(config, copied);
        file.map_or(true, |file| file.get_filename().is_file())
    };
    is_there(Copied::Registry) && !is_there(Copied::Keys)
}

/// Copies a SQLite database, as it is at one moment, into a new file. Whoever works with it goes
/// on.
///
/// # Errors
///
/// [`StoreError::Address`] for what is not SQLite, [`StoreError::Unavailable`] for what cannot be
/// read, is no database, or where something lies at `to` already; [`StoreError::Full`].
pub async fn back_up(config: &StoreConfig, copied: Copied, to: &Path) -> Result<(), StoreError> {
    let options = file_of(config, copied)?;
    let to = to.to_str().ok_or(StoreError::Address)?;
    let options = options.busy_timeout(config.wait());
    let mut from = SqliteConnection::connect_with(&options)
        .await
        .map_err(failed)?;
    let copying = sqlx::query("VACUUM INTO $1").bind(to);
    copying.execute(&mut from).await.map_err(failed)?;
    from.close().await.map_err(failed)
}

/// Looks through every page and index of a copy (`PRAGMA integrity_check`).
///
/// # Errors
///
/// [`StoreError::Unavailable`] if it is damaged, or no database.
pub async fn check_copy(path: &Path) -> Result<(), StoreError> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    let mut copy = SqliteConnection::connect_with(&options)
        .await
        .map_err(failed)?;
    let checking = sqlx::query("PRAGMA integrity_check").fetch_one(&mut copy);
    let found: String = checking
        .await
        .and_then(|row| row.try_get(0))
        .map_err(failed)?;
    copy.close().await.map_err(failed)?;
    if found == "ok" {
        Ok(())
    } else {
        Err(StoreError::Unavailable)
    }
}

impl Store {
    /// Whether the registry is as new as its key store: false after it was restored and
    /// [`after_restore`](Self::after_restore) was forgotten. Keys would then be given a second
    /// time, and with them the codes on papers that people hold.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn is_as_new_as_keys(&self, shard: Shard) -> Result<bool, StoreError> {
        let highest = "SELECT COALESCE(MAX(holder), 0) FROM data_key WHERE shard = $1";
        let highest = first(&self.keys.database, highest, shard).await?;
        let next = "SELECT COALESCE(MAX(next), 1) FROM id_block WHERE shard = $1";
        Ok(highest < first(&self.registry, next, shard).await?)
    }

    /// What has to happen to a registry that was restored, once, before it is used: the keys that
    /// were drawn since the copy are passed over, and all sessions, machines' keys and links that
    /// the copy has are ended, for some of them were ended since.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn after_restore(&self, shard: Shard) -> Result<(), StoreError> {
        let pass_over = "INSERT INTO id_block (shard, next) VALUES ($1, 1 + $2)
            ON CONFLICT (shard) DO UPDATE SET next = id_block.next + $2";
        let statements: &[(&'static str, &[_])] = &[
            (pass_over, args![shard.0, PASSED_OVER]),
            ("DELETE FROM session WHERE shard = 0", args![]),
            ("DELETE FROM api_key WHERE shard = 0", args![]),
            ("DELETE FROM invitation WHERE shard = 0", args![]),
            ("DELETE FROM ceremony WHERE shard = 0", args![]),
        ];
        let changing = self
            .registry
            .change("after-restore", self.attempts, statements);
        changing.await.map(drop)
    }
}

impl Store {
    /// How many passes an epoch has in a shard. The counter of its signatures says no less.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn passes_of_epoch(&self, shard: Shard, epoch: EpochId) -> Result<u64, StoreError> {
        let sql = "SELECT COUNT(*) FROM pass WHERE shard = $1 AND epoch = $2";
        let rows = self.registry.rows(sql, args![shard.0, epoch.0]).await?;
        let found = rows.first().and_then(|row| row.long(0));
        let found = found.and_then(|count| u64::try_from(count).ok());
        found.ok_or(StoreError::Unreadable {
            table: "pass",
            column: 0,
        })
    }
}

async fn first(database: &Database, sql: &'static str, shard: Shard) -> Result<i64, StoreError> {
    let rows = database.rows(sql, args![shard.0]).await?;
    let found = rows.first().and_then(|row| row.long(0));
    found.ok_or(StoreError::Unreadable {
        table: "id_block",
        column: 1,
    })
}
