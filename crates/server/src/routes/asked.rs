//! Requests that may come again, and bodies that are read while they arrive.

use std::io::ErrorKind::InvalidData;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, header};
use cleanbill_authority::intake::csv::CsvError;
use cleanbill_authority::{AuthorityError, RequestKey, request_hash};
use cleanbill_fhir::FhirError;

use crate::ServerError;
use crate::app::App;
use crate::layers::single;
use crate::stream::{Incoming, incoming, parse_digest};

const IDEMPOTENCY_KEY: &str = "idempotency-key";
const CONTENT_DIGEST: &str = "content-digest";
const KEY_CHARS_MAX: usize = 128;
/// A body that is held in memory until its digest is known to be right; of a longer one the rows
/// that come before its end are taken.
const WHOLE_MAX_BYTES: u64 = 4 << 20;

/// The header `Idempotency-Key`, for this body sent to this route (what it names in its path
/// included): the same key with anything else is refused.
pub(super) fn request_key(
    headers: &HeaderMap,
    path: &[&str],
    body: &[u8],
) -> Result<RequestKey, ServerError> {
    let mut hashed = Vec::with_capacity(body.len() + 128);
    for part in path {
        hashed.extend_from_slice(part.as_bytes());
        // No part has it in it: all come from a path.
        hashed.push(b'/');
    }
    hashed.push(0);
    hashed.extend_from_slice(body);
    Ok(RequestKey {
        key: idempotency_key(headers)?,
        request_hash: request_hash(&hashed),
    })
}

pub(super) fn idempotency_key(headers: &HeaderMap) -> Result<String, ServerError> {
    let name = HeaderName::from_static(IDEMPOTENCY_KEY);
    let key = single(headers, &name).unwrap_or_default();
    let is_key =
        (1..=KEY_CHARS_MAX).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    if is_key {
        Ok(key.to_owned())
    } else {
        Err(ServerError::Header {
            name: IDEMPOTENCY_KEY,
        })
    }
}

/// Hands a body, whose SHA-256 the header `Content-Digest` announces, to what reads it on a thread
/// of its own.
pub(super) async fn streamed<T: Send + 'static>(
    app: &App,
    request: Request,
    read: impl FnOnce(Incoming, [u8; 32]) -> Result<T, AuthorityError> + Send + 'static,
) -> Result<T, ServerError> {
    let missing = ServerError::Header {
        name: CONTENT_DIGEST,
    };
    let digest = single(request.headers(), &HeaderName::from_static(CONTENT_DIGEST));
    let digest = digest.and_then(parse_digest).ok_or(missing)?;
    let length = single(request.headers(), &header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.parse::<u64>().ok());
    let is_short = length.is_some_and(|length| length <= WHOLE_MAX_BYTES);
    let limits = &app.settings.limits;
    let (feed, input) = incoming(digest, limits.import_max_bytes, limits.idle);
    // Reading waits for the client: on a thread where one may wait.
    let reading = tokio::task::spawn_blocking(move || {
        // Of a short body nothing is taken before all of it is known to be right.
        let input = if is_short { input.whole() } else { Ok(input) };
        read(input.map_err(|_| CsvError::Read(InvalidData))?, digest)
    });
    let fed = feed.run(request.into_body()).await;
    let ended = reading.await.map_err(|_| ServerError::Defect)?;
    // What went wrong on the way here is why the rest could not be read.
    fed?;
    ended.map_err(|error| as_digest(&error).unwrap_or_else(|| error.into()))
}

/// The reader says so where the body ended and its digest was another.
const fn as_digest(error: &AuthorityError) -> Option<ServerError> {
    match error {
        AuthorityError::Csv(CsvError::Read(InvalidData))
        | AuthorityError::Fhir(FhirError::Read { kind: InvalidData }) => Some(ServerError::Digest),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_bound_to_route_and_body() {
        let mut headers = HeaderMap::new();
        headers.insert(IDEMPOTENCY_KEY, "k".parse().unwrap());
        let hash = |path: &[&str], body: &[u8]| {
            let key = request_key(&headers, path, body);
            key.unwrap().request_hash
        };
        let one = hash(&["correct", "a"], b"{}");
        assert_eq!(one, hash(&["correct", "a"], b"{}"));
        for (path, body) in [
            (&["correct", "b"][..], &b"{}"[..]),
            (&["mandates", "a"], b"{}"),
            (&["correct"], b"a{}"),
            (&["correct", "a"], b"{ }"),
        ] {
            assert_ne!(one, hash(path, body));
        }
        for bad in ["", " ", "ä", &"k".repeat(129)] {
            headers.insert(IDEMPOTENCY_KEY, bad.parse().unwrap());
            assert!(request_key(&headers, &[], b"").is_err(), "{bad:?}");
        }
    }
}
