//! A page as an answer, and an error as a page.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use cleanbill_pages::{CONTENT_POLICY, Frame, Problem};

use super::trouble::problem;
use crate::ServerError;

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// A page.
pub(crate) struct Page(pub(crate) String);

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

/// Why a form comes back, and for which of its fields.
#[derive(Debug, Clone)]
pub(crate) struct Wrong {
    error: ServerError,
    field: Option<&'static str>,
}

impl<E: Into<ServerError>> From<E> for Wrong {
    fn from(error: E) -> Self {
        Self {
            error: error.into(),
            field: None,
        }
    }
}

impl Wrong {
    pub(crate) fn at(field: &'static str, error: impl Into<ServerError>) -> Self {
        Self {
            error: error.into(),
            field: Some(field),
        }
    }
}

/// The page, or what went wrong as a page: with the status and headers that the API gives it.
pub(crate) fn answer(frame: &Frame<'_>, outcome: Result<String, ServerError>) -> Response {
    match outcome {
        Ok(page) => Page(page).into_response(),
        Err(error) => {
            let page = frame.problem(&problem(frame.place, &error));
            told(error.into_response(), page)
        }
    }
}

/// The page, or the form that comes back with what was filled in, as `again` draws it.
pub(crate) fn answer_form(
    frame: &Frame<'_>,
    outcome: Result<String, Wrong>,
    again: impl FnOnce(Problem<'static>) -> String,
) -> Response {
    match outcome {
        Ok(page) => Page(page).into_response(),
        Err(Wrong { error, field }) => {
            let problem = problem(frame.place, &error);
            let page = again(Problem {
                field: field.or(problem.field),
                ..problem
            });
            told(error.into_response(), page)
        }
    }
}

/// A refusal with a page in place of its body.
pub(crate) fn told(refusal: Response, page: String) -> Response {
    let (mut parts, _) = refusal.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    as_html(Response::from_parts(parts, Body::from(page)))
}
