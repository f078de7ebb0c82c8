use cleanbill_issuer::registry::{IdempotencyRow, JobErrorRow, JobId, OfficeId, OfficerId};

use super::page;
use crate::field::{Columns, Field, Sink};
use crate::insert::{AUTHORITY, insert};
use crate::link::{Record, args};
use crate::table::{Stored, stored};
use crate::{Store, StoreError};

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobState {
    /// It goes on, or can be taken up again.
    Running,
    /// All rows were read.
    Done,
    /// Somebody stopped it.
    Stopped,
}

impl Field for JobState {
    fn put(value: Option<&Self>, to: &mut impl Sink) {
        to.short(value.map(|state| match state {
            Self::Running => 1,
            Self::Done => 2,
            Self::Stopped => 3,
        }));
    }
    fn take(from: &Record, column: usize) -> Option<Self> {
        match from.long(column)? {
            1 => Some(Self::Running),
            2 => Some(Self::Done),
            3 => Some(Self::Stopped),
            _ => None,
        }
    }
}

/// An import or a bulk issue, and how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRow {
    /// Its key.
    pub id: JobId,
    /// What sort of job, 1 to 99; the authority numbers them.
    pub kind: u8,
    /// Who started it.
    pub officer: OfficerId,
    /// Their office at that time.
    pub office: OfficeId,
    /// SHA-256 of the input: what it is taken up again by.
    pub input_hash: [u8; 32],
    /// Where it stands.
    pub state: JobState,
    /// Rows of the input, once they are counted.
    pub total: Option<i64>,
    /// Rows read.
    pub done_rows: i64,
    /// Rows that became a pass.
    pub good_rows: i64,
    /// Rows that did not.
    pub bad_rows: i64,
    /// When it was started, Unix seconds.
    pub at: i64,
}

stored!(
    JobRow, "job", false;
    id, kind, officer, office, input_hash, state, total, done_rows, good_rows, bad_rows, at
);

impl Store {
    /// Writes down a new job.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] if its key is there, and those of the database.
    pub async fn create_job(&self, job: &JobRow) -> Result<(), StoreError> {
        let mut link = self.registry.begin().await?;
        insert(&mut link, AUTHORITY, std::slice::from_ref(job)).await?;
        link.commit().await
    }

    /// Moves a job from one state to another, and says how many rows its input has once that is
    /// known.
    ///
    /// # Errors
    ///
    /// [`StoreError::JobMoved`] if it is not in the state `from`, and those of the database.
    pub async fn set_job_state(
        &self,
        job: JobId,
        from: JobState,
        to: JobState,
        total: Option<i64>,
    ) -> Result<(), StoreError> {
        let number = |state| match state {
            JobState::Running => 1_i64,
            JobState::Done => 2,
            JobState::Stopped => 3,
        };
        let touched = self
            .registry
            .change(
                "job-state",
                self.attempts,
                &[(
                    "UPDATE job SET state = $1, total = COALESCE($2, total)
                     WHERE shard = 0 AND id = $3 AND state = $4",
                    args![number(to), total, job.0, number(from)],
                )],
            )
            .await?;
        if touched.first() == Some(&1) {
            Ok(())
        } else {
            Err(StoreError::JobMoved)
        }
    }

    /// A job.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn job(&self, job: JobId) -> Result<Option<JobRow>, StoreError> {
        self.one(
            "SELECT id, kind, officer, office, input_hash, state, total, done_rows, good_rows,
                 bad_rows, at
             FROM job WHERE shard = 0 AND id = $1",
            args![job.0],
        )
        .await
    }

    /// The newest job of this input.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn job_of_input(&self, input_hash: &[u8; 32]) -> Result<Option<JobRow>, StoreError> {
        self.one(
            "SELECT id, kind, officer, office, input_hash, state, total, done_rows, good_rows,
                 bad_rows, at
             FROM job WHERE shard = 0 AND input_hash = $1 ORDER BY id DESC LIMIT 1",
            args![input_hash],
        )
        .await
    }

    /// Jobs older than `before`, the newest first; of one office, or of all.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn jobs(
        &self,
        office: Option<OfficeId>,
        before: Option<JobId>,
        limit: u32,
    ) -> Result<Vec<JobRow>, StoreError> {
        self.all(
            "SELECT id, kind, officer, office, input_hash, state, total, done_rows, good_rows,
                 bad_rows, at
             FROM job WHERE shard = 0 AND id < $1 AND ($2 = 0 OR office = $2)
             ORDER BY id DESC LIMIT $3",
            args![
                before.map_or(i64::MAX, |job| job.0),
                office.map_or(0, |office| office.0),
                page(limit)
            ],
        )
        .await
    }

    /// Rows of a job's input that were not taken, after the row `after_row`, in their order. All
    /// errors of the last row of a page are on it.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn job_errors(
        &self,
        job: JobId,
        after_row: i64,
        limit: u32,
    ) -> Result<Vec<JobErrorRow>, StoreError> {
        self.all(
            "SELECT job, row, field, code FROM job_error
             WHERE shard = 0 AND job = $1 AND row > $2 AND row <= COALESCE((
                 SELECT row FROM job_error WHERE shard = 0 AND job = $1 AND row > $2
                 ORDER BY row, field, code LIMIT 1 OFFSET $3
             ), 9223372036854775807)
             ORDER BY row, field, code",
            args![job.0, after_row, page(limit) - 1],
        )
        .await
    }

    /// What was answered to a request with this idempotency key.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn idempotency(
        &self,
        officer: OfficerId,
        key_tag: &[u8; 16],
    ) -> Result<Option<IdempotencyRow>, StoreError> {
        self.one(
            "SELECT officer, key_tag, request_hash, at, outcome FROM idempotency
             WHERE shard = 0 AND officer = $1 AND key_tag = $2",
            args![officer.0, key_tag],
        )
        .await
    }
}
