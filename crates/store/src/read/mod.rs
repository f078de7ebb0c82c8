//! What is read from the registry: no sealed column anywhere here.

mod act;
mod counts;
mod holder;
mod job;
mod publisher;
mod staff;
mod standing;

pub use act::{ActFile, ActQuery, DueAct};
pub use counts::Tally;
pub use holder::{EventFacts, MandateFacts, PassFacts, PersonFacts};
pub use job::{JobRow, JobState};
pub use publisher::{ActPage, IssuedHandle, LedgerReader, PublisherReader, TaggedPass};
pub use staff::StaffRows;
pub use standing::StaffVersion;

use crate::database::Database;
use crate::link::{Arg, Record};
use crate::table::Stored;
use crate::{Store, StoreError};

/// Most rows of one page.
pub const PAGE_MAX: u32 = 1_000;

/// Most rows that are read of one holder or one act: nobody has so many.
pub(crate) const WHOLE_MAX: u32 = 10_000;

/// A page's size within its bound.
pub(crate) fn page(rows: u32) -> u32 {
    rows.clamp(1, PAGE_MAX)
}

impl Database {
    /// Rows of a query over exactly the columns of `T`.
    pub(crate) async fn all<T: Stored>(
        &self,
        sql: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Vec<T>, StoreError> {
        let rows = self.rows(sql, args).await?;
        rows.iter().map(T::take).collect()
    }
}

impl Store {
    /// Rows of a query over exactly the columns of `T`.
    pub(crate) async fn all<T: Stored>(
        &self,
        sql: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Vec<T>, StoreError> {
        self.registry.all(sql, args).await
    }

    /// The first row of such a query.
    pub(crate) async fn one<T: Stored>(
        &self,
        sql: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Option<T>, StoreError> {
        Ok(self.all(sql, args).await?.into_iter().next())
    }

    /// The first column of the first row, a number.
    pub(crate) async fn number(
        &self,
        sql: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Option<i64>, StoreError> {
        let rows = self.registry.rows(sql, args).await?;
        Ok(rows.first().and_then(|row: &Record| row.long(0)))
    }
}
