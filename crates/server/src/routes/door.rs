//! The holder's door: a code collects a pass, and a token opens the holder's own record.

use std::net::IpAddr;

use axum::Json;
use axum::extract::{Extension, FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use cleanbill_authority::{AuthorityError, Holder, Token};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::layers::{ClientAddress, check_guess, single};
use crate::problem::Problem;
use crate::routes::forms::{self, Form, Format};
use crate::routes::hex;
use crate::routes::record::RecordRead;

const HOLDER_PREFIX: &str = "cbh_";

/// A holder who came in by a token.
pub(crate) struct Inside {
    pub(crate) holder: Holder,
    token: Token,
}

impl FromRequestParts<App> for Inside {
    type Rejection = ServerError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ServerError> {
        let said = single(&parts.headers, &header::AUTHORIZATION).unwrap_or_default();
        let digits = said
            .strip_prefix("Bearer ")
            .and_then(|token| token.strip_prefix(HOLDER_PREFIX));
        let token = digits.and_then(Token::parse);
        let token = token.ok_or(ServerError::NotSignedIn)?;
        match app.authority.holder(&token, app.now()).await {
            Ok(holder) => Ok(Self { holder, token }),
            Err(AuthorityError::NotFound) => {
                if let Some(client) = parts.extensions.get::<ClientAddress>() {
                    check_guess(app, *client)?;
                }
                Err(ServerError::NotSignedIn)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// A collection code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Code {
    /// As it was handed over: 26 letters and digits; capitals, spaces and hyphens do not matter.
    code: String,
}

/// A pass, and the key to one's own record.
#[derive(Serialize, ToSchema)]
pub(crate) struct PassCollected {
    /// What is drawn as a QR code.
    text: String,
    /// The secret by which the pass is found in the public ledger, hexadecimal.
    receipt: String,
    /// That it is in the public ledger, where there is one (C2SP tlog-proof). It carries the secret
    /// too.
    proof: Option<String>,
    /// For the header `Authorization: Bearer …` at one's own record.
    token: String,
    /// Until when the token counts, Unix seconds.
    expires_at: i64,
}

/// Collect a pass by its code, once. Whatever is wrong with a code, the answer is the same.
#[utoipa::path(
    post, path = "/api/v1/collect", tag = "holder", request_body = Code,
    responses(
        (status = 200, description = "The pass", body = PassCollected),
        (status = 410, description = "Not a code, or not any more", body = Problem),
        (status = 429, description = "Too many tries", body = Problem)
    )
)]
pub(crate) async fn collect(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<Code>,
) -> Result<Json<PassCollected>, ServerError> {
    check_guess(&app, client)?;
    let source = match client.0 {
        IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
        IpAddr::V6(address) => address.octets(),
    };
    let collected = app
        .authority
        .collect(&value.code, source, app.now())
        .await?;
    Ok(Json(PassCollected {
        text: collected.text,
        receipt: hex(&collected.receipt),
        proof: collected.proof,
        token: format!("{HOLDER_PREFIX}{}", collected.token.to_text()),
        expires_at: collected.expires_at,
    }))
}

/// One's own record: what it says, who looked, what was done.
#[utoipa::path(
    get, path = "/api/v1/own", tag = "holder", security(("bearer" = [])),
    responses(
        (status = 200, description = "The record", body = RecordRead),
        (status = 401, description = "Not by this token", body = Problem)
    )
)]
pub(crate) async fn own(
    State(app): State<App>,
    inside: Inside,
) -> Result<Json<RecordRead>, ServerError> {
    let record = app.authority.own_record(&inside.holder, app.now()).await?;
    Ok(Json(RecordRead::of(&record)?))
}

/// One's own record as a bundle of FHIR R4.
#[utoipa::path(
    get, path = "/api/v1/own/fhir", tag = "holder", security(("bearer" = [])),
    responses(
        (status = 200, description = "The bundle", body = Object,
            content_type = "application/fhir+json"),
        (status = 401, description = "Not by this token", body = Problem)
    )
)]
pub(crate) async fn export(
    State(app): State<App>,
    inside: Inside,
) -> Result<Response, ServerError> {
    let bundle = app.authority.own_export(&inside.holder, app.now()).await?;
    Ok(forms::fhir(bundle))
}

/// The text of a pass.
#[derive(Serialize, ToSchema)]
pub(crate) struct PassText {
    /// What is drawn as a QR code.
    text: String,
}

impl PassText {
    pub(crate) const fn new(text: String) -> Self {
        Self { text }
    }
}

/// One of one's own passes, to show or print it again: its text, a page (PDF), its code as a
/// picture (PNG), or what it stands on (FHIR).
#[utoipa::path(
    get, path = "/api/v1/own/passes/{pass}", tag = "holder", security(("bearer" = [])),
    params(("pass" = String, Path, description = "Its id"), Form),
    responses(
        (status = 200, description = "The pass", content(
            (PassText = "application/json"), (String = "application/pdf"), (String = "image/png"),
            (Object = "application/fhir+json")
        )),
        (status = 404, description = "Not one of one's own", body = Problem)
    )
)]
pub(crate) async fn own_pass(
    State(app): State<App>,
    inside: Inside,
    Path(pass): Path<String>,
    Query(form): Query<Form>,
    headers: HeaderMap,
) -> Result<Response, ServerError> {
    let (authority, now) = (&app.authority, app.now());
    if form.format(&headers) == Format::Fhir {
        let bundle = authority.own_pass_export(&inside.holder, &pass, now);
        return Ok(forms::fhir(bundle.await?));
    }
    let handout = authority.own_pass_handout(&inside.holder, &pass, now);
    forms::hand_over(&app, (&form, &headers), handout.await?, None).await
}

/// The record of somebody whom one represents.
#[utoipa::path(
    get, path = "/api/v1/own/represented/{holder}", tag = "holder", security(("bearer" = [])),
    params(("holder" = String, Path, description = "Their id")),
    responses(
        (status = 200, description = "The record", body = RecordRead),
        (status = 404, description = "Not by a mandate that stands", body = Problem)
    )
)]
pub(crate) async fn represented(
    State(app): State<App>,
    inside: Inside,
    Path(holder): Path<String>,
) -> Result<Json<RecordRead>, ServerError> {
    let record = app
        .authority
        .represented_record(&inside.holder, &holder, app.now());
    Ok(Json(RecordRead::of(&record.await?)?))
}

/// Give the token back: it counts no more.
#[utoipa::path(
    post, path = "/api/v1/own/forget", tag = "holder", security(("bearer" = [])),
    responses((status = 204, description = "Forgotten"))
)]
pub(crate) async fn forget(
    State(app): State<App>,
    inside: Inside,
) -> Result<StatusCode, ServerError> {
    app.authority.forget_holder(&inside.token).await?;
    Ok(StatusCode::NO_CONTENT)
}
