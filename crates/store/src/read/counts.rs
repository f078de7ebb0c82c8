use cleanbill_health::Ground;
use cleanbill_issuer::registry::{
    AlarmRow, EntryHoldRow, OfficeId, OfficerId, RowId, TallyChange, TallyKey,
};

use super::page;
use crate::field::{Columns, Field, Sink};
use crate::link::args;
use crate::table::{Stored, stored};
use crate::{Store, StoreError};

/// A count of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Of what.
    pub key: TallyKey,
    /// How many.
    pub count: TallyChange,
}

struct TallyColumns {
    day: i32,
    office: OfficeId,
    ground: Ground,
    product: String,
    lot: String,
    issued: i64,
    corrected: i64,
    removed: i64,
}

stored!(
    TallyColumns, "tally", false;
    day, office, ground, product, lot, issued, corrected, removed
);

impl From<TallyColumns> for Tally {
    fn from(row: TallyColumns) -> Self {
        Self {
            key: TallyKey {
                day: row.day,
                office: row.office,
                ground: row.ground,
                product: row.product,
                lot: row.lot,
            },
            count: TallyChange {
                issued: row.issued,
                corrected: row.corrected,
                removed: row.removed,
            },
        }
    }
}

impl Store {
    /// The counts of the days `from_day` to `to_day`, both included, from the row `offset` on, in
    /// the order of day, office, ground, product and lot.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn tallies(
        &self,
        from_day: i32,
        to_day: i32,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<Tally>, StoreError> {
        let rows: Vec<TallyColumns> = self
            .all(
                "SELECT day, office, ground, product, lot, issued, corrected, removed FROM tally
                 WHERE shard = 0 AND day >= $1 AND day <= $2
                 ORDER BY day, office, ground, product, lot LIMIT $3 OFFSET $4",
                args![from_day, to_day, page(limit), offset],
            )
            .await?;
        Ok(rows.into_iter().map(Tally::from).collect())
    }

    /// Doses of a lot recorded at a clinic, less those removed.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn doses_recorded(
        &self,
        office: OfficeId,
        product: &str,
        lot: &str,
    ) -> Result<i64, StoreError> {
        let sum = self
            .number(
                "SELECT CAST(COALESCE(SUM(issued - removed), 0) AS BIGINT) FROM tally
                 WHERE shard = 0 AND product = $1 AND lot = $2 AND office = $3 AND ground = 1",
                args![product, lot, office.0],
            )
            .await?;
        Ok(sum.unwrap_or(0))
    }

    /// Whether a list of deliveries was ever taken over.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn has_deliveries(&self) -> Result<bool, StoreError> {
        let any = self
            .number("SELECT 1 FROM delivery WHERE shard = 0 LIMIT 1", args![])
            .await?;
        Ok(any.is_some())
    }

    /// Doses of a lot delivered to a clinic, and to all clinics.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn doses_delivered(
        &self,
        office: OfficeId,
        product: &str,
        lot: &str,
    ) -> Result<(i64, i64), StoreError> {
        let rows = self
            .registry
            .rows(
                "SELECT
                     CAST(COALESCE(SUM(CASE WHEN office = $1 THEN doses ELSE 0 END), 0) AS BIGINT),
                     CAST(COALESCE(SUM(doses), 0) AS BIGINT)
                 FROM delivery WHERE shard = 0 AND product = $2 AND lot = $3",
                args![office.0, product, lot],
            )
            .await?;
        let number = |column| rows.first().and_then(|row| row.long(column)).unwrap_or(0);
        Ok((number(0), number(1)))
    }

    /// What an officer did in the hours `from_hour` to `to_hour` since 1970, both included: acts
    /// and people concerned.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn activity(
        &self,
        officer: OfficerId,
        from_hour: i32,
        to_hour: i32,
    ) -> Result<(i64, i64), StoreError> {
        let rows = self
            .registry
            .rows(
                "SELECT CAST(COALESCE(SUM(acts), 0) AS BIGINT),
                     CAST(COALESCE(SUM(holders), 0) AS BIGINT)
                 FROM activity WHERE shard = 0 AND officer = $1 AND hour >= $2 AND hour <= $3",
                args![officer.0, from_hour, to_hour],
            )
            .await?;
        let number = |column| rows.first().and_then(|row| row.long(column)).unwrap_or(0);
        Ok((number(0), number(1)))
    }

    /// How much of a cap is used on a day.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn cap_used(&self, day: i32, scope: u8, key: &str) -> Result<i64, StoreError> {
        let used = self
            .number(
                "SELECT used FROM cap_use WHERE shard = 0 AND day = $1 AND scope = $2 AND key = $3",
                args![day, scope, key],
            )
            .await?;
        Ok(used.unwrap_or(0))
    }

    /// Alarms older than `before`, the newest first.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn alarms(
        &self,
        before: Option<RowId>,
        limit: u32,
    ) -> Result<Vec<AlarmRow>, StoreError> {
        self.all(
            "SELECT id, kind, office, officer, product, lot, at, act FROM alarm
             WHERE shard = 0 AND id < $1 ORDER BY id DESC LIMIT $2",
            args![before.map_or(i64::MAX, |row| row.0), page(limit)],
        )
        .await
    }

    /// Lots whose entry is held at some clinic.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn holds(&self, offset: u32, limit: u32) -> Result<Vec<EntryHoldRow>, StoreError> {
        self.all(
            "SELECT office, product, lot, since, act FROM entry_hold
             WHERE shard = 0 AND since IS NOT NULL
             ORDER BY office, product, lot LIMIT $1 OFFSET $2",
            args![page(limit), offset],
        )
        .await
    }

    /// Whether entry of a lot is held at a clinic, or was and was let go on.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn hold(
        &self,
        office: OfficeId,
        product: &str,
        lot: &str,
    ) -> Result<Option<EntryHoldRow>, StoreError> {
        self.one(
            "SELECT office, product, lot, since, act FROM entry_hold
             WHERE shard = 0 AND office = $1 AND product = $2 AND lot = $3",
            args![office.0, product, lot],
        )
        .await
    }
}
