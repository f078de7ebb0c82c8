//! The address of whoever checks: pages, and what is published beside them. There is no API behind
//! it, it sets no cookie and reads none, and of whoever asks nothing is kept but a count.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{Publishing, Site, answer, published};
use crate::app::App;
use crate::layers::{method_name, secure};

/// How requests here are counted: all as one.
const ROUTE: &str = "door";
/// Who opens the address alone checks.
const FIRST: &str = "/check/";

struct Door {
    site: Site,
    publishing: Option<Arc<dyn Publishing>>,
    app: App,
}

/// All that is behind the address.
pub(crate) fn router(app: &App, site: Site) -> Router {
    let door = Door {
        site,
        publishing: app.publishing.clone(),
        app: app.clone(),
    };
    Router::new().fallback(each).with_state(Arc::new(door))
}

async fn each(State(door): State<Arc<Door>>, request: Request) -> Response {
    let began = door.app.clock.elapsed();
    let (asked, _) = request.into_parts();
    let mut response = door.answer(&asked).await;
    secure(&door.app, &mut response);
    let took = door.app.clock.elapsed().saturating_sub(began);
    let method = method_name(&asked.method);
    let status = response.status().as_u16();
    door.app.counts.answered(ROUTE, method, status, took);
    response
}

impl Door {
    async fn answer(&self, asked: &Parts) -> Response {
        let (method, path) = (&asked.method, asked.uri.path());
        if !matches!(*method, Method::GET | Method::HEAD) {
            let allow = HeaderValue::from_static("GET, HEAD");
            return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, allow)]).into_response();
        }
        if path == "/" {
            return first();
        }
        if let Some(published) = published(self.publishing.as_ref(), asked).await {
            return published;
        }
        match self.site.find(path) {
            Some(found) => answer(&found, method, &asked.headers),
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }
}

fn first() -> Response {
    let to = HeaderValue::from_static(FIRST);
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
}
