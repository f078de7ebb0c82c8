//! Public submissions: anybody files and follows, officers of the addressee answer.

mod officer;
mod public;
mod told;

use axum::extract::{FromRequest, Request};
use axum::http::header;
use cleanbill_forum::filings::{Filings, FilingsError};
use cleanbill_issuer::role::Permission;
use cleanbill_issuer::staff::OfficeKind;
use serde::de::DeserializeOwned;
use tokio::sync::OwnedSemaphorePermit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ServerError;
use crate::app::App;
use crate::body::{bounded, check_media_type};
use crate::layers::single;
use crate::sign_in::Signed;

/// A document of 4 MiB in base64, and what is around it.
const BODY_MAX_BYTES: usize = 6 << 20;

/// All of them.
pub(super) fn all() -> OpenApiRouter<App> {
    anonymous()
        .routes(routes!(officer::waiting))
        .routes(routes!(officer::content))
        .routes(routes!(officer::attachment))
        .routes(routes!(officer::answer))
        .routes(routes!(officer::extend))
        .routes(routes!(officer::publish))
        .routes(routes!(officer::remove))
}

/// Those of everybody.
pub(super) fn anonymous() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(public::challenge))
        .routes(routes!(public::file, public::board))
        .routes(routes!(public::follow))
        .routes(routes!(public::counts))
        .routes(routes!(public::show))
        .routes(routes!(public::document))
}

/// The service of filings, where there is one.
pub(crate) fn filings(app: &App) -> Result<&Filings, ServerError> {
    app.filings.as_ref().ok_or(ServerError::NoFilings)
}

/// The number of an entry; whatever else stands there is no filing.
fn entry_of(text: &str) -> Result<u64, ServerError> {
    let entry = text.parse().ok();
    entry.ok_or_else(|| FilingsError::NotFound.into())
}

/// Who answers filings, and whose.
pub(super) async fn officer_of(
    app: &App,
    signed: &Signed,
) -> Result<cleanbill_forum::filings::Officer, ServerError> {
    let caller = &signed.caller;
    caller.may(Permission::AnswerFilings)?;
    // By signed acts, and not by what a row says.
    let staff = app.authority.staff(caller).await?;
    let mut offices = staff.offices.iter();
    let own = offices.find(|office| office.name == caller.office_name());
    Ok(cleanbill_forum::filings::Officer {
        id: caller.officer(),
        region: caller.region().to_owned(),
        is_of_authority: own.is_some_and(|office| office.kind == OfficeKind::Authority),
    })
}

/// JSON as everywhere, and longer: with a document in it. What is announced to be long waits for
/// one of a few places, so that no crowd fills the memory.
pub(crate) struct Long<T> {
    pub(crate) value: T,
    _place: Option<OwnedSemaphorePermit>,
}

impl<T: DeserializeOwned> FromRequest<App> for Long<T> {
    type Rejection = ServerError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ServerError> {
        check_media_type(&request, "application/json")?;
        let usual = app.settings.limits.body_max_bytes;
        let length = single(request.headers(), &header::CONTENT_LENGTH);
        let length = length.and_then(|length| length.parse::<usize>().ok());
        let place = match length.is_some_and(|length| length > usual) {
            true => {
                let place = app.long_bodies.clone().try_acquire_owned();
                Some(place.map_err(|_| ServerError::Busy)?)
            }
            false => None,
        };
        let max = if place.is_some() {
            BODY_MAX_BYTES
        } else {
            usual
        };
        let bytes = bounded(request, max).await?;
        let value = serde_json::from_slice(&bytes).map_err(|error| ServerError::Json {
            line: error.line(),
            column: error.column(),
        })?;
        Ok(Self {
            value,
            _place: place,
        })
    }
}
