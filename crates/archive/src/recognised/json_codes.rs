//! Codes that are JSON: Singapore's OpenAttestation documents, and the EU's validation service.

use cleanbill_jose::json;
use serde_json::Value;

use super::{Detail, Label, Recognised, Scheme};
use crate::Limits;

/// What the schemas of OpenAttestation begin with.
const OPEN_ATTESTATION: &str = "https://schema.openattestation.com/";

pub(super) fn recognise(text: &str, limits: &Limits) -> Option<Recognised> {
    if !text.starts_with('{') {
        return None;
    }
    let code = json::parse(text.as_bytes(), limits.text_max_bytes, limits.depth_max).ok()?;
    let member = |name: &str| code.get(name).and_then(Value::as_str);
    if member("protocol") == Some("DCCVALIDATION") {
        let provider = member("serviceProvider").filter(|name| !name.is_empty());
        let issuer = provider.map(|name| Detail::new(Label::Issuer, name));
        return Some(Recognised {
            scheme: Scheme::EuValidation,
            details: issuer.into_iter().collect(),
        });
    }
    let is_schema = |name: &str| name.starts_with(OPEN_ATTESTATION);
    let by_version = member("version").is_some_and(is_schema);
    let by_context = code
        .get("@context")
        .and_then(Value::as_array)
        .is_some_and(|contexts| {
            contexts
                .iter()
                .any(|context| context.as_str().is_some_and(is_schema))
        });
    (by_version || by_context).then(|| Recognised::bare(Scheme::SingaporeHealthCert))
}
