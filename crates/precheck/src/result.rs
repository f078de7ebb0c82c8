//! What the validation service answers.

use core::fmt;

use cleanbill_crypto::{PublicKey, Signer};
use serde_json::{Map, Value};

use crate::claims::{parse_claims, sign};
use crate::text::{Members, object};
use crate::{Limits, SignedToken, TokenError};

/// The outcome of a check, and of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CheckResult {
    /// `OK`: passed.
    Ok,
    /// `CHK`: open; a person decides.
    Open,
    /// `NOK`: failed.
    Failed,
}

impl CheckResult {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Ok, Self::Open, Self::Failed];

    /// As it is written: `OK`, `CHK` or `NOK`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Open => "CHK",
            Self::Failed => "NOK",
        }
    }

    fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|result| result.name() == name)
    }
}

/// What kind of check it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ResultKind {
    /// Form, signature, dates, revocation, and whose pass it is.
    Technical,
    /// Rules by which the issuing country takes passes back.
    IssuerInvalidation,
    /// Rules of the destination about such passes.
    Destination,
    /// Rules of the destination about all passes.
    Traveller,
}

impl ResultKind {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Technical,
        Self::IssuerInvalidation,
        Self::Destination,
        Self::Traveller,
    ];

    /// As it is written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Technical => "TechnicalVerification",
            Self::IssuerInvalidation => "IssuerInvalidation",
            Self::Destination => "DestinationAcceptance",
            Self::Traveller => "TravellerAcceptance",
        }
    }

    fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One check and what came of it.
#[derive(Clone, PartialEq, Eq)]
pub struct ResultItem {
    /// Which check; of ours a stable code, or the identifier of a rule.
    pub identifier: String,
    /// What came of it.
    pub result: CheckResult,
    /// What kind of check it was.
    pub kind: ResultKind,
    /// In words.
    pub details: String,
}

/// Shows which check, and not what it found of whom.
impl fmt::Debug for ResultItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResultItem")
            .field("kind", &self.kind)
            .field("result", &self.result)
            .finish_non_exhaustive()
    }
}

/// What all checks together come to, as the reference service has it: failed if a technical check
/// or the issuer says no; open if anything is open, if the destination's rules say no, as they may
/// know other ways to travel, or if nothing was checked.
#[must_use]
pub fn overall<'i>(items: impl IntoIterator<Item = &'i ResultItem>) -> CheckResult {
    let mut result = None;
    for item in items {
        let weight = match (item.result, item.kind) {
            (CheckResult::Failed, ResultKind::Destination | ResultKind::Traveller) => {
                CheckResult::Open
            }
            (result, _) => result,
        };
        result = result.max(Some(weight));
    }
    result.unwrap_or(CheckResult::Open)
}

/// The answer to a check.
///
/// ```text
/// {"iss":…, "iat":…, "exp":…, "sub":…, "category":[…],
///  "results":[{"identifier":…, "result":"OK", "type":"TechnicalVerification", "details":…}],
///  "result":"OK", "confirmation":"eyJ…"}
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ResultToken {
    /// `iss`: the validation service.
    pub issuer: String,
    /// `iat`, Unix seconds.
    pub issued_at: i64,
    /// `exp`, Unix seconds; the reference service writes none.
    pub expires_at: Option<i64>,
    /// `sub`: the transaction.
    pub subject: String,
    /// `category`, as it was asked.
    pub categories: Vec<String>,
    /// `results`: each check.
    pub results: Vec<ResultItem>,
    /// `result`: all together.
    pub result: CheckResult,
    /// `confirmation`: a [`Confirmation`], signed.
    pub confirmation: String,
}

impl ResultToken {
    /// The token, signed.
    ///
    /// # Errors
    /// [`TokenError::Sign`].
    pub fn sign(&self, kid: &str, signer: &dyn Signer) -> Result<String, TokenError> {
        let results: Vec<Value> = self.results.iter().map(item_json).collect();
        let claims = object([
            ("iss", self.issuer.as_str().into()),
            ("iat", self.issued_at.into()),
            ("exp", self.expires_at.into()),
            ("sub", self.subject.as_str().into()),
            ("category", self.categories.as_slice().into()),
            ("results", results.into()),
            ("result", self.result.name().into()),
            ("confirmation", self.confirmation.as_str().into()),
        ]);
        sign(claims, kid, signer)
    }

    /// Reads a token that one of `keys` signed.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn verify<'k>(
        text: &str,
        keys: impl IntoIterator<Item = (&'k str, &'k PublicKey)>,
        limits: &Limits,
    ) -> Result<Self, TokenError> {
        let claims = verified(text, keys, limits)?;
        let members = Members::new(&claims, limits);
        let items = members.value("results").and_then(Value::as_array);
        let items = items.filter(|items| items.len() <= limits.list_max);
        let items = items.ok_or(TokenError::Claim { claim: "results" })?;
        let items = items.iter().map(|item| read_item(item, limits));
        Ok(Self {
            issuer: members.text("iss")?,
            issued_at: members.number("iat")?,
            expires_at: members.maybe_number("exp")?,
            subject: members.text("sub")?,
            categories: members.texts("category")?,
            results: items.collect::<Result<_, _>>()?,
            result: read_result(&members)?,
            confirmation: members.long("confirmation", limits.token_bytes_max)?,
        })
    }
}

/// Shows the result, and no subject.
impl fmt::Debug for ResultToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResultToken")
            .field("result", &self.result)
            .finish_non_exhaustive()
    }
}

/// The answer without its checks, to hand on: to whoever sells, staff at a gate.
#[derive(Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// `jti`, of this confirmation.
    pub id: String,
    /// `iss`: the validation service.
    pub issuer: String,
    /// `iat`, Unix seconds.
    pub issued_at: i64,
    /// `exp`, Unix seconds; the reference service writes none.
    pub expires_at: Option<i64>,
    /// `sub`: the transaction.
    pub subject: String,
    /// `category`, as it was asked.
    pub categories: Vec<String>,
    /// `result`.
    pub result: CheckResult,
}

impl Confirmation {
    /// The token, signed.
    ///
    /// # Errors
    /// [`TokenError::Sign`].
    pub fn sign(&self, kid: &str, signer: &dyn Signer) -> Result<String, TokenError> {
        let claims = object([
            ("jti", self.id.as_str().into()),
            ("iss", self.issuer.as_str().into()),
            ("iat", self.issued_at.into()),
            ("exp", self.expires_at.into()),
            ("sub", self.subject.as_str().into()),
            ("category", self.categories.as_slice().into()),
            ("result", self.result.name().into()),
        ]);
        sign(claims, kid, signer)
    }

    /// Reads a confirmation that one of `keys` signed.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn verify<'k>(
        text: &str,
        keys: impl IntoIterator<Item = (&'k str, &'k PublicKey)>,
        limits: &Limits,
    ) -> Result<Self, TokenError> {
        let claims = verified(text, keys, limits)?;
        let members = Members::new(&claims, limits);
        Ok(Self {
            id: members.text("jti")?,
            issuer: members.text("iss")?,
            issued_at: members.number("iat")?,
            expires_at: members.maybe_number("exp")?,
            subject: members.text("sub")?,
            categories: members.texts("category")?,
            result: read_result(&members)?,
        })
    }
}

/// Shows the result, and no subject.
impl fmt::Debug for Confirmation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Confirmation")
            .field("result", &self.result)
            .finish_non_exhaustive()
    }
}

fn verified<'k>(
    text: &str,
    keys: impl IntoIterator<Item = (&'k str, &'k PublicKey)>,
    limits: &Limits,
) -> Result<Map<String, Value>, TokenError> {
    let token = SignedToken::parse(text, limits)?;
    parse_claims(token.verify(keys)?, limits)
}

fn item_json(item: &ResultItem) -> Value {
    Value::Object(object([
        ("identifier", item.identifier.as_str().into()),
        ("result", item.result.name().into()),
        ("type", item.kind.name().into()),
        ("details", item.details.as_str().into()),
    ]))
}

fn read_item(item: &Value, limits: &Limits) -> Result<ResultItem, TokenError> {
    let odd = TokenError::Claim { claim: "results" };
    let members = item.as_object().ok_or(odd)?;
    let members = Members::new(members, limits);
    let kind = ResultKind::of_name(&members.text("type")?);
    Ok(ResultItem {
        identifier: members.text("identifier")?,
        result: read_result(&members)?,
        kind: kind.ok_or(TokenError::Claim { claim: "type" })?,
        details: members.long("details", limits.consent_bytes_max)?,
    })
}

fn read_result(members: &Members<'_>) -> Result<CheckResult, TokenError> {
    let result = CheckResult::of_name(&members.text("result")?);
    result.ok_or(TokenError::Claim { claim: "result" })
}
