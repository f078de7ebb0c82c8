//! Tokens of the service provider: what it asks to be checked, and its own calls.

use core::fmt;

use cleanbill_crypto::{PublicKey, Signer};
use cleanbill_jose::Jws;
use serde_json::Value;

use crate::claims::{Common, Expected, parse_claims, parse_jws, sign};
use crate::conditions::Conditions;
use crate::text::{Members, object};
use crate::{Limits, TokenError};

/// How much of a pass is checked (claim `t`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CheckType {
    /// 0: its form, and that it is the one whose hash the conditions name. Says nothing of whether
    /// it is genuine.
    Structure,
    /// 1: that it is genuine, in date, not revoked, and of the person who booked.
    Cryptographic,
    /// 2: all of that, and by the destination's rules.
    Full,
}

impl CheckType {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Structure, Self::Cryptographic, Self::Full];

    /// The number in claim `t`.
    #[must_use]
    pub const fn number(self) -> i64 {
        match self {
            Self::Structure => 0,
            Self::Cryptographic => 1,
            Self::Full => 2,
        }
    }

    fn of_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }
}

/// A token in the compact serialisation, of which nothing is believed yet.
pub struct SignedToken<'a> {
    jws: Jws<'a>,
    issuer: String,
    limits: Limits,
}

impl<'a> SignedToken<'a> {
    /// Takes a token apart.
    ///
    /// # Errors
    /// [`TokenError::Jws`], [`TokenError::Json`], [`TokenError::Claim`] where there is no issuer.
    pub fn parse(text: &'a str, limits: &Limits) -> Result<Self, TokenError> {
        let jws = parse_jws(text, limits)?;
        let claims = parse_claims(jws.unverified_payload(), limits)?;
        let issuer = Members::new(&claims, limits).text("iss")?;
        Ok(Self {
            jws,
            issuer,
            limits: limits.clone(),
        })
    }

    /// Who says to have signed it: by whose keys it has to verify.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// `kid` of the header.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.jws.header().kid()
    }

    /// The token as an access token, if one of `keys` with its key identifier signed it.
    ///
    /// # Errors
    /// [`TokenError::UnknownKey`], [`TokenError::Signature`], [`TokenError::Claim`].
    pub fn access<'k>(
        &self,
        keys: impl IntoIterator<Item = (&'k str, &'k PublicKey)>,
    ) -> Result<AccessToken, TokenError> {
        let claims = parse_claims(self.verify(keys)?, &self.limits)?;
        AccessToken::read(&Members::new(&claims, &self.limits))
    }

    /// The token as the provider's own, if one of `keys` with its key identifier signed it.
    ///
    /// # Errors
    /// As [`access`](Self::access).
    pub fn call<'k>(
        &self,
        keys: impl IntoIterator<Item = (&'k str, &'k PublicKey)>,
    ) -> Result<CallToken, TokenError> {
        let claims = parse_claims(self.verify(keys)?, &self.limits)?;
        let members = Members::new(&claims, &self.limits);
        // What a wallet was given opens nothing that is the provider's.
        if members.value("t").is_some() || members.value("vc").is_some() {
            return Err(TokenError::Claim { claim: "t" });
        }
        Ok(CallToken(Common::read(&members)?))
    }

    /// The payload, by the keys with the token's key identifier; identifiers need not be unique.
    pub(crate) fn verify<'k>(
        &self,
        keys: impl IntoIterator<Item = (&'k str, &'k PublicKey)>,
    ) -> Result<&[u8], TokenError> {
        let mut fits = false;
        for (kid, key) in keys {
            if self.kid() != Some(kid) {
                continue;
            }
            fits = true;
            if let Ok(payload) = self.jws.verify(key) {
                return Ok(payload);
            }
        }
        Err(match fits {
            true => TokenError::Signature,
            false => TokenError::UnknownKey,
        })
    }
}

impl fmt::Debug for SignedToken<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedToken").finish_non_exhaustive()
    }
}

/// What a provider asks of the validation service, for one subject, once.
///
/// ```text
/// {"jti":…, "iss":…, "iat":…, "exp":…, "sub":…, "aud":"https://…/validate/SUBJECT",
///  "t":2, "v":"1.0", "vc":{"fnt":…, "gnt":…, "dob":…, "coa":…, …}}
/// ```
///
/// Its conditions are about a person: `Debug` shows the type of the check.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// `jti`, which is good once; 1 to 1,024 bytes.
    pub id: String,
    /// `iss`: the provider.
    pub issuer: String,
    /// `iat`, Unix seconds.
    pub issued_at: Option<i64>,
    /// `exp`, Unix seconds.
    pub expires_at: i64,
    /// `sub`: the transaction.
    pub subject: String,
    /// `aud`: where the pass is sent to.
    pub audiences: Vec<String>,
    /// `t`.
    pub check: CheckType,
    /// `v`, of the conditions.
    pub version: String,
    /// `vc`.
    pub conditions: Conditions,
}

impl AccessToken {
    fn read(members: &Members<'_>) -> Result<Self, TokenError> {
        let common = Common::read(members)?;
        let check = CheckType::of_number(members.number("t")?);
        let conditions = members.value("vc").and_then(Value::as_object);
        let conditions = conditions.ok_or(TokenError::Claim { claim: "vc" })?;
        Ok(Self {
            id: members.text("jti")?,
            check: check.ok_or(TokenError::Claim { claim: "t" })?,
            version: members.maybe("v")?.unwrap_or_default(),
            conditions: Conditions::read(&members.of(conditions))?,
            issuer: common.issuer,
            issued_at: common.issued_at,
            expires_at: common.expires_at,
            subject: common.subject,
            audiences: common.audiences,
        })
    }

    /// Whether it is good for this call, now. That it is good only once, whoever keeps what was
    /// used has to say.
    ///
    /// # Errors
    /// [`TokenError`]: audience, subject, times.
    pub fn check_for(&self, expected: &Expected<'_>) -> Result<(), TokenError> {
        let common = Common {
            issuer: String::new(),
            subject: self.subject.clone(),
            audiences: self.audiences.clone(),
            issued_at: self.issued_at,
            expires_at: self.expires_at,
        };
        common.check(expected)
    }

    /// The token, signed.
    ///
    /// # Errors
    /// [`TokenError::Sign`], [`TokenError::Claim`] for an instant that cannot be written.
    pub fn sign(&self, kid: &str, signer: &dyn Signer) -> Result<String, TokenError> {
        let audience = match self.audiences.as_slice() {
            [one] => Value::from(one.as_str()),
            several => Value::from(several),
        };
        let claims = object([
            ("jti", self.id.as_str().into()),
            ("iss", self.issuer.as_str().into()),
            ("iat", self.issued_at.into()),
            ("exp", self.expires_at.into()),
            ("sub", self.subject.as_str().into()),
            ("aud", audience),
            ("t", self.check.number().into()),
            ("v", self.version.as_str().into()),
            ("vc", Value::Object(self.conditions.to_json()?)),
        ]);
        sign(claims, kid, signer)
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken")
            .field("check", &self.check)
            .finish_non_exhaustive()
    }
}

/// By what a provider calls the service itself, to initialise a subject or ask for its result:
/// issuer, subject, audience and times, and nothing else.
pub struct CallToken(Common);

impl CallToken {
    /// `iss`: the provider.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// Whether it is good for this call, now.
    ///
    /// # Errors
    /// [`TokenError`]: audience, subject, times.
    pub fn check_for(&self, expected: &Expected<'_>) -> Result<(), TokenError> {
        self.0.check(expected)
    }

    /// A token for one call, signed.
    ///
    /// # Errors
    /// [`TokenError::Sign`].
    pub fn sign(
        issuer: &str,
        expected: &Expected<'_>,
        kid: &str,
        signer: &dyn Signer,
    ) -> Result<String, TokenError> {
        let ends = expected.now.saturating_add(expected.lifetime_max_secs);
        let claims = object([
            ("iss", issuer.into()),
            ("sub", expected.subject.into()),
            ("aud", expected.audience.into()),
            ("iat", expected.now.into()),
            ("exp", ends.into()),
        ]);
        sign(claims, kid, signer)
    }
}

impl fmt::Debug for CallToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallToken").finish_non_exhaustive()
    }
}
