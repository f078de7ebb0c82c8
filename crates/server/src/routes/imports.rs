//! Imports, and how far they are.

use axum::Json;
use axum::extract::{Path, Query, Request, State};
use cleanbill_authority::{AuthorityError, DELIVERY_JOB, ImportKind};
use cleanbill_issuer::registry::{JobId, Shard};
use cleanbill_issuer::role::Permission;
use cleanbill_seal::IdKind;
use cleanbill_store::{JobRow, JobState};
use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;
use utoipa::{IntoParams, ToSchema};

use crate::ServerError;
use crate::app::App;
use crate::problem::Problem;
use crate::routes::asked::streamed;
use crate::sign_in::Signed;

const PAGE: u32 = 100;

/// What is imported.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportAsked {
    /// `csv`, `fhir` (a bundle) or `fhir-lines`.
    kind: String,
}

/// How an import ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportEnded {
    /// The job, by which rows that were not taken are asked for.
    job: String,
    /// Rows read, those of earlier runs included.
    rows: i64,
    /// Rows that became passes in this run.
    good: i64,
    /// Rows that did not, in this run.
    bad: i64,
    /// Whether all of it was done before.
    was_done: bool,
}

/// Import events: each becomes a pass. Sent again after it broke off, it goes on where it stopped.
#[utoipa::path(
    post, path = "/api/v1/jobs", tag = "imports",
    params(
        ImportAsked,
        ("Content-Digest" = String, Header, description = "`sha-256=:BASE64:` of the body")
    ),
    request_body(content = String, content_type = "application/octet-stream"),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "Read to its end", body = ImportEnded),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 422, description = "Not such a file", body = Problem)
    )
)]
pub(crate) async fn import(
    State(app): State<App>,
    signed: Signed,
    asked: Result<Query<ImportAsked>, axum::extract::rejection::QueryRejection>,
    request: Request,
) -> Result<Json<ImportEnded>, ServerError> {
    signed.caller.may(Permission::Import)?;
    let asked = asked.map_err(|_| ServerError::Parameter)?.0;
    let kind = ImportKind::from_name(&asked.kind).ok_or(ServerError::Parameter)?;
    let (authority, caller, now) = (app.authority.clone(), signed.caller, app.now());
    let runtime = Handle::current();
    let end = streamed(&app, request, move |input, digest| {
        runtime.block_on(authority.import(&caller, kind, input, digest, now, |_| {}))
    });
    let end = end.await?;
    app.counts
        .issued(u64::try_from(end.progress.good).unwrap_or(0));
    Ok(Json(ImportEnded {
        job: end.job.to_string(),
        rows: end.progress.rows,
        good: end.progress.good,
        bad: end.progress.bad,
        was_done: end.was_done,
    }))
}

/// A job.
#[derive(Serialize, ToSchema)]
pub(crate) struct Job {
    /// Its id.
    job: String,
    /// What is imported.
    kind: &'static str,
    /// `running`, `done` or `stopped`.
    state: &'static str,
    /// Rows of the input, once they are counted.
    total: Option<i64>,
    /// Rows read.
    rows: i64,
    /// Rows that became passes.
    good: i64,
    /// Rows that did not.
    bad: i64,
    /// When it was started, Unix seconds.
    at: i64,
}

fn job_read(app: &App, row: &JobRow) -> Result<Job, ServerError> {
    let ring = app.authority.ring();
    let id = ring.public_id(IdKind::Job, Shard::default(), row.id.0);
    let kind = ImportKind::ALL
        .into_iter()
        .find(|kind| kind.number() == row.kind);
    Ok(Job {
        job: id.map_err(AuthorityError::from)?.to_string(),
        kind: kind.map_or("other", ImportKind::name),
        state: match row.state {
            JobState::Running => "running",
            JobState::Done => "done",
            JobState::Stopped => "stopped",
        },
        total: row.total,
        rows: row.done_rows,
        good: row.good_rows,
        bad: row.bad_rows,
        at: row.at,
    })
}

/// Which page of a list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct JobPage {
    /// `next` of the page before.
    after: Option<String>,
}

/// Jobs of the caller's office.
#[derive(Serialize, ToSchema)]
pub(crate) struct Jobs {
    /// The newest first.
    jobs: Vec<Job>,
    /// For the next page, if there may be one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Imports of the caller's office, the newest first.
#[utoipa::path(
    get, path = "/api/v1/jobs", tag = "imports", params(JobPage),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "A page", body = Jobs),
        (status = 403, description = "Not in this role", body = Problem)
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    signed: Signed,
    page: Result<Query<JobPage>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<Jobs>, ServerError> {
    signed.caller.may(Permission::Import)?;
    let page = page.map_err(|_| ServerError::Parameter)?.0;
    let before = page.after.map(|after| job_id(&app, &after)).transpose()?;
    let office = Some(signed.caller.office());
    let store = app.authority.store();
    let rows = store.jobs(office, before, PAGE).await;
    let rows = rows.map_err(AuthorityError::from)?;
    let is_full = rows.len() >= PAGE as usize;
    let last = rows.last().map(|row| job_read(&app, row)).transpose()?;
    let next = last.filter(|_| is_full).map(|job| job.job);
    let of_events = rows.iter().filter(|row| row.kind != DELIVERY_JOB);
    let jobs = of_events.map(|row| job_read(&app, row));
    let jobs: Vec<Job> = jobs.collect::<Result<_, _>>()?;
    Ok(Json(Jobs { jobs, next }))
}

fn job_id(app: &App, text: &str) -> Result<JobId, ServerError> {
    let found = app.authority.ring().parse_public_id(IdKind::Job, text);
    let (_, id) = found.map_err(|_| AuthorityError::NotFound)?;
    Ok(JobId(id))
}

/// The import of events, if it is of the caller's office.
async fn own_job(app: &App, signed: &Signed, text: &str) -> Result<JobRow, ServerError> {
    signed.caller.may(Permission::Import)?;
    let row = job_of_office(app, signed, text).await?;
    match row.kind {
        DELIVERY_JOB => Err(AuthorityError::NotFound.into()),
        _ => Ok(row),
    }
}

/// The job, if it is of the caller's office.
pub(super) async fn job_of_office(
    app: &App,
    signed: &Signed,
    text: &str,
) -> Result<JobRow, ServerError> {
    let store = app.authority.store();
    let row = store.job(job_id(app, text)?).await;
    let row = row.map_err(AuthorityError::from)?;
    let row = row.filter(|row| row.office == signed.caller.office());
    Ok(row.ok_or(AuthorityError::NotFound)?)
}

/// How far an import is.
#[utoipa::path(
    get, path = "/api/v1/jobs/{job}", tag = "imports",
    params(("job" = String, Path, description = "Its id")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The job", body = Job),
        (status = 404, description = "Not here, or not of this office", body = Problem)
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(job): Path<String>,
) -> Result<Json<Job>, ServerError> {
    let row = own_job(&app, &signed, &job).await?;
    Ok(Json(job_read(&app, &row)?))
}

/// A row that was not taken.
#[derive(Serialize, ToSchema)]
pub(crate) struct RowRefused {
    /// From 1, not counting the first row of a CSV file.
    row: i64,
    /// The column or member at fault.
    field: String,
    /// Why.
    code: String,
}

/// Which page of the rows.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RowPage {
    /// Rows after this one; without it, from the beginning.
    after_row: Option<i64>,
}

/// Rows that were not taken.
#[derive(Serialize, ToSchema)]
pub(crate) struct RowsRefused {
    /// In the order of the input.
    rows: Vec<RowRefused>,
}

/// Rows of an import that were not taken, in their order.
#[utoipa::path(
    get, path = "/api/v1/jobs/{job}/errors", tag = "imports",
    params(("job" = String, Path, description = "Its id"), RowPage),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "A page", body = RowsRefused),
        (status = 404, description = "Not here, or not of this office", body = Problem)
    )
)]
pub(crate) async fn errors(
    State(app): State<App>,
    signed: Signed,
    Path(job): Path<String>,
    page: Result<Query<RowPage>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<RowsRefused>, ServerError> {
    let row = own_job(&app, &signed, &job).await?;
    refused_rows(&app, &row, page).await
}

/// A page of the rows of a job that were not taken.
pub(super) async fn refused_rows(
    app: &App,
    row: &JobRow,
    page: Result<Query<RowPage>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<RowsRefused>, ServerError> {
    let page = page.map_err(|_| ServerError::Parameter)?.0;
    let after = page.after_row.unwrap_or(0).max(0);
    let store = app.authority.store();
    let refused = store.job_errors(row.id, after, PAGE).await;
    let refused = refused.map_err(AuthorityError::from)?;
    let rows = refused.into_iter().map(|refused| RowRefused {
        row: refused.row,
        field: refused.field,
        code: refused.code,
    });
    Ok(Json(RowsRefused {
        rows: rows.collect(),
    }))
}
