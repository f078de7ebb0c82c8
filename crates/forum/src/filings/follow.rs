//! What became of a filing, for whoever has its code.

use cleanbill_issuer::caps::day_of;
use cleanbill_issuer::registry::Shard;
use cleanbill_redress::filing::{
    Course, ExtensionReason, FollowCode, Kind, RemovalReason, Standing, Step, StepKind, Visibility,
};
use cleanbill_store::{FilingFile, FilingStepRow};

use super::view::{ExtensionView, FollowView, RemovalView};
use super::{Filings, FilingsError};

/// A filing as the rules see it.
pub(super) struct Read {
    pub(super) visibility: Visibility,
    pub(super) kind: Kind,
    pub(super) steps: Vec<Step>,
    pub(super) standing: Standing,
}

impl Read {
    /// Reads the rows, and refuses those that nobody can have written by the rules.
    pub(super) fn of(file: &FilingFile) -> Result<Self, FilingsError> {
        let visibility = Visibility::from_number(file.row.visibility);
        let visibility = visibility.ok_or(FilingsError::Damaged)?;
        let kind = Kind::from_number(file.row.kind).ok_or(FilingsError::Damaged)?;
        let steps: Option<Vec<Step>> = file.steps.iter().map(step_of).collect();
        let steps = steps.ok_or(FilingsError::Damaged)?;
        let course = Course {
            filed_on: file.row.day,
            visibility,
            steps: &steps,
        };
        let standing = course.standing()?;
        Ok(Self {
            visibility,
            kind,
            standing,
            steps,
        })
    }
}

fn step_of(row: &FilingStepRow) -> Option<Step> {
    let day = row.day;
    Some(match StepKind::from_number(row.kind)? {
        StepKind::Answered => Step::Answered { day },
        StepKind::Extended => Step::Extended {
            day,
            due: row.due?,
            reason: ExtensionReason::from_number(row.reason?)?,
        },
        StepKind::Published => Step::Published { day },
        StepKind::Removed => Step::Removed {
            day,
            reason: RemovalReason::from_number(row.reason?)?,
        },
    })
}

/// The region of a row; `None` for the authority.
pub(super) fn region_of(file: &FilingFile) -> Option<String> {
    Some(file.row.region.clone()).filter(|region| !region.is_empty())
}

impl Filings {
    /// How the filing of this code stands, with its receipt and its answer.
    ///
    /// # Errors
    /// [`FilingsError::NotFound`]; [`FilingsError::Damaged`].
    pub async fn follow(&self, code: &FollowCode, now: i64) -> Result<FollowView, FilingsError> {
        let file = self.inner.door.by_follow(&code.hash()).await?;
        let file = file.ok_or(FilingsError::NotFound)?;
        let read = Read::of(&file)?;
        let entry = self.entry_of(&file).await?;
        let mut view = FollowView {
            entry,
            kind: read.kind,
            region: region_of(&file),
            visibility: read.visibility,
            day: file.row.day,
            due: read.standing.due,
            state: read.standing.state,
            is_overdue: read.standing.is_overdue(day_of(now)),
            publication: read.standing.publication,
            extension: None,
            removal: None,
            answered_on: read.standing.answered_on,
            answer: self.open_answer(&file.row).await?,
            receipt: self.receipt_of(&file, read.visibility, entry).await?,
        };
        for step in &read.steps {
            match *step {
                Step::Extended { day, reason, .. } => {
                    view.extension = Some(ExtensionView { day, reason });
                }
                Step::Removed { day, reason } => view.removal = Some(RemovalView { day, reason }),
                Step::Answered { .. } | Step::Published { .. } => {}
            }
        }
        Ok(view)
    }

    /// The number of its entry, once it has one.
    pub(super) async fn entry_of(&self, file: &FilingFile) -> Result<Option<u64>, FilingsError> {
        let (store, id) = (&self.inner.store, file.row.id);
        let entries = store.entries_of_leaf(Shard::default(), id).await?;
        Ok(entries.into_iter().next())
    }

    async fn receipt_of(
        &self,
        file: &FilingFile,
        visibility: Visibility,
        entry: Option<u64>,
    ) -> Result<Option<String>, FilingsError> {
        let Some(entry) = entry else {
            return Ok(None);
        };
        let secret = match visibility {
            Visibility::Sealed => Some(self.open_content(&file.row).await?.secret),
            Visibility::Open | Visibility::Shown => None,
        };
        let leaf = self.inner.store.ledger_entry(entry).await?;
        let leaf = leaf.ok_or(FilingsError::Damaged)?;
        self.inner.ledger.receipt(entry, &leaf, secret).await
    }
}
