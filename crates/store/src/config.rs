use std::time::Duration;

/// Which databases a store is kept in, and how they are used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreConfig {
    /// The registry: `sqlite:/path/registry.sqlite` or `postgres://…` (a socket's folder goes into
    /// `?host=`).
    pub url: String,
    /// The key store, a database of the same kind. Without it: the file `keys.sqlite` beside the
    /// registry's, or the schema `cleanbill_keys` in the same Postgres database.
    pub keys: Option<String>,
    /// Connections at most, each of registry and key store; at least 1.
    pub max_connections: u32,
    /// How long a connection or a lock is waited for, seconds; at least 1.
    pub wait_secs: u32,
    /// How often a transaction is tried that gives way to others; at least 1.
    pub attempts: u32,
}

impl StoreConfig {
    /// A store at this address, with everything else as it is best for one machine.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            keys: None,
            max_connections: 8,
            wait_secs: 5,
            attempts: 8,
        }
    }

    pub(crate) fn wait(&self) -> Duration {
        Duration::from_secs(self.wait_secs.max(1).into())
    }
}
