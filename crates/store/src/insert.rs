//! Rows into tables, many at a time: statements of many rows, and binary COPY.

use std::fmt::Write as _;
use std::sync::Arc;

use cleanbill_issuer::registry::Shard;

use crate::StoreError;
use crate::failure::failed;
use crate::field::Sink;
use crate::link::{Bound, Link};
use crate::table::Stored;

/// Where the rows of the authority itself lie.
pub(crate) const AUTHORITY: Shard = Shard(0);

/// Rows of one statement: enough that the way to the connection's thread and back does not count.
const STATEMENT_ROWS: usize = 256;

/// From so many rows on COPY costs less than a statement.
const COPY_ROWS_MIN: usize = 32;

/// Adds rows to their table.
pub(crate) async fn insert<T: Stored>(
    link: &mut Link,
    shard: Shard,
    rows: &[T],
) -> Result<(), StoreError> {
    let shard = if T::OF_HOLDER { shard } else { AUTHORITY };
    if rows.len() >= COPY_ROWS_MIN && link.is_postgres() {
        return copy(link, shard, rows).await;
    }
    insert_with(link, shard, rows, "").await
}

/// Adds rows to their table by statements that end in `tail`.
pub(crate) async fn insert_with<T: Stored>(
    link: &mut Link,
    shard: Shard,
    rows: &[T],
    tail: &'static str,
) -> Result<(), StoreError> {
    let numbered = link.is_postgres();
    let bind = |chunk: &[T], mut bound: Bound| {
        for row in chunk {
            bound.int(Some(shard.0.into()));
            row.put(&mut bound);
        }
        (chunk.len(), bound)
    };
    let mut chunks = rows.chunks(STATEMENT_ROWS);
    let mut ready = chunks.next().map(|chunk| bind(chunk, link.bound()));
    let mut sql: (usize, Arc<str>) = (0, Arc::from(""));
    while let Some((count, bound)) = ready {
        if sql.0 != count {
            sql = (count, statement::<T>(count, numbered, tail).into());
        }
        // While the database writes these rows, the next ones are made ready.
        let empty = link.bound();
        let next = async { chunks.next().map(|chunk| bind(chunk, empty)) };
        let (written, next) = tokio::join!(link.execute(sql.1.clone(), bound), next);
        written?;
        ready = next;
    }
    Ok(())
}

/// `INSERT INTO t (shard, …) VALUES (…), (…)` for so many rows.
fn statement<T: Stored>(rows: usize, numbered: bool, tail: &str) -> String {
    let columns = T::COLUMNS.len() + 1;
    let mut sql = format!(
        "INSERT INTO {} (shard, {}) VALUES ",
        T::TABLE,
        T::COLUMNS.join(", ")
    );
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns {
            if column > 0 {
                sql.push(',');
            }
            if numbered {
                // Writing into a string does not fail.
                let _ = write!(sql, "${}", row * columns + column + 1);
            } else {
                sql.push('?');
            }
        }
        sql.push(')');
    }
    sql.push(' ');
    sql.push_str(tail);
    sql
}

/// Rows in the binary format of COPY (PostgreSQL 15, "COPY", "Binary Format").
struct CopyData {
    bytes: Vec<u8>,
    columns: i16,
}

impl CopyData {
    fn new(columns: usize) -> Self {
        let mut bytes = b"PGCOPY\n\xff\r\n\0".to_vec();
        // No flags, no header extension.
        bytes.extend_from_slice(&[0; 8]);
        Self {
            bytes,
            columns: i16::try_from(columns).unwrap_or(i16::MAX),
        }
    }

    fn begin_row(&mut self) {
        self.bytes.extend_from_slice(&self.columns.to_be_bytes());
    }

    fn field(&mut self, value: Option<&[u8]>) {
        let Some(value) = value else {
            self.bytes.extend_from_slice(&(-1_i32).to_be_bytes());
            return;
        };
        let length = i32::try_from(value.len()).unwrap_or(i32::MAX);
        self.bytes.extend_from_slice(&length.to_be_bytes());
        self.bytes.extend_from_slice(value);
    }

    fn end(mut self) -> Vec<u8> {
        self.bytes.extend_from_slice(&(-1_i16).to_be_bytes());
        self.bytes
    }
}

impl Sink for CopyData {
    fn short(&mut self, value: Option<i16>) {
        self.field(value.map(i16::to_be_bytes).as_ref().map(|be| &be[..]));
    }
    fn int(&mut self, value: Option<i32>) {
        self.field(value.map(i32::to_be_bytes).as_ref().map(|be| &be[..]));
    }
    fn long(&mut self, value: Option<i64>) {
        self.field(value.map(i64::to_be_bytes).as_ref().map(|be| &be[..]));
    }
    fn flag(&mut self, value: Option<bool>) {
        self.field(
            value
                .map(|flag| [u8::from(flag)])
                .as_ref()
                .map(|be| &be[..]),
        );
    }
    fn bytes(&mut self, value: Option<&[u8]>) {
        self.field(value);
    }
    fn text(&mut self, value: Option<&str>) {
        self.field(value.map(str::as_bytes));
    }
}

/// A COPY is sent in pieces of about this many bytes.
const COPY_BYTES: usize = 1 << 18;

async fn copy<T: Stored>(link: &mut Link, shard: Shard, rows: &[T]) -> Result<(), StoreError> {
    let Some(connection) = link.postgres() else {
        return Ok(());
    };
    let sql = format!(
        "COPY {} (shard, {}) FROM STDIN (FORMAT binary)",
        T::TABLE,
        T::COLUMNS.join(", ")
    );
    let mut data = CopyData::new(T::COLUMNS.len() + 1);
    let mut copying = connection.copy_in_raw(&sql).await.map_err(failed)?;
    for row in rows {
        data.begin_row();
        data.int(Some(shard.0.into()));
        row.put(&mut data);
        if data.bytes.len() >= COPY_BYTES {
            copying.send(data.bytes.as_slice()).await.map_err(failed)?;
            data.bytes.clear();
        }
    }
    copying.send(data.end()).await.map_err(failed)?;
    copying.finish().await.map_err(failed)?;
    Ok(())
}
