//! What whoever has a health link asks (HL7 SMART Health Cards and Links, STU 1.0.0).
//!
//! ```text
//! POST /l/{link}                      {recipient, passcode, embeddedLengthMax} → the list of files
//! GET  /l/{link}?recipient=…          the one file of a link without a list (flag U)
//! GET  /l/{link}/file/{ticket}        one file of a list, for minutes
//! ```
//!
//! Viewers are pages of others: any origin may ask, without cookies. Who asks is read, as the
//! specification wants it said, and written nowhere.

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Path, Query, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use cleanbill_forum::links::{LinksError, ServedSource};
use cleanbill_shlink::{
    Address, FileSource, Limits, Manifest, ManifestFile, ManifestRequest, render_remaining_attempts,
};
use serde::Deserialize;

use crate::ServerError;
use crate::app::App;
use crate::body::{bounded, check_media_type};
use crate::cross_origin::{allowed, for_any_origin};
use crate::layers::{ClientAddress, check_guess};
use crate::problem::Refused;
use crate::routes::links::links;

/// The type of an encrypted file.
const JOSE: &str = "application/jose";
const JSON: &str = "application/json";
/// Longest name of a recipient, in characters.
const RECIPIENT_CHARACTERS_MAX: usize = 256;

/// All routes.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/l/{link}", post(manifest).get(direct).options(may_post))
        .route("/l/{link}/file/{ticket}", get(file).options(may_post))
        .layer(map_response(for_any_origin))
}

/// The address of a link, by its random part.
pub(crate) fn link_path(app: &App, link: &str) -> String {
    let origins = &app.settings.origins;
    let origin = origins.first().map_or("", String::as_str);
    format!("{origin}/l/{link}")
}

/// What a browser asks before it posts JSON. Pages of any origin may read the answers: there is
/// nothing in them for who has no key.
async fn may_post() -> Response {
    allowed("GET, POST", "content-type")
}

fn answer(kind: &'static str, text: String) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

async fn manifest(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Path(link): Path<String>,
    request: Request,
) -> Result<Response, ServerError> {
    let now = app.steady.now()?;
    check_media_type(&request, JSON)?;
    let limits = Limits::default();
    let body = bounded(request, limits.request_bytes_max).await?;
    let request = ManifestRequest::parse(&body, &limits).map_err(LinksError::from)?;
    let files = match links(&app)?.manifest(&link, &request, now).await {
        Err(LinksError::Passcode { remaining }) => {
            check_guess(&app, client)?;
            return Ok(wrong_passcode(remaining));
        }
        files => found(&app, client, files)?,
    };
    let files = files.into_iter().map(|file| {
        let source = match file.source {
            ServedSource::Embedded(text) => FileSource::Embedded(text),
            ServedSource::Ticket(ticket) => {
                let address = format!("{}/file/{ticket}", link_path(&app, &link));
                let address = Address::parse(&address).map_err(|_| ServerError::NotReady)?;
                FileSource::Location(address)
            }
        };
        Ok(ManifestFile {
            content_type: file.content_type.name().to_owned(),
            source,
            last_updated: None,
            status: None,
            fhir_version: None,
        })
    });
    let manifest = Manifest {
        status: None,
        files: files.collect::<Result<_, ServerError>>()?,
        has_list: false,
    };
    Ok(answer(JSON, manifest.to_json()))
}

/// As the specification wants it: 401, and how many attempts remain.
fn wrong_passcode(remaining: i16) -> Response {
    let remaining = u64::try_from(remaining).unwrap_or(0);
    let text = render_remaining_attempts(remaining);
    let mut response = (StatusCode::UNAUTHORIZED, answer(JSON, text)).into_response();
    let error = LinksError::Passcode { remaining: 0 };
    response.extensions_mut().insert(Refused(error.into()));
    response
}

/// Who asks for a file that is found without a list.
#[derive(Deserialize)]
struct Recipient {
    recipient: String,
}

async fn direct(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Path(link): Path<String>,
    asked: Result<Query<Recipient>, QueryRejection>,
) -> Result<Response, ServerError> {
    let now = app.steady.now()?;
    let asked = asked.map_err(|_| ServerError::Parameter)?;
    let name = asked.recipient.trim();
    if name.is_empty() || name.chars().count() > RECIPIENT_CHARACTERS_MAX {
        return Err(ServerError::Parameter);
    }
    let file = links(&app)?.direct_file(&link, now).await;
    Ok(answer(JOSE, found(&app, client, file)?))
}

async fn file(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Path((link, ticket)): Path<(String, String)>,
) -> Result<Response, ServerError> {
    let now = app.steady.now()?;
    let file = links(&app)?.file(&link, &ticket, now).await;
    Ok(answer(JOSE, found(&app, client, file)?))
}

/// Whoever asks for what is not there is guessing, and soon waits.
fn found<T>(
    app: &App,
    client: ClientAddress,
    outcome: Result<T, LinksError>,
) -> Result<T, ServerError> {
    if matches!(outcome, Err(LinksError::NotFound)) {
        check_guess(app, client)?;
    }
    Ok(outcome?)
}
