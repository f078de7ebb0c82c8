//! Appeals as counts that lead to nobody.

use cleanbill_redress::case::{CaseKind, CaseState, Outcome};

use crate::field::Columns;
use crate::link::args;
use crate::{Store, StoreError};

/// How many appeals of a kind stand where, and how late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseCount {
    /// The kind.
    pub kind: CaseKind,
    /// Where they stand.
    pub state: CaseState,
    /// How they were decided.
    pub outcome: Option<Outcome>,
    /// How old they are or became, in bands of 15 days: 0 below 15 days, 1 below 30, … at most 9.
    pub age_band: u8,
    /// Whether they are, or were ended, past their date.
    pub overdue: bool,
    /// How many.
    pub count: i64,
}

impl Store {
    /// All appeals of all shards, counted at `now` (Unix seconds).
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn appeal_counts(&self, now: i64) -> Result<Vec<CaseCount>, StoreError> {
        let rows = self
            .registry
            .rows(
                // An open appeal ages; one that ended has the age of its end.
                "SELECT kind, state, outcome, age, overdue, COUNT(*) FROM (
                     SELECT a.kind AS kind, s.state AS state, s.outcome AS outcome,
                         CASE WHEN ended < f.at THEN 0
                             WHEN ended - f.at >= 11664000 THEN 9
                             ELSE (ended - f.at) / 1296000 END AS age,
                         CASE WHEN ended >= s.due_at THEN 1 ELSE 0 END AS overdue
                     FROM (
                         SELECT shard, appeal, step, state, outcome, due_at,
                             CASE WHEN state IN (1, 2, 3) THEN $1 ELSE at END AS ended
                         FROM appeal_step AS last
                         WHERE step = (
                             SELECT MAX(step) FROM appeal_step AS other
                             WHERE other.shard = last.shard AND other.appeal = last.appeal
                         )
                     ) AS s
                     JOIN appeal AS a ON a.shard = s.shard AND a.id = s.appeal
                     JOIN appeal_step AS f
                         ON f.shard = s.shard AND f.appeal = s.appeal AND f.step = 1
                 ) AS counted
                 GROUP BY kind, state, outcome, age, overdue
                 ORDER BY kind, state, outcome, age, overdue",
                args![now],
            )
            .await?;
        let count = |row| {
            let mut columns = Columns::of(row, "appeal");
            Ok(CaseCount {
                kind: columns.take()?,
                state: columns.take()?,
                outcome: columns.take()?,
                age_band: columns.take()?,
                overdue: columns.take::<i64>()? != 0,
                count: columns.take()?,
            })
        };
        rows.iter().map(count).collect()
    }
}
