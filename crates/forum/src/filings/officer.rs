//! What officers of the addressee do about a filing.

use cleanbill_crypto::sha256;
use cleanbill_issuer::caps::day_of;
use cleanbill_issuer::registry::OfficerId;
use cleanbill_ledger::commitment::commit_answer;
use cleanbill_ledger::leaf::{Done, FilingAnswer, Leaf, Removal};
use cleanbill_redress::filing::{
    Answer, Content, Course, ExtensionReason, RemovalReason, Step, Visibility,
};
use cleanbill_seal::FilingPart;
use cleanbill_store::{FilingChange, FilingFile, FilingStepRow, StoreError};

use super::follow::Read;
use super::view::WaitingView;
use super::{Filings, FilingsError};

/// An officer who may answer filings. That they may is for the caller to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// Who.
    pub id: OfficerId,
    /// The region of their office.
    pub region: String,
    /// Whether they answer what is addressed to the authority as a whole.
    pub is_of_authority: bool,
}

impl Officer {
    /// Whether something is addressed to them; to the authority where the region is empty.
    fn is_addressed(&self, region: &str) -> bool {
        match region {
            "" => self.is_of_authority,
            region => region == self.region,
        }
    }
}

impl Filings {
    /// Filings of the officer's addressees that wait, those that are due first in front; at most
    /// 200 of each.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn waiting(
        &self,
        officer: &Officer,
        now: i64,
    ) -> Result<Vec<WaitingView>, FilingsError> {
        let today = day_of(now);
        let mut waiting = self.inner.door.waiting(&officer.region).await?;
        if officer.is_of_authority {
            waiting.extend(self.inner.door.waiting("").await?);
        }
        waiting.sort_by_key(|(entry, due)| (*due, *entry));
        let view = |(entry, due): (u64, i32)| WaitingView {
            entry,
            due,
            is_overdue: today > due,
        };
        Ok(waiting.into_iter().map(view).collect())
    }

    /// What was filed.
    ///
    /// # Errors
    /// [`FilingsError::NotFound`], also where it is addressed to somebody else.
    pub async fn read(&self, officer: &Officer, entry: u64) -> Result<Content, FilingsError> {
        let file = self.addressed(officer, entry).await?;
        Ok(self.open_content(&file.row).await?.content)
    }

    /// Answers a filing.
    ///
    /// # Errors
    /// [`FilingsError::NotFound`], [`FilingsError::Rule`], [`FilingsError::Moved`].
    pub async fn answer(
        &self,
        officer: &Officer,
        entry: u64,
        answer: &Answer,
        now: i64,
    ) -> Result<(), FilingsError> {
        let file = self.addressed(officer, entry).await?;
        let read = Read::of(&file)?;
        let step = course(&file, &read).answer(day_of(now))?;
        let digest = match read.visibility {
            Visibility::Sealed => {
                let secret = self.open_content(&file.row).await?.secret;
                commit_answer(&secret, &answer.digest())
            }
            Visibility::Open | Visibility::Shown => sha256(answer.as_str().as_bytes()),
        };
        let leaf = Leaf::FilingAnswer(FilingAnswer {
            filing: entry,
            day: step.day(),
            done: Done::Answered(digest),
        });
        let text = answer.as_str().as_bytes();
        let change = FilingChange::Answered {
            sealed: self.seal(FilingPart::Answer, &file.row.follow, text)?,
            is_late: step.day() > read.standing.due,
        };
        self.take(officer, &file, step, &change, Some(&leaf)).await
    }

    /// Puts the answer off, once.
    ///
    /// # Errors
    /// [`FilingsError::NotFound`], [`FilingsError::Rule`], [`FilingsError::Moved`].
    pub async fn extend(
        &self,
        officer: &Officer,
        entry: u64,
        by_days: i32,
        reason: ExtensionReason,
        now: i64,
    ) -> Result<(), FilingsError> {
        let file = self.addressed(officer, entry).await?;
        let read = Read::of(&file)?;
        let step = course(&file, &read).extend(by_days, reason, day_of(now))?;
        let due = read.standing.due.saturating_add(by_days);
        let leaf = Leaf::FilingAnswer(FilingAnswer {
            filing: entry,
            day: step.day(),
            done: Done::Extended { due, reason },
        });
        let change = FilingChange::Extended {
            due_before: read.standing.due,
            due,
        };
        self.take(officer, &file, step, &change, Some(&leaf)).await
    }

    /// Shows a filing to the public, as whoever filed it asked.
    ///
    /// # Errors
    /// [`FilingsError::NotFound`], [`FilingsError::Rule`], [`FilingsError::Moved`].
    pub async fn publish(
        &self,
        officer: &Officer,
        entry: u64,
        now: i64,
    ) -> Result<(), FilingsError> {
        let file = self.addressed(officer, entry).await?;
        let step = course(&file, &Read::of(&file)?).publish(day_of(now))?;
        let change = FilingChange::Published;
        self.take(officer, &file, step, &change, None).await
    }

    /// Does not show a filing, or no longer; the ledger tells why.
    ///
    /// # Errors
    /// [`FilingsError::NotFound`], [`FilingsError::Rule`], [`FilingsError::Moved`].
    pub async fn remove(
        &self,
        officer: &Officer,
        entry: u64,
        reason: RemovalReason,
        now: i64,
    ) -> Result<(), FilingsError> {
        let file = self.addressed(officer, entry).await?;
        let step = course(&file, &Read::of(&file)?).remove(reason, day_of(now))?;
        let leaf = Leaf::Removal(Removal {
            filing: entry,
            day: step.day(),
            reason,
        });
        let change = FilingChange::Removed;
        self.take(officer, &file, step, &change, Some(&leaf)).await
    }

    /// A filing that is addressed to this officer.
    pub(super) async fn addressed(
        &self,
        officer: &Officer,
        entry: u64,
    ) -> Result<FilingFile, FilingsError> {
        let file = self.inner.door.by_entry(entry).await?;
        file.filter(|file| officer.is_addressed(&file.row.region))
            .ok_or(FilingsError::NotFound)
    }

    async fn take(
        &self,
        officer: &Officer,
        file: &FilingFile,
        step: Step,
        change: &FilingChange,
        leaf: Option<&Leaf>,
    ) -> Result<(), FilingsError> {
        let (due, reason) = match step {
            Step::Extended { due, reason, .. } => (Some(due), Some(reason.number())),
            Step::Removed { reason, .. } => (None, Some(reason.number())),
            Step::Answered { .. } | Step::Published { .. } => (None, None),
        };
        let row = FilingStepRow {
            filing: file.row.id,
            step: i16::try_from(file.steps.len() + 1).map_err(|_| FilingsError::Damaged)?,
            kind: step.kind().number(),
            officer: officer.id,
            day: step.day(),
            due,
            reason,
        };
        let leaf = leaf.map(Leaf::encode);
        let door = &self.inner.door;
        let taken = door
            .take_step(&row, &file.row.region, change, leaf.as_deref())
            .await;
        taken.map_err(|error| match error {
            StoreError::Conflict { .. } => FilingsError::Moved,
            error => error.into(),
        })?;
        self.inner.ledger.hurry();
        Ok(())
    }
}

fn course<'a>(file: &FilingFile, read: &'a Read) -> Course<'a> {
    Course {
        filed_on: file.row.day,
        visibility: read.visibility,
        steps: &read.steps,
    }
}
