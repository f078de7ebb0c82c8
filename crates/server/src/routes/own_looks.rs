//! What an officer looked at under their own name.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use cleanbill_authority::OwnLook;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ServerError;
use crate::app::App;
use crate::problem::Problem;
use crate::sign_in::Signed;

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct LookPage {
    /// `next` of the page before.
    after: Option<String>,
}

/// A look at somebody's record; whose, is not told.
#[derive(Serialize, ToSchema)]
pub(crate) struct Look {
    /// Its id, the one that the holder sees.
    access: String,
    /// What for.
    purpose: &'static str,
    /// On which ground of law.
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<&'static str>,
    /// In the course of which act, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<String>,
    /// When, Unix seconds.
    at: i64,
}

/// Looks.
#[derive(Serialize, ToSchema)]
pub(crate) struct Looks {
    /// The newest first.
    looks: Vec<Look>,
    /// What the next page goes on after.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

impl From<OwnLook> for Look {
    fn from(look: OwnLook) -> Self {
        Self {
            access: look.id.to_string(),
            purpose: look.purpose.name(),
            basis: look.basis.map(|basis| basis.name()),
            act: look.act.map(|act| act.to_string()),
            at: look.at,
        }
    }
}

/// Records that were opened in the caller's name. What they do not know of, somebody else did with
/// their keys.
#[utoipa::path(
    get, path = "/api/v1/me/looks", tag = "watching", params(LookPage),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "A page", body = Looks),
        (status = 401, description = "Not signed in", body = Problem)
    )
)]
pub(crate) async fn own_looks(
    State(app): State<App>,
    signed: Signed,
    page: Result<Query<LookPage>, QueryRejection>,
) -> Result<Json<Looks>, ServerError> {
    let page = page.map_err(|_| ServerError::Parameter)?.0;
    let found = app
        .authority
        .own_looks(&signed.caller, page.after.as_deref());
    let found = found.await?;
    Ok(Json(Looks {
        looks: found.looks.into_iter().map(Look::from).collect(),
        next: found.next.map(|next| next.to_string()),
    }))
}
