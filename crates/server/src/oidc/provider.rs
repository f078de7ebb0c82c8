use std::time::{Duration, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType,
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
    CoreProviderMetadata, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthorizationCode, ClaimsVerificationError, Client, ClientId, ClientSecret,
    CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdToken,
    IdTokenFields, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, SignatureVerificationError, StandardErrorResponse, StandardTokenResponse,
    TokenResponse,
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use super::fetch::{Fetch, FetchError};
use super::setup::Oidc;
use crate::{ServerError, StartError};

/// What an ID token may be signed with: a key that only the provider has. Not HS256, whose key this
/// service has too, and which a public key could be taken for; not `none`.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 5] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];
/// How long what the provider says of itself is believed.
const KNOWN_FOR: Duration = Duration::from_secs(3_600);
/// How soon it is asked again because of a key that is not known: forged tokens must not make us
/// ask all the time.
const ASKED_AGAIN_AFTER: Duration = Duration::from_secs(30);
/// How far the clocks of the provider and of this machine may lie apart, seconds.
const LEEWAY_SECS: i64 = 60;
/// How old an ID token may be: it was asked for a moment ago.
const AGE_MAX_SECS: i64 = 600;

/// All claims beside those of the standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Others {
    #[serde(flatten)]
    all: serde_json::Map<String, serde_json::Value>,
}

impl AdditionalClaims for Others {}

type Fields = IdTokenFields<
    Others,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Token =
    IdToken<Others, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
type Asking = Client<
    Others,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Whom the provider named. `Debug` is not there: it is somebody.
pub(crate) struct Subject {
    /// The provider, and the claim where it is not `sub`.
    pub(crate) provider: String,
    /// What the claim says.
    pub(crate) subject: String,
}

/// The secrets of a sign-in that was begun.
#[derive(Clone, Copy)]
pub(crate) struct Begun {
    pub(crate) nonce: [u8; 32],
    pub(crate) verifier: [u8; 32],
}

impl Begun {
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        [self.nonce, self.verifier].concat()
    }

    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let (nonce, verifier) = bytes.split_at_checked(32)?;
        Some(Self {
            nonce: nonce.try_into().ok()?,
            verifier: verifier.try_into().ok()?,
        })
    }

    fn nonce(&self) -> Nonce {
        Nonce::new(URL_SAFE_NO_PAD.encode(self.nonce))
    }

    fn verifier(&self) -> PkceCodeVerifier {
        PkceCodeVerifier::new(URL_SAFE_NO_PAD.encode(self.verifier))
    }
}

struct Known {
    metadata: CoreProviderMetadata,
    at: Duration,
}

/// The provider, and what it says of itself.
pub(crate) struct Provider {
    oidc: Oidc,
    fetch: Fetch,
    redirect: RedirectUrl,
    known: Mutex<Option<Known>>,
}

/// Why nobody signs in.
enum Refused {
    /// The token is not right.
    Token,
    /// It is signed by a key that is not known here yet.
    UnknownKey,
}

impl Provider {
    pub(crate) fn new(oidc: &Oidc, origins: &[String]) -> Result<Self, StartError> {
        let issuer = oidc.check(origins)?;
        let redirect = RedirectUrl::new(oidc.redirect.clone());
        Ok(Self {
            fetch: Fetch::new(&issuer, &oidc.authorities)?,
            redirect: redirect.map_err(|_| StartError::Oidc { what: "redirect" })?,
            oidc: oidc.clone(),
            known: Mutex::new(None),
        })
    }

    /// Where the browser is sent to.
    ///
    /// # Errors
    /// [`ServerError::Provider`].
    pub(crate) async fn begin(
        &self,
        begun: Begun,
        state: String,
        elapsed: Duration,
    ) -> Result<String, ServerError> {
        let asking = self.asking(self.metadata(elapsed, KNOWN_FOR).await?);
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&begun.verifier());
        let (address, ..) = asking
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || begun.nonce(),
            )
            .set_pkce_challenge(challenge)
            .url();
        Ok(address.into())
    }

    /// Whom the provider names for a code; `now` in Unix seconds.
    ///
    /// # Errors
    /// [`ServerError::SignIn`], whatever is wrong with code or token; [`ServerError::Provider`].
    pub(crate) async fn finish(
        &self,
        begun: Begun,
        code: String,
        (now, elapsed): (i64, Duration),
    ) -> Result<Subject, ServerError> {
        let asking = self.asking(self.metadata(elapsed, KNOWN_FOR).await?);
        let token = self.exchange(&asking, begun, code).await?;
        match self.subject_of(&asking, &token, begun, now) {
            Ok(subject) => Ok(subject),
            Err(Refused::Token) => Err(ServerError::SignIn),
            // Its keys may have been rotated since it was asked.
            Err(Refused::UnknownKey) => {
                let asking = self.asking(self.metadata(elapsed, ASKED_AGAIN_AFTER).await?);
                let subject = self.subject_of(&asking, &token, begun, now);
                subject.map_err(|_| ServerError::SignIn)
            }
        }
    }

    /// Whether an answer names this provider, where it names one (RFC 9207).
    pub(crate) fn is_issuer(&self, said: &str) -> bool {
        said == self.oidc.issuer
    }

    async fn exchange(
        &self,
        asking: &Asking,
        begun: Begun,
        code: String,
    ) -> Result<Token, ServerError> {
        let down = |what: &'static str| {
            tracing::warn!(what, "the OpenID provider");
            ServerError::Provider
        };
        let request = asking.exchange_code(AuthorizationCode::new(code));
        let request = request.map_err(|_| down("has no token endpoint"))?;
        let answer = request
            .set_pkce_verifier(begun.verifier())
            .request_async(&self.fetch)
            .await;
        let answer = answer.map_err(|error| match error {
            RequestTokenError::ServerResponse(_) => ServerError::SignIn,
            RequestTokenError::Request(error) => unreachable_by(error),
            _ => down("answers what cannot be read"),
        })?;
        answer.id_token().cloned().ok_or(ServerError::SignIn)
    }

    fn subject_of(
        &self,
        asking: &Asking,
        token: &Token,
        begun: Begun,
        now: i64,
    ) -> Result<Subject, Refused> {
        let at = UNIX_EPOCH + Duration::from_secs(u64::try_from(now).unwrap_or(0));
        let verifier = asking
            .id_token_verifier()
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || at.into())
            .set_issue_time_verifier_fn(move |issued_at| {
                let age = now.saturating_sub(issued_at.timestamp());
                let is_fresh = (-LEEWAY_SECS..=AGE_MAX_SECS).contains(&age);
                is_fresh.then_some(()).ok_or_else(String::new)
            });
        let claims = token.claims(&verifier, &begun.nonce());
        let claims = claims.map_err(|error| match error {
            ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey
                | SignatureVerificationError::CryptoError(_),
            ) => Refused::UnknownKey,
            _ => Refused::Token,
        })?;
        let (issuer, claim) = (&self.oidc.issuer, self.oidc.claim.as_str());
        let (provider, subject) = if claim == "sub" {
            (issuer.clone(), claims.subject().to_string())
        } else {
            let said = claims.additional_claims().all.get(claim);
            let said = match said.ok_or(Refused::Token)? {
                serde_json::Value::String(text) => text.clone(),
                serde_json::Value::Number(number) => number.to_string(),
                _ => return Err(Refused::Token),
            };
            (format!("{issuer} {claim}"), said)
        };
        if subject.trim().is_empty() {
            return Err(Refused::Token);
        }
        Ok(Subject { provider, subject })
    }

    fn asking(&self, metadata: CoreProviderMetadata) -> Asking {
        let id = ClientId::new(self.oidc.client_id.clone());
        let secret = self.oidc.client_secret.as_ref();
        let secret = secret.map(|secret| ClientSecret::new(secret.text().to_owned()));
        let asking = Client::from_provider_metadata(metadata, id, secret);
        asking.set_redirect_uri(self.redirect.clone())
    }

    /// What the provider says of itself; asked again if that was before `age_max`.
    async fn metadata(
        &self,
        elapsed: Duration,
        age_max: Duration,
    ) -> Result<CoreProviderMetadata, ServerError> {
        let mut known = self.known.lock().await;
        if let Some(known) = &*known
            && elapsed.saturating_sub(known.at) < age_max
        {
            return Ok(known.metadata.clone());
        }
        let issuer = IssuerUrl::new(self.oidc.issuer.clone());
        let issuer = issuer.map_err(|_| ServerError::Provider)?;
        let asked = CoreProviderMetadata::discover_async(issuer, &self.fetch).await;
        let metadata = asked.map_err(|error| match error {
            openidconnect::DiscoveryError::Request(error) => unreachable_by(error),
            _ => {
                tracing::warn!("the OpenID provider describes itself in a way that is not its own");
                ServerError::Provider
            }
        })?;
        *known = Some(Known {
            metadata: metadata.clone(),
            at: elapsed,
        });
        Ok(metadata)
    }
}

fn unreachable_by(error: FetchError) -> ServerError {
    tracing::warn!(%error, "the OpenID provider");
    ServerError::Provider
}
