//! SQLite: files, pools and pragmas.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::database::{Database, Part};
use crate::failure::failed;
use crate::{StoreConfig, StoreError};

/// The key store's file where none is named: beside the registry's.
pub(crate) fn keys_beside(registry: &Path) -> PathBuf {
    registry.with_file_name("keys.sqlite")
}

pub(crate) async fn open(config: &StoreConfig, part: Part) -> Result<Database, StoreError> {
    let registry = SqliteConnectOptions::from_str(&config.url).map_err(failed)?;
    let options = match (part, &config.keys) {
        (Part::Registry, _) => registry,
        (Part::Keys, Some(url)) => SqliteConnectOptions::from_str(url).map_err(failed)?,
        (Part::Keys, None) => {
            let file = keys_beside(registry.get_filename());
            SqliteConnectOptions::new().filename(file)
        }
    };
    let options = options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // A commit is on the disk when it returns.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(config.wait())
        .statement_cache_capacity(256)
        // Fewer splits and frames in bulk than with 4,096; a single issue still writes a dozen.
        .page_size(8_192)
        // INSERT OR REPLACE deletes: let the triggers see it.
        .pragma("recursive_triggers", "ON")
        // No triggers or views that call what is not plain SQL.
        .pragma("trusted_schema", "OFF");
    let options = match part {
        // Batches of passes write the same inner pages again and again: 64 MiB of them between
        // two checkpoints.
        Part::Registry => options
            .pragma("wal_autocheckpoint", "8192")
            .pragma("journal_size_limit", "134217728"),
        // What is deleted is overwritten.
        Part::Keys => options.pragma("secure_delete", "ON"),
    };
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .acquire_timeout(config.wait())
        .max_lifetime(None)
        .idle_timeout(None)
        .connect_with(options.clone().pragma("cache_size", "-65536"))
        .await
        .map_err(failed)?;
    let readers = SqlitePoolOptions::new()
        .max_connections(config.max_connections.max(1))
        .acquire_timeout(config.wait())
        .connect_lazy_with(
            options
                .pragma("cache_size", "-8192")
                .pragma("query_only", "ON"),
        );
    Ok(Database::Sqlite { writer, readers })
}
