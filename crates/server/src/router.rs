//! All routes, and their description.

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::description::complete;
use crate::layers;
use crate::ledger;
use crate::links;
use crate::oblivious;
use crate::pages::{self, Pages, Served};
use crate::public;
use crate::routes as paths;
use crate::site;
use crate::{ServerError, health};

/// The API of a Cleanbill authority: passes, holders' records, acts, and what watches over them.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Cleanbill",
        description = "The API of a health authority: issue passes, open records (each look is \
            written down, and the holder sees it), propose and approve acts, import events. \
            Times are Unix seconds. Errors are problem details (RFC 9457).",
        license(name = "Apache-2.0")
    ),
    modifiers(&Schemes)
)]
struct Api;

struct Schemes;

impl utoipa::Modify for Schemes {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let components = openapi.components.get_or_insert_default();
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        let cookie = ApiKeyValue::new("__Host-cleanbill");
        let schemes = [
            ("bearer", SecurityScheme::Http(bearer)),
            ("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie))),
        ];
        for (name, scheme) in schemes {
            components.add_security_scheme(name, scheme);
        }
    }
}

fn described() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .merge(paths::all())
}

/// The description of the API, OpenAPI 3.1.
#[must_use]
pub fn openapi() -> serde_json::Value {
    let (_, openapi) = described().split_for_parts();
    as_value(&openapi)
}

fn as_value(openapi: &utoipa::openapi::OpenApi) -> serde_json::Value {
    let mut value = serde_json::to_value(openapi).unwrap_or_default();
    complete(&mut value);
    value
}

/// All routes, behind all layers.
pub(crate) fn build(app: &App) -> Router {
    let (router, description) = described().split_for_parts();
    let description = as_value(&description);
    let served = Served(Arc::new(Pages::render(&description)));
    let pages = Router::new()
        .route("/docs", get(pages::api))
        .route("/docs/errors", get(pages::codes))
        .route("/api/v1/openapi.json", get(pages::openapi))
        .with_state(served);
    router
        .route("/docs/style.css", get(pages::style))
        .merge(public::pages())
        .merge(ledger::routes())
        .merge(links::routes())
        .merge(pages)
        .merge(oblivious::routes(app))
        .fallback(page)
        .layer(CatchPanicLayer::custom(defect))
        .layer(from_fn_with_state(app.clone(), layers::each))
        .with_state(app.clone())
}

/// Where no route is, a page of ours may be, or what lies beside it.
async fn page(State(app): State<App>, request: Request) -> Response {
    let (asked, _) = request.into_parts();
    let is_asked = matches!(asked.method, Method::GET | Method::HEAD);
    let Some(home) = app.home.as_ref().filter(|_| is_asked) else {
        return ServerError::NoRoute.into_response();
    };
    if let Some(published) = site::published(app.publishing.as_ref(), &asked).await {
        return published;
    }
    match home.find(asked.uri.path()) {
        Some(found) => site::answer(&found, &asked.method, &asked.headers),
        None => ServerError::NoRoute.into_response(),
    }
}

/// What a panic says may hold anything, and goes nowhere.
fn defect(_: Box<dyn Any + Send>) -> Response {
    ServerError::Defect.into_response()
}
