//! Bodies: JSON, read strictly.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use serde::de::DeserializeOwned;

use crate::ServerError;
use crate::app::App;
use crate::layers::single;

/// JSON that is what it should be: nothing twice, nothing unknown, nothing behind it. With the
/// bytes it was read from.
pub(crate) struct Strict<T> {
    pub(crate) value: T,
    pub(crate) bytes: Bytes,
}

impl<T: DeserializeOwned> FromRequest<App> for Strict<T> {
    type Rejection = ServerError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ServerError> {
        check_media_type(&request, "application/json")?;
        let bytes = bounded(request, app.settings.limits.body_max_bytes).await?;
        let value = serde_json::from_slice(&bytes).map_err(|error| ServerError::Json {
            line: error.line(),
            column: error.column(),
        })?;
        Ok(Self { value, bytes })
    }
}

pub(crate) fn check_media_type(request: &Request, wanted: &'static str) -> Result<(), ServerError> {
    let said = single(request.headers(), &header::CONTENT_TYPE).unwrap_or_default();
    let said = said.split(';').next().unwrap_or_default().trim();
    match said.eq_ignore_ascii_case(wanted) {
        true => Ok(()),
        false => Err(ServerError::MediaType { wanted }),
    }
}

pub(crate) async fn bounded(request: Request, max: usize) -> Result<Bytes, ServerError> {
    let too_large = ServerError::TooLarge { max: max as u64 };
    let length = single(request.headers(), &header::CONTENT_LENGTH);
    let length: Option<u64> = length.and_then(|length| length.parse().ok());
    if length.is_some_and(|length| length > max as u64) {
        return Err(too_large);
    }
    let mut body = crate::stream::Chunks::new(request.into_body());
    let mut bytes = Vec::new();
    while let Some(chunk) = body.next().await? {
        if bytes.len() + chunk.len() > max {
            return Err(too_large);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.into())
}
