//! Imports: files of events become passes, as jobs that can be taken up again.
//!
//! A job is known by the SHA-256 of its input. How far it is stands in the transaction of the
//! passes that it counts: whoever is killed at any moment and starts again with the same input
//! loses nothing and issues nothing twice. The input itself is never kept.

mod deliveries;
mod events;

pub use self::deliveries::{DELIVERY_COLUMNS, DELIVERY_JOB, DELIVERY_LIST_MAX_BYTES};

use std::io::Read;

use cleanbill_crypto::sha256;
use cleanbill_issuer::Form;
use cleanbill_issuer::registry::JobId;
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::Source;
use cleanbill_seal::IdKind;
use cleanbill_store::{JobRow, JobState};

use self::events::{CsvEvents, FhirEvents};
use crate::forms::InForm;
use crate::issuing::{JobEnd, Progressing, Setting};
use crate::{Authority, AuthorityError, Caller};

/// What an import reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImportKind {
    /// Rows of a CSV file: [`crate::intake::csv`].
    Csv,
    /// A FHIR R4 bundle: [`crate::intake::fhir`].
    FhirBundle,
    /// FHIR R4 resources, one a line.
    FhirLines,
}

impl ImportKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Csv, Self::FhirBundle, Self::FhirLines];

    /// The number that is stored; it never changes its meaning.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Csv => 1,
            Self::FhirBundle => 2,
            Self::FhirLines => 3,
        }
    }

    /// The name on the command line and in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::FhirBundle => "fhir",
            Self::FhirLines => "fhir-lines",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    const fn source(self) -> Source {
        match self {
            Self::Csv => Source::Csv,
            Self::FhirBundle | Self::FhirLines => Source::Fhir,
        }
    }
}

/// By what the job of an input in a form is known.
fn input_of(form: &InForm, input_hash: [u8; 32]) -> [u8; 32] {
    match form.form() {
        Form::Dcc => input_hash,
        form => sha256(&[form.name().as_bytes(), &input_hash].concat()),
    }
}

impl Authority {
    /// Issues a pass for every event of the input, whose SHA-256 is `input_hash`. An input that was
    /// begun before is taken up where it stopped; one that was finished is not read again.
    ///
    /// Rows that cannot be taken are kept with the job, by number, field and code; they stop
    /// nothing.
    ///
    /// # Errors
    /// [`AuthorityError`]: the role, an input that cannot be read as what it should be, the
    /// database. What was done until then stays done.
    pub async fn import(
        &self,
        caller: &Caller,
        kind: ImportKind,
        input: impl Read + Send + 'static,
        input_hash: [u8; 32],
        now: i64,
        report: impl FnMut(Progressing) + Send,
    ) -> Result<JobEnd, AuthorityError> {
        let file = (kind, InForm::Dcc);
        self.import_in(caller, file, input, input_hash, now, report)
            .await
    }

    /// The same, with passes of this form for all of them. The same input in another form is
    /// another import; a record that was taken in any form is not taken again.
    ///
    /// # Errors
    /// As [`import`](Self::import).
    pub async fn import_in(
        &self,
        caller: &Caller,
        (kind, form): (ImportKind, InForm),
        input: impl Read + Send + 'static,
        input_hash: [u8; 32],
        now: i64,
        report: impl FnMut(Progressing) + Send,
    ) -> Result<JobEnd, AuthorityError> {
        caller.may(Permission::Import)?;
        let setting = Setting {
            inner: self.inner.clone(),
            caller: caller.clone(),
            source: kind.source(),
            now,
            stream_form: form,
        };
        let input_hash = input_of(&setting.stream_form, input_hash);
        let job = self.job_of(&setting, kind.number(), input_hash).await?;
        let public = self
            .inner
            .ring
            .public_id(IdKind::Job, setting.shard(), job.id.0)?;
        if job.state != JobState::Running {
            let progress = Progressing {
                rows: job.done_rows,
                ..Progressing::default()
            };
            return Ok(JobEnd {
                job: public,
                progress,
                was_done: true,
            });
        }
        let (id, before) = (job.id, job.done_rows);
        let progress = match kind {
            ImportKind::Csv => {
                let events = CsvEvents::new(input)?;
                self.issue_stream(setting, id, events, before, report)
                    .await?
            }
            ImportKind::FhirBundle | ImportKind::FhirLines => {
                let events = FhirEvents::new(input, kind == ImportKind::FhirLines);
                self.issue_stream(setting, id, events, before, report)
                    .await?
            }
        };
        self.inner
            .store
            .set_job_state(id, JobState::Running, JobState::Done, Some(progress.rows))
            .await?;
        Ok(JobEnd {
            job: public,
            progress,
            was_done: false,
        })
    }

    /// The job of this input: the one that was begun, or a new one.
    async fn job_of(
        &self,
        setting: &Setting,
        kind: u8,
        input_hash: [u8; 32],
    ) -> Result<JobRow, AuthorityError> {
        let caller = &setting.caller;
        let begun = self.inner.store.job_of_input(&input_hash).await?;
        let is_same = |job: &JobRow| job.office == caller.office && job.kind == kind;
        if let Some(job) = begun.filter(is_same) {
            return Ok(job);
        }
        let job = JobRow {
            id: JobId(self.reserve(1).await?),
            kind,
            officer: caller.officer,
            office: caller.office,
            input_hash,
            state: JobState::Running,
            total: None,
            done_rows: 0,
            good_rows: 0,
            bad_rows: 0,
            at: setting.now,
        };
        self.inner.store.create_job(&job).await?;
        Ok(job)
    }
}
