//! The keys of New Zealand's COVID Passes: the DID document of their issuer.
//!
//! ```text
//! {"@context": "https://w3.org/ns/did/v1", "id": "did:web:nzcp.identity.health.nz",
//!  "verificationMethod": [
//!    {"id": "did:web:nzcp.identity.health.nz#key-1", "controller": "did:web:…",
//!     "type": "JsonWebKey2020", "publicKeyJwk": {"kty": "EC", "crv": "P-256", "x", "y"}}],
//!  "assertionMethod": ["did:web:nzcp.identity.health.nz#key-1"]}
//! ```
//!
//! A key signs passes only if `assertionMethod` names it (*NZ COVID Pass – Technical Specification
//! v1*, *Issuer Identifier*). The document has no signature: it is worth the way on which it came.

use cleanbill_crypto::{KeyKind, sha256};
use cleanbill_jose::Jwk;
use cleanbill_jose::json;
use cleanbill_x509::DccUsage;
use serde_json::{Map, Value};

use super::error::{EntryError, ListError};
use super::json::check_size;
use super::limits::Limits;
use super::{ImportedList, ListSignature, SkippedEntry};
use crate::scoped::{Scope, ScopedSigner};
use crate::signer::{Country, Kid, SignerRecord};

/// How deep such a document is nested: 4.
const DEPTH_MAX: usize = 8;
const DID_WEB: &str = "did:web:";

/// Whether bytes look like such a document: a `did:web` with keys that may assert, and no signature
/// over it, which the WHO's lists have.
#[must_use]
pub fn is_document(bytes: &[u8], limits: &Limits) -> bool {
    let Ok(document) = json::parse(bytes, limits.size_max_bytes, DEPTH_MAX) else {
        return false;
    };
    let id = document.get("id").and_then(Value::as_str);
    id.is_some_and(|id| id.starts_with(DID_WEB))
        && document.get("assertionMethod").is_some_and(Value::is_array)
        && document
            .get("verificationMethod")
            .is_some_and(Value::is_array)
        && document.get("proof").is_none()
}

/// Reads a document. Keys that may not assert are [skipped](ImportedList::skipped).
///
/// # Errors
/// [`ListError`] if it is too large, or no such document.
pub fn parse_document(bytes: &[u8], limits: &Limits) -> Result<ImportedList, ListError> {
    check_size(bytes, limits)?;
    let document = json::parse(bytes, limits.size_max_bytes, DEPTH_MAX);
    let Ok(Value::Object(document)) = document else {
        return Err(ListError::NotDocument);
    };
    let list = |name: &str| document.get(name).and_then(Value::as_array);
    let id = document.get("id").and_then(Value::as_str);
    let id = id.filter(|id| id.starts_with(DID_WEB));
    let (id, methods) = id
        .zip(list("verificationMethod"))
        .ok_or(ListError::NotDocument)?;
    let asserting = list("assertionMethod").ok_or(ListError::NotDocument)?;
    if methods.len() > limits.entries_max {
        return Err(ListError::TooMany {
            max: limits.entries_max,
        });
    }
    let asserting: Vec<&str> = asserting.iter().filter_map(Value::as_str).collect();
    let mut imported = ImportedList::new(ListSignature::Absent);
    for (ordinal, method) in methods.iter().enumerate() {
        match read_method(method, id, &asserting) {
            Ok(signer) => imported.scoped.push(signer),
            Err((kid, error)) => imported.skipped.push(SkippedEntry {
                ordinal,
                kid,
                error,
            }),
        }
    }
    Ok(imported)
}

fn read_method(
    method: &Value,
    id: &str,
    asserting: &[&str],
) -> Result<ScopedSigner, (Option<Kid>, EntryError)> {
    let method = method.as_object().ok_or((None, EntryError::Fields))?;
    let name = text(method, "id").ok_or((None, EntryError::Fields))?;
    let kid = name
        .strip_prefix(id)
        .and_then(|rest| rest.strip_prefix('#'));
    let kid = kid.and_then(|kid| Kid::new(kid.as_bytes()));
    let kid = kid.ok_or((None, EntryError::Identity))?;
    let refused = |error| (Some(kid.clone()), error);
    if !asserting.contains(&name) {
        return Err(refused(EntryError::Use));
    }
    if text(method, "controller") != Some(id) || text(method, "type") != Some("JsonWebKey2020") {
        return Err(refused(EntryError::Fields));
    }
    let Some(Value::Object(jwk)) = method.get("publicKeyJwk") else {
        return Err(refused(EntryError::Fields));
    };
    let jwk = Jwk::from_members(jwk.clone(), &cleanbill_jose::Limits::default());
    let jwk = jwk.map_err(|error| refused(error.into()))?;
    let key = jwk.public_key().map_err(|error| refused(error.into()))?;
    if key.kind() != KeyKind::P256 {
        return Err(refused(EntryError::Use));
    }
    let spki = key.to_spki_der();
    let record = SignerRecord {
        kid: kid.clone(),
        country: Country::new("NZ"),
        spki: spki.into(),
        usage: DccUsage::ANY,
        not_before: i64::MIN,
        not_after: i64::MAX,
        thumbprint: sha256(spki),
    };
    ScopedSigner::new(Scope::Nzcp, Some(id), record).ok_or(refused(EntryError::Identity))
}

fn text<'m>(members: &'m Map<String, Value>, name: &str) -> Option<&'m str> {
    members.get(name).and_then(Value::as_str)
}
