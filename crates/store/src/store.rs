use std::sync::Arc;

use crate::database::{Database, Part};
use crate::keys::KeyDatabase;
use crate::link::args;
use crate::lookup::Cache;
use crate::refusal::Refusal;
use crate::{StoreConfig, StoreError, migrate};

/// Both databases of an authority: the registry, and the key store beside it. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) registry: Database,
    pub(crate) keys: KeyDatabase,
    /// Filters of sorted runs, which never change.
    pub(crate) filters: Arc<Cache>,
    pub(crate) attempts: u32,
    pub(crate) refusal: Refusal,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

impl Store {
    /// Opens both databases, and brings their schemas to the version of this program. Several
    /// programs may do that at the same time.
    ///
    /// # Errors
    ///
    /// [`StoreError::Address`], [`StoreError::Unavailable`], [`StoreError::Permission`],
    /// [`StoreError::NewerSchema`], [`StoreError::Migration`].
    pub async fn open(config: &StoreConfig) -> Result<Self, StoreError> {
        let attempts = config.attempts.max(1);
        let registry = Database::open(config, Part::Registry).await?;
        let keys = Database::open(config, Part::Keys).await?;
        migrate::up(&registry, Part::Registry, attempts).await?;
        migrate::up(&keys, Part::Keys, attempts).await?;
        let refusal = Refusal::default();
        Ok(Self {
            registry,
            keys: KeyDatabase::new(keys, attempts, refusal.clone()),
            filters: Arc::default(),
            attempts,
            refusal,
        })
    }

    /// Takes the schema of the registry, and with `to` = 0 that of the key store, back to a
    /// version; opening the store again brings them forward. 0 is an empty database.
    ///
    /// # Errors
    ///
    /// [`StoreError::Migration`], and those of a database that cannot be reached.
    pub async fn migrate_down(config: &StoreConfig, to: i64) -> Result<(), StoreError> {
        let attempts = config.attempts.max(1);
        let registry = Database::open(config, Part::Registry).await?;
        migrate::down(&registry, Part::Registry, to, attempts).await?;
        registry.close().await;
        if to == 0 {
            let keys = Database::open(config, Part::Keys).await?;
            migrate::down(&keys, Part::Keys, to, attempts).await?;
            keys.close().await;
        }
        Ok(())
    }

    /// The key store alone: where the wrapped data keys are.
    #[must_use]
    pub const fn keys(&self) -> &KeyDatabase {
        &self.keys
    }

    /// Asks both databases whether they answer and take writes. A disk that refused one is told of
    /// until a changeset goes through, or for 30 seconds.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`], [`StoreError::ReadOnly`], [`StoreError::Full`],
    /// [`StoreError::Disk`].
    pub async fn ready(&self) -> Result<(), StoreError> {
        for database in [&self.registry, &self.keys.database] {
            let sql = match database {
                Database::Sqlite { .. } => "SELECT 0",
                Database::Postgres { .. } => "SELECT pg_is_in_recovery()::int::bigint",
            };
            let rows = database.rows(sql, args![]).await?;
            if rows.first().and_then(|row| row.long(0)) != Some(0) {
                return Err(StoreError::ReadOnly);
            }
        }
        self.refusal.standing()
    }

    /// Closes all connections; what is under way is finished.
    pub async fn close(&self) {
        self.registry.close().await;
        self.keys.database.close().await;
    }
}
