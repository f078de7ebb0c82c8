//! Following a case by its code, and acting in it.

use axum::Json;
use axum::extract::{Extension, State};
use cleanbill_authority::{Asker, AuthorityError, FollowCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::file::source;
use super::read::AppealRead;
use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::layers::{ClientAddress, check_guess};
use crate::problem::Problem;

/// Who follows a case, and what they do.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Following {
    /// The code of the case, or of a mandate for it.
    code: String,
    /// The number, if one is said: another case is not found.
    appeal: Option<String>,
    /// To say more: the text.
    text: Option<String>,
    /// To give a mandate: until when, Unix seconds.
    ends_at: Option<i64>,
    /// To take a mandate back: its number.
    mandate: Option<i64>,
}

impl Following {
    pub(super) fn parse(
        &self,
        app: &App,
        client: ClientAddress,
    ) -> Result<(FollowCode, [u8; 16]), ServerError> {
        check_guess(app, client)?;
        let code = FollowCode::parse(&self.code).ok_or(AuthorityError::NotFound)?;
        Ok((code, source(client)))
    }

    pub(super) fn asker<'a>(&'a self, (code, source): &'a (FollowCode, [u8; 16])) -> Asker<'a> {
        Asker::Code {
            code,
            number: self.appeal.as_deref(),
            source: *source,
        }
    }
}

/// See a case by its code.
#[utoipa::path(
    post, path = "/api/v1/appeals/follow", tag = "appeals", request_body = Following,
    responses(
        (status = 200, description = "The case", body = AppealRead),
        (status = 404, description = "Not a code of this case, or not any more", body = Problem),
        (status = 429, description = "Too many tries", body = Problem)
    )
)]
pub(crate) async fn follow(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<Following>,
) -> Result<Json<AppealRead>, ServerError> {
    let code = value.parse(&app, client)?;
    let view = app.authority.appeal(&value.asker(&code), app.now()).await?;
    Ok(Json(AppealRead::of(&view)))
}

/// Say more in a case that is open, by its code.
#[utoipa::path(
    post, path = "/api/v1/appeals/add", tag = "appeals", request_body = Following,
    responses(
        (status = 200, description = "The case", body = AppealRead),
        (status = 404, description = "Not a code of this case, or not any more", body = Problem),
        (status = 422, description = "No text, or the case ended", body = Problem)
    )
)]
pub(crate) async fn add(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<Following>,
) -> Result<Json<AppealRead>, ServerError> {
    let code = value.parse(&app, client)?;
    let text = value.text.as_deref();
    let text = text.ok_or(ServerError::Field { field: "text" })?;
    let (asker, now) = (value.asker(&code), app.now());
    let view = app.authority.add_to_appeal(&asker, text, now).await?;
    Ok(Json(AppealRead::of(&view)))
}

/// Take an appeal back, by its code. An act that waits still needs a reviewer.
#[utoipa::path(
    post, path = "/api/v1/appeals/withdraw", tag = "appeals", request_body = Following,
    responses(
        (status = 200, description = "The case", body = AppealRead),
        (status = 404, description = "Not a code of this case, or not any more", body = Problem),
        (status = 422, description = "The case ended", body = Problem)
    )
)]
pub(crate) async fn withdraw(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<Following>,
) -> Result<Json<AppealRead>, ServerError> {
    let code = value.parse(&app, client)?;
    let (asker, now) = (value.asker(&code), app.now());
    let view = app.authority.withdraw_appeal(&asker, now).await?;
    Ok(Json(AppealRead::of(&view)))
}

/// That a case is in the public ledger, by its code: a C2SP tlog-proof.
#[utoipa::path(
    post, path = "/api/v1/appeals/receipt", tag = "appeals", request_body = Following,
    responses(
        (status = 200, description = "The receipt", body = String, content_type = "text/plain"),
        (status = 404, description = "Not a code of this case, or no ledger", body = Problem),
        (status = 503, description = "Not in the ledger yet", body = Problem)
    )
)]
pub(crate) async fn receipt(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<Following>,
) -> Result<String, ServerError> {
    let code = value.parse(&app, client)?;
    let (asker, now) = (value.asker(&code), app.now());
    let receipt = app.authority.appeal_receipt(&asker, now).await?;
    Ok(receipt.ok_or(AuthorityError::NotReleased)?)
}

/// A mandate for one case.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseMandateGiven {
    /// Its number in the case.
    mandate: i64,
    /// For whoever is to act: it opens this case and no other, and is shown once.
    code: String,
}

/// Let somebody act in a case, until `ends_at`: by the appellant's own code.
#[utoipa::path(
    post, path = "/api/v1/appeals/mandates", tag = "appeals", request_body = Following,
    responses(
        (status = 200, description = "The mandate and its code", body = CaseMandateGiven),
        (status = 404, description = "Not the appellant's code", body = Problem),
        (status = 422, description = "Not an end that a mandate has", body = Problem)
    )
)]
pub(crate) async fn give_mandate(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<Following>,
) -> Result<Json<CaseMandateGiven>, ServerError> {
    let code = value.parse(&app, client)?;
    let ends_at = value.ends_at;
    let ends_at = ends_at.ok_or(ServerError::Field { field: "ends_at" })?;
    let (asker, now) = (value.asker(&code), app.now());
    let (mandate, code) = app
        .authority
        .give_case_mandate(&asker, ends_at, now)
        .await?;
    Ok(Json(CaseMandateGiven {
        mandate,
        code: code.to_text(),
    }))
}

/// Take a mandate for a case back, by the appellant's own code: it opens nothing from now on.
#[utoipa::path(
    post, path = "/api/v1/appeals/mandates/end", tag = "appeals", request_body = Following,
    responses(
        (status = 200, description = "The case", body = AppealRead),
        (status = 404, description = "Not the appellant's, or no such mandate", body = Problem),
        (status = 409, description = "It had ended", body = Problem)
    )
)]
pub(crate) async fn end_mandate(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<Following>,
) -> Result<Json<AppealRead>, ServerError> {
    let code = value.parse(&app, client)?;
    let mandate = value.mandate;
    let mandate = mandate.ok_or(ServerError::Field { field: "mandate" })?;
    let (asker, now) = (value.asker(&code), app.now());
    let authority = &app.authority;
    authority.end_case_mandate(&asker, mandate, now).await?;
    Ok(Json(AppealRead::of(&authority.appeal(&asker, now).await?)))
}
