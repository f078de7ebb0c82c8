//! Israel's vaccination certificate of early 2021:
//!
//! ```text
//! base64(RSA or ECDSA signature) "#" {"id": …, "et": 1, "c": "…", "p": [{"idl": …, "e": …}]}
//! ```
//!
//! The signature is over the JSON (`et` 2), or over the SHA-256 of it (`et` 1).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_jose::json;
use serde_json::Value;

use super::{Detail, Label, Recognised, Scheme};
use crate::Limits;

/// Shortest signature: r‖s on P-256, in bytes; RSA has 256.
const SIGNATURE_MIN_BYTES: usize = 64;

pub(super) fn recognise(text: &str, limits: &Limits) -> Option<Recognised> {
    let (signature, content) = text.split_once('#')?;
    let signature = STANDARD.decode(signature).ok()?;
    if signature.len() < SIGNATURE_MIN_BYTES {
        return None;
    }
    let content = json::parse(content.as_bytes(), limits.text_max_bytes, limits.depth_max).ok()?;
    let content = content.as_object()?;
    content.get("et").filter(|kind| kind.is_u64())?;
    let people = content.get("p").and_then(Value::as_array);
    let mut details = Vec::new();
    let mut take = |label, from: Option<&Value>| {
        let value = from
            .and_then(Value::as_str)
            .filter(|value| !value.is_empty());
        details.extend(value.map(|value| Detail::new(label, value)));
    };
    take(Label::Issuer, content.get("c"));
    if let Some(person) = people.and_then(|people| people.first()) {
        take(Label::Document, person.get("idl"));
        take(Label::ValidUntil, person.get("e"));
    }
    Some(Recognised {
        scheme: Scheme::IsraelGreenPass,
        details,
    })
}
