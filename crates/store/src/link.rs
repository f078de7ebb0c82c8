//! A connection to either database, and what goes over it.

use std::sync::Arc;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgConnection, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, Postgres, Row, SqlSafeStr, Sqlite, Transaction, ValueRef};

use crate::StoreError;
use crate::failure::failed;
use crate::field::Sink;

/// A value that is bound to a statement.
#[derive(Clone, Copy)]
pub(crate) enum Arg<'a> {
    Int(Option<i64>),
    Bytes(Option<&'a [u8]>),
    Text(Option<&'a str>),
    Flag(bool),
}

macro_rules! arg_from {
    ($($kind:ty),+) => {$(
        impl From<$kind> for Arg<'_> {
            fn from(value: $kind) -> Self {
                Self::Int(Some(value.into()))
            }
        }
    )+};
}
arg_from!(i64, i32, i16, u8, u16, u32);

impl From<Option<i64>> for Arg<'_> {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}
impl<'a> From<&'a [u8]> for Arg<'a> {
    fn from(value: &'a [u8]) -> Self {
        Self::Bytes(Some(value))
    }
}
impl<'a, const N: usize> From<&'a [u8; N]> for Arg<'a> {
    fn from(value: &'a [u8; N]) -> Self {
        Self::Bytes(Some(value))
    }
}
impl<'a> From<&'a str> for Arg<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(Some(value))
    }
}
impl From<bool> for Arg<'_> {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

/// The arguments of a statement, in order.
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$(crate::link::Arg::from($value)),*] };
}
pub(crate) use args;

/// A row that was read.
pub(crate) enum Record {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

macro_rules! get {
    ($record:expr, $column:expr, $kind:ty) => {
        match $record {
            Record::Sqlite(row) => row.try_get::<Option<$kind>, _>($column).ok()?,
            Record::Postgres(row) => row.try_get::<Option<$kind>, _>($column).ok()?,
        }
    };
}

/// Each is `None` for a null and for what is of another type. SQLite reads a null as 0 or as
/// nothing where an `Option` is not asked for.
impl Record {
    pub(crate) fn is_null(&self, column: usize) -> Option<bool> {
        match self {
            Self::Sqlite(row) => row.try_get_raw(column).ok().map(|value| value.is_null()),
            Self::Postgres(row) => row.try_get_raw(column).ok().map(|value| value.is_null()),
        }
    }

    /// An integer of any width.
    pub(crate) fn long(&self, column: usize) -> Option<i64> {
        match self {
            Self::Sqlite(row) => row.try_get::<Option<i64>, _>(column).ok()?,
            // Reads two, four and eight bytes alike.
            Self::Postgres(row) => row.try_get_unchecked::<Option<i64>, _>(column).ok()?,
        }
    }

    pub(crate) fn flag(&self, column: usize) -> Option<bool> {
        match self {
            Self::Sqlite(_) => match self.long(column)? {
                0 => Some(false),
                1 => Some(true),
                _ => None,
            },
            Self::Postgres(row) => row.try_get::<Option<bool>, _>(column).ok()?,
        }
    }

    pub(crate) fn bytes(&self, column: usize) -> Option<&[u8]> {
        get!(self, column, &[u8])
    }

    pub(crate) fn text(&self, column: usize) -> Option<&str> {
        get!(self, column, &str)
    }
}

/// Arguments of a statement for either database.
pub(crate) enum Bound {
    Sqlite(SqliteArguments),
    Postgres(PgArguments),
}

macro_rules! bind {
    ($bound:expr, $value:expr, $owned:expr) => {
        // Nothing that is bound here can fail to be encoded: integers, bytes and text.
        match $bound {
            Bound::Sqlite(arguments) => drop(arguments.add($owned)),
            Bound::Postgres(arguments) => drop(arguments.add($value)),
        }
    };
}

impl Sink for Bound {
    fn short(&mut self, value: Option<i16>) {
        bind!(self, value, value);
    }
    fn int(&mut self, value: Option<i32>) {
        bind!(self, value, value);
    }
    fn long(&mut self, value: Option<i64>) {
        bind!(self, value, value);
    }
    fn flag(&mut self, value: Option<bool>) {
        bind!(self, value, value);
    }
    fn bytes(&mut self, value: Option<&[u8]>) {
        bind!(self, value, value.map(<[u8]>::to_vec));
    }
    fn text(&mut self, value: Option<&str>) {
        bind!(self, value, value.map(str::to_owned));
    }
}

/// A connection that is held, in a transaction or not.
pub(crate) enum Link {
    Sqlite(PoolConnection<Sqlite>),
    SqliteTransaction(Transaction<'static, Sqlite>),
    Postgres(PoolConnection<Postgres>),
    PostgresTransaction(Transaction<'static, Postgres>),
}

/// Either connection itself.
enum Side<'l> {
    Sqlite(&'l mut SqliteConnection),
    Postgres(&'l mut PgConnection),
}

impl Link {
    fn side(&mut self) -> Side<'_> {
        match self {
            Self::Sqlite(held) => Side::Sqlite(held),
            Self::SqliteTransaction(held) => Side::Sqlite(held),
            Self::Postgres(held) => Side::Postgres(held),
            Self::PostgresTransaction(held) => Side::Postgres(held),
        }
    }

    /// The connection to Postgres, if it is one.
    pub(crate) fn postgres(&mut self) -> Option<&mut PgConnection> {
        match self.side() {
            Side::Sqlite(_) => None,
            Side::Postgres(connection) => Some(connection),
        }
    }

    /// Empty arguments of this database.
    pub(crate) fn bound(&self) -> Bound {
        match self {
            Self::Sqlite(_) | Self::SqliteTransaction(_) => {
                Bound::Sqlite(SqliteArguments::default())
            }
            Self::Postgres(_) | Self::PostgresTransaction(_) => {
                Bound::Postgres(PgArguments::default())
            }
        }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_) | Self::PostgresTransaction(_))
    }

    fn bind(&self, args: &[Arg<'_>]) -> Bound {
        let mut bound = self.bound();
        for arg in args {
            match *arg {
                Arg::Int(value) => bound.long(value),
                Arg::Bytes(value) => bound.bytes(value),
                Arg::Text(value) => bound.text(value),
                Arg::Flag(value) => bound.flag(Some(value)),
            }
        }
        bound
    }

    /// All rows of a query. Every query here has a limit, or reads what is small.
    pub(crate) async fn rows(
        &mut self,
        sql: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Vec<Record>, StoreError> {
        let bound = self.bind(args);
        match (self.side(), bound) {
            (Side::Sqlite(connection), Bound::Sqlite(arguments)) => {
                let rows = sqlx::query_with(sql, arguments).fetch_all(connection).await;
                Ok(rows
                    .map_err(failed)?
                    .into_iter()
                    .map(Record::Sqlite)
                    .collect())
            }
            (Side::Postgres(connection), Bound::Postgres(arguments)) => {
                let rows = sqlx::query_with(sql, arguments).fetch_all(connection).await;
                Ok(rows
                    .map_err(failed)?
                    .into_iter()
                    .map(Record::Postgres)
                    .collect())
            }
            _ => Ok(Vec::new()),
        }
    }

    /// The first row of a query.
    pub(crate) async fn row(
        &mut self,
        sql: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Option<Record>, StoreError> {
        Ok(self.rows(sql, args).await?.into_iter().next())
    }

    /// Runs a statement; gives the number of rows that it touched.
    pub(crate) async fn run(
        &mut self,
        sql: &'static str,
        args: &[Arg<'_>],
    ) -> Result<u64, StoreError> {
        let bound = self.bind(args);
        self.touch(sql, bound).await
    }

    /// Runs a statement that was put together from fixed parts.
    pub(crate) async fn execute(&mut self, sql: Arc<str>, bound: Bound) -> Result<u64, StoreError> {
        self.touch(AssertSqlSafe(sql), bound).await
    }

    async fn touch(&mut self, sql: impl SqlSafeStr, bound: Bound) -> Result<u64, StoreError> {
        match (self.side(), bound) {
            (Side::Sqlite(connection), Bound::Sqlite(arguments)) => {
                let done = sqlx::query_with(sql, arguments).execute(connection).await;
                Ok(done.map_err(failed)?.rows_affected())
            }
            (Side::Postgres(connection), Bound::Postgres(arguments)) => {
                let done = sqlx::query_with(sql, arguments).execute(connection).await;
                Ok(done.map_err(failed)?.rows_affected())
            }
            _ => Ok(0),
        }
    }

    /// Runs a script of several statements.
    pub(crate) async fn script(&mut self, sql: &'static str) -> Result<(), StoreError> {
        match self.side() {
            Side::Sqlite(connection) => {
                let done = sqlx::raw_sql(sql).execute(connection).await;
                done.map(drop).map_err(failed)
            }
            Side::Postgres(connection) => {
                let done = sqlx::raw_sql(sql).execute(connection).await;
                done.map(drop).map_err(failed)
            }
        }
    }

    /// Makes what was written in the transaction last.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::SqliteTransaction(held) => held.commit().await.map_err(failed),
            Self::PostgresTransaction(held) => held.commit().await.map_err(failed),
            Self::Sqlite(_) | Self::Postgres(_) => Ok(()),
        }
    }
}
