//! Revocation lists of SMART Health Cards.
//!
//! ```text
//! GET ‹iss›/.well-known/crl/‹kid›.json
//! {"kid": "‹kid›", "method": "rid", "ctr": 3, "rids": ["AQPCj4wwk6Mt", "lHKzqFUMjhs.1636977600"]}
//! ```
//!
//! The second entry revokes only cards that were issued before that instant. Sources: SMART Health
//! Cards and Links 1.0.0, "Revocation"; the lists in the VCI directory, where `ctr` may be text.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_jose::json::JsonError;
use serde_json::Value;

use crate::{Answer, Limits, Mechanism, Subject, json};

/// Longest `rid` in characters.
const RID_MAX_CHARS: usize = 24;

/// Why a list is refused whole.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RidError {
    /// Not JSON.
    #[error("{0}")]
    Json(#[from] JsonError),
    /// `kid`, `ctr` or `rids` is missing or of another type.
    #[error("not the members of a card revocation list")]
    Members,
    /// A method other than `rid`.
    #[error("the card revocation list has another method than rid")]
    Method,
    /// More than [`Limits::rids_max`].
    #[error("{actual} entries in the card revocation list, more than {max}")]
    TooMany {
        /// How many there are.
        actual: usize,
        /// The most allowed.
        max: usize,
    },
    /// A list that is older than the one there is, or than the issuer's key says (`crlVersion`).
    #[error("version {found} of the card revocation list, at least {expected} is needed")]
    Outdated {
        /// Its `ctr`.
        found: u64,
        /// The least that is needed.
        expected: u64,
    },
}

impl RidError {
    /// Stable code of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(error) => error.code(),
            Self::Members => "revocation.rid.members",
            Self::Method => "revocation.rid.method",
            Self::TooMany { .. } => "revocation.rid.too-many",
            Self::Outdated { .. } => "revocation.rid.outdated",
        }
    }
}

/// A departure that a list is read in spite of. Refusing it would bring the revoked cards back.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RidDefect {
    /// An entry that is no text, no base64url, too long, or with a malformed instant. No card that
    /// follows the specification can be meant by it.
    Malformed {
        /// Its place in `rids`, from 0.
        index: usize,
    },
    /// An entry for a card that has one already; the wider one counts.
    Duplicate {
        /// Its place in `rids`, from 0.
        index: usize,
    },
}

/// Up to when cards with a rid are revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Extent {
    /// Those issued before this instant, in Unix seconds.
    Before(i64),
    /// All.
    Always,
}

/// The revocation list of one key.
#[derive(Clone, PartialEq, Eq)]
pub struct RidList {
    kid: String,
    version: u64,
    rids: BTreeMap<String, Extent>,
    defects: Vec<RidDefect>,
}

impl RidList {
    /// Reads a list.
    ///
    /// # Errors
    /// [`RidError`]; what is wrong with single entries is told by [`defects`](Self::defects).
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, RidError> {
        let list = json::parse(bytes, limits.json_size_max_bytes)?;
        let kid = json::text(&list, "kid").ok_or(RidError::Members)?;
        let version = list.get("ctr").and_then(version);
        let version = version.ok_or(RidError::Members)?;
        match json::text(&list, "method") {
            Some("rid") => {}
            Some(_) => return Err(RidError::Method),
            None => return Err(RidError::Members),
        }
        let entries = list.get("rids").and_then(Value::as_array);
        let entries = entries.ok_or(RidError::Members)?;
        let (actual, max) = (entries.len(), limits.rids_max);
        if actual > max {
            return Err(RidError::TooMany { actual, max });
        }
        let mut defects = Vec::new();
        let mut rids = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            let Some((rid, extent)) = entry.as_str().and_then(entry_of) else {
                defects.push(RidDefect::Malformed { index });
                continue;
            };
            let known = rids
                .entry(rid.to_owned())
                .or_insert(Extent::Before(i64::MIN));
            if *known != Extent::Before(i64::MIN) {
                defects.push(RidDefect::Duplicate { index });
            }
            *known = extent.max(*known);
        }
        Ok(Self {
            kid: kid.to_owned(),
            version,
            rids,
            defects,
        })
    }

    /// The key whose cards it is about: an RFC 7638 thumbprint in base64url.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// `ctr`, counted up with each change.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// What is wrong with single entries.
    #[must_use]
    pub fn defects(&self) -> &[RidDefect] {
        &self.defects
    }

    /// The cards that it names, each once, in order; some only as far as they are older than an
    /// instant.
    pub fn rids(&self) -> impl Iterator<Item = &str> {
        self.rids.keys().map(String::as_str)
    }

    /// Checks against the `crlVersion` of the issuer's key.
    ///
    /// # Errors
    /// [`RidError::Outdated`].
    pub const fn check_version(&self, expected: u64) -> Result<(), RidError> {
        if self.version < expected {
            let found = self.version;
            return Err(RidError::Outdated { found, expected });
        }
        Ok(())
    }

    /// Whether a card with this rid, issued at `issued_at` (Unix seconds), is revoked. A card
    /// without time of issue is taken for one from before.
    #[must_use]
    pub fn is_revoked(&self, rid: &str, issued_at: Option<i64>) -> bool {
        match self.rids.get(rid) {
            None => false,
            Some(Extent::Always) => true,
            Some(Extent::Before(until)) => issued_at.is_none_or(|issued_at| issued_at < *until),
        }
    }
}

impl std::fmt::Debug for RidList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RidList")
            .field("kid", &self.kid)
            .field("version", &self.version)
            .field("rids", &self.rids.len())
            .finish_non_exhaustive()
    }
}

fn version(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

fn entry_of(entry: &str) -> Option<(&str, Extent)> {
    let (rid, extent) = match entry.split_once('.') {
        None => (entry, Extent::Always),
        Some((rid, instant)) if instant.bytes().all(|byte| byte.is_ascii_digit()) => {
            (rid, Extent::Before(instant.parse().ok()?))
        }
        Some(_) => return None,
    };
    let is_alphabet = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let is_rid = (1..=RID_MAX_CHARS).contains(&rid.len()) && rid.bytes().all(is_alphabet);
    is_rid.then_some((rid, extent))
}

/// The lists of many keys.
#[derive(Clone, Debug, Default)]
pub struct RidLists {
    lists: BTreeMap<String, RidList>,
}

impl RidLists {
    /// No list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a list in place of the one that there is for its key.
    ///
    /// # Errors
    /// [`RidError::Outdated`] if that one is newer.
    pub fn insert(&mut self, list: RidList) -> Result<(), RidError> {
        if let Some(known) = self.lists.get(&list.kid) {
            list.check_version(known.version)?;
        }
        self.lists.insert(list.kid.clone(), list);
        Ok(())
    }

    /// The list for a kid, which in a [`Subject`] is the text of the JWS header, or the thumbprint
    /// that this text encodes.
    fn list(&self, kid: &[u8]) -> Option<&RidList> {
        let as_text = std::str::from_utf8(kid).ok();
        as_text
            .and_then(|kid| self.lists.get(kid))
            .or_else(|| self.lists.get(&URL_SAFE_NO_PAD.encode(kid)))
    }
}

impl Mechanism for RidLists {
    fn name(&self) -> &'static str {
        "smart-health-card-rid"
    }

    /// A card without rid is not covered: no such list can revoke it.
    fn look_up(&self, subject: &Subject<'_>, _at: i64) -> Answer {
        let (Some(list), Some(rid)) = (self.list(subject.kid), subject.identifier) else {
            return Answer::NotCovered;
        };
        if list.is_revoked(rid, subject.issued_at) {
            Answer::Revoked
        } else {
            Answer::NotRevoked
        }
    }
}
