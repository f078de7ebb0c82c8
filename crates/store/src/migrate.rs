//! Bringing a schema to a version, up or down.

use crate::StoreError;
use crate::database::{Database, Part, Tries};
use crate::link::{Link, args};
use crate::schema::Migration;

/// The version that the schema is at; 0 where there is none.
async fn version(link: &mut Link) -> Result<i64, StoreError> {
    link.script("CREATE TABLE IF NOT EXISTS migration (version BIGINT PRIMARY KEY)")
        .await?;
    let row = link
        .row("SELECT COALESCE(MAX(version), 0) FROM migration", args![])
        .await?;
    Ok(row.and_then(|row| row.long(0)).unwrap_or(0))
}

/// A transaction of the owner in which nobody else migrates.
async fn begin(database: &Database) -> Result<Link, StoreError> {
    let mut link = database.begin_as_owner().await?;
    if link.is_postgres() {
        link.script("SELECT pg_advisory_xact_lock(7094240, 1)")
            .await?;
    }
    Ok(link)
}

/// Brings the schema to the newest version that this program knows. A schema that is newer is left
/// alone and refused.
pub(crate) async fn up(database: &Database, part: Part, attempts: u32) -> Result<(), StoreError> {
    let mut tries = Tries::new("migrate", attempts);
    loop {
        let outcome = try_up(database, part).await;
        if let Some(outcome) = tries.judge(outcome).await {
            return outcome;
        }
    }
}

async fn try_up(database: &Database, part: Part) -> Result<(), StoreError> {
    let known = database.migrations(part);
    let newest = known.last().map_or(0, |migration| migration.version);
    let mut link = begin(database).await?;
    let found = version(&mut link).await?;
    if found > newest {
        return Err(StoreError::NewerSchema {
            found,
            known: newest,
        });
    }
    for migration in known.iter().filter(|migration| migration.version > found) {
        step(&mut link, migration.version, migration.up).await?;
        link.run(
            "INSERT INTO migration (version) VALUES ($1)",
            args![migration.version],
        )
        .await?;
        tracing::info!(version = migration.version, "schema migrated");
    }
    link.commit().await
}

/// Takes the schema back to a version.
pub(crate) async fn down(
    database: &Database,
    part: Part,
    to: i64,
    attempts: u32,
) -> Result<(), StoreError> {
    let mut tries = Tries::new("migrate-down", attempts);
    loop {
        let outcome = try_down(database, part, to).await;
        if let Some(outcome) = tries.judge(outcome).await {
            return outcome;
        }
    }
}

async fn try_down(database: &Database, part: Part, to: i64) -> Result<(), StoreError> {
    let mut link = begin(database).await?;
    let found = version(&mut link).await?;
    let known: &[Migration] = database.migrations(part);
    for migration in known.iter().rev() {
        if migration.version <= to || migration.version > found {
            continue;
        }
        step(&mut link, migration.version, migration.down).await?;
        link.run(
            "DELETE FROM migration WHERE version = $1",
            args![migration.version],
        )
        .await?;
    }
    link.commit().await
}

async fn step(link: &mut Link, version: i64, sql: &'static str) -> Result<(), StoreError> {
    link.script(sql).await.map_err(|error| match error {
        StoreError::Unavailable
        | StoreError::Full
        | StoreError::Disk
        | StoreError::ReadOnly
        | StoreError::Permission
        | StoreError::Busy { .. } => error,
        error => {
            tracing::error!(version, code = error.code(), "migration failed");
            StoreError::Migration { version }
        }
    })
}
