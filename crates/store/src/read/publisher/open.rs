//! The publisher's own door: the registry alone, and nothing can be written through it.

use std::str::FromStr;

use sqlx::Executor;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

use super::PublisherReader;
use crate::database::{Database, Part};
use crate::failure::failed;
use crate::link::args;
use crate::{StoreConfig, StoreError};

impl PublisherReader {
    /// Opens the registry to read what is published, and nothing else: no key store, no migration,
    /// no statement that writes. On PostgreSQL it is the service's role, which cannot read sealed
    /// columns, in transactions that only read.
    ///
    /// # Errors
    ///
    /// [`StoreError::Address`], [`StoreError::Unavailable`], [`StoreError::Permission`];
    /// [`StoreError::NewerSchema`], and [`StoreError::Migration`] for a schema that is older: the
    /// service brings it forward when it starts.
    pub async fn open(config: &StoreConfig) -> Result<Self, StoreError> {
        let registry = if config.url.starts_with("sqlite:") {
            sqlite(config)?
        } else if config.url.starts_with("postgres:") || config.url.starts_with("postgresql:") {
            postgres(config)?
        } else {
            return Err(StoreError::Address);
        };
        check_schema(&registry).await?;
        Ok(Self(registry))
    }

    /// Closes all connections.
    pub async fn close(&self) {
        self.0.close().await;
    }
}

fn sqlite(config: &StoreConfig) -> Result<Database, StoreError> {
    let options = SqliteConnectOptions::from_str(&config.url)
        .map_err(failed)?
        .create_if_missing(false)
        .busy_timeout(config.wait())
        .statement_cache_capacity(64)
        .pragma("trusted_schema", "OFF")
        .pragma("query_only", "ON");
    let readers = SqlitePoolOptions::new()
        .max_connections(config.max_connections.max(1))
        .acquire_timeout(config.wait())
        .connect_lazy_with(options);
    Ok(Database::Sqlite {
        writer: readers.clone(),
        readers,
    })
}

fn postgres(config: &StoreConfig) -> Result<Database, StoreError> {
    let wait_ms = config.wait().as_millis().to_string();
    let options = PgConnectOptions::from_str(&config.url)
        .map_err(failed)?
        .application_name("cleanbill-publisher")
        .statement_cache_capacity(64)
        .options([
            ("search_path", "cleanbill"),
            ("lock_timeout", &wait_ms),
            ("default_transaction_read_only", "on"),
        ]);
    let service = PgPoolOptions::new()
        .max_connections(config.max_connections.max(1))
        .acquire_timeout(config.wait())
        .after_connect(|connection, _| {
            Box::pin(async move {
                connection.execute("SET ROLE cleanbill_service").await?;
                Ok(())
            })
        })
        .connect_lazy_with(options);
    Ok(Database::Postgres {
        owner: service.clone(),
        service,
    })
}

/// On PostgreSQL the role may not read which version it is; a query that does not fit fails there.
async fn check_schema(registry: &Database) -> Result<(), StoreError> {
    if matches!(registry, Database::Postgres { .. }) {
        return Ok(());
    }
    let newest = registry.migrations(Part::Registry).last();
    let known = newest.map_or(0, |migration| migration.version);
    let sql = "SELECT COALESCE(MAX(version), 0) FROM migration";
    let rows = registry.rows(sql, args![]).await?;
    let found = rows.first().and_then(|row| row.long(0)).unwrap_or(0);
    if found > known {
        Err(StoreError::NewerSchema { found, known })
    } else if found < known {
        Err(StoreError::Migration { version: known })
    } else {
        Ok(())
    }
}
