//! Health links that holders make: the API. What whoever has a link asks is in
//! [`served`](crate::links).

use axum::Json;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use cleanbill_forum::links::{Links, LinksError, NewLink};
use cleanbill_shlink::ContentType;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::layers::{ClientAddress, check_guess};
use crate::links::link_path;
use crate::problem::Problem;
use crate::routes::door::Inside;
use crate::routes::filings::Long;

/// The service of health links, where there is one.
pub(crate) fn links(app: &App) -> Result<&Links, ServerError> {
    app.links.as_ref().ok_or(ServerError::NoLinks)
}

/// What a file is.
#[derive(Deserialize, ToSchema)]
pub(crate) enum FileType {
    /// SMART Health Cards.
    #[serde(rename = "application/smart-health-card")]
    SmartHealthCard,
    /// A FHIR resource.
    #[serde(rename = "application/fhir+json")]
    Fhir,
    /// A token for a FHIR server.
    #[serde(rename = "application/smart-api-access")]
    SmartApiAccess,
}

/// A file of a link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkFile {
    /// What it is.
    content_type: FileType,
    /// The file, encrypted with the link's key: a compact JWE, `dir` and `A256GCM`.
    encrypted: String,
}

/// A link to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkTold {
    /// Its files, 4,000,000 bytes together at most. The key is kept by whoever encrypted them.
    #[schema(min_items = 1, max_items = 8)]
    files: Vec<LinkFile>,
    /// What whoever opens it has to know, 4 to 64 characters; five wrong tries disable the link.
    passcode: Option<String>,
    /// Whether its address is that of its one file (flag U); else it is that of a list.
    #[serde(default)]
    direct: bool,
    /// When it ends, Unix seconds; at most 90 days from now.
    expires_at: i64,
}

/// A link that was made.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinkMade {
    /// Its address, for the member `url` of the link. It is kept nowhere here.
    url: String,
    /// The code that ends the link. Nobody has it a second time.
    revocation: String,
}

/// Share encrypted files by a health link. The key never comes here, and nothing is kept of who
/// made it.
#[utoipa::path(
    post, path = "/api/v1/own/links", tag = "links", security(("bearer" = [])),
    request_body = LinkTold,
    responses(
        (status = 200, description = "It is there", body = LinkMade),
        (status = 401, description = "Not by this token", body = Problem),
        (status = 404, description = "No links are served here", body = Problem),
        (status = 422, description = "It cannot be made so", body = Problem)
    )
)]
pub(crate) async fn make(
    State(app): State<App>,
    _inside: Inside,
    told: Long<LinkTold>,
) -> Result<Json<LinkMade>, ServerError> {
    let links = links(&app)?;
    let LinkTold {
        files,
        passcode,
        direct,
        expires_at,
    } = told.value;
    let files = files.into_iter().map(|file| {
        let content_type = match file.content_type {
            FileType::SmartHealthCard => ContentType::SmartHealthCard,
            FileType::Fhir => ContentType::Fhir,
            FileType::SmartApiAccess => ContentType::SmartApiAccess,
        };
        (content_type, file.encrypted)
    });
    let link = NewLink {
        files: files.collect(),
        passcode,
        is_direct: direct,
        expires_at,
    };
    let made = links.make(&link, app.now()).await?;
    Ok(Json(LinkMade {
        url: link_path(&app, &made.path),
        revocation: made.revocation,
    }))
}

/// The code of a link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkEnd {
    /// As it was given when the link was made.
    revocation: String,
}

/// End a link by its code: its files are deleted.
#[utoipa::path(
    post, path = "/api/v1/links/revoke", tag = "links", request_body = LinkEnd,
    responses(
        (status = 204, description = "It is ended"),
        (status = 404, description = "No such code, or not any more", body = Problem),
        (status = 429, description = "Too many tries", body = Problem)
    )
)]
pub(crate) async fn revoke(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<LinkEnd>,
) -> Result<StatusCode, ServerError> {
    match links(&app)?.revoke(&value.revocation).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(LinksError::NotFound) => {
            check_guess(&app, client)?;
            Err(LinksError::NotFound.into())
        }
        Err(error) => Err(error.into()),
    }
}
