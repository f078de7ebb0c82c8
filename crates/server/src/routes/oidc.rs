//! Signing in by the authority's OpenID provider, beside passkeys.

use axum::Json;
use axum::extract::{Extension, State};
use axum::response::Response;
use cleanbill_authority::{AuthorityError, Token};
use cleanbill_seal::TokenUse;
use cleanbill_store::CeremonyRow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::layers::{ClientAddress, check_guess};
use crate::oidc::{Begun, Provider, Subject};
use crate::problem::Problem;
use crate::routes::hex;
use crate::routes::session::{Session, begin_session};
use crate::sign_in::Secret;

/// The server's kinds of ceremony: a sign-in by a provider, and the first one, which tells by which
/// subject somebody will sign in.
const CEREMONY_OIDC: u8 = 2;
const CEREMONY_BIND: u8 = 3;
/// The longest code and state that are looked at.
const TEXT_MAX: usize = 4_096;

fn provider(app: &App) -> Result<&Provider, ServerError> {
    app.provider.as_ref().ok_or(ServerError::NoProvider)
}

/// A sign-in that has begun.
#[derive(Serialize, ToSchema)]
pub(crate) struct SentAway {
    /// Names this sign-in when it is finished. Only the browser that began may know it.
    ceremony: String,
    /// The provider's page, which the browser goes to.
    location: String,
}

/// Begin to sign in by the OpenID provider.
#[utoipa::path(
    post, path = "/api/v1/oidc/begin", tag = "sign-in",
    responses(
        (status = 200, description = "Begun", body = SentAway),
        (status = 404, description = "There is no provider here", body = Problem),
        (status = 429, description = "Too many tries", body = Problem),
        (status = 503, description = "The provider does not answer", body = Problem)
    )
)]
pub(crate) async fn begin(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
) -> Result<Json<SentAway>, ServerError> {
    check_guess(&app, client)?;
    send_away(&app, CEREMONY_OIDC).await
}

/// Whose link it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Linked {
    /// The secret of the link by which somebody registers their key.
    token: String,
}

/// Begin to tell by which subject of the provider somebody will sign in, who has a link.
#[utoipa::path(
    post, path = "/api/v1/registration/oidc/begin", tag = "keys", request_body = Linked,
    responses(
        (status = 200, description = "Begun", body = SentAway),
        (status = 404, description = "Not a link, or not any more; or no provider", body = Problem),
        (status = 503, description = "The provider does not answer", body = Problem)
    )
)]
pub(crate) async fn begin_binding(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<Linked>,
) -> Result<Json<SentAway>, ServerError> {
    check_guess(&app, client)?;
    provider(&app)?;
    let token = Token::parse(&value.token).ok_or(AuthorityError::NotFound)?;
    app.authority.check_link(&token, app.now()).await?;
    send_away(&app, CEREMONY_BIND).await
}

async fn send_away(app: &App, kind: u8) -> Result<Json<SentAway>, ServerError> {
    let provider = provider(app)?;
    let secret = Secret::draw(app);
    let begun = Begun {
        nonce: app.draw(),
        verifier: app.draw(),
    };
    let state = secret.oidc_state(app);
    let location = provider.begin(begun, state, app.clock.elapsed()).await?;
    let row = CeremonyRow {
        tag: secret.tag(app, TokenUse::Ceremony),
        kind,
        officer: None,
        act: None,
        state: begun.to_bytes(),
        expires_at: app.now().saturating_add(app.settings.limits.ceremony_secs),
    };
    let store = app.authority.store();
    let kept = store.begin_ceremony(&row).await;
    kept.map_err(AuthorityError::from)?;
    Ok(Json(SentAway {
        ceremony: secret.digits(),
        location,
    }))
}

/// What the provider sent the browser back with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SentBack {
    /// As it was given at the beginning.
    ceremony: String,
    /// The parameter `code`.
    code: String,
    /// The parameter `state`.
    state: String,
    /// The parameter `iss`, if there is one.
    iss: Option<String>,
    /// Give a token for the header `Authorization` in place of a cookie.
    #[serde(default)]
    bearer: bool,
}

/// Finish signing in by the OpenID provider: begins a session. It approves nothing: acts are signed
/// with passkeys and tokens.
#[utoipa::path(
    post, path = "/api/v1/oidc/finish", tag = "sign-in", request_body = SentBack,
    responses(
        (status = 200, description = "Signed in", body = Session),
        (status = 401, description = "Not signed in", body = Problem),
        (status = 404, description = "There is no provider here", body = Problem),
        (status = 503, description = "The provider does not answer", body = Problem)
    )
)]
pub(crate) async fn finish(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<SentBack>,
) -> Result<Response, ServerError> {
    check_guess(&app, client)?;
    let bearer = value.bearer;
    let Subject { provider, subject } = subject(&app, CEREMONY_OIDC, value).await?;
    let officer = app.authority.officer_of_login(&provider, &subject).await;
    let officer = officer.map_err(|error| match error {
        // Whether somebody works here is not told to whoever does not.
        AuthorityError::NotAppointed | AuthorityError::NotFounded => ServerError::SignIn,
        other => other.into(),
    })?;
    begin_session(&app, officer, bearer).await
}

/// What the provider sent the browser back with, for whoever has a link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BoundBack {
    /// The secret of the link.
    token: String,
    /// As it was given at the beginning.
    ceremony: String,
    /// The parameter `code`.
    code: String,
    /// The parameter `state`.
    state: String,
    /// The parameter `iss`, if there is one.
    iss: Option<String>,
}

/// By what somebody will sign in.
#[derive(Serialize, ToSchema)]
pub(crate) struct Bound {
    /// A keyed hash of the provider and the subject there, hexadecimal: what the act of the
    /// appointment says. Read it to whoever proposes the appointment.
    login: String,
}

/// Finish telling by which subject of the provider somebody will sign in. It counts once two
/// offices have signed the appointment that says so.
#[utoipa::path(
    post, path = "/api/v1/registration/oidc", tag = "keys", request_body = BoundBack,
    responses(
        (status = 200, description = "Kept for the appointment", body = Bound),
        (status = 401, description = "Not signed in", body = Problem),
        (status = 404, description = "Not a link, or not any more; or no provider", body = Problem),
        (status = 503, description = "The provider does not answer", body = Problem)
    )
)]
pub(crate) async fn bind(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<BoundBack>,
) -> Result<Json<Bound>, ServerError> {
    check_guess(&app, client)?;
    provider(&app)?;
    let token = Token::parse(&value.token).ok_or(AuthorityError::NotFound)?;
    app.authority.check_link(&token, app.now()).await?;
    let back = SentBack {
        ceremony: value.ceremony,
        code: value.code,
        state: value.state,
        iss: value.iss,
        bearer: false,
    };
    let Subject { provider, subject } = subject(&app, CEREMONY_BIND, back).await?;
    let login = app
        .authority
        .bind_login(&token, &provider, &subject, app.now())
        .await?;
    Ok(Json(Bound { login: hex(&login) }))
}

/// Whom the provider names, in a ceremony that this browser began, once.
async fn subject(app: &App, kind: u8, back: SentBack) -> Result<Subject, ServerError> {
    let provider = provider(app)?;
    let begun = Secret::parse(&back.ceremony).ok_or(ServerError::Ceremony)?;
    // An answer to what another browser began comes here by a trick.
    if back.state != begun.oidc_state(app) {
        return Err(ServerError::Ceremony);
    }
    let tag = begun.tag(app, TokenUse::Ceremony);
    let taken = app.authority.store().take_ceremony(&tag, app.now()).await;
    let taken = taken.map_err(AuthorityError::from)?;
    let taken = taken.filter(|row| row.kind == kind);
    let begun = taken.and_then(|row| Begun::parse(&row.state));
    let begun = begun.ok_or(ServerError::Ceremony)?;
    let is_issuer = back.iss.is_none_or(|said| provider.is_issuer(&said));
    if !is_issuer || back.code.is_empty() || back.code.len() > TEXT_MAX {
        return Err(ServerError::SignIn);
    }
    let when = (app.now(), app.clock.elapsed());
    provider.finish(begun, back.code, when).await
}
