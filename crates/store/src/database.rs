//! One database: its pools, its transactions, and trying again.

use std::time::Duration;

use sqlx::{PgPool, SqlitePool};

use crate::failure::failed;
use crate::link::{Arg, Link};
use crate::schema::Migration;
use crate::{StoreConfig, StoreError, postgres, sqlite};

/// Which of the two databases of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Registry,
    Keys,
}

/// One database.
#[derive(Clone)]
pub(crate) enum Database {
    /// A file: one connection writes, the others read.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    /// A server.
    Postgres {
        /// Connections of the service's role.
        service: PgPool,
        /// A connection of whoever owns the schema.
        owner: PgPool,
    },
}

impl Database {
    /// Opens it without looking at the schema.
    pub(crate) async fn open(config: &StoreConfig, part: Part) -> Result<Self, StoreError> {
        let url = match (part, &config.keys) {
            (Part::Keys, Some(url)) => url,
            _ => &config.url,
        };
        if url.starts_with("sqlite:") {
            sqlite::open(config, part).await
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            postgres::open(config, url, part).await
        } else {
            Err(StoreError::Address)
        }
    }

    /// The migrations of this part for this kind of database.
    pub(crate) const fn migrations(&self, part: Part) -> &'static [Migration] {
        match (self, part) {
            (Self::Sqlite { .. }, Part::Registry) => crate::schema::SQLITE,
            (Self::Sqlite { .. }, Part::Keys) => crate::schema::SQLITE_KEYS,
            (Self::Postgres { .. }, Part::Registry) => crate::schema::POSTGRES,
            (Self::Postgres { .. }, Part::Keys) => crate::schema::POSTGRES_KEYS,
        }
    }

    /// A connection to read with.
    pub(crate) async fn reader(&self) -> Result<Link, StoreError> {
        match self {
            Self::Sqlite { readers, .. } => {
                readers.acquire().await.map(Link::Sqlite).map_err(failed)
            }
            Self::Postgres { service, .. } => {
                service.acquire().await.map(Link::Postgres).map_err(failed)
            }
        }
    }

    /// A transaction that writes. On SQLite it is the only one from here on; on Postgres each
    /// statement sees what is committed by then (READ COMMITTED), and what must not happen twice
    /// is held by locks and constraints.
    pub(crate) async fn begin(&self) -> Result<Link, StoreError> {
        match self {
            Self::Sqlite { writer, .. } => {
                let mut begun = writer.begin_with("BEGIN IMMEDIATE").await;
                // On a full disk SQLite ends a transaction by itself, and the connection's owner
                // believes for ever that it is in one: another connection is not.
                if let Err(sqlx::Error::InvalidSavePointStatement) = begun {
                    let stuck = writer.acquire().await.map_err(failed)?;
                    stuck.close().await.map_err(failed)?;
                    begun = writer.begin_with("BEGIN IMMEDIATE").await;
                }
                begun.map(Link::SqliteTransaction).map_err(failed)
            }
            Self::Postgres { service, .. } => {
                let begun = service.begin().await;
                begun.map(Link::PostgresTransaction).map_err(failed)
            }
        }
    }

    /// A transaction of the schema's owner.
    pub(crate) async fn begin_as_owner(&self) -> Result<Link, StoreError> {
        match self {
            Self::Sqlite { .. } => self.begin().await,
            Self::Postgres { owner, .. } => {
                let begun = owner.begin().await;
                begun.map(Link::PostgresTransaction).map_err(failed)
            }
        }
    }

    /// All rows of a query, read outside of a transaction.
    pub(crate) async fn rows(
        &self,
        sql: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Vec<crate::link::Record>, StoreError> {
        self.reader().await?.rows(sql, args).await
    }

    /// Runs a few statements in one named transaction, again if it gives way to others. Gives the
    /// rows that each touched.
    pub(crate) async fn change(
        &self,
        name: &'static str,
        attempts: u32,
        statements: &[(&'static str, &[Arg<'_>])],
    ) -> Result<Vec<u64>, StoreError> {
        let mut tries = Tries::new(name, attempts);
        loop {
            let outcome = self.try_change(statements).await;
            if let Some(outcome) = tries.judge(outcome).await {
                return outcome;
            }
        }
    }

    async fn try_change(
        &self,
        statements: &[(&'static str, &[Arg<'_>])],
    ) -> Result<Vec<u64>, StoreError> {
        let mut link = self.begin().await?;
        let mut touched = Vec::with_capacity(statements.len());
        for (sql, args) in statements {
            touched.push(link.run(sql, args).await?);
        }
        link.commit().await?;
        Ok(touched)
    }

    /// Sees to it that what was deleted is not in the files any more. On SQLite the write-ahead log
    /// is emptied; on Postgres dead rows are vacuumed.
    pub(crate) async fn forget_deleted(&self, attempts: u32) -> Result<(), StoreError> {
        let mut tries = Tries::new("forget", attempts);
        loop {
            let outcome = self.try_forget().await;
            if let Some(outcome) = tries.judge(outcome).await {
                return outcome;
            }
        }
    }

    async fn try_forget(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite { writer, .. } => {
                let mut link = writer.acquire().await.map(Link::Sqlite).map_err(failed)?;
                let row = link.row("PRAGMA wal_checkpoint(TRUNCATE)", &[]).await?;
                // The first column is 1 where a reader was in the way.
                match row.and_then(|row| row.long(0)) {
                    Some(0) => Ok(()),
                    _ => Err(StoreError::Busy { attempts: 1 }),
                }
            }
            Self::Postgres { owner, .. } => {
                let mut link = owner.acquire().await.map(Link::Postgres).map_err(failed)?;
                link.script("VACUUM (INDEX_CLEANUP ON) data_key, case_key")
                    .await
            }
        }
    }

    /// Closes all connections.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres { service, owner } => {
                service.close().await;
                owner.close().await;
            }
        }
    }
}

/// Tries a named transaction again while it gives way to others, a bounded number of times.
pub(crate) struct Tries {
    name: &'static str,
    done: u32,
    most: u32,
}

impl Tries {
    pub(crate) const fn new(name: &'static str, most: u32) -> Self {
        Self {
            name,
            done: 0,
            most,
        }
    }

    /// How often it was tried.
    pub(crate) const fn done(&self) -> u32 {
        self.done
    }

    /// What is to be returned; `None` if it is to be tried again, after a pause of 1 ms that
    /// doubles up to 128 ms.
    pub(crate) async fn judge<T>(
        &mut self,
        outcome: Result<T, StoreError>,
    ) -> Option<Result<T, StoreError>> {
        self.done += 1;
        match outcome {
            Err(error) if error.gives_way() => {
                if self.done >= self.most {
                    tracing::warn!(transaction = self.name, attempts = self.done, "gave up");
                    return Some(Err(StoreError::Busy {
                        attempts: self.done,
                    }));
                }
                tracing::debug!(transaction = self.name, attempts = self.done, "tried again");
                let pause = Duration::from_millis(1 << (self.done - 1).min(7));
                tokio::time::sleep(pause).await;
                None
            }
            Err(error) => {
                let code = error.code();
                tracing::debug!(transaction = self.name, code, "did not go through");
                Some(Err(error))
            }
            Ok(value) => Some(Ok(value)),
        }
    }
}
