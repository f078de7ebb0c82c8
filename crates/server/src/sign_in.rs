//! Who asks: sessions of officers, and keys of machines. The database knows tokens by keyed tags.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, header};
use base16ct::lower::encode_string;
use cleanbill_authority::{AuthorityError, Caller};
use cleanbill_issuer::registry::OfficerId;
use cleanbill_issuer::staff::Role;
use cleanbill_seal::TokenUse;
use cleanbill_store::SignedIn;

use crate::ServerError;
use crate::app::App;
use crate::layers::{ClientAddress, check_guess, single};
use crate::tls::ClientCertificate;

/// The cookie of a session: only over TLS, only to this host, not to scripts.
pub(crate) const COOKIE: &str = "__Host-cleanbill";
/// What a page sends along with the cookie, so that another site's page cannot.
pub(crate) const CSRF: HeaderName = HeaderName::from_static("x-cleanbill-csrf");
const SESSION_PREFIX: &str = "cbs_";
const API_KEY_PREFIX: &str = "cbk_";

/// The secret of a session or of a machine's key.
#[derive(Clone, Copy)]
pub(crate) struct Secret([u8; 32]);

impl Secret {
    pub(crate) fn draw(app: &App) -> Self {
        Self(app.draw())
    }

    pub(crate) const fn bytes(self) -> [u8; 32] {
        self.0
    }

    /// As 64 hexadecimal digits, small ones.
    pub(crate) fn digits(self) -> String {
        encode_string(&self.0)
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        let read = base16ct::lower::decode(text, &mut bytes).ok()?.len();
        (read == 32).then_some(Self(bytes))
    }

    pub(crate) fn session_text(self) -> String {
        format!("{SESSION_PREFIX}{}", self.digits())
    }

    pub(crate) fn api_key_text(self) -> String {
        format!("{API_KEY_PREFIX}{}", self.digits())
    }

    /// Under what it is kept.
    pub(crate) fn tag(self, app: &App, token_use: TokenUse) -> [u8; 16] {
        first_half(app.authority.ring().token_tag(token_use, &self.0))
    }

    /// What an OpenID provider hands back to the browser that began with this secret.
    pub(crate) fn oidc_state(self, app: &App) -> String {
        let of = [b"oidc state".as_slice(), &self.0].concat();
        let tag = first_half(app.authority.ring().token_tag(TokenUse::Ceremony, &of));
        encode_string(&tag)
    }

    /// What a page sends along with the cookie of this session.
    pub(crate) fn csrf(self, app: &App) -> String {
        let of = [b"csrf".as_slice(), &self.0].concat();
        let tag = first_half(app.authority.ring().token_tag(TokenUse::Session, &of));
        encode_string(&tag)
    }
}

fn first_half(tag: [u8; 32]) -> [u8; 16] {
    let [half @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = tag;
    half
}

/// How somebody showed who they are.
enum Shown {
    Cookie(Secret),
    Session(Secret),
    ApiKey(Secret),
}

/// An officer who is signed in, as they stand now.
pub(crate) struct Signed {
    pub(crate) caller: Caller,
    /// The session's tag; none for a machine's key.
    pub(crate) session: Option<[u8; 16]>,
}

impl FromRequestParts<App> for Signed {
    type Rejection = ServerError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ServerError> {
        let now = app.now();
        let shown = match shown(&parts.headers) {
            Some(shown) => shown,
            None => return Err(ServerError::NotSignedIn),
        };
        let (officer, session) = match shown {
            Shown::Cookie(secret) => {
                check_csrf(app, parts, secret)?;
                session(app, secret, now).await?
            }
            Shown::Session(secret) => session(app, secret, now).await?,
            Shown::ApiKey(secret) => {
                let certificate = parts.extensions.get::<ClientCertificate>();
                let certificate = certificate.and_then(|certificate| certificate.0);
                (api_key(app, secret, certificate, now).await?, None)
            }
        };
        let Some(officer) = officer else {
            return Err(guessed(app, parts));
        };
        let caller = app.authority.caller_of(officer, now).await?;
        // The key of a machine is no way around a passkey.
        if session.is_none() && caller.role() != Role::Machine {
            return Err(AuthorityError::NotAppointed.into());
        }
        app.by_officer
            .take(officer, app.clock.elapsed())
            .map_err(|retry_after_secs| ServerError::RateLimited { retry_after_secs })?;
        Ok(Self { caller, session })
    }
}

/// A token that is none is a guess.
fn guessed(app: &App, parts: &Parts) -> ServerError {
    let client = parts.extensions.get::<ClientAddress>();
    match client.map(|client| check_guess(app, *client)) {
        Some(Err(error)) => error,
        _ => ServerError::NotSignedIn,
    }
}

async fn session(
    app: &App,
    secret: Secret,
    now: i64,
) -> Result<(Option<OfficerId>, Option<[u8; 16]>), ServerError> {
    let tag = secret.tag(app, TokenUse::Session);
    let store = app.authority.store();
    let row = store
        .session(&tag, now)
        .await
        .map_err(AuthorityError::from)?;
    let officer = row.and_then(|row| match row.who {
        SignedIn::Officer(officer) => Some(officer),
        SignedIn::Holder(..) => None,
    });
    Ok((officer, Some(tag)))
}

async fn api_key(
    app: &App,
    secret: Secret,
    certificate: Option<[u8; 32]>,
    now: i64,
) -> Result<Option<OfficerId>, ServerError> {
    let tag = secret.tag(app, TokenUse::ApiKey);
    let store = app.authority.store();
    let row = store
        .api_key(&tag, now)
        .await
        .map_err(AuthorityError::from)?;
    match row {
        // A key that is bound to a certificate counts with that alone.
        Some(row) if row.certificate.is_some() && row.certificate != certificate => {
            Err(ServerError::Certificate)
        }
        row => Ok(row.map(|row| row.officer)),
    }
}

fn shown(headers: &HeaderMap) -> Option<Shown> {
    if headers.contains_key(header::AUTHORIZATION) {
        let said = single(headers, &header::AUTHORIZATION)?;
        let token = said.strip_prefix("Bearer ")?;
        if let Some(digits) = token.strip_prefix(SESSION_PREFIX) {
            return Secret::parse(digits).map(Shown::Session);
        }
        let digits = token.strip_prefix(API_KEY_PREFIX)?;
        return Secret::parse(digits).map(Shown::ApiKey);
    }
    cookie(headers).map(Shown::Cookie)
}

/// The session's cookie, if there is exactly one.
fn cookie(headers: &HeaderMap) -> Option<Secret> {
    let lines = headers.get_all(header::COOKIE);
    let pairs = lines
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    let mut ours = pairs.filter_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    });
    let value = ours.next()?;
    match ours.next() {
        None => Secret::parse(value),
        Some(_) => None,
    }
}

fn check_csrf(app: &App, parts: &Parts, secret: Secret) -> Result<(), ServerError> {
    if matches!(parts.method, Method::GET | Method::HEAD) {
        return Ok(());
    }
    let site = single(&parts.headers, &HeaderName::from_static("sec-fetch-site"));
    let is_ours = site.is_none_or(|site| matches!(site, "same-origin" | "none"));
    let sent = single(&parts.headers, &CSRF).unwrap_or_default();
    // Both are keyed hashes of a secret that the guesser does not have; time tells nothing.
    if is_ours && sent == secret.csrf(app) {
        Ok(())
    } else {
        Err(ServerError::Csrf)
    }
}

/// Under what the counter of a passkey is kept.
pub(crate) fn count_tag(app: &App, credential_id: &[u8]) -> [u8; 16] {
    let of = [b"passkey count".as_slice(), credential_id].concat();
    first_half(app.authority.ring().token_tag(TokenUse::Ceremony, &of))
}

/// SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes);
    digest.as_ref().try_into().unwrap_or_default()
}

/// `Set-Cookie` of a session.
pub(crate) fn cookie_line(secret: Secret, lives_secs: i64) -> String {
    let digits = secret.digits();
    format!("{COOKIE}={digits}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={lives_secs}")
}

/// `Set-Cookie` that takes the cookie away.
pub(crate) fn no_cookie_line() -> String {
    format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: HeaderName, lines: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(name.clone(), line.parse().unwrap());
        }
        headers
    }

    #[test]
    fn one_cookie_and_one_only() {
        let good = format!("a=b; {COOKIE}={}", "0a".repeat(32));
        assert!(cookie(&with(header::COOKIE, &[&good])).is_some());
        for bad in [
            &[good.as_str(), good.as_str()][..],
            &[&format!("{COOKIE}=")],
            &[&format!("{COOKIE}={}", "0A".repeat(32))],
            &[&format!("{COOKIE}={}", "0a".repeat(33))],
            &[&format!("x{COOKIE}={}", "0a".repeat(32))],
        ] {
            assert!(cookie(&with(header::COOKIE, bad)).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn a_header_that_is_no_token_is_not_passed_over_for_the_cookie() {
        let mut headers = with(header::COOKIE, &[&format!("{COOKIE}={}", "0a".repeat(32))]);
        assert!(shown(&headers).is_some());
        headers.insert(header::AUTHORIZATION, "Basic YTpi".parse().unwrap());
        assert!(shown(&headers).is_none());
        headers.insert(header::AUTHORIZATION, "Bearer cbk_00".parse().unwrap());
        assert!(shown(&headers).is_none());
    }
}
