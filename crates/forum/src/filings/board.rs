//! What everybody sees: filings that are shown, and how they stand by region.

use std::collections::BTreeSet;

use cleanbill_issuer::caps::day_of;
use cleanbill_ledger::count::CELL_MIN;
use cleanbill_redress::filing::Publication;

use super::follow::{Read, region_of};
use super::officer::Officer;
use super::view::{CountsView, ShownView};
use super::{Filings, FilingsError};

impl Filings {
    /// Entries of filings that are shown, the newest in front, before this one; at most 200.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn board(&self, before: u64) -> Result<Vec<u64>, FilingsError> {
        let published = Publication::Published.number();
        Ok(self.inner.door.shown(published, before).await?)
    }

    /// Entries of filings that are to be shown once an officer has looked at them, and that are
    /// addressed to this one; of the newest 200.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn to_moderate(&self, officer: &Officer) -> Result<Vec<u64>, FilingsError> {
        let asked = Publication::Asked.number();
        let mut own = Vec::new();
        for entry in self.inner.door.shown(asked, u64::MAX).await? {
            if self.addressed(officer, entry).await.is_ok() {
                own.push(entry);
            }
        }
        Ok(own)
    }

    /// A filing that is shown.
    ///
    /// # Errors
    /// [`FilingsError::NotFound`] if it is not.
    pub async fn shown(&self, entry: u64) -> Result<ShownView, FilingsError> {
        let file = self.inner.door.by_entry(entry).await?;
        let file = file.ok_or(FilingsError::NotFound)?;
        let read = Read::of(&file)?;
        if read.standing.publication != Publication::Published {
            return Err(FilingsError::NotFound);
        }
        Ok(ShownView {
            entry,
            region: region_of(&file),
            day: file.row.day,
            due: read.standing.due,
            content: self.open_content(&file.row).await?.content,
            answer: self.open_answer(&file.row).await?,
        })
    }

    /// The regions that a filing can be addressed to.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn regions(&self) -> Result<BTreeSet<String>, FilingsError> {
        Ok(self.inner.door.regions().await?)
    }

    /// How filings stand by region. Whoever wants exact numbers counts the entries of the ledger;
    /// a view that many look at tells none below ten.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn counts(&self, now: i64) -> Result<Vec<CountsView>, FilingsError> {
        let told = |count: u64| Some(count).filter(|count| *count >= u64::from(CELL_MIN));
        let counts = self.inner.door.counts(day_of(now)).await?;
        let view = |counts: cleanbill_store::FilingCounts| CountsView {
            region: Some(counts.region).filter(|region| !region.is_empty()),
            filed: told(counts.filed),
            answered: told(counts.answered),
            late: told(counts.late),
            overdue: told(counts.overdue),
        };
        Ok(counts.into_iter().map(view).collect())
    }
}
