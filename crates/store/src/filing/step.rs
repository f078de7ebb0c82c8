//! What officers do about a filing: one step at a time, each with its leaf.

use cleanbill_issuer::registry::{LeafId, Shard};

use super::file::ADD;
use super::rows::{FilingStepRow, More, SealedAnswer, Show, Wait};
use super::{FilingDoor, leaf_row};
use crate::StoreError;
use crate::database::Tries;
use crate::insert::{AUTHORITY, insert, insert_with};
use crate::link::{Link, args};

/// Number of what is shown.
const PUBLISHED: u8 = 3;

/// What becomes of a filing beside its step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilingChange {
    /// It was answered.
    Answered {
        /// The answer, sealed.
        sealed: Vec<u8>,
        /// Whether that was after its day.
        is_late: bool,
    },
    /// The answer is put off.
    Extended {
        /// The last day on which it was in time before.
        due_before: i32,
        /// And from now on.
        due: i32,
    },
    /// It is shown.
    Published,
    /// It is not shown.
    Removed,
}

impl FilingDoor {
    /// Writes down what was done, with its leaf where it has one; `region` is that of the filing.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] if somebody else did something meanwhile, and those of the
    /// database; then nothing was written.
    pub async fn take_step(
        &self,
        step: &FilingStepRow,
        region: &str,
        change: &FilingChange,
        leaf: Option<&[u8]>,
    ) -> Result<(), StoreError> {
        let leaf = match leaf {
            Some(body) => {
                let id = self.0.reserve_ids(Shard::default(), 1).await?.start;
                Some(leaf_row(LeafId(id), body))
            }
            None => None,
        };
        let mut tries = Tries::new("filing-step", self.0.attempts);
        loop {
            let outcome = async {
                let mut link = self.0.registry.begin().await?;
                let steps = std::slice::from_ref(step);
                insert(&mut link, AUTHORITY, steps).await?;
                insert(&mut link, Shard::default(), leaf.as_slice()).await?;
                write(&mut link, step.filing, region, change).await?;
                link.commit().await
            };
            if let Some(outcome) = tries.judge(outcome.await).await {
                return self.0.refusal.note(outcome);
            }
        }
    }
}

async fn write(
    link: &mut Link,
    filing: LeafId,
    region: &str,
    change: &FilingChange,
) -> Result<(), StoreError> {
    match change {
        FilingChange::Answered { sealed, is_late } => {
            let sealed = sealed.clone();
            insert(link, AUTHORITY, &[SealedAnswer { filing, sealed }]).await?;
            link.run(
                "DELETE FROM filing_wait WHERE shard = 0 AND region = $1 AND filing = $2",
                args![region, filing.0],
            )
            .await?;
            let more = More {
                region: region.to_owned(),
                filed: 0,
                answered: 1,
                late: i64::from(*is_late),
            };
            insert_with(link, AUTHORITY, &[more], ADD).await
        }
        FilingChange::Extended { due_before, due } => {
            link.run(
                "DELETE FROM filing_wait
                 WHERE shard = 0 AND region = $1 AND due = $2 AND filing = $3",
                args![region, *due_before, filing.0],
            )
            .await?;
            let wait = Wait {
                region: region.to_owned(),
                due: *due,
                filing,
            };
            insert(link, AUTHORITY, &[wait]).await
        }
        FilingChange::Published => {
            forget_show(link, filing).await?;
            let state = PUBLISHED;
            insert(link, AUTHORITY, &[Show { state, filing }]).await
        }
        FilingChange::Removed => forget_show(link, filing).await,
    }
}

async fn forget_show(link: &mut Link, filing: LeafId) -> Result<(), StoreError> {
    let sql = "DELETE FROM filing_show WHERE shard = 0 AND state IN (2, 3) AND filing = $1";
    link.run(sql, args![filing.0]).await.map(drop)
}
