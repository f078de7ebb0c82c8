//! Filing: by the holder, for them, at a desk, and from paper.

use std::net::IpAddr;

use axum::Json;
use axum::extract::{Extension, Path, State};
use cleanbill_authority::{AuthorityError, FollowCode};
use cleanbill_issuer::role::Permission;
use cleanbill_redress::case::DoorSlip;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::read::{AppealRead, Filed};
use super::told::Appealing;
use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::layers::{ClientAddress, check_guess};
use crate::problem::Problem;
use crate::routes::door::Inside;
use crate::sign_in::Signed;

/// One's own cases.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnAppeals {
    /// All of them.
    appeals: Vec<AppealRead>,
}

/// Appeal, as the holder: against an act, a refusal or a look. An act that was noticed and does not
/// take effect yet waits for the decision.
#[utoipa::path(
    post, path = "/api/v1/own/appeals", tag = "appeals", request_body = Appealing,
    security(("bearer" = [])),
    responses(
        (status = 200, description = "The case and its code", body = Filed),
        (status = 404, description = "Not about oneself", body = Problem),
        (status = 409, description = "There is an appeal against it", body = Problem),
        (status = 422, description = "Not an appeal", body = Problem)
    )
)]
pub(crate) async fn file(
    State(app): State<App>,
    inside: Inside,
    Strict { value, .. }: Strict<Appealing>,
) -> Result<Json<Filed>, ServerError> {
    let (new, now) = (value.new_appeal()?, app.now());
    let filed = app.authority.file_appeal(&inside.holder, &new, now).await?;
    Ok(Json(Filed::of(&filed)))
}

/// One's own cases.
#[utoipa::path(
    get, path = "/api/v1/own/appeals", tag = "appeals", security(("bearer" = [])),
    responses((status = 200, description = "All of them", body = OwnAppeals))
)]
pub(crate) async fn own(
    State(app): State<App>,
    inside: Inside,
) -> Result<Json<OwnAppeals>, ServerError> {
    let views = app.authority.own_appeals(&inside.holder, app.now()).await?;
    Ok(Json(OwnAppeals {
        appeals: views.iter().map(AppealRead::of).collect(),
    }))
}

/// Appeal for somebody whom one represents, by a mandate to act.
#[utoipa::path(
    post, path = "/api/v1/own/represented/{holder}/appeals", tag = "appeals",
    request_body = Appealing, security(("bearer" = [])),
    params(("holder" = String, Path, description = "Whom one represents, by id")),
    responses(
        (status = 200, description = "The case and its code", body = Filed),
        (status = 404, description = "No mandate to act, or not about them", body = Problem),
        (status = 409, description = "There is an appeal against it", body = Problem)
    )
)]
pub(crate) async fn file_for(
    State(app): State<App>,
    inside: Inside,
    Path(holder): Path<String>,
    Strict { value, .. }: Strict<Appealing>,
) -> Result<Json<Filed>, ServerError> {
    let (new, now) = (value.new_appeal()?, app.now());
    let filed = app
        .authority
        .file_appeal_for(&inside.holder, &holder, &new, now);
    Ok(Json(Filed::of(&filed.await?)))
}

/// Take an appeal on paper; the code goes to the holder.
#[utoipa::path(
    post, path = "/api/v1/holders/{holder}/appeals", tag = "appeals", request_body = Appealing,
    params(("holder" = String, Path, description = "Who appeals, by id")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The case and its code", body = Filed),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "Not about them", body = Problem),
        (status = 409, description = "There is an appeal against it", body = Problem)
    )
)]
pub(crate) async fn file_at_desk(
    State(app): State<App>,
    signed: Signed,
    Path(holder): Path<String>,
    Strict { value, .. }: Strict<Appealing>,
) -> Result<Json<Filed>, ServerError> {
    signed.caller.may(Permission::TakeAppeals)?;
    let (new, now) = (value.new_appeal()?, app.now());
    let filed = app
        .authority
        .file_appeal_at_desk(&signed.caller, &holder, &new, now);
    Ok(Json(Filed::of(&filed.await?)))
}

/// The code of a printed notice.
#[derive(Serialize, ToSchema)]
pub(crate) struct NoticeCode {
    /// For whoever the notice is for: with the act's id it files an appeal.
    code: String,
}

/// The code that is printed on the notice of an act.
#[utoipa::path(
    post, path = "/api/v1/acts/{act}/notice-code", tag = "appeals",
    params(("act" = String, Path, description = "Its id")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The code", body = NoticeCode),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "No such act", body = Problem)
    )
)]
pub(crate) async fn notice_code(
    State(app): State<App>,
    signed: Signed,
    Path(act): Path<String>,
) -> Result<Json<NoticeCode>, ServerError> {
    let code = app.authority.notice_code(&signed.caller, &act).await?;
    Ok(Json(NoticeCode {
        code: code.to_text(),
    }))
}

/// An appeal from paper: by the code of a notice, or by the slip of a door.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaperAppeal {
    /// The act of the notice, by id.
    act: Option<String>,
    /// The code of the notice.
    code: Option<String>,
    /// The text of the slip, as it was printed.
    slip: Option<String>,
    /// The day of the check, days since 1970-01-01.
    day: Option<i32>,
    /// In one's own words, at most 16,384 bytes.
    text: Option<String>,
}

/// Appeal from paper, without a token: `act` with the `code` of its notice, or the `slip` of a door
/// with its `day`, which names nobody.
#[utoipa::path(
    post, path = "/api/v1/appeals", tag = "appeals", request_body = PaperAppeal,
    responses(
        (status = 200, description = "The case and its code", body = Filed),
        (status = 404, description = "Not the code of this act", body = Problem),
        (status = 409, description = "There is an appeal against it", body = Problem),
        (status = 422, description = "Not an appeal", body = Problem),
        (status = 429, description = "Too many tries", body = Problem)
    )
)]
pub(crate) async fn file_on_paper(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<PaperAppeal>,
) -> Result<Json<Filed>, ServerError> {
    check_guess(&app, client)?;
    let (source, now, text) = (source(client), app.now(), value.text.as_deref());
    let authority = &app.authority;
    let filed = match (&value.act, &value.code, &value.slip, value.day) {
        (Some(act), Some(code), None, None) => {
            let code = FollowCode::parse(code).ok_or(AuthorityError::NotFound)?;
            authority
                .file_appeal_by_notice(act, &code, text, source, now)
                .await?
        }
        (None, None, Some(slip), Some(day)) => {
            let slip = DoorSlip::parse(slip, day).map_err(AuthorityError::from)?;
            authority.file_door_appeal(slip, text, source, now).await?
        }
        _ => return Err(ServerError::Field { field: "slip" }),
    };
    Ok(Json(Filed::of(&filed)))
}

pub(crate) fn source(client: ClientAddress) -> [u8; 16] {
    match client.0 {
        IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
        IpAddr::V6(address) => address.octets(),
    }
}
