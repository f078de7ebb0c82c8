//! The one read of sealed columns (G11): the access entry is committed first.

use cleanbill_issuer::registry::{AccessRow, Shard};
use cleanbill_seal::{Scope, SealedHolder};

use crate::database::Tries;
use crate::insert::insert;
use crate::link::{Link, Record, args};
use crate::table::Stored;
use crate::{Store, StoreError};

/// Rows that are read of one holder at most.
const ROWS_MAX: u32 = 10_000;

/// The queries that read sealed rows, for one kind of database.
struct Queries {
    newest_person: &'static str,
    persons: &'static str,
    events: &'static str,
    passes: &'static str,
    channel: &'static str,
}

/// Each asks for the entry again, also on SQLite.
const SQLITE: Queries = Queries {
    newest_person: "SELECT holder, version, act, sealed FROM person
        WHERE shard = $1 AND holder = $2
            AND EXISTS (SELECT 1 FROM access WHERE shard = $1 AND holder = $2 AND id = $3)
        ORDER BY version DESC LIMIT min($4, 1)",
    persons: "SELECT holder, version, act, sealed FROM person
        WHERE shard = $1 AND holder = $2
            AND EXISTS (SELECT 1 FROM access WHERE shard = $1 AND holder = $2 AND id = $3)
        ORDER BY version DESC LIMIT $4",
    events: "SELECT id, holder, corrects, office, source, product_tag, lot_tag, act, sealed
        FROM event WHERE shard = $1 AND holder = $2
            AND EXISTS (SELECT 1 FROM access WHERE shard = $1 AND holder = $2 AND id = $3)
        ORDER BY id LIMIT $4",
    passes: "SELECT id, holder, event, replaces, act, handle, epoch, light, form, issued_at,
            expires_at, sealed
        FROM pass WHERE shard = $1 AND holder = $2
            AND EXISTS (SELECT 1 FROM access WHERE shard = $1 AND holder = $2 AND id = $3)
        ORDER BY id LIMIT $4",
    channel: "SELECT sealed FROM channel WHERE shard = $1 AND holder = $2
        AND EXISTS (SELECT 1 FROM access WHERE shard = $1 AND holder = $2 AND id = $3) LIMIT $4",
};

/// Through functions of the schema's owner: the service's role cannot read the columns itself.
const POSTGRES: Queries = Queries {
    newest_person: "SELECT $2, version, act, sealed FROM open_person($1::int, $2, $3)
        ORDER BY version DESC LIMIT LEAST($4, 1)",
    persons: "SELECT $2, version, act, sealed FROM open_person($1::int, $2, $3)
        ORDER BY version DESC LIMIT $4",
    events: "SELECT id, $2, corrects, office, source, product_tag, lot_tag, act, sealed
        FROM open_event($1::int, $2, $3) ORDER BY id LIMIT $4",
    passes: "SELECT id, $2, event, replaces, act, handle, epoch, light, form, issued_at,
            expires_at, sealed
        FROM open_pass($1::int, $2, $3) ORDER BY id LIMIT $4",
    channel: "SELECT sealed FROM open_channel($1::int, $2, $3) LIMIT $4",
};

impl Store {
    /// Writes down who looks at a holder's record, and only once that is durable reads what `scope`
    /// says of it. There is no other read of a sealed column.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] if an entry of this key is there, and those of the database. The
    /// entry may be there then, and nothing was read.
    pub async fn open_holder(
        &self,
        shard: Shard,
        access: &AccessRow,
        scope: Scope,
    ) -> Result<SealedHolder, StoreError> {
        self.write_accesses(shard, std::slice::from_ref(access))
            .await?;
        let mut link = self.registry.reader().await?;
        let queries = if link.is_postgres() {
            &POSTGRES
        } else {
            &SQLITE
        };
        let mut holder = SealedHolder::default();
        let (persons, record) = match scope {
            Scope::Key => return Ok(holder),
            Scope::Person => (queries.newest_person, false),
            Scope::Record => (queries.newest_person, true),
            Scope::History => (queries.persons, true),
        };
        holder.persons = opened(&mut link, persons, shard, access).await?;
        let rows = raw(&mut link, queries.channel, shard, access).await?;
        holder.channel = rows
            .first()
            .and_then(|row| row.bytes(0))
            .map(<[u8]>::to_vec);
        if record {
            holder.events = opened(&mut link, queries.events, shard, access).await?;
            holder.passes = opened(&mut link, queries.passes, shard, access).await?;
        }
        Ok(holder)
    }

    /// Writes access entries, durably: all of them or none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] if an entry of this key is there, and those of the database.
    pub async fn write_accesses(
        &self,
        shard: Shard,
        accesses: &[AccessRow],
    ) -> Result<(), StoreError> {
        let mut tries = Tries::new("access", self.attempts);
        loop {
            let outcome = self.try_write_accesses(shard, accesses).await;
            if let Some(outcome) = tries.judge(outcome).await {
                return outcome;
            }
        }
    }

    async fn try_write_accesses(
        &self,
        shard: Shard,
        accesses: &[AccessRow],
    ) -> Result<(), StoreError> {
        let mut link = self.registry.begin().await?;
        insert(&mut link, shard, accesses).await?;
        link.commit().await
    }
}

async fn raw(
    link: &mut Link,
    sql: &'static str,
    shard: Shard,
    access: &AccessRow,
) -> Result<Vec<Record>, StoreError> {
    let args = args![shard.0, access.holder.0, access.id.0, ROWS_MAX];
    link.rows(sql, args).await
}

async fn opened<T: Stored>(
    link: &mut Link,
    sql: &'static str,
    shard: Shard,
    access: &AccessRow,
) -> Result<Vec<T>, StoreError> {
    let rows = raw(link, sql, shard, access).await?;
    rows.iter().map(T::take).collect()
}
