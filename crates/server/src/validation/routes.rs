//! The four addresses.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use cleanbill_journey::Assessment;
use cleanbill_precheck::{
    AccessToken, Confirmation, IdentityDocument, InitializeRequest, InitializeResponse,
    MessageError, ResultItem, ResultToken, TOKEN_TYPE, VERSION_HEADER, ValidationRequest,
    open_pass, verify_pass_signature, wallet_key,
};
use tower_http::catch_panic::CatchPanicLayer;

use super::asked::{access, provider_call};
use super::callback::is_allowed;
use super::layer;
use super::state::Validation;
use super::subjects::{Key, Registered};
use crate::ServerError;
use crate::body::{bounded, check_media_type};
use crate::cross_origin::allowed;

/// All that is behind the address.
pub(super) fn router(validation: &Validation) -> Router {
    Router::new()
        .route("/identity", get(identity).options(may_read))
        .route(
            "/identity/{element}",
            get(identity_element).options(may_read),
        )
        .route(
            "/identity/{element}/{kind}",
            get(identity_kind).options(may_read),
        )
        .route("/initialize/{subject}", put(initialize).post(initialize))
        .route("/validate/{subject}", post(validate).options(may_submit))
        .route("/status/{subject}", get(status))
        .route("/openapi.json", get(super::description::openapi))
        .fallback(nothing)
        .layer(CatchPanicLayer::custom(layer::defect))
        .layer(from_fn_with_state(validation.clone(), layer::each))
        .with_state(validation.clone())
}

async fn nothing() -> ServerError {
    ServerError::NoRoute
}

/// Whether a wallet calls a route: then it may be a page of any origin. No cookie is ever taken, so
/// that a page can send nothing but what it has itself. What providers call is not for pages.
pub(super) fn is_for_wallets(route: &str) -> bool {
    route.starts_with("/identity") || route.starts_with("/validate/")
}

/// Before a page asks for the document in the version that it speaks.
async fn may_read() -> Response {
    allowed("GET", VERSION_HEADER)
}

/// Before a page sends a pass.
async fn may_submit() -> Response {
    allowed("POST", "authorization, content-type, x-version")
}

fn document(validation: &Validation) -> IdentityDocument {
    let keys = &validation.keys;
    let url = &validation.settings.url;
    IdentityDocument::of_validation_service(url, &keys.sign_jwk(), &keys.public())
}

fn json(status: StatusCode, body: Vec<u8>) -> Response {
    let kind = HeaderValue::from_static("application/json");
    (status, [(header::CONTENT_TYPE, kind)], body).into_response()
}

fn shown(document: &IdentityDocument) -> Response {
    json(StatusCode::OK, document.to_json().to_string().into_bytes())
}

async fn identity(State(validation): State<Validation>) -> Response {
    shown(&document(&validation))
}

async fn identity_element(
    State(validation): State<Validation>,
    Path(element): Path<String>,
) -> Response {
    shown(&document(&validation).narrowed(Some(&element), None))
}

async fn identity_kind(
    State(validation): State<Validation>,
    Path((element, kind)): Path<(String, String)>,
) -> Response {
    shown(&document(&validation).narrowed(Some(&element), Some(&kind)))
}

async fn body_of(validation: &Validation, request: Request) -> Result<Bytes, ServerError> {
    check_media_type(&request, "application/json")?;
    bounded(request, validation.formats.message_bytes_max).await
}

async fn initialize(
    State(validation): State<Validation>,
    Path(subject): Path<String>,
    request: Request,
) -> Result<Response, ServerError> {
    let now = validation.steady.now()?;
    let headers = request.headers().clone();
    let (key, provider) = provider_call(&validation, &headers, "initialize", &subject, now)?;
    let body = body_of(&validation, request).await?;
    let asked = InitializeRequest::parse(&body, &validation.formats)?;
    if let Some(callback) = &asked.callback
        && !is_allowed(provider, callback)
    {
        let member = "callback";
        return Err(MessageError::Address { member }.into());
    }
    let wallet = wallet_key(&asked.public_key)?;
    let registered = Registered::new(wallet, asked.nonce, asked.callback);
    let expires_at = validation.subjects.register(key, registered, now)?;
    let wants = |name: &str| {
        let said = headers.get(name).and_then(|value| value.to_str().ok());
        said.is_some_and(|said| said.eq_ignore_ascii_case("true"))
    };
    let encryption_key = validation.keys.public().into_iter().next();
    let response = InitializeResponse {
        audience: validation.settings.address("validate", &subject),
        subject,
        expires_at,
        encryption_key: encryption_key.filter(|_| wants("x-crypto-enc")),
        sign_key: wants("x-crypto-sig").then(|| validation.keys.sign_jwk()),
    };
    Ok(json(StatusCode::CREATED, response.to_json()))
}

async fn validate(
    State(validation): State<Validation>,
    Path(subject): Path<String>,
    request: Request,
) -> Result<Response, ServerError> {
    let now = validation.steady.now()?;
    let (key, token) = access(&validation, request.headers(), &subject, now)?;
    let body = body_of(&validation, request).await?;
    let sealed = ValidationRequest::parse(&body, &validation.formats)?;
    drop(body);
    let id = (token.id.as_str(), token.expires_at);
    let registered = validation.subjects.begin(&key, id, now)?;
    // Goes on where the wallet goes away: the provider waits for the outcome.
    let checking = tokio::spawn(check(validation, key, token, registered, sealed, now));
    let text = checking.await.map_err(|_| ServerError::Defect)??;
    Ok(result(text))
}

/// Opens, checks, forgets; the result token for the wallet.
async fn check(
    validation: Validation,
    key: Key,
    token: AccessToken,
    registered: Registered,
    sealed: ValidationRequest,
    now: i64,
) -> Result<String, ServerError> {
    let _place = validation.checking.acquire().await.ok();
    let inside = validation.clone();
    let opened = registered.clone();
    let assessed = tokio::task::spawn_blocking(move || {
        let found = assess(&inside, &token, &opened, &sealed, now);
        found.map(|assessment| (token, assessment))
    });
    let assessed = assessed.await.map_err(|_| ServerError::Defect);
    match assessed.and_then(|assessed| assessed) {
        Ok((token, assessment)) => {
            let [wallet, provider] = answers(&validation, &token, &assessment, now)?;
            validation.subjects.finish(&key, provider.clone());
            if let Some(callback) = &registered.callback {
                validation.callbacks.send(callback, provider);
            }
            Ok(wallet)
        }
        Err(error) => {
            validation.subjects.give_back(&key, registered);
            Err(error)
        }
    }
}

/// The only place at which there is a pass: it is opened here, and wiped at the end.
fn assess(
    validation: &Validation,
    token: &AccessToken,
    registered: &Registered,
    sealed: &ValidationRequest,
    now: i64,
) -> Result<Assessment, ServerError> {
    let pass = open_pass(
        sealed,
        &registered.nonce,
        &validation.keys,
        &validation.formats,
    )?;
    verify_pass_signature(&pass, &sealed.signature, &registered.wallet)?;
    let assessor = &validation.assessor;
    let assessed = assessor.assess(&pass, token.check, &token.conditions, now);
    assessed.ok_or(ServerError::NotReady)
}

/// The result tokens for wallet and provider: of the checks themselves the provider is told
/// nothing.
fn answers(
    validation: &Validation,
    token: &AccessToken,
    assessment: &Assessment,
    now: i64,
) -> Result<[String; 2], ServerError> {
    let (kid, signer) = (validation.keys.sign_kid(), validation.keys.signer());
    let issuer = format!("{}/identity", validation.settings.url);
    let expires_at = Some(now.saturating_add(validation.settings.limits.subject_secs));
    let confirmation = Confirmation {
        id: validation.fresh_id(),
        issuer: issuer.clone(),
        issued_at: now,
        expires_at,
        subject: token.subject.clone(),
        categories: token.conditions.categories.clone(),
        result: assessment.result,
    };
    let confirmation = confirmation.sign(&kid, signer)?;
    let sign = |results: Vec<ResultItem>| {
        let result = ResultToken {
            issuer: issuer.clone(),
            issued_at: now,
            expires_at,
            subject: token.subject.clone(),
            categories: token.conditions.categories.clone(),
            results,
            result: assessment.result,
            confirmation: confirmation.clone(),
        };
        result.sign(&kid, signer)
    };
    let wallet = sign(assessment.items.clone())?;
    Ok([wallet, sign(vec![assessment.for_carrier()])?])
}

async fn status(
    State(validation): State<Validation>,
    Path(subject): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ServerError> {
    let now = validation.steady.now()?;
    let (key, _) = provider_call(&validation, &headers, "status", &subject, now)?;
    Ok(match validation.subjects.outcome(&key, now)? {
        Some(token) => result(token),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}

fn result(token: String) -> Response {
    let kind = HeaderValue::from_static(TOKEN_TYPE);
    ([(header::CONTENT_TYPE, kind)], token).into_response()
}
