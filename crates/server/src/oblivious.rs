//! The gateway of oblivious HTTP (RFC 9458): requests that a relay brings, so that nobody here sees
//! who asks.
//!
//! What is inside is answered by routes that ask for no account, and by no others: they are a
//! router of their own. Nothing is written down of which route it was.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use cleanbill_oblivious::{
    KEYS_TYPE, REQUEST_TYPE, RESPONSE_TYPE, Request as Asked, Response as Answered,
    SEALED_MAX_BYTES, WELL_KNOWN,
};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::ServerError;
use crate::app::App;
use crate::body::{bounded, check_media_type};
use crate::layers::{Cacheable, ClientAddress, as_problem, single};
use crate::routes::anonymous;

/// Long requests that are opened at one time.
const LONG_AT_ONCE: usize = 4;

/// The gateway, and what it asks.
#[derive(Clone)]
struct Inside {
    app: App,
    routes: Router,
    long: Arc<Semaphore>,
}

/// Where relays ask.
pub(crate) fn routes(app: &App) -> Router<App> {
    let inside = Inside {
        app: app.clone(),
        routes: anonymous().fallback(refused).with_state(app.clone()),
        long: Arc::new(Semaphore::new(LONG_AT_ONCE)),
    };
    let gateway = || get(keys).post(ask);
    Router::new()
        .route("/ohttp", gateway())
        .route(WELL_KNOWN, gateway())
        .with_state(inside)
}

/// What is no route for everybody is none through a relay, whatever it would be without one.
async fn refused() -> ServerError {
    ServerError::NotOblivious
}

/// The public keys. A relay that keeps them gives everybody the same.
async fn keys(State(inside): State<Inside>) -> Result<Response, ServerError> {
    let gateway = inside.app.oblivious.as_ref().ok_or(ServerError::NoRoute)?;
    let mut response = gateway.public_keys().into_response();
    let kind = HeaderValue::from_static(KEYS_TYPE);
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.extensions_mut().insert(Cacheable);
    Ok(response)
}

/// Opens a request, asks it, seals the answer.
async fn ask(
    State(inside): State<Inside>,
    Extension(relay): Extension<ClientAddress>,
    request: Request,
) -> Result<Response, ServerError> {
    let app = &inside.app;
    let gateway = app.oblivious.as_ref().ok_or(ServerError::NoRoute)?;
    app.steady.now()?;
    check_media_type(&request, REQUEST_TYPE)?;
    let usual = app.settings.limits.body_max_bytes;
    let length = single(request.headers(), &header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.parse::<usize>().ok());
    let is_long = length.is_some_and(|length| length > usual);
    let place = is_long.then(|| inside.long.clone().try_acquire_owned());
    let _place = place.transpose().map_err(|_| ServerError::Busy)?;
    let max = if is_long { SEALED_MAX_BYTES } else { usual };
    let sealed = bounded(request, max).await?;
    let (asked, reply) = gateway.open(&sealed)?;
    drop(sealed);
    let response = inside.answer(asked, relay).await?;
    let sealed = reply.seal(&told(response).await?)?;
    let mut response = sealed.into_response();
    let kind = HeaderValue::from_static(RESPONSE_TYPE);
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

impl Inside {
    /// Asks the routes; guesses are counted for the relay, which everybody behind it shares.
    async fn answer(&self, asked: Asked, relay: ClientAddress) -> Result<Response, ServerError> {
        let mut request = axum::http::Request::builder()
            .method(asked.method.as_str())
            .uri(asked.path.as_str())
            .header(header::CONTENT_LENGTH, asked.content.len())
            .extension(relay);
        if let Some(kind) = &asked.content_type {
            request = request.header(header::CONTENT_TYPE, kind.as_str());
        }
        let request = request.body(Body::from(asked.content));
        let request = request.map_err(|_| ServerError::Parameter)?;
        match self.routes.clone().oneshot(request).await {
            Ok(response) => Ok(as_problem(response)),
            Err(never) => match never {},
        }
    }
}

/// An answer, without what says nothing to a device.
async fn told(response: Response) -> Result<Answered, ServerError> {
    let (parts, body) = response.into_parts();
    let field = |name| single(&parts.headers, &name).map(str::to_owned);
    let content_type = field(header::CONTENT_TYPE);
    let retry_after = field(header::RETRY_AFTER);
    let content = to_bytes(body, SEALED_MAX_BYTES).await;
    let content = content.map_err(|_| ServerError::Defect)?;
    let status = match parts.status {
        status if status.is_informational() => StatusCode::INTERNAL_SERVER_ERROR,
        status => status,
    };
    Ok(Answered {
        status: status.as_u16(),
        content_type,
        retry_after,
        content: content.into(),
    })
}
