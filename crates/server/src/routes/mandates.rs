//! Acting for others, and growing up.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cleanbill_authority::NewMandate;
use cleanbill_issuer::role::Permission;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::problem::Problem;
use crate::routes::acts::ActRead;
use crate::routes::asked::request_key;
use crate::routes::door::Inside;
use crate::routes::holders::legal_basis;
use crate::routes::record::MandateRead;
use crate::sign_in::Signed;

/// Who may act for the holder.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mandating {
    /// The holder who may, by id.
    representative: String,
    /// Whether they may also ask for corrections and object, beside looking.
    #[serde(default)]
    may_act: bool,
    /// Until when, Unix seconds, at most five years; without it as a parent, until the child comes
    /// of age.
    ends_at: Option<i64>,
    /// On which ground of law: `representation`, `consent`, `court-order` or `pass-law`.
    basis: String,
}

/// A mandate that was given.
#[derive(Serialize, ToSchema)]
pub(crate) struct MandateGiven {
    /// Its id.
    mandate: String,
    /// The act.
    act: ActRead,
}

/// Let somebody act for a holder. With the same `Idempotency-Key` and body it is the same mandate.
#[utoipa::path(
    post, path = "/api/v1/holders/{holder}/mandates", tag = "mandates", request_body = Mandating,
    params(
        ("holder" = String, Path, description = "Their id"),
        ("Idempotency-Key" = String, Header, description = "1 to 128 printable characters")
    ),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The mandate", body = MandateGiven),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "Nobody by this id", body = Problem),
        (status = 422, description = "Not a mandate that can be given", body = Problem)
    )
)]
pub(crate) async fn give(
    State(app): State<App>,
    signed: Signed,
    Path(holder): Path<String>,
    headers: HeaderMap,
    Strict { value, bytes }: Strict<Mandating>,
) -> Result<Json<MandateGiven>, ServerError> {
    signed.caller.may(Permission::Mandate)?;
    let request = request_key(&headers, &["mandates", &holder], &bytes)?;
    let told = NewMandate {
        holder: &holder,
        representative: &value.representative,
        may_act: value.may_act,
        ends_at: value.ends_at,
        basis: legal_basis(&value.basis)?,
    };
    let authority = &app.authority;
    let given = authority.give_mandate(&signed.caller, &told, Some(&request), app.now());
    let (mandate, act) = given.await?;
    Ok(Json(MandateGiven {
        mandate: mandate.to_string(),
        act: ActRead::of(&act),
    }))
}

/// On which ground of law.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Grounded {
    /// `representation`, `consent`, `court-order` or `pass-law`.
    basis: String,
}

/// End a mandate before its time.
#[utoipa::path(
    post, path = "/api/v1/holders/{holder}/mandates/{mandate}/end", tag = "mandates",
    request_body = Grounded,
    params(
        ("holder" = String, Path, description = "Who gave it, by id"),
        ("mandate" = String, Path, description = "Its id"),
        ("Idempotency-Key" = String, Header, description = "1 to 128 printable characters")
    ),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The act", body = ActRead),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "Not a mandate of theirs", body = Problem),
        (status = 409, description = "It had ended", body = Problem)
    )
)]
pub(crate) async fn end(
    State(app): State<App>,
    signed: Signed,
    Path((holder, mandate)): Path<(String, String)>,
    headers: HeaderMap,
    Strict { value, bytes }: Strict<Grounded>,
) -> Result<Json<ActRead>, ServerError> {
    let caller = &signed.caller;
    caller.may(Permission::Mandate)?;
    let request = request_key(&headers, &["end", &holder, &mandate], &bytes)?;
    let basis = legal_basis(&value.basis)?;
    let (authority, now) = (&app.authority, app.now());
    let ended = authority.end_mandate(caller, &holder, &mandate, basis, Some(&request), now);
    Ok(Json(ActRead::of(&ended.await?)))
}

/// Hand a child's record over to them at majority: mandates for it end.
#[utoipa::path(
    post, path = "/api/v1/holders/{holder}/hand-over", tag = "mandates", request_body = Grounded,
    params(
        ("holder" = String, Path, description = "Their id"),
        ("Idempotency-Key" = String, Header, description = "1 to 128 printable characters")
    ),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The act", body = ActRead),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "Nobody by this id", body = Problem),
        (status = 422, description = "Not of age yet", body = Problem)
    )
)]
pub(crate) async fn hand_over(
    State(app): State<App>,
    signed: Signed,
    Path(holder): Path<String>,
    headers: HeaderMap,
    Strict { value, bytes }: Strict<Grounded>,
) -> Result<Json<ActRead>, ServerError> {
    let caller = &signed.caller;
    caller.may(Permission::Mandate)?;
    let request = request_key(&headers, &["hand-over", &holder], &bytes)?;
    let basis = legal_basis(&value.basis)?;
    let (authority, now) = (&app.authority, app.now());
    let done = authority.hand_over(caller, &holder, basis, Some(&request), now);
    Ok(Json(ActRead::of(&done.await?)))
}

/// One's own mandates.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnMandates {
    /// Who may act for oneself, and for whom one may, ended ones included.
    mandates: Vec<MandateRead>,
}

/// Who may act for oneself, and for whom one may.
#[utoipa::path(
    get, path = "/api/v1/own/mandates", tag = "holder", security(("bearer" = [])),
    responses(
        (status = 200, description = "All of them", body = OwnMandates),
        (status = 401, description = "Not by this token", body = Problem)
    )
)]
pub(crate) async fn own(
    State(app): State<App>,
    inside: Inside,
) -> Result<Json<OwnMandates>, ServerError> {
    let mandates = app.authority.own_mandates(&inside.holder).await?;
    Ok(Json(OwnMandates {
        mandates: mandates.iter().map(MandateRead::of).collect(),
    }))
}
