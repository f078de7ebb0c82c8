//! Whether the service lives, is ready, and what it counted.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::ServerError;
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
    /// `ok`, or the code of what is wrong with the clock.
    clock: String,
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
    let readiness = Readiness::of(&app).await;
    let status = if readiness.parts().iter().all(|(_, state)| *state == OK) {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(readiness)).into_response()
}

/// A part that is as it should be.
const OK: &str = "ok";

impl Readiness {
    async fn of(app: &App) -> Self {
        let state = |outcome: Result<(), &'static str>| outcome.err().unwrap_or(OK).to_owned();
        let database = app.authority.check_ready().await;
        let named = app.authority.ring().public_id(
            cleanbill_seal::IdKind::Job,
            cleanbill_issuer::registry::Shard::default(),
            1,
        );
        Self {
            database: state(database.map_err(|error| error.code())),
            keys: state(named.map(drop).map_err(|error| error.code())),
            signer: state(signer(app).await),
            clock: state(app.steady.now().map(drop).map_err(|error| error.code())),
        }
    }

    fn parts(&self) -> [(&'static str, &str); 4] {
        [
            ("database", &self.database),
            ("keys", &self.keys),
            ("signer", &self.signer),
            ("clock", &self.clock),
        ]
    }
}

/// A token may take its time.
async fn signer(app: &App) -> Result<(), &'static str> {
    let (check, now) = (app.signer_check.clone(), app.now());
    let asked = tokio::task::spawn_blocking(move || check(now));
    asked.await.unwrap_or(Err(ServerError::Defect.code()))
}

/// The counts, in the text form of Prometheus.
pub(crate) async fn rendered(app: &App) -> Response {
    for (part, state) in Readiness::of(app).await.parts() {
        app.counts.ready(part, state == OK);
    }
    let mut response = app.counts.render().into_response();
    let text = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, text);
    response
}

/// On the address that is for counts alone.
pub(crate) async fn open_metrics(State(app): State<App>) -> Response {
    rendered(&app).await
}
