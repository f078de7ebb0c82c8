//! What a database's error means.

use sqlx::error::DatabaseError;
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

use crate::StoreError;
use crate::schema::table_named;

/// What an error of either database means here.
#[expect(clippy::needless_pass_by_value, reason = "stands in map_err")]
pub(crate) fn failed(error: sqlx::Error) -> StoreError {
    match &error {
        sqlx::Error::Database(inner) => database(&**inner),
        sqlx::Error::Configuration(_) => StoreError::Address,
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => StoreError::Unreadable {
            table: "",
            column: 0,
        },
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => StoreError::Unavailable,
        _ => StoreError::Database { code: *b"sqlx\0" },
    }
}

fn database(error: &dyn DatabaseError) -> StoreError {
    if let Some(error) = error.try_downcast_ref::<PgDatabaseError>() {
        return postgres(error);
    }
    if let Some(error) = error.try_downcast_ref::<SqliteError>() {
        let code = error.code();
        return sqlite(code.as_deref().unwrap_or_default(), error.message());
    }
    StoreError::Database { code: [0; 5] }
}

/// What our own triggers say, in either database.
fn of_trigger(message: &str) -> Option<StoreError> {
    match message {
        "cleanbill.append-only" => Some(StoreError::AppendOnly),
        "cleanbill.no-leaf" => Some(StoreError::NoLeaf),
        "cleanbill.no-access" => Some(StoreError::NoAccess),
        "cleanbill.two-offices" => Some(StoreError::TwoOffices),
        "cleanbill.reviewer" => Some(StoreError::Reviewer),
        "cleanbill.no-decision" => Some(StoreError::NoDecision),
        _ => None,
    }
}

fn unnamed(code: &str) -> StoreError {
    let mut named = [0; 5];
    for (to, from) in named.iter_mut().zip(code.bytes()) {
        *to = from;
    }
    StoreError::Database { code: named }
}

/// By SQLSTATE (PostgreSQL 15, appendix A).
fn postgres(error: &PgDatabaseError) -> StoreError {
    let table = error.table().map_or("", table_named);
    match error.code() {
        // serialization_failure, deadlock_detected, lock_not_available.
        "40001" | "40P01" | "55P03" => StoreError::Busy { attempts: 1 },
        "23505" if error.constraint() == Some("leaf_of_act") => StoreError::NoLeaf,
        "23505" => StoreError::Conflict { table },
        "53100" => StoreError::Full,
        // read_only_sql_transaction: a replica, or default_transaction_read_only.
        "25006" => StoreError::ReadOnly,
        "42501" | "28000" | "28P01" => StoreError::Permission,
        // A disk that is full while the write-ahead log grows stops the whole server.
        code if code.starts_with("08") || code.starts_with("57P") || code == "53300" => {
            StoreError::Unavailable
        }
        code if code.starts_with("CB") => {
            of_trigger(error.message()).unwrap_or_else(|| unnamed(code))
        }
        code if code.starts_with("23") || code.starts_with("22") => {
            StoreError::Constraint { table }
        }
        code => unnamed(code),
    }
}

/// By the extended result code (SQLite, "Result and Error Codes").
fn sqlite(code: &str, message: &str) -> StoreError {
    let number: u32 = code.parse().unwrap_or_default();
    // "UNIQUE constraint failed: act_step.shard, …"
    let after = message.rsplit(": ").next().unwrap_or_default();
    let table = table_named(after.split('.').next().unwrap_or_default());
    match number {
        // SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE.
        1555 | 2067 if message.ends_with("leaf.shard, leaf.act") => StoreError::NoLeaf,
        1555 | 2067 => StoreError::Conflict { table },
        // SQLITE_CONSTRAINT_TRIGGER.
        // SQLITE_IOERR_SHMSIZE: no room for the index of the write-ahead log.
        4874 => StoreError::Full,
        // SQLITE_IOERR_WRITE, _FSYNC, _DIR_FSYNC, _TRUNCATE: over a quota or a limit, or failing.
        778 | 1034 | 1290 | 1546 => StoreError::Disk,
        1811 => of_trigger(message).unwrap_or(StoreError::Constraint { table: "" }),
        _ => match number & 0xff {
            // SQLITE_BUSY, SQLITE_LOCKED.
            5 | 6 => StoreError::Busy { attempts: 1 },
            // SQLITE_FULL.
            13 => StoreError::Full,
            // SQLITE_CONSTRAINT, SQLITE_MISMATCH.
            19 | 20 => StoreError::Constraint { table },
            // SQLITE_PERM, SQLITE_READONLY, SQLITE_AUTH.
            3 | 8 | 23 => StoreError::Permission,
            // SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_CORRUPT, SQLITE_NOTADB.
            10 | 14 | 11 | 26 => StoreError::Unavailable,
            _ => unnamed(code),
        },
    }
}
