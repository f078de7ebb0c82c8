//! Registering keys by one-time links, and founding the authority.

use axum::Json;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_authority::{FoundingDraft, NewKey, OfficerSignature, Token};
use cleanbill_issuer::act::OfficeSpec;
use cleanbill_issuer::staff::OfficeKind;
use cleanbill_webauthn::Assertion;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ServerError;
use crate::app::App;
use crate::body::Strict;
use crate::layers::{ClientAddress, check_guess};
use crate::problem::Problem;
use crate::routes::hex;

/// The longest signature: RSA of 4,096 bits.
const SIGNATURE_MAX_BYTES: usize = 512;

/// A one-time link's secret.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Link {
    /// 64 hexadecimal digits, as the link says them.
    token: String,
}

fn token(app: &App, client: ClientAddress, text: &str) -> Result<Token, ServerError> {
    check_guess(app, client)?;
    Token::parse(text).ok_or(ServerError::Field { field: "token" })
}

/// What the browser makes a passkey for.
#[utoipa::path(
    post, path = "/api/v1/registration/options", tag = "keys", request_body = Link,
    responses(
        (status = 200, description = "For `parseCreationOptionsFromJSON`", body = Object),
        (status = 404, description = "No such link, or used", body = Problem)
    )
)]
pub(crate) async fn registration_options(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<Link>,
) -> Result<Json<serde_json::Value>, ServerError> {
    let token = token(&app, client, &value.token)?;
    Ok(Json(
        app.authority
            .registration_options(&token, app.now())
            .await?,
    ))
}

/// A key that somebody made with a link: a passkey, or one of a token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Registering {
    /// The link's secret.
    token: String,
    /// `PublicKeyCredential.toJSON()`; or `raw`.
    #[schema(value_type = Option<Object>)]
    credential: Option<serde_json::Value>,
    /// The key of a token, in place of a passkey.
    raw: Option<RawKey>,
}

/// The key of a token or a file, which shows that it is there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawKey {
    /// `SubjectPublicKeyInfo`, DER in base64: P-256, P-384, Ed25519 or RSA.
    public_key: String,
    /// Its signature over the `challenge` of the registration's options (32 bytes), as JOSE writes
    /// it, base64.
    signature: String,
}

impl Registering {
    fn new_key(&self) -> Result<NewKey, ServerError> {
        match (&self.credential, &self.raw) {
            (Some(credential), None) => Ok(new_key(credential)),
            (None, Some(raw)) => {
                let field = "raw";
                let bytes = |text: &str| STANDARD.decode(text);
                let wrong = |_| ServerError::Field { field };
                Ok(NewKey::Raw {
                    public_key: bytes(&raw.public_key).map_err(wrong)?,
                    signature: bytes(&raw.signature).map_err(wrong)?,
                })
            }
            _ => Err(ServerError::Field {
                field: "credential",
            }),
        }
    }
}

fn new_key(credential: &serde_json::Value) -> NewKey {
    NewKey::Passkey(serde_json::to_vec(credential).unwrap_or_default())
}

/// A key that waits for the act that appoints its officer.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeyRegistered {
    /// SHA-256 of the public key, hexadecimal: its owner reads it to whoever proposes.
    pub(crate) fingerprint: String,
    /// The number that the officer will have.
    pub(crate) officer: i64,
    /// The office's name.
    pub(crate) office: String,
    /// As what.
    pub(crate) role: &'static str,
    /// By what they will also sign in at the OpenID provider, hexadecimal, if they told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) login: Option<String>,
}

/// Register a passkey, or the key of a token; the link is used up.
#[utoipa::path(
    post, path = "/api/v1/registration", tag = "keys", request_body = Registering,
    responses(
        (status = 200, description = "Registered", body = KeyRegistered),
        (status = 404, description = "No such link, or used", body = Problem)
    )
)]
pub(crate) async fn register(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<Registering>,
) -> Result<Json<KeyRegistered>, ServerError> {
    let token = token(&app, client, &value.token)?;
    let key = value.new_key()?;
    let registered = app.authority.register(&token, &key, app.now()).await?;
    Ok(Json(registered.into()))
}

/// An office.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Office {
    /// Its name.
    name: String,
    /// Its region, ISO 3166-2 or a country's code.
    region: String,
    /// `clinic`, `desk`, `authority`, `review` or `audit`.
    kind: String,
}

impl Office {
    pub(crate) fn spec(self) -> Result<OfficeSpec, ServerError> {
        let kind = OfficeKind::from_name(&self.kind);
        Ok(OfficeSpec {
            kind: kind.ok_or(ServerError::Field { field: "kind" })?,
            name: self.name,
            region: self.region,
        })
    }
}

/// What the first founder says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Founding {
    /// The secret of the link that the first start printed.
    token: String,
    /// Two to eight offices: the founder heads the first one, whoever they hand the next link to
    /// the second.
    offices: Vec<Office>,
    /// `PublicKeyCredential.toJSON()`.
    #[schema(value_type = Object)]
    credential: serde_json::Value,
}

/// The next link.
#[derive(Serialize, ToSchema)]
pub(crate) struct NextLink {
    /// For the second founder to join, and for both to read and sign the act.
    token: String,
}

/// Found the authority: name its offices, register the first founder's passkey.
#[utoipa::path(
    post, path = "/api/v1/founding", tag = "founding", request_body = Founding,
    responses(
        (status = 200, description = "The link for the second founder", body = NextLink),
        (status = 404, description = "No such link, or used", body = Problem)
    )
)]
pub(crate) async fn found(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<Founding>,
) -> Result<Json<NextLink>, ServerError> {
    let token = token(&app, client, &value.token)?;
    let offices = value.offices.into_iter().map(Office::spec);
    let draft = FoundingDraft {
        offices: offices.collect::<Result<_, _>>()?,
    };
    let key = new_key(&value.credential);
    let next = app.authority.found(&token, draft, &key, app.now()).await?;
    Ok(Json(NextLink {
        token: next.to_text(),
    }))
}

/// Join the founding: register the second founder's passkey.
#[utoipa::path(
    post, path = "/api/v1/founding/join", tag = "founding", request_body = Registering,
    responses(
        (status = 204, description = "Joined"),
        (status = 404, description = "No such link, or used", body = Problem)
    )
)]
pub(crate) async fn join(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<Registering>,
) -> Result<StatusCode, ServerError> {
    let token = token(&app, client, &value.token)?;
    let key = value.new_key()?;
    app.authority.join_founding(&token, &key, app.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A founder, as the act names them.
#[derive(Serialize, ToSchema)]
pub(crate) struct Founder {
    /// The officer's number.
    officer: i64,
    /// The office that they will head.
    office: String,
    /// SHA-256 of their key, hexadecimal.
    key: String,
    /// Whether they have signed.
    signed: bool,
}

/// The founding act.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundingRead {
    /// What both sign, hexadecimal.
    hash: String,
    /// Its time, Unix seconds; nine minutes later it is a new one.
    at: i64,
    /// The offices.
    offices: Vec<Office>,
    /// The founders.
    founders: Vec<Founder>,
}

/// Read the founding act.
#[utoipa::path(
    post, path = "/api/v1/founding/act", tag = "founding", request_body = Link,
    responses(
        (status = 200, description = "The act", body = FoundingRead),
        (status = 404, description = "No such link", body = Problem)
    )
)]
pub(crate) async fn act(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<Link>,
) -> Result<Json<FoundingRead>, ServerError> {
    let token = token(&app, client, &value.token)?;
    let act = app.authority.founding_act(&token, app.now()).await?;
    let offices = act.offices.into_iter().map(|office| Office {
        name: office.name,
        region: office.region,
        kind: office.kind.name().to_owned(),
    });
    let founders = act.founders.iter().map(|(officer, office, key)| Founder {
        officer: *officer,
        office: office.clone(),
        key: hex(key),
        signed: act.signed.contains(officer),
    });
    Ok(Json(FoundingRead {
        hash: hex(&act.hash),
        at: act.at,
        founders: founders.collect(),
        offices: offices.collect(),
    }))
}

/// Which founder asks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signing {
    /// The secret of the second link.
    token: String,
    /// The founder's number.
    officer: i64,
}

/// What the browser asks a founder's passkey for.
#[utoipa::path(
    post, path = "/api/v1/founding/options", tag = "founding", request_body = Signing,
    responses(
        (status = 200, description = "For `parseRequestOptionsFromJSON`", body = Object),
        (status = 404, description = "No such link", body = Problem)
    )
)]
pub(crate) async fn options(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<Signing>,
) -> Result<Json<serde_json::Value>, ServerError> {
    let token = token(&app, client, &value.token)?;
    let options = app
        .authority
        .founding_options(&token, value.officer, app.now());
    Ok(Json(options.await?))
}

/// A founder's signature.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FounderSigns {
    /// The secret of the second link.
    token: String,
    /// The founder's number.
    officer: i64,
    /// `PublicKeyCredential.toJSON()` over the act's hash; or `signature`.
    #[schema(value_type = Option<Object>)]
    credential: Option<serde_json::Value>,
    /// A token's signature over the act's hash, as JOSE writes it, base64.
    signature: Option<String>,
}

/// What came of a founder's signature.
#[derive(Serialize, ToSchema)]
pub(crate) struct Founded {
    /// Whether both have signed, and the authority is founded.
    founded: bool,
    /// The hash of the founding act, hexadecimal, once it is: who checks what this authority
    /// publishes needs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
}

/// Sign the founding act.
#[utoipa::path(
    post, path = "/api/v1/founding/sign", tag = "founding", request_body = FounderSigns,
    responses(
        (status = 200, description = "Signed", body = Founded),
        (status = 422, description = "Not a signature of this founder", body = Problem)
    )
)]
pub(crate) async fn sign(
    State(app): State<App>,
    Extension(client): Extension<ClientAddress>,
    Strict { value, .. }: Strict<FounderSigns>,
) -> Result<Json<Founded>, ServerError> {
    let token = token(&app, client, &value.token)?;
    let signature = officer_signature(value.credential.as_ref(), value.signature.as_deref())?;
    let signed = app
        .authority
        .sign_founding(&token, value.officer, &signature, app.now());
    let hash = signed.await?;
    Ok(Json(Founded {
        founded: hash.is_some(),
        hash: hash.map(|hash| hex(&hash)),
    }))
}

/// The signature of a passkey, or of a token: one of them.
pub(crate) fn officer_signature(
    credential: Option<&serde_json::Value>,
    signature: Option<&str>,
) -> Result<OfficerSignature, ServerError> {
    match (credential, signature) {
        (Some(credential), None) => passkey_signature(credential),
        (None, Some(signature)) => {
            let field = ServerError::Field { field: "signature" };
            let bytes = STANDARD.decode(signature).map_err(|_| field.clone())?;
            match bytes.len() {
                1..=SIGNATURE_MAX_BYTES => Ok(OfficerSignature::Raw(bytes)),
                _ => Err(field),
            }
        }
        _ => Err(ServerError::Field {
            field: "credential",
        }),
    }
}

/// An officer's signature, as a browser gives it.
fn passkey_signature(credential: &serde_json::Value) -> Result<OfficerSignature, ServerError> {
    let json = serde_json::to_vec(credential).unwrap_or_default();
    let assertion = Assertion::parse_json(&json);
    let field = "credential";
    Ok(OfficerSignature::Passkey(
        assertion.map_err(|_| ServerError::Field { field })?,
    ))
}
