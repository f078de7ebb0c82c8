//! Whether the service lives, is ready, and what it counted.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;

/// What the service needs, and whether it is there.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Readiness {
    /// `ok`, or the code of what is wrong with the databases.
    database: String,
    /// `ok`, or the code of what is wrong with the keys that seal and name.
    keys: String,
    /// `ok`, or the code of why nothing can be signed.
    signer: String,
}

/// The process answers.
#[utoipa::path(
    get, path = "/health/live", tag = "health",
    responses((status = 204, description = "It lives"))
)]
pub(crate) async fn live() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// Requests can be served: databases, keys and signer are there.
#[utoipa::path(
    get, path = "/health/ready", tag = "health",
    responses(
        (status = 200, description = "Ready", body = Readiness),
        (status = 503, description = "Not ready", body = Readiness)
    )
)]
pub(crate) async fn ready(State(app): State<App>) -> Response {
    let ok = || "ok".to_owned();
    let database = match app.authority.check_ready().await {
        Ok(()) => ok(),
        Err(error) => error.code().to_owned(),
    };
    let named = app.authority.ring().public_id(
        cleanbill_seal::IdKind::Job,
        cleanbill_issuer::registry::Shard::default(),
        1,
    );
    let keys = named.map_or_else(|error| error.code().to_owned(), |_| ok());
    let signer = match (app.signer_check)(app.now()) {
        Ok(()) => ok(),
        Err(code) => code.to_owned(),
    };
    let is_ready = [&database, &keys, &signer]
        .iter()
        .all(|state| *state == "ok");
    let status = if is_ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let readiness = Readiness {
        database,
        keys,
        signer,
    };
    (status, Json(readiness)).into_response()
}

/// The counts, in the text form of Prometheus.
pub(crate) fn rendered(app: &App) -> Response {
    let mut response = app.counts.render().into_response();
    let text = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, text);
    response
}

/// On the address that is for counts alone.
pub(crate) async fn open_metrics(State(app): State<App>) -> Response {
    rendered(&app)
}
