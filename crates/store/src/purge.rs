//! The end of a registry: every data key destroyed, and everything that leads to a person deleted
//! (G13). What stays are commitments: acts and leaves, and sealed rows that nothing opens.
//!
//! It is done in steps, each a transaction of its own that can be done again: whoever is killed
//! runs it again.

use crate::database::{Database, Tries};
use crate::link::{Link, args};
use crate::{PublisherReader, Store, StoreError};

/// Keys that are destroyed in one transaction.
const KEYS_AT_ONCE: u32 = 10_000;
/// The setting that says that a purge was begun: it never goes back.
const BEGUN: &str = "sunset.purge-begun";

/// What leads to people, and what is sealed under their keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PurgeCounts {
    /// Data keys: how many people's records, and how many appeals, can be opened.
    pub data_keys: u64,
    /// Look-ups, and the pieces of sorted ones.
    pub lookups: u64,
    /// Addresses for notices.
    pub channels: u64,
    /// Mandates, with their ends.
    pub mandates: u64,
    /// Sessions, keys of machines, invitations, ceremonies, answers that are remembered, rows of
    /// jobs that were not taken, and health links.
    pub sessions: u64,
    /// Sealed rows of persons, events and passes. They stay, and nothing opens them without a key.
    pub sealed: u64,
}

impl PurgeCounts {
    /// Whether nothing is left that opens, or that leads to anybody.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.data_keys == 0
            && self.lookups == 0
            && self.channels == 0
            && self.mandates == 0
            && self.sessions == 0
    }
}

const DATA_KEYS: &str = "SELECT (SELECT COUNT(*) FROM data_key)
    + (SELECT COUNT(*) FROM case_key)";
const LOOKUPS: &str = "SELECT (SELECT COUNT(*) FROM lookup_recent)
    + (SELECT COUNT(*) FROM lookup_chunk) + (SELECT COUNT(*) FROM lookup_run)";
const CHANNELS: &str = "SELECT COUNT(holder) FROM channel";
const MANDATES: &str = "SELECT (SELECT COUNT(*) FROM mandate) + (SELECT COUNT(*) FROM mandate_end)";
const SESSIONS: &str = "SELECT (SELECT COUNT(*) FROM session) + (SELECT COUNT(*) FROM api_key)
    + (SELECT COUNT(*) FROM invitation) + (SELECT COUNT(*) FROM ceremony)
    + (SELECT COUNT(*) FROM idempotency) + (SELECT COUNT(*) FROM job_error)
    + (SELECT COUNT(*) FROM health_link)";
const SEALED: &str = "SELECT (SELECT COUNT(holder) FROM person)
    + (SELECT COUNT(holder) FROM event) + (SELECT COUNT(holder) FROM pass)";

/// What is deleted as it stands; the append-only tables of mandates are another matter.
const DELETIONS: [&str; 14] = [
    "DELETE FROM lookup_recent",
    "DELETE FROM lookup_chunk",
    "DELETE FROM lookup_run",
    "DELETE FROM channel",
    "DELETE FROM session",
    "DELETE FROM api_key",
    "DELETE FROM invitation",
    "DELETE FROM ceremony",
    "DELETE FROM idempotency",
    "DELETE FROM job_error",
    "DELETE FROM appeal_open",
    "DELETE FROM appeal_subject",
    "DELETE FROM health_link_file",
    "DELETE FROM health_link",
];

/// Mandates say who acts for whom. Only the owner of the schema can lift what keeps their tables
/// append-only, and it stands again when the transaction ends.
const MANDATES_SQLITE: &str = "DROP TRIGGER mandate_end_no_delete;
    DROP TRIGGER mandate_no_delete;
    DELETE FROM mandate_end;
    DELETE FROM mandate;
    CREATE TRIGGER mandate_no_delete BEFORE DELETE ON mandate
    BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;
    CREATE TRIGGER mandate_end_no_delete BEFORE DELETE ON mandate_end
    BEGIN SELECT RAISE(ABORT, 'cleanbill.append-only'); END;";
const MANDATES_POSTGRES: &str = "ALTER TABLE mandate_end DISABLE TRIGGER mandate_end_no_change;
    ALTER TABLE mandate DISABLE TRIGGER mandate_no_change;
    DELETE FROM mandate_end;
    DELETE FROM mandate;
    ALTER TABLE mandate ENABLE TRIGGER mandate_no_change;
    ALTER TABLE mandate_end ENABLE TRIGGER mandate_end_no_change;";

async fn count(database: &Database, sql: &'static str) -> Result<u64, StoreError> {
    let rows = database.rows(sql, args![]).await?;
    let found = rows.first().and_then(|row| row.long(0));
    let found = found.and_then(|count| u64::try_from(count).ok());
    found.ok_or(StoreError::Unreadable {
        table: "data_key",
        column: 0,
    })
}

impl PublisherReader {
    /// The latest end of a pass that an epoch signed, in all shards, Unix seconds.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn newest_expiry(
        &self,
        epoch: cleanbill_issuer::registry::EpochId,
    ) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT MAX(expires_at) FROM pass WHERE shard = $1 AND epoch = $2";
        let mut newest = None;
        for shard in self.shards().await? {
            let rows = self.database().rows(sql, args![shard.0, epoch.0]).await?;
            newest = newest.max(rows.first().and_then(|row| row.long(0)));
        }
        Ok(newest)
    }
}

impl Store {
    /// What there is to purge.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn purge_counts(&self) -> Result<PurgeCounts, StoreError> {
        let registry = &self.registry;
        let keys = &self.keys.database;
        Ok(PurgeCounts {
            data_keys: count(keys, DATA_KEYS).await?,
            lookups: count(registry, LOOKUPS).await?,
            channels: count(registry, CHANNELS).await?,
            mandates: count(registry, MANDATES).await?,
            sessions: count(registry, SESSIONS).await?,
            sealed: count(registry, SEALED).await?,
        })
    }

    /// Whether a purge was begun: nothing works with this registry from then on.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn is_purge_begun(&self) -> Result<bool, StoreError> {
        Ok(self.settings().await?.contains_key(BEGUN))
    }

    /// Writes down that a purge was begun at `at` (Unix seconds).
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn begin_purge(&self, at: i64) -> Result<(), StoreError> {
        let sql = "INSERT INTO setting (shard, name, value) VALUES (0, $1, $2)
             ON CONFLICT DO NOTHING";
        let at = at.to_string();
        let args = args![BEGUN, at.as_str()];
        let registry = &self.registry;
        registry
            .change("begin-purge", self.attempts, &[(sql, args)])
            .await
            .map(drop)
    }

    /// Destroys up to 10,000 data keys, durably; gives how many. What they sealed opens never
    /// again, in this database or in any backup of the registry.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn purge_keys(&self) -> Result<u64, StoreError> {
        let people = "DELETE FROM data_key WHERE (shard, holder) IN
             (SELECT shard, holder FROM data_key LIMIT $1)";
        let appeals = "DELETE FROM case_key WHERE (shard, appeal) IN
             (SELECT shard, appeal FROM case_key LIMIT $1)";
        let keys = &self.keys.database;
        let args = args![KEYS_AT_ONCE];
        let statements: [(&'static str, &[_]); 2] = [(people, args), (appeals, args)];
        let touched = keys.change("purge-keys", self.attempts, &statements);
        Ok(touched.await?.into_iter().sum())
    }

    /// Sees to it that destroyed data keys are in no file of the key store and in no log of it. On
    /// PostgreSQL, whose old logs and backups are elsewhere, whoever keeps them ends those.
    ///
    /// # Errors
    ///
    /// Those of the database; [`StoreError::Busy`] where somebody reads it.
    pub async fn forget_purged_keys(&self) -> Result<(), StoreError> {
        self.keys.database.forget_deleted(self.attempts).await
    }

    /// Deletes everything in the registry that leads to a person: look-ups, addresses, mandates,
    /// sessions. Acts, leaves, access entries and sealed rows stay.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn purge_registry(&self) -> Result<(), StoreError> {
        let mut tries = Tries::new("purge-registry", self.attempts);
        loop {
            let outcome = self.try_purge_registry().await;
            if let Some(outcome) = tries.judge(outcome).await {
                outcome?;
                break;
            }
        }
        let mut tries = Tries::new("forget-purged", self.attempts);
        loop {
            let outcome = self.try_forget_purged().await;
            if let Some(outcome) = tries.judge(outcome).await {
                return outcome;
            }
        }
    }

    async fn try_purge_registry(&self) -> Result<(), StoreError> {
        if let Database::Sqlite { writer, .. } = &self.registry {
            // The one connection that writes: what it deletes from here on is overwritten.
            let held = writer.acquire().await.map_err(crate::failure::failed)?;
            let mut link = Link::Sqlite(held);
            link.rows("PRAGMA secure_delete = ON", args![]).await?;
        }
        let mut link = self.registry.begin_as_owner().await?;
        for sql in DELETIONS {
            link.run(sql, args![]).await?;
        }
        let mandates = if link.is_postgres() {
            MANDATES_POSTGRES
        } else {
            MANDATES_SQLITE
        };
        link.script(mandates).await?;
        link.commit().await
    }

    async fn try_forget_purged(&self) -> Result<(), StoreError> {
        match &self.registry {
            Database::Sqlite { .. } => self.registry.forget_deleted(1).await,
            Database::Postgres { owner, .. } => {
                let held = owner.acquire().await.map_err(crate::failure::failed)?;
                let mut link = Link::Postgres(held);
                link.script(
                    "VACUUM lookup_recent, lookup_chunk, lookup_run, channel, session, api_key,
                         invitation, ceremony, idempotency, job_error, mandate, mandate_end,
                         appeal_open, appeal_subject",
                )
                .await
            }
        }
    }
}
