//! The witness on HTTP (C2SP tlog-witness, HTTP Interface).

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::connections::{ConnectionLimits, Connections};
use crate::error::WitnessError;
use crate::witness::{Answer, Witness};

/// The longest body that is read, in bytes: 63 hashes, and a checkpoint with 16 signatures of the
/// longest kind, 3,300 bytes each, twice over.
pub const BODY_SIZE_MAX_BYTES: usize = 131_072;

/// How long a request may take, in seconds, its body included.
pub const REQUEST_SECS_MAX: u64 = 10;

/// How many requests are checked at a time: each verifies signatures and may write to the disk.
const CHECKS_MAX: usize = 8;

#[derive(Clone)]
struct App {
    witness: Arc<Witness>,
    checks: Arc<Semaphore>,
}

/// The witness's pages: `POST /add-checkpoint`, and `GET /` for people.
pub fn router(witness: Arc<Witness>) -> Router {
    let time = Duration::from_secs(REQUEST_SECS_MAX);
    let app = App {
        witness,
        checks: Arc::new(Semaphore::new(CHECKS_MAX)),
    };
    Router::new()
        .route("/", get(describe))
        .route("/add-checkpoint", post(add_checkpoint))
        .with_state(app)
        .layer(CatchPanicLayer::new())
        .layer(RequestBodyLimitLayer::new(BODY_SIZE_MAX_BYTES))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            time,
        ))
}

/// Answers on a listener until `stop` ends, then ends what is under way.
///
/// # Errors
/// [`WitnessError::Listen`].
pub async fn serve(
    listener: TcpListener,
    witness: Arc<Witness>,
    limits: ConnectionLimits,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), WitnessError> {
    axum::serve(Connections::new(listener, limits), router(witness))
        .with_graceful_shutdown(stop)
        .await
        .map_err(|error| WitnessError::Listen { kind: error.kind() })
}

async fn describe(State(app): State<App>) -> Response {
    // A log that is just being written is waited for, so not on the threads that serve.
    let text = tokio::task::spawn_blocking(move || app.witness.describe()).await;
    match text {
        Ok(text) => text.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn add_checkpoint(State(app): State<App>, body: Bytes) -> Response {
    let Ok(permit) = app.checks.acquire_owned().await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    // Goes on to its end even if the client goes away: what was remembered is signed for the next.
    let answer = tokio::task::spawn_blocking(move || {
        let answer = app.witness.add_checkpoint(&body);
        drop(permit);
        answer
    });
    match answer.await {
        Ok(answer) => respond(answer),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn respond(answer: Answer) -> Response {
    match answer {
        Answer::Cosigned(signature) => format!("{}\n", signature.line()).into_response(),
        Answer::Malformed => refuse(StatusCode::BAD_REQUEST, "not a request of a log"),
        Answer::Forbidden => refuse(StatusCode::FORBIDDEN, "not signed by a key of the log"),
        Answer::UnknownLog => refuse(StatusCode::NOT_FOUND, "not a log that is known here"),
        Answer::Conflict { size } => {
            let mut response = (StatusCode::CONFLICT, format!("{size}\n")).into_response();
            let media_type = HeaderValue::from_static("text/x.tlog.size");
            response
                .headers_mut()
                .insert(header::CONTENT_TYPE, media_type);
            response
        }
        Answer::Inconsistent => refuse(
            StatusCode::UNPROCESSABLE_ENTITY,
            "the proof does not show that the log only grew",
        ),
        Answer::Unavailable => refuse(StatusCode::SERVICE_UNAVAILABLE, "try again later"),
    }
}

fn refuse(status: StatusCode, why: &'static str) -> Response {
    (status, format!("{why}\n")).into_response()
}
