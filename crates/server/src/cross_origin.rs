//! Answers that pages of any origin may read (Fetch Standard, section 3.2): what an address or a
//! token in the request protects, and no cookie, tells a page nothing that its visitor does not
//! know already.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// How long a browser may remember what it was told, seconds.
const MAX_AGE_SECS: &str = "86400";

/// Lets pages of any origin read an answer.
pub(crate) async fn for_any_origin(mut response: Response) -> Response {
    open(&mut response);
    response
}

/// As [`for_any_origin`], where the answer is at hand.
pub(crate) fn open(response: &mut Response) {
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
}

/// What a browser asks before it sends a page's request: the methods and headers that are taken.
pub(crate) fn allowed(methods: &'static str, headers: &'static str) -> Response {
    let said = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, methods),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, headers),
        (header::ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECS),
    ];
    (StatusCode::NO_CONTENT, said).into_response()
}
