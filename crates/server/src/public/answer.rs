//! A page as an answer, and an error as a page.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use cleanbill_pages::{CONTENT_POLICY, Frame, Problem};

use crate::ServerError;

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// A page.
pub(super) struct Page(pub(super) String);

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        as_html(Response::new(Body::from(self.0)))
    }
}

fn as_html(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HTML);
    let policy = HeaderValue::from_static(CONTENT_POLICY);
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// The page, or what went wrong as a page: with the status and headers that the API gives it.
pub(super) fn answer(frame: &Frame<'_>, outcome: Result<String, ServerError>) -> Response {
    match outcome {
        Ok(page) => Page(page).into_response(),
        Err(error) => {
            let page = frame.problem(&Problem {
                code: error.code(),
                sentence: &error.to_string(),
                remedy: error.remedy(),
            });
            let (mut parts, _) = error.into_response().into_parts();
            parts.headers.remove(header::CONTENT_LENGTH);
            as_html(Response::from_parts(parts, Body::from(page)))
        }
    }
}
