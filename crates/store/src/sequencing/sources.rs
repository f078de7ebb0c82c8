//! What the tables of a day are made from: counts that lead to nobody.

use std::collections::BTreeMap;

use cleanbill_issuer::registry::OfficeId;

use super::LedgerDoor;
use crate::StoreError;
use crate::link::{Record, args};

/// An office as tables name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeRegion {
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: String,
}

/// How often something happened at an office on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    /// Number of the ground, or of the purpose.
    pub what: u8,
    /// Number of the role; 0 where it does not matter.
    pub role: u8,
    /// The office.
    pub office: OfficeId,
    /// How often.
    pub count: i64,
}

impl LedgerDoor {
    /// All offices that ever were.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn offices(&self) -> Result<BTreeMap<OfficeId, OfficeRegion>, StoreError> {
        let sql = "SELECT id, name, region FROM office WHERE shard = 0 ORDER BY id";
        let found = self.0.registry.rows(sql, args![]).await?;
        let office = |row: &Record| {
            let office = OfficeRegion {
                name: row.text(1)?.to_owned(),
                region: row.text(2)?.to_owned(),
            };
            Some((OfficeId(row.long(0)?), office))
        };
        let unreadable = StoreError::Unreadable {
            table: "office",
            column: 0,
        };
        found
            .iter()
            .map(|row| office(row).ok_or_else(|| unreadable.clone()))
            .collect()
    }

    /// The events that were entered on a day, by ground and office.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn issued_on(&self, day: i32) -> Result<Vec<DayCount>, StoreError> {
        let sql = "SELECT ground, 0, office, CAST(SUM(issued) AS BIGINT) FROM tally
             WHERE shard = 0 AND day = $1 GROUP BY ground, office ORDER BY ground, office";
        day_counts(&self.0.registry.rows(sql, args![day]).await?, "tally")
    }

    /// The looks at records from `from` until before `until` (Unix seconds) by officers, by
    /// purpose, role and office. It reads all entries: once a day.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn looks_between(&self, from: i64, until: i64) -> Result<Vec<DayCount>, StoreError> {
        let sql = "SELECT purpose, role, office, COUNT(*) FROM access
             WHERE at >= $1 AND at < $2 AND officer <> 0
             GROUP BY purpose, role, office ORDER BY purpose, role, office";
        day_counts(
            &self.0.registry.rows(sql, args![from, until]).await?,
            "access",
        )
    }

    /// When the oldest import was started that still runs, Unix seconds.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn oldest_running_job(&self) -> Result<Option<i64>, StoreError> {
        self.0.publisher().oldest_running_job().await
    }
}

fn day_counts(rows: &[Record], table: &'static str) -> Result<Vec<DayCount>, StoreError> {
    let count = |row: &Record| {
        Some(DayCount {
            what: u8::try_from(row.long(0)?).ok()?,
            role: u8::try_from(row.long(1)?).ok()?,
            office: OfficeId(row.long(2)?),
            count: row.long(3)?,
        })
    };
    rows.iter()
        .map(|row| count(row).ok_or(StoreError::Unreadable { table, column: 0 }))
        .collect()
}
