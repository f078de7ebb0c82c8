//! One batch.

use cleanbill_order::Arrange;
use serde_json::Value;

use super::GatewayError;
use crate::{HashType, KeyHash, Limits, Subject, json};

const UNKNOWN_KID: &str = "UNKNOWN_KID";

/// Passes of one key, or of a key that is not known, revoked until the batch expires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Who revoked: two capital letters.
    pub country: String,
    /// When the batch no longer counts, in Unix seconds.
    pub expires_at: i64,
    /// The key of the passes; `None` for `UNKNOWN_KID`.
    pub kid: Option<Vec<u8>>,
    /// What is hashed.
    pub hash_type: HashType,
    /// Ascending.
    entries: Vec<KeyHash>,
}

impl Batch {
    /// Reads the JSON of a batch. Members that are not known are ignored.
    ///
    /// # Errors
    /// [`GatewayError`].
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, GatewayError> {
        let batch = json::parse(bytes, limits.json_size_max_bytes)?;
        let text = |name| json::text(&batch, name).ok_or(GatewayError::Members);
        let hash_type = HashType::from_name(text("hashType")?).ok_or(GatewayError::HashType)?;
        let kid = match text("kid")? {
            UNKNOWN_KID => None,
            kid => Some(json::kid(kid).ok_or(GatewayError::Kid)?),
        };
        let entries = batch.get("entries").and_then(Value::as_array);
        Ok(Self {
            country: country(text("country")?)?,
            expires_at: json::instant(text("expires")?).ok_or(GatewayError::Instant)?,
            kid,
            hash_type,
            entries: hashes(entries.ok_or(GatewayError::Members)?, limits)?,
        })
    }

    /// The hashes, ascending.
    #[must_use]
    pub fn entries(&self) -> &[KeyHash] {
        &self.entries
    }

    /// Whether the batch has the pass; kid and expiry are looked at elsewhere.
    #[must_use]
    pub fn contains(&self, subject: &Subject<'_>) -> bool {
        let mut hashes = self.hash_type.hashes(subject).iter();
        hashes.any(|hash| self.entries.binary_search(hash).is_ok())
    }
}

pub(super) fn country(text: &str) -> Result<String, GatewayError> {
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        Ok(text.to_ascii_uppercase())
    } else {
        Err(GatewayError::Country)
    }
}

fn hashes(entries: &[Value], limits: &Limits) -> Result<Vec<KeyHash>, GatewayError> {
    let (actual, max) = (entries.len(), limits.batch_entries_max);
    if actual > max {
        return Err(GatewayError::TooMany { actual, max });
    }
    if entries.is_empty() {
        return Err(GatewayError::Empty);
    }
    let hash = |(index, entry): (usize, &Value)| {
        let bytes = json::text(entry, "hash").and_then(json::base64);
        let hash = bytes.and_then(|bytes| KeyHash::try_from(bytes).ok());
        hash.ok_or(GatewayError::Hash { index })
    };
    let hashes: Result<Vec<_>, _> = entries.iter().enumerate().map(hash).collect();
    let mut hashes = hashes?;
    hashes.arrange();
    hashes.dedup();
    Ok(hashes)
}
