//! What lies beside the pages of either site: who the authority is, and its signed set.

use std::sync::Arc;

use axum::http::request::Parts;
use axum::response::Response;

use super::Publishing;
use super::answer::file;

const AUTHORITY: &str = "/authority.json";
const SET: &str = "/bundle.cbset";

/// What the authority publishes now, where that is asked for; `None` where something else is, and
/// where there is none.
pub(crate) async fn published(
    publishing: Option<&Arc<dyn Publishing>>,
    asked: &Parts,
) -> Option<Response> {
    let path = asked.uri.path();
    let publishing = publishing.filter(|_| [AUTHORITY, SET].contains(&path))?;
    let publishing = publishing.clone();
    let current = tokio::task::spawn_blocking(move || publishing.current()).await;
    let published = current.ok().flatten()?;
    let asset = if path == AUTHORITY {
        &published.authority
    } else {
        &published.set
    };
    Some(file(asset, &asked.method, &asked.headers))
}
