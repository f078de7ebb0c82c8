//! What a request is for, and who asks.

use axum::http::{HeaderMap, header};
use cleanbill_precheck::{AccessToken, Expected, SignedToken, TokenError};

use super::Provider;
use super::state::Validation;
use super::subjects::Key;
use crate::ServerError;
use crate::layers::single;

/// Longest subject; the reference provider's are UUIDs.
const SUBJECT_CHARS_MAX: usize = 128;
const BEARER: &str = "Bearer ";

/// A subject as it stands in an address: what needs no escape there.
pub(super) fn check_subject(subject: &str) -> Result<(), ServerError> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let is_fine = (1..=SUBJECT_CHARS_MAX).contains(&subject.len())
        && subject.bytes().all(is_plain)
        && subject.bytes().any(|byte| byte != b'.');
    match is_fine {
        true => Ok(()),
        false => Err(ServerError::Parameter),
    }
}

fn bearer(headers: &HeaderMap) -> Result<&str, ServerError> {
    let said = single(headers, &header::AUTHORIZATION).ok_or(ServerError::NotSignedIn)?;
    // Schemes know no case (RFC 9110, section 11.1).
    match said.split_at_checked(BEARER.len()) {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case(BEARER) => Ok(token.trim()),
        _ => Err(ServerError::NotSignedIn),
    }
}

fn keys_of(provider: &Provider) -> impl Iterator<Item = (&str, &cleanbill_crypto::PublicKey)> {
    let keys = provider.keys.iter();
    keys.map(|(kid, key)| (kid.as_str(), key))
}

fn expected<'a>(
    validation: &Validation,
    audience: &'a str,
    subject: &'a str,
    now: i64,
) -> Expected<'a> {
    Expected {
        audience,
        subject,
        now,
        lifetime_max_secs: validation.settings.limits.token_secs,
    }
}

/// The provider, calling itself about a subject.
pub(super) fn provider_call<'v>(
    validation: &'v Validation,
    headers: &HeaderMap,
    part: &str,
    subject: &str,
    now: i64,
) -> Result<(Key, &'v Provider), ServerError> {
    check_subject(subject)?;
    let token = SignedToken::parse(bearer(headers)?, &validation.formats)?;
    let found = validation.settings.provider(token.issuer());
    let (number, provider) = found.ok_or(TokenError::Issuer)?;
    let audience = validation.settings.address(part, subject);
    let call = token.call(keys_of(provider))?;
    call.check_for(&expected(validation, &audience, subject, now))?;
    let subject = subject.to_owned();
    let key = Key {
        provider: number,
        subject,
    };
    Ok((key, provider))
}

/// A wallet with a provider's access token.
pub(super) fn access(
    validation: &Validation,
    headers: &HeaderMap,
    subject: &str,
    now: i64,
) -> Result<(Key, AccessToken), ServerError> {
    check_subject(subject)?;
    let token = SignedToken::parse(bearer(headers)?, &validation.formats)?;
    let found = validation.settings.provider(token.issuer());
    let (number, provider) = found.ok_or(TokenError::Issuer)?;
    let audience = validation.settings.address("validate", subject);
    let access = token.access(keys_of(provider))?;
    access.check_for(&expected(validation, &audience, subject, now))?;
    let subject = subject.to_owned();
    let key = Key {
        provider: number,
        subject,
    };
    Ok((key, access))
}
