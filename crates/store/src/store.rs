use std::sync::Arc;

use crate::database::{Database, Part};
use crate::keys::KeyDatabase;
use crate::link::args;
use crate::lookup::Cache;
use crate::{StoreConfig, StoreError, migrate};

/// Both databases of an authority: the registry, and the key store beside it. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) registry: Database,
    pub(crate) keys: KeyDatabase,
    /// Filters of sorted runs, which never change.
    pub(crate) filters: Arc<Cache>,
    pub(crate) attempts: u32,
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
        Ok(Self {
            registry,
            keys: KeyDatabase::new(keys, attempts),
            filters: Arc::default(),
            attempts,
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

    /// Asks both databases whether they answer.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`].
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.registry.rows("SELECT 1", args![]).await?;
        self.keys.database.rows("SELECT 1", args![]).await?;
        Ok(())
    }

    /// Closes all connections; what is under way is finished.
    pub async fn close(&self) {
        self.registry.close().await;
        self.keys.database.close().await;
    }
}
