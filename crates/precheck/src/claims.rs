//! Claims of tokens: read once the signature is verified, and held against what they are for.

use cleanbill_crypto::Signer;
use cleanbill_jose::{Jws, json, sign_jws};
use serde_json::{Map, Value};

use crate::text::{Members, Odd};
use crate::{Limits, TokenError};

/// How far two clocks that are both right may differ, in seconds.
pub const CLOCK_LEEWAY_SECS: i64 = 60;

/// What a token has to say to be good for a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected<'a> {
    /// The address that is called.
    pub audience: &'a str,
    /// The subject that it is called for.
    pub subject: &'a str,
    /// Now, Unix seconds.
    pub now: i64,
    /// How long a token may last from now on, in seconds.
    pub lifetime_max_secs: i64,
}

/// The claims that all tokens share.
pub(crate) struct Common {
    pub(crate) issuer: String,
    pub(crate) subject: String,
    pub(crate) audiences: Vec<String>,
    pub(crate) issued_at: Option<i64>,
    pub(crate) expires_at: i64,
}

impl From<Odd> for TokenError {
    fn from(Odd(claim): Odd) -> Self {
        Self::Claim { claim }
    }
}

impl Common {
    pub(crate) fn read(members: &Members<'_>) -> Result<Self, TokenError> {
        Ok(Self {
            issuer: members.text("iss")?,
            subject: members.text("sub")?,
            audiences: audiences(members)?,
            issued_at: members.maybe_number("iat")?,
            expires_at: members.number("exp")?,
        })
    }

    /// Whether they are for this call, now.
    pub(crate) fn check(&self, expected: &Expected<'_>) -> Result<(), TokenError> {
        if !self.audiences.iter().any(|aud| aud == expected.audience) {
            return Err(TokenError::Audience);
        }
        if self.subject != expected.subject {
            return Err(TokenError::Subject);
        }
        let now = expected.now;
        if self.expires_at <= now {
            return Err(TokenError::Expired);
        }
        if self.expires_at.saturating_sub(now) > expected.lifetime_max_secs {
            let max_secs = expected.lifetime_max_secs;
            return Err(TokenError::TooLong { max_secs });
        }
        let begins = self.issued_at.unwrap_or(now);
        if begins.saturating_sub(now) > CLOCK_LEEWAY_SECS {
            return Err(TokenError::NotYetValid);
        }
        Ok(())
    }
}

/// One text, or several (RFC 7519, section 4.1.3); a token without them is for nobody.
fn audiences(members: &Members<'_>) -> Result<Vec<String>, TokenError> {
    let audiences = match members.value("aud") {
        Some(Value::Array(_)) => members.texts("aud")?,
        _ => vec![members.text("aud")?],
    };
    match audiences.is_empty() {
        true => Err(TokenError::Claim { claim: "aud" }),
        false => Ok(audiences),
    }
}

pub(crate) fn parse_jws<'a>(text: &'a str, limits: &Limits) -> Result<Jws<'a>, TokenError> {
    let jose = cleanbill_jose::Limits {
        jws_bytes_max: limits.token_bytes_max,
        ..cleanbill_jose::Limits::default()
    };
    Ok(Jws::parse(text, &jose)?)
}

pub(crate) fn parse_claims(
    payload: &[u8],
    limits: &Limits,
) -> Result<Map<String, Value>, TokenError> {
    match json::parse(payload, limits.token_bytes_max, limits.depth_max)? {
        Value::Object(claims) => Ok(claims),
        _ => Err(TokenError::Claim { claim: "claims" }),
    }
}

pub(crate) fn sign(
    claims: Map<String, Value>,
    kid: &str,
    signer: &dyn Signer,
) -> Result<String, TokenError> {
    let header = crate::text::object([("typ", "JWT".into()), ("kid", kid.into())]);
    let payload = Value::Object(claims).to_string();
    Ok(sign_jws(header, payload.as_bytes(), signer)?)
}
