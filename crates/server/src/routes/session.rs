//! Signing in with a passkey, and out.

use axum::Json;
use axum::extract::{Extension, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cleanbill_authority::AuthorityError;
use cleanbill_issuer::role::permissions;
use cleanbill_seal::TokenUse;
use cleanbill_store::{CeremonyRow, SessionRow, SignedIn};
use cleanbill_webauthn::{Assertion, RequestOptions, SignCount, Verified, verify_assertion};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::layers::{ClientAddress, check_guess};
use crate::problem::Problem;
use crate::sign_in::{Secret, Signed, cookie_line, count_tag, no_cookie_line};

/// The server's kind of ceremony: a sign-in with a passkey.
const CEREMONY_SIGN_IN: u8 = 1;
/// And what is remembered of it: how often the passkey had signed.
const CEREMONY_COUNT: u8 = 4;
/// How long that is remembered: longer than anybody keeps a passkey.
const COUNT_KEPT_SECS: i64 = 20 * 366 * 86_400;

/// A sign-in that has begun.
#[derive(Serialize, ToSchema)]
pub(crate) struct Begun {
    /// Names this sign-in when it is finished.
    ceremony: String,
    /// For `PublicKeyCredential.parseRequestOptionsFromJSON`.
    #[schema(value_type = Object)]
    options: serde_json::Value,
}

/// Begin to sign in: gives what the browser asks the passkey for.
#[utoipa::path(
    post, path = "/api/v1/sign-in/begin", tag = "sign-in",
    responses(
        (status = 200, description = "Begun", body = Begun),
        (status = 429, description = "Too many tries", body = Problem)
    )
)]
pub(crate) async fn begin(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
) -> Result<Json<Begun>, ServerError> {
    check_guess(&app, client)?;
    let secret = Secret::draw(&app);
    let challenge: [u8; 32] = app.draw();
    let limits = &app.settings.limits;
    let row = CeremonyRow {
        tag: secret.tag(&app, TokenUse::Ceremony),
        kind: CEREMONY_SIGN_IN,
        officer: None,
        act: None,
        state: challenge.to_vec(),
        expires_at: app.now().saturating_add(limits.ceremony_secs),
    };
    let store = app.authority.store();
    store
        .begin_ceremony(&row)
        .await
        .map_err(AuthorityError::from)?;
    let options = RequestOptions {
        rp: &app.rp,
        challenge: &challenge,
        allow: &[],
        timeout_millis: u32::try_from(limits.ceremony_secs.saturating_mul(1_000))
            .unwrap_or(u32::MAX),
    };
    Ok(Json(Begun {
        ceremony: secret.digits(),
        options: options.to_json(),
    }))
}

/// The passkey's answer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answer {
    /// As it was given at the beginning.
    ceremony: String,
    /// `PublicKeyCredential.toJSON()`.
    #[schema(value_type = Object)]
    credential: serde_json::Value,
    /// Give a token for the header `Authorization` in place of a cookie.
    #[serde(default)]
    bearer: bool,
}

/// A session.
#[derive(Serialize, ToSchema)]
pub(crate) struct Session {
    /// For the header `Authorization: Bearer …`, if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    /// For the header `x-cleanbill-csrf`, with every request that changes something.
    #[serde(skip_serializing_if = "Option::is_none")]
    csrf: Option<String>,
    /// Until when, Unix seconds.
    expires_at: i64,
}

/// Finish signing in: begins a session.
#[utoipa::path(
    post, path = "/api/v1/sign-in/finish", tag = "sign-in", request_body = Answer,
    responses(
        (status = 200, description = "Signed in", body = Session),
        (status = 401, description = "Not signed in", body = Problem)
    )
)]
pub(crate) async fn finish(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value: answer, .. }: Strict<Answer>,
) -> Result<Response, ServerError> {
    check_guess(&app, client)?;
    let now = app.now();
    let store = app.authority.store();
    let begun = Secret::parse(&answer.ceremony).ok_or(ServerError::Ceremony)?;
    let tag = begun.tag(&app, TokenUse::Ceremony);
    let taken = store.take_ceremony(&tag, now).await;
    let taken = taken.map_err(AuthorityError::from)?;
    let taken = taken.filter(|row| row.kind == CEREMONY_SIGN_IN);
    let challenge = taken.and_then(|row| <[u8; 32]>::try_from(row.state).ok());
    let challenge = challenge.ok_or(ServerError::Ceremony)?;
    let json = serde_json::to_vec(&answer.credential).unwrap_or_default();
    let assertion = Assertion::parse_json(&json).map_err(|_| ServerError::SignIn)?;
    let key = app
        .authority
        .sign_in_key(&assertion.credential_id, now)
        .await;
    let key = key.map_err(|error| match error {
        AuthorityError::NotAppointed | AuthorityError::NotFounded => ServerError::SignIn,
        other => other.into(),
    })?;
    let verified = verify_assertion(&assertion, &key.public_key, &app.rp, &challenge, true);
    let verified = verified.map_err(|_| ServerError::SignIn)?;
    check_count(&app, &assertion.credential_id, &verified, now).await?;
    begin_session(&app, key.officer, answer.bearer).await
}

/// A passkey that counts its signatures has counted on since the last sign-in: if not, there are
/// two of it (Web Authentication, section 6.1.1).
async fn check_count(
    app: &App,
    credential_id: &[u8],
    verified: &Verified,
    now: i64,
) -> Result<(), ServerError> {
    let tag = count_tag(app, credential_id);
    let store = app.authority.store();
    let kept = store.take_ceremony(&tag, now).await;
    let kept = kept.map_err(AuthorityError::from)?;
    let kept = kept.filter(|row| row.kind == CEREMONY_COUNT);
    let kept = kept.and_then(|row| <[u8; 4]>::try_from(row.state).ok());
    let kept = kept.map_or(0, u32::from_be_bytes);
    let advance = verified.sign_count_since(kept);
    let count = kept.max(verified.sign_count);
    if count > 0 {
        let row = CeremonyRow {
            tag,
            kind: CEREMONY_COUNT,
            officer: None,
            act: None,
            state: count.to_be_bytes().to_vec(),
            expires_at: now.saturating_add(COUNT_KEPT_SECS),
        };
        let keeping = store.begin_ceremony(&row).await;
        keeping.map_err(AuthorityError::from)?;
    }
    match advance {
        SignCount::Uncounted | SignCount::Advanced => Ok(()),
        SignCount::NotAdvanced { .. } => {
            tracing::warn!("a passkey's counter went back: it may have been copied");
            Err(ServerError::SignCount)
        }
    }
}

/// A session of an officer who showed who they are.
pub(crate) async fn begin_session(
    app: &App,
    officer: i64,
    bearer: bool,
) -> Result<Response, ServerError> {
    let now = app.now();
    let caller = app.authority.caller(officer, now).await;
    let caller = caller.map_err(|_| ServerError::SignIn)?;
    let secret = Secret::draw(app);
    let lives_secs = app.settings.limits.session_secs;
    let row = SessionRow {
        tag: secret.tag(app, TokenUse::Session),
        who: SignedIn::Officer(caller.officer()),
        at: now,
        expires_at: now.saturating_add(lives_secs),
    };
    let begun = app.authority.store().begin_session(&row).await;
    begun.map_err(AuthorityError::from)?;
    let session = Session {
        token: bearer.then(|| secret.session_text()),
        csrf: (!bearer).then(|| secret.csrf(app)),
        expires_at: row.expires_at,
    };
    let mut response = Json(session).into_response();
    if !bearer {
        set_cookie(&mut response, &cookie_line(secret, lives_secs));
    }
    Ok(response)
}

fn set_cookie(response: &mut Response, line: &str) {
    if let Ok(line) = HeaderValue::from_str(line) {
        response.headers_mut().insert(header::SET_COOKIE, line);
    }
}

/// Sign out.
#[utoipa::path(
    post, path = "/api/v1/sign-out", tag = "sign-in", security(("bearer" = []), ("cookie" = [])),
    responses((status = 204, description = "Signed out"))
)]
pub(crate) async fn end(State(app): State<App>, signed: Signed) -> Result<Response, ServerError> {
    if let Some(tag) = signed.session {
        let store = app.authority.store();
        store
            .end_session(&tag)
            .await
            .map_err(AuthorityError::from)?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    set_cookie(&mut response, &no_cookie_line());
    Ok(response)
}

/// Who is signed in.
#[derive(Serialize, ToSchema)]
pub(crate) struct Me {
    /// The stable number that holders see.
    officer: i64,
    /// The office's name.
    office: String,
    /// The office's region.
    region: String,
    /// The role.
    role: &'static str,
    /// What the role may do.
    permissions: Vec<&'static str>,
}

/// Who is signed in, and what they may do.
#[utoipa::path(
    get, path = "/api/v1/me", tag = "sign-in", security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The officer", body = Me),
        (status = 401, description = "Not signed in", body = Problem)
    )
)]
pub(crate) async fn me(signed: Signed) -> Json<Me> {
    let caller = &signed.caller;
    let granted = permissions(caller.role()).iter();
    Json(Me {
        officer: caller.number(),
        office: caller.office_name().to_owned(),
        region: caller.region().to_owned(),
        role: caller.role().name(),
        permissions: granted.map(|permission| permission.name()).collect(),
    })
}
