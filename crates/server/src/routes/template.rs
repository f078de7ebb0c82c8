//! The template of imports.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use cleanbill_authority::intake::csv::TEMPLATE;

use crate::layers::Cacheable;

/// A CSV file to fill in: all columns, and one made-up row a ground.
#[utoipa::path(
    get, path = "/api/v1/import-template.csv", tag = "imports",
    responses(
        (status = 200, description = "The template", body = String, content_type = "text/csv")
    )
)]
pub(crate) async fn template() -> Response {
    let mut response = TEMPLATE.into_response();
    let csv = HeaderValue::from_static("text/csv; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, csv);
    response.extensions_mut().insert(Cacheable);
    response
}
