//! PostgreSQL: pools and roles.

use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Executor, PgPool};

use crate::database::{Database, Part};
use crate::failure::failed;
use crate::{StoreConfig, StoreError};

/// The schema that a part lies in.
const fn schema(part: Part) -> &'static str {
    match part {
        Part::Registry => "cleanbill",
        Part::Keys => "cleanbill_keys",
    }
}

pub(crate) async fn open(
    config: &StoreConfig,
    url: &str,
    part: Part,
) -> Result<Database, StoreError> {
    let schema = schema(part);
    let wait_ms = config.wait().as_millis().to_string();
    let options = PgConnectOptions::from_str(url)
        .map_err(failed)?
        .application_name("cleanbill")
        .statement_cache_capacity(256)
        .options([("search_path", schema), ("lock_timeout", &wait_ms)]);
    let owner = PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(config.wait())
        .connect_lazy_with(options.clone());
    prepare(&owner, part).await?;
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
    Ok(Database::Postgres { service, owner })
}

/// Makes the role and the schema if they are not there. Another server may do the same at the same
/// time: whoever comes second waits.
async fn prepare(owner: &PgPool, part: Part) -> Result<(), StoreError> {
    let mut transaction = owner.begin().await.map_err(failed)?;
    let script = match part {
        Part::Registry => concat!(
            "SELECT pg_advisory_xact_lock(7094240, 0);",
            "DO $$ BEGIN IF NOT EXISTS ",
            "(SELECT FROM pg_roles WHERE rolname = 'cleanbill_service') THEN ",
            "CREATE ROLE cleanbill_service NOLOGIN; ",
            "GRANT cleanbill_service TO CURRENT_USER; END IF; END $$;",
            "CREATE SCHEMA IF NOT EXISTS cleanbill;",
        ),
        Part::Keys => concat!(
            "SELECT pg_advisory_xact_lock(7094240, 0);",
            "DO $$ BEGIN IF NOT EXISTS ",
            "(SELECT FROM pg_roles WHERE rolname = 'cleanbill_service') THEN ",
            "CREATE ROLE cleanbill_service NOLOGIN; ",
            "GRANT cleanbill_service TO CURRENT_USER; END IF; END $$;",
            "CREATE SCHEMA IF NOT EXISTS cleanbill_keys;",
        ),
    };
    transaction.execute(script).await.map_err(failed)?;
    transaction.commit().await.map_err(failed)
}
